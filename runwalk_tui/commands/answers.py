"""What comes later: the next morning's pain, the starting stage, a clinician's clearance."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from runwalk_tui.commands.log import PAIN, ask_for_signs, refuse_before_its_morning
from runwalk_tui.commands.log_and_table import known_stage, print_prescription, table_of, where_the_plan_is, writing
from runwalk_tui.commands.outputs import refuse, say
from runwalk_tui.commands.typed import suggestions
from runwalk_tui.commands.typed.arguments import Where, as_day, now, past_instant, today_here, with_shared_options
from runwalk_tui.commands.typed.command import Command

if TYPE_CHECKING:
    from runwalk_tui.session.records import Log, SessionRecord


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        "runwalk morning 2                    # the morning after the latest session",
        "runwalk morning 4 --date 2026-01-05  # the morning after that day's session",
    ),
)
@click.argument("pain", type=PAIN, metavar="N")
@click.option(
    "--date",
    "day",
    callback=as_day,
    metavar="YYYY-MM-DD",
    shell_complete=suggestions.days_with_a_morning,
    help="Day of the session, if it is not the latest.",
)
@click.pass_obj
def morning(where: Where, pain: int, day: date | None) -> None:
    """Record your pain (0 to 10) on the morning after a session."""
    from runwalk_tui.review.past.short_ids import short_ids
    from runwalk_tui.rule.reasons import day_name

    table = table_of(where)
    with writing(where) as store:
        before = store.log()
        session = _latest(before) if day is None else _of_the_day(before, day)
        _refuse_if_not_the_time(session, pain, by_date=day is not None)
        answered = replace(session, pain_morning=pain, updated_at=now())
        store.save(answered, was=session)
        was = "" if session.pain_morning in (None, pain) else f" (was {session.pain_morning})"
        short_id = short_ids(each.id for each in store.log().sessions)[session.id]
        saved = f"Saved: pain {pain} out of 10{was} on the morning after {day_name(session.day)} {session.day.year}."
        past, today = store.log(), today_here()
        signs = ask_for_signs(table, answered, session, short_id)
        say("\n".join((saved, *signs, *where_the_plan_is(table, past, before, today))))
        print_prescription(table, past, today, as_json=False)


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        "runwalk place 2                  # start at stage 2 from now on",
        "runwalk place 2 --at 2026-01-05  # you've been at stage 2 since that day",
    ),
)
@click.argument("stage_id", metavar="[ID]", required=False, shell_complete=suggestions.stages)
@click.option("--at", metavar="ISO", help="The day you started there, such as 2026-01-05; without it, from now on.")
@click.pass_obj
def place(where: Where, stage_id: str | None, at: str | None) -> None:
    """Set your starting stage.

    Without ID it lists the stages.

    If this is already your starting stage and --at is an earlier day, your start moves back to that day, so the
    sessions since then count.
    """
    from runwalk_tui.rule.reasons import day_name
    from runwalk_tui.session.records import Placement

    table = table_of(where)
    if stage_id is None:
        if at:
            raise click.UsageError("say which stage, such as: runwalk place 2 --at 2026-01-05")
        from runwalk_tui.commands.programmes import stage_rows

        say("\n".join([table.programme, *stage_rows(table), "To start at one of them: runwalk place ID"]))
        return
    stage = known_stage(table, stage_id)
    placed = past_instant(at, "set your starting stage when that day comes") if at else now()
    with writing(where) as store:
        of_this = (placement for placement in store.log().placements if placement.is_for(table.programme))
        first = min(of_this, key=lambda placement: placement.at, default=None)
        if first is not None and table.index(first.stage) == table.index(stage) and placed < first.at:
            store.move_placement(replace(first, at=placed), first)
            days = f"{day_name(placed.date(), today_here())}, not {day_name(first.at.date(), today_here())}"
            say(f"Date changed: you started at stage {stage} on {days}.")
        else:
            store.place(Placement(placed, stage, "chosen", table.programme))
        print_prescription(table, store.log(), max(today_here(), placed.date()), as_json=False)


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        "runwalk clear        # asks first",
        "runwalk clear --yes  # doesn't ask",
    ),
)
@click.option("--yes", is_flag=True, help="Don't ask: a doctor or physiotherapist has cleared me.")
@click.pass_obj
def clear(where: Where, yes: bool) -> None:
    """Record that a doctor or physiotherapist has cleared you to run.

    This ends the hold after a warning sign. In a terminal it asks first; otherwise it needs --yes.
    """
    from runwalk_tui.rule.reading import stop_sign
    from runwalk_tui.session.records import clearance_of

    table = table_of(where)
    with writing(where) as store:
        past = store.log()
        waiting = stop_sign(past, today_here())
        if not waiting:
            refuse("your sessions aren't on hold, so there is nothing to clear")
        if not yes:
            _ask(waiting)
        store.clear(clearance_of(waiting, now()))
        for session in waiting:
            say(f"Cleared: {_flags_of(session)}.")
        print_prescription(table, store.log(), today_here(), as_json=False)


def _ask(waiting: Sequence[SessionRecord]) -> None:
    """Ask whether a clinician has cleared the runner. Ends the command when nobody has, or nobody can be asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError(
            "there is no terminal to ask you in; add --yes if a doctor or physiotherapist has cleared you to run"
        )
    for session in waiting:
        say(f"You ticked a warning sign: {_flags_of(session)}.", err=True)
    question = (
        "Has a doctor or physiotherapist looked at this and said you can run? Your answer is saved with today's date."
    )
    if not click.confirm(question, default=False, err=True):
        refuse("nothing was cleared")


def _flags_of(session: SessionRecord) -> str:
    """The flags of a session and its day."""
    from runwalk_tui.rule.reasons import day_name
    from runwalk_tui.rule.red_flags import in_words

    return f"{in_words(session.red_flags)} ({day_name(session.day, today_here())})"


def _latest(past: Log) -> SessionRecord:
    """The latest counted session that is not dated after today; ends the command when there is none."""
    from runwalk_tui.rule.reading import split_by_day

    counted = [session for session in split_by_day(past, today_here())[0].sessions if session.counted]
    if not counted:
        refuse("there are no sessions yet, so there is no morning after one; `runwalk log` records a session")
    return max(counted, key=lambda session: session.started_at)


def _of_the_day(past: Log, day: date) -> SessionRecord:
    """The latest counted session of a day; ends the command when there is none."""
    counted = [session for session in past.sessions if session.counted]
    found = [session for session in counted if session.day == day]
    if not found:
        near = min((session.day for session in counted), key=lambda other: abs(other - day), default=None)
        hint = "" if near is None else f"; the nearest is on {near}"
        refuse(f"there is no session on {day}{hint}")
    return max(found, key=lambda session: session.started_at)


def _refuse_if_not_the_time(session: SessionRecord, pain: int, *, by_date: bool) -> None:
    """End the command when the session's next morning has not come, or is long past and no date was given."""
    from runwalk_tui.rule.prescription import MORNING_ASKED_DAYS
    from runwalk_tui.rule.reasons import day_name

    refuse_before_its_morning(session)
    days = (today_here() - session.last_day).days
    if days >= MORNING_ASKED_DAYS.stop and not by_date:
        refuse(
            f"the latest session was on {day_name(session.day)}, {days} days ago; "
            f"if you still remember the next morning: runwalk morning {pain} --date {session.day}"
        )
