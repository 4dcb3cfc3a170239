"""What Home says, put together from what the workspace knows."""

from __future__ import annotations

from runwalk_tui.review.at_a_glance import Glance, shape_words, streak_words, week_words
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.rule.reasons import DAYS
from runwalk_tui.rule.red_flags import Advice, advice_for
from runwalk_tui.rule.standing import Decision
from runwalk_tui.wording import NOT_FINAL, further_lines
from runwalk_tui.workspace import Workspace

GAP = "   "
"""Between two things in one line."""


def notices_of(workspace: Workspace, due: Prescription) -> tuple[str, ...]:
    """What to tell above everything else, a line each; under a stop sign nothing comes above what is to be done."""
    if due.decision is Decision.STOP:
        return ()
    elsewhere = [str(workspace.elsewhere)] if workspace.elsewhere else []
    return (*workspace.notices, *elsewhere, *workspace.problems, *due.warnings)


def rehearsal_words(*, in_short: bool) -> str:
    """That nothing counts: it says so next to the name, where it takes no line."""
    return "a rehearsal" if in_short else "a rehearsal: nothing counts"


def advice_now(workspace: Workspace) -> Advice | None:
    """What to do about the warning signs that hold the stop sign up; None when there is none."""
    flagged = stop_sign(workspace.log(), workspace.today())
    return advice_for(flag for session in flagged for flag in session.red_flags)


def below_the_headline(workspace: Workspace, due: Prescription, *, apart: str) -> str:
    """Under a stop sign: what the headline leaves out of what to do, then the signs and what ends it."""
    advice = advice_now(workspace)
    first = f"{advice.more} {due.reasons[1]}" if advice else due.reasons[0]
    return apart.join([first, *due.reasons[2:]])


def why_words(workspace: Workspace, due: Prescription, *, in_full: bool) -> str:
    """Why that is due: in full with all that belongs to it, or in one sentence."""
    if in_full or due.stage is None:
        return " ".join([*due.reasons, *further_lines(due)])
    return " ".join([workspace.why_in_brief(), *([NOT_FINAL] if due.provisional else [])])


def stage_words(workspace: Workspace, due: Prescription, *, large: bool, roomy: bool) -> str:
    """Which stage is due and what it is made of; `large` says that its id is there in large letters, `roomy` that
    there is room for its name."""
    if due.stage is None or due.reps is None:
        return ""
    stage = workspace.table.stage(due.stage)
    called = "" if large else f"Stage {stage.id}{GAP}"
    name = f"{stage.name}: " if stage.name and roomy else ""
    return f"{called}{name}{shape_words(stage, due.reps)}"


def week_line(glance: Glance, *, in_short: bool, apart: str, ascii: bool) -> str:
    """The days of this week, how many of its sessions are done, and the weeks before; nothing before the start."""
    if glance.week is None:
        return ""
    done, to_come = ("[x]", "[ ]") if ascii else ("●", "○")
    days = "  ".join(f"{DAYS[one.day.weekday()][:3]} {done * one.done or to_come}" for one in glance.days)
    week = GAP.join(filter(None, [days, week_words(glance.done, glance.planned)]))
    return apart.join(filter(None, [week, "" if in_short else streak_words(glance)]))
