"""One session from its first second to its record: what the screen and the plain lines both drive.

The controller owns the running session. It turns the runner's commands into the countdown, the cues and the
journal, and at the end into a record. It knows nothing about how anything is shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import Kind, Stage
from runwalk_tui.session.active_session import ActiveSession, to_dict
from runwalk_tui.session.clock import Clock
from runwalk_tui.session.countdown import Countdown, Moment, Progress, State, active_seconds, eased_rest, next_run
from runwalk_tui.session.cue_dispatch import CueDispatcher, CuePlayer
from runwalk_tui.session.cues import CueOptions
from runwalk_tui.session.follower import SessionFollower
from runwalk_tui.session.measured import Figures, Instruments, Trace
from runwalk_tui.session.records import PainMark
from runwalk_tui.system.problems import NotWrittenError, Problem
from runwalk_tui.values import dataclass

EXTENSION = 30
"""Seconds that one press of + adds to the phase."""
HEARTBEAT = 5.0
"""Seconds between two notes of where the session is; as much as a power cut can cost."""
EARLY = 0.5
"""Seconds by which a heartbeat may come early. The loop looks once a second, so a note that waited for the whole
HEARTBEAT would often be a second late."""
AWAY = 10.0
"""Seconds that the loop may come late, or the machine sleep, before the session is paused and the runner asked."""


class SessionJournal(Protocol):
    """What writes the running session down: the journal, or a fake. Raises NotWrittenError when it cannot."""

    def begin(
        self, session_id: str, at: datetime, header: Mapping[str, object], snapshot: Mapping[str, object]
    ) -> None: ...
    def event(self, kind: str, at: datetime, detail: Mapping[str, object], snapshot: Mapping[str, object]) -> None: ...
    def heartbeat(self, at: datetime, snapshot: Mapping[str, object]) -> None: ...


@dataclass(frozen=True, slots=True)
class Away:
    """The machine slept, or the program stood still, while the session ran."""

    seconds: float
    """How long, on the wall."""


class SessionController:
    """Runs one session.

    Args:
        running: the session, fresh from `prepare` or taken up from the journal.
        lower: the stages below it, nearest first, for easing.
        clock: monotonic time.
        wall: the runner's wall clock, aware.
        player: plays the cues that are scheduled.
        journal: writes the session down as it goes.
        follower: looks on, last at each look, to tell whoever is not at the screen.
        instruments: measure while it runs; None for none.
        trace: where each second that is measured is noted.
    """

    def __init__(
        self,
        running: ActiveSession,
        *,
        lower: Sequence[Stage] = (),
        clock: Clock,
        wall: Callable[[], datetime],
        player: CuePlayer,
        journal: SessionJournal,
        cues: CueOptions,
        follower: SessionFollower | None = None,
        instruments: Instruments | None = None,
        trace: Trace | None = None,
    ) -> None:
        self._running = running
        self._lower = list(lower)
        self._clock = clock
        self._wall = wall
        self._player = player
        self._journal = journal
        self._countdown = Countdown.restored(running.progress)
        self._dispatcher = CueDispatcher(player, clock, cues, self._countdown)
        self._woken = asyncio.Event()
        self._beat_at = float("-inf")
        self._seen_index = running.progress.index
        self._slept = clock.slept()
        self.follower = follower
        self.instruments = instruments
        self._trace = Trace(running.id) if trace is None else trace
        self._measured_second = int(active_seconds(running.progress) + EARLY)
        """The last active second that was looked at for what is measured."""
        self.muted = False
        self.away: Away | None = None
        """Set when the session was paused because nobody was there; the runner is asked about it."""
        self.problem: Problem | None = None
        """Set while the session cannot be written down."""
        self.planned_cool_down = sum(phase.seconds for phase in running.progress.phases if phase.kind is Kind.COOL_DOWN)
        """Seconds of the plan's own walk at the end; 0 for none."""

    # Reading.

    @property
    def running(self) -> ActiveSession:
        """The session as it is now."""
        return replace(self._running, progress=self._countdown.progress(self._clock.now()))

    def moment(self) -> Moment:
        """What to show now."""
        return self._countdown.moment(self._clock.now())

    @property
    def progress(self) -> Progress:
        """Where the session is, with every phase as it now stands."""
        return self._countdown.progress(self._clock.now())

    @property
    def real_seconds_left(self) -> float:
        """Seconds of real time until the planned end if nothing is paused."""
        return self._clock.real(self.moment().total_left)

    async def watch(self) -> AsyncIterator[Moment]:
        """Yield what to show, now and at each change, until the session is finished.

        Between changes it sleeps to the next second boundary or deadline, never in fixed steps.
        """
        while True:
            self._woken.clear()
            now = self._clock.now()
            moment = self._countdown.moment(now)
            # Counted from what is shown: after a late wake-up, a new look at the clock would miss what is over by then.
            change = self._countdown.next_change(now)
            self._follow(moment)
            yield moment
            if moment.state is State.FINISHED:
                return
            await self._reach(change)

    # Commands.

    def start(self) -> None:
        """Begin, or go on."""
        now = self._clock.now()
        first = self._countdown.moment(now).state is State.READY
        self._slept = self._clock.slept()
        self._countdown.start(now, self._dispatcher.lead)
        if first:
            self._running = replace(self._running, started_at=self._wall())
            self._beat_at = now
            self._keep(lambda: self._journal.begin(self._running.id, self._wall(), {}, self._snapshot()))
            self._dispatcher.dispatch(self._countdown, now)
            self._woken.set()
        else:
            self._changed("resume")

    def pause(self) -> None:
        """Stand still until `start`; straight after a sleep of the machine, where it fell asleep, and ask."""
        if self.moment().state is State.RUNNING and not self._notice_absence(self._clock.now()):
            self._countdown.pause(self._clock.now())
            self._changed("pause")

    def toggle(self) -> None:
        """Pause, or go on."""
        if self.moment().state is State.RUNNING:
            self.pause()
        else:
            self.start()

    def next(self) -> None:
        """Go to the next phase; in the last one that is the end. What is over stays as it is."""
        if self.moment().state is State.FINISHED:
            return
        self._countdown.next(self._clock.now(), self._dispatcher.lead)
        self._changed("next")

    def back(self) -> None:
        """Begin this phase again, or at its beginning the one before."""
        self._countdown.back(self._clock.now(), self._dispatcher.lead)
        self._changed("back")

    def extend(self) -> None:
        """Make this phase longer."""
        self._countdown.extend(self._clock.now(), EXTENSION)
        self._changed("extend")

    @property
    def can_ease(self) -> bool:
        """Whether there is a run ahead, and a gentler stage for it."""
        progress = self.progress
        return bool(self._lower) and progress.state is not State.FINISHED and next_run(progress) is not None

    @property
    def has_gentler(self) -> bool:
        """Whether there is a gentler stage than the one in use, and runs for it."""
        return bool(self._lower) and self.moment().runs > 0

    def ease(self) -> str:
        """Use the stage below from the next run on. Returns what happened, in one line."""
        progress = self.progress
        index = next_run(progress)
        if progress.state is State.FINISHED or index is None:
            return "There's no run left to ease."
        if not self._lower:
            return "This is the gentlest stage already."
        lower = self._lower.pop(0)
        self._countdown.replace_rest(self._clock.now(), index, eased_rest(progress, index, lower))
        self._running = replace(self._running, eased_to=lower.id)
        self._changed("ease")
        return f"Eased: stage {lower.id} from the next run on."

    def second(self) -> float:
        """Active seconds so far: where a pain mark belongs that is asked for now."""
        return round(active_seconds(self.progress), 1)

    def mark(self, pain: int, at: float | None = None) -> None:
        """Note pain, 0 to 10, at an active second, by default this one; the session goes on."""
        mark = PainMark(self.second() if at is None else at, pain)
        self._running = replace(self._running, marks=(*self._running.marks, mark))
        self._note("mark")

    def stop_for_pain(self) -> None:
        """Stop: silence at once, and the countdown stands until `cool_down` or `end`."""
        self._running = replace(self._running, stopped_for_pain=True)
        self._countdown.pause(self._clock.now())
        self._changed("stopped")

    def take_back_stop(self) -> None:
        """The stop was a slip of the key: go on from there."""
        self._running = replace(self._running, stopped_for_pain=False)
        self.start()

    def cool_down(self, seconds: int) -> None:
        """Leave everything that is left and walk for a number of seconds, at least 1."""
        now = self._clock.now()
        index = self._countdown.moment(now).index
        self._countdown.replace_rest(now, index + 1, [Phase(Kind.COOL_DOWN, seconds)])
        self._countdown.next(now, self._dispatcher.lead)
        self._countdown.start(now, self._dispatcher.lead)
        self._changed("next")

    def end(self) -> None:
        """Finish here."""
        self._countdown.end(self._clock.now())
        self._changed("ended")

    def finish(self) -> None:
        """Finish here, because the runner has had enough; the end is heard all the same."""
        now = self._clock.now()
        self._countdown.end(now)
        self._dispatcher.finished(now)
        self._note("ended")
        self._woken.set()

    def mute(self) -> None:
        """Turn the cues off, or on again."""
        self.muted = not self.muted
        self._player.mute(self.muted)
        self._woken.set()

    def set_before(self, pain: int | None) -> None:
        """The pain before the session, 0 to 10, or None when it is not given."""
        self._running = replace(self._running, pain_before=pain)

    def come_back(self, *, count: bool) -> None:
        """Go on after having been away: `count` the time as done, or go on from where it stood."""
        away, self.away = self.away, None
        now = self._clock.now()
        self._countdown.start(now - away.seconds if count and away else now)
        self._slept = self._clock.slept()
        self._changed("resume")

    # Inside.

    def _follow(self, moment: Moment) -> None:
        """Write down a phase that was reached, and every few seconds where the session is."""
        now = self._clock.now()
        self._measure(moment)
        if moment.state is State.FINISHED or moment.index != self._seen_index:
            self._note("phase")
        elif moment.state is State.RUNNING and self._clock.real(now - self._beat_at) >= HEARTBEAT - EARLY:
            self._beat_at = now
            self._keep(lambda: self._journal.heartbeat(self._wall(), self._snapshot()))
        self._seen_index = moment.index
        if self.follower is not None:
            self.follower.follow(moment, self.running)

    def _measure(self, moment: Moment) -> None:
        """Take each second of the session once, if anything measures in it."""
        if self.instruments is None or moment.state is not State.RUNNING:
            return
        second = int(self.second() + EARLY)  # a look that comes a little early belongs to the second that ends
        if second <= self._measured_second:
            return
        self._measured_second = second
        figures = self.instruments.figures()
        if figures != Figures():
            running = moment.phase.kind is Kind.RUN
            self._running = replace(
                self._running, measured=self._running.measured.with_second(figures, running=running)
            )
            self._trace.seconds[second] = figures

    async def _reach(self, change: float | None) -> None:
        """Sleep until an instant, however long ago it is, or until a command wakes the loop."""
        if change is None or self._woken.is_set():
            await self._woken.wait()
            return
        try:
            await asyncio.wait_for(self._woken.wait(), timeout=self._clock.real(change - self._clock.now()))
        except TimeoutError:
            self._notice_absence(change)

    def _notice_absence(self, expected: float) -> bool:
        """Pause where the session would have been shown next when the machine slept or stood still since.

        Returns whether it did.
        """
        slept = self._clock.slept() - self._slept
        late = self._clock.real(self._clock.now() - expected)
        if max(slept, late) < AWAY:
            return False
        self._slept = self._clock.slept()
        self.away = Away(max(slept, 0.0) + max(late, 0.0))
        self._countdown.pause(min(expected, self._clock.now()))
        self._changed("pause")
        return True

    def _changed(self, kind: str) -> None:
        """After every command: the cues anew, the journal, and the loop looks again."""
        self._dispatch_cues(kind)
        self._note(kind)
        self._woken.set()

    def _dispatch_cues(self, kind: str) -> None:
        now = self._clock.now()
        if kind == "next" and self._countdown.moment(now).state is State.FINISHED:
            self._dispatcher.finished(now)  # the last phase was skipped: the end is heard all the same
        else:
            self._dispatcher.dispatch(self._countdown, now)

    def _note(self, kind: str) -> None:
        self._beat_at = self._clock.now()
        self._keep(lambda: self._journal.event(kind, self._wall(), {}, self._snapshot()))

    def _snapshot(self) -> dict[str, object]:
        return to_dict(self.running)

    def _keep(self, write: Callable[[], None]) -> None:
        """A session that cannot be written down goes on; the runner is told."""
        try:
            write()
        except NotWrittenError as error:
            self.problem = Problem(str(error))
        else:
            self.problem = None
