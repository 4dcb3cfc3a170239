"""The log as text, as a file and back again; a session as an audio file."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from runwalk_tui import paths
from runwalk_tui.commands.binary import refuse_folder
from runwalk_tui.commands.log_and_table import (
    any_table_of,
    check_reps,
    known_stage,
    print_prescription,
    reading,
    table_of,
    writing,
)
from runwalk_tui.commands.outputs import done_even_if_not_printed, give, refuse, refuse_own_file, say, write_out
from runwalk_tui.commands.progress import ProgressLine
from runwalk_tui.commands.typed import suggestions
from runwalk_tui.commands.typed.arguments import OUT, PATH, Where, as_day, now, today_here, with_shared_options
from runwalk_tui.commands.typed.command import Command
from runwalk_tui.commands.typed.values import OneWord, WholeNumber

if TYPE_CHECKING:
    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.session.records import Log


class TakesTerms(Command):
    """A command whose words may start with one hyphen: "-flare" is a term, not an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.ignore_unknown_options = True
        return super().parse_args(ctx, args)


@with_shared_options
@click.command(
    cls=TakesTerms,
    examples=(
        "runwalk history                      # every session",
        "runwalk history flare from:2026-01   # flare-ups since January",
    ),
)
@click.argument("terms", metavar="[FILTER]…", nargs=-1)
@click.option("--json", "form", flag_value="json", help="Print JSON, like `export json`.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV, like `export csv`.")
@click.pass_obj
def history(where: Where, form: str | None, terms: tuple[str, ...]) -> None:
    """List your past sessions, newest last.

    Each line starts with the first part of the session's id.

    FILTER shows only some, as in the app: flare "21 oct" stage:4 "pain>5" from:2026-01 sore:knee kind:walk -flare. Put
    < and > in quotes, because they mean something else to your shell.
    """
    with reading(where) as store:
        past = everything = store.log()
    table = table_of(where) if terms else None
    if table is not None:
        past = _found(table, past, terms)
    if form is not None:
        give(_export_text(form, past))
        return
    from runwalk_tui.programme.stage import OURS
    from runwalk_tui.review.past.short_ids import short_ids
    from runwalk_tui.review.session_words import is_marked, ours_in, past_lines
    from runwalk_tui.rule.standing import under_present_ids

    if not everything.sessions:
        say("No sessions yet.")
        return
    if not past.sessions:
        say(f"Nothing matches {' '.join(terms)}.")
        return
    table = table or table_of(where)
    past, ours = under_present_ids(table, past), ours_in(table)
    explained = f" {OURS} estimate." if any(is_marked(session, ours) for session in past.sessions) else ""
    say(f"Pain: before › worst › after › next morning, 0 to 10.{explained}")
    for line in past_lines(past, short_ids(session.id for session in everything.sessions), ours):
        say(line)


def _found(table: StageTable, past: Log, terms: tuple[str, ...]) -> Log:
    """The sessions that a filter finds, and nothing else of the log; ends the command for a wrong term."""
    from runwalk_tui.review.past.finding import find
    from runwalk_tui.review.past.parsing import FilterError, parse_filter
    from runwalk_tui.rule.standing import judged_in_order
    from runwalk_tui.session.records import Log

    for term in terms:
        if term.startswith("--"):
            raise click.NoSuchOption(term)
    try:
        wanted = parse_filter(" ".join(terms))
    except FilterError as error:
        raise click.UsageError(str(error)) from None
    found = {session.id for session in find(judged_in_order(table, past), wanted, table.earlier_ids())}
    return Log(sessions=tuple(session for session in past.sessions if session.id in found))  # as they were filed


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        "runwalk export json -o log.json                # a backup of everything",
        "runwalk export fit --since 2026-01-01 -o runs  # a file per session",
    ),
)
@click.argument("form", type=OneWord(["json", "csv", "fit", "tcx"]), metavar="json|csv|fit|tcx")
@click.option(
    "-o",
    "out",
    type=PATH,
    metavar="PATH",
    help="Write to this file instead of standard output; with fit and --since, into this folder.",
)
@click.option("--since", callback=as_day, metavar="YYYY-MM-DD", help="Only from that day onwards.")
@click.option("--check-ins", "check_ins", is_flag=True, help="With csv: the check-ins instead of the sessions.")
@click.option("--with-pain", "with_pain", is_flag=True, help="With fit and tcx: say how bad the pain was, too.")
@click.pass_obj
def export(where: Where, form: str, out: Path | None, since: date | None, check_ins: bool, with_pain: bool) -> None:
    """Export your log as JSON or CSV, or sessions as FIT or TCX.

    json has everything; csv is a table with one row per session. fit and tcx are for training sites: a lap for each
    run and walk. fit is your last session; with --since it is one file per session, in a folder. tcx has all
    sessions in one file. fit needs the optional "watch" packages.
    """
    if check_ins and form != "csv":
        raise click.UsageError("--check-ins is for csv; json always has the check-ins")
    if with_pain and form not in ("fit", "tcx"):
        raise click.UsageError("--with-pain is for fit and tcx; json and csv always have the pain")
    if form in ("fit", "tcx"):
        from runwalk_tui.commands.activities import export_activities

        export_activities(where, form, out, since, with_pain=with_pain)
        return
    if out is not None:
        refuse_folder(out)
        refuse_own_file(where, out)
    with reading(where) as store:
        past = store.log() if since is None else _since(store.log(), since)
    text = _export_text("check-ins" if check_ins else form, past)
    if form == "csv" and past.checkins and not check_ins:
        left = f"this table has no check-ins ({len(past.checkins)} in your log)"
        say(f"runwalk: {left}; for those: runwalk export csv --check-ins", err=True)
    if out is None:
        give(text)
    else:
        write_out(where, out, text)


@with_shared_options
@click.command(
    "import",
    cls=Command,
    examples=(
        "runwalk import log.json",
        "ssh other runwalk export json | runwalk import -",
    ),
)
@click.argument("file", type=PATH, metavar="FILE")
@click.pass_obj
def import_(where: Where, file: Path) -> None:
    """Add the sessions in a file from `export json` or `export csv`.

    It adds all of them or none. FILE can be - for standard input. Importing a file twice changes nothing.
    """
    from runwalk_tui.commands.import_answer import lines
    from runwalk_tui.imports.row_ids import with_known_ids
    from runwalk_tui.rule.reasons import plural

    incoming = _incoming(file)
    with writing(where) as store:
        before = store.log()
        with ProgressLine(f"Importing {plural(len(incoming.sessions), 'session')}") as progress:
            counts = store.merge(with_known_ids(incoming, before), progress)
        past = store.log()
        for line in lines(counts, past, lambda session_id: store.may_restore(session_id, now())):
            say(line)
        _say_what_is_due(where, past, before)


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        "runwalk render --stage 4 -o session.wav           # all of stage 4",
        'runwalk render --stage 4 --reps 6 -o session.ogg  # needs "render" (see above)',
    ),
)
@click.option("--stage", "stage_id", metavar="ID", required=True, shell_complete=suggestions.stages, help="Stage.")
@click.option("--reps", type=WholeNumber(1, 100), help="Repetitions, 1 to 100; without it, the full number.")
@click.option("-o", "out", type=OUT, required=True, metavar="FILE", help="Audio file: .wav, .ogg, .flac or .mp3.")
@click.pass_obj
def render(where: Where, stage_id: str, reps: int | None, out: Path) -> None:
    """Make an audio file of a session, to run without the computer.

    The sound is mono. Half an hour takes about 0.3 MB as .ogg, 1 MB as .flac, 8 MB as .mp3 and 90 MB as .wav; .wav
    always works; the others need the optional "render" packages.
    """
    from runwalk_tui.exports.soundtrack import SoundtrackError
    from runwalk_tui.exports.soundtrack import render as render_soundtrack
    from runwalk_tui.programme.plan import plan_session
    from runwalk_tui.settings import SettingsError, read_settings
    from runwalk_tui.system.safe_text import visible

    refuse_own_file(where, out)
    table = any_table_of(where)
    stage = table.stage(known_stage(table, stage_id))
    if reps is not None:
        check_reps(stage, reps)
    plan = plan_session(table, stage, reps or table.full(stage))
    try:
        settings = read_settings(paths.settings_file())
        with ProgressLine(f"Making {visible(out.name)}") as progress:
            made = render_soundtrack(plan, settings.audio, paths.shipped_sounds(), out, progress)
    except (SettingsError, SoundtrackError) as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{out}: {error.strerror or error}")
    for fault in made.faults:
        say(f"runwalk: {fault}", err=True)
    if made.others is not None:
        told = "is another program's file, so the chapters weren't saved"
        say(f"runwalk: {made.others} {told}; move it or choose another name", err=True)
    with done_even_if_not_printed():
        say(str(out))


def _incoming(file: Path) -> Log:
    """The log in a file, or an end with every fault of it."""
    from runwalk_tui.history.json_file import HistoryFileError
    from runwalk_tui.imports.incoming import read_file, read_stream

    name = "standard input" if str(file) == "-" else str(file)
    try:
        if str(file) == "-":
            return read_stream(_standard_input())
        return read_file(file)
    except HistoryFileError as error:
        for fault in error.faults:
            say(f"{name}: {fault}", err=True)
        raise SystemExit(1) from error


def _standard_input() -> BinaryIO:
    """What is piped in; ends the command where nothing is."""
    if sys.stdin is None or sys.stdin.closed:
        refuse("standard input is closed, so there is nothing to import")
    if sys.stdin.isatty():
        raise click.UsageError("nothing is piped in: runwalk import - < FILE")
    return sys.stdin.buffer


def _since(past: Log, day: date) -> Log:
    """That day and later. Deletions and clearances of any day stay in, since they still apply."""
    return replace(
        past,
        sessions=tuple(session for session in past.sessions if session.day >= day),
        placements=tuple(placement for placement in past.placements if placement.at.date() >= day),
        checkins=tuple(checkin for checkin in past.checkins if checkin.at.date() >= day),
    )


def _say_what_is_due(where: Where, past: Log, before: Log) -> None:
    """What to do, if the import put sessions on hold, or made that more urgent; else what the rule warns of now, such
    as sessions that it leaves out. The import is done whatever is in the table."""
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.rule.prescription import prescribe
    from runwalk_tui.rule.reading import stop_sign
    from runwalk_tui.rule.standing import Decision
    from runwalk_tui.table_in_use import load_programme

    today = today_here()
    try:
        table = load_programme(paths.stages_file(where.stages))
    except TableError:
        say(
            "runwalk: the stage table has errors, so your next session can't be worked out: runwalk stages check FILE",
            err=True,
        )
        if stop_sign(past, today) and not stop_sign(before, today):
            say("Don't run. `runwalk next` says what to do.")
        return
    due, was = prescribe(table, past, today), prescribe(table, before, today)
    if due.decision is Decision.STOP and (was.decision is not Decision.STOP or due.reasons[:1] != was.reasons[:1]):
        print_prescription(table, past, today, as_json=False)
        return
    for warning in due.warnings:
        say(warning)


def _export_text(form: str, past: Log) -> str:
    if form != "json":
        from runwalk_tui.exports.csv_file import checkins_to_csv, to_csv

        return checkins_to_csv(past) if form == "check-ins" else to_csv(past)
    from runwalk_tui.history.json_file import to_json

    return to_json(past)
