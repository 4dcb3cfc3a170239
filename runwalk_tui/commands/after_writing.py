"""Once a command has written to the log, the other computers get to know of it, where the runner has set a folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from runwalk_tui import paths
from runwalk_tui.commands.colour import headline
from runwalk_tui.commands.outputs import say
from runwalk_tui.commands.typed.arguments import today_here

if TYPE_CHECKING:
    from runwalk_tui.history.store import Store
    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.session.records import SessionRecord


def sync_after_writing(store: Store, table: Callable[[], StageTable | None]) -> None:
    """Sync the usual log with the folder that is set, and wait a few seconds at most.

    What there is to tell is on standard error: the answer of the command has been given, and its exit status stays.
    A warning sign that came in is told with what to do, since that answer said something else; `table` has the stages,
    or None where they have errors.
    """
    folder = _folder()
    if not folder or not paths.is_usual_data_dir(store.folder):
        return
    from runwalk_tui.syncing.automatic import AutomaticSync
    from runwalk_tui.workspace import wall_clock

    sync = AutomaticSync(store, folder, wall_clock)
    sync.close()
    news = sync.news()
    if news.sign:
        say(f"runwalk: {' '.join(news.lines)} So don't go by the answer above.", err=True)
        _say_stop_sign(store, table())
    elif news.lines:
        say(f"runwalk: {' '.join(news.lines)} `runwalk next` says what is due now.", err=True)
        _say_of_another_table(store, table(), news.brought)
    for problem in news.problems:
        say(f"runwalk: {problem}", err=True)


def _say_of_another_table(store: Store, table: StageTable | None, brought: tuple[SessionRecord, ...]) -> None:
    """Say when another computer uses another stage table."""
    from runwalk_tui.history.errors import StoreError
    from runwalk_tui.syncing.news import of_another_table

    with suppress(StoreError):  # a log that can't be read is told where it is shown
        if table is not None and (line := of_another_table(table, store.log(), brought)):
            say(f"runwalk: {line}", err=True)


def _say_stop_sign(store: Store, table: StageTable | None) -> None:
    """What the stop sign says to do, as `runwalk next` has it."""
    from runwalk_tui.history.errors import StoreError
    from runwalk_tui.own_table.earlier import ways_back
    from runwalk_tui.rule.prescription import prescribe
    from runwalk_tui.wording import explain

    try:
        log = store.log()
    except StoreError as error:
        say(f"runwalk: {error}", err=True)
        return
    if table is None:
        say("Don't run. `runwalk next` says what to do.", err=True)
        return
    today = today_here()
    due = prescribe(table, log, today, ways_back(table, log))
    say("\n".join(explain(table, due, today)), err=True, first=headline)


def _folder() -> str:
    """The folder that is set; "" where none is, or where the settings can't be used, which `runwalk doctor` tells."""
    from runwalk_tui.settings import SettingsError, read_settings

    if not paths.stands_there(paths.settings_file()):
        return ""
    try:
        return read_settings(paths.settings_file()).sync.folder.strip()
    except SettingsError:
        return ""
