"""What a runner means, whichever front it is told to: with keys, or with lines that are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from runwalk_tui.corrections.entry import FieldName

Place: TypeAlias = Literal[
    "start",
    "choose",
    "walk",
    "exercise",
    "run test",
    "check in",
    "warning sign",
    "screening",
    "stop sign",
    "leave",
    "flare-up plan",
]
Command: TypeAlias = Literal[
    "pause", "next", "back", "extend", "ease", "stop", "end", "begin", "enough", "leave", "set off"
]


@dataclass(frozen=True)
class Home:
    """Something that Home offers."""

    wanted: Place


@dataclass(frozen=True)
class Tick:
    """These statements of the page are true, and no other one. None at all is said in so many words."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """A whole number: a pain, or an effort."""

    value: int


@dataclass(frozen=True)
class Choose:
    """One of a few answers, by its id."""

    answer: str


@dataclass(frozen=True)
class At:
    """A stage, and how often where that is asked; None for what is proposed."""

    stage: str
    reps: int | None = None


@dataclass(frozen=True)
class Sore:
    """Places of new soreness."""

    places: tuple[str, ...]


@dataclass(frozen=True)
class Ready:
    """Whether the runner feels ready to move on."""

    yes: bool


@dataclass(frozen=True)
class Note:
    """A note of a few words."""

    text: str


@dataclass(frozen=True)
class Week:
    """The answers of a check-in."""

    current: int
    average: int
    worst: int
    disability: int | None = None
    activity: str | None = None
    """None takes what is offered, if anything is."""
    activity_score: int | None = None
    safe: int | None = None


@dataclass(frozen=True)
class Simple:
    """An answer that says nothing but itself."""

    name: str


KEEP = Simple("keep")
"""Go on with what stands there already."""
SKIP = Simple("skip")
BACK = Simple("back")
"""To the question before, or out of the conversation; also "later"."""
RED_FLAG = Simple("red flag")
AGAIN = Simple("again")
FORGOTTEN = Simple("forgotten")
SEEN = Simple("seen")
"""What was only shown has been read."""
TRIAL = SEEN
"""The page about whom the programme was tried with has been read."""
PLAN = SEEN
"""The plan after a flare-up has been read."""
CLEARED = Simple("cleared")
"""At the stop sign: I have been cleared."""


# The log.


@dataclass(frozen=True)
class Past:
    """Something that History offers, for the session that is the newest."""

    wanted: Literal["correct", "add", "delete", "undo", "close"]


@dataclass(frozen=True)
class Fill:
    """Fields of a session, each with what is typed into it; then it is saved, or left when `save` is not meant."""

    texts: tuple[tuple[FieldName, str], ...]
    save: bool = True


def fill(*, save: bool = True, **texts: str) -> Fill:
    """These fields."""
    return Fill(cast("tuple[tuple[FieldName, str], ...]", tuple(texts.items())), save)


# While a session or a run test is on.


@dataclass(frozen=True)
class Seconds:
    """Time that passes, in real seconds; a rehearsal makes more of it."""

    count: float


@dataclass(frozen=True)
class Asleep:
    """The machine sleeps for so many seconds and comes back."""

    count: float


@dataclass(frozen=True)
class Press:
    """A key of the session."""

    command: Command


@dataclass(frozen=True)
class Mark:
    """The pain at this second."""

    pain: int


@dataclass(frozen=True)
class ToTheEnd:
    """Every phase that is left is skipped."""


@dataclass(frozen=True)
class Pick:
    """One of the answers to a question in mid-session, by its id."""

    answer: str


# From outside.


@dataclass(frozen=True)
class Days:
    """So many days go by."""

    count: int


@dataclass(frozen=True)
class PowerCut:
    """The program is gone at this instant, and started again on what the disk has."""


Meaning: TypeAlias = (
    Home
    | Tick
    | Number
    | Choose
    | At
    | Sore
    | Ready
    | Note
    | Week
    | Simple
    | Past
    | Fill
    | Seconds
    | Asleep
    | Press
    | Mark
    | ToTheEnd
    | Pick
    | Days
    | PowerCut
)


def tick(*ids: str) -> Tick:
    """These are true."""
    return Tick(ids)


NONE = Tick(())
"""None of these."""
NOTHING_APPLIES = (NONE,) * 4
"""The whole screening."""
NO_RED_FLAG = (NONE,) * 2
"""Both pages of warning signs."""
