"""Once a command has written to the log, the other computers get to know of it, where the runner has set a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runwalk_tui import paths
from runwalk_tui.commands.outputs import say

if TYPE_CHECKING:
    from runwalk_tui.history.store import Store


def sync_after_writing(store: Store) -> None:
    """Sync the usual log with the folder that is set, and wait a few seconds at most.

    What there is to tell is on standard error: the answer of the command has been given, and its exit status stays.
    """
    folder = _folder()
    if not folder or not paths.is_usual_data_dir(store.folder):
        return
    from runwalk_tui.syncing.automatic import AutomaticSync
    from runwalk_tui.workspace import wall_clock

    sync = AutomaticSync(store, folder, wall_clock)
    sync.close()
    news = sync.news()
    if news.lines:
        say(f"runwalk: {' '.join(news.lines)} `runwalk next` says what is due now.", err=True)
    for problem in news.problems:
        say(f"runwalk: {problem}", err=True)


def _folder() -> str:
    """The folder that is set; "" where none is, or where the settings can't be used, which `runwalk doctor` tells."""
    from runwalk_tui.settings import SettingsError, read_settings

    if not paths.stands_there(paths.settings_file()):
        return ""
    try:
        return read_settings(paths.settings_file()).sync.folder.strip()
    except SettingsError:
        return ""
