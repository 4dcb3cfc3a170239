"""The ground that the app stands on: its driver, its last word on each line, and what becomes of an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.filter import LineFilter, Monochrome, NoColor

from runwalk_tui.ui.terminal.crash import CrashReportingApp
from runwalk_tui.ui.terminal.driver import lasting
from runwalk_tui.ui.terminal.filters import AsciiOnly, TextAlone
from runwalk_tui.ui.terminal.news import NewsApp

if TYPE_CHECKING:
    from textual.driver import Driver


class TerminalApp(CrashReportingApp, NewsApp):
    """An app that outlives its terminal long enough to end in order, and sends it text that is text."""

    def __init__(self) -> None:
        self._text_alone, self._ascii_only = TextAlone(), AsciiOnly()
        self._monochrome, self._colourless = Monochrome(), NoColor()
        super().__init__()
        self.ascii = False
        """Whether only letters, digits and plain characters are shown."""

    def get_driver_class(self) -> type[Driver]:
        return lasting(super().get_driver_class())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What each line goes through before it is sent, the last word last."""
        filters = [each for each in super().get_line_filters() if not isinstance(each, Monochrome | NoColor)]
        filters.append(self._text_alone)
        if self.ascii:
            filters.append(self._ascii_only)
        if self.no_color:
            # Greys where they can be made; a terminal with colours of its own may have none that would be legible.
            filters.append(self._colourless if self.native_ansi_color else self._monochrome)
        return filters
