"""What an installation asks for on each kind of machine, and what is said where it asks for less."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from runwalk_tui.doctor.sound import miniaudio_comes_with_it, without_miniaudio
from runwalk_tui.syncing.encryption import PYRAGE

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
NEEDS = {need.name: need for need in map(Requirement, PROJECT["dependencies"])}
MACHINES = [
    ("linux", "x86_64", True),
    ("linux", "aarch64", False),
    ("linux", "armv7l", False),
    ("darwin", "arm64", True),
    ("darwin", "x86_64", True),
    ("win32", "AMD64", True),
    ("win32", "ARM64", False),
]
"""sys.platform, platform.machine(), and whether miniaudio has a wheel there."""


@pytest.mark.parametrize(("system", "machine", "wheel"), MACHINES)
def test_miniaudio_is_asked_for_just_where_it_needs_no_compiler(system: str, machine: str, wheel: bool) -> None:
    marker = NEEDS["miniaudio"].marker
    assert marker is not None
    assert marker.evaluate({"sys_platform": system, "platform_machine": machine}) is wheel
    assert miniaudio_comes_with_it(system, machine) is wheel


def test_where_it_is_missing_the_doctor_says_whether_something_is_wrong() -> None:
    assert without_miniaudio("linux", "x86_64").startswith("Install runwalk again")
    assert "this kind of computer (aarch64)" in without_miniaudio("linux", "aarch64")
    assert "simpleaudio" in without_miniaudio("linux", "aarch64")
    assert without_miniaudio("win32", "ARM64").endswith("(ARM64).")


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
