"""Each thing that happens in a session is a committed row before anything else happens."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.store import Store
from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.session.active_session import ActiveSession, from_dict, prepare, to_dict, to_record
from runwalk_tui.session.controller import HEARTBEAT, SessionController
from runwalk_tui.session.countdown import active_seconds
from runwalk_tui.session.cues import CueOptions
from runwalk_tui.session.records import Rating
from tests.support.fakes import FakeCuePlayer, HandClock, look_now

BEGAN = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)


def stage(number: int, run: int) -> Stage:
    return Stage(str(number), (Step(Act.RUN, run), Step(Act.WALK, 20)), 3, 5, warm_up=10, cool_down=6)


TABLE = StageTable("test", (stage(1, 10), stage(2, 20), stage(3, 30)))


class Session:
    """A controller that writes into a real journal; what is on the disk is read by somebody else."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.open(folder, rescue_folders=())
        self.clock = HandClock(1000.0)
        self.controller = SessionController(
            prepare(TABLE, TABLE.stages[2], 3, BEGAN),
            lower=TABLE.stages[:2][::-1],
            clock=self.clock,
            wall=lambda: BEGAN + timedelta(seconds=self.clock.time - 1000),
            player=FakeCuePlayer(),
            journal=Journal(self.store),
            cues=CueOptions(),
        )
        self.controller.start()

    def on_disk(self) -> tuple[list[str], ActiveSession]:
        """The kinds of the events that are committed, and where the session stands there."""
        other = sqlite3.connect(f"file:{self.store.folder / FILE}?mode=ro", uri=True)
        try:
            kinds = [kind for (kind,) in other.execute("SELECT kind FROM event ORDER BY number")]
        finally:
            other.close()
        with Store.open(self.store.folder, read_only=True) as reader:
            found = Journal(reader).unfinished()
        assert found is not None
        return kinds, from_dict(found.last)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path)


COMMANDS: dict[str, tuple[str, Callable[[SessionController], object]]] = {
    "pause": ("pause", lambda controller: controller.pause()),
    "next": ("next", lambda controller: controller.next()),
    "back": ("back", lambda controller: controller.back()),
    "extend": ("extend", lambda controller: controller.extend()),
    "ease": ("ease", lambda controller: controller.ease()),
    "pain mark": ("mark", lambda controller: controller.mark(6)),
    "stop": ("stopped", lambda controller: controller.stop_for_pain()),
    "end": ("ended", lambda controller: controller.end()),
}


@pytest.mark.parametrize(("kind", "command"), COMMANDS.values(), ids=COMMANDS)
def test_every_command_is_on_the_disk_when_it_returns(
    session: Session, kind: str, command: Callable[[SessionController], object]
) -> None:
    session.clock.time += 13
    command(session.controller)
    kinds, running = session.on_disk()
    assert kinds == ["started", kind]
    assert running == from_dict(to_dict(session.controller.running))


def test_going_on_taking_a_stop_back_and_a_walk_after_it_are_written_too(session: Session) -> None:
    controller = session.controller
    controller.pause()
    controller.start()
    controller.stop_for_pain()
    controller.take_back_stop()
    controller.stop_for_pain()
    controller.cool_down(60)
    assert session.on_disk()[0] == ["started", "pause", "resume", "stopped", "resume", "stopped", "next"]


async def test_a_phase_that_is_reached_and_each_five_seconds_are_written(session: Session) -> None:
    last = 0.0
    moments = session.controller.watch()
    await anext(moments)
    for second in range(60):
        await look_now(session.controller, moments)
        _, running = session.on_disk()
        done = active_seconds(session.controller.progress)
        assert done - active_seconds(running.progress) < HEARTBEAT, second
        last = done
        session.clock.time += 1
    assert last == 59
    assert session.on_disk()[0] == ["started", "phase", "phase"]


def test_answers_are_written_as_they_are_given_and_a_finished_session_leaves_no_journal(session: Session) -> None:
    session.clock.time += 13
    session.controller.end()
    running = session.controller.running
    Journal(session.store).rated(running.id, BEGAN, to_dict(running))
    assert session.on_disk()[0] == ["started", "ended", "rated"]
    Journal(session.store).finish(to_record(running, Rating(worst=3)))
    assert Journal(session.store).unfinished() is None
    assert [record.pain_worst for record in session.store.log().sessions] == [3]
