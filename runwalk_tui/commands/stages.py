"""The stage table."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from shlex import quote as quote_for_shell
from typing import TYPE_CHECKING

import click

from runwalk_tui import paths
from runwalk_tui.commands.log_and_table import (
    any_table_of,
    checked_table,
    reading,
    remember_table,
    table_before_edit,
)
from runwalk_tui.commands.outputs import give, refuse, refuse_table, say
from runwalk_tui.commands.programmes import also_there, for_whom, hint_lines, stage_rows, under_question, use
from runwalk_tui.commands.progress import ProgressLine
from runwalk_tui.commands.typed.arguments import PATH, Where, today_here, with_shared_options
from runwalk_tui.commands.typed.command import CommandGroup
from runwalk_tui.commands.typed.values import Number, WholeNumber

if TYPE_CHECKING:
    from runwalk_tui.programme.stage import StageTable


@with_shared_options
@click.group(
    cls=CommandGroup,
    invoke_without_command=True,
    examples=(
        "runwalk stages       # the stages",
        "runwalk stages edit  # open your table in your editor",
    ),
)
@click.pass_context
def stages(context: click.Context) -> None:
    """Show, check or change the stage table.

    Without a command it lists the stages.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@with_shared_options
@stages.command(
    "list",
    examples=(
        "runwalk stages list",
        "runwalk stages list --stages mine.toml",
    ),
)
@click.pass_obj
def list_(where: Where) -> None:
    """List the stages in use."""
    from runwalk_tui.own_table.second_look import claims_of

    table = any_table_of(where)
    notes = (*for_whom(table), *claims_of(table), *also_there(table))
    say("\n".join([table.programme, *stage_rows(table), *notes]))


@with_shared_options
@stages.command(
    examples=(
        "runwalk stages check mine.toml",
        "runwalk stages check  # the table in use",
    ),
)
@click.argument("file", type=PATH, metavar="[FILE]", required=False)
@click.pass_obj
def check(where: Where, file: Path | None) -> None:
    """Check a stage table and list every error in it.

    Without FILE it checks the one in use. If there are no errors, it also lists what you may not have meant.
    """
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.programme.stage import TableKind
    from runwalk_tui.rule.reasons import plural
    from runwalk_tui.table_in_use import load_programme, load_table

    # Other exercise can be checked when it is named, and never be in use.
    load = load_table if file or where.stages else load_programme
    file = file or paths.stages_file(where.stages)
    try:
        table = load(file)
    except TableError as error:
        refuse_table(error)
    say(f"{file}: {table.programme}, {plural(len(table.stages), 'stage')}, no errors.")
    if table.kind is TableKind.COMPANION:
        say(f"It's other exercise. To have it on Home: runwalk stages use {quote_for_shell(str(file))}")
    worth_a_look = hint_lines(table)
    if worth_a_look:
        say("\n".join(["", *worth_a_look]))


@with_shared_options
@stages.command(
    examples=(
        "runwalk stages path",
        'cp "$(runwalk stages path)" mine.toml  # a copy to try things out with',
    ),
)
@click.pass_obj
def path(where: Where) -> None:
    """Print the path of the stage table in use."""
    give(f"{paths.stages_file(where.stages)}\n")


@with_shared_options
@stages.command(
    examples=(
        "runwalk stages edit",
        "EDITOR=nano runwalk stages edit",
    ),
)
@click.pass_obj
def edit(where: Where) -> None:
    """Open your stage table in $EDITOR.

    The first time, you get your own copy of the built-in one. Afterwards you see what changed, and what that means
    for your next session. If there are errors, you're asked whether to edit it again.
    """
    from runwalk_tui.own_table.changes import gone_line
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.system.editor import EditError, edit_stages
    from runwalk_tui.table_in_use import load_programme, load_table

    before, file = table_before_edit(where), paths.stages_file(where.stages)
    remember_table(where)  # the editor may leave errors in it
    while True:
        try:
            edited = edit_stages(file)
        except EditError as error:
            refuse(str(error))
        if not paths.stands_there(edited) and edited == paths.own_stages():
            say(gone_line(edited))
            return
        try:
            table = (load_table if where.stages else load_programme)(edited)
            break
        except TableError as error:
            say(str(error), err=True)
            if not _edit_again():
                raise SystemExit(1) from None
            file = edited
    remember_table(where)
    say(f"{edited}: no errors.")
    if before is not None:
        _say_changes(where, before, table)


def _edit_again() -> bool:
    """Whether to open the editor again; nobody is asked without a terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return click.confirm("Edit again?", default=True, err=True)


def _say_changes(where: Where, before: StageTable, after: StageTable) -> None:
    """What is different in a table, and what that does for the next session."""
    from runwalk_tui.own_table.changes import change_lines, today_line
    from runwalk_tui.own_table.second_look import hints_after
    from runwalk_tui.programme.stage import TableKind
    from runwalk_tui.rule.prescription import prescribe

    today = today_here()
    with reading(where, for_rule=True) as store:
        past = store.log_for_rule()
    say("\n".join(change_lines(before, after, past)))
    if before == after:
        return
    if TableKind.COMPANION not in (before.kind, after.kind):
        say(today_line(prescribe(before, past, today), prescribe(after, past, today), today))
    if found := under_question(hints_after(before, after)):
        say("\n".join(found))


@with_shared_options
@stages.command(
    examples=(
        "runwalk stages simulate                         # 1000 runners, 12 weeks",
        "runwalk stages simulate --people 100 --pain 5   # fewer, with more pain",
    ),
)
@click.option(
    "--people",
    type=WholeNumber(1, 100_000),
    default=1000,
    show_default=True,
    help="How many virtual runners, 1 to 100000.",
)
@click.option(
    "--weeks",
    type=WholeNumber(1, 104),
    default=12,
    show_default=True,
    help="How many weeks each of them runs, 1 to 104.",
)
@click.option("--seed", type=WholeNumber(), default=1, show_default=True, help="The same seed gives the same runners.")
@click.option("--adherence", type=Number(0, 1), help="Share of the planned sessions they do on average, 0 to 1.")
@click.option("--flares", type=Number(0, 1), help="Chance of a flare-up in a session, 0 to 1.")
@click.option("--pain", type=Number(0, 10), help="Their usual pain at the start, on average, 0 to 10.")
@click.pass_obj
def simulate(
    where: Where,
    people: int,
    weeks: int,
    seed: int,
    adherence: float | None,
    flares: float | None,
    pain: float | None,
) -> None:
    """Try out a stage table on virtual runners.

    You see the stages they reach, their steps back and the time in each stage.

    Some runners are unusual: they have high pain, do half sessions or take breaks. Each kind runs for half a
    year and gets one line; below that you see whether the rule kept its promises to everyone. A thousand runners take
    about ten seconds.
    """
    from runwalk_tui.simulation.report import draw
    from runwalk_tui.simulation.runner_model import RunnerModel
    from runwalk_tui.simulation.simulate import simulate as run

    usual = RunnerModel()
    runner = replace(
        usual,
        adherence=usual.adherence if adherence is None else adherence,
        flare=usual.flare if flares is None else flares,
        pain=usual.pain if pain is None else pain,
    )
    table, processes = checked_table(where), os.cpu_count() or 1
    with ProgressLine("Sending the runners through the programme") as progress:
        found = run(table, people=people, weeks=weeks, seed=seed, runner=runner, processes=processes, report=progress)
    say("\n".join(draw(found)))
    if found.broken:
        raise SystemExit(1)


stages.add_command(use)
