"""Files that are not TOML, or not there: one clear fault each, or every line that has the same slip."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runwalk_tui.programme.faults import TableError
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.table_in_use import load_table


def faults_of(file: Path) -> list[str]:
    with pytest.raises(TableError) as caught:
        load_table(file)
    return [str(fault) for fault in caught.value.faults]


def test_a_missing_file_is_one_clear_fault(tmp_path: Path) -> None:
    file = tmp_path / "none.toml"
    assert faults_of(file) == [f"{file}:1: there is no such file"]


def test_a_folder_is_not_a_table(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == [f"{tmp_path}:1: the file can't be read: it is a folder; name the file in it"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_nobody_writes_to_does_not_hang(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert faults_of(pipe) == [f"{pipe}:1: the file can't be read: it is not a regular file"]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="this system has no file that always fails to be read")
def test_a_file_that_cannot_be_read_is_one_clear_fault() -> None:
    assert faults_of(Path("/proc/self/mem")) == ["/proc/self/mem:1: the file can't be read: Input/output error"]


def test_a_path_through_a_file_is_one_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    file = tmp_path / "file" / "stages.toml"
    [fault] = faults_of(file)
    assert fault.startswith(f"{file}:1: ")


def test_a_name_that_no_file_can_have_is_one_clear_fault() -> None:
    [fault] = faults_of(Path("x" * 5000))
    assert fault.endswith(":1: the file can't be read: File name too long")


def test_the_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    file = tmp_path / "latin.toml"
    file.write_bytes("# one\n# two\n# für\n".encode("latin-1"))
    assert faults_of(file) == [f"{file}:3: byte 0xfc is not UTF-8; save the file as UTF-8"]


def test_a_file_may_have_one_mebibyte_and_no_more(tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    table = '[programme]\nname = "x"\n[[stage]]\nrun = 1\nwalk = 1\n'
    file.write_text(table + "#" * ((1 << 20) - len(table)))
    assert load_table(file).programme == "x"
    file.write_text(table + "#" * ((1 << 20) - len(table) + 1))
    assert faults_of(file) == [f"{file}:1: the file is larger than 1 MiB, the most that runwalk reads"]


QUOTES = 'runwalk can\'t read this value; text and durations go in straight quotes: "1m30s"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "\n[[stage]]\nrun = 15s\nwalk = 2m # x\n",
            ['3: a duration goes in quotes: "15s"', '4: a duration goes in quotes: "2m"'],
        ),
        ("run = 1:30\r\n", ['1: a duration goes in quotes: "1:30"']),
        (
            "[stage]\nrun = 1\n\n[stage]\n",
            [f"{line}: [stage] must be [[stage]], with two brackets on each side" for line in (1, 4)],
        ),
        ("[stage]\n[[stage]]\n", ["1: [stage] must be [[stage]], with two brackets on each side"]),
        ("[[stage]]\n[ stage ] # two\n", ["2: [stage] must be [[stage]], with two brackets on each side"]),
        ("[placement]\n\n[placement]", ["3: this table appears twice; delete one of them"]),
        ("a = 1\na = 2\n", ["2: this key appears twice; delete one of them"]),
        ("\na = “2m”\n", [f"2: {QUOTES}"]),
        ("a = ten\n", [f"1: {QUOTES}"]),
        ("a =\n", [f"1: {QUOTES}"]),
        ('\n\na = "ten\n', ["3: a quote is missing: text starts and ends with one on the same line"]),
        ('a = """ten\n\n', ["1: a quote is missing at the end of the text"]),
        ('a "3m"\n', ["1: there is no = after the key; a setting is written key = value"]),
        ("a = 1 2\n", ['1: there is something after the value; text and durations go in quotes: "1m30s"']),
        ("!\n", ["1: runwalk can't read this line; a line is [programme], [[stage]], key = value, or starts with #"]),
        ("a = [1\n\nb = 2", ["3: the list is not closed with ], or a comma is missing between two of its values"]),
        ("[[stage]\n", ["1: expected ']]' at the end of an array declaration"]),
        ('a = "\x1b[2J"', ["1: illegal character '\\x1b'"]),
        ("a = " + "[" * 5000, ["1: lists and tables are nested too deeply"]),
        ("a = " + "{a=" * 5000, ["1: lists and tables are nested too deeply"]),
        ("\na = 1" + "0" * 5000, ["2: a number has far too many digits"]),
        ("\n[" + "a." * 151 + "a]", ["2: there are more than 150 dots on this line"]),
        ("\n'a'" + ' . "a"' * 151 + "=1", ["2: there are more than 150 dots on this line"]),
        ("a = 1\nb = \0", [f"2: {QUOTES}"]),
    ],
)
def test_what_is_not_toml_is_told_in_plain_words(text: str, expected: list[str]) -> None:
    with pytest.raises(TableError) as caught:
        parse_table(text, "f")
    assert [str(fault) for fault in caught.value.faults] == [f"f:{line}" for line in expected]


def test_a_note_with_many_dots_is_no_long_key() -> None:
    note = "v1.2.3.4.5.6.7.8.9.10, see www.a.b.c.d.e.f.g.h.i.j ..........."
    table = f'[programme]\nname = "x"\n# {note}\n[[stage]]\nrun = 1\nwalk = 1\nnote = "{note}"\n'
    assert parse_table(table, "f").stages[0].note == note


@pytest.mark.slow("large files")
@pytest.mark.parametrize(
    "text",
    [
        "".join(f"a{number}=1\n" for number in range(30_000)),
        "[a.b.c.d.e.f.g.h]\n" + "".join(f"a.b.c.d.e.f.g.h{number}=1\n" for number in range(15_000)),
        "a." * 500_000 + "a=1",
        "a" * 1_000_000,
        '"."' * 340_000,
        ',"' * 500_000,
        "[[stage]]\nintervals=[" + "1," * 150_000 + "]",
        "a=" + "[" * 200 + "1," * 100_000 + "]" * 200,
        "[[stage]]\n" * 30_000,
        "a=0x" + "f" * 1_000_000,
        "[programme]\nwarm_up='" + "1.1" * 300_000 + "'",
    ],
    ids=["keys", "nested", "dotted", "word", "quoted", "commas", "steps", "deep", "stages", "number", "text"],
)
def test_a_hostile_file_is_refused_before_anybody_waits(text: str) -> None:
    with pytest.raises(TableError):
        parse_table(text, "f")
