"""What can be asked: plain values, each of which a front shows in its own way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from runwalk_tui.corrections.sheet import SessionSheet
from runwalk_tui.flows.front import Move, Question
from runwalk_tui.guidance.page import Page
from runwalk_tui.keeping import Kept
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.review.climb import Rung
from runwalk_tui.review.finish import Finish
from runwalk_tui.review.next_step import SessionStep
from runwalk_tui.rule.follow_up import Adherence, Course
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.red_flags import Statement
from runwalk_tui.session.records import CheckIn, Rating, SessionRecord

Look = Literal["default", "primary", "error"]
Back = Literal[Move.BACK]
RatingField = Literal["worst", "after", "soreness", "felt_ready", "effort", "note"]
"""A field of Rating that a question fills."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One of a few answers."""

    id: str
    key: str
    """The single key that gives it on a screen."""
    label: str
    look: Look = "default"
    also: tuple[str, ...] = ()
    """Other keys that give it."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that gives it on a screen."""
        return (self.key, *self.also)


@dataclass(frozen=True, slots=True)
class Choice(Question[str]):
    """One of a few answers; gives its id. Enter gives the first one."""

    title: str
    text: str
    answers: tuple[Answer, ...]
    escape: str = ""
    """Id of the answer that changes nothing, which Escape gives; the first one when it is empty."""
    answers_itself_after: int | None = None
    """Seconds after which the first answer is taken; None to wait for ever."""
    unasked: str = ""
    """Id of the answer that is taken when there is nobody left to ask; that of Escape when it is empty."""
    spoken: str = ""
    """What lines of text say in the place of title and text, where these lean on what a screen shows."""
    reading: bool = False
    """Whether it is about its text, which may be longer than the terminal; then the arrows move that."""
    aside: bool = True
    """False when the question before it is over, and nothing of it is to be seen any more."""

    @property
    def without_anybody(self) -> str:
        """The answer when there is nobody left to ask."""
        return self.unasked or self.escape or self.answers[0].id


@dataclass(frozen=True, slots=True)
class PainBefore(Question[int | Back | None]):
    """The pain before a session, 0 to 10; None when it is skipped."""

    then: str
    """What is about to begin, such as "stage 4, 6 repetitions"."""
    begin: str
    """What the button says."""


@dataclass(frozen=True, slots=True)
class StageAndReps:
    """A stage and a number of repetitions."""

    stage: str
    reps: int


@dataclass(frozen=True, slots=True)
class StageWanted(Question[StageAndReps | None]):
    """A stage, and how often; None to go back."""

    title: str
    table: StageTable
    usual: StageAndReps
    """What the list begins with."""
    stage_only: bool = False
    """Whether the number of repetitions is not asked."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """The ids that are ticked on a page, and where the runner goes from it."""

    ids: tuple[str, ...]
    move: Move = Move.ON
    """ON, BACK or LEAVE."""


@dataclass(frozen=True, slots=True)
class TickPage:
    """Statements that are asked about together, at most nine."""

    id: str
    title: str
    short: str
    """The title where there is little room, at most 24 characters."""
    why: str
    """One line below the title."""
    spoken: str
    """What lines of text say after the title; "" for nothing."""
    statements: Sequence[Statement]
    red_flags: bool = False
    """Whether the statements are warning signs."""
    grave: bool = False
    """Whether each of them is an emergency."""


@dataclass(frozen=True, slots=True)
class TicksOf(Question[Ticks | None]):
    """Which statements of a page are true; None when there is nobody left to answer."""

    page: TickPage
    ticked: tuple[str, ...]
    """The ids that were ticked before."""
    number: int
    """The position of the page, from 1."""
    count: int
    """How many pages there are."""
    answered: bool = False
    """Whether it was answered before, so that none ticked is an answer, too."""
    leave: str = "Back"
    """What leaving from the first page is called."""
    why: str = ""
    """Why it is asked now, in one line; "" where the page says so already."""
    raised: tuple[str, ...] = ()
    """Warning signs of any page that were ticked and have not been saved or taken back yet."""

    @property
    def aside(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class StopSignShown(Question[bool]):
    """What to do and how urgently; whether the runner says that a clinician has cleared them."""

    ticked: tuple[tuple[str, tuple[str, ...]], ...]
    """Warning signs, each with the day on which they were ticked, in words; "" when that was just now."""
    lines: tuple[str, ...]
    """The same as lines of text."""
    rehearsed: bool = False
    """Nothing is saved, and there is nothing to clear."""

    @property
    def aside(self) -> bool:
        return self.rehearsed  # then everything else carries on


@dataclass(frozen=True, slots=True)
class MorningPain(Question[int | Literal["forgotten"] | None]):
    """The pain on the morning after a session: 0 to 10, "forgotten", or None for later."""

    session: SessionRecord
    today: date
    leads: tuple[str, ...]
    """Where each answer leads to, a line a span; nothing where the runner has not asked for previews."""
    given: int | None = None
    """The pain that was given already, where the warning signs it asks about were left."""


@dataclass(frozen=True, slots=True)
class Rated:
    """The rating with what was answered so far, and where the runner goes from this question."""

    rating: Rating
    move: Move = Move.ON
    """ON, BACK, or RED_FLAG."""


@dataclass(frozen=True, slots=True)
class RatingPage(Question[Rated]):
    """One question of the rating; gives the rating with its answer in it."""

    field: RatingField
    number: int
    """The position of the page, from 1."""
    count: int
    rating: Rating
    """What has been answered so far."""
    summary: str
    """What was done, in one line."""
    walk: bool
    marked: int | None
    """The worst pain that was marked during the session."""
    leads: Callable[[Rating], tuple[str, ...]]
    """Where an answer leads to, a line a span; for soreness and readiness where the answers so far do. Nothing where
    the runner has not asked for previews."""


@dataclass(frozen=True, slots=True)
class DecisionShown(Question[Back | None]):
    """What comes next after a session, and why; BACK to the last answer that led there."""

    kept: Kept
    due: Prescription
    table: StageTable
    today: date
    may_go_back: bool = False
    """Whether the answers can be changed from here. The session is saved already."""
    step: SessionStep | None = None
    """From the session to the one that is due; None when none is."""
    climb: tuple[Rung, ...] = ()
    """The stages, with the one that is due; empty when none is."""
    compared: str = ""
    """The session next to the last one at its stage, in a sentence; "" where nothing is unusual."""


@dataclass(frozen=True, slots=True)
class RunTestPain(Question[int | Literal[Move.AGAIN, Move.LEAVE] | None]):
    """The pain after a run test, 0 to 10; None when it is skipped."""

    ran: str
    """The run in one sentence."""


@dataclass(frozen=True, slots=True)
class RunTestStage(Question[str | Literal[Move.AGAIN, Move.BACK, Move.LEAVE]]):
    """The stage to begin with after a run test: the proposed one or one below it."""

    table: StageTable
    proposed: Stage
    ran: str
    why: str
    """How the stage follows from the run."""
    advice: str
    """What the pain speaks for; "" for nothing."""
    ours: str
    """Whose cut-offs these are."""
    stages: tuple[Stage, ...]
    """The stages to choose among, the gentlest first."""
    in_words: Callable[[Stage], str]
    """A first session at a stage, in one line."""


@dataclass(frozen=True, slots=True)
class CheckInPage(Question[CheckIn | None]):
    """How the last week was; None for later."""

    why: str
    """Why it is asked, in one line; "" when the runner opened it."""
    now: Callable[[], datetime]
    """The runner's wall clock, with its offset."""
    activity: str = ""
    """The activity that was named last time; "" for none."""
    typed: dict[str, int | str | None] = field(default_factory=dict, compare=False)
    """What was answered before the runner reported a warning sign, by the fields of a check-in and in the order of the
    questions, where one is asked after the other."""


@dataclass(frozen=True, slots=True)
class CourseShown(Question[None]):
    """The runner's course next to the trial's figures."""

    course: Course
    adherence: Adherence | None


@dataclass(frozen=True, slots=True)
class FinishShown(Question[bool]):
    """The end of the programme, to look back and ahead; True to look at the programme that comes next."""

    finish: Finish


@dataclass(frozen=True, slots=True)
class PageShown(Question[None]):
    """A page to read at this moment of a conversation."""

    page: Page
    then: str
    """What the key that leaves it leads to, such as "Home"."""
    beside: str = ""
    """What stands beside the title, in a few words; "" for nothing."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet with what was typed into it, and where the runner goes from it."""

    sheet: SessionSheet
    move: Move = Move.ON
    """ON to save it, BACK to leave it, or RED_FLAG."""


@dataclass(frozen=True, slots=True)
class SessionForm(Question[Filled]):
    """All that can be corrected of a session, on one page."""

    title: str
    about: str
    """Which session it is, in one line."""
    sheet: SessionSheet
    """With what was typed so far."""
    leads: Callable[[SessionSheet], str]
    """What a sheet changes for today, in one line; "" while something in it is wrong."""
