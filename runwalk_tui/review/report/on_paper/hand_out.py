"""The programme on paper, for somebody who has not started: what to do, how pain decides, whom to ask first.

Each figure is that of the table; the advice is RULES' and that of the sources that the page names. What a table has no
use for is not said: nobody adds repetitions where their number is fixed, or goes back from the only stage.
"""

from __future__ import annotations

from collections.abc import Iterator

from runwalk_tui.programme.shipped import DEFAULT, NOT_TRIED, shipped_as
from runwalk_tui.programme.stage import HOUR, WORST_PAIN, Stage, StageTable
from runwalk_tui.programme.steps.step_text import repetition_text
from runwalk_tui.review.programme_words import full_lengths
from runwalk_tui.review.report.letter import HandOut, HandOutPart, HandOutSigns, HandOutStage
from runwalk_tui.review.report.on_paper.next_time import NEXT, next_time
from runwalk_tui.review.report.sources import ABOUT_THE_TRIAL, NO_STUDY, marks_of, ranges, source_lines
from runwalk_tui.rule.cautions import FLARES_TO_SEE_SOMEONE, HIGH_OF, HIGH_SESSIONS, LATELY, SORE_SESSIONS
from runwalk_tui.rule.placement import TEST_SECONDS, run_test_helps, stages_by_test
from runwalk_tui.rule.prescription import walk_from
from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule.red_flags import ADVICE, RED_FLAGS, Urgency
from runwalk_tui.rule.screening import CONDITIONS
from runwalk_tui.wording import minutes

BEFORE, START, SESSION, PAIN = "Before you start", "Where to start", "A session", "Pain and effort"
"""What each part is called; the last one is NEXT."""
PAIN_SCALE = (
    "Rate your pain from 0 (no pain) to 10 (the worst you can imagine), four times: before the session, the worst "
    "during it, right after it, and the next morning. Effort: 0 is none, 10 is the most you can do."
)
FOR_WHOM = {
    **dict.fromkeys(
        ("keep-running", "first-5k", "run-walk-ratios"),
        "If your back hurts on most days, ask whoever treats it about a gentler programme.",
    ),
    "return-to-running": (
        "For people used to running. Other sources advise days off between runs. Not for you if you have any of the "
        "warning signs on this page."
    ),
}
"""Who a programme is for, where its own words are about what only the app has."""
BEFORE_A_WALK = "See a doctor urgently, before your next session."
"""What is urgent, where nobody runs: the app's own words end with "before you run again"."""
ASK_FIRST = "Talk to a doctor or physiotherapist first if you say yes to any of these:"
CHECK_SIGNS = "Check these before you start, before any session and at any time. If you notice one, stop."
NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between a number and its unit, so that a narrow column keeps them together."""
UNITS = (("s", "seconds"), ("min", "minutes"), ("h", "hours"))


def hand_out_of(table: StageTable) -> HandOut:
    """The hand-out about a table."""
    grows, counts = table.adds_repetitions, table.counts_repetitions
    repeats = counts or any(stage.fill is not None for stage in table.stages)
    return HandOut(
        programme=table.programme,
        size=_size(table),
        at_first=(
            HandOutPart(BEFORE, (*_for_whom(table), ASK_FIRST), tuple(one.question for one in CONDITIONS)),
            HandOutPart(START, (_where_to_start(table),)),
            HandOutPart(SESSION, tuple(_session(table))),
        ),
        each_time=(HandOutPart(PAIN, tuple(_pain(table))), HandOutPart(NEXT, tuple(next_time(table)))),
        heads=(
            "Stage",
            "One repetition" if repeats else "What to do",
            "Repetitions" if counts else "Repeat" if repeats else "",
            "Longest session" if grows else "Session",
        ),
        caption=_caption(table),
        stages=tuple(
            HandOutStage(
                stage.marked_id,
                repetition_text(stage, length_in_short),
                _repetitions(table, stage),
                length_in_short(60 * round(stage.total_seconds(table.full(stage)) / 60)),
            )
            for stage in table.stages
        ),
        counts=counts,
        check_signs=CHECK_SIGNS,
        signs=tuple(
            HandOutSigns(
                _what_to_do(urgency, table), tuple(flag.in_full for flag in RED_FLAGS if flag.urgency is urgency)
            )
            for urgency in Urgency
        ),
        after_signs=f"After any of them, {_no_session(table)} until a doctor or physiotherapist has cleared you.",
        sources=source_lines(table, for_whom=False),
        marks=marks_of(table),
    )


def length_in_short(seconds: int) -> str:
    """A length in a narrow column that nobody reads as metres: "15 s", "1 min 55 s", "1 h 30 min"."""
    parts = (seconds // HOUR, "h"), (seconds % HOUR // 60, "min"), (seconds % 60, "s")
    return " ".join(f"{number}{NO_BREAK}{unit}" for number, unit in parts if number) or f"0{NO_BREAK}s"


def length_in_words(seconds: int) -> str:
    """A length inside a sentence: "30 seconds", "a minute and a half", "1 minute 40 seconds"."""
    if seconds == 90:
        return "a minute and a half"
    parts = (seconds // 60, "minute"), (seconds % 60, "second")
    return " ".join(plural(number, unit) for number, unit in parts if number) or "0 seconds"


def _size(table: StageTable) -> str:
    full = "full sessions" if table.adds_repetitions else "sessions"
    week = plural(table.sessions_per_week, "session")
    return f"{plural(len(table.stages), 'stage')}, {full} of {full_lengths(table)}, {week} a week"


def _caption(table: StageTable) -> str:
    """What the units are, and what the length of a session is of."""
    lengths = {
        unit
        for stage in table.stages
        for seconds in (*(step.seconds for step in stage.steps), stage.total_seconds(table.full(stage)))
        for unit in length_in_short(seconds).replace(NO_BREAK, " ").split(" ")[1::2]
    }
    units = ", ".join(f"{unit}: {words}" for unit, words in UNITS if unit in lengths)
    units = units if len(lengths) > 1 else "From the gentlest up"
    around = " and ".join(
        name
        for name, seconds in (
            ("warm-up", [stage.warm_up for stage in table.stages]),
            ("cool-down", [stage.cool_down for stage in table.stages]),
        )
        if any(seconds)
    )
    if table.adds_repetitions:
        return f"{units}. Longest session: with the most repetitions{f', {around} included' if around else ''}."
    return f"{units}.{f' Session: {around} included.' if around else ''}"


def _repetitions(table: StageTable, stage: Stage) -> str:
    if stage.fill is not None:
        return f"for {length_in_short(stage.fill)}"
    full = table.full(stage)
    if full > stage.reps_min:
        return f"{stage.reps_min} to {full}"
    return "once" if full == 1 else str(full)


# Before you start.


def _for_whom(table: StageTable) -> Iterator[str]:
    """Who the programme was tried with, or who it is for; nothing of a table of one's own."""
    shipped = shipped_as(table.programme)
    if shipped is None:
        return
    if shipped.name == DEFAULT:
        yield f"The stages follow what was published of the ASTEROID trial. {ABOUT_THE_TRIAL}"
    else:
        whom = FOR_WHOM.get(shipped.name, shipped.for_whom)
        yield f"{NO_STUDY} {whom}" if shipped.for_whom == NOT_TRIED else f"{whom} {NO_STUDY}"


def _where_to_start(table: StageTable) -> str:
    fewest = " Start each stage with its fewest repetitions." if table.adds_repetitions else ""
    if table.policy.manual:
        return f"Choose a stage for each session, from the gentlest up.{fewest}"
    found = stages_by_test(table)
    if not run_test_helps(table) or len(found) == 1:
        first = table.stages[0].marked_id
        other = ", or at another one if a clinician says so" if len(table.stages) > 1 else ""
        return f"Start at stage {first}{other}.{fewest}"
    (_, lowest), *higher = ((ran, stage.marked_id) for ran, stage in found)
    bounds = [length_in_words(ran) for ran, _ in higher]
    cases = [f"If you stop before {bounds[0]}, or for pain, start at stage {lowest}"]
    cases += [f"before {bound}, at stage {name}" for bound, (_, name) in zip(bounds[1:], higher, strict=False)]
    last = f"if you run the full {minutes(TEST_SECONDS)}" if higher[-1][0] == TEST_SECONDS else "after that"
    cases.append(f"{last}, at stage {higher[-1][1]}")
    return (
        f"To find your starting stage, warm up and then run for {minutes(TEST_SECONDS)}, or until you have had enough. "
        f"{'; '.join(cases)}. A lower stage is always fine.{fewest}"
    )


# A session.


def _session(table: StageTable) -> Iterator[str]:
    yield _rest(table)
    yield from _steps(table)
    if table.has_running and not any(step.word for stage in table.stages for step in stage.steps):
        yield "Run at an easy pace, on flat ground if you can."
    yield _less(table)


def _rest(table: StageTable) -> str:
    """The days between sessions, and how many sessions there are room for in a week."""
    run = "running" if table.has_running else "a session"
    rest, after = table.policy.rest_days, table.policy.rest_days_after_flare
    week = f"{plural(table.sessions_per_week, 'session')} in any 7 days"
    if rest:
        flare = f", and {after} after a flare-up" if after != rest else ""
        return f"Leave at least {plural(rest, 'day')} without {run} between two sessions{flare}. At most {week}."
    flare = f" After a flare-up, leave at least {plural(after, 'day')} without {run}." if after else ""
    return f"At most {week}.{flare}"


def _steps(table: StageTable) -> Iterator[str]:
    """How a session goes, with its warm-up and cool-down: in the same sentence where every stage has the same."""
    warm_up = {stage.warm_up for stage in table.stages}
    cool_down = {stage.cool_down for stage in table.stages}
    first = _walk("Walk for {} to warm up, then do", warm_up) or "Do"
    last = _walk(", then walk for {} to cool down", cool_down)
    if all(stage.fill is not None for stage in table.stages):
        often = ", again and again, for as long as it says"
    elif table.counts_repetitions:
        often = ", as many times as it says"
    else:
        often = ""
    if first != "Do" or often or last:
        yield f"{first} the steps of your stage{often}{last}."
    if len(warm_up) > 1:
        yield f"First walk to warm up: {_each_length(table, [stage.warm_up for stage in table.stages])}."
    if len(cool_down) > 1:
        yield f"Afterwards walk to cool down: {_each_length(table, [stage.cool_down for stage in table.stages])}."


def _walk(words: str, seconds: set[int]) -> str:
    """A walk of the same length in every stage; "" where there is none."""
    return words.format(minutes(next(iter(seconds)))) if len(seconds) == 1 and 0 not in seconds else ""


def _each_length(table: StageTable, seconds: list[int]) -> str:
    """Which stages have a walk of which length: "5 minutes at stages shuffle* and easy*, none at the others"."""
    names = [stage.marked_id for stage in table.stages]
    parts: list[str] = []
    for length in dict.fromkeys(each for each in seconds if each):
        places = [place for place, each in enumerate(seconds) if each == length]
        which = f"stage {names[places[0]]}" if len(places) == 1 else f"stages {ranges(names, places)}"
        parts.append(f"{minutes(length)} at {which}")
    return ", ".join([*parts, "none at the others"] if 0 in seconds else parts)


def _less(table: StageTable) -> str:
    ways = ["a lower stage"] if len(table.stages) > 1 else []
    ways += ["fewer repetitions"] if table.counts_repetitions else []
    ways += ["just a walk"] if table.has_running else ["a shorter walk"]
    return f"You can always do less: {', '.join(ways[:-1])}{' or ' if len(ways) > 1 else ''}{ways[-1]}."


# Pain and effort.


def _pain(table: StageTable) -> Iterator[str]:
    policy = table.policy
    from_here = walk_from(policy, None)
    yield PAIN_SCALE
    yield _fine(table)
    yield _flare_up(table)
    if from_here <= WORST_PAIN:
        instead = "a walk" if table.has_running else "a shorter walk"
        yield (
            f"If your pain before a session is {from_here} or more, {instead} may be the better choice; from "
            f"{policy.severe_pain}, check the warning signs on page 1 first."
        )
    yield _to_have_looked_at(table)


def _to_have_looked_at(table: StageTable) -> str:
    """What the rule warns of, and what it does not add while pain before sessions rises (RULES, sections 5 and 6)."""
    policy, weeks = table.policy, LATELY // 7
    more = ["add repetitions"] if table.adds_repetitions else []
    more += ["move up"] if len(table.stages) > 1 and not policy.manual else []
    hold = f" While it goes up, don't {' or '.join(more)}." if more else ""
    return (
        f"Have a physiotherapist or doctor look after {plural(FLARES_TO_SEE_SOMEONE, 'flare-up')} in a row or at the "
        f"same stage, if a place is newly sore {SORE_SESSIONS} times in {weeks} weeks, if the worst pain is above "
        f"{policy.acceptable_pain} in {HIGH_SESSIONS} of {HIGH_OF} sessions, or if your pain before sessions goes up "
        f"by {policy.pain_rise} or more over {weeks} weeks.{hold}"
    )


def _fine(table: StageTable) -> str:
    """Up to which pain during a session nobody needs to change anything, as long as the next morning agrees."""
    policy = table.policy
    most = policy.pain_rise - 1
    morning = f"at most {most} more than before the session" if most else "no more than before the session"
    return (
        f"Worst pain of up to {min(policy.acceptable_pain, policy.severe_pain - 1)} is fine if, the next morning, pain "
        f"is {morning}."
    )


def _flare_up(table: StageTable) -> str:
    """What the rule takes for a flare-up, without the pain that is usual, which nobody has on paper."""
    policy = table.policy
    above, severe = f"at least {policy.pain_rise} more than before the session", f"{policy.severe_pain} or more"
    return (
        f"It's a flare-up if you stop for pain (which is always right), if the worst pain is {severe}, or if it is "
        f"above {policy.acceptable_pain} and also {above}. It's a flare-up, too, if pain the next morning is {severe}, "
        f"or {above}."
    )


# Warning signs.


def _what_to_do(urgency: Urgency, table: StageTable) -> str:
    advice = ADVICE[urgency]
    action = advice.action if table.has_running or urgency is Urgency.EMERGENCY else BEFORE_A_WALK
    return f"If any of these is true, {action[0].lower()}{action[1:]} {advice.detail}"


def _no_session(table: StageTable) -> str:
    return "don't run" if table.has_running else "do no session"
