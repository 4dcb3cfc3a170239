"""An error of our own: one line for the runner, the details in a file, and nothing lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.events import Key

from runwalk_tui.flows.questions import MorningPain
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.morning import MorningScreen
from tests.support.stand_ins import NOON, Stage, make_workspace
from tests.support.waiting import settle, until


async def test_the_details_go_to_a_private_file_without_anybodys_data(tmp_path: Path) -> None:
    stage = Stage(make_workspace(tmp_path))

    def fail() -> None:
        secret = "pain of a named person"
        raise RuntimeError(f"only {len(secret)} letters")

    with pytest.raises(RuntimeError, match="letters"):
        async with stage.app.run_test() as pilot:
            assert isinstance(stage.app.screen, HomeScreen)
            stage.app.call_later(fail)
            await until(pilot, lambda: stage.app.crash_report, "the report")
    report = stage.app.crash_report
    assert report is not None
    assert report.stat().st_mode & 0o777 == 0o600
    text = report.read_text("utf-8")
    assert "RuntimeError" in text
    assert "named person" not in text.replace('secret = "pain of a named person"', "")
    assert stage.app.return_code == 1


async def test_what_fails_after_an_error_does_not_take_its_place_in_the_report(tmp_path: Path) -> None:
    stage = Stage(make_workspace(tmp_path))

    def fail(what: str) -> None:
        raise RuntimeError(what)

    with pytest.raises(RuntimeError, match="cause"):
        async with stage.app.run_test() as pilot:
            stage.app.call_later(fail, "the cause")
            stage.app.screen.call_later(fail, "what came of it")
            await until(pilot, lambda: stage.app.crash_report, "the report")
    assert stage.app.crash_report is not None
    assert "the cause" in stage.app.crash_report.read_text("utf-8")


SESSION = SessionRecord("s", NOON - timedelta(days=1), "Test", "2", 4, 4)


async def test_a_key_for_a_screen_that_is_not_up_yet_is_no_answer(tmp_path: Path) -> None:
    stage = Stage(make_workspace(tmp_path))
    async with stage.app.run_test() as pilot:
        screen = MorningScreen(MorningPain(SESSION, NOON.date(), ()))
        answered: list[object] = []
        stage.app.push_screen(screen, answered.append)
        for name in ("n", "enter"):
            stage.app.post_message(Key(name, name if name == "n" else "\r"))
        await until(pilot, lambda: screen.is_mounted, "the screen")
        await settle(pilot)
        assert stage.app.screen is screen
        await pilot.press("n")
        await until(pilot, lambda: answered, "the answer")
    assert answered == ["forgotten"]
    assert stage.app.crash_report is None


async def test_a_screen_that_finds_itself_empty_at_the_end_is_no_error(tmp_path: Path) -> None:
    stage = Stage(make_workspace(tmp_path))

    async def look() -> None:
        stage.app.exit(return_code=143)
        stage.app.screen.query_one("#parts-that-are-not-there-yet")

    async with stage.app.run_test() as pilot:
        looking = stage.app.run_worker(look())
        await until(pilot, lambda: looking.is_finished, "the look")
    assert stage.app.crash_report is None
    assert stage.app.return_code == 143
