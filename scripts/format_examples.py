"""The examples of docs/formats.md that the program itself writes: a history as JSON and as CSV, and `next --json`."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from click.testing import CliRunner

from runwalk_tui.cli import cli
from runwalk_tui.exports.csv_file import checkins_to_csv, to_csv
from runwalk_tui.history.json_file import to_json
from runwalk_tui.session.records import CheckIn, Clearance, Deletion, Log, PainMark, Placement, SessionRecord

OFFSET = timezone(timedelta(hours=1))
PROGRAMME = "ASTEROID run-walk"
ASKED_ON = "2026-01-07"

LOG = Log(
    sessions=(
        SessionRecord(
            id="5f0c6b0e-8f0a-4c51-9a5e-0d5c8b1c7a11",
            started_at=datetime(2026, 1, 5, 7, 30, tzinfo=OFFSET),
            programme=PROGRAMME,
            stage="4",
            reps_planned=6,
            reps_done=6,
            run_seconds=360,
            walk_seconds=540,
            active_seconds=1320,
            pain_before=3,
            pain_worst=4,
            pain_after=3,
            pain_morning=2,
            pain_marks=(PainMark(412.5, 4),),
            felt_ready=True,
            effort=4,
            note="flat ground, easy pace",
            updated_at=datetime(2026, 1, 6, 8, 0, tzinfo=OFFSET),
        ),
    ),
    placements=(Placement(datetime(2026, 1, 5, 7, 0, tzinfo=OFFSET), "4", "chosen", "ASTEROID run-walk"),),
    checkins=(CheckIn(datetime(2026, 1, 5, 7, 5, tzinfo=OFFSET), 31, 28, 55, 21, "climbing stairs", 6, 7),),
    clearances=(Clearance(datetime(2025, 12, 29, 9, 0, tzinfo=OFFSET), ("c2d7a3de-92f4-4f0e-8b1e-2f5f0a9b3c33",)),),
    deleted=(Deletion("7d1f3a52-0c1e-4b7a-9b0d-3f6a2c8e5d44", datetime(2026, 1, 6, 8, 5, tzinfo=OFFSET)),),
)
"""One record of each kind."""


def history() -> str:
    """The log as `export json` writes it."""
    return _fenced("json", to_json(LOG))


def csv() -> str:
    """The log as `export csv` writes it."""
    return _fenced("csv", to_csv(LOG))


def check_ins() -> str:
    """The log as `export csv --check-ins` writes it."""
    return _fenced("csv", checkins_to_csv(LOG))


def next_() -> str:
    """What `next --json` says to that log."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "history.json"
        file.write_text(to_json(LOG), "utf-8")
        data = ("--data-dir", folder)
        _run("import", str(file), *data)
        return _fenced("json", _run("next", "--json", "--on", ASKED_ON, *data))


def _run(*arguments: str) -> str:
    """What a command prints, on the stage table that ships. Raises whatever ends it."""
    from runwalk_tui.paths import shipped_stages

    done = CliRunner().invoke(cli, [*arguments, "--stages", str(shipped_stages())], catch_exceptions=False)
    if done.exit_code:
        raise RuntimeError(f"runwalk {' '.join(arguments)} ended with {done.exit_code}: {done.output}")
    return done.stdout


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"
