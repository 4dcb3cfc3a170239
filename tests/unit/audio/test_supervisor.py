"""Which backend plays, when a child is started again, and when the bell steps in."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import pytest

from runwalk_tui.audio.backends.bell import RINGS
from runwalk_tui.audio.backends.reasons import INTO_NOTHING
from runwalk_tui.audio.messages import LATE
from runwalk_tui.audio.status import BELL_RINGS, NEWS, AudioStatus, usual_instead
from runwalk_tui.audio.supervision.candidates import RESTARTS, RESTARTS_IN
from runwalk_tui.audio.supervision.search import LOOK_AGAIN
from runwalk_tui.audio.supervision.supervisor import FIRST_TURN, OPENING, TURN, Supervisor
from runwalk_tui.session.cues import CueName, TimedCue


class FakeChild:
    """A child process that does what the test says."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, tuple[Any, ...]]] = []
        self.killed = False

    def send(self, verb: str, *rest: Any) -> None:
        self.sent.append((verb, rest))

    def kill(self) -> None:
        self.killed = True

    def verbs(self) -> list[str]:
        return [verb for verb, _ in self.sent]

    def scheduled(self) -> list[tuple[float, str]]:
        schedules: list[list[tuple[float, str]]] = [rest[0] for verb, rest in self.sent if verb == "schedule"]
        return schedules[-1]


@dataclasses.dataclass
class Scene:
    """A supervisor, its children, and a clock that the test turns."""

    wanted: str = "miniaudio"
    latency: float = 0.0
    output: str = ""
    installed: Sequence[str] = ("miniaudio", "simpleaudio")
    gaps: Sequence[str] = ()
    now: float = 100.0

    def __post_init__(self) -> None:
        self.children: list[FakeChild] = []
        self.rings: list[float] = []
        self.told: list[AudioStatus] = []
        self.processes_start = True
        self.supervisor = Supervisor(
            self.wanted,
            {},
            start_child=self._open,
            ring=lambda: self.rings.append(self.now),
            report=self.told.append,
            latency=self.latency,
            output=self.output,
            gaps=self.gaps,
            installed=lambda library: library in self.installed,
        )
        self.supervisor.start(self.now)

    def _open(self) -> FakeChild:
        if not self.processes_start:
            raise OSError("no more processes")
        self.children.append(FakeChild())
        return self.children[-1]

    @property
    def child(self) -> FakeChild:
        return self.children[-1]

    @property
    def status(self) -> AudioStatus:
        return self.told[-1]

    def says(self, verb: str, *rest: Any) -> None:
        self.supervisor.heard(self.child, verb, rest, self.now)

    def ready(self, *faults: str, missing: bool = False) -> None:
        self.says("ready", "a device", list(faults), missing)

    def dies(self) -> None:
        self.says("ended", "SIGKILL")

    def schedule(self, *cues: tuple[float, CueName]) -> None:
        self.supervisor.schedule([TimedCue(at, name) for at, name in cues], self.now)

    def wait(self, seconds: float) -> None:
        """Let time pass as the player's thread does: look whenever it was asked for."""
        end = self.now + seconds
        while (wake := self.supervisor.wake()) is not None and wake <= end and not self.supervisor.over(self.now):
            self.now = max(self.now, wake)
            self.supervisor.look(self.now)
        self.now = end


def test_all_is_well_is_said_with_no_message() -> None:
    scene = Scene("auto")
    scene.ready()
    assert scene.status == AudioStatus("miniaudio", "")


def test_the_schedule_is_handed_over_while_the_child_opens_its_device() -> None:
    """So that the first sample that is heard can be one of a cue."""
    scene = Scene()
    scene.schedule((105.0, CueName.RUN), (107.0, CueName.WALK))
    assert scene.child.scheduled() == [(105.0, "run"), (107.0, "walk")]
    scene.ready()
    scene.dies()
    assert scene.child.verbs() == ["open", "schedule"]
    assert scene.child.scheduled() == [(105.0, "run"), (107.0, "walk")]


def test_what_the_bell_has_rung_is_taken_from_the_child_that_is_being_opened() -> None:
    scene = Scene()
    scene.schedule((100.1, CueName.RUN), (107.0, CueName.WALK))
    scene.wait(0.4)
    assert scene.rings
    assert scene.child.scheduled() == [(107.0, "walk")]


def test_a_slow_child_is_told_to_play_nothing_until_it_has_opened() -> None:
    scene = Scene()
    scene.schedule((105.0, CueName.RUN), (110.0, CueName.WALK))
    scene.wait(1)
    assert scene.child.verbs()[-1] == "silence"
    scene.wait(5)
    scene.supervisor.heard(scene.child, "ready", ["a device", [], False], scene.now)
    assert scene.child.scheduled() == [(110.0, "walk")]


def test_a_child_that_plays_leaves_the_bell_alone() -> None:
    scene = Scene()
    scene.ready()
    scene.schedule((101.0, CueName.RUN), (102.0, CueName.WALK))
    for at, name in ((101.0, "run"), (102.0, "walk")):
        scene.wait(at - 0.05 - scene.now)
        scene.says("cue", at, name, "played")
    scene.wait(5)
    assert scene.rings == []
    assert len(scene.children) == 1


def test_a_killed_child_is_started_again_with_what_is_left_of_the_schedule() -> None:
    scene = Scene()
    scene.ready()
    scene.schedule((101.0, CueName.RUN), (103.0, CueName.WALK))
    scene.wait(0.95)
    scene.says("cue", 101.0, "run", "played")
    scene.dies()
    scene.wait(0.3)
    scene.ready()
    assert len(scene.children) == 2
    assert scene.child.scheduled() == [(103.0, "walk")]
    assert scene.rings == []


def test_an_interruption_is_told_and_then_forgotten() -> None:
    scene = Scene()
    scene.ready()
    scene.schedule((900.0, CueName.RUN))
    scene.dies()
    assert "SIGKILL" in scene.status.message
    assert "trying again" in scene.status.message
    scene.ready()
    assert "it is back now" in scene.status.message
    scene.wait(NEWS - 1)
    assert "it is back now" in scene.status.message
    scene.wait(2)
    assert scene.status == AudioStatus("miniaudio", "")


def test_what_happened_before_the_session_is_still_news_when_it_begins() -> None:
    scene = Scene("auto")
    scene.says("failed", "no sound device", False)
    scene.ready()
    scene.wait(10 * NEWS)
    assert scene.status.message == "One sound output failed (no sound device); another one plays."
    scene.schedule((9000.0, CueName.RUN))
    scene.wait(NEWS + 1)
    assert scene.status == AudioStatus("simpleaudio", "")


def test_the_bell_is_explained_for_a_while_and_then_only_named() -> None:
    scene = Scene()
    scene.schedule((9000.0, CueName.RUN))
    scene.says("failed", "no sound device", False)
    assert "no sound device" in scene.status.message
    for wait in LOOK_AGAIN:
        scene.wait(wait + 0.01)
        scene.says("failed", "no sound device", False)
    assert scene.status == AudioStatus("bell", BELL_RINGS)
    assert [status.backend for status in scene.told].count("bell") == 2


def test_the_fourth_death_leaves_it_to_the_bell_and_says_so() -> None:
    scene = Scene()
    for _ in range(RESTARTS + 1):
        scene.ready()
        scene.wait(1)
        scene.dies()
    assert len(scene.children) == RESTARTS + 1
    assert scene.status.backend == "bell"
    assert "bell" in scene.status.message
    assert "\n" not in scene.status.message
    scene.schedule((scene.now + 1, CueName.RUN))
    scene.wait(3)
    assert len(scene.rings) == RINGS[CueName.RUN]
    assert scene.rings[0] == pytest.approx(scene.now - 2)


def test_a_child_that_dies_again_and_again_is_not_looked_for_later() -> None:
    scene = Scene()
    for _ in range(RESTARTS + 1):
        scene.dies()
    scene.wait(1000)
    assert len(scene.children) == RESTARTS + 1


def test_three_accidents_an_hour_apart_do_not_end_the_sound() -> None:
    scene = Scene()
    for _ in range(RESTARTS + 3):
        scene.ready()
        scene.wait(RESTARTS_IN)
        scene.dies()
    scene.ready()
    assert scene.status.backend == "miniaudio"


def test_the_next_backend_takes_over_from_one_that_cannot_be_loaded() -> None:
    scene = Scene("auto")
    scene.says("failed", "it can't be loaded", True)
    assert scene.child.sent[0][1][0] == "simpleaudio"
    scene.ready()
    assert scene.status.backend == "simpleaudio"
    assert "miniaudio: it can't be loaded" in scene.status.message


def test_nothing_is_said_while_the_first_device_is_being_found() -> None:
    scene = Scene("auto")
    scene.says("failed", "no sound device", False)
    assert [status.message for status in scene.told] == ["", ""]


def test_without_any_device_the_bell_takes_over_and_the_first_reason_is_named() -> None:
    scene = Scene("auto")
    scene.says("failed", "no sound device", False)
    scene.says("failed", "it is not installed", True)
    assert scene.status.backend == "bell"
    assert "no sound device" in scene.status.message


def test_a_device_that_comes_back_is_picked_up() -> None:
    scene = Scene()
    scene.says("failed", "no sound device", False)
    scene.wait(LOOK_AGAIN[0] + 0.1)
    assert len(scene.children) == 2
    assert scene.status.backend == "bell"
    scene.ready()
    assert scene.status.backend == "miniaudio"


def test_the_search_for_a_device_slows_down_and_goes_on() -> None:
    scene = Scene()
    for expected in (*LOOK_AGAIN, LOOK_AGAIN[-1], LOOK_AGAIN[-1]):
        scene.says("failed", "no sound device", False)
        before = len(scene.children)
        scene.wait(expected - 0.1)
        assert len(scene.children) == before
        scene.wait(0.2)
        assert len(scene.children) == before + 1


def test_a_search_does_not_hold_up_the_bell() -> None:
    scene = Scene()
    scene.says("failed", "no sound device", False)
    scene.wait(LOOK_AGAIN[0] + 0.05)
    scene.schedule((scene.now + 0.5, CueName.ONE))
    scene.wait(1)
    assert scene.rings == [pytest.approx(scene.now - 0.5)]


def test_a_lost_device_is_opened_again_at_once() -> None:
    scene = Scene()
    scene.ready()
    scene.says("lost", "its device disappeared")
    assert len(scene.children) == 2
    scene.ready()
    assert scene.status.backend == "miniaudio"


@pytest.mark.parametrize("news", [("lost", "its device disappeared"), ("ended", "SIGKILL")])
def test_a_cue_that_is_due_as_its_child_is_lost_is_rung_before_another_child_is_started(news: tuple[str, str]) -> None:
    """Starting a process takes a while on a busy machine, after which it would be too late to ring."""
    scene = Scene()
    scene.ready()
    scene.schedule((101.0, CueName.RUN), (105.0, CueName.WALK))
    scene.wait(1.1)
    scene.says(*news)
    assert scene.rings == [101.1]
    assert len(scene.children) == 2
    assert scene.child.scheduled() == [(105.0, "walk")]


def test_a_cue_that_falls_due_while_a_child_starts_is_rung() -> None:
    scene = Scene()
    scene.schedule((100.1, CueName.WALK))
    scene.wait(1)
    assert len(scene.rings) == RINGS[CueName.WALK]
    assert scene.rings[0] < 100.1 + LATE
    scene.ready()
    assert scene.child.scheduled() == []


def test_a_child_that_no_longer_answers_is_replaced_and_the_cue_is_rung() -> None:
    scene = Scene()
    scene.ready()
    scene.schedule((101.0, CueName.RUN), (105.0, CueName.WALK))
    frozen = scene.child
    scene.wait(2)
    assert 101.0 < scene.rings[0] < 101.0 + LATE
    assert frozen.killed
    assert scene.child is not frozen
    scene.ready()
    assert scene.child.scheduled() == [(105.0, "walk")]


def test_a_child_that_opens_just_after_a_cue_was_due_has_time_to_play_it() -> None:
    """Late by a quarter of a second it is still worth playing, and its child has not been silent for long."""
    scene = Scene()
    scene.schedule((100.1, CueName.RUN), (105.0, CueName.WALK))
    scene.wait(0.34)
    scene.ready()
    scene.wait(0.1)
    scene.says("cue", 100.1, "run", "played")
    scene.wait(1)
    assert len(scene.children) == 1
    assert scene.rings == []


def test_a_child_that_opens_and_does_not_play_is_replaced_and_what_is_late_by_then_is_not_rung() -> None:
    scene = Scene()
    scene.schedule((100.1, CueName.RUN), (105.0, CueName.WALK))
    scene.wait(0.34)
    scene.ready()
    scene.wait(1)
    assert len(scene.children) == 2
    assert scene.rings == []


def test_the_bell_does_not_ring_for_a_cue_that_is_too_old() -> None:
    scene = Scene("bell")
    scene.schedule((101.0, CueName.RUN), (110.0, CueName.WALK))
    scene.now = 101.0 + LATE + 0.01
    scene.supervisor.look(scene.now)
    scene.wait(3)
    assert scene.rings == []


def test_a_sleep_of_our_own_is_not_blamed_on_the_child() -> None:
    scene = Scene()
    scene.ready()
    scene.schedule((101.0, CueName.RUN), (120.0, CueName.WALK))
    scene.now = 110.0
    scene.supervisor.look(scene.now)
    scene.says("cue", 101.0, "run", "played")
    scene.wait(5)
    assert len(scene.children) == 1
    assert scene.rings == []


def test_what_a_child_says_after_it_was_replaced_does_not_matter() -> None:
    scene = Scene()
    scene.ready()
    old = scene.child
    scene.dies()
    scene.ready()
    scene.supervisor.heard(old, "ended", ["SIGKILL"], scene.now)
    assert len(scene.children) == 2


def test_a_device_that_never_opens_is_given_up() -> None:
    scene = Scene()
    scene.wait(OPENING + 0.1)
    assert scene.children[0].killed
    assert scene.status.backend == "bell"
    assert "won't open" in scene.status.message


def test_in_mid_session_a_device_that_hangs_leaves_the_next_backend_time_to_play_within_a_second() -> None:
    scene = Scene("auto")
    scene.ready()
    scene.schedule((101.2, CueName.RUN), (110.0, CueName.WALK))
    scene.wait(0.1)
    scene.says("lost", "its device disappeared")
    hanging = scene.child
    scene.wait(TURN + 0.01)
    assert TURN < 0.8
    assert scene.child.sent[0][1][0] == "simpleaudio"
    scene.wait(0.2)
    scene.ready()
    assert scene.child.scheduled() == [(101.2, "run"), (110.0, "walk")]
    assert scene.rings == []
    assert hanging.killed
    assert scene.status.backend == "simpleaudio"


def test_before_the_session_a_slow_device_is_waited_for_without_a_word() -> None:
    scene = Scene("auto")
    scene.wait(FIRST_TURN - 0.1)
    assert len(scene.children) == 1
    scene.ready()
    assert scene.told[-1] == AudioStatus("miniaudio", "")


def test_a_slow_device_is_picked_up_when_it_opens_while_the_bell_stands_in() -> None:
    scene = Scene()
    scene.schedule((101.5, CueName.RUN), (106.0, CueName.WALK))
    scene.wait(3)
    assert scene.status.backend == "bell"
    assert "slow to start" in scene.status.message
    assert len(scene.rings) == RINGS[CueName.RUN]
    slow = scene.children[0]
    scene.supervisor.heard(slow, "ready", ["a device", [], False], scene.now)
    assert not slow.killed
    assert scene.status == AudioStatus("miniaudio", "")
    assert slow.scheduled() == [(106.0, "walk")]
    scene.wait(2.9)
    scene.supervisor.heard(slow, "cue", [106.0, "walk", "played"], scene.now)
    scene.wait(60)
    assert len(scene.rings) == RINGS[CueName.RUN]
    assert len(scene.children) == 1


def test_a_slow_device_that_opens_first_after_all_ends_the_other_attempt() -> None:
    scene = Scene("auto")
    scene.schedule((109.0, CueName.RUN))
    scene.wait(TURN + 0.1)
    slow, other = scene.children
    scene.supervisor.heard(slow, "ready", ["a device", [], False], scene.now)
    assert other.killed
    assert scene.status.backend == "miniaudio"
    scene.supervisor.heard(other, "ended", ["SIGKILL"], scene.now)
    assert len(scene.children) == 2


def test_a_slow_device_that_fails_in_the_end_is_looked_for_again() -> None:
    scene = Scene()
    scene.schedule((900.0, CueName.RUN))
    scene.wait(5)
    scene.supervisor.heard(scene.child, "failed", ["no sound device", False], scene.now)
    assert "no sound device" in scene.status.message
    scene.wait(LOOK_AGAIN[0] + 0.1)
    assert len(scene.children) == 2
    scene.ready()
    assert scene.status.backend == "miniaudio"


def test_a_slow_device_is_waited_for_though_words_of_the_runners_own_cannot_be_used() -> None:
    scene = Scene()
    scene.schedule((900.0, CueName.RUN))
    scene.wait(5)
    slow = scene.children[0]
    scene.supervisor.heard(slow, "faults", [["next-walk.wav has no sound in it"]], scene.now)
    assert "slow to start" in scene.status.message
    scene.supervisor.heard(slow, "ready", ["a device", [], False], scene.now)
    assert "next-walk.wav" in scene.status.message
    scene.wait(60)
    assert scene.status.backend == "miniaudio"
    assert slow.scheduled() == [(900.0, "run")]
    assert scene.children == [slow]
    assert not slow.killed


def test_a_slow_device_that_crashes_is_left_alone() -> None:
    scene = Scene()
    scene.schedule((900.0, CueName.RUN))
    scene.wait(5)
    scene.supervisor.heard(scene.child, "ended", ["SIGSEGV"], scene.now)
    scene.wait(300)
    assert len(scene.children) == 1
    assert scene.status.backend == "bell"


def test_a_cue_that_is_sent_again_while_it_rings_does_not_ring_anew() -> None:
    scene = Scene("bell")
    scene.schedule((100.0, CueName.RUN))
    scene.wait(0.1)
    scene.schedule((100.0 + 1e-9, CueName.RUN), (105.0, CueName.WALK))
    scene.wait(2)
    assert len(scene.rings) == RINGS[CueName.RUN]


def test_a_report_counts_for_a_deadline_that_was_computed_anew() -> None:
    scene = Scene()
    scene.ready()
    scene.schedule((100.5, CueName.RUN))
    scene.wait(0.3)
    scene.schedule((100.5 + 1e-9, CueName.RUN))
    scene.says("cue", 100.5, "run", "played")
    scene.wait(5)
    assert len(scene.children) == 1
    assert scene.rings == []


def test_a_pattern_of_the_bell_is_rung_to_its_end_when_the_device_is_back() -> None:
    """Two of the three rings of a run would be a walk."""
    scene = Scene()
    scene.schedule((100.1, CueName.RUN))
    scene.wait(0.5)
    assert 0 < len(scene.rings) < RINGS[CueName.RUN]
    scene.ready()
    scene.wait(2)
    assert len(scene.rings) == RINGS[CueName.RUN]


def test_finishing_lets_what_is_due_be_heard_and_nothing_else() -> None:
    scene = Scene()
    scene.ready()
    scene.schedule((100.0, CueName.FINISHED), (105.0, CueName.RUN))
    scene.supervisor.finish(scene.now)
    assert scene.child.sent[-2:] == [("schedule", ([(100.0, "finished")],)), ("finish", ())]
    scene.says("cue", 100.0, "finished", "played")
    assert not scene.supervisor.over(scene.now)
    scene.says("ended", "exit status 0")
    assert scene.supervisor.over(scene.now)
    assert len(scene.children) == 1
    assert scene.told[-1] == AudioStatus("miniaudio", "")


def test_what_is_left_of_one_session_says_nothing_on_the_screen_of_the_next() -> None:
    scene = Scene("auto")
    scene.says("failed", "no sound device", False)
    scene.ready()
    scene.schedule((100.0, CueName.FINISHED))
    told = len(scene.told)
    scene.supervisor.finish(scene.now + NEWS - 5)
    scene.wait(NEWS + 1)
    assert len(scene.told) == told


def test_finishing_on_the_bell_rings_the_end() -> None:
    scene = Scene("bell")
    scene.schedule((100.0, CueName.FINISHED))
    scene.supervisor.finish(scene.now)
    assert not scene.supervisor.over(scene.now)
    scene.wait(2)
    assert len(scene.rings) == RINGS[CueName.FINISHED]
    assert scene.supervisor.over(scene.now)


def test_finishing_after_silence_is_over_at_once_without_a_device() -> None:
    scene = Scene()
    scene.schedule((100.0, CueName.FINISHED))
    scene.supervisor.silence()
    scene.supervisor.finish(scene.now)
    assert scene.supervisor.over(scene.now)
    assert scene.child.killed


def test_a_child_that_does_not_end_is_not_waited_for_for_ever() -> None:
    scene = Scene()
    scene.ready()
    scene.supervisor.finish(scene.now)
    scene.wait(20)
    assert scene.supervisor.over(scene.now)


def test_without_a_session_nothing_is_over() -> None:
    assert not Scene("bell").supervisor.over(1e9)


def test_a_process_that_cannot_be_started_leaves_it_to_the_bell() -> None:
    scene = Scene()
    scene.ready()
    scene.processes_start = False
    scene.dies()
    assert scene.status.backend == "bell"
    assert "\n" not in scene.status.message


def test_muted_nothing_is_heard_and_the_schedule_goes_on() -> None:
    scene = Scene()
    scene.ready()
    scene.schedule((101.0, CueName.RUN), (105.0, CueName.WALK))
    scene.supervisor.mute(True)
    assert scene.child.verbs()[-1] == "silence"
    scene.wait(3)
    scene.supervisor.mute(False)
    assert scene.child.scheduled() == [(105.0, "walk")]
    assert scene.rings == []
    assert len(scene.children) == 1


def test_a_schedule_that_is_sent_while_muted_is_not_heard_before_it_is_unmuted() -> None:
    scene = Scene("bell")
    scene.supervisor.mute(True)
    scene.schedule((101.0, CueName.RUN), (105.0, CueName.ONE))
    scene.wait(3)
    assert scene.rings == []
    scene.supervisor.mute(False)
    scene.wait(3)
    assert len(scene.rings) == 1


def test_silence_stops_the_bell_in_the_middle_of_a_pattern() -> None:
    scene = Scene("bell")
    scene.schedule((100.0, CueName.RUN))
    scene.wait(0.01)
    scene.supervisor.silence()
    scene.wait(3)
    assert len(scene.rings) == 1


def test_run_and_walk_differ_on_the_bell() -> None:
    assert RINGS[CueName.RUN] != RINGS[CueName.WALK]


def test_silent_is_silent() -> None:
    scene = Scene("silent")
    scene.schedule((100.5, CueName.RUN))
    scene.supervisor.play((CueName.RUN,), scene.now)
    scene.wait(2)
    assert scene.rings == []
    assert scene.children == []
    assert scene.status == AudioStatus("silent", "")


def test_a_sound_test_waits_for_the_device_to_open() -> None:
    scene = Scene()
    scene.supervisor.play((CueName.RUN,), scene.now)
    scene.ready()
    assert scene.child.sent[-1] == ("play", (CueName.RUN,))


def test_a_sound_test_without_a_device_is_the_bell() -> None:
    scene = Scene()
    scene.supervisor.play((CueName.RUN,), scene.now)
    scene.says("failed", "no sound device", False)
    scene.wait(1)
    assert len(scene.rings) == RINGS[CueName.RUN]


def test_a_child_that_ends_to_be_silent_is_started_again_without_a_word() -> None:
    scene = Scene()
    scene.ready()
    for _ in range(10):
        scene.supervisor.silence()
        scene.says("again")
        scene.ready()
    assert len(scene.children) == 11
    assert scene.told[-1] == AudioStatus("miniaudio", "")


def test_broken_and_missing_sounds_of_the_runner_are_named_in_one_line() -> None:
    scene = Scene(gaps=["halfway not in my-sounds"])
    scene.ready("run.mp3 can't be played")
    assert "run.mp3" in scene.status.message
    assert "halfway" in scene.status.message
    assert "\n" not in scene.status.message


def test_which_files_are_missing_is_said_as_it_is() -> None:
    scene = Scene(gaps=["walk.wav is not in “mine”; that one comes from the tones"])
    scene.ready()
    assert scene.status.message == "walk.wav is not in “mine”; that one comes from the tones."


def test_words_that_cannot_be_played_are_named_once_and_not_at_each_silence() -> None:
    scene = Scene()
    scene.schedule((160.0, CueName.RUN))
    scene.ready()
    scene.says("faults", ["next-walk.wav has no sound in it"])
    assert scene.status.message == "next-walk.wav has no sound in it; you won't hear it."
    scene.wait(NEWS + 1)
    assert scene.status.message == ""
    scene.supervisor.silence()
    scene.says("again")
    scene.ready()
    scene.says("faults", ["next-walk.wav has no sound in it"])
    assert scene.status.message == ""


def test_words_that_cannot_be_played_do_not_cut_off_the_end() -> None:
    scene = Scene()
    scene.ready()
    scene.schedule((scene.now + 0.1, CueName.FINISHED))
    scene.supervisor.finish(scene.now)
    scene.says("faults", ["next-walk.wav has no sound in it"])
    assert not scene.supervisor.over(scene.now)


def test_a_sound_server_without_a_device_is_left_to_no_other_backend() -> None:
    """The others would play to it as well, and nobody would hear anything."""
    scene = Scene("auto")
    scene.says("failed", INTO_NOTHING, False)
    assert scene.status == AudioStatus("bell", "No sound (the sound server has no device); you'll hear the bell.")
    assert len(scene.children) == 1
    scene.wait(3)
    scene.ready()
    assert scene.status.backend == "miniaudio"


def test_a_device_that_is_not_there_is_named_and_leaves_the_screen_after_a_while() -> None:
    scene = Scene(output="Headset")
    scene.schedule((160.0, CueName.RUN))
    assert scene.child.sent[0] == ("open", ("miniaudio", {}, 0.0, "Headset"))
    scene.ready(missing=True)
    assert scene.status == AudioStatus("miniaudio", usual_instead("Headset", "miniaudio"))
    scene.wait(NEWS + 1)
    assert scene.status.message == ""
    scene.supervisor.silence()
    scene.says("again")
    scene.ready(missing=True)
    assert scene.status.message == "", "it is known by now"
    scene.dies()
    scene.ready()
    assert "Headset" not in scene.status.message


def test_simpleaudio_says_that_it_can_choose_none() -> None:
    scene = Scene("simpleaudio", output="Headset")
    scene.ready(missing=True)
    assert scene.status.message == "simpleaudio can't choose a device, so the usual one plays."


@pytest.mark.parametrize(
    ("installed", "first"),
    [
        (("miniaudio", "sounddevice", "simpleaudio"), "miniaudio"),
        (("sounddevice", "simpleaudio"), "sounddevice"),
        (("simpleaudio",), "simpleaudio"),
    ],
)
def test_what_is_installed_plays_and_what_is_not_is_no_failure(installed: tuple[str, ...], first: str) -> None:
    scene = Scene("auto", installed=installed)
    scene.ready()
    assert scene.status == AudioStatus(first, "")


def test_where_no_library_is_installed_the_screen_says_so_and_the_bell_rings() -> None:
    scene = Scene("auto", installed=())
    scene.says("failed", "it is not installed", True)
    assert scene.status == AudioStatus("bell", "No sound (miniaudio: it is not installed); you'll hear the bell.")
    scene.schedule((101.0, CueName.RUN))
    scene.wait(3)
    assert len(scene.rings) == RINGS[CueName.RUN]


def test_headphones_that_want_cues_later_do_not_make_the_child_look_dead() -> None:
    scene = Scene(latency=-0.5)
    scene.ready()
    scene.schedule((101.0, CueName.RUN))
    scene.wait(1.45)
    scene.says("cue", 101.0, "run", "played")
    scene.wait(3)
    assert len(scene.children) == 1
    assert scene.rings == []


def test_cues_that_are_long_past_are_not_sent() -> None:
    scene = Scene()
    scene.ready()
    scene.schedule((99.0, CueName.RUN), (99.9, CueName.WALK))
    assert scene.child.scheduled() == [(99.9, "walk")]


def test_closing_ends_the_child() -> None:
    scene = Scene()
    scene.ready()
    scene.supervisor.close()
    assert scene.child.killed
