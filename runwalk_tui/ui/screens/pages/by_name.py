"""The pages that a key opens from Home, by name."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from runwalk_tui.audio.supervision.device_names import FindNames
from runwalk_tui.guidance.advice import advice_pages
from runwalk_tui.session.cues import CueName
from runwalk_tui.ui.screens.history.page import HistoryScreen
from runwalk_tui.ui.screens.pages.advice import AdviceScreen
from runwalk_tui.ui.screens.pages.help import HelpScreen
from runwalk_tui.ui.screens.pages.programmes import ProgrammesScreen
from runwalk_tui.ui.screens.pages.stages import StagesScreen
from runwalk_tui.ui.screens.pages.trends import TrendsScreen
from runwalk_tui.ui.settings.screen import SettingsScreen
from runwalk_tui.workspace import Workspace


def page(
    name: str,
    workspace: Workspace,
    play_cue: Callable[[CueName], None],
    device_names: FindNames,
    *,
    at: str | None = None,
    ascii: bool,
) -> Screen[None]:
    """A fresh page; `play_cue` sounds a cue at once, `device_names` finds what it can play on, and a list begins at
    the stage, the programme or the advice `at`.

    Raises KeyError for a name that no page has.
    """
    pages: dict[str, Callable[[], Screen[None]]] = {
        "history": lambda: HistoryScreen(workspace, ascii=ascii),
        "trends": lambda: TrendsScreen(workspace, ascii=ascii),
        "stages": lambda: StagesScreen(workspace, at=at, ascii=ascii),
        "programmes": lambda: ProgrammesScreen(workspace, at=at, ascii=ascii),
        "settings": lambda: SettingsScreen(workspace, play_cue, device_names=device_names, ascii=ascii),
        "advice": lambda: AdviceScreen(advice_pages(workspace.table, workspace.tips), at=at, ascii=ascii),
        "help": lambda: HelpScreen(workspace.keys, workspace.habits, ascii=ascii),
    }
    return pages[name]()
