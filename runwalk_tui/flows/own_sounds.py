"""What is said of the runner's own sound folder when sound starts: which files it lacks, once and not at each start."""

from __future__ import annotations

from runwalk_tui.audio.sound_files import files_missing, files_missing_briefly, folder_fault
from runwalk_tui.audio.status import fits
from runwalk_tui.workspace import Workspace

TOLD = "own sounds missing"
"""Under which key the store remembers which files were said to be missing."""


def untold_gaps(workspace: Workspace) -> list[str]:
    """What is to be said now. That the folder can't be used at all is said each time: nothing of it is heard.

    What is missing is remembered as it is said, so it is said again only when it is something else. Settings and the
    doctor say it at any time.
    """
    settings, store = workspace.settings.audio, workspace.reliable_store
    if fault := folder_fault(settings):
        return [fault]
    missing = files_missing(settings)
    if missing == (store.recall(TOLD) or ""):
        return []
    store.remember(TOLD, missing)
    if not missing:
        return []
    return [missing if fits(missing) else files_missing_briefly(settings)]
