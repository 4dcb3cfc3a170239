"""Where a voice has time to say more than the cues.

Pure: a schedule of cues in, the same with words between them out. Every cue stays at its very second, and a phrase is
said whole or not at all: only where the one before is over, and it is over itself before the next one begins. How long
a word takes is known from its file.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import Act, Kind
from runwalk_tui.session.cues import COUNT_IN, LAST_RUN_AFTER, SPOKEN_SECONDS, Cue
from runwalk_tui.session.talk import words

PAUSE = 0.4
"""Seconds of silence after a phrase at least, before anything else is heard."""
BETWEEN = 0.05
"""Seconds between the words of a phrase: a trimmed word ends sooner than a speaker would go on."""
COMMA = 0.25
"""Seconds between what comes and how long it will last."""
STEP = 0.5
"""Seconds by which a phrase is moved to find room."""
AFTER_CHANGE = LAST_RUN_AFTER
"""Seconds into a phase at which a phrase about it begins; by so much and half as much again it may be later."""
TALK_FROM = 15
"""Seconds of a phase at least for words in it: in shorter ones they would leave no quiet."""
AHEAD = 20
"""Seconds before a change at which it is told at the earliest."""
ENCOURAGED_FROM = 60
"""Seconds of a run at least for an encouragement in it."""
ENCOURAGED_AT = 0.6
"""The share of a run after which it is said."""
ENCOURAGED_EVERY = 300
"""Seconds between two encouragements, and before the first one."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What a voice is to say, and how long it takes to say it."""

    lengths: Mapping[str, float]
    """Seconds of each word that there is, and of a cue that outlasts the room that every cue has."""
    what_is_next: bool = True
    """ "Next: walk." """
    how_long: bool = True
    """ "One minute thirty", after what is next."""
    which_run: bool = True
    """ "Three of nine." """
    runs_to_go: bool = True
    """ "Two to go." """
    begin: bool = True
    """The warm-up's first sentence."""
    encouragement: bool = False

    def between(self, phases: Sequence[Phase], cues: Sequence[Cue]) -> tuple[Cue, ...]:
        """These cues with words between them; of several phrases the more important one has its place."""
        return _with_talk(phases, cues, self)


@dataclass(order=True, slots=True)
class _Span:
    """A stretch in which something is heard."""

    start: float
    end: float = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Wish:
    """A phrase and where it may begin, the best second first."""

    said: tuple[tuple[str, float], ...]
    """Each word with the pause before it."""
    starts: tuple[float, ...]


def _with_talk(phases: Sequence[Phase], cues: Sequence[Cue], talk: Talk) -> tuple[Cue, ...]:
    spans = [_Span(cue.at, cue.at + _room(cue, talk.lengths)) for cue in cues]
    spoken: list[Cue] = []
    encouraged_at = 0.0
    for phrases in _wishes(phases, talk):
        _say_first_that_fits(phrases, talk.lengths, spans, spoken)
    for number, run in enumerate(_long_runs(phases) if talk.encouragement else ()):
        if run.start + run.seconds * ENCOURAGED_AT < encouraged_at + ENCOURAGED_EVERY:
            continue
        word = words.ENCOURAGEMENTS[number % len(words.ENCOURAGEMENTS)]
        middle = int(run.start + run.seconds * ENCOURAGED_AT)
        wish = _Wish(((word, 0.0),), tuple(middle + STEP * step for step in range(10)))
        if _say_first_that_fits((wish,), talk.lengths, spans, spoken):
            encouraged_at = spoken[-1].at
    return tuple(sorted((*cues, *spoken), key=lambda cue: cue.at))


def _long_runs(phases: Sequence[Phase]) -> Iterator[Phase]:
    return (phase for phase in phases if phase.kind is Kind.RUN and phase.seconds >= ENCOURAGED_FROM)


def _room(cue: Cue, lengths: Mapping[str, float]) -> float:
    """Seconds that belong to a cue."""
    return max(1.0 if cue.name in COUNT_IN else SPOKEN_SECONDS, lengths.get(cue.name, 0.0))


def _say_first_that_fits(
    wishes: Iterable[_Wish], lengths: Mapping[str, float], spans: list[_Span], spoken: list[Cue]
) -> bool:
    """Say the first of several ways to put it that there is time for; whether there was."""
    for wish in wishes:
        if not wish.said or any(word not in lengths for word, _ in wish.said):
            continue
        lasts = sum(pause + lengths[word] for word, pause in wish.said)
        for start in wish.starts:
            if _is_free(spans, start, start + lasts + PAUSE):
                insort(spans, _Span(start, start + lasts + PAUSE))
                spoken += _as_cues(wish, start, lengths)
                return True
    return False


def _is_free(spans: Sequence[_Span], start: float, end: float) -> bool:
    """Whether nothing is heard between two seconds; `spans` are in order and apart."""
    after = bisect_left(spans, start, key=lambda span: span.start)
    before = spans[max(0, after - 2) : after]
    return (
        start >= 0
        and all(span.end <= start for span in before)
        and all(span.start >= end for span in spans[after : after + 1])
    )


def _as_cues(wish: _Wish, start: float, lengths: Mapping[str, float]) -> Iterator[Cue]:
    at = start
    for number, (word, pause) in enumerate(wish.said):
        at += pause
        yield Cue(at, word, continues=number > 0)
        at += lengths[word]


def _phrase(said: Sequence[str]) -> tuple[tuple[str, float], ...]:
    return tuple((word, BETWEEN if number else 0.0) for number, word in enumerate(said))


def _wishes(phases: Sequence[Phase], talk: Talk) -> Iterator[tuple[_Wish, ...]]:
    """What is to be said, the most important first; each in the ways in which it can be put, the best one first."""
    if talk.begin and phases and phases[0].kind is Kind.WARM_UP:
        yield (_Wish(_phrase((words.BEGIN,)), _after_change(phases[0])),)
    if talk.what_is_next:
        for phase, coming in pairwise(phases):
            yield tuple(_what_is_next(phase, coming, talk))
    runs = sum(phase.kind is Kind.RUN for phase in phases)
    run = 0
    before: Phase | None = None
    for phase in phases:
        if phase.kind is Kind.RUN:
            run += 1
            if talk.which_run and runs > 1:
                yield (_Wish(_phrase(words.how_many(run, runs)), _after_change(phase)),)
        elif talk.runs_to_go and before is not None and before.kind is Kind.RUN and 0 < runs - run <= words.MOST_TO_GO:
            yield (_Wish(_phrase((words.to_go(runs - run),)), _after_change(phase)),)
        before = phase


def _after_change(phase: Phase) -> tuple[float, ...]:
    """Seconds at which a phrase about a phase may begin."""
    if phase.seconds < TALK_FROM:
        return ()
    return tuple(phase.start + AFTER_CHANGE + STEP * step for step in range(AFTER_CHANGE + 1))


def _what_is_next(phase: Phase, coming: Phase, talk: Talk) -> Iterator[_Wish]:
    word = _word_for(phase, coming)
    if word is None or word not in talk.lengths or phase.seconds < TALK_FROM:
        return
    length = words.how_long(coming.seconds) if talk.how_long else ()
    for tail in dict.fromkeys((length, ())):
        said = ((word, 0.0), *((part, BETWEEN if number else COMMA) for number, part in enumerate(tail)))
        if all(part in talk.lengths for part, _ in said):
            lasts = sum(pause + talk.lengths[part] for part, pause in said) + PAUSE
            latest = int((phase.end - lasts) / STEP) * STEP
            earliest = max(phase.start + AFTER_CHANGE, phase.end - AHEAD)
            yield _Wish(said, tuple(latest - STEP * step for step in range(int((latest - earliest) / STEP) + 1)))


def _word_for(phase: Phase, coming: Phase) -> str | None:
    """What is said of the phase that comes; nothing where the runner goes on as they are, or stretches."""
    if coming.kind is Kind.COOL_DOWN:
        return words.NEXT_COOL_DOWN
    if coming.act.kind is phase.act.kind:
        return None
    if coming.kind is Kind.RUN:
        return words.NEXT_RUN
    return words.NEXT_WALK if coming.act is Act.WALK else None
