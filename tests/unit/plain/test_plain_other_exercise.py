"""Other exercise in lines: the menu, its steps, what is said as it goes, and one that was cut off at its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from runwalk_tui.history.journal import Journal
from runwalk_tui.plain.home import stay_home
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.session.clock import SystemClock
from runwalk_tui.session.records import SessionKind
from runwalk_tui.workspace import Workspace
from tests.support.fakes import FakePlayer
from tests.support.plain_parts import Converse, Page, Typist, offer, placed, session
from tests.support.step_tables import companions


def test_it_is_offered_shown_run_and_counted_in_the_week(workspace: Workspace, page: Page, converse: Converse) -> None:
    workspace.find_companions = companions
    placed(workspace)
    session(workspace, 1, pain_morning=3)
    converse(stay_home, "14\n2\n1\n1\n")
    said = page.said
    assert "No running today. If you like, do some stretching or strength work: type 14." in said
    assert "14 Other exercise: stretching or strength" in said
    for line in ("1:00 march, easy", "0:30 exercise, hip circles, left", "Hold on to something."):
        assert line in said
    assert "March, easy: 1 minute, then exercise 30 seconds, hip circles, left." in said
    assert not any("ease" in line for line in said if line.startswith("Keys:") or "press Enter: " in line)
    assert "Finished. 2 minutes of other exercise." in said
    assert "Saved: Mobility, 2 minutes. Well done." in said
    other = workspace.log().sessions[-1]
    assert (other.kind, other.programme, other.stage) == (SessionKind.COMPANION, "Mobility", "before")


def test_how_it_is_done_is_told_to_whoever_asks_in_the_middle_of_it(
    workspace: Workspace, page: Page, converse: Converse, typist: Typist
) -> None:
    workspace.find_companions = companions
    placed(workspace)
    session(workspace, 1, pain_morning=3)

    async def live() -> None:
        await page.until("March, easy: 1 minute")
        typist.type("?\n")
        await page.until("Hold on to something.", times=2)
        typist.leave()

    converse(stay_home, "14\n2\n1\n1\n", live=live)
    keys = [line for line in page.said if "? how it's done" in line]
    assert len(keys) == 2, "as it starts, and after the question mark"
    assert page.said[page.said.index(keys[1]) - 1] == "Hold on to something."


def test_the_week_says_how_often(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    now = workspace.wall()
    workspace.wall = lambda: now - timedelta(days=now.weekday()) + timedelta(days=3)
    session(workspace, 0, kind=SessionKind.COMPANION)
    converse(stay_home, "0\n")
    assert "This week: 0 of 3 sessions, and other exercise once." in page.said


def test_one_that_was_cut_off_at_its_end_is_saved_without_a_question(
    workspace: Workspace, page: Page, converse: Callable[..., Any]
) -> None:
    table = companions()[0]
    placed(workspace)
    controller = workspace.companion_controller(
        table, table.stages[0], clock=SystemClock(), player=FakePlayer(), rehearsal=False
    )
    controller.start()
    controller.end()
    assert Journal(workspace.store).unfinished() is not None
    converse(offer, "")
    assert Journal(workspace.store).unfinished() is None
    assert "Saved: Core and legs, 0 seconds. Well done." in page.said
    assert workspace.log().sessions[-1].kind is SessionKind.COMPANION


def test_more_stages_than_there_are_digits_come_in_pages(workspace: Workspace, page: Page, converse: Converse) -> None:
    text = '[programme]\nname = "Days"\nkind = "companion"\n'
    for day in range(1, 13):
        text += f'[[stage]]\nname = "Day {day}"\nintervals = ["stretch {day}m"]\n'
    workspace.find_companions = lambda: (parse_table(text, ""),)
    placed(workspace)
    # More, the third of the second page, back from it; More twice is the first page again.
    converse(stay_home, "14\n10\n3\n2\n10\n4\n11\n0\n")
    said = page.said
    assert any("Day 12" in line for line in said)
    assert "12:00 stretch" in said
    assert len([line for line in said if "Day 1," in line]) == 3, said
