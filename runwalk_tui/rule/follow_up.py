"""Follow-up (RULES, section 7): how many of the planned sessions were done; check-ins in weeks 0, 6 and 12,
which of them is due, and the runner's course next to the trial's figures.

The trial's figures are differences between two groups of people after 12 weeks. A runner's own change
has no second group to compare with, so the two are never put forward as the same kind of number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from runwalk_tui.programme.shipped import DEFAULT, SHIPPED
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.reasons import day_name, plural
from runwalk_tui.session.records import CheckIn, Log
from runwalk_tui.values import dataclass

TRIAL_SESSIONS = 2.1
"""Sessions a week in the ASTEROID trial, of 3 planned: 70 % (Neason et al. 2025)."""
TRIAL_ASKED = 3
TRIAL_SHARE = 70
"""Percent."""


@dataclass(frozen=True, slots=True)
class Adherence:
    """Sessions done and sessions planned, since the programme started."""

    since: date
    """Day of the first placement or counted session."""
    sessions: int
    """Counted sessions from that day on."""
    weeks: float
    """Weeks since that day, with their fraction; 0 on the day itself."""
    asked_per_week: int
    """Sessions a week that the table plans, at least 1."""
    as_in_the_trial: bool = True
    """Whether the table is of the trial's programme, so that its figure is one to compare with."""

    @property
    def per_week(self) -> float | None:
        """Sessions a week, or None before the first day is over."""
        return self.sessions / self.weeks if self.weeks > 0 else None

    @property
    def share(self) -> float | None:
        """Part of what was planned: 1 is all of it, and more is possible. None before the first day is over."""
        return None if self.per_week is None else self.per_week / self.asked_per_week


def began(log: Log) -> date | None:
    """The day of the first placement or counted session; None when there is neither."""
    days = [placement.at.date() for placement in log.placements]
    days += [session.day for session in log.sessions if session.counted]
    return min(days, default=None)


def adherence(table: StageTable, log: Log, today: date) -> Adherence | None:
    """Counted sessions of any programme up to `today`, divided by what was planned; None before the start."""
    since = began(log)
    if since is None or since > today:
        return None
    done = sum(session.counted and session.day <= today for session in log.sessions)
    weeks = (today - since).days / 7
    return Adherence(since, done, weeks, table.sessions_per_week, table.programme == SHIPPED[DEFAULT].title)


def adherence_words(found: Adherence | None) -> str:
    """How many of the planned sessions were done, next to the trial's figure where the programme is the trial's."""
    if found is None:
        return "No sessions yet."
    trial = f" In the trial, people did {TRIAL_SESSIONS} of {TRIAL_ASKED} sessions a week ({TRIAL_SHARE}%)."
    trial = trial if found.as_in_the_trial else ""
    if found.per_week is None or found.share is None or found.weeks < 1:
        return f"From the second week on, this shows how many sessions a week you do.{trial}"
    return f"You did {found.per_week:.1f} of {found.asked_per_week} sessions a week ({found.share * 100:.0f}%).{trial}"


WEEKS = (0, 6, 12)
"""Weeks after the start in which the trial measured."""
ASKED_DAYS = 14
"""Days from its day on in which a check-in is due; our choice. Later it would belong to another week."""
COUNTS_FROM_DAYS = 7
"""Days before its day from which a check-in that was not due yet counts as it; our choice."""


CHECKIN_SCALE = "Pain and disability here are 0-100, as in the trial; sessions use 0-10."
"""Why the two scales differ; said wherever a check-in's figures are shown or typed in."""
OWN_HEADING = "Two questions of our own, 0-10; higher is better"
"""Comes before what was answered to them: theirs is the only scale on which more is better."""


@dataclass(frozen=True, slots=True)
class TrialFigure:
    """A difference between the groups of the ASTEROID trial at 12 weeks, in points of 0 to 100."""

    difference: float
    """Runners minus people on the waiting list; below 0 the runners had less."""
    low: float
    """Lower end of the 95 % confidence interval."""
    high: float


TRIAL_AVERAGE = TrialFigure(-15.3, -25.3, -5.3)
TRIAL_CURRENT = TrialFigure(-19.4, -32.0, -6.7)
TRIAL_DISABILITY = TrialFigure(-5.2, -10.1, -0.2)
"""All three: Neason et al., Br J Sports Med 2025;59:99-108."""

IMPORTANT_PAIN, IMPORTANT_DISABILITY, IMPORTANT_PERCENT = 15, 10, 30
"""Changes that count as important to one person: points of 0 to 100, or percent of where they started (Ostelo et al.,
Spine 2008;33:90-94)."""
BETWEEN_GROUPS = (
    "differences between groups: how much lower, on average, the 20 people who ran scored than the 20 who waited. A "
    f"paper on changes that matter to one person (Ostelo 2008) names {IMPORTANT_PAIN} of 100 points in pain, "
    f"{IMPORTANT_DISABILITY} of 100 in disability, or {IMPORTANT_PERCENT}% of where that person started. The trial's "
    "difference is larger than that for pain now, just larger for average pain, and smaller for disability. All three "
    "are uncertain, and each could be much smaller."
)
"""What kind of figures the trial's are, and how they compare with what matters to one person; the start of
the sentence is left to whoever shows it."""
CAVEAT = f"These are {BETWEEN_GROUPS} They don't tell you what will happen to you, and they aren't a goal."
"""Comes before the trial's figures wherever they are shown, so that nobody reads them without it."""
IN_THE_TRIAL = (
    "Nine problems came up among the trial's 20 runners: 7 in a leg or foot; one faint, in someone with an underlying "
    "condition; and one case of back pain."
)
ALSO = (
    "You have no group to compare yourself with. Pain goes up and down anyway, and part of any change is just that.",
    IN_THE_TRIAL,
)
"""Comes after the trial's figures, each a paragraph."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that a check-in asks for, as it was first and as it is now."""

    name: str
    unit: str
    """After the figure: "" for points, "%" for percent."""
    first: int | None
    """0 to `top`; None when it was not given, or there is no earlier check-in."""
    latest: int | None
    trial: TrialFigure | None
    """None when the trial's summaries give no figure."""
    top: int = 100
    """The most that can be given: 100, or 10 for a question of our own."""

    @property
    def change(self) -> int | None:
        """Latest minus first; below 0 is less."""
        return None if self.first is None or self.latest is None else self.latest - self.first


NO_FIGURE = "no figure found"
"""Of the worst pain: the trial measured it, but we found no figure."""
TRIAL_HEADING = "The ASTEROID trial at 12 weeks"
TRIAL_MEASURES = (
    Measure("Average pain", "", None, None, TRIAL_AVERAGE),
    Measure("Pain now", "", None, None, TRIAL_CURRENT),
    Measure("Disability", "%", None, None, TRIAL_DISABILITY),
)
"""What the trial has a figure for, with none of the runner's own."""


@dataclass(frozen=True, slots=True)
class Course:
    """The runner's first check-in and the latest."""

    first: CheckIn | None
    """None when there is only one."""
    latest: CheckIn
    measures: tuple[Measure, ...]
    """Current, average and worst pain, then disability where the latest check-in has it, next to its first score."""
    own: tuple[Measure, ...] = ()
    """The questions of our own that the latest check-in answers, 0 to 10, where more is better."""

    @property
    def weeks(self) -> int:
        """Weeks between the two, to the nearest."""
        return 0 if self.first is None else round((self.latest.at - self.first.at).days / 7)


def checkin_due(log: Log, today: date) -> int | None:
    """The week (0, 6 or 12) whose check-in is due and not yet given, or None.

    The weeks count from the first placement or session. Before there is one, week 0 is due until it is given.
    """
    start = began(log)
    given = [checkin.at.date() for checkin in log.checkins]
    if start is None:
        return None if given else WEEKS[0]
    for week in reversed(WEEKS):
        day = start + timedelta(weeks=week)
        if day <= today:
            counts_from = date.min if week == 0 else day - timedelta(days=COUNTS_FROM_DAYS)
            answered = any(counts_from <= at <= today for at in given)
            return None if answered or (today - day).days >= ASKED_DAYS else week
    return None


def course(log: Log) -> Course | None:
    """First against latest, whatever order they are in; None without a check-in."""
    if not log.checkins:
        return None
    in_order = sorted(log.checkins, key=lambda checkin: checkin.at)
    latest = in_order[-1]
    first = in_order[0] if len(in_order) > 1 else None
    measures = [
        Measure("Pain now", "", first.current if first else None, latest.current, TRIAL_CURRENT),
        Measure("Average pain", "", first.average if first else None, latest.average, TRIAL_AVERAGE),
        Measure("Worst pain", "", first.worst if first else None, latest.worst, None),
    ]
    if latest.disability is not None:
        scored = (checkin.disability for checkin in in_order[:-1] if checkin.disability is not None)
        measures.append(Measure("Disability", "%", next(scored, None), latest.disability, TRIAL_DISABILITY))
    return Course(first, latest, tuple(measures), tuple(_own_measures(in_order)))


def _own_measures(in_order: Sequence[CheckIn]) -> Iterator[Measure]:
    """What the latest check-in answers to our own questions, next to the first answer to the same question.

    How well something goes says nothing about how well something else went, so another activity is not compared.
    """
    latest, before = in_order[-1], in_order[:-1]
    if latest.activity and latest.activity_score is not None:
        same = (one for one in before if same_activity(one.activity, latest.activity))
        scores = (one.activity_score for one in same if one.activity_score is not None)
        name = f"How well “{latest.activity}” goes"
        yield Measure(name, "", next(scores, None), latest.activity_score, None, 10)
    if latest.safe is not None:
        felt = (one.safe for one in before if one.safe is not None)
        yield Measure("How safe running feels", "", next(felt, None), latest.safe, None, 10)


def same_activity(one: str, other: str) -> bool:
    """Whether two people would read the same words: capitals and spaces make no difference."""
    return one.casefold().split() == other.casefold().split()


def activity_before(log: Log) -> str:
    """The activity that was named last, to ask about it again; "" when none was."""
    named = [checkin for checkin in log.checkins if checkin.activity]
    return max(named, key=lambda checkin: checkin.at).activity if named else ""


# In words.


def due_words(week: int) -> str:
    """Why a check-in is due."""
    if week == 0:
        return "Check in now, so you can see your progress later."
    return f"Week {week} of the programme: time for a check-in."


def span_words(found: Course) -> str:
    """From when to when."""
    if found.first is None:
        return f"Your first check-in, {day_name(found.latest.at.date())}; later ones will show next to it."
    days = f"{day_name(found.first.at.date(), found.latest.at.date())} to {day_name(found.latest.at.date())}"
    return f"{days}, {plural(found.weeks, 'week')}"


def change_words(measure: Measure) -> str:
    """A change as people say it: "15 lower"; empty when there is nothing to compare."""
    return "" if measure.change is None else difference_words(measure.change)


def difference_words(difference: int) -> str:
    """How much more or less a later figure is, without a verdict: "15 lower", "the same"."""
    if difference == 0:
        return "the same"
    return f"{abs(difference)} {'lower' if difference < 0 else 'higher'}"


def trial_words(measure: Measure) -> str:
    """The trial's figure with its interval, and what kind of figure it is."""
    figure = measure.trial
    if figure is None:
        return NO_FIGURE
    low, high = signed(figure.low), signed(figure.high)
    return f"{signed(figure.difference)} between groups (95% CI {low} to {high})"


def measure_words(measure: Measure) -> str:
    """One measure of the runner's own as a sentence."""
    latest = shown(measure.latest, measure.unit)
    if measure.change is None:
        return f"{measure.name}: {latest}."
    return f"{measure.name}: {shown(measure.first, measure.unit)} at first, {latest} now, {change_words(measure)}."


def course_lines(found: Course) -> list[str]:
    """All of the comparison as plain lines."""
    lines = [span_words(found), CHECKIN_SCALE, *map(measure_words, found.measures)]
    lines += [f"{OWN_HEADING}.", *map(measure_words, found.own)] if found.own else []
    lines += [f"{TRIAL_HEADING}. {CAVEAT}", *(f"{measure.name}: {trial_words(measure)}." for measure in TRIAL_MEASURES)]
    return [*lines, *ALSO]


def shown(value: int | None, unit: str) -> str:
    """A figure with its unit, or a dash."""
    return "–" if value is None else f"{value}{unit}"


def signed(value: float) -> str:
    """A number with one decimal and a real minus."""
    return f"{value:.1f}".replace("-", "−")
