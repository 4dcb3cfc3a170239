"""What is said of the runner's own sound folder when sound starts: which files it lacks, once and not at each start."""

from __future__ import annotations

from runwalk_tui.audio.sound_files import folder_fault
from runwalk_tui.audio.status import AudioStatus, fits
from runwalk_tui.audio.supervision.candidates import IN_CHILD
from runwalk_tui.audio.word_files import folder_gaps, missing_briefly
from runwalk_tui.settings import AudioSettings
from runwalk_tui.workspace import Workspace

TOLD = "own sounds missing"
"""Under which key the store remembers which files were said to be missing."""


def untold_gaps(workspace: Workspace) -> list[str]:
    """What is to be said now. That the folder can't be used at all is said each time: nothing of it is heard.

    What is missing is said again only when it is something else. Settings and the doctor say it at any time.
    """
    settings, store = workspace.settings.audio, workspace.reliable_store
    if fault := folder_fault(settings):
        return [fault]
    missing = _missing(settings)
    if missing == (store.recall(TOLD) or ""):
        return []
    if not missing:
        store.remember(TOLD, "")
        return []
    return [missing if fits(missing) else missing_briefly(settings)]


def remember_told(workspace: Workspace, status: AudioStatus) -> None:
    """Remember what is missing once the runner has been told, which a session on the bell doesn't do."""
    settings = workspace.settings.audio
    if not settings.folder or not status.message or status.backend not in IN_CHILD:
        return
    if any(line in status.message for line in untold_gaps(workspace)):
        workspace.reliable_store.remember(TOLD, _missing(settings))


def _missing(settings: AudioSettings) -> str:
    return "; ".join(folder_gaps(settings))
