"""The one vocabulary in which screen, plain lines and commands speak of a prescription and a session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby

from runwalk_tui.programme.duration import format_clock, format_duration
from runwalk_tui.programme.stage import Kind, Policy, Source, Stage, StageTable
from runwalk_tui.rule.prescription import Alternative, Prescription
from runwalk_tui.rule.reasons import DAYS, MONTHS, RIGHT_TO_STOP, day_name, plural, reps
from runwalk_tui.rule.red_flags import in_words
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.active_session import ActiveSession, to_record
from runwalk_tui.session.habits import week_start
from runwalk_tui.session.records import Clearance, Log, Rating, SessionKind, SessionRecord

KIND_WORDS = {
    Kind.WARM_UP: "Warm-up",
    Kind.RUN: "Run",
    Kind.WALK: "Walk",
    Kind.COOL_DOWN: "Cool-down",
}
DECISION_WORDS = {
    Decision.PLACEMENT: "Find your starting stage",
    Decision.START: "Start here",
    Decision.BUILD: "More repetitions",
    Decision.REPEAT: "The same again",
    Decision.FEWER: "Fewer repetitions",
    Decision.ADVANCE: "Ready to move up",
    Decision.STEP_BACK: "A step back",
    Decision.FINISHED: "Programme finished",
    Decision.STOP: "No session for now",
}
SOURCE_WORDS = {
    Source.TRIAL: "as in the trial",
    Source.SECONDARY: "a summary of the trial",
    Source.INTERPOLATED: "our own estimate",
    Source.OWN: "your own figures",
}
MARK = "*"
"""At each stage in a list whose figures are our own estimate."""
OURS = f"{MARK} our own"
"""What the mark means that every list has at a stage of our own estimate."""
RESPONSE_WORDS = {
    Response.STOP: "warning sign",
    Response.FLARE: "flare-up",
    Response.UNSETTLED: "not settled",
    Response.TOLERATED: "went well",
}
SORENESS_PLACES = ("hip", "knee", "calf", "ankle", "foot", "back", "other")
SIDED_PLACES = frozenset(SORENESS_PLACES[:5])
"""Places that there are on the left and on the right."""


def decision_words(decision: Decision) -> str:
    """A decision as a short heading."""
    return DECISION_WORDS[decision]


def is_ours(stage: Stage) -> bool:
    """Whether the figures of a stage are our own estimate, which is said wherever it is shown."""
    return stage.source is Source.INTERPOLATED


def marked_id(stage: Stage) -> str:
    """A stage as lists call it: "7*" where its figures are our own estimate."""
    return f"{stage.id}{MARK}" if is_ours(stage) else stage.id


def marks_explained(table: StageTable) -> str:
    """What the mark in a list of stages means; "" where no stage has it."""
    return f"{OURS} estimate" if any(map(is_ours, table.stages)) else ""


def steps_in_words(stage: Stage) -> str:
    """What one repetition is: "run 1m, walk 1m30s"."""
    return ", ".join(f"{step.kind} {format_duration(step.seconds)}" for step in stage.steps)


def minutes(seconds: float) -> str:
    """A length for people, to the nearest minute, or in seconds below one and a half."""
    if seconds < 90:
        return plural(round(seconds), "second")
    return plural(round(seconds / 60), "minute")


def headline(prescription: Prescription, table: StageTable) -> str:
    """What is due, in one line, its stage as lists call it; under a stop sign what is to be done, and how urgently."""
    if prescription.decision is Decision.STOP:
        return prescription.reasons[0]
    if prescription.stage is None or prescription.reps is None or prescription.total_seconds is None:
        return decision_words(prescription.decision)
    place = table.index(prescription.stage)
    stage = prescription.stage if place is None else marked_id(table.stages[place])
    return f"Stage {stage} · {reps(prescription.reps)} · {minutes(prescription.total_seconds)}"


def reasons_below(prescription: Prescription) -> tuple[str, ...]:
    """The reasons that are told below the headline, which under a stop sign is the first of them."""
    return prescription.reasons[1:] if prescription.decision is Decision.STOP else prescription.reasons


def outcome_words(prescription: Prescription) -> str:
    """Where an answer leads, in a few words."""
    stage, count = prescription.stage, prescription.reps
    if stage is None or count is None:
        return decision_words(prescription.decision).lower()
    match prescription.decision:
        case Decision.STEP_BACK:
            return f"back to stage {stage}, {reps(count)}"
        case Decision.REPEAT | Decision.FINISHED:
            return f"stage {stage} again, {reps(count)}"
        case Decision.ADVANCE:
            return f"up to stage {stage}, {reps(count)}"
        case _:
            return f"stage {stage}, {reps(count)}"


def spans(answer: Callable[[int], str]) -> list[str]:
    """What each pain from 0 to 10 leads to, neighbours with the same outcome together."""
    groups = [
        (words, [pain for _, pain in group])
        for words, group in groupby(((answer(pain), pain) for pain in range(11)), key=lambda pair: pair[0])
    ]
    return [f"{pains[0]}–{pains[-1]}: {words}" if len(pains) > 1 else f"{pains[0]}: {words}" for words, pains in groups]


def when(prescription: Prescription, today: date) -> str:
    """When the runner can run again."""
    days = (prescription.earliest - today).days
    if days <= 0:
        return "You can run today."
    return f"Next session: {day_name(prescription.earliest, today)} or later."


def sessions_this_week(log: Log, today: date, first_weekday: int = 0) -> int:
    """Counted sessions of any programme in the calendar week of `today`, which starts on `first_weekday`."""
    week = week_start(today, first_weekday)
    return sum(session.counted and week_start(session.day, first_weekday) == week for session in log.sessions)


NOT_FINAL = "Not final yet: your pain the morning after your last session can still change this."
"""Of a move up while that morning's pain is not known."""


def further_lines(prescription: Prescription) -> list[str]:
    """What else to know about a prescription, each in a sentence."""
    lines = []
    if prescription.provisional:
        lines.append(NOT_FINAL)
    if prescription.ask_morning and prescription.decision is not Decision.STOP:
        lines.append("You haven't said yet how your back was the morning after your last session.")
    if prescription.alternatives:
        lines.append(less_words(prescription.alternatives[0]))
    return lines


def less_words(nearest: Alternative) -> str:
    """That less is free to choose, with an example, in one sentence."""
    return f"You can always do less, such as stage {nearest.stage} with {reps(nearest.reps)}."


def explain(table: StageTable, prescription: Prescription, today: date) -> list[str]:
    """A prescription as plain lines."""
    lines = [f"{decision_words(prescription.decision)}: {headline(prescription, table)}"]
    if prescription.stage is None:
        lines = [decision_words(prescription.decision)] if prescription.decision is not Decision.STOP else []
    else:
        stage = table.stage(prescription.stage)
        lines.append(f"Each repetition: {steps_in_words(stage)} ({SOURCE_WORDS[stage.source]}).")
    lines += prescription.reasons
    lines += further_lines(prescription)
    if prescription.stage is not None:
        lines.append("You can always go for a walk instead.")
    if prescription.ask_morning and prescription.decision is not Decision.STOP:
        lines.append("Say how your pain was that morning: runwalk morning N (0-10).")
    if prescription.stage is not None:
        lines.append(when(prescription, today))
    lines += prescription.warnings
    return lines


def pain_text(session: SessionRecord) -> str:
    """The pains of a session in short: "3 › 4 › 3 › –" for before, worst, after, next morning."""
    pains = (session.pain_before, session.pain_worst, session.pain_after, session.pain_morning)
    return " › ".join("–" if pain is None else str(pain) for pain in pains)


def is_walk(session: SessionRecord) -> bool:
    """Whether it was a walk, which has no repetitions to tell of."""
    return session.kind is SessionKind.WALK


def walk_words(session: SessionRecord) -> str:
    """A walk and its length: "walk of 25 minutes"."""
    return f"walk of {minutes(session.walk_seconds)}"


def has_stage(session: SessionRecord) -> bool:
    """Whether it has a stage and repetitions; a walk and other exercise (kind companion) have neither."""
    return session.kind is SessionKind.RUN_WALK


def length_words(session: SessionRecord) -> str:
    """A walk or other exercise and its length: "walk of 25 minutes"."""
    return walk_words(session) if is_walk(session) else f"other exercise ({minutes(session.active_seconds)})"


def _in_a_column(session: SessionRecord) -> str:
    """The same in the columns of a stage and its repetitions."""
    return walk_words(session) if is_walk(session) else f"other, {round(session.active_seconds / 60)} min"


def what_words(session: SessionRecord | ActiveSession) -> str:
    """Which session it is: "stage 4" or "a walk"."""
    return "a walk" if session.kind is SessionKind.WALK else f"stage {session.stage}"


def done_words(session: SessionRecord) -> str:
    """What was done of a session that is over, in one line."""
    if is_walk(session):
        return f"{minutes(session.walk_seconds)} of walking."
    return f"{session.reps_done} of {reps(session.reps_planned)} done, {minutes(session.run_seconds)} of running."


def summary(active: ActiveSession) -> str:
    """What was done so far, in one line."""
    return done_words(to_record(active, Rating()))


def why_a_walk(pain: int, prescription: Prescription, policy: Policy) -> str:
    """Why a walk is proposed at a pain before the session, from `walk_from` on, in one sentence."""
    usual = prescription.usual_pain
    if pain >= policy.severe_pain:
        so_much = "which is severe"
    elif usual is not None and prescription.walk_from > policy.acceptable_pain + 1:
        so_much = f"well above your usual {usual}"
    else:
        so_much = f"above {policy.acceptable_pain}"
    return f"Your pain is {pain} out of 10, {so_much}: a walk may be a better choice today."


PAIN_ROSE = "Your pain went up or is high, so please check these first."
"""Why the warning signs are asked about after a session."""
ASK_AT_SEVERE_PAIN = "Your pain is severe today, so please check these first."
"""Why the warning signs are asked about before a session."""
A_WALK_COUNTS_NOTHING = "A walk is saved, but doesn't count as a session."


def kept_words(session: SessionRecord, why: Iterable[str] = ()) -> str:
    """What was saved, with a kind word, unless `why` has that one already: the reasons that are shown with it."""
    if is_walk(session):
        return f"Saved: a {walk_words(session)}. Well done."
    if is_sign_alone(session):
        return "Saved: a warning sign."
    done = f"Saved: {session.reps_done} of {reps(session.reps_planned)} at stage {session.stage}."
    if session.stopped_for_pain:
        return done if any(RIGHT_TO_STOP in reason for reason in why) else f"{done} {RIGHT_TO_STOP.capitalize()}."
    return f"{done} Well done." if session.reps_done and not session.red_flags else done


def is_sign_alone(session: SessionRecord) -> bool:
    """Whether a record only bears a warning sign that was ticked outside a session."""
    return bool(session.red_flags) and not session.active_seconds and not session.counted and not is_walk(session)


Ours = frozenset[tuple[str, str]]
"""Stages whose figures are our own estimate: the programme and the id of each."""


def ours_in(table: StageTable) -> Ours:
    """The stages of a table that lists mark."""
    return frozenset((table.programme, stage.id) for stage in table.stages if is_ours(stage))


def is_marked(session: SessionRecord, ours: Ours) -> bool:
    """Whether lists mark the stage of a past session."""
    return (session.programme, session.stage) in ours


def recent_line(session: SessionRecord, ours: Ours = frozenset()) -> str:
    """A past session in few columns; a stage that is among `ours` has the mark."""
    if is_sign_alone(session):
        return f"{session.started_at:%a %d %b}  warning sign, no session"
    day = f"{DAYS[session.day.weekday()][:3]} {session.day.day} {MONTHS[session.day.month - 1][:3]}"
    if not has_stage(session):
        return f"{day:<10}  {_in_a_column(session):<18}  pain {pain_text(session)}"
    done = f"{session.reps_done} of {session.reps_planned}"
    return f"{day:<10}  stage {_marked(session, ours):<3} {done:>8}  pain {pain_text(session)}"


def session_line(session: SessionRecord, ours: Ours = frozenset()) -> str:
    """A past session in one line; a stage that is among `ours` has the mark."""
    if is_sign_alone(session):
        return f"{session.started_at:%Y-%m-%d %H:%M}  no session: {'; '.join(extras(session))}"
    unusual = extras(session)
    tail = f"  {'; '.join(unusual)}" if unusual else ""
    if not has_stage(session):
        return f"{session.started_at:%Y-%m-%d %H:%M}  {_in_a_column(session):<19}  pain {pain_text(session)}{tail}"
    return (
        f"{session.started_at:%Y-%m-%d %H:%M}  stage {_marked(session, ours):<4} "
        f"{session.reps_done:>2} of {session.reps_planned:<2}  pain {pain_text(session)}{tail}"
    )


def short_day(day: date, today: date) -> str:
    """A past day in few columns, with its year when that is not this year: "5 Jan", "28 Dec 25"."""
    year = "" if day.year == today.year else f" {day.year % 100:02}"
    return f"{day.day} {MONTHS[day.month - 1][:3]}{year}"


def cleared_words(clearance: Clearance) -> str:
    """A clearance in one line."""
    at = clearance.at
    return f"cleared by a doctor or physiotherapist on {at.day} {MONTHS[at.month - 1]} {at.year}"


def head_forms(count: str, clearance: Clearance | None, *, marked: bool = False) -> tuple[tuple[str, ...], ...]:
    """The parts of a line above a list of sessions, from its longest form to its shortest.

    A clearance is the last part to go: it says from when on the stop sign no longer counts. `marked` says that a stage
    in the list has the mark of our own interpolation.
    """
    ours = (OURS,) * marked
    scale = "pain is 0 to 10"
    if clearance is None:
        return ((count, scale, *ours), (count, *ours), (count,))
    at = clearance.at
    cleared = f"cleared to run {at.day} {MONTHS[at.month - 1][:3]} {at.year}"
    return (
        (count, scale, *ours, cleared_words(clearance)),
        (count, scale, *ours, cleared),
        (count, *ours, cleared),
        (count, cleared),
        (count, cleared.removesuffix(f" {at.year}")),
        (cleared,),
    )


def _marked(session: SessionRecord, ours: Ours) -> str:
    """The id of its stage, with the mark where it has one."""
    return f"{session.stage}{MARK}" if is_marked(session, ours) else session.stage


def past_lines(log: Log, ids: Mapping[str, str], ours: Ours = frozenset()) -> list[str]:
    """Past sessions and clearances in order of time, a line each, with the ids by which sessions are called."""
    width = max(map(len, ids.values()), default=0)
    blank = " " * width
    events = [
        (session.started_at, f"{ids[session.id]:<{width}}  {session_line(session, ours)}") for session in log.sessions
    ]
    events += [(each.at, f"{blank}  {each.at:%Y-%m-%d %H:%M}  {cleared_words(each)}") for each in log.clearances]
    return [line for _, line in sorted(events, key=lambda event: event[0])]


def session_notes(session: SessionRecord) -> list[str]:
    """Everything about a past session, line by line."""
    return [*done_notes(session), *pain_notes(session), *answer_notes(session)]


def done_notes(session: SessionRecord) -> list[str]:
    """What was done in a past session, line by line."""
    if is_walk(session):
        return [f"A {walk_words(session)}, not counted as a session"]
    if session.kind is SessionKind.COMPANION:
        return [
            session.programme,
            f"{minutes(session.active_seconds)} of other exercise",
        ]
    return [
        f"Stage {session.stage}, {session.reps_done} of {reps(session.reps_planned)}",
        f"{minutes(session.run_seconds)} of running in {minutes(session.active_seconds)}",
    ]


def pain_notes(session: SessionRecord) -> list[str]:
    """The pains of a past session, and those that were marked in it."""
    pains = {
        "before": session.pain_before,
        "worst": session.pain_worst,
        "after": session.pain_after,
        "next morning": session.pain_morning,
    }
    given = [f"{when} {pain}" for when, pain in pains.items() if pain is not None]
    lines = [f"Pain: {', '.join(given)}" if given else "No pain scores given"]
    if session.pain_marks:
        marks = ", ".join(f"{mark.pain} at {format_clock(int(mark.at))}" for mark in session.pain_marks)
        lines.append(f"Marked during the session: {marks}")
    return lines


def answer_notes(session: SessionRecord) -> list[str]:
    """The other answers after a past session, and what was out of the ordinary."""
    lines = []
    if session.effort is not None:
        lines.append(f"Effort: {session.effort} out of 10")
    if session.felt_ready is not None:
        lines.append("Felt ready to move up" if session.felt_ready else "Didn't feel ready to move up")
    return lines + extras(session)


def extras(session: SessionRecord) -> list[str]:
    """What was out of the ordinary."""
    return [
        *(["rehearsal, not counted"] if session.rehearsal else []),
        *(["stopped for pain"] if session.stopped_for_pain else []),
        *([f"eased to stage {session.eased_to}"] if session.eased_to else []),
        *([f"warning sign: {in_words(session.red_flags)}"] if session.red_flags else []),
        *([f"sore: {', '.join(session.soreness)}"] if session.soreness else []),
        *([session.note] if session.note else []),
    ]
