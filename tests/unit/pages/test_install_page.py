"""docs/install.md says what there is: every extra, and the lines that the tests of Tab type."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from scripts.extras import FIRST, FOR_WHOM, ITSELF, LAST, PAGE, Package, extras, table
from scripts.wheel_test import TOOLS
from tests.support.needed import needed_program
from tests.support.shells import SHELLS, Shell, put_on_path

TEXT = PAGE.read_text("utf-8")
FOR_CHANGING_IT = {"test", "check", "readers", "tables", "hearing", "voice"}


def test_every_extra_has_its_row_and_each_of_its_packages_is_in_it() -> None:
    rows = dict(
        re.findall(r"^\| `(\w+)` \| .*? \| (\d+: .*?) \|", TEXT[TEXT.index(FIRST) : TEXT.index(LAST)], re.MULTILINE)
    )
    assert rows.keys() == FOR_WHOM.keys() == extras().keys() - FOR_CHANGING_IT
    for extra, row in rows.items():
        wanted = {re.split(r"[><=;\[ ]", each)[0] for each in extras()[extra] if ">= '3.12'" not in each}
        assert wanted <= set(row.partition(": ")[2].split(", ")), extra


def test_the_other_extras_are_named_as_what_they_are() -> None:
    assert all(f"`{extra}`" in TEXT for extra in FOR_CHANGING_IT)


def test_every_row_says_what_it_weighs_and_under_which_licence() -> None:
    for row in TEXT[TEXT.index(FIRST) : TEXT.index(LAST)].splitlines()[5:]:
        if row.startswith("| "):
            *_, weight, licences, _ = (cell.strip() for cell in row.split("|"))
            assert re.fullmatch(r"\d+\.\d MB", weight), row
            assert licences not in ("", "not told"), row


def test_what_runwalk_alone_weighs_has_runwalk_itself_in_it() -> None:
    alone = {ITSELF: Package(10_000_000, "MIT"), "click": Package(2_000_000, "BSD-3-Clause")}
    told = table(alone, {"watch": {**alone, "fit-tool": Package(3_000_000, "BSD")}, "radio": None})
    assert "| runwalk alone | | 2: see below | 12.0 MB |" in told
    assert "1: fit-tool | 3.0 MB | BSD |" in told
    assert "runwalk itself is 10.0 MB" in told
    assert "1 packages, 2.0 MB: click." in " ".join(told.split())


def typed_in(shell: str) -> str:
    """What the page has somebody type for Tab in a shell."""
    (block,) = re.findall(rf"```{shell}\n(.*?)```", TEXT, re.DOTALL)
    return str(block)


@pytest.mark.parametrize("shell", SHELLS, ids=lambda shell: shell.name)
def test_the_line_for_a_shell_is_the_one_that_is_tried(shell: Shell) -> None:
    assert shell.line in typed_in(shell.name)


def test_the_readme_has_the_line_for_bash_and_leads_to_the_others() -> None:
    text = (PAGE.parents[1] / "README.md").read_text("utf-8")
    (bash,) = (shell.line for shell in SHELLS if shell.name == "bash")
    assert f"`{bash}`" in text
    assert "docs/install.md#tab-in-your-shell" in text


def quiet(folder: Path, *command: str) -> str:
    """What a command prints in a home of its own where `runwalk` is a command; it may complain of nothing."""
    env = {"PATH": put_on_path(folder), "HOME": str(folder), "TERM": "dumb"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_in_a_fish_that_nobody_has_set_up_the_lines_turn_tab_on(tmp_path: Path) -> None:
    fish = needed_program("fish")
    quiet(tmp_path, fish, "-c", typed_in("fish"))
    assert quiet(tmp_path, fish, "-c", "complete -C 'runwalk log --sore k'").split() == ["knee"]


def test_in_a_zsh_that_nobody_has_set_up_the_lines_turn_tab_on(tmp_path: Path) -> None:
    zsh = needed_program("zsh")
    (tmp_path / ".zshrc").write_text(typed_in("zsh"), "utf-8")
    assert quiet(tmp_path, zsh, "-i", "-c", "echo $_comps[runwalk]").split() == ["_runwalk_completion"]


def test_the_folders_of_uv_and_pipx_are_the_ones_that_are_tried() -> None:
    assert all(f"`~/{environment}/share`" in TEXT for _, environment in TOOLS.values())


def test_the_folder_of_the_virtual_environment_is_nobody_s_clone_and_nobody_s_log() -> None:
    """Whoever cloned into their home has the clone in ~/runwalk, and the log is in a folder named runwalk."""
    assert "~/runwalk-venv/bin/pip install ." in TEXT
    assert not re.search(r"(~|\$HOME)/(\.local/share/)?runwalk(?!-venv)\b", TEXT)


@pytest.mark.skipif(sys.platform != "linux", reason="the menu of a Linux desktop, with Linux' sed")
def test_the_two_lines_for_the_menu_make_an_entry_that_says_where_runwalk_is(tmp_path: Path) -> None:
    (lines,) = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    subprocess.run(["/bin/sh", "-ec", lines], cwd=PAGE.parents[1] / "share", env={"HOME": str(tmp_path)}, check=True)
    share = tmp_path / ".local" / "share"
    entry = (share / "applications" / "runwalk.desktop").read_text("utf-8").splitlines()
    program = f"Exec={tmp_path}/.local/bin/runwalk"
    assert [line for line in entry if "Exec" in line] == [program, f"{program} --plain"]
    assert (share / "icons" / "hicolor" / "scalable" / "apps" / "runwalk.svg").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no make")
def test_make_with_an_older_python_says_how_to_name_another_one_and_leaves_nothing_in_its_way(tmp_path: Path) -> None:
    make = needed_program("make")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(PAGE.parents[1] / name, tmp_path)
    older = tmp_path / "python3"
    older.write_text(
        f"#!/bin/sh\nexec {sys.executable} -c 'import sys; sys.version_info = (3, 10); exec(sys.argv[1])' \"$2\""
    )
    older.chmod(0o755)
    done = subprocess.run(
        [make, "run", f"PYTHON={older}"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode != 0
    assert done.stderr.startswith("runwalk needs Python 3.11 or later; if you have one, name it: make run PYTHON=")
    assert not (tmp_path / ".venv").exists(), "the next make begins anew"


def test_the_name_to_remove_is_the_name_of_the_distribution() -> None:
    assert version("runwalk-tui")
    assert "pipx uninstall runwalk-tui" in TEXT
