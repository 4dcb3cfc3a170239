"""What a host of the project would read: forms, workflows and hooks. No parser of YAML is installed for it."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from scripts.pages import ROOT
from scripts.pythons import SUPPORTED

HOSTED = sorted([*(ROOT / ".github").rglob("*.yml"), ROOT / ".pre-commit-config.yaml"])
WORKFLOWS = [path for path in HOSTED if path.parent.name == "workflows"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("path", HOSTED, ids=lambda path: path.name)
def test_it_names_no_address(path: Path) -> None:
    assert "://" not in path.read_text("utf-8")
    assert "\t" not in path.read_text("utf-8")


def test_every_action_is_pinned_to_a_major_version() -> None:
    uses = [name for path in WORKFLOWS for name in re.findall(r"uses: (\S+)", path.read_text("utf-8"))]
    assert len(uses) > 5
    for name in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+|\./\.github/workflows/\w+\.yml", name), name
        assert not name.startswith("./") or (ROOT / name).is_file()


def packages_of(path: str) -> list[str]:
    """The packages that a list names; what comes after # is a remark."""
    return re.sub(r"#.*", "", text_of(path)).split()


def test_every_make_target_and_every_script_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([\w-]+):", text_of("Makefile"), re.MULTILINE))
    pages = [*HOSTED, ROOT / "CONTRIBUTING.md", ROOT / "README.md", ROOT / ".github" / "pull_request_template.md"]
    for path in pages:
        text = path.read_text("utf-8")
        assert set(re.findall(r"(?:run: |`|^)make ([a-z][\w-]*)", text, re.MULTILINE)) <= targets, path.name
        for module in re.findall(r"python -m scripts\.(\w+)", text):
            assert (ROOT / "scripts" / f"{module}.py").is_file(), f"{path.name}: {module}"


def test_the_tests_run_on_three_systems_and_every_python_that_the_project_names() -> None:
    workflow = text_of(".github/workflows/ci.yml")
    (systems,) = re.findall(r"system: \[(.*)\]", workflow)
    (pythons,) = re.findall(r"python: \[(.*)\]", workflow)
    assert [name.strip() for name in systems.split(",")] == ["ubuntu-latest", "macos-latest", "windows-latest"]
    named = tomllib.loads(text_of("pyproject.toml"))["project"]["classifiers"]
    tried = re.findall(r"[\d.]+", pythons)
    assert [name.rpartition(" ")[2] for name in named if re.search(r":: 3\.\d+$", name)] == tried == list(SUPPORTED)


def test_what_is_done_in_another_way_on_macos_is_tried_before_anything_else_can_fail() -> None:
    workflow = text_of(".github/workflows/ci.yml")
    assert workflow.index("test_windows_locks.py") < workflow.index("make test")


def test_every_program_that_a_test_needs_is_installed_there() -> None:
    """With CI set, a test that finds none fails."""
    packages = {
        "dbus-run-session": "dbus",
        "desktop-file-validate": "desktop-file-utils",
        "man": "man-db",
        "notify-send": "libnotify-bin",
        "parec": "pulseaudio-utils",
        "pdftoppm": "poppler-utils",
        "pdftotext": "poppler-utils",
    }
    already_there = {"chromium", "make"}
    sources = (path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))
    needed = {name for text in sources for name in re.findall(r'needed_program\("([\w-]+)"', text)}
    assert {packages.get(name, name) for name in needed} - already_there <= set(packages_of(".ci/packages"))


@pytest.mark.skipif(os.name == "nt", reason="there is no apt on this system, and no sed")
def test_github_and_our_own_run_install_one_list_of_packages_and_name_none_themselves() -> None:
    ours, real = packages_of(".ci/packages"), packages_of(".ci/packages-real")
    assert len({*ours, *real}) == len(ours + real)
    for path, wanted in ((".github/workflows/ci.yml", ours), (".ci/run", ours + real)):
        (named,) = re.findall(r"--no-install-recommends (.*?)(?: >/dev/null)?$", text_of(path), re.MULTILINE)
        installs = subprocess.run(["sh", "-c", f"echo {named}"], cwd=ROOT, capture_output=True, text=True, check=True)
        assert installs.stdout.split() == wanted


def test_only_what_was_tested_is_published_and_only_that_job_may() -> None:
    workflow = text_of(".github/workflows/release.yml")
    before, publish = workflow.split("\n  publish:\n")
    assert "needs: [test, try]" in publish
    assert "uv publish --trusted-publishing always" in publish
    assert "id-token: write" in publish
    assert "write" not in re.sub(r"#.*", "", before)
    assert "secrets." not in workflow


def test_the_hooks_are_our_own() -> None:
    assert set(re.findall(r"repo: (\S+)", text_of(".pre-commit-config.yaml"))) == {"local"}


def test_a_bug_form_asks_for_the_doctor_and_never_for_the_log() -> None:
    form = text_of(".github/ISSUE_TEMPLATE/bug.yml")
    assert "`runwalk doctor --json`" in form
    assert "never send your log" in form
    labels = " ".join(re.findall(r"label: (.*)", form)).lower()
    assert "log" not in re.findall(r"\w+", labels)
    assert "export" not in form
    assert "last-crash" not in form
