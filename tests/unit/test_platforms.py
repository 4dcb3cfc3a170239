"""What an installation asks for on each kind of machine, and what is said where it asks for less."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from runwalk_tui.doctor.sound import library_for, without_library
from runwalk_tui.syncing.encryption import PYRAGE

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
NEEDS = {need.name: need for need in map(Requirement, PROJECT["dependencies"])}
MACHINES = [
    ("linux", "x86_64", "miniaudio"),
    ("linux", "aarch64", "sounddevice"),
    ("linux", "armv7l", ""),
    ("linux", "riscv64", ""),
    ("darwin", "arm64", "miniaudio"),
    ("darwin", "x86_64", "miniaudio"),
    ("win32", "AMD64", "miniaudio"),
    ("win32", "ARM64", "sounddevice"),
]
"""sys.platform, platform.machine(), and the sound library that needs no compiler there: with it, all that it needs has
wheels for Python 3.11 to 3.13."""


@pytest.mark.parametrize(("system", "machine", "library"), MACHINES)
def test_one_sound_library_is_asked_for_and_just_where_it_needs_no_compiler(
    system: str, machine: str, library: str
) -> None:
    asked = []
    for name in ("miniaudio", "sounddevice"):
        marker = NEEDS[name].marker
        assert marker is not None
        if marker.evaluate({"sys_platform": system, "platform_machine": machine}):
            asked.append(name)
    assert asked == ([library] if library else [])
    assert library_for(system, machine) == library


def test_the_sound_library_of_an_arm_computer_is_the_one_of_the_extra() -> None:
    (extra,) = map(Requirement, PROJECT["optional-dependencies"]["sounddevice"])
    assert extra.specifier == NEEDS["sounddevice"].specifier
    assert str(extra) in {str(need) for need in map(Requirement, PROJECT["optional-dependencies"]["test"])}


def test_where_it_is_missing_the_doctor_says_whether_something_is_wrong() -> None:
    assert without_library("linux", "x86_64") == "Install runwalk again, so that miniaudio comes with it."
    assert without_library("linux", "aarch64") == "Install runwalk again, so that sounddevice comes with it."
    assert without_library("win32", "ARM64") == "Install runwalk again, so that sounddevice comes with it."
    told = without_library("linux", "armv7l")
    assert "this kind of computer (armv7l)" in told
    assert "pip install sounddevice" in told
    assert "libportaudio2" in told
    assert "libportaudio2" not in without_library("win32", "x")


def test_textual_stays_within_the_minor_version_that_was_tried_and_the_pictures_within_one() -> None:
    [pinned] = [need for need in map(Requirement, PROJECT["optional-dependencies"]["test"]) if need.name == "textual"]
    [exact] = pinned.specifier
    assert exact.operator == "=="
    allowed = NEEDS["textual"].specifier
    major, minor, _ = exact.version.split(".")
    assert allowed.contains(exact.version)
    assert allowed.contains(f"{major}.{minor}.99")
    assert not allowed.contains(f"{major}.{int(minor) + 1}.0")


@pytest.mark.parametrize(("system", "machine"), [(system, machine) for system, machine, _ in MACHINES])
def test_what_encrypts_is_asked_for_just_where_it_needs_no_compiler(system: str, machine: str) -> None:
    extras = PROJECT["optional-dependencies"]
    (wanted,) = map(Requirement, extras["sync"])
    assert wanted.name == "pyrage"
    assert str(wanted) in {str(need) for need in map(Requirement, extras["test"])}
    assert wanted.marker is not None
    there = wanted.marker.evaluate({"sys_platform": system, "platform_machine": machine})
    assert there is ((system, machine) != ("win32", "ARM64"))
    assert Requirement(PYRAGE.strip('"')).specifier == wanted.specifier, "what is said to install is the same"


def test_the_classifiers_name_only_the_systems_that_the_tests_have_run_on() -> None:
    systems = [each for each in PROJECT["classifiers"] if each.startswith("Operating System")]
    assert systems == ["Operating System :: POSIX :: Linux"]
    said = (Path(__file__).parents[2] / "docs" / "platforms.md").read_text("utf-8")
    assert "| macOS | nothing." in said
    assert "| Windows | nothing." in said
