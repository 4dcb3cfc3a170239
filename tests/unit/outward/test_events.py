"""Which hook each change of a session calls, and what it is told."""

from __future__ import annotations

from datetime import UTC, datetime

from runwalk_tui.outward.events import HookEvent, SeenAt, environment_of, event_of
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.session.active_session import ActiveSession, prepare, prepare_walk
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.session.records import PainMark

STAGE = Stage("4", (Step(Act.RUN, 60), Step(Act.WALK, 90)), reps_min=2, reps_max=2, warm_up=300, cool_down=120)
TABLE = StageTable("Test", (STAGE,))


def a_session(*, rehearsal: bool = False) -> ActiveSession:
    return prepare(TABLE, STAGE, 2, datetime(2026, 1, 5, tzinfo=UTC), rehearsal=rehearsal)


class Looks:
    """A countdown, and the events of one look after the other."""

    def __init__(self) -> None:
        self.countdown = Countdown(plan_session(TABLE, STAGE, 2))
        self.seen: SeenAt | None = None
        self.events: list[str] = []

    def look(self, now: float) -> None:
        moment = self.countdown.moment(now)
        if event := event_of(self.seen, moment):
            self.events.append(event.value)
        self.seen = SeenAt(moment.state, moment.index)


def test_each_phase_calls_a_hook_once_and_all_that_is_no_run_is_a_walk() -> None:
    looks = Looks()
    looks.look(0)
    looks.countdown.start(0)
    for second in range(720):
        looks.look(float(second))
    assert looks.events == ["walk", "run", "walk", "run", "walk", "walk"]
    looks.look(720.5)
    assert looks.countdown.moment(720.5).state == "finished"
    assert looks.events[6:] == [], "whether it is to be discarded nobody knows yet"


def test_a_pause_calls_its_hook_and_continuing_the_one_of_the_phase_again() -> None:
    looks = Looks()
    looks.countdown.start(0)
    for at, command in ((310, "pause"), (320, ""), (330, "start"), (331, "")):
        looks.look(at - 1)
        if command:
            getattr(looks.countdown, command)(float(at))
        looks.look(at)
    assert looks.events == ["run", "pause", "run"]


def test_going_to_another_phase_in_a_pause_waits_for_the_runner() -> None:
    looks = Looks()
    looks.countdown.start(0)
    looks.look(1)
    looks.countdown.pause(2)
    looks.look(2)
    looks.countdown.next(3)
    looks.look(3)
    assert looks.events == ["walk", "pause"]
    looks.countdown.start(4)
    looks.look(4)
    assert looks.events == ["walk", "pause", "run"]


def test_a_session_that_waits_to_be_continued_calls_nothing_yet() -> None:
    looks = Looks()
    looks.countdown.start(0)
    looks.countdown = Countdown.restored(looks.countdown.progress(400))
    looks.look(0)
    assert looks.events == []
    looks.countdown.start(5)
    looks.look(5)
    assert looks.events == ["walk"]


def test_the_environment_has_the_phase_and_what_is_left() -> None:
    countdown = Countdown(plan_session(TABLE, STAGE, 2))
    countdown.start(0)
    assert environment_of(HookEvent.RUN, countdown.moment(300.0), a_session()) == {
        "RUNWALK_EVENT": "run",
        "RUNWALK_PHASE": "run",
        "RUNWALK_SECONDS": "60",
        "RUNWALK_LEFT": "420",
        "RUNWALK_STAGE": "4",
        "RUNWALK_RUN": "1",
        "RUNWALK_RUNS": "2",
        "RUNWALK_REHEARSAL": "0",
    }
    warm_up = environment_of(HookEvent.WALK, countdown.moment(0.4), a_session(rehearsal=True))
    assert (warm_up["RUNWALK_PHASE"], warm_up["RUNWALK_SECONDS"], warm_up["RUNWALK_RUN"]) == ("warm_up", "300", "0")
    assert warm_up["RUNWALK_REHEARSAL"] == "1"


def test_nothing_is_left_once_it_is_over_however_early() -> None:
    countdown = Countdown(plan_session(TABLE, STAGE, 2))
    countdown.start(0)
    countdown.end(310)
    over = environment_of(HookEvent.FINISHED, countdown.moment(310), a_session())
    assert (over["RUNWALK_SECONDS"], over["RUNWALK_LEFT"]) == ("0", "0")


def test_nothing_about_pain_is_in_it() -> None:
    running = a_session()
    countdown = Countdown(plan_session(TABLE, STAGE, 2))
    calm = environment_of(HookEvent.PAUSE, countdown.moment(0), running)
    in_pain = ActiveSession(
        running.id,
        running.started_at,
        running.programme,
        running.stage,
        running.reps,
        running.progress,
        pain_before=9,
        marks=(PainMark(3.0, 10),),
        stopped_for_pain=True,
    )
    assert environment_of(HookEvent.PAUSE, countdown.moment(0), in_pain) == calm


def test_a_walk_in_place_of_a_session_has_no_run() -> None:
    walk = prepare_walk(TABLE, STAGE, 2, datetime(2026, 1, 5, tzinfo=UTC))
    countdown = Countdown.restored(walk.progress)
    countdown.start(0)
    moment = countdown.moment(1)
    assert event_of(None, moment) is HookEvent.WALK
    assert environment_of(HookEvent.WALK, moment, walk)["RUNWALK_RUNS"] == "0"
