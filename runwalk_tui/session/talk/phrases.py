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
from runwalk_tui.session.cues import COUNT_IN, LAST_RUN_AFTER, PAUSE, SPOKEN_SECONDS, Cue, CueName
from runwalk_tui.session.talk import words

BETWEEN = 0.05
"""Seconds between the words of a phrase: a trimmed word ends sooner than a speaker would go on."""
COMMA = 0.25
"""Seconds between what comes and how long it will last."""
STEP = 0.5
"""Seconds by which a phrase is moved to find room."""
AFTER_CHANGE = float(LAST_RUN_AFTER)
"""Seconds into a phase at which a phrase about it begins."""
LATER = 1.5
"""Seconds by which it may begin later."""
NEXT_FROM = 15
"""Seconds of a phase at least for what comes after it: in shorter ones that would leave no quiet."""
TALK_FROM = 30
"""Seconds of a phase at least for any other phrase: so a shorter one has one phrase at most."""
AHEAD = 20
"""Seconds before a change at which it is told at the earliest."""
QUIET = 2.0
"""Seconds between a length and the count-in where there is room for it: heard as one row, the numbers of both would be
mistaken for one another."""
ENCOURAGED_AFTER = 35
"""Seconds into a run at which an encouragement is said: behind the counter, and before what's next."""
ENCOURAGED_FROM = 60
"""Seconds of a run at least for an encouragement in it."""
ENCOURAGED_STEP = 30
"""Seconds by which it is later where the last one isn't long ago."""
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
    """ "One minute thirty", after what is next, where it isn't as long as the last time."""
    which_run: bool = True
    """ "Three of nine." """
    runs_to_go: bool = True
    """ "Two to go." """
    begin: bool = True
    """The warm-up's first sentence."""
    encouragement: bool = False

    def between(self, phases: Sequence[Phase], cues: Sequence[Cue]) -> tuple[Cue, ...]:
        """These cues with words between them; of several phrases the more important one has its place."""
        session = _Session(cues, self.lengths)
        if self.begin and phases and phases[0].kind is Kind.WARM_UP:
            session.say(_Wish(_phrase((words.BEGIN,)), _after_change(phases[0])))
        if self.what_is_next:
            _say_what_is_next(phases, session, how_long=self.how_long)
        _say_which_run(phases, session, self)
        if self.encouragement:
            _encourage(phases, session)
        return tuple(sorted((*cues, *session.spoken), key=lambda cue: cue.at))


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


class _Session:
    """What is heard in a session so far, and what still fits."""

    def __init__(self, cues: Sequence[Cue], lengths: Mapping[str, float]) -> None:
        self.cues = cues
        self.lengths = lengths
        self.spoken: list[Cue] = []
        self._spans = list(_apart(_Span(cue.at, cue.at + _room(cue, lengths)) for cue in cues))

    def say(self, wish: _Wish) -> bool:
        """Say a phrase at the best second at which there is time for all of it; whether there was one."""
        if not wish.said or any(word not in self.lengths for word, _ in wish.said):
            return False
        lasts = sum(pause + self.lengths[word] for word, pause in wish.said) + PAUSE
        start = next((start for start in wish.starts if self._is_free(start, start + lasts)), None)
        if start is None:
            return False
        insort(self._spans, _Span(start, start + lasts))
        self.spoken += _as_cues(wish, start, self.lengths)
        return True

    def first_number(self, phase: Phase) -> float:
        """The second at which the count-in at the end of a phase begins; its end where there is none."""
        first = bisect_left(self.cues, float(phase.start), key=lambda cue: cue.at)
        end = bisect_left(self.cues, float(phase.end), key=lambda cue: cue.at)
        return next((cue.at for cue in self.cues[first:end] if cue.name in COUNT_IN), float(phase.end))

    def _is_free(self, start: float, end: float) -> bool:
        """Whether nothing is heard between two seconds."""
        after = bisect_left(self._spans, start, key=lambda span: span.start)
        return (
            start >= 0
            and all(span.end <= start for span in self._spans[max(0, after - 1) : after])
            and all(span.start >= end for span in self._spans[after : after + 1])
        )


def _apart(spans: Iterable[_Span]) -> Iterator[_Span]:
    """The same stretches, in order, with those joined that overlap: the runner's own cues may be long."""
    joined: _Span | None = None
    for span in spans:
        if joined is None or span.start >= joined.end:
            if joined is not None:
                yield joined
            joined = span
        else:
            joined = _Span(joined.start, max(joined.end, span.end))
    if joined is not None:
        yield joined


def _room(cue: Cue, lengths: Mapping[str, float]) -> float:
    """Seconds that belong to a cue."""
    return max(1.0 if cue.name in COUNT_IN else SPOKEN_SECONDS, lengths.get(cue.name, 0.0))


def _as_cues(wish: _Wish, start: float, lengths: Mapping[str, float]) -> Iterator[Cue]:
    at = start
    for number, (word, pause) in enumerate(wish.said):
        at += pause
        yield Cue(at, word, continues=number > 0, seconds=lengths[word])
        at += lengths[word]


def _phrase(said: Sequence[str]) -> tuple[tuple[str, float], ...]:
    return tuple((word, BETWEEN if number else 0.0) for number, word in enumerate(said))


def _say_what_is_next(phases: Sequence[Phase], session: _Session, *, how_long: bool) -> None:
    """Before each change what comes, and how long it will be where that isn't what was said the last time: in most
    sessions every run is as long as the one before."""
    said: dict[str, int] = {}
    for phase, coming in pairwise(phases):
        word = _word_for(phase, coming)
        if word is None or phase.seconds < NEXT_FROM:
            continue
        if how_long and said.get(word) != coming.seconds and (length := words.how_long(coming.seconds)):
            phrase = ((word, 0.0), *((part, BETWEEN if number else COMMA) for number, part in enumerate(length)))
            if session.say(_Wish(phrase, _before_change(phase, phrase, session))):
                said[word] = coming.seconds
                continue
        phrase = ((word, 0.0),)
        session.say(_Wish(phrase, _before_change(phase, phrase, session)))


def _say_which_run(phases: Sequence[Phase], session: _Session, talk: Talk) -> None:
    """ "Three of nine" in the runs, and near the end "two to go" in the walks; the run after that isn't counted again.
    Before the last run nothing is said: that run's own cue says the same."""
    runs = sum(phase.kind is Kind.RUN for phase in phases)
    least = 2 if any(cue.name is CueName.LAST_RUN for cue in session.cues) else 1
    run = 0
    counted = False
    before: Phase | None = None
    for phase in phases:
        if phase.kind is Kind.RUN:
            run += 1
            if talk.which_run and runs > 1 and not counted:
                session.say(_Wish(_phrase(words.how_many(run, runs)), _after_change(phase)))
            counted = False
        elif (
            talk.runs_to_go
            and before is not None
            and before.kind is Kind.RUN
            and least <= runs - run <= words.MOST_TO_GO
        ):
            counted = session.say(_Wish(_phrase((words.to_go(runs - run),)), _after_change(phase)))
        before = phase


def _encourage(phases: Sequence[Phase], session: _Session) -> None:
    """Now and then in longer runs, each time the next of a few phrases."""
    said, earliest = 0, float(ENCOURAGED_EVERY)
    for run in phases:
        if run.kind is not Kind.RUN or run.seconds < ENCOURAGED_FROM:
            continue
        for at in range(run.start + ENCOURAGED_AFTER, run.end - AHEAD, ENCOURAGED_STEP):
            word = words.ENCOURAGEMENTS[said % len(words.ENCOURAGEMENTS)]
            if at >= earliest and session.say(_Wish(((word, 0.0),), tuple(at + STEP * step for step in range(10)))):
                said, earliest = said + 1, session.spoken[-1].at + ENCOURAGED_EVERY


def _after_change(phase: Phase) -> tuple[float, ...]:
    """Seconds at which a phrase about a phase may begin."""
    if phase.seconds < TALK_FROM:
        return ()
    return tuple(phase.start + AFTER_CHANGE + STEP * step for step in range(int(LATER / STEP) + 1))


def _before_change(phase: Phase, said: Sequence[tuple[str, float]], session: _Session) -> tuple[float, ...]:
    """Seconds at which a phrase about the coming phase may begin: best as near the count-in as leaves a quiet moment,
    else sooner, and at last later."""
    if any(word not in session.lengths for word, _ in said):
        return ()
    lasts = sum(pause + session.lengths[word] for word, pause in said)
    latest = int((phase.end - lasts - PAUSE) / STEP) * STEP
    best = int((session.first_number(phase) - QUIET - lasts) / STEP) * STEP
    earliest = max(phase.start + AFTER_CHANGE, phase.end - AHEAD)
    steps = [latest - STEP * step for step in range(int((latest - earliest) / STEP) + 1)]
    return (*(at for at in steps if at <= best), *(at for at in reversed(steps) if at > best))


def _word_for(phase: Phase, coming: Phase) -> str | None:
    """What is said of the phase that comes; nothing where the runner goes on as they are, or stretches."""
    if coming.kind is Kind.COOL_DOWN:
        return words.NEXT_COOL_DOWN
    if coming.act.kind is phase.act.kind:
        return None
    if coming.kind is Kind.RUN:
        return words.NEXT_RUN
    return words.NEXT_WALK if coming.act is Act.WALK else None
