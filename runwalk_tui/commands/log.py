"""The log: what is due, what was done, and what follows from it."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from runwalk_tui.commands.common import (
    Where,
    known_stage,
    now,
    print_prescription,
    reading,
    refuse,
    say,
    table_of,
    today_here,
    with_places,
    writing,
)

if TYPE_CHECKING:
    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.session.record import Log, SessionRecord

PAIN = click.IntRange(0, 10)
FAR_OFF = timedelta(days=1)
"""How far ahead of this machine's clock a session may have begun: clocks differ, and so do time zones."""
NOTE_LIMIT = 2000
"""Characters that a note may have."""


@with_places
@click.command("next")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="For another day than today.")
@click.pass_obj
def next_(where: Where, as_json: bool, on: datetime | None) -> None:
    """Today's prescription with its reasons."""
    table = table_of(where)
    today = on.date() if on else today_here()
    with reading(where) as store:
        print_prescription(table, store.log(), today, as_json=as_json)


@with_places
@click.command()
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

    table = table_of(where)
    began = _instant(at) if at else now()
    if began > now() + FAR_OFF:
        raise click.BadParameter(f"{began:%Y-%m-%d %H:%M} is still to come; log it when it is done", param_hint="--at")
    with writing(where) as store:
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
        say(f"Kept: stage {done}, {reps} of {record.reps_planned} repetitions, {began:%Y-%m-%d %H:%M}.")
        print_prescription(table, store.log(), max(today_here(), record.day), as_json=False)


@with_places
@click.command()
@click.argument("pain", type=PAIN, metavar="N")
@click.pass_obj
def morning(where: Where, pain: int) -> None:
    """Pain (0 to 10) on the morning after the latest session."""
    table = table_of(where)
    with writing(where) as store:
        latest = _latest(store.log())
        if latest is None:
            refuse("there is no session yet to add a morning to; `runwalk log` records one")
        store.save(replace(latest, pain_morning=pain, updated_at=now()))
        was = "" if latest.pain_morning in (None, pain) else f" (was {latest.pain_morning})"
        say(f"Noted: pain {pain} of 10{was} on the morning after {latest.started_at:%Y-%m-%d}.")
        print_prescription(table, store.log(), today_here(), as_json=False)


@with_places
@click.command()
@click.argument("stage_id", metavar="ID")
@click.pass_obj
def place(where: Where, stage_id: str) -> None:
    """Set the starting stage."""
    from runwalk_tui.session.record import Placement

    table = table_of(where)
    stage = known_stage(table, stage_id)
    with writing(where) as store:
        store.place(Placement(now(), stage, "chosen"))
        print_prescription(table, store.log(), today_here(), as_json=False)


@with_places
@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def clear(where: Where, yes: bool) -> None:
    """Record that a clinician has cleared you after a warning sign.

    On a terminal it asks first.
    """
    from runwalk_tui.progression.reasons import day_name
    from runwalk_tui.progression.rule import stop_sign

    table = table_of(where)
    with writing(where) as store:
        flagged = stop_sign(store.log())
        if flagged is None:
            refuse("no stop sign is up, so there is nothing to clear")
        if not yes and sys.stdin.isatty() and sys.stderr.isatty():
            day = day_name(flagged.day, today_here())
            say(f"On {day} you ticked: {', '.join(flagged.red_flags)}.", err=True)
            question = "Has a doctor or physiotherapist looked at it and said that you may run?"
            if not click.confirm(question, default=False, err=True):
                refuse("nothing was cleared")
        store.clear(max(now(), flagged.started_at))
        print_prescription(table, store.log(), today_here(), as_json=False)


def _stage_for_log(table: StageTable, given: str | None, past: Log, day: date) -> str:
    """The stage that was named, else the prescribed one."""
    if given is not None:
        return known_stage(table, given)
    from runwalk_tui.progression.rule import prescribe

    prescribed = prescribe(table, past, day).stage
    if prescribed is None:
        refuse("no stage is prescribed (`runwalk next` says why); name the one you did with --stage ID")
    return prescribed


def _latest(past: Log) -> SessionRecord | None:
    counted = [session for session in past.sessions if session.counted]
    return max(counted, key=lambda session: session.started_at, default=None)


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
