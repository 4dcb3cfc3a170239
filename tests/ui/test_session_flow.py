"""The walk through a session on the real screens, with a hand-moved clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import ContentSwitcher, Static

from runwalk_tui.flows.session import rate
from runwalk_tui.keeping import GONE
from runwalk_tui.programme.stage import Kind
from runwalk_tui.review.past.ordering import SortColumn
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.active_session import prepare
from runwalk_tui.session.cues import CueName
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.settings import ScreenSettings
from runwalk_tui.ui.lettering.phase_banner import PhaseBanner
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.ui.screens.history.page import HistoryScreen
from runwalk_tui.ui.screens.history.table import SessionTable
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.screens.questions.choose import ChooseScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.rating import RatingScreen
from runwalk_tui.ui.screens.questions.ticks import TickScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from runwalk_tui.ui.timer.mark import MarkScreen
from runwalk_tui.ui.timer.timer import TimerScreen
from tests.support.footers import footer
from tests.support.fronts.story import placed
from tests.support.one_flow import OneFlow
from tests.support.one_screen import press
from tests.support.stand_ins import NOON, Stage, make_workspace
from tests.support.timer_pilot import begin, stage_with_a_runner
from tests.support.waiting import reach, resize

pytestmark = pytest.mark.slow("goes through a whole session for each test")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_with_a_runner(tmp_path)


async def finish(stage: Stage, pilot: Pilot[None]) -> None:
    """Skip whatever phases are left."""
    for _ in range(40):
        if isinstance(pilot.app.screen, TimerScreen):
            await stage.press(pilot, "n")
    await reach(pilot, RatingScreen)


async def test_a_session_from_home_to_the_decision_is_kept_as_it_was_done(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await begin(stage, pilot)
        await stage.go(pilot, 10 + 2 * 70 + 10)
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "4", "enter", "3", "enter", "k", "enter", "6", "enter")
        await stage.press(pilot, *"calm", "enter")
        await reach(pilot, DecisionScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, HomeScreen)
    (session,) = stage.workspace.log().sessions
    assert (session.stage, session.reps_planned, session.reps_done) == ("2", 2, 2)
    assert (session.pain_before, session.pain_worst, session.pain_after) == (3, 4, 3)
    assert (session.soreness, session.felt_ready, session.effort, session.note) == (("knee",), None, 6, "calm")
    assert (session.run_seconds, session.walk_seconds, session.active_seconds) == (80, 60, 160)
    assert stage.player.state == "finished"


async def test_a_note_that_is_pasted_in_lines_is_kept_as_one(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await begin(stage, pilot)
        await finish(stage, pilot)
        await stage.press(pilot, "4", "enter", "3", "enter", "enter", "enter")
        assert footer(pilot.app).startswith("Enter Save Esc Back")
        pilot.app.post_message(events.Paste("wet leaves\ncold hands\n"))
        await stage.press(pilot, "enter")
        await reach(pilot, DecisionScreen)
    (session,) = stage.workspace.log().sessions
    assert session.note == "wet leaves cold hands"


@pytest.mark.slow("two programs after each other")
async def test_answers_survive_the_end_of_the_program_and_the_next_question_is_asked(
    stage: Stage, tmp_path: Path
) -> None:
    async with stage.app.run_test() as pilot:
        await begin(stage, pilot)
        await finish(stage, pilot)
        await stage.press(pilot, "4", "enter", "3", "enter", "k", "l", "a", "enter", "s")
    stage.workspace.store.close()
    again = Stage(make_workspace(tmp_path))
    async with again.app.run_test() as pilot:
        question = await reach(pilot, QuestionScreen)
        assert "The answers you gave are saved" in str(question.query_one("#text", Static).content)
        await again.press(pilot, "a")
        rating = await reach(pilot, RatingScreen)
        assert rating.query_one(ContentSwitcher).current == "effort"
        await again.press(pilot, "enter", "enter")
        await reach(pilot, DecisionScreen)
    (session,) = again.workspace.log().sessions
    assert (session.pain_worst, session.pain_after, session.soreness) == (4, 3, ("left knee", "ankle"))


@pytest.mark.slow("two programs after each other")
async def test_a_warning_sign_that_was_ticked_before_the_end_of_the_program_is_not_left_for_later(
    stage: Stage, tmp_path: Path
) -> None:
    async with stage.app.run_test() as pilot:
        await begin(stage, pilot)
        await finish(stage, pilot)
        await stage.press(pilot, "w")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "n", "enter", "3", "enter")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "y")
        await reach(pilot, RatingScreen)
    stage.workspace.store.close()
    again = Stage(make_workspace(tmp_path))
    async with again.app.run_test() as pilot:
        sign = await reach(pilot, StopSignScreen)
        assert str(sign.query_one("#action", Static).content) == "See a doctor urgently, before you run again."
    assert again.workspace.prescription().decision is Decision.STOP


async def test_every_key_of_the_timer_does_what_it_says(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        controller = timer.controller
        await stage.press(pilot, "space")
        assert timer.has_class("-paused")
        assert timer.query_one(PhaseBanner).word == "PAUSED"
        assert stage.player.cues == []
        await stage.press(pilot, "space")
        assert not timer.has_class("-paused")
        await stage.press(pilot, "n")
        assert controller.moment().phase.kind is Kind.RUN
        assert stage.player.cues[0].name is CueName.RUN
        await stage.go(pilot, 5)
        await stage.press(pilot, "b")
        assert controller.moment().left == pytest.approx(40)
        await stage.press(pilot, "plus")
        assert controller.moment().left == pytest.approx(70)
        await stage.press(pilot, "e")
        assert controller.running.eased_to == "1"
        await stage.press(pilot, "u")
        assert stage.player.muted
        await stage.press(pilot, "m")
        await reach(pilot, MarkScreen)
        await stage.press(pilot, "6", "enter")
        await reach(pilot, TimerScreen)
        assert [mark.pain for mark in controller.running.marks] == [6]


@pytest.mark.parametrize(("typed", "marks"), [("", []), ("8", [8])])
async def test_pain_that_is_too_much_is_said_right_where_it_is_marked(
    stage: Stage, typed: str, marks: list[int]
) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "n")
        await stage.go(pilot, 5)
        await stage.press(pilot, "m")
        await reach(pilot, MarkScreen)
        await stage.press(pilot, *typed, "x")
        question = await reach(pilot, QuestionScreen)
        assert "Stopped for pain" in str(question.query_one("#title").render())
        assert [mark.pain for mark in timer.controller.running.marks] == marks
        assert timer.controller.running.stopped_for_pain
        assert stage.player.cues == []


async def test_a_locked_timer_hears_only_pause_and_unlock(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        controller = timer.controller
        await stage.press(pilot, "l", "n", "x", "q", "e", "plus", "m")
        assert isinstance(pilot.app.screen, TimerScreen)
        assert controller.moment().phase.kind is Kind.WARM_UP
        assert not controller.running.stopped_for_pain
        await stage.press(pilot, "space")
        assert timer.has_class("-paused")
        await stage.press(pilot, "l", "n")
        assert controller.moment().phase.kind is Kind.RUN


@pytest.mark.slow("a whole session")
async def test_stopping_for_pain_offers_a_walk_and_the_record_says_so(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await begin(stage, pilot)
        await stage.press(pilot, "n")
        await stage.go(pilot, 10)
        await stage.press(pilot, "x")
        await reach(pilot, QuestionScreen)
        assert stage.player.cues == []
        await stage.press(pilot, "w")
        timer = await reach(pilot, TimerScreen)
        assert isinstance(timer, TimerScreen)
        assert timer.controller.moment().phase.kind is Kind.COOL_DOWN
        await finish(stage, pilot)
        await stage.press(pilot, "8", "enter", "5", "enter")
        flags = await reach(pilot, TickScreen)
        assert "Your pain went up" in str(flags.query_one("#why").render())
        await stage.press(pilot, *["n", "enter"] * 2, "enter", "enter", "enter")
        await reach(pilot, DecisionScreen)
    (session,) = stage.workspace.log().sessions
    assert session.stopped_for_pain
    assert stage.workspace.prescription().decision == "step_back"


async def test_ending_asks_and_the_three_answers_do_what_they_say(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await begin(stage, pilot)
        await stage.press(pilot, "q")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "g")
        await reach(pilot, TimerScreen)
        await stage.press(pilot, "ctrl+c")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "escape")
        await reach(pilot, TimerScreen)
        await stage.press(pilot, "q")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "d")
        await reach(pilot, HomeScreen)
    assert stage.workspace.log().sessions == ()


async def test_a_session_that_ends_while_a_question_is_open_still_comes_to_its_rating(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "q")
        await reach(pilot, QuestionScreen)
        timer.controller.end()
        await reach(pilot, RatingScreen)


async def test_a_laptop_that_slept_asks_whether_to_count_the_time(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        stage.clock.asleep += 25
        # The loop looks when its second is over, in real time.
        await reach(pilot, QuestionScreen)
        assert "25 seconds" in str(pilot.app.screen.query_one("#text").render())
        await stage.press(pilot, "c")
        await reach(pilot, TimerScreen)
        assert timer.controller.moment().elapsed == pytest.approx(25)


async def test_what_an_answer_leads_to_is_not_shown_while_it_is_chosen(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await begin(stage, pilot)
        await stage.go(pilot, 10 + 2 * 70 + 10)
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "4")
        assert "stage" not in " ".join(str(each.content) for each in pilot.app.screen.query(".preview").results(Static))


async def test_the_preview_tells_what_each_answer_leads_to_to_who_wants_that(stage: Stage) -> None:
    stage.workspace.settings = replace(stage.workspace.settings, screen=ScreenSettings(previews=True))
    async with stage.app.run_test() as pilot:
        await begin(stage, pilot)
        await stage.go(pilot, 10 + 2 * 70 + 10)
        await reach(pilot, RatingScreen)
        shown = str(pilot.app.screen.query_one("#worst-preview").render())
        assert "0–5: stage 2, 4 repetitions" in shown
        assert "6–10: back to stage 1, 2 repetitions" in shown
        await stage.press(pilot, "4", "enter")
        shown = str(pilot.app.screen.query_one("#after-preview").render())
        assert "0–4: stage 2, 4 repetitions" in shown
        assert "5: stage 2 again, 2 repetitions" in shown


async def test_choosing_a_higher_stage_asks_once_and_a_lower_one_does_not(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "c")
        await reach(pilot, ChooseScreen)
        await stage.press(pilot, "down", "enter")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "b")
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "c")
        await reach(pilot, ChooseScreen)
        await stage.press(pilot, "up", "right", "enter")
        before = await reach(pilot, BeforeScreen)
        assert "stage 1, 3 repetitions" in str(before.query_one("#what").render())


async def test_starting_before_the_day_that_fits_warns_once(stage: Stage) -> None:
    stage.workspace.store.save(
        SessionRecord("a", NOON, "Test", "2", reps_planned=2, reps_done=2, pain_before=2, pain_worst=2, pain_after=2)
    )
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        question = await reach(pilot, QuestionScreen)
        assert "Monday 26 January" in str(question.query_one("#title").render())
        await stage.press(pilot, "l")
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "n")
        await reach(pilot, BeforeScreen)


async def test_a_deleted_session_comes_back_with_one_key(stage: Stage) -> None:
    stage.workspace.store.save(SessionRecord("a", NOON, "Test", "2", reps_planned=2, reps_done=2, note="first"))
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "h")
        await reach(pilot, HistoryScreen)
        await stage.press(pilot, "delete")
        assert stage.workspace.log().sessions == ()
        await stage.press(pilot, "z")
        assert [session.note for session in stage.workspace.log().sessions] == ["first"]
        await stage.press(pilot, "z")
        assert len(stage.workspace.log().sessions) == 1


async def test_the_filter_of_the_history_shows_only_what_matches(stage: Stage) -> None:
    for number, note in enumerate(("rain", "sun")):
        stage.workspace.store.save(SessionRecord(note, NOON, "Test", "2", reps_planned=2, reps_done=number, note=note))
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "h")
        history = await reach(pilot, HistoryScreen)
        await stage.press(pilot, "slash", *"sun", "enter")
        assert history.query_one(SessionTable).row_count == 1
        await stage.press(pilot, "escape")
        assert history.query_one(SessionTable).row_count == 2


async def test_the_history_needs_no_scrolling_sideways(stage: Stage) -> None:
    record = SessionRecord("a", NOON - timedelta(days=400), "Test", "2", 12, 10, pain_worst=10, pain_after=9)
    stage.workspace.store.save(replace(record, note="[b]a long note[/b] " * 20))
    for number in range(30):
        stage.workspace.store.save(replace(record, id=str(number), started_at=NOON - timedelta(days=500 + number)))
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "h")
        await reach(pilot, HistoryScreen)
        sizes: list[tuple[int, int]] = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)]
        for size in sizes:
            await resize(pilot, size)
            table = pilot.app.screen.query_one(SessionTable)
            assert table.max_scroll_x == 0, size
            shown = {str(column): text for column, text in table.row_of("a").items()}
            essentials = {"Stage": "2", "Worst": "10", "After": "9", "Response": "flare-up"}
            assert shown.items() >= essentials.items(), size
            assert shown["Day"].endswith("20 Dec 24"), size
            assert ("Notes" in shown) == (size[0] == 200), size
            assert shown.get("Notes", "[b]").startswith("[b]"), size
            if size[0] < 100:
                about = pilot.app.screen.query_one("#about")
                assert about.region.height == 1, size
                assert "[b]a long note" in str(about.render()), size


async def test_history_judges_a_session_by_the_pain_that_was_usual_before_it(stage: Stage) -> None:
    plain = SessionRecord("u0", NOON, "Test", "2", 4, 4, run_seconds=160, pain_before=3, pain_worst=3, pain_after=3)
    for number in range(3):
        stage.workspace.store.save(replace(plain, id=f"u{number}", started_at=NOON - timedelta(days=9 - 2 * number)))
    silent = replace(plain, id="silent", started_at=NOON - timedelta(days=2), pain_before=None, pain_morning=5)
    stage.workspace.store.save(silent)
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "h")
        table = (await reach(pilot, HistoryScreen)).query_one(SessionTable)
        assert table.row_of("silent")[SortColumn.RESPONSE] == "flare-up"
        assert table.row_of("u0")[SortColumn.RESPONSE] == "went well"


@pytest.mark.slow("a whole session")
@pytest.mark.parametrize("size", [(10, 5), (40, 12), (80, 24), (200, 60)])
async def test_a_session_survives_any_size_of_the_terminal(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.app.run_test(size=(80, 24)) as pilot:
        timer = await begin(stage, pilot)
        await resize(pilot, size)
        await stage.go(pilot, 12)
        assert timer.controller.moment().phase.kind is Kind.RUN
        await finish(stage, pilot)


async def test_a_session_deleted_between_two_questions_is_not_brought_back_by_the_answers(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    placed(workspace)
    prepared = prepare(workspace.table, workspace.table.stages[0], 2, workspace.wall())
    begun = replace(prepared.progress, index=1)
    running = replace(prepared, pain_before=3, progress=begun)
    app = OneFlow(lambda conversation: rate(conversation, running), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await reach(pilot, RatingScreen)
        await press(pilot, "4", "enter", "3", "enter", "enter", "6", "enter", "enter")
        await reach(pilot, DecisionScreen)
        await press(pilot, "escape")
        workspace.store.delete(running.id, workspace.wall())
        await reach(pilot, RatingScreen)
        await press(pilot, "escape", "5", "enter", "enter")
        await reach(pilot, DecisionScreen)
        assert str(GONE) in "\n".join(str(each.content) for each in app.screen.query(Static))
    assert workspace.log().sessions == ()
