"""Correcting the log: any answer of a session, its date or its stage; deleting one, and undoing that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from runwalk_tui.commands.log import MINUTES, PAIN, ask_for_signs
from runwalk_tui.commands.log_and_table import print_prescription, reading, table_of, where_the_plan_is, writing
from runwalk_tui.commands.outputs import refuse, say
from runwalk_tui.commands.typed import suggestions
from runwalk_tui.commands.typed.arguments import (
    Where,
    as_items,
    as_red_flags,
    instant,
    now,
    today_here,
    with_shared_options,
)
from runwalk_tui.commands.typed.command import Command, WithLists
from runwalk_tui.commands.typed.values import OneWord, WholeNumber, quoted

if TYPE_CHECKING:
    from runwalk_tui.corrections.entry import FieldName
    from runwalk_tui.corrections.sheet import SessionSheet
    from runwalk_tui.history.store import Store
    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.rule.prescription import Prescription
    from runwalk_tui.session.records import Deletion, Log, SessionRecord

LAST = "last"
"""In place of an id: the latest session."""
NAMED = 5
"""How many sessions are listed with their ids when one has to be chosen."""
EARLIER = "; to correct an earlier session, name its id: `runwalk edit` lists them"
"""Added to what cannot be done with the latest one."""
CAN_BE_EMPTY = ("before", "worst", "after", "morning", "sore", "ready", "effort", "note", "stopped")
"""What --without removes."""
FIELDS: Mapping[str, FieldName] = {
    "stage": "stage",
    "reps": "done",
    "planned": "planned",
    "minutes": "minutes",
    "before": "before",
    "worst": "worst",
    "after": "after",
    "morning": "morning",
    "sore": "sore",
    "ready": "ready",
    "effort": "effort",
    "note": "note",
}
"""The field that each option fills."""


@with_shared_options
@click.command(
    cls=WithLists,
    examples=(
        "runwalk edit last --worst 4 --sore knee  # the latest session",
        "runwalk edit 0192 --without effort       # its id starts with 0192",
    ),
)
@click.argument("session_id", metavar="[ID|last]", required=False, shell_complete=suggestions.sessions)
@click.option("--reps", type=WholeNumber(0, 100), help="Repetitions you did, 0 to 100.")
@click.option("--stage", metavar="ID", shell_complete=suggestions.stages, help="Stage you did.")
@click.option("--planned", type=WholeNumber(1, 100), help="Repetitions planned, 1 to 100.")
@click.option(
    "--kind",
    type=OneWord(["run-walk", "walk", "other"], also={"companion": "other"}),
    metavar="KIND",
    help="What it was: run-walk, walk, or other (exercise such as stretching).",
)
@click.option("--walk", "walked", is_flag=True, help="It was a walk; the same as --kind walk.")
@click.option("--minutes", type=MINUTES, help=f"Minutes you walked, {MINUTES.span()}.")
@click.option(
    "--at", metavar="ISO", help="When it started, such as 2026-01-05T07:30; with only a day, the time stays as it was."
)
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
    help="New soreness, to replace what was there; repeat it for each place.",
)
@click.option(
    "--red-flag",
    multiple=True,
    callback=as_red_flags,
    metavar="ID",
    shell_complete=suggestions.red_flags,
    help="Another warning sign from the list below; it puts your sessions on hold. Repeat it for each sign.",
)
@click.option("--stopped", is_flag=True, help="You stopped because of pain.")
@click.option("--ready/--not-ready", default=None, help="Whether you felt ready to move up.")
@click.option("--effort", type=PAIN, help="How hard it was, 0 to 10.")
@click.option("--note", help="A new note, to replace the old one.")
@click.option(
    "--without",
    multiple=True,
    type=OneWord(CAN_BE_EMPTY),
    metavar="ANSWER",
    help=f"Remove an answer: {', '.join(CAN_BE_EMPTY)}. Repeat it for each answer.",
)
@click.pass_obj
def edit(where: Where, /, session_id: str | None, **options: Any) -> None:
    """Correct any answer in a session, its date or its stage.

    ID is the start of a session's id; without it, you get a list of the last few sessions with their ids.
    """
    given = {name: value for name, value in options.items() if not (value is None or value is False or value == ())}
    if options["ready"] is False:
        given["ready"] = False
    if session_id is None:
        if given:
            raise click.UsageError("say which session: the start of its id, or last")
        with reading(where) as store:
            _list(table_of(where), store.log())
        return
    if not given:
        raise click.UsageError("say what to change, such as --worst 2")
    _refuse_what_contradicts(given)
    table = table_of(where)
    with writing(where) as store:
        past = store.log()
        was = _named(past, session_id)
        record = _corrected(table, past, was, given, latest=session_id == LAST)
        if record == was:
            say("Nothing was changed.")
            return
        before = _due(table, past)
        store.save(replace(record, updated_at=now()), was=was)
        asked = ask_for_signs(table, record, was, _ids(past)[was.id])
        asked += where_the_plan_is(table, store.log(), past, today_here())
        _tell(table, store, before, [*_changes(was, record), *asked])


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        "runwalk delete last    # the latest session",
        "runwalk delete --undo  # bring it back",
    ),
)
@click.argument("session_id", metavar="[ID|last]", required=False, shell_complete=suggestions.sessions)
@click.option("--undo", is_flag=True, help="Bring back the last session you deleted, or the one you name.")
@click.pass_obj
def delete(where: Where, session_id: str | None, undo: bool) -> None:
    """Delete a session; --undo brings it back.

    ID is the start of a session's id; `runwalk edit` lists the last few.
    """
    if session_id is None and not undo:
        raise click.UsageError("say which session: the start of its id, or last")
    table = table_of(where)
    with writing(where) as store:
        past = store.log()
        before = _due(table, past)
        told = _undone(store, session_id) if undo else _deleted(store, past, session_id or "")
        _tell(table, store, before, [told])


def _undone(store: Store, session_id: str | None) -> str:
    from runwalk_tui.calendar_in_use import habits_in_use
    from runwalk_tui.corrections.told import which
    from runwalk_tui.history.database.sessions import NOTHING_TO_UNDO
    from runwalk_tui.review.past.short_ids import short_ids

    deletion = None if session_id in (None, LAST) else _deletion(store.log(), session_id or "")
    record = store.restore(None if deletion is None else deletion.id, at=now())
    if record is None and deletion is None:
        deleted = [each.id for each in store.log().deleted]
        elsewhere = [each for each in deleted if store.may_restore(each, now())]
        refuse(_by_its_id(elsewhere, short_ids(deleted)) if elsewhere else NOTHING_TO_UNDO)
    if record is None:
        assert deletion is not None
        refuse(_why_gone(deletion))
    return f"Back in the log: {which(record, habits_in_use())}."


def _by_its_id(elsewhere: Sequence[str], short: Mapping[str, str]) -> str:
    """How to bring back what was deleted by a sync or an import."""
    if len(elsewhere) == 1:
        those, it, which = "one session was", "it", short[elsewhere[0]]
    else:
        those, it, which = f"{len(elsewhere)} sessions were", "one", "ID"
    return (
        f"you haven't deleted a session here in the last 30 days, but {those} deleted by a sync or an import; "
        f"to bring {it} back: runwalk delete --undo {which}"
    )


def _deletion(past: Log, session_id: str) -> Deletion:
    """The deletion that an id or its beginning names; ends the command when that is none or several."""
    from runwalk_tui.session.records import session_of_own

    found = [each for each in past.deleted if session_id and each.id.startswith(session_id)]
    ids = {each.id for each in found}
    alone = [each for each in found if session_of_own(each.id) not in ids]
    exact = [each for each in found if each.id == session_id] or alone
    if len(exact) > 1:
        refuse(f"{len(exact)} deleted sessions have an id that starts with {quoted(session_id)}; type more of it")
    if not exact:
        refuse(f"no deleted session has an id that starts with {quoted(session_id)}")
    return exact[0]


def _why_gone(deletion: Deletion) -> str:
    """Why a session that was deleted cannot be brought back."""
    from runwalk_tui.history.database.sessions import KEPT_FOR_UNDO

    if now() - deletion.at > KEPT_FOR_UNDO:
        return f"it was deleted more than {KEPT_FOR_UNDO.days} days ago"
    return "it was deleted on another computer, so there is nothing here to bring back"


def _deleted(store: Store, past: Log, session_id: str) -> str:
    from runwalk_tui.calendar_in_use import habits_in_use
    from runwalk_tui.corrections.entry import stays_in_log
    from runwalk_tui.corrections.told import which

    session = _named(past, session_id)
    if why := stays_in_log(past, session, today_here()):
        refuse(f"{why}; once a doctor or physiotherapist has cleared you, use `runwalk clear`")
    store.delete(session.id, now())
    return f"Deleted: {which(session, habits_in_use())}. `runwalk delete --undo` brings it back."


# Which session.


def _named(past: Log, session_id: str) -> SessionRecord:
    """The session that an id, its beginning, or "last" names; ends the command when that is none or several."""
    from runwalk_tui.corrections.told import found_by
    from runwalk_tui.review.session_words import is_sign_alone
    from runwalk_tui.rule.reading import split_by_day

    if session_id == LAST:
        happened = split_by_day(past, today_here())[0].sessions
        # A warning sign alone is no session; an answer meant for the last session would make it one.
        sessions = [session for session in happened if not is_sign_alone(session)] or happened
        if not sessions:
            refuse("there are no sessions yet; `runwalk log` records one")
        return sessions[-1]
    found = found_by(past.sessions, session_id)
    if len(found) > 1:
        ids = ", ".join(_ids(past)[session.id] for session in found[-NAMED:])
        refuse(f"{len(found)} sessions have an id that starts with {quoted(session_id)}: {ids}; type more of it")
    if not found:
        refuse(f"no session has an id that starts with {quoted(session_id)}; `runwalk edit` lists the last few")
    return found[0]


def _ids(past: Log) -> dict[str, str]:
    """The ids as they are shown, by the full ids."""
    from runwalk_tui.review.past.short_ids import short_ids

    return short_ids(session.id for session in past.sessions)


def _list(table: StageTable, past: Log) -> None:
    """The last sessions with their ids, the newest last."""
    from runwalk_tui.review.session_words import ours_in, session_line
    from runwalk_tui.rule.standing import under_present_ids

    if not past.sessions:
        say("No sessions yet.")
        return
    ids = _ids(past)
    for session in under_present_ids(table, past).sessions[-NAMED:]:
        say(f"{ids[session.id]}  {session_line(session, ours_in(table))}")
    say("Correct one by the start of its id, or the latest: runwalk edit last --worst 2")


# What changes.


def _refuse_what_contradicts(given: dict[str, Any]) -> None:
    """Raises click.UsageError in one line."""
    for name in given.get("without", ()):
        if name in given:
            raise click.UsageError(f"use either --{name} or --without {name}, not both")
    if given.pop("walked", False) and given.setdefault("kind", "walk") != "walk":
        raise click.UsageError("use either --walk or --kind, not both")


def _corrected(
    table: StageTable, past: Log, was: SessionRecord, given: Mapping[str, Any], *, latest: bool
) -> SessionRecord:
    """The session with what was given; ends the command when that cannot be."""
    from runwalk_tui.corrections.entry import loses_red_flag

    sheet = _filled_in(table, was, given, latest=latest)
    record, faults = sheet.read()
    if faults:
        options = {field: option for option, field in FIELDS.items()} | {"date": "at", "time": "at"}
        refuse("; ".join(f"--{options.get(field, field)}: {line}" for field, line in faults.items()))
    if why := loses_red_flag(past, record, was, today_here()):
        refuse(why)
    if "red_flag" in given and (why := _holds_no_sign(record)):
        refuse(f"{why}, so a warning sign on it wouldn't put your sessions on hold; use `runwalk log --red-flag`")
    return record


def _holds_no_sign(record: SessionRecord) -> str:
    """Why the stop sign does not look at a session; "" when it does."""
    from runwalk_tui.rule.reading import NOT_YET_AFTER

    if record.rehearsal:
        return "it is a rehearsal"
    return "its date is in the future" if record.day > today_here() + NOT_YET_AFTER else ""


def _filled_in(table: StageTable, was: SessionRecord, given: Mapping[str, Any], *, latest: bool) -> SessionSheet:
    from runwalk_tui.corrections.sheet import READY, SessionSheet

    sheet = SessionSheet(was, table, now())
    if "kind" in given:
        sheet = sheet.with_text("kind", given["kind"])
    ready = {value: word for word, value in READY.items()}
    texts: dict[str, str] = {name: "" for name in given.get("without", ()) if name in FIELDS}
    for name in given.keys() & FIELDS.keys():
        value = given[name]
        texts[name] = ready[value] if name == "ready" else ", ".join(value) if name == "sore" else str(value)
    for name, text in texts.items():
        if FIELDS[name] not in sheet.fields:
            raise click.UsageError(_why_not(sheet.text("kind"), name, latest=latest))
        sheet = sheet.with_text(FIELDS[name], text)
    start = None
    if "at" in given:
        sheet, start = _start_of(sheet, given["at"])
    stopped = True if "stopped" in given else False if "stopped" in given.get("without", ()) else None
    return replace(sheet, at=start, red_flags=given.get("red_flag", ()), stopped=stopped)


def _start_of(sheet: SessionSheet, text: str) -> tuple[SessionSheet, datetime | None]:
    """The sheet with what --at says of day and time; with an offset or seconds, the instant, for which it has no field.

    A day alone leaves the time of day. Raises click.BadParameter.
    """
    from runwalk_tui.corrections.sheet import moved_to

    checked, said = instant(text), datetime.fromisoformat(text)
    if said.tzinfo is not None:
        return sheet, checked
    if said.second or said.microsecond:
        return sheet, moved_to(said, sheet.start.started_at, sheet.now)
    sheet = sheet.with_text("date", f"{said:%Y-%m-%d}")
    try:
        date.fromisoformat(text)
    except ValueError:
        sheet = sheet.with_text("time", f"{said:%H:%M}")
    return sheet, None


def _why_not(kind: str, name: str, *, latest: bool) -> str:
    """Why an option cannot be given for such a session."""
    if name == "minutes":
        return "--minutes is for a walk; add --walk if it was one"
    return (
        f"{'a walk' if kind == 'walk' else 'other exercise'} has no --{name}; add --kind run-walk if it was a session"
        f"{EARLIER if latest else ''}"
    )


def _changes(was: SessionRecord, record: SessionRecord) -> Sequence[str]:
    from runwalk_tui.calendar_in_use import habits_in_use
    from runwalk_tui.corrections.told import differences

    return differences(was, record, habits_in_use())


def _due(table: StageTable, past: Log) -> Prescription:
    from runwalk_tui.rule.prescription import prescribe

    return prescribe(table, past, today_here())


def _tell(table: StageTable, store: Store, before: Prescription, changes: Sequence[str]) -> None:
    """What changed, what that does to the next run, and the next run."""
    from runwalk_tui.corrections.told import next_run

    past = store.log()
    say("\n".join((*changes, next_run(before, _due(table, past), today_here()))))
    print_prescription(table, past, today_here(), as_json=False)
