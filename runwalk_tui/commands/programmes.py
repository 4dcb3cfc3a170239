"""`runwalk stages use`: another programme in place of the one in use, or a copy of other exercise."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from shlex import quote as quote_for_shell
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from runwalk_tui.commands.log_and_table import reading, remember_table, table_without_errors
from runwalk_tui.commands.outputs import done_even_if_not_printed, refuse, refuse_table, say
from runwalk_tui.commands.typed import suggestions
from runwalk_tui.commands.typed.arguments import Where, today_here, with_shared_options
from runwalk_tui.commands.typed.command import Command

if TYPE_CHECKING:
    from runwalk_tui.own_table.listing import Listed
    from runwalk_tui.own_table.taking import Candidate
    from runwalk_tui.programme.stage import StageTable

LINE, INDENT = 79, " " * 21
"""Characters of a line in the list of programmes, and what comes before who one is for."""
WIDEST = 80
"""Characters of a line of a list of stages at most."""
GAP = "  "
"""Between two columns."""
TOGETHER = "\N{NO-BREAK SPACE}"
LEAST_FOR_STEPS = 24
"""Characters of the steps below which where the figures are from goes to a line of its own."""


@with_shared_options
@click.command(
    "use",
    cls=Command,
    examples=(
        "runwalk stages use           # the programmes there are",
        "runwalk stages use first-5k  # take one up",
    ),
)
@click.argument("named", metavar="[NAME|FILE]", required=False, shell_complete=suggestions.programmes)
@click.option("--yes", is_flag=True, help="With FILE: don't ask whether to use it.")
@click.pass_obj
def use(where: Where, named: str | None, yes: bool) -> None:
    """Take up another programme, or a stage table somebody gave you.

    You get a copy of your own. If you had changed your old table, it's kept under a name with the date in it; its
    programme's name brings the newest one back. Your log stays as it is: come back to a programme, and its sessions
    count again. Other exercise is added to yours as a copy, and your programme stays as it is. Without NAME it lists
    everything.
    """
    from runwalk_tui.own_table.taking import NotTakenError, candidate, is_in_use
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.programme.shipped import SHIPPED

    if named is None:
        say("\n".join(programme_lines(table_without_errors(where))))
        return
    try:
        wanted = candidate(named)
    except TableError as error:
        refuse_table(error)
    except NotTakenError as error:
        refuse(str(error))
    if not wanted.companion:
        _refuse_named_table(where)
    if is_in_use(wanted):
        say(_already(wanted))
        return
    # Errors in the table in use keep nobody from taking up another one.
    old, today = None if wanted.companion else table_without_errors(where), today_here()
    say("\n".join([*_shown(wanted, shared=named not in SHIPPED), *_about_log(where, wanted, old, today)]))
    if named not in SHIPPED and not yes:
        _ask(named, wanted)
    _take(wanted, old, today)
    if not wanted.companion:
        remember_table(where)


def stage_rows(table: StageTable) -> list[str]:
    """The stages of a table, each in as many lines as it needs, and what the mark means that some of them have."""
    from runwalk_tui.rule.reasons import reps
    from runwalk_tui.wording import marks_explained, minutes, source_words, steps_in_words

    cells = []
    for stage in table.stages:
        full = table.full(stage)
        count = f"{stage.reps_min} to {reps(full)}" if full != stage.reps_min else reps(full)
        times = f"for {minutes(stage.fill)}" if stage.fill is not None else count.replace("1 repetition", "once")
        origin = [source_words(table, stage), *filter(None, [stage.name])]
        in_all = minutes(stage.total_seconds(full))
        cells.append((stage.marked_id, steps_in_words(stage), times, in_all, GAP.join(origin)))
    return [*_columns(cells), *filter(None, [marks_explained(table)])]


def _columns(rows: Sequence[tuple[str, str, str, str, str]]) -> Iterator[str]:
    """Rows of an id, steps, how often, how long and where from: the steps broken where they are long, and the last cell
    below where it has no room beside the others."""
    ids, _, times, totals, origins = (max(map(len, column)) for column in zip(*rows, strict=True))
    room = WIDEST - ids - times - totals - 3 * len(GAP)
    beside = room - origins - len(GAP) >= LEAST_FOR_STEPS
    if beside:
        room -= origins + len(GAP)
    width = min(max(LEAST_FOR_STEPS, room), max(LEAST_FOR_STEPS, *(len(row[1]) for row in rows)))
    for name, steps, often, total, origin in rows:
        first, *others = _broken(steps, width)
        if not beside:
            others += wrap(origin, WIDEST - ids - len(GAP))
        line = GAP.join([f"{name:>{ids}}", f"{first:<{width}}", f"{often:>{times}}", f"{total:>{totals}}"])
        yield f"{line}{GAP}{origin}" if beside else line
        yield from (f"{'':>{ids}}{GAP}{other}" for other in others)


def _broken(steps: str, width: int) -> list[str]:
    """Steps in lines of so many characters, broken after a comma, so that a step stays in one piece."""
    together = steps.replace(" ", TOGETHER).replace(f",{TOGETHER}", ", ")
    return [line.replace(TOGETHER, " ") for line in wrap(together, width)]


def hint_lines(table: StageTable) -> list[str]:
    """What is worth a second look in a table without errors, a line each below what it is about; mostly nothing."""
    from runwalk_tui.own_table.second_look import hints_of

    return under_question(hints_of(table))


def under_question(found: Sequence[str]) -> list[str]:
    """Hints, a line each below what they are about; none where there are none."""
    return ["You can use it as it is. Is this how you meant it?", *(f"- {one}" for one in found)] if found else []


def for_whom(table: StageTable) -> list[str]:
    """Who a programme that ships is for, in a line; nothing for a table of the runner's own."""
    from runwalk_tui.programme.shipped import shipped_as
    from runwalk_tui.review.programme_words import for_whom_words

    shipped = shipped_as(table.programme)
    return [] if shipped is None else [for_whom_words(shipped)]


def also_there(in_use: StageTable) -> list[str]:
    """The programmes that ship besides the one in use, in a line for the foot of a list."""
    from runwalk_tui.programme.shipped import PROGRAMMES
    from runwalk_tui.programme.stage import TableKind

    if in_use.kind is TableKind.COMPANION:
        return []
    others = [one.name for one in PROGRAMMES if one.title != in_use.programme]
    return [f"Other programmes: {', '.join(others)}. To take one up: runwalk stages use NAME"]


def programme_lines(in_use: StageTable | None) -> list[str]:
    """The programmes and who each is for, with a mark at the one in use; other exercise; then how to take one."""
    from runwalk_tui.own_table.listing import listed
    from runwalk_tui.programme.shipped import NOTHING_HURTS

    rows = listed(in_use)

    def line(one: Listed) -> str:
        return f"  {one.name:<18} {one.about}{f' ({one.mark})' if one.mark else ''}"

    def whom(one: Listed) -> list[str]:
        told = one.shipped.for_whom if one.shipped is not None else ""
        return wrap(told, LINE, initial_indent=INDENT, subsequent_indent=INDENT)

    return [
        "Programmes:",
        *(told for one in rows if one.exercise is None for told in (line(one), *whom(one))),
        *_earlier_lines(in_use),
        "Other exercise, for days without running (e on Home):",
        *(line(one) for one in rows if one.exercise is not None),
        *(one.exercise.fault for one in rows if one.exercise is not None and one.exercise.fault),
        NOTHING_HURTS,
        "None of this is medical advice.",
        "To take up a programme, to change other exercise, or to use a table somebody gave you:",
        "  runwalk stages use NAME|FILE",
    ]


def _earlier_lines(in_use: StageTable | None) -> list[str]:
    """The tables that were the runner's own before, a line each; mostly none."""
    from runwalk_tui.own_table.earlier import as_typed, earlier_tables
    from runwalk_tui.system.safe_text import visible

    lines = [f"  {visible(as_typed(one.title)):<18} {one.about(today_here())}" for one in earlier_tables(in_use)]
    return ["Your earlier tables:", *lines] if lines else []


def _refuse_named_table(where: Where) -> None:
    """End the command when another table is named as the one in use: a copy of the runner's own would do nothing."""
    for named, given in (("--stages", where.stages), ("RUNWALK_STAGES", os.environ.get("RUNWALK_STAGES"))):
        if given:
            refuse(f"{named} says to use {given}, so another programme would change nothing; leave {named} out")


def _already(wanted: Candidate) -> str:
    """What to say when there is nothing to do."""
    if wanted.companion:
        return f"You have your own copy of “{wanted.table.programme}” already: {wanted.place}\n{_how(wanted)}"
    return f"“{wanted.table.programme}” is the programme in use already."


def _how(wanted: Candidate) -> str:
    """How to do other exercise, and to change it."""
    edit = f"runwalk stages edit --stages {quote_for_shell(str(wanted.place))}"
    return f"To do it: start runwalk and press e on Home (14 on the plain-text menu).\nTo change it: {edit}"


def _about_log(where: Where, wanted: Candidate, old: StageTable | None, today: date) -> Iterator[str]:
    """What becomes of the sessions in the log; nothing with other exercise, which changes no programme."""
    from runwalk_tui.own_table.taking import about_log

    if not wanted.companion:
        with reading(where) as store:
            log = store.log()
        yield from about_log(wanted.table, old, log, today)


def _shown(wanted: Candidate, *, shared: bool) -> list[str]:
    """What would be taken up: its name and shape; of a table that somebody shared also its stages and hints."""
    from runwalk_tui.review.programme_words import size_words

    table = wanted.table
    lines = [f"{table.programme}: {size_words(table)}.", *for_whom(table)]
    return [*lines, *stage_rows(table), *hint_lines(table)] if shared else lines


def _ask(named: str, wanted: Candidate) -> None:
    """Ask whether to use a table that was shared; ends the command when the answer is no, or nobody can be asked."""
    from runwalk_tui.system.safe_text import visible

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError("there is no terminal to ask you in; add --yes to use this table")
    question = "Add {} to your other exercise?" if wanted.companion else "Use {} from now on?"
    if not click.confirm(question.format(visible(named)), default=False, err=True):
        refuse("nothing has changed")


def _take(wanted: Candidate, old: StageTable | None, today: date) -> None:
    from runwalk_tui.own_table.taking import NotTakenError, take, way_back

    try:
        taken = take(wanted, today)
    except NotTakenError as error:
        refuse(str(error))
    with done_even_if_not_printed():
        if wanted.companion:
            say(f"You now have your own copy of “{wanted.table.programme}”: {taken.path}\n{_how(wanted)}")
            if taken.before is not None:
                say(f"Your old copy is in {taken.before}.")
            return
        say(f"“{wanted.table.programme}” is your programme now: {taken.path}")
        if back := way_back(taken, old):
            say(back)
        say("What's next: runwalk next")
