"""A session on a Textual without some private names, in an interpreter of its own: `python -m ... FOLDER NAME...`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.support.renamed_textual import rename


async def run_a_session(folder: Path) -> None:
    """From Home through a second of a session and a pause to the question whether it is to end; then an error."""
    from runwalk_tui.session.countdown import State
    from runwalk_tui.ui.lettering.big_clock import BigClock
    from runwalk_tui.ui.screens.questions.question import QuestionScreen
    from tests.support.drawn import drawn_strips
    from tests.support.timer_pilot import begin, stage_with_a_runner
    from tests.support.waiting import reach, until

    stage = stage_with_a_runner(folder)
    async with stage.app.run_test(size=(80, 24)) as pilot:
        timer = await begin(stage, pilot)
        assert timer.query_one(BigClock).text == "0:10"
        await stage.go(pilot, 1)
        await until(pilot, lambda: timer.query_one(BigClock).text == "0:09", "the next second")
        await stage.press(pilot, "space")
        assert timer.controller.moment().state is State.PAUSED
        assert any("Space Resume" in strip.text for strip in drawn_strips(stage.app))
        await stage.press(pilot, "space", "q")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "d")
    print("a session")


def fail(folder: Path) -> None:
    """What is printed after an error of our own."""
    from tests.support.timer_pilot import stage_with_a_runner

    app = stage_with_a_runner(folder).app

    def wrong() -> None:
        secret = "a private note"
        raise RuntimeError(f"{len(secret)} letters")

    app.call_later(wrong)
    app.run(headless=True)
    assert app.return_code == 1
    print("an error and its report" if app.crash_report else "an error")


if __name__ == "__main__":
    rename(*sys.argv[2:])
    asyncio.run(run_a_session(Path(sys.argv[1]) / "session"))
    fail(Path(sys.argv[1]) / "error")
