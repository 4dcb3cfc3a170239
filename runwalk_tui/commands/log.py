"""Writing down what was done."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from runwalk_tui.commands.log_and_table import (
    check_reps,
    known_stage,
    print_prescription,
    table_of,
    where_the_plan_is,
    writing,
)
from runwalk_tui.commands.outputs import refuse, say
from runwalk_tui.commands.typed import suggestions
from runwalk_tui.commands.typed.arguments import (
    Where,
    as_items,
    as_red_flags,
    now,
    past_instant,
    today_here,
    with_shared_options,
)
from runwalk_tui.commands.typed.command import WithLists
from runwalk_tui.commands.typed.values import WholeNumber
from runwalk_tui.session.limits import MOST_MINUTES, NOTE_LIMIT

if TYPE_CHECKING:
    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.session.records import Log, SessionRecord

PAIN = WholeNumber(0, 10)
MINUTES = WholeNumber(1, MOST_MINUTES)


@with_shared_options
@click.command(
    cls=WithLists,
    examples=(
        "runwalk log --reps 6 --before 3 --worst 4 --after 3    # what was due",
        "runwalk log --walk --minutes 25 --at 2026-01-07T18:00  # a walk",
    ),
)
@click.option("--reps", type=WholeNumber(0, 100), help="Repetitions you did, 0 to 100.")
@click.option(
    "--stage", metavar="ID", shell_complete=suggestions.stages, help="Stage you did; without it, the one that was due."
)
@click.option(
    "--planned", type=WholeNumber(1, 100), help="Repetitions planned, 1 to 100; without it, as many as you did."
)
@click.option("--walk", "walked", is_flag=True, help="It was a walk; needs --minutes.")
@click.option("--minutes", type=MINUTES, help=f"Minutes you walked, {MINUTES.span()}.")
@click.option("--at", metavar="ISO", help="When it started, such as 2026-01-05T07:30; without it, now.")
@click.option("--before", type=PAIN, help="Pain before, 0 to 10.")
@click.option("--worst", type=PAIN, help="Worst pain during the session, 0 to 10.")
@click.option("--after", type=PAIN, help="Pain right after it, 0 to 10.")
@click.option("--morning", type=PAIN, help="Pain the next morning, 0 to 10.")
@click.option(
    "--sore",
    multiple=True,
    callback=as_items,
    metavar="SITE",
    shell_complete=suggestions.sore_places,
    help="New soreness, such as knee; repeat it for each place.",
)
@click.option(
    "--red-flag",
    multiple=True,
    callback=as_red_flags,
    metavar="ID",
    shell_complete=suggestions.red_flags,
    help="A warning sign from the list below; it puts your sessions on hold. Repeat it for each sign.",
)
@click.option("--stopped", is_flag=True, help="You stopped because of pain.")
@click.option("--ready/--not-ready", default=None, help="Whether you feel ready to move up.")
@click.option("--effort", type=PAIN, help="How hard it was, 0 to 10.")
@click.option("--note", default="", help="Anything else.")
@click.pass_obj
def log(where: Where, /, walked: bool, minutes: int | None, at: str | None, note: str, **answers: Any) -> None:
    """Record a session or a walk you did without the app.

    It then shows what's next.

    With --walk it is a walk, and only --minutes, --before, --after, --red-flag, --at and --note apply.
    """
    _refuse_what_has_no_meaning(walked, minutes, answers)
    from runwalk_tui.review.past.short_ids import short_ids
    from runwalk_tui.review.session_words import is_sign_alone

    table = table_of(where)
    started = past_instant(at, "log it when you have done it") if at else now()
    if len(note) > NOTE_LIMIT:
        raise click.BadParameter(f"at most {NOTE_LIMIT} characters", param_hint="--note")
    with writing(where) as store:
        past = store.log()
        if walked:
            record = _walk(table, past, started, 60 * (minutes or 0), note, answers)
            what = f"a walk of {minutes} minute{'' if minutes == 1 else 's'}"
        else:
            record = _session(table, past, started, note, answers)
            what = f"stage {record.stage}, {record.reps_done} of {record.reps_planned} repetitions"
            if is_sign_alone(record):
                what = "a warning sign"
            if record.pain_morning is not None:
                refuse_before_its_morning(record)
        store.save(record)
        before, past, today = past, store.log(), max(today_here(), record.day)
        short_id = short_ids(session.id for session in past.sessions)[record.id]
        asked = ask_for_signs(table, record, None, short_id)
        plan = where_the_plan_is(table, past, before, today)
        say("\n".join((f"Saved: {what}, {started:%Y-%m-%d %H:%M}.", *asked, *plan)))
        print_prescription(table, past, today, as_json=False)


def _refuse_what_has_no_meaning(walked: bool, minutes: int | None, answers: dict[str, Any]) -> None:
    """Raises click.UsageError in one line."""
    if not walked:
        if minutes is not None:
            raise click.UsageError("--minutes is for a walk: runwalk log --walk --minutes N")
        if answers["reps"] is None and answers["red_flag"]:
            answers["reps"] = 0  # a red flag needs no session
        if answers["reps"] is None:
            raise click.UsageError("--reps is missing; give the repetitions you did, or for a walk: --walk --minutes N")
        return
    if minutes is None:
        raise click.UsageError("--minutes is missing; for a walk: runwalk log --walk --minutes N")
    given = [name for name, value in answers.items() if not (value is None or value is False or value == ())]
    odd = [name for name in given if name not in WITH_A_WALK]
    odd += ["not_ready"] if answers["ready"] is False else []
    if odd:
        named = ", ".join(f"--{name.replace('_', '-')}" for name in odd)
        that = "that" if len(odd) == 1 else "those"
        raise click.UsageError(f"a walk has no {named}: leave {that} out, or leave out --walk")


WITH_A_WALK = ("before", "after", "red_flag")
"""The answers that a walk can have, like a session."""


def _session(table: StageTable, past: Log, started: datetime, note: str, answers: dict[str, Any]) -> SessionRecord:
    """The session that the options describe."""
    from runwalk_tui.corrections.entry import BY_HAND, seconds_by_hand
    from runwalk_tui.session.records import SessionRecord, new_session_id

    reps, planned = answers["reps"], answers["planned"]
    done = _stage_for_log(table, answers["stage"], past, started.date(), always=bool(answers["red_flag"]))
    for option, count in (("--reps", reps), ("--planned", planned)):
        check_reps(table.stage(done), count or 0, option)
    record = SessionRecord(
        id=new_session_id(),
        started_at=started,
        programme=table.programme,
        stage=done,
        reps_planned=planned if planned is not None else max(1, reps),
        reps_done=reps,
        pain_before=answers["before"],
        pain_worst=answers["worst"],
        pain_after=answers["after"],
        pain_morning=answers["morning"],
        soreness=answers["sore"],
        red_flags=answers["red_flag"],
        stopped_for_pain=answers["stopped"],
        felt_ready=answers["ready"],
        effort=answers["effort"],
        note=note,
        source=BY_HAND,
    )
    return seconds_by_hand(record, table)


def refuse_before_its_morning(session: SessionRecord) -> None:
    """End the command when the session's next morning has not come."""
    from runwalk_tui.corrections.entry import too_early_for_morning

    if why := too_early_for_morning(session, today_here()):
        refuse(why)


def _walk(
    table: StageTable, past: Log, started: datetime, seconds: int, note: str, answers: dict[str, Any]
) -> SessionRecord:
    """The walk that the options describe, filed under the stage that was due (see SessionKind.WALK)."""
    from runwalk_tui.rule.reading import read
    from runwalk_tui.session.records import SessionKind, SessionRecord, new_session_id

    standing = read(table, past, started.date()).standing
    return SessionRecord(
        id=new_session_id(),
        started_at=started,
        programme=table.programme,
        stage=table.stages[standing.stage if standing else 0].id,
        reps_planned=1,
        reps_done=0,
        walk_seconds=seconds,
        active_seconds=seconds,
        pain_before=answers["before"],
        pain_after=answers["after"],
        red_flags=answers["red_flag"],
        kind=SessionKind.WALK,
        note=note,
        source="log",
    )


def _stage_for_log(table: StageTable, given: str | None, past: Log, day: date, *, always: bool) -> str:
    """The stage that was named, or the one that was due. With `always` there is one even under a stop sign."""
    if given is not None:
        return known_stage(table, given)
    from runwalk_tui.rule.prescription import prescribe
    from runwalk_tui.rule.reading import read
    from runwalk_tui.rule.standing import Decision

    due = prescribe(table, past, day)
    prescribed = due.stage
    if prescribed is None and always:
        standing = read(table, past, day).standing
        return table.stages[standing.stage if standing else 0].id
    if prescribed is None:
        other = ", or set your starting stage: runwalk place ID" if due.decision is Decision.PLACEMENT else ""
        refuse(f"no stage is due (`runwalk next` says why); name the one you did with --stage ID{other}")
    return prescribed


def ask_for_signs(
    table: StageTable, record: SessionRecord, was: SessionRecord | None, short_id: str
) -> tuple[str, ...]:
    """A line that asks for warning signs after severe or rising pain, as a command cannot wait for an answer.

    `was` is the session that was corrected; `short_id` is the beginning of its id. Only a sign that comes with this
    command answers: an earlier one, which may be cleared by now, says nothing about the new pain.
    """
    from runwalk_tui.corrections.entry import why_ask_red_flags
    from runwalk_tui.wording import PAIN_ROSE

    new_signs = set(record.red_flags) - set(was.red_flags if was else ())
    why = "" if new_signs else why_ask_red_flags(record, was, table.policy)
    if not why:
        return ()
    pain = "Your pain went up or is high" if why == PAIN_ROSE else "Your pain was severe"
    return (f"{pain}. If you have a warning sign, add it: runwalk edit {short_id} --red-flag SIGN",)
