"""The stage table."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from runwalk_tui import paths
from runwalk_tui.commands.arguments import PATH, Where, with_shared_options
from runwalk_tui.commands.log_and_table import table_of
from runwalk_tui.commands.outputs import give, refuse, refuse_table, say


@with_shared_options
@click.group(invoke_without_command=True)
@click.pass_context
def stages(context: click.Context) -> None:
    """The stage table: list (the default), check, path, edit, simulate."""
    if context.invoked_subcommand is None:
        context.invoke(list_)


@with_shared_options
@stages.command("list")
@click.pass_obj
def list_(where: Where) -> None:
    """The stages in use."""
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
@stages.command()
@click.argument("file", type=PATH)
def check(file: Path) -> None:
    """Check a stage table and name every fault."""
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.table_in_use import load_table

    try:
        table = load_table(file)
    except TableError as error:
        refuse_table(error)
    say(f"{file}: {table.programme}, {len(table.stages)} stages, no faults.")


@with_shared_options
@stages.command()
@click.pass_obj
def path(where: Where) -> None:
    """Where your stage table is."""
    give(f"{paths.stages_file(where.stages)}\n")


@with_shared_options
@stages.command()
@click.pass_obj
def edit(where: Where) -> None:
    """Open the stage table in $EDITOR; a first edit makes your own copy."""
    from runwalk_tui.system.editor import EditError, edit_stages

    try:
        edited = edit_stages(where.stages)
    except EditError as error:
        refuse(str(error))
    table_of(Where(edited, where.data))
    say(f"{edited}: no faults.")


@with_shared_options
@stages.command()
@click.option("--people", type=click.IntRange(1, 100_000), default=1000, show_default=True)
@click.option("--weeks", type=click.IntRange(1, 104), default=12, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same runners.")
@click.option("--adherence", type=click.FloatRange(0, 1), help="Share of the sessions that are done, on average.")
@click.option("--flares", type=click.FloatRange(0, 1), help="Chance of a flare-up in a session.")
@click.option("--pain", type=click.FloatRange(0, 10), help="Usual pain at the start, on average.")
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
    """Send virtual runners through the rule: stages reached, steps back, time in each stage.

    Some of them need something else: high pain, half sessions, breaks. Each kind's half year gets one line, and below
    them you see whether the rule kept its promises to everyone."""
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
    found = run(table_of(where), people=people, weeks=weeks, seed=seed, runner=runner, processes=os.cpu_count() or 1)
    say("\n".join(draw(found)))
    if found.broken:
        raise SystemExit(1)
