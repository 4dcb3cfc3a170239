"""The stage table in the runner's editor: what changed, what that means for today, and again if it has errors."""

from __future__ import annotations

from pathlib import Path

from textual.app import SuspendNotSupported

from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.own_table.changes import TableNews
from runwalk_tui.paths import NoHomeError
from runwalk_tui.system.editor import EditError, edit_stages
from runwalk_tui.system.problems import Problem
from runwalk_tui.system.safe_text import shown
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.session_app import SessionApp, ShowsTable

AGAIN = Answer("again", "e", "Edit again", "primary")
BACK = Answer("back", "b", "Back")


async def edit_in_editor(app: SessionApp) -> None:
    """Lend the terminal to the editor, read what was saved, and say what came of it, until the runner is done."""
    while True:
        file = app.workspace.table_watch.file()
        problem = _edit(app, file)
        news = app.workspace.take_up_table(settled=True)
        shown_below = app.screen
        if isinstance(shown_below, ShowsTable):
            shown_below.refresh_from_log()
        if await app.push_screen_wait(QuestionScreen(_told(app, news, problem))) != AGAIN.id:
            return


def _edit(app: SessionApp, file: Path) -> Problem | None:
    """Why nothing could be edited, or how the editor ended; None where all went well."""
    edited: Path | Problem = file
    try:
        with app.suspend():
            edited = _edited(file)
    except SuspendNotSupported:
        return Problem("An editor can't be opened in this terminal: close runwalk, then type: runwalk stages edit")
    if isinstance(edited, Problem):
        return edited
    if edited != file:
        app.workspace.table_watch.follow(edited)
        app.notify(f"You have a table of your own now: {edited}")
    return None


def _edited(file: Path) -> Path | Problem:
    """The file that was edited, or why none was; an exception would leave the terminal with nobody."""
    try:
        return edit_stages(file)
    except (EditError, NoHomeError) as error:
        return Problem(str(error))


def _told(app: SessionApp, news: TableNews | None, problem: Problem | None) -> Choice:
    """What to say after an editor."""
    in_use = app.workspace.in_use
    lines = [shown(f"{problem}.")] if problem is not None else []
    if news is not None:
        lines += [shown(line) for line in news.lines[1:]]
    faults = news.faults if news is not None else tuple(map(str, in_use.faults))
    if faults:
        if news is None:
            lines += [shown(line) for line in faults]
        lines.append(f"runwalk uses {in_use.instead} until that's right.")
        return Choice("Your stage table has errors", "\n".join(lines), (AGAIN, BACK), escape=BACK.id, reading=True)
    if news is None and problem is None:
        lines.append(
            f"Nothing was saved in {in_use.path}. If your editor is still open, runwalk uses the table as soon as you "
            "save it."
        )
    title = "Your stage table has changed" if news and news.is_news else "Your stage table is as it was"
    return Choice(title, "\n".join(lines), (BACK,), reading=True)
