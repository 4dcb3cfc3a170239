"""`runwalk stages use`: another programme in place of the one in use."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from runwalk_tui.commands.log_and_table import reading, remember_table, table_without_errors
from runwalk_tui.commands.outputs import done_even_if_not_printed, refuse, refuse_table, say
from runwalk_tui.commands.typed.arguments import Where, today_here, with_shared_options
from runwalk_tui.commands.typed.command import Command

if TYPE_CHECKING:
    from runwalk_tui.own_table.taking import Candidate
    from runwalk_tui.programme.shipped import ShippedProgramme
    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.session.records import Log

LONGEST_COLUMN = 60
"""Characters of a stage's steps that the others leave room for; a longer line is just longer."""


@with_shared_options
@click.command(
    "use",
    cls=Command,
    examples=(
        "runwalk stages use           # the programmes there are",
        "runwalk stages use first-5k  # take one up",
    ),
)
@click.argument("named", metavar="[NAME|FILE]", required=False)
@click.option("--yes", is_flag=True, help="With FILE: don't ask whether to use it.")
@click.pass_obj
def use(where: Where, named: str | None, yes: bool) -> None:
    """Take up another programme, or a stage table somebody gave you.

    You get a copy of your own. The table you had is kept under a name with the date in it, and your log stays as it is:
    come back to a programme, and its sessions count again. Without NAME it lists the programmes.
    """
    from runwalk_tui.own_table.taking import NotTakenError, about_log, candidate, is_in_use
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.programme.shipped import SHIPPED

    if named is None:
        say("\n".join(programme_lines(table_without_errors(where))))
        return
    _refuse_named_table(where)
    try:
        wanted = candidate(named)
    except TableError as error:
        refuse_table(error)
    except NotTakenError as error:
        refuse(str(error))
    if is_in_use(wanted):
        say(f"“{wanted.table.programme}” is the programme in use already.")
        return
    old, today = table_without_errors(where), today_here()  # errors keep nobody from taking up another one
    log = _log(where)
    say("\n".join([*_shown(wanted, shared=named not in SHIPPED), *about_log(wanted.table, old, log, today)]))
    if named not in SHIPPED and not yes:
        _ask(named)
    _take(wanted, old, today)
    remember_table(where)


def stage_rows(table: StageTable) -> list[str]:
    """The stages of a table, a line each, and what the mark means that some of them have."""
    from runwalk_tui.programme.plan import plan_session
    from runwalk_tui.wording import marked_id, marks_explained, minutes, source_words, steps_in_words

    rows = []
    ids = max(5, *(len(marked_id(stage)) for stage in table.stages))
    steps = max(24, *(min(LONGEST_COLUMN, len(steps_in_words(stage))) for stage in table.stages))
    for stage in table.stages:
        full = table.full(stage)
        count = f"{stage.reps_min} to {full}" if full != stage.reps_min else str(full)
        times = "repetition " if count == "1" else "repetitions"
        total = plan_session(table, stage, full).total
        rows.append(
            f"{marked_id(stage):>{ids}}  {steps_in_words(stage):<{steps}} {count:>8} {times}  {minutes(total):>11}  "
            f"{source_words(table, stage)}{f'  {stage.name}' if stage.name else ''}"
        )
    return [*rows, *filter(None, [marks_explained(table)])]


def hint_lines(table: StageTable) -> list[str]:
    """What is worth a second look in a table without errors, a line each below what it is about; mostly nothing."""
    from runwalk_tui.own_table.second_look import hints_of

    return under_question(hints_of(table))


def under_question(found: Sequence[str]) -> list[str]:
    """Hints, a line each below what they are about; none where there are none."""
    return ["You can use it as it is. Is this how you meant it?", *(f"- {one}" for one in found)] if found else []


def also_there(in_use: StageTable) -> list[str]:
    """The programmes that ship besides the one in use, in a line for the foot of a list."""
    from runwalk_tui.programme.shipped import PROGRAMMES

    others = [one.name for one in PROGRAMMES if one.title != in_use.programme]
    return [f"Other programmes: {', '.join(others)}. To take one up: runwalk stages use NAME"]


def programme_lines(in_use: StageTable | None) -> list[str]:
    """The programmes that ship, a line each, with a mark at the one in use; then how to take one up."""
    from runwalk_tui.programme.shipped import EXERCISES, PROGRAMMES

    def line(one: ShippedProgramme) -> str:
        mark = " (in use)" if in_use is not None and in_use.programme == one.title else ""
        return f"  {one.name:<18} {one.about}{mark}"

    return [
        "Programmes:",
        *map(line, PROGRAMMES),
        "Other exercise, which the app offers on days without running:",
        *map(line, EXERCISES),
        "To take up a programme, or a table somebody gave you: runwalk stages use NAME|FILE",
    ]


def _refuse_named_table(where: Where) -> None:
    """End the command when another table is named as the one in use: a copy of the runner's own would do nothing."""
    for named, given in (("--stages", where.stages), ("RUNWALK_STAGES", os.environ.get("RUNWALK_STAGES"))):
        if given:
            refuse(f"{named} says to use {given}, so another programme would change nothing; leave {named} out")


def _log(where: Where) -> Log:
    """The log so far; an empty one before the first session."""
    with reading(where) as store:
        return store.log()


def _shown(wanted: Candidate, *, shared: bool) -> list[str]:
    """What would be taken up: its name and shape; of a table that somebody shared also its stages and hints."""
    from runwalk_tui.review.programme_words import size_words

    table = wanted.table
    lines = [f"{table.programme}: {size_words(table)}."]
    return [*lines, *stage_rows(table), *hint_lines(table)] if shared else lines


def _ask(named: str) -> None:
    """Ask whether to use a table that was shared; ends the command when the answer is no, or nobody can be asked."""
    from runwalk_tui.system.safe_text import visible

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError("there is no terminal to ask you in; add --yes to use this table")
    if not click.confirm(f"Use {visible(named)} from now on?", default=False, err=True):
        refuse("nothing has changed")


def _take(wanted: Candidate, old: StageTable | None, today: date) -> None:
    from runwalk_tui.own_table.taking import NotTakenError, take, way_back

    try:
        taken = take(wanted, today)
    except NotTakenError as error:
        refuse(str(error))
    with done_even_if_not_printed():
        say(f"“{wanted.table.programme}” is your programme now: {taken.path}")
        if back := way_back(taken, old):
            say(back)
        say("What's next: runwalk next")
