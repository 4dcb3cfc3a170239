"""The session that is due, for a watch, a training app or a calendar."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runwalk_tui.commands.binary import refuse_terminal
from runwalk_tui.commands.log_and_table import check_reps, known_stage, reading, table_of
from runwalk_tui.commands.outputs import (
    done_even_if_not_printed,
    give,
    give_bytes,
    refuse,
    refuse_own_file,
    say,
    write_out,
)
from runwalk_tui.commands.typed import suggestions
from runwalk_tui.commands.typed.arguments import OUT, Where, now, with_shared_options
from runwalk_tui.commands.typed.command import Command
from runwalk_tui.commands.typed.values import OneWord, WholeNumber

if TYPE_CHECKING:
    from datetime import date

    from runwalk_tui.programme.stage import Stage, StageTable
    from runwalk_tui.rule.prescription import Prescription
    from runwalk_tui.session.records import Log

FORMS = ("fit", "zwo", "icu", "ics")


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        'runwalk plan fit -o next.fit     # for a watch; needs "watch" (see above)',
        "runwalk plan ics -o runwalk.ics  # the next four weeks for your calendar",
    ),
)
@click.argument("form", type=OneWord(FORMS), metavar="fit|zwo|icu|ics")
@click.option(
    "--stage",
    "stage_id",
    metavar="ID",
    shell_complete=suggestions.stages,
    help="Stage; without it, the one that's due.",
)
@click.option(
    "--reps",
    "count",
    type=WholeNumber(1, 100),
    help="Repetitions, 1 to 100; without it, as many as are due, or the fewest of another stage.",
)
@click.option("-o", "out", type=OUT, metavar="FILE", help="Write to this file instead of standard output.")
@click.pass_obj
def plan(where: Where, form: str, stage_id: str | None, count: int | None, out: Path | None) -> None:
    """Write your next session for a watch, training app or calendar.

    fit is a workout for a watch and needs the optional "watch" packages. zwo is one for Zwift, icu is text for the
    workout builder of intervals.icu. ics has the days of the next four weeks on which you can run, for a calendar; the
    stage is known for the first of them only. None of them has a pace or a pain score.
    """
    if form == "ics" and (stage_id is not None or count is not None):
        raise click.UsageError("--stage and --reps are for a single session; a calendar goes by what's due")
    if out is not None:
        refuse_own_file(where, out)
    elif form == "fit":
        refuse_terminal(form)
    from runwalk_tui.rule.prescription import prescribe

    table = table_of(where)
    with reading(where, for_rule=True) as store:
        past = store.log_for_rule()
    moment = now()
    due = prescribe(table, past, moment.date())
    if form == "ics":
        from runwalk_tui.exports.plans.calendar import ics
        from runwalk_tui.exports.plans.coming import entries

        content: str | bytes = ics(entries(table, past, moment), moment)
        _say_if_on_hold(due)
    else:
        _refuse_on_hold(due)
        content = _one_session(form, table, past, moment.date(), stage_id, count)
    _ask_for_morning(due)
    for warning in due.warnings:
        say(f"runwalk: {warning}", err=True)
    if out is None:
        _give(content)
        return
    write_out(where, out, content)
    with done_even_if_not_printed():
        say(str(out))


def _on_hold(due: Prescription) -> bool:
    from runwalk_tui.rule.standing import Decision

    return due.decision is Decision.STOP


def _say_if_on_hold(due: Prescription) -> None:
    """Under a stop sign what is to be done, and what the calendar is for then.

    One from before would go on inviting to run, so a calendar is the one thing that is written.
    """
    if not _on_hold(due):
        return
    say(f"runwalk: {' '.join(due.reasons)}", err=True)
    gone = "this cancels the run-walk entries in your calendar: import it there, and delete by hand what it leaves"
    say(f"runwalk: {gone}", err=True)


def _ask_for_morning(due: Prescription) -> None:
    """The line that asks for the morning after the last session where that is missing and would change something."""
    if due.ask_morning and not _on_hold(due):
        what = "you haven't said how your back was the morning after your last session, and that may change this"
        say(f"runwalk: {what}: runwalk morning N (0-10)", err=True)


def _refuse_on_hold(due: Prescription) -> None:
    """End the command under a stop sign: nothing but what is to be done counts then."""
    if _on_hold(due):
        refuse(" ".join(due.reasons))


def _one_session(
    form: str, table: StageTable, past: Log, today: date, stage_id: str | None, count: int | None
) -> str | bytes:
    """The session that is due on the first day on which it may be, or the one that was typed; what else to know is
    said."""
    from runwalk_tui.rule.prescription import prescribe

    due = prescribe(table, past, today)
    then = due if due.earliest <= today else prescribe(table, past, due.earliest)
    stage, reps = _chosen(table, then, stage_id, count)
    content = _session(form, stage, reps)
    if form == "icu" and stage.is_ours:  # that text has no place for it
        say(f"runwalk: the times of stage {stage.marked_id} are our own estimate", err=True)
    chosen = stage_id is not None or count is not None
    if chosen:
        _say_if_more(table, then, stage, reps)
    _say_from_when(table, due, then, today, chosen=chosen)
    return content


def _chosen(table: StageTable, due: Prescription, stage_id: str | None, count: int | None) -> tuple[Stage, int]:
    """The session that is due, or what was typed in its place; ends the command where neither says one."""
    offered = due.offered
    if stage_id is None:
        if offered is None:
            refuse(f"{' '.join(due.reasons)} For a plan now, name a stage: --stage ID")
        if count is not None:
            check_reps(table.stage(offered.stage), count)
        return table.stage(offered.stage), count or offered.reps
    stage = table.stage(known_stage(table, stage_id))
    at_due = offered is not None and offered.stage == stage.id
    if count is not None:
        check_reps(stage, count)
    return stage, count or (offered.reps if offered is not None and at_due else stage.reps_min)


def _session(form: str, stage: Stage, count: int) -> str | bytes:
    """The session in one of the formats for a single one."""
    from runwalk_tui.exports.fit_bytes import ExportError
    from runwalk_tui.exports.plans.steps import about, blocks_of, title_of

    title, text, blocks = title_of(stage, count), about(stage, count), blocks_of(stage, count)
    if form == "zwo":
        from runwalk_tui.exports.plans.zwo import zwo

        return zwo(title, text, blocks)
    if form == "icu":
        from runwalk_tui.exports.plans.icu import icu

        return icu(blocks)
    from runwalk_tui.exports.plans.fit_workout import MANY_STEPS, count_steps, fit_workout

    try:
        made = fit_workout(title, text, blocks, now())
    except ExportError as error:
        refuse(str(error))
    if (steps := count_steps(blocks)) > MANY_STEPS:
        say(f"runwalk: this has {steps} steps; others report that many watches allow {MANY_STEPS} at most", err=True)
    return made


def _say_if_more(table: StageTable, due: Prescription, stage: Stage, count: int) -> None:
    """That what was typed is a higher stage or more running than what's due: you decide, but you know."""
    from runwalk_tui.wording import headline

    if due.offered is None:
        say(f"runwalk: {' '.join(due.reasons)}", err=True)
        return
    offered = table.stage(due.offered.stage)
    higher = not table.policy.manual and table.stages.index(stage) > table.stages.index(offered)
    if higher or stage.running_seconds(count) > offered.running_seconds(due.offered.reps):
        say(f"runwalk: that's more than what's due: {headline(due, table)}", err=True)


def _say_from_when(table: StageTable, due: Prescription, then: Prescription, today: date, *, chosen: bool) -> None:
    """From which day on the session may be, where that isn't today, and what is otherwise by then.

    `then` is what is due on that day.
    """
    from runwalk_tui.rule.reasons import day_name
    from runwalk_tui.wording import NOT_FINAL, headline

    if due.earliest <= today:
        return
    day = day_name(due.earliest, today)
    if not chosen and then.offered != due.offered:
        why = f"`runwalk next --on {due.earliest}` says why"
        say(f"runwalk: this is for {day} or later, when it's {headline(then, table)}; {why}", err=True)
    else:
        say(f"runwalk: this is for {day} or later", err=True)
    if then.provisional and not (chosen or due.ask_morning):
        say(f"runwalk: {NOT_FINAL[0].lower()}{NOT_FINAL[1:]}", err=True)


def _give(content: str | bytes) -> None:
    """Print data for a program; a terminal gets its own line ends."""
    if isinstance(content, bytes):
        give_bytes(content)
    else:
        give(content.replace("\r\n", "\n") if sys.stdout.isatty() else content)
