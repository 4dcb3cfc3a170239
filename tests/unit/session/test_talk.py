"""What a voice says between the cues: whole phrases, and only where there is time for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui import paths
from runwalk_tui.programme.plan import Phase, SessionPlan, plan_session
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.shipped import PROGRAMMES
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.clock import FastClock
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.session.cue_dispatch import CueDispatcher
from runwalk_tui.session.cues import COUNT_IN, PAUSE, SPOKEN_SECONDS, Cue, CueName, CueOptions, for_a_walk, schedule
from runwalk_tui.session.talk.phrases import ENCOURAGED_EVERY, QUIET, Talk
from runwalk_tui.session.talk.words import ALL_WORDS, ENCOURAGEMENTS, how_long, how_many
from tests.support.fakes import FakeCuePlayer, HandClock
from tests.support.phases import laid_out

TALK = Talk(dict.fromkeys(ALL_WORDS, 0.8), encouragement=True)
WORDS = frozenset(ALL_WORDS)
plans = st.lists(
    st.tuples(st.sampled_from(list(Kind)), st.integers(1, 400), st.integers(0, 10)), min_size=1, max_size=30
).map(laid_out)
lengths = st.dictionaries(
    st.sampled_from((*ALL_WORDS, *(name.value for name in CueName))), st.floats(0.1, 10), max_size=len(ALL_WORDS)
)
"""Of words, and of cues of the runner's own that are long."""
options = st.builds(CueOptions, count_in=st.integers(0, 10), changes=st.booleans(), halfway=st.booleans())
NINE = laid_out(
    [(Kind.WARM_UP, 300, 0)]
    + [(kind, seconds, i) for i in range(1, 10) for kind, seconds in ((Kind.RUN, 60), (Kind.WALK, 90))]
    + [(Kind.COOL_DOWN, 120, 0)]
)


def phrases(phases: tuple[Phase, ...], talk: Talk, wished: CueOptions | None = None) -> list[tuple[float, list[str]]]:
    """Each phrase with the second at which it begins."""
    found: list[tuple[float, list[str]]] = []
    for cue in schedule(phases, replace(wished or CueOptions(), talk=talk)):
        if cue.name in WORDS:
            if cue.continues:
                found[-1][1].append(cue.name)
            else:
                found.append((cue.at, [cue.name]))
    return found


@given(plans, options, lengths)
def test_no_word_runs_into_what_follows_and_none_begins_before_all_is_quiet(
    phases: tuple[Phase, ...], wished: CueOptions, known: dict[str, float]
) -> None:
    cues = schedule(phases, replace(wished, talk=Talk(known, encouragement=True)))
    for earlier, later in pairwise(cues):
        if earlier.name in WORDS:
            rest = 0.0 if later.continues else PAUSE
            assert later.at - earlier.at >= known[earlier.name] + rest - 1e-9
        elif later.name in WORDS:
            assert later.at - earlier.at >= (1.0 if earlier.name in COUNT_IN else SPOKEN_SECONDS)


@given(plans, options, lengths)
def test_no_word_is_heard_while_a_long_cue_is(
    phases: tuple[Phase, ...], wished: CueOptions, known: dict[str, float]
) -> None:
    cues = schedule(phases, replace(wished, talk=Talk(known, encouragement=True)))
    over = 0.0
    for cue in cues:
        if cue.name in WORDS:
            assert cue.at >= over - 1e-9
        else:
            over = max(over, cue.at + known.get(cue.name, 0.0))


@given(plans, options, lengths)
def test_every_cue_stays_at_its_very_second(
    phases: tuple[Phase, ...], wished: CueOptions, known: dict[str, float]
) -> None:
    cues = schedule(phases, replace(wished, talk=Talk(known, encouragement=True)))
    assert tuple(cue for cue in cues if cue.name not in WORDS) == schedule(phases, wished)


@given(plans, lengths)
def test_a_phrase_is_said_whole_or_not_at_all(phases: tuple[Phase, ...], known: dict[str, float]) -> None:
    whole = {(*how_many(run, runs),) for runs in range(2, 21) for run in range(1, runs + 1)}
    for _, said in phrases(phases, Talk(known, encouragement=True)):
        if said[0].startswith("run-"):
            assert tuple(said) in whole
        elif len(said) > 1:
            assert said[0].startswith("next-")
            assert any(tuple(said[1:]) == how_long(phase.seconds) for phase in phases)


def test_what_comes_and_how_long_it_will_be_is_said_before_the_count_in() -> None:
    said = dict(phrases(NINE, TALK))
    [before_the_first_walk] = [words for at, words in said.items() if 345 < at < 357]
    assert before_the_first_walk == ["next-walk", "minutes-1", "and-30"]
    [before_the_last] = [words for at, words in said.items() if NINE[-1].start - 20 < at < NINE[-1].start - 3]
    assert before_the_last == ["next-cool-down", "minutes-2"]


def counted(talk: Talk, wished: CueOptions | None = None) -> list[list[str]]:
    """What is said of which run it is, in order."""
    return [said for _, said in phrases(NINE, talk, wished) if said[0].startswith(("run-", "to-go-"))]


def test_the_runs_are_counted_up_and_the_last_few_down_and_none_of_them_twice() -> None:
    assert counted(TALK) == [*([f"run-{run}", "of-9"] for run in range(1, 7)), ["to-go-3"], ["to-go-2"]]


def test_one_to_go_is_said_where_the_last_run_is_not_called_the_last() -> None:
    assert counted(TALK, CueOptions(last_run=False))[-2:] == [["to-go-2"], ["to-go-1"]]


def test_without_the_runs_to_go_each_run_but_the_last_is_counted() -> None:
    assert counted(replace(TALK, runs_to_go=False)) == [[f"run-{run}", "of-9"] for run in range(1, 9)]


def test_a_length_is_said_once_as_long_as_it_stays_the_same() -> None:
    said = [said for _, said in phrases(NINE, TALK) if said[0].startswith("next-")]
    assert said[:3] == [["next-run", "minutes-1"], ["next-walk", "minutes-1", "and-30"], ["next-run"]]
    assert [words for words in said if len(words) > 1][2:] == [["next-cool-down", "minutes-2"]]


def test_in_a_ladder_each_length_is_said() -> None:
    ladder = laid_out([(kind, seconds, 1) for seconds in (60, 120, 180, 60) for kind in (Kind.RUN, Kind.WALK)])
    said = [said for _, said in phrases(ladder, TALK) if said[0] == "next-run"]
    assert said == [["next-run", f"minutes-{minutes}"] for minutes in (2, 3, 1)]


def test_what_is_not_said_for_want_of_time_is_said_the_next_time() -> None:
    phases = laid_out([(Kind.WALK, 16, 1), (Kind.RUN, 60, 1), (Kind.WALK, 60, 1), (Kind.RUN, 60, 2)])
    slow = replace(TALK, lengths=dict.fromkeys(ALL_WORDS, 4.9))
    assert [said for _, said in phrases(phases, slow) if said[0] == "next-run"] == [
        ["next-run"],
        ["next-run", "minutes-1"],
    ]


@pytest.mark.parametrize("count_in", [0, 3, 10])
def test_there_is_a_quiet_moment_between_a_length_and_the_count_in(count_in: int) -> None:
    cues = schedule(NINE, CueOptions(count_in=count_in, talk=TALK))
    pairs = [(one, two) for one, two in pairwise(cues) if one.name.startswith(("minutes-", "and-")) and not two.seconds]
    assert pairs
    assert all(two.at - (one.at + one.seconds) >= QUIET for one, two in pairs)


def test_a_phase_of_less_than_half_a_minute_has_one_phrase_at_most() -> None:
    short = laid_out(
        [(Kind.WARM_UP, 300, 0)]
        + [(kind, seconds, i) for i in range(1, 11) for kind, seconds in ((Kind.RUN, 15), (Kind.WALK, 120))]
    )
    said = phrases(short, TALK)
    for phase in short:
        within = [words for at, words in said if phase.start <= at < phase.end]
        if phase.seconds < 30:
            assert [words[0] for words in within] in ([], ["next-walk"])


@pytest.mark.parametrize(("reps", "seconds"), [(9, 60), (6, 280), (3, 600)])
def test_every_encouragement_has_its_turn(reps: int, seconds: int) -> None:
    long = laid_out(
        [(kind, length, i) for i in range(1, reps + 1) for kind, length in ((Kind.RUN, seconds), (Kind.WALK, 60))]
    )
    heard = [said[0] for _, said in phrases(long, TALK) if said[0] in ENCOURAGEMENTS]
    assert heard == [ENCOURAGEMENTS[i % 4] for i in range(len(heard))]
    assert len(heard) >= long[-1].end // 600


def test_a_long_run_has_an_encouragement_every_five_minutes() -> None:
    half_an_hour = laid_out([(Kind.WARM_UP, 300, 0), (Kind.RUN, 1800, 1), (Kind.COOL_DOWN, 300, 0)])
    heard = [at for at, said in phrases(half_an_hour, TALK) if said[0] in ENCOURAGEMENTS]
    assert len(heard) >= 5
    assert all(ENCOURAGED_EVERY <= later - earlier < ENCOURAGED_EVERY + 60 for earlier, later in pairwise(heard))


def test_the_warm_up_has_its_first_sentence_once_its_cue_has_been_heard() -> None:
    assert phrases(NINE, TALK)[0] == (3.0, ["begin"])


def test_encouragements_are_off_unless_they_are_asked_for_and_are_minutes_apart() -> None:
    assert not [said for _, said in phrases(NINE, replace(TALK, encouragement=False)) if said[0] in ENCOURAGEMENTS]
    heard = [at for at, said in phrases(NINE, TALK) if said[0] in ENCOURAGEMENTS]
    assert len(heard) >= 2
    assert all(later - earlier >= ENCOURAGED_EVERY for earlier, later in pairwise([0.0, *heard]))


@pytest.mark.parametrize(
    ("quieter", "begins"),
    [
        (replace(TALK, what_is_next=False), "next-"),
        (replace(TALK, which_run=False), "run-"),
        (replace(TALK, runs_to_go=False), "to-go-"),
        (replace(TALK, begin=False), "begin"),
    ],
)
def test_what_is_switched_off_is_not_said(quieter: Talk, begins: str) -> None:
    assert [said for _, said in phrases(NINE, TALK) if said[0].startswith(begins)]
    assert not [said for _, said in phrases(NINE, quieter) if said[0].startswith(begins)]


def test_without_the_length_only_what_comes_is_said() -> None:
    said = [said for _, said in phrases(NINE, replace(TALK, how_long=False)) if said[0].startswith("next-")]
    assert said
    assert all(len(words) == 1 for words in said)


def test_a_length_that_there_are_no_words_for_is_left_out() -> None:
    phases = laid_out([(Kind.RUN, 60, 1), (Kind.WALK, 113, 1), (Kind.RUN, 60, 2)])
    assert ["next-walk"] in [said for _, said in phrases(phases, TALK)]


def test_in_steps_of_ten_seconds_nothing_more_is_said() -> None:
    phases = laid_out([(kind, 10, i) for i in range(1, 7) for kind in (Kind.RUN, Kind.WALK)])
    assert phrases(phases, TALK) == []


def test_nobody_is_told_to_walk_who_walks_on() -> None:
    phases = laid_out([(Kind.WARM_UP, 60, 0), (Kind.WALK, 300, 1), (Kind.WALK, 60, 1), (Kind.COOL_DOWN, 60, 0)])
    assert [said for _, said in phrases(phases, TALK) if said[0].startswith("next-")] == [
        ["next-cool-down", "minutes-1"]
    ]


def test_a_walk_in_the_place_of_a_session_is_quiet() -> None:
    assert for_a_walk(CueOptions(talk=TALK)).talk is None


@pytest.mark.parametrize("name", [each.name for each in PROGRAMMES])
def test_every_length_of_the_programmes_that_ship_can_be_said(name: str) -> None:
    file = paths.shipped_programme(name)
    table = parse_table(file.read_text("utf-8"), str(file))
    unsaid = set()
    for stage in table.stages:
        for reps in {stage.reps_min, table.full(stage)}:
            unsaid |= {
                phase.seconds for phase in plan_session(table, stage, reps).phases if not how_long(phase.seconds)
            }
    assert unsaid == set()


def dispatched(speed: float = 1.0) -> tuple[HandClock, FakeCuePlayer, CueDispatcher, Countdown]:
    """A session of nine runs that has just begun."""
    clock, player, countdown = HandClock(), FakeCuePlayer(), Countdown(SessionPlan("Any", "1", 9, NINE))
    asked = clock if speed == 1.0 else FastClock(clock, speed)
    countdown.start(clock.now())
    return clock, player, CueDispatcher(player, asked, CueOptions(talk=TALK), countdown), countdown


def test_a_pause_in_the_middle_of_a_phrase_leaves_no_half_of_it() -> None:
    clock, player, dispatcher, countdown = dispatched()
    [at] = [cue.at for cue in schedule(NINE, CueOptions(talk=TALK)) if cue.name == "next-walk" and cue.at < 360]
    clock.time += at + 0.5
    dispatcher.dispatch(countdown, clock.now())
    assert player.cues[0].name == CueName.THREE


def heard_with_a_key(at: float, press: Callable[[Countdown, float], object]) -> tuple[list[str], bool]:
    """The words that begin, with a key pressed at a second of the session, and whether one was broken off."""
    clock, player, dispatcher, countdown = dispatched()
    dispatcher.dispatch(countdown, clock.now())
    first, silenced = player.cues, player.silenced
    clock.time += at
    press(countdown, clock.now())
    dispatcher.dispatch(countdown, clock.now())
    names = [cue.name for cue in first if cue.at < clock.now()]
    names += [cue.name for cue in player.cues if cue.at >= clock.now()]
    return names, player.silenced > silenced


def gentler(countdown: Countdown, now: float) -> None:
    """Half the seconds for every run to come."""
    progress = countdown.progress(now)
    rest = [replace(p, seconds=p.seconds // 2) if p.kind is Kind.RUN else p for p in progress.phases]
    countdown.replace_rest(now, progress.index + 1, rest[progress.index + 1 :])


PHRASES = [(cue.at, cue.name) for cue in schedule(NINE, CueOptions(talk=TALK)) if cue.seconds and not cue.continues]


@pytest.mark.parametrize("press", [lambda countdown, now: countdown.extend(now, 30), gentler])
@pytest.mark.parametrize(("begins", "first"), [PHRASES[i] for i in (0, 1, 2, 3, 4, -1)])
def test_a_key_in_the_middle_of_a_phrase_leaves_no_half_of_it(
    begins: float, first: str, press: Callable[[Countdown, float], object]
) -> None:
    """Half of "one minute thirty" is another length, and half of "three of nine" is a number of the count-in."""
    [whole] = [said for at, said in phrases(NINE, TALK) if at == begins]
    for tenth in range(1, 30):
        names, broken_off = heard_with_a_key(begins + tenth / 10, press)
        heard = names[names.index(first) : names.index(first) + len(whole)]
        assert heard == whole or broken_off


def test_what_is_no_longer_true_is_broken_off() -> None:
    [begins] = [at for at, said in phrases(NINE, TALK) if said == ["next-run", "minutes-1"]]
    names, broken_off = heard_with_a_key(begins + 0.5, gentler)
    assert broken_off
    assert names[names.index("next-run") + 1] == "three"


def test_a_phrase_goes_on_through_two_keys() -> None:
    clock, player, dispatcher, countdown = dispatched()
    dispatcher.dispatch(countdown, clock.now())
    [at] = [at for at, said in phrases(NINE, TALK) if said == ["next-walk", "minutes-1", "and-30"]]
    [end] = [cue.at for cue in player.cues if cue.name == "and-30"]
    began = clock.now()
    for later in (0.3, 1.0, 1.4):
        clock.time = began + at + later
        countdown.extend(clock.now(), 30)
        dispatcher.dispatch(countdown, clock.now())
    assert next(cue.at for cue in player.cues if cue.name == "and-30") == end
    assert player.silenced == 0


def test_no_other_phrase_begins_before_the_one_that_is_said_is_over() -> None:
    [at] = [at for at, said in phrases(NINE, TALK) if said == ["run-3", "of-9"]]
    for tenth in range(25):
        clock, player, dispatcher, countdown = dispatched()
        dispatcher.dispatch(countdown, clock.now())
        over = clock.now() + at + sum(0.8 for _ in range(2)) + 0.05
        clock.time += at + tenth / 10
        gentler(countdown, clock.now())
        dispatcher.dispatch(countdown, clock.now())
        new = [cue for cue in player.cues if cue.name in WORDS and cue.name not in ("run-3", "of-9")]
        assert all(cue.at >= over + PAUSE - 1e-6 for cue in new if clock.now() < over)


def test_a_phase_that_is_skipped_takes_its_phrase_with_it() -> None:
    [at] = [at for at, said in phrases(NINE, TALK) if said == ["run-3", "of-9"]]
    names, broken_off = heard_with_a_key(at + 0.3, lambda countdown, now: countdown.next(now))
    assert broken_off
    assert names[names.index("run-3") :][:2] == ["run-3", "walk"]


def test_a_rehearsal_that_runs_faster_has_the_cues_alone() -> None:
    clock, player, dispatcher, countdown = dispatched(speed=10)
    dispatcher.dispatch(countdown, clock.now())
    assert {cue.name for cue in player.cues} & WORDS == set()
    assert CueName.RUN in {cue.name for cue in player.cues}


def test_a_cue_is_a_cue_with_and_without_a_voice() -> None:
    assert Cue(3, "run") == Cue(3, CueName.RUN)
