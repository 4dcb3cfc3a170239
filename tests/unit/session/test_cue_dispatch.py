"""What is called for when a countdown starts, skips, stands and is extended."""

from __future__ import annotations

import pytest

from runwalk_tui.programme.plan import SessionPlan
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.session.cue_dispatch import CueDispatcher
from runwalk_tui.session.cues import CueName, CueOptions, TimedCue
from tests.support.fakes import FakeCuePlayer
from tests.support.phases import laid_out

LEAD = 0.15
PLAN = SessionPlan(
    "test", "1", 2, laid_out([(Kind.WARM_UP, 180, 0), (Kind.RUN, 60, 1), (Kind.WALK, 61, 1), (Kind.RUN, 60, 2)])
)
MIDDLE = PLAN.total / 2


class Scene(FakeCuePlayer):
    """A countdown, its dispatcher, a clock that the test moves, and a player that remembers."""

    def __init__(self, *, lead: float = LEAD, speed: float = 1.0, countdown: Countdown | None = None) -> None:
        super().__init__(lead)
        self.speed = speed
        self.time = 500.0
        self.countdown = countdown or Countdown(PLAN)
        self.dispatcher = CueDispatcher(self, self, CueOptions(), self.countdown)

    # The clock.

    def now(self) -> float:
        return self.time

    def slept(self) -> float:
        return 0.0

    def real(self, seconds: float) -> float:
        return seconds / self.speed

    def monotonic(self, instant: float) -> float:
        return instant / self.speed

    # The runner.

    def start(self) -> None:
        self.countdown.start(self.time, self.dispatcher.lead)
        self.dispatch()

    def pause(self) -> None:
        self.countdown.pause(self.time)
        self.dispatch()

    def extend(self) -> None:
        self.countdown.extend(self.time, 30)
        self.dispatch()

    def dispatch(self) -> None:
        self.dispatcher.dispatch(self.countdown, self.time)

    def after(self, seconds: float) -> None:
        self.time += seconds

    def at(self, name: CueName) -> list[float]:
        return [cue.at for cue in self.cues if cue.name is name]


def test_the_first_cue_has_the_lead_that_the_device_needs_and_all_others_keep_their_distance() -> None:
    scene = Scene()
    scene.start()
    assert scene.cues[0] == TimedCue(500.0 + LEAD, CueName.WARM_UP)
    assert scene.at(CueName.FINISHED) == [pytest.approx(500.0 + LEAD + PLAN.total)]


def test_screen_and_sound_agree_on_when_a_skipped_to_phase_begins() -> None:
    scene = Scene()
    scene.start()
    scene.after(50)
    scene.countdown.next(scene.time, scene.dispatcher.lead)
    scene.dispatch()
    assert scene.cues[0].name is CueName.RUN
    assert scene.cues[0].at == pytest.approx(550.0 + LEAD)
    assert scene.countdown.moment(550.0 + LEAD + 0.5).into == pytest.approx(0.5)
    assert scene.countdown.next_change(550.0) == pytest.approx(551.0 + LEAD)


def test_a_phase_that_was_gone_back_to_in_a_pause_is_announced_on_time() -> None:
    scene = Scene()
    scene.start()
    scene.after(50)
    scene.pause()
    scene.countdown.back(scene.time, scene.dispatcher.lead)
    scene.dispatch()
    assert scene.cues == []
    scene.after(20)
    scene.start()
    assert scene.cues[0] == TimedCue(570.0 + LEAD, CueName.WARM_UP)


def test_going_on_after_a_pause_loses_no_time() -> None:
    scene = Scene()
    scene.start()
    end = scene.at(CueName.FINISHED)[0]
    scene.after(50)
    scene.pause()
    scene.after(3)
    scene.start()
    assert scene.at(CueName.FINISHED) == [pytest.approx(end + 3)]


def test_a_command_before_the_first_cue_does_not_move_it() -> None:
    scene = Scene()
    scene.start()
    scene.after(LEAD / 3)
    scene.extend()
    assert scene.cues[0] == TimedCue(500.0 + LEAD, CueName.WARM_UP)


def test_in_a_rehearsal_the_lead_is_one_of_real_time() -> None:
    scene = Scene(speed=10)
    scene.start()
    assert scene.cues[0].at == pytest.approx(scene.monotonic(500.0) + LEAD)


def to_halfway(scene: Scene) -> float:
    """Let the session run until halfway has just begun; returns when that was."""
    scene.start()
    [at] = scene.at(CueName.HALFWAY)
    scene.time = at + 0.5
    return at


def test_who_has_heard_halfway_and_takes_half_a_minute_more_does_not_hear_it_again() -> None:
    scene = Scene()
    to_halfway(scene)
    for _ in range(5):
        scene.extend()
        assert scene.at(CueName.HALFWAY) == []
        scene.after(8)


def test_halfway_is_not_heard_again_after_a_pause_or_on_the_way_back() -> None:
    scene = Scene()
    to_halfway(scene)
    scene.pause()
    scene.after(5)
    scene.countdown.back(scene.time)
    scene.start()
    assert scene.at(CueName.HALFWAY) == []


def test_halfway_that_is_with_the_device_already_is_called_for_as_it_was() -> None:
    """Half a tenth of a second ahead it can no longer be moved; sent with another deadline it would be heard twice."""
    scene = Scene()
    at = to_halfway(scene)
    scene.time = at - 0.05
    scene.extend()
    assert scene.at(CueName.HALFWAY) == [at]
    scene.after(1)
    scene.extend()
    assert scene.at(CueName.HALFWAY) == []


def test_halfway_that_was_not_heard_yet_moves_with_the_middle() -> None:
    scene = Scene()
    before = to_halfway(scene)
    scene.time = before - 20
    scene.extend()
    [moved] = scene.at(CueName.HALFWAY)
    assert before + 10 < moved <= before + 15


def test_a_pause_just_before_halfway_does_not_swallow_it() -> None:
    scene = Scene()
    at = to_halfway(scene)
    scene.time = at - 0.05
    scene.pause()
    scene.after(10)
    scene.start()
    assert scene.at(CueName.HALFWAY) == [pytest.approx(at + 10)]


def test_a_session_taken_up_behind_its_middle_has_had_its_halfway() -> None:
    countdown = Countdown(PLAN)
    countdown.start(0)
    scene = Scene(countdown=Countdown.restored(countdown.progress(MIDDLE + 4)))
    scene.start()
    scene.extend()
    assert scene.at(CueName.HALFWAY) == []


def test_one_minute_left_is_heard_again_when_it_is_true_again() -> None:
    scene = Scene()
    scene.start()
    [first] = [at for at in scene.at(CueName.ONE_MINUTE_LEFT) if at < 680]
    scene.time = first + 5
    scene.extend()
    again = scene.at(CueName.ONE_MINUTE_LEFT)
    assert again == [pytest.approx(first + 30)]


def test_nothing_is_called_for_twice_within_one_schedule() -> None:
    scene = Scene()
    at = to_halfway(scene)
    scene.time = at - 0.01
    scene.extend()
    assert len(scene.cues) == len(set(scene.cues))
    assert scene.cues == sorted(scene.cues, key=lambda cue: cue.at)
