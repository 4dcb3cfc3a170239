"""A terminal that is closed while the program writes to it."""

from __future__ import annotations

from typing import Any, TextIO

from textual.drivers.linux_driver import LinuxDriver


class UntilClosed:
    """A text file that takes everything, and forgets it once nobody reads any more.

    Textual writes in a thread of its own. An error there would end the thread, the queue in front of it would fill
    up, and the program would wait at its end for ever, with the runner's log in its hands.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._closed = False

    def write(self, text: str) -> int:
        self._unless_closed(lambda: self._file.write(text))
        return len(text)

    def flush(self) -> None:
        self._unless_closed(self._file.flush)

    def _unless_closed(self, act: Any) -> None:
        if self._closed:
            return
        try:
            act()
        except OSError:
            self._closed = True  # EIO: the terminal has gone, and there is nobody to tell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class LastingDriver(LinuxDriver):
    """Textual's driver for terminals of Linux and macOS, which outlives its terminal long enough to end in order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._file = UntilClosed(self._file)  # type: ignore[assignment,arg-type] # it has what Textual uses of a file
