"""What is heard at which second: never two at once, never a change unheard."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.cues import (
    CHANGE_CUES,
    COUNT_IN,
    HALFWAY_SHARE,
    HALFWAY_WITHIN,
    SPOKEN_SECONDS,
    CueName,
    CueOptions,
    schedule,
)
from tests.support.phases import laid_out


def stage_4(reps: int = 10) -> tuple[Phase, ...]:
    """Five minutes of warm-up, a minute of running and a minute and a half of walking, two minutes of cool-down."""
    runs = [(Kind.RUN, 60, i + 1) if step == 0 else (Kind.WALK, 90, i + 1) for i in range(reps) for step in (0, 1)]
    return laid_out([(Kind.WARM_UP, 300, 0), *runs, (Kind.COOL_DOWN, 120, 0)])


def names_at(phases: tuple[Phase, ...], options: CueOptions) -> dict[float, str]:
    return {cue.at: cue.name for cue in schedule(phases, options)}


ONLY_CHANGES = CueOptions(count_in=0, last_run=False, halfway=False, time_left=False, finished=False)

plans = st.lists(
    st.tuples(st.sampled_from(list(Kind)), st.integers(1, 400), st.integers(0, 10)), min_size=1, max_size=30
).map(laid_out)
options = st.builds(
    CueOptions,
    count_in=st.integers(0, 10),
    changes=st.booleans(),
    last_run=st.booleans(),
    halfway=st.booleans(),
    time_left=st.booleans(),
    finished=st.booleans(),
)


def test_each_phase_is_announced_as_it_begins() -> None:
    phases = stage_4(2)
    heard = [(cue.at, cue.name) for cue in schedule(phases, ONLY_CHANGES)]
    assert heard == [(phase.start, CHANGE_CUES[phase.kind]) for phase in phases]


def test_the_count_in_counts_down_to_the_change() -> None:
    heard = names_at(stage_4(), CueOptions(count_in=3))
    assert [heard[at] for at in (297, 298, 299, 300)] == [CueName.THREE, CueName.TWO, CueName.ONE, CueName.RUN]


def test_a_count_in_of_ten_begins_with_ten() -> None:
    heard = names_at(stage_4(), CueOptions(count_in=10))
    assert [heard[290 + i] for i in range(10)] == list(reversed(COUNT_IN))


def test_no_count_in_is_heard_when_there_is_none() -> None:
    assert not [cue for cue in schedule(stage_4(), CueOptions(count_in=0)) if cue.name in COUNT_IN]


def test_the_last_run_is_announced_once_its_own_change_was_heard() -> None:
    phases = stage_4()
    last = [phase for phase in phases if phase.kind is Kind.RUN][-1]
    heard = [cue.at for cue in schedule(phases, CueOptions()) if cue.name is CueName.LAST_RUN]
    assert heard == [last.start + 3]


def test_an_only_run_is_not_announced_as_the_last_one() -> None:
    phases = laid_out([(Kind.WARM_UP, 60, 0), (Kind.RUN, 60, 1), (Kind.WALK, 60, 1)])
    assert CueName.LAST_RUN not in {cue.name for cue in schedule(phases, CueOptions())}


def test_halfway_waits_until_a_change_in_the_middle_has_been_heard() -> None:
    phases = stage_4()
    middle = phases[-1].end / 2
    assert middle in {phase.start for phase in phases}
    heard = [cue.at for cue in schedule(phases, CueOptions()) if cue.name is CueName.HALFWAY]
    assert heard == [middle + SPOKEN_SECONDS]


def test_one_minute_left_is_heard_in_phases_of_two_minutes_and_in_no_shorter_ones() -> None:
    phases = laid_out([(Kind.WALK, 120, 1), (Kind.RUN, 119, 1), (Kind.WALK, 200, 2)])
    heard = [cue.at for cue in schedule(phases, CueOptions(halfway=False)) if cue.name is CueName.ONE_MINUTE_LEFT]
    assert heard == [60, 379]


def test_the_end_is_heard_at_the_end() -> None:
    phases = stage_4()
    assert schedule(phases, CueOptions())[-1] == schedule(phases, CueOptions(count_in=0))[-1]
    assert names_at(phases, CueOptions())[phases[-1].end] is CueName.FINISHED


def test_nothing_is_heard_of_a_plan_of_no_phases() -> None:
    assert schedule((), CueOptions()) == ()


@given(plans, options)
def test_no_two_cues_are_heard_at_once_but_changes_that_are_closer_themselves(
    phases: tuple[Phase, ...], wished: CueOptions
) -> None:
    changes = set(CHANGE_CUES.values())
    cues = schedule(phases, wished)
    for earlier, later in pairwise(cues):
        if not (earlier.name in changes and later.name in changes):
            room = 1.0 if earlier.name in COUNT_IN else SPOKEN_SECONDS
            assert later.at - earlier.at >= room


@given(plans, options)
def test_a_change_is_always_heard_and_everything_lies_inside_the_session(
    phases: tuple[Phase, ...], wished: CueOptions
) -> None:
    cues = schedule(phases, wished)
    assert all(0 <= cue.at <= phases[-1].end for cue in cues)
    if wished.changes:
        heard = {(cue.at, cue.name) for cue in cues}
        assert {(phase.start, CHANGE_CUES[phase.kind]) for phase in phases} <= heard


@given(plans)
def test_halfway_is_heard_at_most_once_and_at_the_middle_or_not_at_all(phases: tuple[Phase, ...]) -> None:
    heard = [cue.at for cue in schedule(phases, CueOptions()) if cue.name is CueName.HALFWAY]
    total = phases[-1].end
    assert len(heard) <= 1
    assert all(abs(at - total / 2) <= min(HALFWAY_WITHIN, HALFWAY_SHARE * total) for at in heard)


def test_halfway_in_very_short_phases_is_not_heard_rather_than_late() -> None:
    phases = laid_out([(Kind.RUN, 6, 1), (Kind.WALK, 5, 1), (Kind.RUN, 6, 2), (Kind.WALK, 5, 2)])
    assert CueName.HALFWAY not in {cue.name for cue in schedule(phases, CueOptions())}


def test_halfway_just_before_a_change_is_heard_a_little_earlier() -> None:
    phases = laid_out([(Kind.RUN, 201, 1), (Kind.WALK, 199, 1)])
    heard = [cue.at for cue in schedule(phases, CueOptions()) if cue.name is CueName.HALFWAY]
    assert heard == [201 - SPOKEN_SECONDS]


@given(plans, options)
def test_what_is_switched_off_is_not_heard(phases: tuple[Phase, ...], wished: CueOptions) -> None:
    names = {cue.name for cue in schedule(phases, wished)}
    if not wished.changes:
        assert not names & set(CHANGE_CUES.values())
    for on, name in (
        (wished.last_run, CueName.LAST_RUN),
        (wished.halfway, CueName.HALFWAY),
        (wished.time_left, CueName.ONE_MINUTE_LEFT),
        (wished.finished, CueName.FINISHED),
    ):
        assert on or name not in names
    assert not names & set(COUNT_IN[wished.count_in :])
