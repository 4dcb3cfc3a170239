"""The countdown against a hand-moved clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.plan import SessionPlan
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.countdown import Countdown, State, active_seconds, reps_done
from tests.support.examples import examples
from tests.support.phases import laid_out


def make_plan(*stretches: tuple[Kind, int, int]) -> SessionPlan:
    phases = laid_out(stretches)
    return SessionPlan("test", "1", max(phase.repetition for phase in phases), phases)


SHORT = make_plan(
    (Kind.WARM_UP, 10, 0),
    (Kind.RUN, 20, 1),
    (Kind.WALK, 5, 1),
    (Kind.RUN, 20, 2),
    (Kind.WALK, 5, 2),
    (Kind.COOL_DOWN, 8, 0),
)


def started(plan: SessionPlan = SHORT, at: float = 100.0) -> Countdown:
    countdown = Countdown(plan)
    countdown.start(at)
    return countdown


def test_a_countdown_is_ready_and_shows_its_first_phase_before_it_starts() -> None:
    moment = Countdown(SHORT).moment(5.0)
    assert (moment.state, moment.phase.kind, moment.shown_left) == (State.READY, Kind.WARM_UP, 10)
    assert (moment.run, moment.runs) == (0, 2)


def test_a_phase_changes_where_the_plan_says_however_late_anyone_looks() -> None:
    countdown = started()
    late = countdown.moment(100 + 10 + 20 + 3.25)
    assert late.phase.kind is Kind.WALK
    assert late.left == pytest.approx(1.75)
    assert late.shown_left == 2


def test_the_display_rounds_up_so_that_a_whole_second_stays_for_a_whole_second() -> None:
    countdown = started()
    assert [countdown.moment(100 + t).shown_left for t in (0, 0.01, 0.99, 1.0, 1.01, 9.99)] == [10, 10, 10, 9, 9, 1]


def test_a_pause_does_not_shorten_the_run() -> None:
    countdown = started()
    countdown.pause(115)
    assert countdown.moment(500).left == pytest.approx(15)
    countdown.start(500)
    assert countdown.moment(514.9).phase.kind is Kind.RUN
    assert countdown.moment(515.1).phase.kind is Kind.WALK


def test_next_leaves_the_phase_and_counts_only_what_was_done_of_it() -> None:
    countdown = started()
    countdown.next(104)
    assert countdown.moment(104).phase.kind is Kind.RUN
    assert active_seconds(countdown.progress(104), [Kind.WARM_UP]) == pytest.approx(4)


def test_next_in_the_last_phase_finishes_the_session() -> None:
    countdown = started()
    for step in range(6):
        countdown.next(100.0 + step)
    assert countdown.moment(110).state is State.FINISHED


def test_back_begins_the_phase_again_and_at_its_very_beginning_the_one_before() -> None:
    countdown = started()
    countdown.back(118)
    assert countdown.moment(118).left == pytest.approx(20)
    countdown.back(119)
    assert countdown.moment(119).phase.kind is Kind.WARM_UP
    countdown.back(119)
    assert countdown.moment(119).phase.kind is Kind.WARM_UP


def test_a_run_that_was_begun_again_does_not_add_up_to_a_repetition() -> None:
    countdown = started()
    countdown.back(110 + 15)
    countdown.next(125 + 15)
    assert active_seconds(countdown.progress(140), [Kind.RUN]) == pytest.approx(30)
    assert reps_done(countdown.progress(140)) == 0


def test_extend_makes_this_phase_longer_and_moves_all_that_follow() -> None:
    countdown = started()
    countdown.extend(112, 30)
    assert countdown.moment(112).left == pytest.approx(48)
    assert countdown.moment(112).total == SHORT.total + 30
    assert countdown.moment(100 + 10 + 50 + 1).phase.kind is Kind.WALK


def test_an_extended_run_is_done_by_what_the_plan_asked_for() -> None:
    countdown = started()
    countdown.extend(112, 30)
    countdown.next(100 + 10 + 18)
    assert reps_done(countdown.progress(128)) == 1


@pytest.mark.parametrize(("ran", "done"), [(17.9, 0), (18.0, 1), (20.0, 1)])
def test_nine_tenths_of_the_run_make_a_repetition(ran: float, done: int) -> None:
    countdown = started(at=0.0)
    countdown.next(0.0)
    if ran < 20:
        countdown.next(ran)
    assert reps_done(countdown.progress(ran)) == done


def test_end_keeps_what_was_done_and_says_where_it_stopped() -> None:
    countdown = started()
    countdown.end(135)
    moment = countdown.moment(900)
    assert moment.state is State.FINISHED
    assert moment.elapsed == pytest.approx(35)
    assert reps_done(countdown.progress(900)) == 1


def test_the_rest_can_be_replaced_and_what_was_done_stays() -> None:
    countdown = started()
    countdown.replace_rest(115, 3, laid_out([(Kind.RUN, 10, 2), (Kind.COOL_DOWN, 8, 0)]))
    moment = countdown.moment(115)
    assert moment.total == 10 + 20 + 5 + 10 + 8
    assert moment.phase.kind is Kind.RUN
    with pytest.raises(ValueError, match="ahead"):
        countdown.replace_rest(116, 1, [])


def test_a_restored_countdown_goes_on_from_the_same_place_paused() -> None:
    progress = started().progress(117.5)
    again = Countdown.restored(progress)
    assert again.moment(3.0).state is State.PAUSED
    again.start(3.0)
    assert again.moment(3.0 + 12.4).phase.kind is Kind.RUN
    assert again.moment(3.0 + 12.6).phase.kind is Kind.WALK


def test_the_next_change_is_the_next_second_or_the_end_of_the_phase() -> None:
    countdown = started()
    assert countdown.next_change(100.0) == pytest.approx(101.0)
    assert countdown.next_change(100.3) == pytest.approx(101.0)
    assert countdown.next_change(109.5) == pytest.approx(110.0)
    countdown.pause(105)
    assert countdown.next_change(106) is None


def test_an_instant_ahead_is_named_for_the_cues() -> None:
    countdown = started()
    assert countdown.instant(30, 112.0) == pytest.approx(130.0)
    countdown.pause(112)
    countdown.start(200)
    assert countdown.instant(30, 200.0) == pytest.approx(218.0)


def test_a_phase_that_is_begun_with_a_lead_stands_at_its_beginning_until_then() -> None:
    countdown = started()
    countdown.next(105, 0.5)
    assert countdown.moment(105.4).into == 0.0
    assert countdown.moment(106.5).into == pytest.approx(1.0)
    assert countdown.next_change(105.0) == pytest.approx(106.5)
    assert countdown.instant(10, 105.0) == pytest.approx(105.5)
    countdown.extend(105.2, 30)
    assert countdown.moment(106.5).into == pytest.approx(1.0)


def test_no_time_is_counted_that_a_lead_takes() -> None:
    countdown = started()
    countdown.next(105, 0.5)
    countdown.pause(105.3)
    countdown.start(200, 0.5)
    assert countdown.moment(200.4).into == 0.0
    assert countdown.moment(203.5).into == pytest.approx(3.0)
    assert active_seconds(countdown.progress(203.5)) == pytest.approx(8.0)


COMMANDS = st.sampled_from(["look", "pause", "start", "next", "back", "extend"])
STEPS = st.lists(st.tuples(st.floats(0.001, 40, allow_nan=False), COMMANDS), max_size=60)


@given(STEPS)
@examples(300)
def test_active_time_is_exactly_the_time_that_was_not_paused(steps: list[tuple[float, str]]) -> None:
    """Whatever the mix of late looks, pauses and jumps, nothing is lost, repeated or drifts."""
    now, expected = 0.0, 0.0
    countdown = Countdown(SHORT)
    countdown.start(now)
    for wait, command in steps:
        before = countdown.moment(now)
        if before.state is State.RUNNING:
            expected += min(wait, before.total - before.elapsed)
        now += wait
        after = countdown.moment(now)
        assert after.index >= before.index
        match command:
            case "pause":
                countdown.pause(now)
            case "start":
                countdown.start(now)
            case "next":
                countdown.next(now)
                assert countdown.moment(now).index == min(after.index + 1, len(SHORT.phases) - 1) or (
                    after.state is State.FINISHED
                )
            case "back":
                countdown.back(now)
            case "extend":
                countdown.extend(now, 30)
        progress = countdown.progress(now)
        assert active_seconds(progress) == pytest.approx(expected, abs=1e-6)
        assert [phase.kind for phase in progress.phases] == [phase.kind for phase in SHORT.phases]
        assert all(one.end == two.start for one, two in zip(progress.phases, progress.phases[1:], strict=False))


@given(st.lists(st.floats(0.0001, 3, allow_nan=False), min_size=1, max_size=200))
@examples(100)
def test_how_often_and_how_late_it_is_looked_at_changes_nothing(waits: list[float]) -> None:
    looked_at, left_alone = started(at=0.0), started(at=0.0)
    now, seen = 0.0, []
    for wait in waits:
        now += wait
        seen.append(looked_at.moment(now).index)
    assert seen == sorted(seen)
    assert looked_at.progress(now) == left_alone.progress(now)


def test_waking_at_each_next_change_shows_every_second_once() -> None:
    countdown = started(at=0.0)
    now, shown = 0.0, []
    while (change := countdown.next_change(now)) is not None:
        moment = countdown.moment(now)
        shown.append((moment.index, moment.shown_left))
        now = max(change, now + 1e-9)
    expected = [(i, left) for i, phase in enumerate(SHORT.phases) for left in range(phase.seconds, 0, -1)]
    assert [pair for n, pair in enumerate(shown) if n == 0 or shown[n - 1] != pair] == expected
