"""What Tab offers in the place of a value: stages, sessions, their days, sore places, signs, programmes, languages.

Each reads only what it needs, and only when it is asked. Where a table or a log can't be read there is nothing to
offer, and nothing is said: whoever presses Tab is in the middle of a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from runwalk_tui.commands.typed.arguments import Where, today_here

if TYPE_CHECKING:
    from sqlite3 import Connection

    from click.shell_completion import CompletionItem

    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.session.records import Log

    Items = list[CompletionItem[str]]
    Meant = Iterable[tuple[str, str]]

SESSIONS = 20
"""How many sessions are offered at most, the newest first."""
LONGEST_WAIT = 0.2
"""Seconds that the log is waited for."""


def stages(context: click.Context, parameter: click.Parameter, typed: str) -> Items:
    """The ids of the stages in use, each with its steps."""
    from runwalk_tui.programme.steps.step_text import repetition_text

    table = _table(context)
    return [] if table is None else _items(typed, ((stage.id, repetition_text(stage)) for stage in table.stages))


def sessions(context: click.Context, parameter: click.Parameter, typed: str) -> Items:
    """ "last", then the beginnings of the ids of the newest sessions; with --undo, of those that were deleted."""
    from runwalk_tui.review.past.short_ids import short_ids
    from runwalk_tui.review.session_words import session_line

    past = _log(context)
    if past is None:
        return []
    if context.params.get("undo"):
        shown = short_ids(deletion.id for deletion in past.deleted)
        newest = sorted(past.deleted, key=lambda deletion: deletion.at, reverse=True)
        found = [(each.id, f"deleted {each.at.astimezone():%Y-%m-%d %H:%M}") for each in newest]
        last: Items = []
    else:
        shown = short_ids(session.id for session in past.sessions)
        found = [(each.id, " ".join(session_line(each).split())) for each in reversed(past.sessions)]
        last = _items(typed, [("last", "the latest session")]) if found else []
    matching = [(shown[id], about) for id, about in found if id.startswith(typed)]
    # Whoever has typed more of an id than is shown goes on with all of it.
    whole = [(id, about) for id, about in found if id.startswith(typed) and not shown[id].startswith(typed)]
    return [*last, *_items(typed, (whole or matching)[:SESSIONS])]


def days_with_a_morning(context: click.Context, parameter: click.Parameter, typed: str) -> Items:
    """The days of the newest sessions whose morning after has come, each with its session."""
    from runwalk_tui.corrections.entry import too_early_for_morning
    from runwalk_tui.review.session_words import session_line

    past = _log(context)
    if past is None:
        return []
    today = today_here()
    counted = [each for each in past.sessions if each.counted and not too_early_for_morning(each, today)]
    # Of several on one day the command takes the latest.
    latest = {each.day: each for each in sorted(counted, key=lambda each: each.started_at)}
    newest = sorted(latest.items(), reverse=True)
    told = ((str(day), " ".join(session_line(each).split()).removeprefix(f"{day} ")) for day, each in newest)
    return _items(typed, told)[:SESSIONS]


def sore_places(context: click.Context, parameter: click.Parameter, typed: str) -> Items:
    """The usual sore places, each as it is typed."""
    from runwalk_tui.wording import SORENESS_PLACES

    return _items(typed, ((place, "") for place in SORENESS_PLACES if place not in _given(context, parameter)))


def red_flags(context: click.Context, parameter: click.Parameter, typed: str) -> Items:
    """The id of every red flag with its question, those that are an emergency first."""
    from runwalk_tui.rule.red_flags import EMERGENCY_FLAGS, URGENT_FLAGS

    flags = (*EMERGENCY_FLAGS, *URGENT_FLAGS)
    given = _given(context, parameter)
    return _items(typed, ((flag.id, flag.question) for flag in flags if flag.id not in given))


def programmes(context: click.Context, parameter: click.Parameter, typed: str) -> Items:
    """The programmes and the other exercise that come with runwalk; for anything else, files."""
    from runwalk_tui.programme.shipped import SHIPPED

    found = _items(typed, ((one.name, one.about) for one in SHIPPED.values()))
    return found or _item(typed, kind="file")


def languages(context: click.Context, parameter: click.Parameter, typed: str) -> Items:
    """The code of every language that there are words for, each with its name where it comes with runwalk."""
    from runwalk_tui.voice.languages import WordsError, codes, shipped_languages

    try:
        known = codes()
    except WordsError:
        return []
    names = {code: one.name for code, one in shipped_languages().items()}
    return _items(typed, ((code, names.get(code, "")) for code in known))


def _items(typed: str, meant: Meant) -> Items:
    """What begins as it was typed, each with a word about it."""
    return [item for value, about in meant if value.startswith(typed) for item in _item(value, about)]


def _item(value: str, about: str = "", kind: str = "plain") -> Items:
    from click.shell_completion import CompletionItem

    # One item is a line of the answer to the shell.
    return [CompletionItem(value, kind, about or None)] if value.isprintable() else []


def _given(context: click.Context, parameter: click.Parameter) -> tuple[str, ...]:
    """What an option that is repeated already has."""
    return tuple(context.params.get(parameter.name or "") or ())


def _where(context: click.Context) -> Where:
    return context.find_object(Where) or Where()


def _table(context: click.Context) -> StageTable | None:
    """The table in use; None when it has errors. Read without what would look for an earlier version of it."""
    from runwalk_tui import paths
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.programme.reader import parse_table
    from runwalk_tui.system.files import read_text
    from runwalk_tui.system.problems import FaultyTextError

    try:
        file = paths.stages_file(_where(context).stages)
        return parse_table(read_text(file), str(file))
    except (TableError, FaultyTextError, paths.NoHomeError):
        return None


def _log(context: click.Context) -> Log | None:
    """The log; None when it can't be read now."""
    from runwalk_tui import paths
    from runwalk_tui.history.errors import StoreError
    from runwalk_tui.history.store import Store

    try:
        with Store.open(paths.data_dir(_where(context).data), read_only=True, connect=_hardly_waiting) as store:
            return store.log()
    except (StoreError, paths.NoHomeError):
        return None


def _hardly_waiting(*database: Any, **options: Any) -> Connection:
    """A connection for whoever waits for a Tab: a log that another program keeps to itself is left alone."""
    import sqlite3

    connection: Connection = sqlite3.connect(*database, **{**options, "timeout": LONGEST_WAIT})
    return connection
