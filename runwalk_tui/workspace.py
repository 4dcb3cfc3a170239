"""The runner's workspace: stage table, log and settings in hand.

What the screen and the plain lines both use: they ask the workspace what is due, and let it set up a controller.
`opening.py` makes one, and `keeping.py` puts a finished session into it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from runwalk_tui import paths
from runwalk_tui.calendar_in_use import habits_from
from runwalk_tui.guidance.tips import Tip, When, tip_for, tips_in_use
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.reliable_store import ReliableStore
from runwalk_tui.history.store import Store
from runwalk_tui.keys.in_use import KeysInUse
from runwalk_tui.own_table.earlier import ways_back
from runwalk_tui.own_table.watching import TableWatch
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.review.trends.week_axis import WeekRange
from runwalk_tui.rule.prescription import Prescription, prescribe, prescribe_from, why_in_brief, why_wait
from runwalk_tui.rule.reading import Reading, read
from runwalk_tui.rule.standing import Decision, Judged, judged_in_order
from runwalk_tui.session.habits import CalendarHabits, clock_time
from runwalk_tui.session.records import Log, Placement, Rating, SessionRecord
from runwalk_tui.session_files import SessionFiles
from runwalk_tui.settings import Settings
from runwalk_tui.system.problems import Problem
from runwalk_tui.table_in_use import TableInUse, table_after
from runwalk_tui.values import dataclass

if TYPE_CHECKING:  # what runs a session, and what takes up a table, is loaded late: no first picture needs it
    from runwalk_tui.own_table.changes import TableNews
    from runwalk_tui.own_table.taking import Candidate, Taken
    from runwalk_tui.programme.steps.how import How
    from runwalk_tui.rule.screening import Screening
    from runwalk_tui.session.active_session import ActiveSession
    from runwalk_tui.session.clock import Clock
    from runwalk_tui.session.controller import SessionController, SessionJournal
    from runwalk_tui.session.cue_dispatch import CuePlayer
    from runwalk_tui.session.follower import SessionFollower
    from runwalk_tui.session.measured import Figures, Instruments, Trace
    from runwalk_tui.syncing.automatic import AutomaticSync

SCREENING = "screening"
"""Under which key the store remembers the answers of the screening."""
NO_MORNING = "morning not remembered"
"""Under which key the store remembers the session whose morning is not asked about again."""


def _companion_tables() -> tuple[StageTable, ...]:
    from runwalk_tui.own_table.exercise import companion_tables

    return companion_tables()


def wall_clock() -> datetime:
    """The runner's own clock, with its offset."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class RuleSays:
    """What the rule said, and to what."""

    table: StageTable
    log: Log
    today: date
    reading: Reading
    prescription: Prescription


class Workspace:
    """Everything that is open while the program runs."""

    def __init__(
        self,
        in_use: TableInUse,
        table_watch: TableWatch,
        store: Store,
        settings: Settings,
        keys: KeysInUse,
        notices: tuple[str, ...],
    ) -> None:
        self.in_use = in_use
        self.table_watch = table_watch
        """Says when somebody has saved the table."""
        self.settings = settings
        self.reliable_store = ReliableStore(store, lambda: self.wall())
        """What every record and every answer goes through before it is on the disk."""
        self.notices = notices
        """One-line things to tell the runner at the start."""
        self.tips: tuple[Tip, ...] = ()
        """Short tips, the runner's own if there are any."""
        self.wall: Callable[[], datetime] = wall_clock
        self.elsewhere: Problem | None = None
        """Set while another process runs the sessions on these data, as `claim` found."""
        self.screening_lost: Problem | None = None
        """Set when the answers of the last screening are there and cannot be read, as `screening` found."""
        self.keys = keys
        """Which key does what, on screens and in lines."""
        self.rehearsed: Placement | None = None
        """Where a rehearsal put the runner: it holds while the program runs, and is not saved."""
        self.morning_left_open: tuple[str, int] | None = None
        """The session and the pain of its next morning, 0 to 10, whose warning signs were left unanswered: neither
        is saved, and the pain is still marked when both are asked again."""
        self.find_companions: Callable[[], tuple[StageTable, ...]] = _companion_tables
        """Reads the tables of other exercise, whenever they are wanted: the runner may have changed their own."""
        self.follow_with: Callable[[Clock], SessionFollower | None] = lambda clock: None
        """Makes what looks on at each session, on whose clock it runs; a run test has nobody who looks on."""
        self.measure_with: Callable[[], Instruments | None] = lambda: None
        """Makes what measures in each session; None where the runner wants nothing measured."""
        self.sessions_are_ours: Callable[[], None] = lambda: None
        """Called once this program is the one that runs the sessions on these data; it doesn't wait."""
        self.told_outside: Callable[[], tuple[Problem, ...]] = tuple
        """What went wrong outside of the app since it was asked last; at Home, of what outlasts its session."""
        self.let_followers_go: Callable[[], None] = lambda: None
        """The last thing to do before the program ends; it may wait for a moment."""
        self.session_files = SessionFiles()
        """Writes the file after each session, where the runner has set one."""
        self.make_sync: Callable[[str], AutomaticSync | None] = self._sync_of_usual_log
        """Makes what syncs this log by itself with the folder that is set; None where it isn't to be."""
        self.unsynced: tuple[Problem, ...] = ()
        """What was left to tell about syncing when the program ended."""
        self._sync: tuple[str, AutomaticSync | None] = "", None
        """What syncs by itself, with the folder as it is set."""
        self.weeks_shown = WeekRange.TWELVE
        """How far back the page of trends looked last; it is remembered while the program runs."""
        self._store_told = len(store.notices)
        """How much of what the store has to say is among the notices."""
        self._trace: Trace | None = None
        """What was measured in the last session, second by second; it is in no log."""
        self._said: RuleSays | None = None
        """What the rule said last."""

    @property
    def table(self) -> StageTable:
        """The stage table in use."""
        return self.in_use.table

    def take_up_table(self, *, settled: bool = False) -> TableNews | None:
        """Use the table as it was saved meanwhile; None when nobody has saved it.

        To be asked between sessions: under a running one its stage must not change. With `settled` it is known that
        nobody is in the midst of writing it.
        """
        if not self.table_watch.saved(settled=settled):
            return None
        was, due = self.in_use, self.prescription()
        self.in_use = now = table_after(was, self.table_watch.take(), self.store)
        kept = (notice for notice in self.notices if notice not in was.error_lines)
        self.notices = (*now.error_lines, *kept)
        gone = now.path != was.path and not paths.stands_there(was.path)
        from runwalk_tui.own_table.changes import news_of

        return news_of(was, now, due, self.prescription(), self.log(), self.today(), gone=gone)

    def take_programme(self, wanted: Candidate) -> Taken:
        """Use another programme from now on; not during a session. Raises NotTakenError; then nothing has changed."""
        from runwalk_tui.own_table.taking import take

        taken = take(wanted, self.today())
        self.table_watch.follow(taken.path)
        self.take_up_table(settled=True)
        return taken

    @property
    def habits(self) -> CalendarHabits:
        """Where a week starts and how a time of day is written, wherever one is shown."""
        return habits_from(self.settings.calendar)

    def today(self) -> date:
        """The runner's own calendar day."""
        return self.wall().date()

    def claim(self) -> Problem | None:
        """Become the one program that runs sessions on these data.

        Returns None, or the problem when another process is that: then no session can be started here, and
        everything else works as the commands do. Nothing can be claimed in a folder that cannot be written; two
        programs there save their sessions in separate rescue files. Raises StoreError.
        """
        self.elsewhere = None
        if self.store.out_of_reach is None and self.store.claim() is None:
            owner = self.store.owner()
            since = f", since {clock_time(owner.since.astimezone(), self.habits)}" if owner else ""
            who = f" (process {owner.pid}{since})" if owner and owner.pid else ""
            self.elsewhere = Problem(
                f"Another copy of runwalk{who} has this log open, so you can't start a session here. "
                "Everything else works."
            )
        elif self.store.out_of_reach is None:
            self.sessions_are_ours()
        return self.elsewhere

    def no_session_here(self) -> Problem | None:
        """Why no session can be started here; None when it can. The other program may have ended by now."""
        if self.elsewhere:
            try:
                self.claim()
            except StoreError as error:
                return Problem(str(error))
        return self.elsewhere

    def load_tips(self) -> tuple[str, ...]:
        """Read the tips, if they are on; returns the errors of the runner's own file, a line each."""
        found = tips_in_use() if self.settings.screen.tips else None
        self.tips = found.tips if found else ()
        return tuple(str(fault) for fault in found.faults) if found else ()

    def tip(self, when: When, number: int) -> str:
        """The tip whose turn it is; "" when tips are off. Its source is told where there is time to read it."""
        tip = tip_for(self.tips, when, number)
        if tip is None:
            return ""
        return tip.text if when is When.WALK else f"{tip.text} [{tip.source}]"

    def log(self) -> Log:
        """Everything that is remembered."""
        log = self.reliable_store.log()
        return log if self.rehearsed is None else replace(log, placements=(*log.placements, self.rehearsed))

    @property
    def store(self) -> Store:
        """The log on the disk."""
        return self.reliable_store.store

    @store.setter
    def store(self, store: Store) -> None:
        self.reliable_store.store = store

    @property
    def problems(self) -> tuple[str, ...]:
        """One line each: what does not work at the moment between the program and its log."""
        since = self.store.notices[self._store_told :]
        now = filter(None, (self.reliable_store.waiting, self.reliable_store.problem))
        return (*map(str, now), *since)

    def close(self) -> None:
        """Try once more to write what waits, let go of the log, and then of whoever looked on.

        A sync needs the log to the last, so where one is set the log is let go of at the very end.
        """
        sync = self.sync
        if sync is None:
            try:
                self.reliable_store.close()
            finally:
                self.session_files.close()
                self.let_followers_go()
            return
        try:
            self.reliable_store.catch_up()
            sync.look()
            self.session_files.close()
            self.let_followers_go()
            sync.close()
            self.unsynced = sync.news().problems
        finally:
            self.reliable_store.close()

    @property
    def sync(self) -> AutomaticSync | None:
        """What syncs this log by itself; None where no folder is set. Nothing of it is loaded before one is."""
        named = self.settings.sync.folder.strip()
        if self._sync[0] != named:
            self._sync = named, self.make_sync(named) if named else None
        return self._sync[1]

    def sync_first(self) -> None:
        """Sync as the program starts, and wait for it a moment: what comes in changes what is due."""
        if (sync := self.sync) is not None:
            from runwalk_tui.syncing.automatic import FIRST_WAIT

            sync.look()
            sync.wait(FIRST_WAIT)

    async def sync_once_more(self) -> None:
        """Look into the folder before a session begins, and wait for it a moment: there may be a warning sign by now.

        The wait is in a thread, so that whatever is on the screen goes on.
        """
        if (sync := self.sync) is not None:
            import asyncio

            from runwalk_tui.syncing.automatic import FIRST_WAIT

            sync.look(now=True)
            await asyncio.to_thread(sync.wait, FIRST_WAIT)

    def _sync_of_usual_log(self, named: str) -> AutomaticSync | None:
        """The settings are the runner's own, and a log that is opened with --data-dir may be a guest's: only the usual
        one is synced by itself. A copy of a log that can't be written has nowhere to take anything in."""
        if self.store.out_of_reach is not None or not paths.is_usual_data_dir(self.store.folder):
            return None
        from runwalk_tui.syncing.automatic import AutomaticSync

        return AutomaticSync(self.store, named, lambda: self.wall())

    def prescription(self) -> Prescription:
        """What is due today."""
        return self._rule_says().prescription

    def walk_is_due(self) -> bool:
        """Whether what is offered is a session of walking, which counts, unlike a walk on any day."""
        offered = self.prescription().offered
        return offered is not None and not self.table.stage(offered.stage).run_seconds

    def why_in_brief(self) -> str:
        """Why that is due, in one short sentence; "" under a stop sign."""
        return why_in_brief(self._rule_says().reading)

    def reading(self) -> Reading:
        """What the rule made of the log for today, sessions dated later left out."""
        return self._rule_says().reading

    def judged(self) -> tuple[Judged, ...]:
        """Every session of the log in order of time, each with what the rule made of its pain."""
        reading = self._rule_says().reading
        log = self.log()
        return reading.judged if reading.log is log else tuple(judged_in_order(self.table, log))

    def _rule_says(self) -> RuleSays:
        """What the rule makes of the log today, asked again when table, log or day have changed."""
        table, log, today = self.table, self.log(), self.today()
        said = self._said
        if said is None or said.table is not table or said.log is not log or said.today != today:
            reading = read(table, log, today)
            said = self._said = RuleSays(table, log, today, reading, prescribe_from(reading, ways_back(table, log)))
        return said

    def controller(
        self, stage: Stage, reps: int, *, clock: Clock, player: CuePlayer, rehearsal: bool
    ) -> SessionController:
        """What runs one session."""
        from runwalk_tui.session.active_session import prepare

        return self.take_up(
            prepare(self.table, stage, reps, self.wall(), rehearsal=rehearsal), clock=clock, player=player
        )

    def walk_controller(
        self, stage: Stage, reps: int, *, clock: Clock, player: CuePlayer, rehearsal: bool
    ) -> SessionController:
        """What runs a walk in the place of a session."""
        from runwalk_tui.session.active_session import prepare_walk

        walk = prepare_walk(self.table, stage, reps, self.wall(), rehearsal=rehearsal)
        return self.take_up(walk, clock=clock, player=player)

    def companions(self) -> tuple[StageTable, ...]:
        """The tables of other exercise that there are to choose from; none of them is ever the table in use."""
        return self.find_companions()

    def how_of(self, running: ActiveSession) -> How | None:
        """How the exercises of a session are done; None in a run or a walk."""
        from runwalk_tui.programme.steps.how import how_of

        return how_of(self.companions(), running.programme, running.stage) if running.companion else None

    def companion_controller(
        self, table: StageTable, stage: Stage, *, clock: Clock, player: CuePlayer, rehearsal: bool
    ) -> SessionController:
        """What runs other exercise: a stage of one of those tables."""
        from runwalk_tui.session.active_session import prepare_companion

        return self.take_up(
            prepare_companion(table, stage, self.wall(), rehearsal=rehearsal), clock=clock, player=player
        )

    def session_of_today(self) -> tuple[Stage, int]:
        """The session whose time a walk lasts: the one that is offered; where none is, the first of the table."""
        offered = self.prescription().offered
        if offered is None:
            first = self.table.stages[0]
            return first, first.reps_min
        return self.table.stage(offered.stage), offered.reps

    def take_up(
        self, running: ActiveSession, *, clock: Clock, player: CuePlayer, journal: SessionJournal | None = None
    ) -> SessionController:
        """What runs a session from where it is; `journal` is the journal it was found in, if it was."""
        # The stage of other exercise is one of another table, whatever its id.
        position = None if running.companion else self.table.index(running.eased_to or running.stage)
        lower = [] if position is None else list(reversed(self.table.stages[:position]))
        from runwalk_tui.audio.word_files import options_with_words  # only a session waits for these
        from runwalk_tui.session.controller import SessionController
        from runwalk_tui.session.cues import for_a_walk
        from runwalk_tui.session.measured import Trace

        wanted = options_with_words(self.settings.audio, paths.shipped_sounds())
        self._trace = Trace(running.id)
        return SessionController(
            running,
            lower=lower,
            clock=clock,
            wall=self.wall,
            player=player,
            journal=Journal(self.store) if journal is None else journal,
            cues=for_a_walk(wanted) if running.walk else wanted,
            follower=self.follow_with(clock),
            instruments=None if running.rehearsal or running.companion else self.measure_with(),
            trace=self._trace,
        )

    def trace_of(self, session_id: str) -> Mapping[int, Figures]:
        """What was measured in a session second by second; empty of one that isn't the last of this program."""
        known = self._trace
        return known.seconds if known is not None and known.session_id == session_id else {}

    def if_it_counted(self, rehearsed: SessionRecord) -> RuleSays:
        """What the rule would say if a rehearsed session counted. Nothing is saved."""
        log, today = self.log(), self.today()
        others = tuple(session for session in log.sessions if session.id != rehearsed.id)
        pretended = replace(log, sessions=(*others, replace(rehearsed, rehearsal=False)))
        reading = read(self.table, pretended, today)
        return RuleSays(self.table, pretended, today, reading, prescribe_from(reading))

    def what_follows(self) -> Callable[[SessionRecord], Prescription]:
        """Says what the rule would prescribe for a log with a session in it, in the place of the one with its id.

        The log is read once, however many sessions are tried. Nothing is saved.
        """
        table, log, today = self.table, self.log(), self.today()

        def follows(record: SessionRecord) -> Prescription:
            others = tuple(session for session in log.sessions if session.id != record.id)
            return prescribe(table, replace(log, sessions=(*others, record)), today)

        return follows

    def what_follows_from(self, running: ActiveSession) -> Callable[[Rating], Prescription]:
        """The same of the ratings of a session that is over; of one that is rehearsed as if it counted."""
        from runwalk_tui.session.active_session import to_record

        follows = self.what_follows()
        return lambda rating: follows(replace(to_record(running, rating), rehearsal=False))

    def why_wait(self, *, walking: bool) -> str:
        """Why a session had better not start today, a planned walk if `walking`; "" when it may."""
        return why_wait(self.table, self.log(), self.today(), walking=walking)

    def staying(self) -> tuple[str, int]:
        """Stage and repetitions for a runner who would rather not move up now."""
        standing = self._rule_says().reading.standing
        if standing is None:
            raise ValueError("without a stage there is none to stay at")
        here = self.table.stages[standing.stage]
        return here.id, self.table.full(here)

    def last_session(self) -> SessionRecord | None:
        """The session that the rule looked at last; None before the first and straight after a placement."""
        standing = self._rule_says().reading.standing
        return standing.last.session if standing and standing.last else None

    def screening(self) -> Screening | None:
        """The answers of the last screening; None when there are none, or when `screening_lost` says why."""
        from runwalk_tui.rule.screening import Screening  # late: Home does not need it

        self.screening_lost = None
        text = self.reliable_store.recall(SCREENING)
        if text is None:
            return None
        try:
            return Screening.from_json(text)
        except ValueError:
            self.screening_lost = Problem(
                "Your earlier answers to these questions can't be read, so we have to ask again."
            )
            return None

    def morning_wanted(self) -> SessionRecord | None:
        """The session whose next morning is to be asked about: the rule needs it and the runner may still know it."""
        last, due = self.last_session(), self.prescription()
        if (
            last is None
            or due.decision is Decision.STOP
            or not due.ask_morning
            or self.reliable_store.recall(NO_MORNING) == last.id
        ):
            return None
        return last
