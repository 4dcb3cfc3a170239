"""What Home says, put together from what the workspace knows."""

from __future__ import annotations

from rich.cells import cell_len

from runwalk_tui.programme.shipped import next_programme
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.at_a_glance import Glance, shape_words, streak_words, week_words
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.rule.reasons import DAYS, for_stop, mark_explained
from runwalk_tui.rule.red_flags import Advice, advice_for
from runwalk_tui.rule.standing import Decision
from runwalk_tui.wording import NOT_FINAL, further_lines, programme_in_use, then_words
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


def planned_and_extra(key: str) -> str:
    """What Start does where a walk is due, and what the key of an extra walk does."""
    return f"Start is your planned walk. An extra walk ({key}) doesn't count."


def names_programme(table: StageTable, so_far: str, room: int) -> str:
    """How far the runner has come, with the programme in use before it where it isn't the default and there is room.

    `room` is in cells.
    """
    named = " · ".join(filter(None, [programme_in_use(table), so_far]))
    return named if cell_len(named) <= room else so_far


def advice_now(workspace: Workspace) -> Advice | None:
    """What to do about the warning signs that hold the stop sign up; None when there is none."""
    flagged = stop_sign(workspace.log(), workspace.today())
    return advice_for(flag for session in flagged for flag in session.red_flags)


def below_the_headline(workspace: Workspace, *, in_short: bool) -> str:
    """Under a stop sign: what the headline leaves out of what to do, then the signs and what ends it.

    `in_short` is for a page of few lines.
    """
    today, advice = workspace.today(), advice_now(workspace)
    reasons = for_stop(stop_sign(workspace.log(), today), today, in_full=not in_short)
    first = f"{advice.more} {reasons[1]}" if advice else reasons[0]
    return ("\n" if in_short else "\n\n").join([first, *reasons[2:]])


def why_words(workspace: Workspace, due: Prescription, *, in_full: bool) -> str:
    """Why that is due: in full with all that belongs to it, or in one sentence."""
    then = next_programme(workspace.table) if due.decision is Decision.FINISHED else None
    offer = [f"{then_words(then)[:-1]} ({workspace.keys.shown('home.next_programme')})."] if then is not None else []
    if in_full or due.offered is None:
        return " ".join(mark_explained([*due.reasons, *offer, *further_lines(due, workspace.table)]))
    brief = [workspace.why_in_brief(), *offer, *([NOT_FINAL] if due.provisional else [])]
    # Where the stage that is offered has the mark, it is explained beside its length.
    return " ".join(brief if workspace.table.stage(due.offered.stage).is_ours else mark_explained(brief))


def stage_words(workspace: Workspace, due: Prescription, *, large: bool, roomy: bool) -> str:
    """Which stage is offered and what it is made of; `large` says that its id is there in large letters, `roomy` that
    there is room for its name."""
    offered = due.offered
    if offered is None:
        return ""
    stage = workspace.table.stage(offered.stage)
    called = "" if large else f"Stage {stage.marked_id}{GAP}"
    name = f"{stage.name}: " if stage.name and roomy else ""
    return f"{called}{name}{shape_words(stage, offered.reps)}"


def week_line(glance: Glance, *, in_short: bool, apart: str, ascii: bool, room: int | None = None) -> str:
    """The days of this week, how many of its sessions are done, and the weeks before; nothing before the start.

    Where that is longer than there is `room` for, in characters, the number of sessions comes without the word.
    """
    if glance.week is None:
        return ""
    done, to_come, other = ("[x]", "[ ]", "[+]") if ascii else ("●", "○", "+")
    days = "  ".join(
        f"{DAYS[one.day.weekday()][:3]} {done * one.done}{to_come * one.to_come}{other * bool(one.other)}"
        for one in glance.days
    )
    explained = f"{other} other exercise" if any(one.other for one in glance.days) else ""
    streak = "" if in_short else streak_words(glance)
    forms = [
        apart.join(filter(None, [GAP.join(filter(None, [days, done_words, explained])), streak]))
        for done_words in (week_words(glance.done, glance.planned), f"{glance.done} of {glance.planned}")
    ]
    return forms[room is not None and len(forms[0]) > room]
