"""The pages that a key opens from Home, by name."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from runwalk_tui.desk import Desk
from runwalk_tui.ui.screens.advice import AdviceScreen
from runwalk_tui.ui.screens.help import HelpScreen
from runwalk_tui.ui.screens.history import HistoryScreen
from runwalk_tui.ui.screens.stages import StagesScreen


def page(name: str, desk: Desk) -> Screen[None]:
    """A fresh page. Raises KeyError for a name that no key has."""
    pages: dict[str, Callable[[], Screen[None]]] = {
        "history": lambda: HistoryScreen(desk),
        "stages": lambda: StagesScreen(desk),
        "help": HelpScreen,
        "advice": lambda: AdviceScreen(desk.table.policy, desk.tips),
    }
    return pages[name]()
