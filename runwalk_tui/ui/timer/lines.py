"""The small lines of the timer: where the session is, in words, and what else there is to say.

Each thing that is out of the ordinary is said in a sentence for some seconds, then in a word or two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.session.countdown import Moment, round_up
from runwalk_tui.ui.theme.icons import BULLET
from runwalk_tui.wording import phase_word


def counter(moment: Moment) -> str:
    """Return which run it is, or the last that was started, and of how many, such as "3/9".

    It counts runs, also where a stage is a list of intervals without repetitions. "" where there is nothing to count:
    before the first run, in a cool-down, and in a session with one run or none.
    """
    if not moment.phase.interval or not moment.run or moment.runs < 2:
        return ""
    return f"{moment.run}/{moment.runs}"


def runs_ahead(moment: Moment) -> str:
    """Return how many runs there are, before the first and after the last one; "" while the banner counts them."""
    if counter(moment) or moment.runs < 2:
        return ""
    return "all runs done" if moment.run else f"{moment.runs} runs"


def following(moment: Moment) -> tuple[str, ...]:
    """Return what comes after this phase, and shorter forms of it for large letters."""
    if moment.following is None:
        return ("then you are done", "then done")
    phase = moment.following
    what, length = phase_word(phase).lower(), format_clock(phase.seconds)
    # A word of its own is what tells a step from another, so it goes last.
    if phase.word:
        return (f"then {what} {length} {phase.word}", f"then {what} {phase.word}")
    return (f"then {what} {length}", f"then {what}")


def title_words(moment: Moment, word: str) -> str:
    """Return where the session is, for the title of the terminal, from the word of the phase: "Walk brisk 3/9 0:45"."""
    return " ".join(filter(None, (word, moment.phase.word, counter(moment), format_clock(moment.shown_left))))


NOT_SAVED, REHEARSAL = "NOT SAVED", "rehearsal, not counted"
OF = re.compile(r"(\d) of (\d)")
"""What is shorter as "2/6"."""
GOES_FIRST = (
    *(
        "no sound",
        "bell only",
        "may sleep",
        "muted",
        "no belt speed",
        " km/h",
        "no heart rate",
        " bpm",
        "eased to",
        "rehearsal",
        "set ",
        "locked",
    ),
    NOT_SAVED,
)
"""How markers begin or end, the least important first: what an ear notices, what is measured, then what is still to be
done about."""


def totals(moment: Moment, end: str, markers: Sequence[str], width: int, *, ascii: bool) -> str:
    """Return how many runs there are, what is left of the session, when it ends (a time of day), and what is out of the
    ordinary.

    Where a number of cells has no room for all of it, the runs, which the timeline shows, too, go first, then one
    marker after the other; only that nothing is saved is worth more than the end.
    """
    left = f"{format_clock(round_up(moment.total_left))} left"
    clocks, bullet = [left, f"ends {end}"], BULLET.shown(ascii)
    parts = [*filter(None, [runs_ahead(moment)]), *clocks, *markers]
    forms = [f"  {bullet}  ".join(parts), f" {bullet} ".join(parts)]
    forms += [f" {bullet} ".join([*clocks, *fewer]) for fewer in _fewer(markers)]
    forms += [f" {bullet} ".join([left, NOT_SAVED]), NOT_SAVED] if NOT_SAVED in markers else [left]
    return next((form for form in forms if len(form) <= width), forms[-1])


def _fewer(markers: Sequence[str]) -> Iterator[list[str]]:
    """The markers, then shorter, then one less each time; that nothing is saved stays."""
    yield list(markers)
    rest = [_shorter(marker) for marker in markers]
    yield list(rest)
    for marker in sorted(rest, key=_worth):
        if marker != NOT_SAVED:
            rest.remove(marker)
            yield list(rest)


def _shorter(marker: str) -> str:
    """A marker where there is little room: "rehearsal", "set 2/6, 1/5"."""
    if marker == REHEARSAL:
        return "rehearsal"
    return OF.sub(r"\1/\2", marker) if marker.startswith("set ") else marker


def _worth(marker: str) -> int:
    return next(
        (place for place, begins in enumerate(GOES_FIRST) if marker.startswith(begins) or marker.endswith(begins)), -1
    )


MAY_SLEEP, REFUSED_SHORT = "may sleep", "Turn off sleep on this computer."
"""What is left of the trouble with staying awake, and how it is said where there is little room."""


class Topic(StrEnum):
    """What something that lasts is about; there is one sentence on each at a time."""

    LOG = "log"
    LOCK = "lock"
    SOUND = "sound"
    AWAKE = "awake"
    RADIO = "radio"


@dataclass(slots=True)
class Notices:
    """Sentences that are to be read, and the markers of what is still true."""

    _markers: dict[Topic, str] = field(default_factory=dict)
    _told: dict[Topic, str] = field(default_factory=dict)
    """The last sentence on each topic that is not over."""
    _shown: list[str] = field(default_factory=list)
    """Newest first."""
    _just_said: str = ""

    def lasts(self, topic: Topic, sentence: str, marker: str = "") -> bool:
        """Tell how something is: "" when all is well. Returns whether the sentence is a new one, to be forgotten."""
        new = self._told.get(topic, "") != sentence
        if new:
            self.forget(self._told.pop(topic, ""))
        self._markers[topic] = marker if sentence else ""
        if sentence and new:
            self._told[topic] = sentence
            self.passes(sentence)
        return new and bool(sentence)

    def passes(self, sentence: str) -> None:
        """Show a sentence until it is forgotten, above what was said before."""
        self._shown = [sentence, *(other for other in self._shown if other != sentence)]

    def says(self, sentence: str) -> None:
        """Show what was just done, in place of what was done before: by now that is old news."""
        self.forget(self._just_said)
        self._just_said = sentence
        self.passes(sentence)

    def again(self, topic: Topic) -> None:
        """Show the sentence on a topic once more, if there is one."""
        if sentence := self.told(topic):
            self.passes(sentence)

    def told(self, topic: Topic) -> str:
        """The sentence on a topic that is still true; "" when there is none."""
        return self._told.get(topic, "")

    def forget(self, sentence: str) -> None:
        """Take a sentence away; its marker stays."""
        self._shown = [other for other in self._shown if other != sentence]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is to be read now, newest first."""
        return tuple(self._shown)

    @property
    def markers(self) -> tuple[str, ...]:
        """A word or two for everything that is out of the ordinary."""
        return tuple(self._markers[topic] for topic in Topic if self._markers.get(topic))
