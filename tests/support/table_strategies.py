"""Random stage tables of every form that a file can have, as the reader makes them."""

from __future__ import annotations

from hypothesis import strategies as st

from runwalk_tui.programme.stage import (
    LONGEST_ID,
    LONGEST_NAME,
    LONGEST_SESSION,
    LONGEST_STEP,
    LONGEST_WORD,
    Act,
    Group,
    Policy,
    Source,
    Stage,
    StageTable,
    Step,
    TableKind,
    flat,
)

FULL_OF_TRAPS = st.sampled_from(
    (
        "brisk",
        "x",
        "5:30",
        "10 lunges",
        'it\'s "fast"',
        "a\\b",
        "# no comment",
        "]",
        "{ }",
        "‘é’ 名",
        "run",
        "=",
        "'''",
        "400m",
    )
)
"""Words that a careless writer or reader of TOML stumbles over; none of them is a duration or a number of times."""
_LETTERS = st.characters(categories=("L", "N", "P", "S"))
_PLAIN = st.text(_LETTERS, min_size=1, max_size=LONGEST_ID)


def names(longest: int) -> st.SearchStrategy[str]:
    """One line of text, without blanks at its ends."""
    spaced = st.builds(" ".join, st.lists(_PLAIN, min_size=1, max_size=3))
    return st.one_of(_PLAIN, spaced, FULL_OF_TRAPS).map(lambda text: text[:longest].strip()).filter(bool)


def words() -> st.SearchStrategy[str]:
    """Of a step: any but what would be another step, more of the duration, or a number of times."""
    letters = st.text(
        st.characters(categories=("Lu", "Lt", "Lo", "P", "S"), exclude_characters="×*"), max_size=LONGEST_WORD
    )
    return st.one_of(st.just(""), FULL_OF_TRAPS, letters)


@st.composite
def steps(draw: st.DrawFn, longest: int = LONGEST_STEP) -> Step:
    """Any step."""
    seconds = st.one_of(st.integers(1, longest), st.sampled_from([1, min(90, longest), min(6000, longest), longest]))
    return Step(draw(st.sampled_from(Act)), draw(seconds), draw(words()))


@st.composite
def repetitions(draw: st.DrawFn) -> tuple[Group, ...]:
    """Steps and sets of an hour at most, as the reader puts them: plain steps next to each other are together."""
    groups: list[Group] = []
    for _ in range(draw(st.integers(1, 4))):
        times = draw(st.sampled_from([1, 1, 2, 3, 5, 20]))
        inside = tuple(draw(st.lists(steps(900 // times // 4), min_size=1, max_size=4)))
        if times == 1 and groups and groups[-1].times == 1:
            inside = groups.pop().steps + inside
        groups.append(Group(times, inside))
    return tuple(groups)


@st.composite
def stages(draw: st.DrawFn, ids: tuple[str, ...]) -> Stage:
    """A stage with these ids, the present one first; a full session of it lasts six hours at most."""
    pair = draw(st.booleans())
    run_and_walk = (Step(Act.RUN, draw(st.integers(1, 900))), Step(Act.WALK, draw(st.integers(1, 900))))
    groups = (Group(1, run_and_walk),) if pair else draw(repetitions())
    inside = flat(groups)
    edges = LONGEST_STEP // 2
    room = LONGEST_SESSION - 2 * edges
    most = max(1, min(100, room // sum(step.seconds for step in inside)))
    fill = draw(st.one_of(st.none(), st.none(), st.integers(1, room)))
    reps_max = 1 if fill else draw(st.integers(1, most))
    return Stage(
        id=ids[0],
        steps=inside,
        reps_min=1 if fill else draw(st.integers(1, reps_max)),
        reps_max=reps_max,
        fill=fill,
        name=draw(st.one_of(st.just(""), names(LONGEST_NAME))),
        source=draw(st.sampled_from(Source)),
        note=draw(st.one_of(st.just(""), names(LONGEST_NAME))),
        warm_up=draw(st.one_of(st.just(0), st.integers(0, edges))),
        cool_down=draw(st.one_of(st.just(0), st.integers(0, edges))),
        was=ids[1:],
        groups=groups if any(group.times > 1 for group in groups) else (),
    )


def policies() -> st.SearchStrategy[Policy]:
    """Any figures of the rule."""
    pain, count, days = st.integers(0, 10), st.integers(1, 1000), st.integers(0, 365)
    return st.one_of(
        st.just(Policy()),
        st.builds(Policy, pain, pain, pain, pain, count, days, days, days, count, days, days, days, st.booleans()),
    )


@st.composite
def whole_tables(draw: st.DrawFn) -> StageTable:
    """One to four stages with all that belongs to a table."""
    ids = draw(st.lists(names(LONGEST_ID), min_size=1, max_size=8, unique=True))
    count = draw(st.integers(1, min(4, len(ids))))
    shared = [tuple(ids[place::count]) for place in range(count)]
    low = draw(st.sampled_from([30, 1, 500]))
    return StageTable(
        programme=draw(names(LONGEST_NAME)),
        stages=tuple(draw(stages(mine)) for mine in shared),
        policy=draw(policies()),
        sessions_per_week=draw(st.sampled_from([3, 1, 7, 1000])),
        session_limit=draw(st.sampled_from([None, None, 1, 1800, LONGEST_SESSION])),
        thresholds=(low, draw(st.sampled_from([90, LONGEST_STEP])) if low == 30 else low + 100),
        then=draw(st.one_of(st.just(""), names(LONGEST_NAME))),
        kind=draw(st.sampled_from(TableKind)),
    )
