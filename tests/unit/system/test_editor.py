"""The stage table in the runner's own editor: a real program, started as a shell would start it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.system.editor import EditError, edit_stages, split_command, started_as

TABLE = '[[stage]]\nrun = "1m"\nwalk = "1m"\n'


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table whose folder and name have spaces."""
    folder = tmp_path / "my running"
    folder.mkdir()
    file = folder / "my stages.toml"
    file.write_text(TABLE)
    return file


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """An editor whose path has spaces; it adds its arguments to the file it is given last."""
    folder = tmp_path / "my programs"
    folder.mkdir()
    program = folder / "ed it"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        "with open(sys.argv[-1], 'a') as file: file.write('# edited ' + ' '.join(sys.argv[1:-1]) + '\\n')\n"
    )
    program.chmod(0o755)
    return program


def test_an_editor_whose_path_has_spaces_gets_a_file_whose_name_has_spaces(
    monkeypatch: pytest.MonkeyPatch, table: Path, editor: Path
) -> None:
    monkeypatch.setenv("EDITOR", str(editor))
    assert edit_stages(table) == table
    assert table.read_text() == f"{TABLE}# edited \n"


def test_an_editor_has_arguments_of_its_own(monkeypatch: pytest.MonkeyPatch, table: Path, editor: Path) -> None:
    monkeypatch.setenv("EDITOR", f"'{editor}' --wait -n")
    edit_stages(table)
    assert table.read_text() == f"{TABLE}# edited --wait -n\n"


def test_visual_comes_before_editor_and_an_empty_one_is_none(
    monkeypatch: pytest.MonkeyPatch, table: Path, editor: Path
) -> None:
    monkeypatch.setenv("VISUAL", "  ")
    monkeypatch.setenv("EDITOR", f"'{editor}' second")
    edit_stages(table)
    monkeypatch.setenv("VISUAL", f"'{editor}' first")
    edit_stages(table)
    assert table.read_text() == f"{TABLE}# edited second\n# edited first\n"


def test_the_table_that_ships_is_copied_before_it_is_edited(monkeypatch: pytest.MonkeyPatch, editor: Path) -> None:
    shipped = paths.shipped_stages().read_text()
    monkeypatch.setenv("EDITOR", f"'{editor}' own")
    edited = edit_stages(None)
    assert edited == paths.own_stages()
    assert edited.read_text() == f"{shipped}# edited own\n"
    assert paths.shipped_stages().read_text() == shipped
    assert [file.name for file in edited.parent.iterdir()] == [edited.name]


@pytest.mark.parametrize(
    ("editor", "says"),
    [
        ("no-such-editor-here", "set $EDITOR to your editor"),
        ("false", "ended with status 1; nothing has changed"),
        ("""sh -c 'kill -9 $$'""", "was ended from outside; nothing has changed"),
    ],
)
def test_a_copy_that_the_editor_did_nothing_with_goes_again(
    monkeypatch: pytest.MonkeyPatch, editor: str, says: str
) -> None:
    """It would hide the newer tables that ship."""
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(EditError) as error:
        edit_stages(None)
    assert str(error.value).endswith(says)
    assert not paths.own_stages().exists()


def test_a_copy_that_was_changed_stays_however_the_editor_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", """sh -c 'echo "# mine" >> "$0"; exit 3'""")
    with pytest.raises(EditError, match="is as the editor left it"):
        edit_stages(None)
    assert paths.own_stages().read_text("utf-8").endswith("# mine\n")


@pytest.mark.parametrize(
    ("editor", "says"),
    [
        ("'unclosed", "No closing quotation"),
        ("no-such-editor-here", "set $EDITOR to your editor"),
        ("false", "ended with status 1"),
    ],
)
def test_an_editor_that_cannot_be_started_or_fails_is_one_line(
    monkeypatch: pytest.MonkeyPatch, table: Path, editor: str, says: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(EditError, match=says.replace("$", r"\$")) as error:
        edit_stages(table)
    assert "\n" not in str(error.value)
    assert table.read_text() == TABLE


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (r"C:\Windows\notepad.exe", [r"C:\Windows\notepad.exe"]),
        (
            r'"C:\Program Files\Notepad++\notepad++.exe" -multiInst',
            [r"C:\Program Files\Notepad++\notepad++.exe", "-multiInst"],
        ),
        (r"C:\Users\O'Brien\edit.cmd --wait", [r"C:\Users\O'Brien\edit.cmd", "--wait"]),
        (r"\\server\tools\vim.exe -c set\ nu", [r"\\server\tools\vim.exe", "-c", "set\\", "nu"]),
        ("code --wait", ["code", "--wait"]),
        ("notepad # no remark", ["notepad", "#", "no", "remark"]),
        (r'C:\"Program Files"\ed.exe', [r"C:\Program Files\ed.exe"]),
    ],
)
def test_on_windows_a_backslash_stays_and_double_quotes_go(command: str, words: list[str]) -> None:
    assert split_command(command, windows=True) == words


@pytest.mark.parametrize(
    ("wanted", "started"),
    [
        ("code", [r"C:\VS Code\bin\code.CMD"]),
        ("code --wait", [r"C:\VS Code\bin\code.CMD", "--wait"]),
        ("no-such-editor", ["no-such-editor"]),
    ],
)
def test_on_windows_an_editor_that_is_a_cmd_file_is_found_with_arguments_and_without(
    monkeypatch: pytest.MonkeyPatch, wanted: str, started: list[str]
) -> None:
    monkeypatch.setattr(shutil, "which", {"code": r"C:\VS Code\bin\code.CMD"}.get)
    assert started_as(wanted, windows=True) == started


def test_elsewhere_an_editor_is_started_by_the_name_it_was_given() -> None:
    assert started_as("sh", windows=False) == ["sh"]


def test_elsewhere_a_command_is_split_as_a_shell_does_it() -> None:
    command = r"'/my programs/ed' a\ b " + '"c d"'
    assert split_command(command, windows=False) == ["/my programs/ed", "a b", "c d"]


@pytest.mark.parametrize("command", ['"C:\\Program Files\\ed.exe', '""', '"" --wait'])
def test_a_command_without_a_program_or_with_an_open_quote_is_refused_on_windows_too(command: str) -> None:
    with pytest.raises(ValueError, match=r"quotation|names no program"):
        split_command(command, windows=True)
