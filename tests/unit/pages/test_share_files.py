"""The man pages, the entry in the menu and the completion scripts are as the program would make them today."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scripts.command_list import every_command, long_options
from scripts.man_pages import man_pages
from scripts.pages import ROOT, whole_files
from tests.support.needed import needed_program

ICON = "share/icons/hicolor/scalable/apps/runwalk.svg"
MADE = whole_files()
PAGES = sorted(man_pages())


def test_every_file_in_share_is_made_by_the_script_except_the_icon() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "share").rglob("*") if path.is_file()}
    assert there == {*MADE, ICON}


@pytest.mark.parametrize("name", MADE)
def test_a_file_says_what_the_program_says(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == MADE[name], "python -m scripts.pages writes it anew"


@pytest.mark.parametrize(("typed", "command"), every_command(), ids=lambda each: each if isinstance(each, str) else "")
def test_a_command_has_a_page_with_each_of_its_options(typed: str, command: object) -> None:
    page = MADE[f"share/man/man1/{typed.replace(' ', '-')}.1"]
    named = page.replace("\\-", "-")
    assert all(f"\\fB{option}\\fR" in named for option in long_options(command))  # type: ignore[arg-type] # a command


def test_the_pages_are_clean_for_mandoc() -> None:
    done = subprocess.run(
        [needed_program("mandoc"), "-Tlint", *PAGES], cwd=ROOT, capture_output=True, text=True, check=False
    )
    # They are made from the program and have no day of their own.
    assert [line for line in done.stdout.splitlines() if "missing date" not in line] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_what_is_typed_without_the_marks_of_our_other_pages(name: str) -> None:
    _, *lines = MADE[name].splitlines()  # the first one is a remark
    assert "`" not in "\n".join(lines)


def test_each_status_of_the_pages_is_one_of_the_table_in_the_formats() -> None:
    table = (ROOT / "docs/formats.md").read_text("utf-8").partition("## Exit codes")[2].partition("##")[0]
    told = re.findall(r"^\| (\d[^|]*?) \|", table, re.MULTILINE)
    for name in PAGES:
        section = MADE[name].partition(".SH EXIT STATUS")[2].partition(".SH ")[0]
        assert sorted(re.findall(r"^\.B (.*)", section, re.MULTILINE)) == sorted(told), name


def test_the_page_of_the_doctor_says_where_it_tells_what_to_do() -> None:
    section = MADE["share/man/man1/runwalk-doctor.1"].partition(".SH EXIT STATUS")[2]
    assert "a session couldn't be run properly; see the lines marked no" in " ".join(section.split())
    assert "standard error" not in section


@pytest.mark.parametrize("command", ["runwalk log", "runwalk clear", "runwalk"])
def test_where_health_is_concerned_the_page_says_that_it_is_no_advice(command: str) -> None:
    assert "gives no medical advice" in MADE[f"share/man/man1/{command.replace(' ', '-')}.1"]


def set_by_man(page: str, width: int) -> str:
    """A page as somebody reads it; man may complain of nothing."""
    man = needed_program("man")
    if not os.access("/usr/bin/groff", os.X_OK) and not os.access("/usr/bin/nroff", os.X_OK):
        pytest.skip("man has nothing here to set pages with")
    done = subprocess.run(
        [man, "--warnings", "--local-file", page],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": str(width), "MANPAGER": "cat"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), page
    return done.stdout


def test_the_name_of_another_page_is_never_broken_and_can_be_copied() -> None:
    names = {f"{Path(page).stem}(1)" for page in PAGES if Path(page).stem.count("-") == 1}
    for width in (78, 90):
        shown = set_by_man("share/man/man1/runwalk.1", width)
        assert {*re.findall(r"runwalk[\w-]*\(1\)", shown.partition("SEE ALSO")[2])} == names
        assert "\N{HYPHEN}" not in shown


@pytest.mark.slow("man sets each page anew")
def test_the_pages_are_clean_for_man() -> None:
    for page in PAGES:
        assert "NAME" in set_by_man(page, 80)


def test_the_entry_in_the_menu_is_as_desktops_want_it() -> None:
    entry = ROOT / "share/applications/runwalk.desktop"
    done = subprocess.run([needed_program("desktop-file-validate"), entry], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    lines = entry.read_text("utf-8").splitlines()
    assert {"Terminal=true", "Exec=runwalk", f"Icon={Path(ICON).stem}"} <= set(lines)
    assert not any(line.startswith("TryExec") for line in lines), "it would be one more path to mend in a copy"


def test_the_icon_is_a_square_picture_that_loads_nothing() -> None:
    text = (ROOT / ICON).read_text("utf-8")
    root = ElementTree.fromstring(text)
    _, _, width, height = root.attrib["viewBox"].split()
    assert width == height
    assert "href" not in text
