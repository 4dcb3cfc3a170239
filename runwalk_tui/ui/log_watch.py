"""What others write to the log while the app is open: another computer by a sync, another window, a command."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work

from runwalk_tui.history.errors import StoreError
from runwalk_tui.ui.conversations import ConversationApp
from runwalk_tui.ui.session_app import ShowsTable

if TYPE_CHECKING:
    from runwalk_tui.session.records import Log
    from runwalk_tui.syncing.news import SyncNews

TO_READ = 12.0
"""Seconds for which it is told what changed."""


class LogWatchApp(ConversationApp):
    """An app that shows it between conversations, never under a question."""

    _log_shown: Log | None = None
    """The log that the page on top was last drawn from."""
    _asked_to_sync = False
    """Whether the runner waits for a sync, which then tells what came of it."""

    def page_on_top(self) -> object:
        """The screen on top, once all of it is there; None while the program ends, and the parts go one by one."""
        found = self.screen_stack[-1] if self.is_running and self.screen_stack else None
        return found if found is not None and found.is_mounted else None

    def on_app_focus(self) -> None:
        """The runner is back at this window, maybe from another computer."""
        self.look_at_sync(back=True)

    def look_at_sync(self, *, back: bool = False) -> None:
        """Sync when something was written here, and show what came in: between sessions, never under a question.

        With `back` the runner has just come to the page, and the folder is looked at sooner.
        """
        screen = self.page_on_top()
        if self.in_conversation or self.timer is not None or (sync := self.workspace.sync) is None:
            return
        sync.look(back=back)
        if isinstance(screen, ShowsTable) and not self._asked_to_sync:
            self._tell_sync(screen, sync.news())

    @work(exclusive=True, group="sync")
    async def sync_now(self) -> None:
        """Sync because the runner asks for it, and say what came of it, also when that is nothing."""
        if (sync := self.workspace.sync) is None:
            return
        sync.look_anew()
        self._asked_to_sync = True
        try:
            await asyncio.to_thread(sync.wait, sync.patience)
        finally:
            self._asked_to_sync = False
        screen = self.page_on_top()
        if self.in_conversation or self.timer is not None or not isinstance(screen, ShowsTable):
            return  # it is told afterwards
        if news := sync.news():
            self._tell_sync(screen, news)
        elif not sync.running:
            from runwalk_tui.syncing.automatic import SYNCED

            self.notify(SYNCED)

    def _tell_sync(self, screen: ShowsTable, news: SyncNews) -> None:
        if news.changed:
            self.log_is_shown()
            screen.refresh_from_log()
        if news.problems:
            self.notify("\n".join(map(str, news.problems)), severity="warning", timeout=TO_READ)
        if news.lines:  # one toast for all, as one for each would push the first one off
            from runwalk_tui.syncing.news import of_another_table

            another = of_another_table(self.workspace.table, self.workspace.log(), news.brought)
            self.notify("\n".join(filter(None, (*news.lines, another))), timeout=TO_READ)

    def look_at_log(self) -> None:
        """Draw again what another window or a command has changed: it may be a warning sign."""
        screen = self.page_on_top()
        if self.in_conversation or self.timer is not None or not isinstance(screen, ShowsTable):
            return
        log, shown = self._log_on_disk(), self._log_shown
        self._log_shown = log
        if log is not shown and shown is not None and log is not None and log != shown:
            screen.refresh_from_log()

    def log_is_shown(self) -> None:
        """The page on top has just been drawn from the log as it is."""
        self._log_shown = self._log_on_disk()

    def _log_on_disk(self) -> Log | None:
        """The log as it is by now; None where it can't be read, which is told where it is shown."""
        with suppress(StoreError):
            return self.workspace.store.log()
        return None
