"""What the screen says about sound: one calm line, short enough for 80 columns, and how long it stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runwalk_tui.audio.backends.reasons import NO_DEVICE, NOT_INSTALLED, SLOW
from runwalk_tui.audio.supervision.candidates import IN_CHILD

WIDTH = 76
"""Characters of the longest line: 80 columns less the margin of the timer."""
OF_THE_LIBRARY = (NOT_INSTALLED, "it can't be loaded", "it won't start", "version")
"""How reasons begin that are about a library, and say nothing without its name; elsewhere it is left to `doctor`."""
DOCTOR_NAMES_THEM = "can't be played; runwalk doctor names them"
"""Where the rest is told of what has no room."""
BELL_RINGS = "Cues can't play: you'll hear the bell."
"""What stays on the screen once the reason has been read."""


@dataclass(frozen=True, slots=True)
class AudioStatus:
    """What the screen shows about sound, in one line."""

    backend: str
    """"miniaudio", "sounddevice", "simpleaudio", "bell" or "silent"."""
    message: str
    """"" when all is well, else one calm line that says what happened and what is done about it."""


def trying(backend: str, reason: str) -> str:
    """Sound has stopped and is being opened again."""
    return _about("Sound stopped", backend, reason, "; trying again.")


def bell(backend: str, reason: str, *, played: bool) -> str:
    """The bell has taken over; `played` tells whether there has been any sound before."""
    if reason == SLOW:
        return "The sound is slow to start; until it does, you'll hear the terminal bell."
    if reason == NO_DEVICE and not played:
        return "There's no sound device; you'll hear the bell."
    return _about("Sound stopped" if played else "No sound", backend, reason, "; you'll hear the bell.")


def plays_again(reason: str) -> str:
    """The backend that was in trouble plays."""
    return _about("Sound was interrupted", "", reason, "; it is back now.")


def plays_instead(failed: str, reason: str) -> str:
    """Another backend than the one that failed plays."""
    return _about("One sound output failed", failed, reason, "; another one plays.")


def fits(line: str) -> bool:
    """Whether there is room for a line and its full stop."""
    return len(line) < WIDTH


def in_a_row(files: Sequence[str]) -> str:
    """The names of one file or more in a sentence."""
    return files[0] if len(files) == 1 else f"{', '.join(files[:-1])} and {files[-1]}"


def as_many_as_fit(files: Sequence[str], what: str) -> str:
    """The names of files, as many as there is room for, and how many others; then `what` is so of all."""
    for count in range(len(files), 0, -1):
        named, rest = files[:count], len(files) - count
        listed = f"{', '.join(named)} and {rest} more" if rest else in_a_row(named)
        if fits(line := f"{listed} {what}"):
            return line
    return f"{len(files)} {'file' if len(files) == 1 else 'files'} {what}"


def _files_of(faults: Sequence[str]) -> list[str]:
    return [fault.partition(" ")[0] for fault in faults]


def own_sounds(faults: Sequence[str], gaps: Sequence[str] = ()) -> str:
    """What is wrong with the runner's own sounds; the doctor names all of it, and settings what is missing.

    A fault is a file that can't be played, whose name it begins with; a gap says by itself what plays instead.
    """
    if not faults and len(gaps) == 1 and fits(gaps[0]):
        return f"{gaps[0]}."
    end = ". runwalk's own sounds play instead."
    whole = "; ".join((*faults, *gaps))
    if len(whole) > WIDTH - len(end):
        if faults and gaps and fits(whole):
            return f"{whole}."
        if len(faults) > 1:
            all_of_them = f"{in_a_row(_files_of(faults))} can't be played; runwalk's own play instead"
            if not gaps and fits(all_of_them):
                return f"{all_of_them}."
            return f"{as_many_as_fit(_files_of(faults), DOCTOR_NAMES_THEM)}."
        if faults and gaps and fits(rest := f"{faults[0]}; runwalk doctor says what else is wrong"):
            return f"{rest}."
    return f"{_cut(whole, WIDTH - len(end))}{end}"


def not_said(faults: Sequence[str]) -> str:
    """Which of the runner's own words can't be played."""
    end = "; you won't hear it."
    if len(faults) > 1 and len("; ".join(faults)) > WIDTH - len(end):
        return f"{as_many_as_fit(_files_of(faults), DOCTOR_NAMES_THEM)}."
    return f"{_cut('; '.join(faults), WIDTH - len(end))}{end}"


def usual_instead(name: str, backend: str) -> str:
    """The system's choice plays, and not the device of the name that is set: it isn't there, or it is in use."""
    if backend == "simpleaudio":
        return "simpleaudio can't choose a device, so the usual one plays."
    end = " can't be used just now, so the usual device plays."
    return f"“{_cut(name, WIDTH - len(end) - 2)}”{end}"


def _about(what: str, backend: str, reason: str, end: str) -> str:
    name = f"{backend}: " if backend and reason.startswith(OF_THE_LIBRARY) else ""
    room = WIDTH - len(what) - len(name) - len(end) - len(" ()")
    return f"{what} ({name}{_cut(reason, room)}){end}"


def _cut(text: str, room: int) -> str:
    """The text on one line, its end left out where it is too long."""
    text = " ".join(text.split())
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


NEWS = 30.0
"""Seconds of a session for which a line about what has happened stays on the screen."""


class StatusLine:
    """Remembers what has happened to the sound. It has no clock: call `look` at `until`."""

    def __init__(self, gaps: Sequence[str]) -> None:
        """`gaps` says which of the runner's own sounds are not there."""
        self._gaps = list(gaps)
        self._faults: list[str] = []
        self._unsaid: list[str] = []
        self._trouble: dict[str, str] = {}
        """Why a backend does not play, in order of failure."""
        self._played = False
        """Whether any backend has opened a device."""
        self._missing = ""
        """The name of a device that isn't there."""
        self._read = False
        """Whether there is somebody to read: a session is on."""
        self._news = ""
        self._fresh = False
        """Whether there is something new, which leaves the screen after a while."""
        self.until: float | None = None
        """When it does."""

    def session_started(self, now: float) -> None:
        """What happened before is news for the runner who has just come to the screen."""
        if not self._read:
            self._read = True
            if self._fresh:
                self._show(now)

    def troubled(self, backend: str, reason: str, *, instead: bool = False) -> None:
        """A backend does not play. The first reason counts, unless a better one takes its place: `instead`."""
        if instead or backend not in self._trouble:
            self._trouble[backend] = reason

    def bell_took_over(self, now: float) -> None:
        """The bell has taken over."""
        self._show(now)

    def plays(self, backend: str, faults: Sequence[str], now: float, *, missing: str = "") -> None:
        """Sound flows; a fault names one of the runner's own sounds, `missing` a device that isn't there."""
        own_are_new = list(faults) != self._faults or not self._played
        self._faults = list(faults)
        trouble, self._trouble = self._trouble, {}
        for name, reason in list(trouble.items())[:1]:
            if name != backend:
                self._show(now, plays_instead(name, reason))
            elif self._played:
                self._show(now, plays_again(reason))
        if missing and missing != self._missing:
            self._show(now, usual_instead(missing, backend))
        elif missing != self._missing and self._news == usual_instead(self._missing, backend):
            self._news = ""  # it plays again, which is heard
        self._missing = missing
        if own_are_new and (self._faults or self._gaps):
            self._show(now)
        self._played = True

    def cannot_say(self, faults: Sequence[str], now: float) -> None:
        """These words can't be used, as is found out while sound flows."""
        if list(faults) != self._unsaid:
            self._unsaid = list(faults)
            self._show(now)

    def look(self, now: float) -> bool:
        """Take away what has been there for long enough; returns whether there was something."""
        if self.until is None or now < self.until:
            return False
        self._news, self._fresh, self.until = "", False, None
        return True

    def text(self, backend: str) -> str:
        """The line, "" when there is nothing to say; `backend` is what plays or is being opened."""
        if self._trouble:
            name, reason = next(iter(self._trouble.items()))
            if backend in IN_CHILD:
                return trying(name, reason) if self._played else ""
            return bell(name, reason, played=self._played) if self._fresh else BELL_RINGS
        if not self._fresh:
            return ""
        if self._news:
            return self._news
        if self._faults or self._gaps:
            return own_sounds(self._faults, self._gaps)
        return not_said(self._unsaid) if self._unsaid else ""

    def _show(self, now: float, news: str = "") -> None:
        self._news, self._fresh = news or self._news, True
        self.until = now + NEWS if self._read else None
