"""The questions after a session say what an answer leads to, in the words of the rule itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from runwalk_tui.flows.rating import ask_rating
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.session.active_session import ActiveSession, from_dict, prepare
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.session.records import PainMark, Rating
from runwalk_tui.settings import ScreenSettings
from runwalk_tui.workspace import Workspace
from tests.support.plain_parts import Page, Typist, front_of, typed_whole
from tests.support.story_time import run

Rate = Callable[..., tuple[Rating, bool]]


@pytest.fixture
def running(workspace: Workspace) -> ActiveSession:
    """A session at the second stage, run to its end, with pain 3 before it."""
    stage = workspace.table.stage("2")
    countdown = Countdown(plan_session(workspace.table, stage, 2))
    countdown.start(0)
    return replace(
        prepare(workspace.table, stage, 2, workspace.wall()), pain_before=3, progress=countdown.progress(1000)
    )


@pytest.fixture
def written() -> list[Rating]:
    """What was written down as the answers came."""
    return []


@pytest.fixture
def rate(
    workspace: Workspace, page: Page, typist: Typist, written: list[Rating], monkeypatch: pytest.MonkeyPatch
) -> Rate:
    """Rate a session by typing a text; returns the rating and whether it was cut short."""

    def note(session_id: str, snapshot: dict[str, object]) -> None:
        written.append(from_dict(snapshot).rating)

    monkeypatch.setattr(workspace.reliable_store, "note_answers", note)

    def ask(running: ActiveSession, typed: str, *, interrupts: int = 0) -> tuple[Rating, bool]:
        async def answer() -> tuple[Rating, bool]:
            if interrupts:
                typist.keyboard.start()
                typist.type(typed)
            else:
                await typed_whole(typist, typed)
            front = front_of(workspace, page, typist.keyboard)
            asked = asyncio.ensure_future(ask_rating(front.conversation, running))
            for count in range(interrupts):
                await page.until("2 of 5.", count + 1)
                typist.keyboard.interrupt()
            return await asked

        answered: tuple[Rating, bool] = run(answer())
        return answered

    return ask


def test_every_answer_is_kept(rate: Rate, running: ActiveSession) -> None:
    rating, _ = rate(running, "4\n3\n2l\n6\nwindy\n")
    assert rating == Rating(4, 3, ("left knee",), (), None, 6, "windy")


def test_bad_answers_are_asked_again(rate: Rate, running: ActiveSession, page: Page) -> None:
    rating, _ = rate(running, "11\n4\nx\n3\n9\n\n12\n5\n\n")
    assert rating == Rating(4, 3, (), (), None, 5, "")
    assert page.text.count("Please type a whole number from 0 to 10.") == 3


def test_b_goes_back_to_the_question_before(rate: Rate, running: ActiveSession) -> None:
    rating, _ = rate(running, "4\nb\n3\n3\nb\n2\n\n\n\n")
    assert (rating.worst, rating.after) == (3, 2)


def test_a_mark_in_the_session_is_the_usual_worst_pain(rate: Rate, running: ActiveSession, page: Page) -> None:
    rating, _ = rate(replace(running, marks=(PainMark(3.0, 6), PainMark(9.0, 2))), "\n3\n\n\n\n")
    assert rating.worst == 6
    assert "You marked 6 during the session: Enter to keep that, s to skip." in page.said


@pytest.mark.parametrize("previews", [False, True])
def test_what_a_worst_pain_leads_to_is_said_before_it_is_given_only_to_who_wants_that(
    rate: Rate, running: ActiveSession, page: Page, workspace: Workspace, previews: bool
) -> None:
    workspace.settings = replace(workspace.settings, screen=ScreenSettings(previews=previews))
    rate(running, "\n\n\n\n\n")
    before_the_question = page.said[: next(i for i, line in enumerate(page.said) if line.startswith("1 of 5."))]
    assert ("6 to 10: back to stage 1, 2 repetitions" in before_the_question) is previews
    assert ("lead" in page.text) is previews


def test_nobody_to_answer_leaves_everything_open(rate: Rate, running: ActiveSession, page: Page) -> None:
    rating, cut_short = rate(running, "")
    assert (rating, cut_short) == (Rating(), False)
    assert len(page.said) <= 4


def test_one_ctrl_c_warns_and_the_question_is_asked_again(rate: Rate, running: ActiveSession, page: Page) -> None:
    rating, cut_short = rate(running, "4\n", interrupts=2)
    assert cut_short
    assert rating == Rating(worst=4)
    assert page.text.count("Press Ctrl+C again to save the answers so far and leave.") == 1


def test_each_answer_is_written_down_before_the_next_question(
    rate: Rate, running: ActiveSession, written: list[Rating]
) -> None:
    rate(running, "4\n3\nw\n0\n2\n\n\n")
    assert [(rating.worst, rating.after, rating.red_flags) for rating in written[:3]] == [
        (4, None, ()),
        (4, 3, ()),
        (4, 3, ("weight-loss",)),
    ]


def test_answers_from_before_the_program_was_cut_off_are_not_asked_again(
    rate: Rate, running: ActiveSession, page: Page
) -> None:
    rating, _ = rate(replace(running, rating=Rating(worst=4, after=3, soreness=("hip",))), "6\n\n")
    assert rating == Rating(4, 3, ("hip",), (), None, 6, "")
    assert next(line for line in page.said if " of 5." in line).startswith("4 of 5.")


# Warning signs.


def test_warning_signs_are_asked_once_when_pain_rose(rate: Rate, running: ActiveSession, page: Page) -> None:
    rating, _ = rate(running, "5\n3\n0\n0\nb\n3\n\n4\n\n")
    assert rating == Rating(5, 3, (), (), None, 4, "")
    assert page.said.count("Your pain went up or is high, so please check these first.") == 1


def test_they_are_not_asked_when_pain_did_not_rise(rate: Rate, running: ActiveSession, page: Page) -> None:
    rate(running, "4\n4\n\n4\n\n")
    assert "any of these true" not in page.text


def test_a_ticked_red_flag_is_said_back_and_leads_to_a_doctor(
    rate: Rate, running: ActiveSession, page: Page, workspace: Workspace
) -> None:
    workspace.settings = replace(workspace.settings, screen=ScreenSettings(previews=True))
    rating, _ = rate(running, "3\n6\n0\n7\n1\n7\n2\n\n\n")
    assert rating.red_flags == ("one-leg",)
    assert any(line.startswith("You ticked: leg now tingly/numb/weak/clumsy. See a doctor") for line in page.said)
    assert "So far: no session for now." in page.said


def test_w_opens_the_red_flags_at_any_question_and_again_takes_them_back(
    rate: Rate, running: ActiveSession, page: Page
) -> None:
    rating, _ = rate(running, "w\n0\n2\n2\n3\n3\nw\n0\n0\n\n4\nw\n")
    assert rating.red_flags == ()
    assert rating.note == "w"
    assert any(
        "Enter for the same as before: unexplained weight loss. 0 for none of these" in line for line in page.said
    )
    assert page.text.count("1 of 5. What was your worst pain") == 2


def test_with_an_emergency_the_other_questions_can_wait(rate: Rate, running: ActiveSession, page: Page) -> None:
    rating, cut_short = rate(running, "3\nw\n4\n2\n5\n")
    assert (rating.worst, rating.after, rating.red_flags) == (3, None, ("chest",))
    assert "3 of 5." not in page.text
    assert not cut_short


def test_ctrl_c_at_the_red_flags_leaves_the_answers_so_far(rate: Rate, running: ActiveSession, page: Page) -> None:
    rating, cut_short = rate(running, "7\n3\n", interrupts=2)
    assert cut_short
    assert (rating.worst, rating.red_flags) == (7, ())


@pytest.mark.parametrize(
    ("typed", "action"),
    [("4\n2\n", "Call your emergency number or go to"), ("0\n2\n2\n", "See a doctor urgently, before")],
    ids=["emergency", "urgent"],
)
def test_a_rehearsal_asks_the_same_shows_what_would_be_said_and_keeps_none(
    rate: Rate, running: ActiveSession, page: Page, typed: str, action: str
) -> None:
    rating, _ = rate(replace(running, rehearsal=True), f"9\n9\n{typed}\n4\n\n")
    assert rating.red_flags == ()
    assert "Your pain went up or is high, so please check these first." in page.said
    assert any(line.startswith(action) for line in page.said)
    assert "This is a rehearsal, so it isn't saved." in page.said
    assert "stop sign" not in page.text
    assert (rating.effort is None) == action.startswith("Call")
