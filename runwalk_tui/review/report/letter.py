"""The page for a clinician and the hand-out for a patient as values: every word and figure, and nothing of how they
are laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwalk_tui.review.trends.course import SessionPain, StageStep
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.review.trends.week_figures import Week

MADE_FROM = "Made from the patient's own entries in runwalk. Not medical advice."
"""Said on the page for a clinician: nobody else has checked a word of it."""


@dataclass(frozen=True, slots=True)
class DueToday:
    """Where the runner is today."""

    heading: str
    """What is due, in one line: "Stage 7* of 13, 9 × (run 1m45s, walk 1m), 32 minutes"."""
    reasons: tuple[str, ...]
    """Why, in the third person: a sentence each."""
    earliest: date | None
    """The first day on which it may be done; None when no session is due."""


@dataclass(frozen=True, slots=True)
class SignEvent:
    """A warning sign that was ticked."""

    day: date
    sign: str
    """As the runner was asked, "you" and all, so it needs quotation marks or a heading that says so."""
    urgency: str
    """What the runner was told to do about the signs of that session, in a few words."""
    cleared: date | None
    """The day on which the runner said that a clinician had cleared it; None while it is open."""


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How often a place was sore."""

    place: str
    sessions: int
    """Counted sessions and walks after which it was sore."""
    latest: date


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One figure of the rule that decides the next session."""

    meaning: str
    """A sentence that has the value in it."""
    source: str
    """Where the figure is from: a study, or "our choice"; "changed from 5 (our choice)" where it is not the shipped
    one."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session, walk or other exercise of the table, newest last."""

    day: date
    what: str
    """"Stage 7*", "Stage 4, eased to 3", "Walk", "Mobility", "First 5K: stage w2"."""
    done: str
    """"10 of 10", "12 of 24 minutes"; "" where nothing is counted."""
    minutes: int
    """Minutes moved, rounded."""
    run_minutes: float
    before: int | None
    """0 to 10; None when it was not given, as in the four that follow."""
    worst: int | None
    after: int | None
    morning: int | None
    effort: int | None
    sore: str
    """Places, separated by commas; "" for none."""
    response: str
    """How the back responded, in a word or two: "tolerated", "not settled", "flare-up", "stopped for pain", "warning
    sign"; "" for a walk or other exercise without a warning sign."""


@dataclass(frozen=True, slots=True)
class LetterNote:
    """What the patient wrote."""

    day: date
    what: str
    """The session it was written about, as in the table."""
    text: str


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """One measure of the check-ins."""

    name: str
    figures: tuple[str, ...]
    """One for each check-in that is shown, 0 to 100; "–" where it gives none."""
    change: str
    """From the first to the latest: "6 lower"; "" where one of them gives no figure."""
    trial: str
    """The trial's difference between groups with its interval, or that there is none."""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One of the two questions of our own, 0 to 10, where more is better."""

    before: str
    """The words of the question; "How well “" where an activity follows."""
    activity: str
    """In the patient's words; "" for the question that is the same for everyone."""
    after: str
    """What follows the activity: "” goes"."""
    figures: tuple[str, ...]
    change: str


@dataclass(frozen=True, slots=True)
class LetterCheckIns:
    """Up to three check-ins: the first, one in the middle, the latest."""

    days: tuple[date, ...]
    rows: tuple[CheckInRow, ...]
    own: tuple[OwnRow, ...]
    compared: bool
    """Whether the trial's figures are shown: only with more than one check-in."""
    caveat: str
    """Comes before the trial's figures; "" where they aren't shown."""
    caveats_after: tuple[str, ...]
    """Come after them, a paragraph each."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The page for a clinician."""

    name: str
    """The patient's name as it was given; "" for none."""
    today: date
    span: WeekSpan
    """The weeks that the charts, the table and the notes show."""
    programme: str
    size: str
    """The programme in a sentence: what is done in it, stages, minutes, sessions a week."""
    sources: tuple[str, ...]
    """Where the programme and its figures are from, with their dois; a line each."""
    here: DueToday
    stop: str
    """That sessions are on hold because of a warning sign, and until when; "" when none is open."""
    signs: tuple[SignEvent, ...]
    """Of any time, those that nobody cleared first: a sign of last year is history that a clinician needs."""
    signs_ahead: tuple[str, ...]
    """A sentence about each that is dated in the future."""
    screening: tuple[str, ...]
    """What was answered before the first session, a sentence each."""
    stages: tuple[str, ...]
    """All of the programme, as lists call them: with * where the figures are our own estimate."""
    steps: tuple[StageStep, ...]
    """Of the span; the position of each is one of `stages`."""
    stage_sentence: str
    stages_run: str
    """What a repetition of each of them is; "" without any."""
    not_in_chart: tuple[str, ...]
    """Which sessions the chart of stages has no mark for."""
    pains: tuple[SessionPain, ...]
    """Of the span's sessions, in order of time."""
    bar_minutes: tuple[float, ...]
    """Minutes of running of the same sessions, one for each of `pains`; of walking where nothing was run."""
    bar_word: str
    """Which of the two: "running" or "walking"."""
    acceptable_pain: int
    """0 to 10: up to this the rule accepts pain during a session."""
    pain_sentence: str
    weeks: tuple[Week, ...]
    sessions_per_week: int
    """How many the programme plans."""
    weeks_sentence: str
    adherence_sentence: str
    walks_sentence: str
    """"" when there were none."""
    soreness: tuple[PlaceCount, ...]
    """Most often first."""
    checkins: LetterCheckIns | None
    """None without one."""
    policy: tuple[PolicyLine, ...]
    rows: tuple[SessionRow, ...]
    notes: tuple[LetterNote, ...]
    left_out: tuple[str, ...]
    """What of the log the page does not show, and why; a line each."""
    marks: tuple[str, ...]
    """What * and other marks mean, as far as they are on the page."""


@dataclass(frozen=True, slots=True)
class HandOutPart:
    """A part of what to do."""

    lead: str
    """What it is about, in a few words: "Before you start"."""
    told: tuple[str, ...]
    """A sentence or two each."""
    questions: tuple[str, ...] = ()
    """What the last of them asks, a question each."""


@dataclass(frozen=True, slots=True)
class HandOutStage:
    """A stage in the table of a hand-out."""

    marked_id: str
    """With * where its figures are our own estimate."""
    steps: str
    """What one repetition of it is: "run 1 min, walk 1 min 30 s"."""
    repetitions: str
    """Fewest to full: "6 to 10"; "9" where they do not grow, "once", or "for 24 min" where the steps fill a time."""
    longest: str
    """How long the full session is, with warm-up and cool-down, to the nearest minute: "32 min"."""


@dataclass(frozen=True, slots=True)
class HandOutSigns:
    """Warning signs that ask for the same."""

    what_to_do: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandOut:
    """The programme on paper, for somebody who has not started."""

    programme: str
    size: str
    """The programme in one line: stages, minutes, sessions a week."""
    at_first: tuple[HandOutPart, ...]
    """What to do before the start and in a session."""
    each_time: tuple[HandOutPart, ...]
    """How to rate a session and what comes after it: to have in sight where it is written down."""
    heads: tuple[str, str, str, str]
    """Over the columns of the stages; "" over one that says nothing, because every stage is done once."""
    caption: str
    """What the units are, and what the last column is the length of."""
    stages: tuple[HandOutStage, ...]
    counts: bool
    """Whether repetitions are counted, so that their number is written down; else minutes are."""
    check_signs: str
    """When to look through the warning signs."""
    signs: tuple[HandOutSigns, ...]
    """The most urgent first."""
    after_signs: str
    """What holds after any of them."""
    sources: tuple[str, ...]
    marks: tuple[str, ...]
