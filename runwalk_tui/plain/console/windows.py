"""The console by Windows' own functions (ReadConsoleInputW): keys as they are pressed, without changing its modes.

So a program that is ended while it waits for a key leaves the console as it was. Ctrl+C stays a signal: in the mode
that a console starts with it isn't among the keys. Both by Microsoft's documentation of the console.

Read there, and tried with a stand-in only; no Windows has run this yet.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from typing import Any

from runwalk_tui.plain.console.typed_text import Stroke, TypedText

KEY_EVENT = 1
AT_ONCE = 64
"""Keys that are taken at most at once; more come with the next look."""


class KeyRecord(ctypes.Structure):
    """INPUT_RECORD, with the event as a KEY_EVENT_RECORD; another kind of event is as long."""

    _fields_ = (
        ("kind", ctypes.c_uint16),
        ("down", ctypes.c_int32),
        ("times", ctypes.c_uint16),
        ("key", ctypes.c_uint16),
        ("scan", ctypes.c_uint16),
        ("unit", ctypes.c_uint16),
        ("state", ctypes.c_uint32),
    )


def stroke_of(record: Any) -> Stroke | None:
    """A key as Windows tells it; None for what is no key: the mouse, the size of the window, the focus."""
    if record.kind != KEY_EVENT:
        return None
    return Stroke(chr(record.unit) if record.unit else "", record.key, bool(record.down), max(1, record.times))


class WindowsConsole:
    """The console at a descriptor."""

    def __init__(self, descriptor: int) -> None:
        """Raises OSError when there is none: a pipe, a file or NUL."""
        import msvcrt

        kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]
        pointer = ctypes.c_void_p
        kernel.GetConsoleMode.argtypes = [pointer, pointer]
        kernel.ReadConsoleInputW.argtypes = [pointer, pointer, ctypes.c_uint32, pointer]
        get_handle: Any = msvcrt.get_osfhandle  # type: ignore[attr-defined, unused-ignore]
        self._kernel, self._handle = kernel, get_handle(descriptor)
        mode = ctypes.c_uint32()
        if not kernel.GetConsoleMode(self._handle, ctypes.byref(mode)):
            raise OSError("no console")
        # The screen, wherever standard output goes; Python writes UTF-16 to what has this name.
        self._screen = open("CONOUT$", "w", encoding="utf-8")  # noqa: PTH123, SIM115  it lasts as long as the program

    def strokes(self) -> Iterator[Stroke]:
        records, count = (KeyRecord * AT_ONCE)(), ctypes.c_uint32()
        if not self._kernel.ReadConsoleInputW(self._handle, records, AT_ONCE, ctypes.byref(count)):
            raise OSError("the console is gone")
        return (stroke for record in records[: count.value] if (stroke := stroke_of(record)) is not None)

    def show(self, text: str) -> None:
        self._screen.write(text)
        self._screen.flush()


def console_at(descriptor: int) -> TypedText | None:
    """The console of Windows at a descriptor; None for anything else, and on other systems."""
    if os.name != "nt":
        return None
    try:
        return TypedText(WindowsConsole(descriptor))
    except OSError:
        return None
