"""What Ctrl+P offers: each command by a short name, and what it does in one line.

It's there in a session, too, so it's loaded before one, and with it nothing but Home.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any

from textual import system_commands  # noqa: F401  # what Textual itself loads only when Ctrl+P is pressed
from textual.app import App, SystemCommand
from textual.screen import Screen

from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.controls.key_answers import keys_of
from runwalk_tui.ui.messages import Care, EditorWanted
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.session_app import ShowsTable

PAGES = {
    "history": "Your past sessions",
    "trends": "How your pain, stage and minutes have changed over the weeks",
    "stages": "The programme, stage by stage",
    "settings": "Sound, cues, colours and more",
    "advice": "Is this normal? How to run, what helps, when to see someone",
    "help": "Every key, what the words mean, and where your files are",
}
"""What is on each page that a key opens."""


def commands(
    app: App[Any],
    screen: Screen[Any],
    show: Callable[[str], Awaitable[None]],
    sync_now: Callable[[], object] | None = None,
) -> Iterator[SystemCommand]:
    """The commands for a screen; on Home also the pages, which `show` opens, and what can be asked at any time.

    `sync_now` syncs, where a folder for that is set.
    """
    if isinstance(screen, HomeScreen):
        for care in filter(lambda each: screen.check_action("care", (each.name,)), Care):
            yield SystemCommand(care.title, care.what, partial(screen.action_care, care.name))
        for name, what in PAGES.items():
            key = keys_of(app).shown(f"anywhere.{name}")
            yield SystemCommand(name.capitalize(), f"{what} ({key})", partial(show, name))
        if sync_now is not None:
            yield SystemCommand("Sync now", "Look for what your other computers wrote", sync_now)
        yield SystemCommand("Report", "A page to print for whoever treats your back", partial(_report, app, show))
        yield SystemCommand("Programmes", "Other programmes, and stretching and strength", partial(show, "programmes"))
    if isinstance(screen, ShowsTable) and IN_BROWSER not in os.environ:
        yield SystemCommand(
            "Edit stages", "Open your stage table in your editor", partial(screen.post_message, EditorWanted())
        )
    yield SystemCommand("Theme", "Try other colours; your choice in Settings stays the same", app.action_change_theme)
    yield SystemCommand("Leave", "Leave runwalk. What you did is saved", app.action_quit)


async def _report(app: App[Any], show: Callable[[str], Awaitable[None]]) -> None:
    """Make the page to print, on the page that says where it is."""
    from runwalk_tui.ui.screens.pages.trends import TrendsScreen  # late: Home does not need its charts

    await show("trends")
    if isinstance(app.screen, TrendsScreen):
        app.screen.action_report()
