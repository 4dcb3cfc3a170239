"""The stage table."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from runwalk_tui import paths
from runwalk_tui.commands.log_and_table import table_of
from runwalk_tui.commands.outputs import give, refuse, refuse_table, say
from runwalk_tui.commands.progress import ProgressLine
from runwalk_tui.commands.typed.arguments import PATH, Where, with_shared_options
from runwalk_tui.commands.typed.command import Group
from runwalk_tui.commands.typed.values import Number, WholeNumber


@with_shared_options
@click.group(
    cls=Group,
    invoke_without_command=True,
    examples=(
        "runwalk stages       # the stages, one per line",
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
    from runwalk_tui.programme.plan import plan_session
    from runwalk_tui.wording import SOURCE_WORDS, marked_id, marks_explained, minutes, steps_in_words

    table = table_of(where)
    say(table.programme)
    for stage in table.stages:
        full = table.full(stage)
        count = f"{stage.reps_min} to {full}" if full != stage.reps_min else str(full)
        total = plan_session(table, stage, full).total
        say(
            f"{marked_id(stage):>5}  {steps_in_words(stage):<24} {count:>8} repetitions  {minutes(total):>11}  "
            f"{SOURCE_WORDS[stage.source]}{f'  {stage.name}' if stage.name else ''}"
        )
    if marks := marks_explained(table):
        say(marks)


@with_shared_options
@stages.command(
    examples=(
        "runwalk stages check mine.toml",
        'runwalk stages check "$(runwalk stages path)"  # the table in use',
    ),
)
@click.argument("file", type=PATH, metavar="FILE")
def check(file: Path) -> None:
    """Check a stage table and list every error in it."""
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.table_in_use import load_table

    try:
        table = load_table(file)
    except TableError as error:
        refuse_table(error)
    say(f"{file}: {table.programme}, {len(table.stages)} stages, no errors.")


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

    The first time, you get your own copy of the built-in one.
    """
    from runwalk_tui.system.editor import EditError, edit_stages

    try:
        edited = edit_stages(where.stages)
    except EditError as error:
        refuse(str(error))
    table_of(Where(edited, where.data))
    say(f"{edited}: no errors.")


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
    table, processes = table_of(where), os.cpu_count() or 1
    with ProgressLine("Sending the runners through the programme") as progress:
        found = run(table, people=people, weeks=weeks, seed=seed, runner=runner, processes=processes, report=progress)
    say("\n".join(draw(found)))
    if found.broken:
        raise SystemExit(1)
