"""Text from outside is text: whatever a file or a name holds, nothing in what is printed acts on the terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord
from tests.support.real_program import RUNWALK

ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What acts on a terminal, or turns the direction of writing. Tabs and line ends are what lines are made of."""
TITLE, ERASE, C1, TURNED, MARKUP = "\x1b]0;gone\x07", "\x1b[2J", "\x9b31m", "\u202egnp.exe", "[red]not red[/red]"
NASTY = f"a{TITLE}{ERASE}{C1}{TURNED}{MARKUP}"
NAME = NASTY.replace("/", "")
"""The same as the name of a file."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names of files")


class Shell:
    """Runs commands in a folder whose name is nasty, too."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / NAME
        self.folder.mkdir()
        self.data = self.folder / "data"
        self.printed: list[str] = []

    def run(self, *arguments: str, typed: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*RUNWALK, *arguments],
            env={**os.environ, "RUNWALK_DATA_DIR": str(self.data), "PULSE_SERVER": "none", "LANG": "C.UTF-8", **env},
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        for text in (done.stdout, done.stderr):
            # A table goes to a program as it is, in every direction of writing.
            found = ACTS.search(text.replace("\u202e", "") if {"csv", "--csv"} & {*arguments} else text)
            assert found is None, (arguments, found, text)
            assert "Traceback" not in text
        self.printed.append(done.stdout + done.stderr)
        return done


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def history(**session: Any) -> str:
    plain = {
        "id": "s1",
        "started_at": "2026-01-05T07:30:00+01:00",
        "programme": "p",
        "stage": "4",
        "reps_planned": 10,
        "reps_done": 10,
        **session,
    }
    return json.dumps({"format": "runwalk-history", "version": 1, "sessions": [plain]})


@pytest.mark.parametrize("field", ["id", "programme", "stage", "note", "source", "eased_to", "started_at", NASTY])
def test_an_import_with_such_a_text_is_refused_and_shows_it_escaped(shell: Shell, field: str) -> None:
    file = shell.folder / f"{NAME}.json"
    file.write_text(history(**{field: NASTY}))
    done = shell.run("import", str(file))
    assert done.returncode == 1
    assert "\\x1b]0;gone" in done.stderr
    assert "\\u202e" in done.stderr


@pytest.mark.slow("starts the program thirty times")
def test_a_log_that_holds_such_texts_all_the_same_is_printed_as_text_by_every_command(shell: Shell) -> None:
    with Store.open(shell.data) as store:
        for number in range(3):
            texts = {"note": NASTY, "soreness": (NASTY,), "red_flags": (NASTY,), "source": NASTY, "eased_to": NASTY}
            at = datetime.now(UTC)
            store.save(SessionRecord(f"{number}{NASTY}", at, NASTY if number else "p", NASTY, 6, 6, **texts))  # type: ignore[arg-type]
    for arguments in (
        ["next"],
        ["next", "--json"],
        ["history"],
        ["history", "--json"],
        ["history", "--csv"],
        ["export", "json"],
        ["export", "csv"],
        ["stages"],
        ["morning", "2"],
        ["clear", "--yes"],
        ["doctor"],
        ["doctor", "--json"],
        ["log", "--reps", "6", "--stage", NASTY],
        ["place", NASTY],
        ["render", "--stage", NASTY, "-o", str(shell.folder / "x.wav")],
        ["render", "--stage", "1", "--reps", "1", "-o", str(shell.folder / f"{NAME}.wav")],
        ["export", "json", "-o", str(shell.folder / "missing" / NAME)],
        ["import", str(shell.folder / "missing" / NAME)],
        ["stages", "check", str(shell.folder / "missing" / NAME)],
        ["next", "--stages", str(shell.folder / "missing" / NAME)],
        ["stages", "use", NASTY],
        [NASTY],
        ["next", f"--{NASTY}"],
        ["next", "--on", NASTY],
        ["log", "--reps", NASTY],
    ):
        shell.run(*arguments)
    shell.run("--plain", typed="3\na\n1\n\n5\n0\n")
    shell.run("next", RUNWALK_DATA_DIR=str(shell.folder / f"{NAME}.json" / "below"))
    shell.run("stages", "edit", VISUAL=NASTY)
    (shell.data / "runwalk.sqlite3").write_bytes(b"gone" * 3000)
    shell.run("history")
    shell.run("place", "1")
    assert MARKUP in "".join(shell.printed)


TABLE = """\
[programme]
name = "{name}"

[[stage]]
id = "{id}"
name = "{stage}"
run = "15s"
walk = "2m"
note = "{note}"
"""


@pytest.mark.slow("starts the program four times for each")
@pytest.mark.parametrize("field", ["name", "id", "stage", "note", "table", "key", "value"])
def test_a_stage_table_with_such_a_text_is_refused_and_shows_it_escaped(shell: Shell, field: str) -> None:
    escaped = "".join(f"\\u{ord(sign):04x}" if ACTS.match(sign) else sign for sign in NASTY)
    texts = {"name": "p", "id": "1", "stage": "s", "note": "n"}
    text = TABLE.format(**{**texts, field: escaped} if field in texts else texts)
    text += {"table": f'\n["{escaped}"]\na = 1\n', "key": f'"{escaped}" = 1\n', "value": f'source = "{escaped}"\n'}.get(
        field, ""
    )
    file = shell.folder / f"{NAME}.toml"
    file.write_text(text)
    done = shell.run("stages", "check", str(file))
    assert done.returncode == 1
    assert "\\x1b]0;gone" in done.stdout + done.stderr
    shell.run("next", "--stages", str(file))
    shell.run("doctor", "--stages", str(file))
    shell.run("--plain", "--stages", str(file), typed="5\n0\n")
