"""Heart rate and belt in plain lines: told when they are asked for, and what there is to say about them once."""

from __future__ import annotations

from runwalk_tui.plain.timer.session_lines import SessionLines
from runwalk_tui.session.measured import Figures
from runwalk_tui.system.problems import Problem
from runwalk_tui.workspace import Workspace
from tests.support.fakes import FakeInstruments
from tests.support.plain_parts import Page, SilentSound, Typist
from tests.support.story_time import StoryClock, beside, run


def test_what_is_measured_is_told_when_it_is_asked_for(workspace: Workspace, page: Page, typist: Typist) -> None:
    instruments = FakeInstruments()
    instruments.said, instruments.trouble = ["Listening to Strap."], Problem("The belt can't be heard.")
    workspace.measure_with = lambda: instruments

    async def both() -> None:
        typist.keyboard.start()
        stage = workspace.table.stage("2")
        controller = workspace.controller(stage, 2, clock=StoryClock(), player=SilentSound(), rehearsal=False)
        session = SessionLines(controller, page.lines, typist.keyboard, wall=workspace.wall, every=0, acceptable_pain=5)

        async def ask() -> None:
            await page.until("Listening to Strap.")
            instruments.now = Figures(131, 850)
            typist.type("t\n")
            await page.until("131 bpm, 8.5 km/h.")
            await page.until("Run")
            instruments.now = Figures(speed=0)
            await page.until("The belt has stopped. Pause?")
            typist.type("t\n")
            await page.until("0.0 km/h.")
            typist.type("q\n")
            await page.until("save")
            typist.type("d\n")

        await beside(session.run(), ask())

    run(both())
    assert page.text.count("The belt can't be heard.") == 1
    assert page.text.count("The belt has stopped.") == 1
    assert page.text.count("bpm") == 1
