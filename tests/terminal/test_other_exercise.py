"""Other exercise in real time on a real pty, as it ships, many times as fast."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runwalk_tui.own_table.exercise import companion_tables
from tests.support.pty_terminal import Command, Start
from tests.support.real_program import TEST_LIMIT

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT)]


def test_a_rehearsal_of_other_exercise_goes_by_itself_to_its_end(start: Start, runwalk: Command, placed: Path) -> None:
    table = companion_tables()[0]
    stage = table.stages[0]
    terminal = start("--speed", "20")
    terminal.wait_for("Start here")
    terminal.press("e")
    terminal.wait_for("Other exercise", f"{table.programme} (1)")
    terminal.press("1")
    terminal.wait_for("Which one?")
    terminal.press("1")
    terminal.wait_for(stage.name, "Nothing here should hurt.", "Start (s)")
    terminal.press("s")
    for step in stage.steps:
        terminal.wait_for_title(f"{step.act.capitalize()}{f' {step.word}' if step.word else ''}")
    terminal.wait_for(f"Saved: {table.programme}")
    terminal.wait_for("Start here", "0 of 3 sessions")
    terminal.press("q")
    assert terminal.ended() == 0
    (session,) = json.loads(runwalk("history", "--json"))["sessions"]
    assert (session["kind"], session["programme"], session["stage"]) == ("companion", table.programme, stage.id)
    assert (session["rehearsal"], session["active_seconds"]) == (True, stage.total_seconds(stage.reps_min))
    assert [session[f"pain_{name}"] for name in ("before", "worst", "after", "morning")] == [None] * 4
    assert json.loads(runwalk("next", "--json"))["decision"] == "start"
    assert table.programme in runwalk("history")
