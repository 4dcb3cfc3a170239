"""An error of our own: the details for the authors go to a file, and the runner gets one line, never a traceback."""

from __future__ import annotations

import traceback
from pathlib import Path

from rich.console import Console, RenderableType
from textual.app import App
from textual.css.query import NoMatches
from textual.worker import WorkerFailed

from runwalk_tui.system.files import write_whole


def write_crash_report(folder: Path) -> Path | None:
    """Write the exception that is being handled into a file in `folder`; None when that cannot be done.

    The frames' variables are left out: they hold health data.
    """
    path = folder / "last-crash.txt"
    try:
        write_whole(path, traceback.format_exc())
    except OSError:
        return None  # The disk may be what failed; the line on the terminal is all that is left then.
    return path


class CrashReportingApp(App[None]):
    """An app whose errors are written down and not printed; whoever runs it says what there is to say.

    Textual has no public way to hear of an error, so two of its private methods are overridden. Where a version has
    neither, no report is written; that no traceback is printed does not depend on them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.error_console = Console(stderr=True, quiet=True)
        """Where Textual prints the traceback of an error, the variables of each frame included: nowhere."""
        self.leaving = False
        """Whether the program was told to end."""
        self.crash_report: Path | None = None
        """Where the details of an error of ours were written."""

    def crash_folder(self) -> Path:
        """The folder for what is kept of an error."""
        raise NotImplementedError

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        self.leaving = True
        super().exit(result, return_code, message)

    def _handle_exception(self, error: Exception) -> None:
        """Whatever fails comes here. What fails after it, as everything closes in the middle of what it was doing,
        follows from it and is not kept."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self.leaving and isinstance(cause, NoMatches):
            return  # a screen that was being put up as the program was told to end finds itself empty
        if self.crash_report is None:
            self.crash_report = write_crash_report(self.crash_folder())
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """In place of Textual's own, which takes its time over a traceback that nobody is to see."""
        self.bell()
        self.panic()
