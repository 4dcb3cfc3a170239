"""The pages that a key opens from Home, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from runwalk_tui.ui.screens.pages.advice import AdviceScreen
from runwalk_tui.ui.screens.pages.help import HelpScreen
from runwalk_tui.ui.screens.pages.history import HistoryScreen
from runwalk_tui.ui.screens.pages.stages import StagesScreen
from runwalk_tui.ui.screens.pages.trends import TrendsScreen
from runwalk_tui.ui.settings.settings import SettingsScreen

if TYPE_CHECKING:
    from runwalk_tui.ui.app import RunwalkApp


def page(name: str, app: RunwalkApp) -> Screen[None]:
    """A fresh page. Raises KeyError for a name that no key has."""
    workspace = app.workspace
    pages: dict[str, Callable[[], Screen[None]]] = {
        "history": lambda: HistoryScreen(workspace),
        "trends": lambda: TrendsScreen(workspace, ascii=app.ascii),
        "stages": lambda: StagesScreen(workspace),
        "settings": lambda: SettingsScreen(workspace, app.play_cue, ascii=app.ascii),
        "advice": lambda: AdviceScreen(workspace.table.policy, workspace.tips, ascii=app.ascii),
        "help": HelpScreen,
    }
    return pages[name]()
