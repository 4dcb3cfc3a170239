"""Which backend would play in a session, found out by opening it, in a few seconds."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from runwalk_tui.audio.backends.reasons import INTO_NOTHING, SLOW
from runwalk_tui.audio.child import Child
from runwalk_tui.audio.sound_files import all_cues
from runwalk_tui.audio.supervision.candidates import IN_CHILD, order
from runwalk_tui.audio.supervision.device_names import DeviceName, each_once
from runwalk_tui.audio.word_files import folder_gaps, own_faults
from runwalk_tui.settings import AudioSettings
from runwalk_tui.system import instants

OPENING = 2.8
"""Seconds that all backends get together; in a session they may be slower, but nobody waits for a check."""
NAMING = 0.6
"""Seconds for the names of the devices, which are good to know and no more."""
PULSE_SINK = "PULSE_SINK"
"""Where PulseAudio and PipeWire are told which device a program plays on; Settings come before it."""
SINKS = 0.3
"""Seconds for the sound server to say what it can play on."""


@dataclass(frozen=True, slots=True)
class BackendCheck:
    """One backend that was tried."""

    backend: str
    works: bool
    detail: str
    """The device when it works, else why not."""


@dataclass(frozen=True, slots=True)
class AudioCheck:
    """What sound would do here."""

    backend: str
    """The one that a session would use."""
    tried: tuple[BackendCheck, ...]
    """In the order of trying; the one that works comes last."""
    faults: tuple[str, ...]
    """Sound files that are missing or cannot be read; ours are played instead."""
    missing: bool = False
    """Whether the device of the name that is set can't be played on, so that the system's choice plays."""
    devices: tuple[DeviceName, ...] = ()
    """Those that could be chosen."""
    sinks: frozenset[str] = frozenset()
    """Names and numbers of what the sound server can play on; asked for only where PULSE_SINK is set."""

    @property
    def works(self) -> bool:
        """Whether sounds are heard, or the setting is silence."""
        return self.backend in IN_CHILD or self.backend == "silent"

    @property
    def slow(self) -> bool:
        """Whether a device may yet open, for which a session would wait."""
        return not self.works and any(check.detail == SLOW for check in self.tried)


def check_audio(settings: AudioSettings, sounds: Path, opening: float = OPENING) -> AudioCheck:
    """Open the backends of the settings until one works. Nothing is heard.

    As in a session, one that is slow isn't given up as the next one is tried, and whichever opens first plays. Takes
    `opening` seconds, NAMING and SINKS at most.
    """
    end = instants.now() + opening  # with what reading the runner's own sounds takes
    backends = order(settings.backend)
    faults = (*folder_gaps(settings), *own_faults(settings, sounds))
    wanted = [backend for backend in backends if backend in IN_CHILD]
    opens = {str(cue.name): cue.recipe for cue in all_cues(settings, sounds)}
    attempts = _Attempts(("open", opens, 0.0, settings.output))
    try:
        for place, backend in enumerate(wanted):
            attempts.begin(backend)
            last = place == len(wanted) - 1
            attempts.wait(end if last else instants.now() + (end - instants.now()) / (len(wanted) - place))
            if attempts.ready or attempts.failed.get(backend) == INTO_NOTHING:
                break
        failed = [BackendCheck(tried, False, attempts.failed.get(tried, SLOW)) for tried in attempts.children]
        if attempts.ready is None:
            return AudioCheck(backends[-1], tuple(failed), faults)
        backend, (device, broken, missing) = attempts.ready
        tried = (*(check for check in failed if check.backend != backend), BackendCheck(backend, True, str(device)))
        devices = attempts.devices(backend)
        sinks = sinks_there() if os.environ.get(PULSE_SINK) else frozenset()
        return AudioCheck(backend, tried, tuple(dict.fromkeys((*faults, *broken))), bool(missing), devices, sinks)
    finally:
        attempts.close()


def sinks_there() -> frozenset[str]:
    """Names and numbers of what a sound server of Linux can play on; none where it can't be asked."""
    import subprocess

    if (pactl := shutil.which("pactl")) is None:
        return frozenset()
    try:
        listed = subprocess.run(
            [pactl, "list", "short", "sinks"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SINKS,
        ).stdout.decode(errors="replace")
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(word for line in listed.splitlines() for word in line.split("\t")[:2])


@dataclass
class _Attempts:
    """The children that are opening a device."""

    order: tuple[Any, ...]
    """What each is told, its backend left out after the first item."""
    children: dict[str, Child | None] = field(default_factory=dict)
    """By backend; None for one that could not be started."""
    failed: dict[str, str] = field(default_factory=dict)
    """Why a backend doesn't play."""
    ready: tuple[str, Any] | None = None
    """What plays, and what its child said."""

    def __post_init__(self) -> None:
        self._said: SimpleQueue[tuple[str, str, list[Any]]] = SimpleQueue()

    def begin(self, backend: str) -> None:
        self.children[backend] = None
        try:
            child = Child(lambda _, verb, rest: self._said.put((backend, verb, rest)))
        except OSError as error:
            self.failed[backend] = f"its process can't be started ({error})"
            return
        self.children[backend] = child
        child.send(self.order[0], backend, *self.order[1:])

    def wait(self, until: float) -> None:
        """Until one is ready, all have failed, or an instant."""
        while self.ready is None and self.children.keys() - self.failed.keys():
            try:
                backend, verb, rest = self._said.get(timeout=max(0.0, until - instants.now()))
            except Empty:
                return
            if verb == "ready":
                self.ready = backend, rest
            elif verb in ("failed", "lost"):
                self.failed.setdefault(backend, str(rest[0]))
            elif verb == "ended":
                child = self.children[backend]
                last = child.diagnosis[-1] if child is not None and child.diagnosis else ""
                self.failed.setdefault(backend, f"ended by {rest[0]}{f' ({last})' if last else ''}")

    def devices(self, backend: str) -> tuple[DeviceName, ...]:
        """Asked of the child that plays: another one might take too long to start."""
        child = self.children[backend]
        assert child is not None
        child.send("outputs", backend)
        until = instants.now() + NAMING
        while True:
            try:
                whose, verb, rest = self._said.get(timeout=max(0.0, until - instants.now()))
            except Empty:
                return ()
            if whose == backend and verb != "faults":
                return each_once(rest[0]) if verb == "outputs" else ()

    def close(self) -> None:
        for child in self.children.values():
            if child is not None:
                child.kill()
