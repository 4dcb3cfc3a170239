"""The side of sound that the session talks to. It knows backends by name only and loads no native library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from runwalk_tui.audio.child import Child
from runwalk_tui.audio.messages import HEAD_START, HEAD_STARTS
from runwalk_tui.audio.sound_files import all_cues
from runwalk_tui.audio.status import AudioStatus
from runwalk_tui.audio.supervision.signs import device_signs
from runwalk_tui.audio.supervision.supervisor import Supervisor
from runwalk_tui.audio.word_files import folder_gaps, word_recipes
from runwalk_tui.session.cues import TimedCue
from runwalk_tui.settings import AudioSettings
from runwalk_tui.system import instants

CLOSING = 2.0
"""Seconds that `close` waits at most."""


class Player:
    """Plays a schedule of cues through a child process, or by the terminal bell.

    Every method returns at once: a thread of the player's own does the work, and it is that thread which calls
    `ring` (the terminal bell) and `report` (each change of status).
    """

    def __init__(
        self,
        settings: AudioSettings,
        sounds: Path,
        *,
        ring: Callable[[], None],
        report: Callable[[AudioStatus], None],
        gaps: Sequence[str] | None = None,
    ) -> None:
        """`sounds` is the folder of packs that ships; `gaps` is what is to be said of the runner's own folder, None for
        all there is to say."""
        self._todo: SimpleQueue[Callable[[float], None] | None] = SimpleQueue()
        self._settings = settings
        self._sounds = sounds
        self._ring = ring
        self._gaps = folder_gaps(settings) if gaps is None else gaps
        self._report = report
        self._thread: Thread | None = None

    @property
    def lead(self) -> float:
        """Seconds from an order until it can be heard: by the device, and by slow headphones behind it."""
        backend = self._settings.backend
        behind = 0.0 if backend in ("bell", "silent") else max(0, self._settings.latency_ms) / 1000
        return HEAD_STARTS.get(backend, HEAD_START) + behind

    def start(self) -> None:
        """Begin to open the sound device; calling it again does nothing."""
        if self._thread is None:
            self._thread = Thread(target=self._work, name="runwalk-audio", daemon=True)
            self._thread.start()

    def schedule(self, cues: Sequence[TimedCue]) -> None:
        """Replace the schedule. A sound that has started is heard to its end."""
        wanted = tuple(cues)
        self._todo.put(lambda now: self._supervisor.schedule(wanted, now))

    def silence(self) -> None:
        """Drop the schedule and end what sounds: silence within 50 ms."""
        self._todo.put(lambda now: self._supervisor.silence())

    def play(self, *names: str) -> None:
        """A cue at once, or words one after the other, for the sound test."""
        self._todo.put(lambda now: self._supervisor.play(names, now))

    def mute(self, on: bool) -> None:
        """Silence, with the schedule going on unheard."""
        self._todo.put(lambda now: self._supervisor.mute(on))

    def finish(self) -> None:
        """Let what sounds be heard to its end, then close; the rest of the schedule is dropped."""
        self._todo.put(lambda now: self._supervisor.finish(now))

    def close(self) -> None:
        """End the child; calling it again does nothing."""
        self._todo.put(None)
        if self._thread is not None:
            self._thread.join(CLOSING)

    def _work(self) -> None:
        settings = self._settings
        latency = settings.latency_ms / 1000
        self._supervisor = supervisor = Supervisor(
            settings.backend,
            {cue.name: cue.recipe for cue in all_cues(settings, self._sounds)} | word_recipes(settings, self._sounds),
            start_child=lambda: Child(self._heard),
            ring=self._ring,
            report=self._report,
            latency=latency,
            output=settings.output,
            gaps=self._gaps,
            signs=device_signs,
        )
        supervisor.start(instants.now())
        while not supervisor.over(instants.now()):
            wake = supervisor.wake()
            try:
                work = self._todo.get(timeout=None if wake is None else max(0.0, wake - instants.now()))
            except Empty:
                supervisor.look(instants.now())
                continue
            if work is None:
                break
            work(instants.now())
        supervisor.close()

    def _heard(self, child: Child, verb: str, rest: list[object]) -> None:
        """Called by the threads that read a child."""
        self._todo.put(lambda now: self._supervisor.heard(child, verb, rest, now))
