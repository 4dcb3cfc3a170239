"""The words in which screen, plain lines and commands speak of stages and of what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from runwalk_tui.programme.faults import shorten
from runwalk_tui.programme.shipped import DEFAULT, SHIPPED, ShippedProgramme, next_programme, shipped_as
from runwalk_tui.programme.stage import OURS, Kind, Policy, Source, Stage, StageTable
from runwalk_tui.programme.steps.step_text import repetition_text
from runwalk_tui.rule.prescription import Alternative, Prescription
from runwalk_tui.rule.reasons import day_name, mark_explained, plural, reps
from runwalk_tui.rule.standing import Decision
from runwalk_tui.system.safe_text import visible

if TYPE_CHECKING:  # `runwalk next` runs no session
    from runwalk_tui.programme.plan import Phase
    from runwalk_tui.session.countdown import Moment
    from runwalk_tui.session.measured import Figures
    from runwalk_tui.session.records import Log

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
"""Where the figures of a stage come from; `source_words` knows what "secondary" means in a programme that ships."""
SORENESS_PLACES = ("hip", "knee", "calf", "ankle", "foot", "back", "other")
SIDED_PLACES = frozenset(SORENESS_PLACES[:5])
"""Places that there are on the left and on the right."""


def decision_words(decision: Decision) -> str:
    """A decision as a short heading."""
    return DECISION_WORDS[decision]


CHOOSE = "Choose your next session"
"""In the place of "The same again" where the stage never moves by itself."""
CHOOSE_GENTLER = "Choose a gentler session"


def heading(prescription: Prescription, table: StageTable) -> str:
    """What is due, as a short heading; in a programme whose stage never moves by itself that it's for you to choose."""
    if prescription.gentler is not None:
        return CHOOSE_GENTLER
    if table.policy.manual and prescription.decision is Decision.REPEAT:
        return CHOOSE
    return decision_words(prescription.decision)


def source_words(table: StageTable, stage: Stage) -> str:
    """Where the figures of a stage come from, in words."""
    shipped = shipped_as(table.programme)
    if stage.source is Source.SECONDARY and shipped is not None:
        return shipped.secondary
    return SOURCE_WORDS[stage.source]


def marks_explained(table: StageTable) -> str:
    """What the mark in a list of stages means; "" where no stage has it."""
    return f"{OURS} estimate" if any(stage.is_ours for stage in table.stages) else ""


def phase_word(phase: Phase) -> str:
    """What a phase is called: what the runner does in it, or that it is the warm-up or cool-down."""
    return phase.act.capitalize() if phase.interval else KIND_WORDS[phase.kind]


def set_words(moment: Moment) -> str:
    """Which set it is, and which time in it, where steps are done several times in a row: "set 2 of 6, 1 of 5".

    A set is a repetition, and what is done several times inside it is counted after it. In a session of one repetition
    the times are the sets: "set 2 of 3". "" where nothing is done several times in a row.
    """
    phase = moment.phase
    if not phase.set_count:
        return ""
    within = f"{phase.set_number} of {phase.set_count}"
    return f"set {phase.repetition} of {moment.reps}, {within}" if moment.reps > 1 else f"set {within}"


def steps_in_words(stage: Stage) -> str:
    """What one repetition is: "run 1m, walk 1m30s"; "walk 5m brisk, 3 × (jog 1m, walk 1m), rest 2m"."""
    return repetition_text(stage)


def minutes(seconds: float) -> str:
    """A length for people, to the nearest minute, or in seconds below one and a half."""
    if seconds < 90:
        return plural(round(seconds), "second")
    return plural(round(seconds / 60), "minute")


def headline(prescription: Prescription, table: StageTable) -> str:
    """What is offered, in one line, its stage as lists call it; under a stop sign what is to be done."""
    if prescription.decision is Decision.STOP:
        return prescription.reasons[0]
    if prescription.stage is None or prescription.reps is None or prescription.total_seconds is None:
        return decision_words(prescription.decision)
    if prescription.gentler is not None:
        gentler = table.stage(prescription.gentler.stage)
        count = prescription.gentler.reps
        return f"Stage {gentler.marked_id} · {reps(count)} · {minutes(gentler.total_seconds(count))}"
    place = table.index(prescription.stage)
    stage = prescription.stage if place is None else table.stages[place].marked_id
    return f"Stage {stage} · {reps(prescription.reps)} · {minutes(prescription.total_seconds)}"


def reasons_below(prescription: Prescription) -> tuple[str, ...]:
    """The reasons that are told below the headline, which under a stop sign is the first of them."""
    return prescription.reasons[1:] if prescription.decision is Decision.STOP else prescription.reasons


def outcome_words(prescription: Prescription, table: StageTable) -> str:
    """Where an answer leads, in a few words; its stage as lists call it, so its mark is to be explained."""
    count = prescription.reps
    if prescription.stage is None or count is None:
        return decision_words(prescription.decision).lower()
    if prescription.gentler is not None:
        return f"a gentler session, such as stage {table.stage(prescription.gentler.stage).marked_id}"
    stage = table.stage(prescription.stage).marked_id
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
    """What each pain from 0 to 10 leads to, neighbours with the same outcome together; a mark is explained."""
    groups = [
        (words, [pain for _, pain in group])
        for words, group in groupby(((answer(pain), pain) for pain in range(11)), key=lambda pair: pair[0])
    ]
    return list(
        mark_explained(
            f"{pains[0]}–{pains[-1]}: {words}" if len(pains) > 1 else f"{pains[0]}: {words}" for words, pains in groups
        )
    )


def when(prescription: Prescription, today: date) -> str:
    """When the runner can run again; "" under a stop sign, and where a starting stage can be found today."""
    later = prescription.earliest > today
    if prescription.decision is Decision.STOP:
        return ""
    if prescription.stage is None:
        return f"{wait_until(prescription.earliest, today)}." if later else ""
    return f"Next session: {day_name(prescription.earliest, today)} or later." if later else "You can run today."


def wait_until(earliest: date, today: date) -> str:
    """That it is too early for a run, as a heading: "Best to wait until Monday 5 January"."""
    return f"Best to wait until {day_name(earliest, today)}"


def sessions_this_week(log: Log, today: date, first_weekday: int = 0) -> int:
    """Counted sessions of any programme in the calendar week of `today`, which starts on `first_weekday`."""
    from runwalk_tui.session.habits import week_start

    week = week_start(today, first_weekday)
    return sum(session.counted and week_start(session.day, first_weekday) == week for session in log.sessions)


NOT_FINAL = "Not final yet: your pain the morning after your last session can still change this."
"""Of a move up while that morning's pain is not known."""


def further_lines(prescription: Prescription, table: StageTable) -> list[str]:
    """What else to know about a prescription, each in a sentence."""
    lines = []
    if prescription.provisional:
        lines.append(NOT_FINAL)
    if prescription.ask_morning and prescription.decision is not Decision.STOP:
        lines.append("You haven't said yet how your back was the morning after your last session.")
    if prescription.alternatives and prescription.gentler is None:
        lines.append(less_words(prescription.alternatives[0], table))
    return lines


def less_words(nearest: Alternative, table: StageTable) -> str:
    """That less is free to choose, with an example, in one sentence."""
    return f"You can always do less, such as stage {table.stage(nearest.stage).marked_id} with {reps(nearest.reps)}."


def programme_in_use(table: StageTable) -> str:
    """The name of the programme in use, where it isn't the default; "" where it is."""
    return "" if table.programme == SHIPPED[DEFAULT].title else visible(shorten(table.programme))


def then_words(then: ShippedProgramme) -> str:
    """The programme that comes next, as it's offered at the end of another one."""
    return f"Next could be “{then.title}”: {then.about}."


def explain(table: StageTable, prescription: Prescription, today: date) -> list[str]:
    """A prescription as plain lines."""
    lines = [f"{heading(prescription, table)}: {headline(prescription, table)}"]
    if prescription.offered is None:
        lines = [decision_words(prescription.decision)] if prescription.decision is not Decision.STOP else []
    else:
        stage = table.stage(prescription.offered.stage)
        lines.append(f"Each repetition: {steps_in_words(stage)} ({source_words(table, stage)}).")
    then = next_programme(table) if prescription.decision is Decision.FINISHED else None
    onward = [f"{then_words(then)} To take it up: runwalk stages use {then.name}"] if then is not None else []
    lines += mark_explained([*prescription.reasons, *onward, *further_lines(prescription, table)])
    if prescription.stage is not None:
        lines.append("You can always go for a walk instead.")
    if prescription.ask_morning and prescription.decision is not Decision.STOP:
        lines.append("Say how your pain was that morning: runwalk morning N (0-10).")
    lines += [*filter(None, [when(prescription, today)]), *prescription.warnings]
    return lines


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


def much_pain(pain: int, prescription: Prescription, policy: Policy) -> str:
    """That a pain is much before a planned walk, from `walk_from` on, in one sentence."""
    if pain >= policy.severe_pain:
        return f"Pain of {pain} is severe."
    if prescription.usual_pain is not None:
        return f"Pain of {pain} is clearly more than usual for you."
    return f"Pain of {pain} out of 10 is above {policy.acceptable_pain}, and only up to that is fine."


PAIN_ROSE = "Your pain went up or is high, so please check these first."
"""Why the warning signs are asked about after a session."""
STOPPED_FOR_PAIN = "You stopped for pain, so please check these first."
"""Why they are asked about after other exercise, where no pain score is."""
ASK_AT_SEVERE_PAIN = "Your pain is severe today, so please check these first."
"""Why the warning signs are asked about before a session."""
ASK_AFTER_SEVERE_PAIN = "Your pain was severe last time, so please check these first."
"""Why they are asked about before a run test, which asks no pain score."""
ASK_AFTER_UNKNOWN_PAIN = "You stopped for pain last time and gave no score, so please check these first."
"""The same where nobody knows how bad the pain was."""


NO_HEART_RATE, NO_BELT = "no heart rate", "no belt speed"


def figure_words(figures: Figures, *, no_bpm: bool = False, no_speed: bool = False) -> tuple[str, ...]:
    """What is measured now: "131 bpm" and "8.5 km/h", each where there is one; or that there is none any more."""
    from runwalk_tui.session.measured import STEPS_A_KMH

    bpm = (NO_HEART_RATE if no_bpm else "") if figures.bpm is None else f"{figures.bpm} bpm"
    no_belt = NO_BELT if no_speed else ""
    speed = no_belt if figures.speed is None else f"{figures.speed / STEPS_A_KMH:.1f} km/h"
    return tuple(filter(None, (bpm, speed)))


def belt_stopped(pause: str) -> str:
    """What a runner is asked whose belt stands still in a run; `pause` is the key."""
    return f"The belt has stopped. Pause? {pause} pauses."
