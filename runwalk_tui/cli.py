"""The `runwalk` command: it reads options, calls one thing and prints.

Each command loads only what it needs; `runwalk next` never imports Textual or the audio library.
"""

from __future__ import annotations

import os
import sys
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from runwalk_tui import places

if TYPE_CHECKING:
    from runwalk_tui.history.store import Store
    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.progression.rule import Prescription
    from runwalk_tui.session.record import Log, SessionRecord

AnyCommand = TypeVar("AnyCommand", bound=click.Command)

PAIN = click.IntRange(0, 10)


class Where:
    """The two options that every command takes."""

    def __init__(self, stages: Path | None = None, data: Path | None = None) -> None:
        self.stages = stages
        self.data = data


def _remember_path(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    """Keep --stages or --data-dir wherever on the line it stands."""
    where = context.ensure_object(Where)
    if value is not None:
        setattr(where, "stages" if parameter.name == "stages" else "data", value)
    return value


PATH = click.Path(path_type=Path)
OUT = click.Path(path_type=Path, dir_okay=False)
PLACES = tuple(
    click.Option([name, destination], type=PATH, expose_value=False, is_eager=True, callback=_remember_path, help=text)
    for name, destination, text in (
        ("--stages", "stages", "Stage table to use."),
        ("--data-dir", "data", "Folder of the log."),
    )
)
"""Made once for all commands: forty options of their own would be felt at every start."""


def _places(command: AnyCommand) -> AnyCommand:
    """Add --stages and --data-dir to a finished command."""
    command.params[:0] = PLACES
    return command


@_places
@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--mute", is_flag=True, help="Begin without sound.")
@click.option("--plain", is_flag=True, help="The session as lines of text, for screen readers and simple terminals.")
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 1000),
    default=1.0,
    show_default=True,
    help="A rehearsal this many times faster; never counted.",
)
@click.version_option(package_name="runwalk-tui", prog_name="runwalk")
@click.pass_context
def cli(context: click.Context, mute: bool, plain: bool, speed: float) -> None:
    """Run-walk sessions for a sore back, and pain that decides the next one.

    Without a command it opens the app. It gives no medical advice.
    """
    if context.invoked_subcommand is not None:
        if mute or plain or speed != 1.0:
            raise click.UsageError("--mute, --plain and --speed belong to the app, not to a command.")
        return
    where = context.ensure_object(Where)
    if plain:
        from runwalk_tui.plain import run_plain

        raise SystemExit(run_plain(where.stages, where.data, mute=mute, speed=speed))
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise click.ClickException("the app needs a terminal; `runwalk --plain` and the commands work without one")
    from runwalk_tui.ui.app import run_app

    raise SystemExit(run_app(where.stages, where.data, mute=mute, speed=speed))


@_places
@cli.command("next")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="For another day than today.")
@click.pass_obj
def next_(where: Where, as_json: bool, on: datetime | None) -> None:
    """Today's prescription with its reasons."""
    table = _table(where)
    today = on.date() if on else _today()
    with _reading(where) as store:
        _print_prescription(table, store.log(), today, as_json=as_json)


@_places
@cli.command()
@click.option("--reps", type=click.IntRange(0, 100), required=True, help="Repetitions done.")
@click.option("--stage", metavar="ID", help="Stage; without it the prescribed one.")
@click.option("--planned", type=click.IntRange(1, 100), help="Repetitions planned; without it as many as done.")
@click.option("--at", metavar="ISO", help="When it began, such as 2026-01-05T07:30; without it now.")
@click.option("--before", type=PAIN, help="Pain before, 0 to 10.")
@click.option("--worst", type=PAIN, help="Worst pain during the session.")
@click.option("--after", type=PAIN, help="Pain straight after it.")
@click.option("--morning", type=PAIN, help="Pain the next morning.")
@click.option("--sore", multiple=True, metavar="SITE", help="New soreness, such as knee; may be given again.")
@click.option("--red-flag", multiple=True, metavar="TEXT", help="A warning sign; raises the stop sign.")
@click.option("--stopped", is_flag=True, help="Stopped for pain.")
@click.option("--ready/--not-ready", default=None, help="Whether you feel ready to move up.")
@click.option("--effort", type=PAIN, help="How hard it was, 0 to 10.")
@click.option("--note", default="", help="Anything else.")
@click.pass_obj
def log(
    where: Where,
    reps: int,
    stage: str | None,
    planned: int | None,
    at: str | None,
    before: int | None,
    worst: int | None,
    after: int | None,
    morning: int | None,
    sore: tuple[str, ...],
    red_flag: tuple[str, ...],
    stopped: bool,
    ready: bool | None,
    effort: int | None,
    note: str,
) -> None:
    """Record a session done away from the app; prints the new prescription."""
    from runwalk_tui.session.record import SessionRecord, new_session_id

    table = _table(where)
    began = _instant(at) if at else _now()
    with _writing(where) as store:
        done = _stage_for_log(table, stage, store.log(), began.date())
        chosen = table.stage(done)
        record = SessionRecord(
            id=new_session_id(),
            started_at=began,
            programme=table.programme,
            stage=done,
            reps_planned=planned if planned is not None else max(1, reps),
            reps_done=reps,
            run_seconds=reps * chosen.run_seconds,
            walk_seconds=reps * (chosen.cycle_seconds - chosen.run_seconds),
            active_seconds=reps * chosen.cycle_seconds + chosen.warm_up + chosen.cool_down if reps else 0,
            pain_before=before,
            pain_worst=worst,
            pain_after=after,
            pain_morning=morning,
            soreness=sore,
            red_flags=red_flag,
            stopped_for_pain=stopped,
            felt_ready=ready,
            effort=effort,
            note=_one_line(note, "--note"),
            source="log",
        )
        store.save(record)
        _print_prescription(table, store.log(), max(_today(), record.day), as_json=False)


@_places
@cli.command()
@click.argument("pain", type=PAIN, metavar="N")
@click.pass_obj
def morning(where: Where, pain: int) -> None:
    """Pain (0 to 10) on the morning after the latest session."""
    table = _table(where)
    with _writing(where) as store:
        latest = _latest(store.log())
        if latest is None:
            _refuse("there is no session yet to add a morning to; `runwalk log` records one")
        store.save(replace(latest, pain_morning=pain, updated_at=_now()))
        click.echo(f"Noted: pain {pain} of 10 on the morning after {latest.started_at:%Y-%m-%d}.")
        _print_prescription(table, store.log(), _today(), as_json=False)


@_places
@cli.command()
@click.argument("stage_id", metavar="ID")
@click.pass_obj
def place(where: Where, stage_id: str) -> None:
    """Set the starting stage."""
    from runwalk_tui.session.record import Placement

    table = _table(where)
    stage = _known_stage(table, stage_id)
    with _writing(where) as store:
        store.place(Placement(_now(), stage, "chosen"))
        _print_prescription(table, store.log(), _today(), as_json=False)


@_places
@cli.command()
@click.pass_obj
def clear(where: Where) -> None:
    """Record that a clinician has cleared you after a warning sign."""
    from runwalk_tui.progression.rule import stop_sign

    table = _table(where)
    with _writing(where) as store:
        flagged = stop_sign(store.log())
        if flagged is None:
            _refuse("no stop sign is up, so there is nothing to clear")
        store.clear(max(_now(), flagged.started_at))
        _print_prescription(table, store.log(), _today(), as_json=False)


@_places
@cli.command()
@click.option("--json", "form", flag_value="json", help="As JSON, like `export json`.")
@click.option("--csv", "form", flag_value="csv", help="As CSV.")
@click.pass_obj
def history(where: Where, form: str | None) -> None:
    """Past sessions, the newest last."""
    with _reading(where) as store:
        past = store.log()
    if form is not None:
        click.echo(_export_text(form, past), nl=False)
        return
    from runwalk_tui.wording import session_line

    if not past.sessions:
        click.echo("No sessions yet.")
        return
    click.echo("Pain: before › worst › after › next morning, 0 to 10.")
    for session in past.sessions:
        click.echo(session_line(session))


@_places
@cli.group(invoke_without_command=True)
@click.pass_context
def stages(context: click.Context) -> None:
    """The stage table: list (the default), check, path, edit, simulate."""
    if context.invoked_subcommand is None:
        context.invoke(list_)


@_places
@stages.command("list")
@click.pass_obj
def list_(where: Where) -> None:
    """The stages in use."""
    from runwalk_tui.programme.plan import plan_session
    from runwalk_tui.wording import SOURCE_WORDS, minutes, steps_in_words

    table = _table(where)
    click.echo(table.programme)
    for stage in table.stages:
        full = table.full(stage)
        count = f"{stage.reps_min} to {full}" if full != stage.reps_min else str(full)
        total = plan_session(table, stage, full).total
        click.echo(
            f"{stage.id:>4}  {steps_in_words(stage):<24} {count:>8} repetitions  {minutes(total):>11}  "
            f"{SOURCE_WORDS[stage.source]}{f'  {stage.name}' if stage.name else ''}"
        )


@stages.command()
@click.argument("file", type=PATH)
def check(file: Path) -> None:
    """Check a stage table and name every fault."""
    from runwalk_tui.programme.table import TableError, load_table

    try:
        table = load_table(file)
    except TableError as error:
        _refuse_table(error)
    click.echo(f"{file}: {table.programme}, {len(table.stages)} stages, no faults.")


@_places
@stages.command()
@click.pass_obj
def path(where: Where) -> None:
    """Where the stage table in use stands."""
    click.echo(str(places.stages_file(where.stages)))


@_places
@stages.command()
@click.pass_obj
def edit(where: Where) -> None:
    """Open the stage table in $EDITOR; a first edit makes your own copy."""
    from runwalk_tui.editing import EditError, edit_stages

    try:
        edited = edit_stages(where.stages)
    except EditError as error:
        _refuse(str(error))
    _table(Where(edited, where.data))
    click.echo(f"{edited}: no faults.")


@_places
@cli.command()
@click.argument("form", type=click.Choice(["json", "csv"]))
@click.option("-o", "out", type=OUT, help="File to write; else standard output.")
@click.pass_obj
def export(where: Where, form: str, out: Path | None) -> None:
    """Give the log away: json keeps everything, csv is one line a session."""
    with _reading(where) as store:
        text = _export_text(form, store.log())
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        with open(out, "w", encoding="utf-8", newline="", opener=places.private) as file:
            file.write(text)
    except OSError as error:
        _refuse(f"{out}: {error.strerror}")


@_places
@cli.command("import")
@click.argument("file", type=PATH)
@click.pass_obj
def import_(where: Where, file: Path) -> None:
    """Take in a file that `export json` wrote: all of it or nothing."""
    from runwalk_tui.exports.json_file import HistoryFileError, read_history

    try:
        incoming = read_history(file)
    except HistoryFileError as error:
        for fault in error.faults:
            click.echo(f"{file}: {fault}", err=True)
        raise SystemExit(1) from error
    with _writing(where) as store:
        counts = store.merge(incoming)
    click.echo(f"{counts.new} new, {counts.changed} changed, {counts.same} the same.")


@_places
@cli.command()
@click.option("--stage", "stage_id", metavar="ID", required=True)
@click.option("--reps", type=click.IntRange(1, 100), help="Repetitions; without it the full stage.")
@click.option("-o", "out", type=OUT, required=True, metavar="FILE")
@click.pass_obj
def render(where: Where, stage_id: str, reps: int | None, out: Path) -> None:
    """A whole session as an audio file to take outdoors (.wav; .flac, .ogg and .mp3 with the extra "render")."""
    from runwalk_tui.exports.soundtrack import SoundtrackError
    from runwalk_tui.exports.soundtrack import render as render_soundtrack
    from runwalk_tui.programme.plan import plan_session
    from runwalk_tui.settings import SettingsError, read_settings

    table = _table(where)
    stage = table.stage(_known_stage(table, stage_id))
    plan = plan_session(table, stage, reps or table.full(stage))
    try:
        settings = read_settings(places.settings_file())
        render_soundtrack(plan, settings.audio, places.shipped_sounds(), out)
    except (SettingsError, SoundtrackError) as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(f"{out}: {error.strerror or error}")
    click.echo(str(out))


@_places
@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def doctor(where: Where, as_json: bool) -> None:
    """What works on this machine, what does not, and what to do."""
    from runwalk_tui.doctor import examine

    findings = examine(where.stages, where.data)
    if as_json:
        import json

        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.works else 'NOT '}{finding.subject}: {finding.message}")
            if finding.advice:
                click.echo(f"    {finding.advice}")
    if not all(finding.works for finding in findings):
        raise SystemExit(1)


def main() -> None:
    """The console script: no traceback ever reaches the runner for a fault that is not ours."""
    from runwalk_tui.history.errors import StoreError

    for stream in (sys.stdout, sys.stderr):
        # A locale without UTF-8 shows "?" for a sign it lacks rather than failing.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # a text stream, always
    try:
        cli(prog_name="runwalk")
    except StoreError as error:
        click.echo(f"runwalk: {error}", err=True)
        raise SystemExit(1) from None
    except BrokenPipeError:
        # The reader has gone (`runwalk history | head`); Python would complain once more while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None


def _reading(where: Where) -> Store:
    from runwalk_tui.history.store import Store

    store = Store.open(places.data_dir(where.data), read_only=True)
    _print_notices(store)
    return store


def _writing(where: Where) -> Store:
    from runwalk_tui.history.store import Store

    store = Store.open(places.data_dir(where.data))
    _print_notices(store)
    return store


def _table(where: Where) -> StageTable:
    """The stage table in use, or an end with every fault named."""
    from runwalk_tui.programme.table import TableError, load_table

    try:
        return load_table(places.stages_file(where.stages))
    except TableError as error:
        _refuse_table(error)


def _refuse_table(error: Exception) -> NoReturn:
    click.echo(str(error), err=True)
    raise SystemExit(1) from None


def _refuse(message: str) -> NoReturn:
    click.echo(f"runwalk: {message}", err=True)
    raise SystemExit(1) from None


def _known_stage(table: StageTable, stage_id: str) -> str:
    if table.index(stage_id) is None:
        ids = ", ".join(stage.id for stage in table.stages)
        _refuse(f"there is no stage {stage_id!r} in “{table.programme}”; its stages are {ids}")
    return stage_id


def _stage_for_log(table: StageTable, given: str | None, past: Log, day: date) -> str:
    """The stage that was named, else the prescribed one."""
    if given is not None:
        return _known_stage(table, given)
    from runwalk_tui.progression.rule import prescribe

    prescribed = prescribe(table, past, day).stage
    if prescribed is None:
        _refuse("no stage is prescribed; name the one you did with --stage ID")
    return prescribed


def _latest(past: Log) -> SessionRecord | None:
    real = [session for session in past.sessions if not session.rehearsal]
    return max(real, key=lambda session: session.started_at, default=None)


def _print_prescription(table: StageTable, past: Log, today: date, *, as_json: bool) -> None:
    from runwalk_tui.progression.rule import prescribe
    from runwalk_tui.wording import explain

    prescription = prescribe(table, past, today)
    if as_json:
        import json

        click.echo(json.dumps(_plain_values(prescription), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(explain(table, prescription, today)))


def _plain_values(prescription: Prescription) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(prescription).items()}


def _print_notices(store: Store) -> None:
    for notice in store.notices:
        click.echo(f"runwalk: {notice}", err=True)


def _export_text(form: str, past: Log) -> str:
    if form == "csv":
        from runwalk_tui.exports.csv_file import to_csv

        return to_csv(past)
    from runwalk_tui.exports.json_file import to_json

    return to_json(past)


def _instant(text: str) -> datetime:
    """An ISO date and time; without an offset it is the runner's own clock."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is not a date and time such as 2026-01-05T07:30", param_hint="--at"
        ) from None
    return moment if moment.tzinfo else moment.astimezone()


def _one_line(text: str, option: str) -> str:
    if len(text) > NOTE_LIMIT:
        raise click.BadParameter(f"at most {NOTE_LIMIT} characters", param_hint=option)
    return text


NOTE_LIMIT = 2000
"""Characters that a note may have."""


def _now() -> datetime:
    return datetime.now().astimezone()


def _today() -> date:
    return _now().date()
