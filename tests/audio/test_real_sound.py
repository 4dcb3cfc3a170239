"""Real sessions on a real sound server, measured in its recording."""

from __future__ import annotations

import ctypes
import os
import signal
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from runwalk_tui.audio.bell import RINGS
from runwalk_tui.audio.calls import Calls
from runwalk_tui.audio.messages import TimedCue
from runwalk_tui.audio.sounds import cue_options
from runwalk_tui.programme.plan import SessionPlan, lay_out
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.clock import SystemClock
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.session.cues import COUNT_IN, CueName, schedule
from tests.audio.conftest import LEAD, SOUNDS, Burners, Stage, alive, templates, wait_until
from tests.support.listening import WHOLE

RATE = 48_000
MAX_ERROR = 0.010
MAX_SPREAD = 0.005
MakeStage = Callable[..., Stage]

PHASES = lay_out(
    [
        (Kind.WARM_UP, 3, 0),
        (Kind.RUN, 3, 1),
        (Kind.WALK, 3, 1),
        (Kind.RUN, 6, 2),
        (Kind.COOL_DOWN, 3, 0),
    ]
)


def session_cues(stage: Stage) -> list[tuple[float, CueName]]:
    return [(cue.at, cue.name) for cue in schedule(PHASES, cue_options(stage.settings))]


def sound_of(name: CueName, stage: Stage) -> str:
    """The sound that stands for a cue in what was recognised."""
    return "tick" if name in COUNT_IN and stage.settings.pack == "tones" else str(name)


def assert_same_distance(onsets: list[float], cues: list[tuple[float, CueName]]) -> list[float]:
    """Onsets lie where the cues are due but for one constant; returns the errors around their own mean."""
    errors = [onset - at for onset, (at, _) in zip(onsets, cues, strict=True)]
    offset = statistics.mean(errors)
    around = [error - offset for error in errors]
    assert max(map(abs, around)) <= MAX_ERROR, around
    assert statistics.pstdev(around) <= MAX_SPREAD, around
    return around


def assert_heard(stage: Stage, zero: float, cues: list[tuple[float, CueName]]) -> list[float]:
    """Every cue once, in order, with its own sound, and none else; returns the errors around their own mean."""
    recording, heard = stage.heard()
    assert [found.name for found in heard] == [sound_of(name, stage) for _, name in cues]
    assert not [(found, recording.bursts()) for found in heard if found.intact < WHOLE]
    onsets = [recording.at(found.position) - zero for found in heard]
    assert abs(statistics.mean(onsets) - statistics.mean(at for at, _ in cues)) < 0.15
    return assert_same_distance(onsets, cues)


def test_a_session_is_heard_as_it_was_scheduled(stage: MakeStage) -> None:
    show = stage()
    cues = session_cues(show)
    zero = show.schedule(cues)
    time.sleep(LEAD + PHASES[-1].end + 3)
    assert_heard(show, zero, cues)
    assert show.rings == []
    assert show.status.message == ""


def test_every_kind_of_cue_is_heard_with_its_own_sound(stage: MakeStage) -> None:
    """The schedule of a real plan, with all its switches on, and the one that only long phases have."""
    show = stage(pack="voice")
    phases = lay_out(
        [(Kind.WARM_UP, 7, 0), (Kind.RUN, 7, 1), (Kind.WALK, 7, 1), (Kind.RUN, 12, 2), (Kind.COOL_DOWN, 8, 0)]
    )
    cues = [(cue.at, cue.name) for cue in schedule(phases, cue_options(show.settings))]
    assert {name for _, name in cues} == set(CueName) - {*COUNT_IN[3:], CueName.TICK, CueName.ONE_MINUTE_LEFT}
    ends = phases[-1].end
    cues.append((ends + 2.5, CueName.ONE_MINUTE_LEFT))
    cues += [(ends + 4.5 + i, name) for i, name in enumerate(reversed(COUNT_IN))]
    zero = show.schedule(cues)
    time.sleep(LEAD + cues[-1][0] + 2)
    assert_heard(show, zero, cues)
    assert show.rings == []


def test_the_words_are_heard_on_time_while_every_processor_is_busy(stage: MakeStage) -> None:
    show = stage(pack="both")
    cues = session_cues(show)
    with Burners():
        zero = show.schedule(cues)
        time.sleep(LEAD + PHASES[-1].end + 3)
    assert_heard(show, zero, cues)
    assert show.rings == []


def test_the_first_cue_is_not_shortened_even_when_it_comes_with_the_start(stage: MakeStage) -> None:
    show = stage()
    wait_until(lambda: show.told)
    time.sleep(0.5)
    zero = show.schedule([(-LEAD, CueName.RUN)])
    time.sleep(2)
    recording, [found] = show.heard()
    assert found.name == "run"
    assert found.intact >= WHOLE
    assert recording.at(found.position) - (zero - LEAD) < 0.3


def start_session(show: Stage) -> float:
    """Start a countdown of PHASES as the coach does; returns the instant at which it begins."""
    clock = SystemClock()
    countdown = Countdown(SessionPlan("test", "1", 2, PHASES))
    calls = Calls(show.player, clock, cue_options(show.settings), countdown)
    now = clock.now()
    countdown.start(now, calls.lead)
    calls.call(countdown, now)
    return countdown.instant(0, now)


def test_the_first_cue_of_a_session_is_as_punctual_as_all_others(stage: MakeStage) -> None:
    show = stage()
    wait_until(lambda: show.told)
    time.sleep(1)
    zero = start_session(show)
    time.sleep(PHASES[-1].end + 3)
    assert_heard(show, zero, session_cues(show))


def test_the_last_cue_is_heard_to_its_end_when_the_session_is_left_at_once(stage: MakeStage) -> None:
    show = stage()
    zero = show.schedule([(0.0, CueName.FINISHED), (1.0, CueName.RUN)])
    time.sleep(zero - time.monotonic())
    child = show.child()
    show.player.finish()
    wait_until(lambda: not alive(child))
    _, [found] = show.heard()
    assert found.name == "finished"
    assert found.intact >= WHOLE


def test_leaving_after_silence_ends_the_child_soon(stage: MakeStage) -> None:
    show = stage()
    zero = show.schedule([(0.0, CueName.RUN)])
    time.sleep(zero - 0.5 - time.monotonic())
    child = show.child()
    show.player.silence()
    show.player.finish()
    wait_until(lambda: not alive(child), 5)
    _, heard = show.heard()
    assert heard == []


def test_a_key_right_after_a_change_neither_doubles_its_cue_nor_ends_the_child(stage: MakeStage) -> None:
    show = stage()
    zero = show.schedule([(0.0, CueName.RUN), (2.0, CueName.WALK)])
    time.sleep(zero + 0.1 - time.monotonic())
    child = show.child()
    show.player.schedule([TimedCue(zero + 1e-7, CueName.RUN), TimedCue(zero + 2.5, CueName.WALK)])
    time.sleep(4)
    _, heard = show.heard()
    assert [found.name for found in heard] == ["run", "walk"]
    assert show.child() == child
    assert show.rings == []


def test_a_device_that_hangs_while_it_opens_is_picked_up_when_it_does_not_any_more(
    stage: MakeStage, hang: Path
) -> None:
    hang.touch()
    show = stage()
    zero = show.schedule([(1.0, CueName.WALK), (5.0, CueName.RUN)])
    wait_until(lambda: show.told and show.status.backend == "bell")
    assert "slow to open" in show.status.message
    time.sleep(zero + 2 - time.monotonic())
    hang.unlink()
    time.sleep(zero + 7 - time.monotonic())
    _, heard = show.heard()
    assert [found.name for found in heard] == ["run"]
    assert len(show.rings) == RINGS[CueName.WALK]
    assert (show.status.backend, show.status.message) == ("miniaudio", "")


def test_a_killed_child_is_back_for_the_next_cue_and_after_the_fourth_time_the_bell_rings(stage: MakeStage) -> None:
    show = stage()
    cues = [(1.8 * i, [CueName.RUN, CueName.WALK][i % 2]) for i in range(6)]
    zero = show.schedule(cues)
    for killed in range(4):
        # The cue before has been heard, and the next is due in 0.65 s.
        time.sleep(zero + 1.8 * killed + 1.15 - time.monotonic())
        os.kill(show.child(), signal.SIGKILL)
    time.sleep(zero + 11 - time.monotonic())
    recording, heard = show.heard()
    assert [found.name for found in heard] == ["run", "walk", "run", "walk"]
    errors = [recording.at(found.position) - zero - at for found, (at, _) in zip(heard, cues, strict=False)]
    assert max(errors) - min(errors) <= 2 * MAX_ERROR, errors
    assert show.status.backend == "bell"
    assert "terminal bell" in show.status.message
    assert "\n" not in show.status.message
    run = [at for at in show.rings if at < zero + cues[5][0] - 0.1]
    assert len(run) == RINGS[CueName.RUN]
    assert abs(run[0] - (zero + cues[4][0])) < 0.3
    assert len(show.rings) == RINGS[CueName.RUN] + RINGS[CueName.WALK]


def test_a_pause_is_silent_and_moves_everything_after_it_by_its_length(stage: MakeStage) -> None:
    show = stage()
    cues = [(float(i), name) for i, name in enumerate([CueName.THREE, CueName.TWO, CueName.ONE, CueName.RUN])]
    cues += [(5.0, CueName.WALK), (7.0, CueName.FINISHED)]
    zero = show.schedule(cues)
    time.sleep(zero + 3.4 - time.monotonic())  # in the middle of "run"
    paused = time.monotonic()
    show.player.silence()
    time.sleep(zero + 6.4 - time.monotonic())
    later = [(at + 3.0, name) for at, name in cues if at > 3.4]
    show.player.schedule([TimedCue(zero + at, name) for at, name in later])
    time.sleep(zero + 12.8 - time.monotonic())
    recording, heard = show.heard()
    assert [found.name for found in heard] == ["tick", "tick", "tick", "run", "walk", "finished"]
    assert not [f for f in heard if paused + 0.1 < recording.at(f.position) < zero + 7.5]
    offset = recording.at(heard[0].position) - zero
    for found, (at, _) in zip(heard[4:], later, strict=True):
        assert abs(recording.at(found.position) - zero - at - offset) <= MAX_ERROR
    # The run was cut short: after the order, nothing is heard for longer than it takes to be silent.
    run = [(first, last) for first, last in recording.bursts() if abs(first - heard[3].position) < RATE // 10]
    assert recording.at(run[0][1]) - paused < 0.05


def test_a_skip_in_the_middle_of_a_sound_is_heard_at_once(stage: MakeStage) -> None:
    show = stage()
    zero = show.schedule([(0.0, CueName.FINISHED), (5.0, CueName.RUN)])
    time.sleep(zero + 0.7 - time.monotonic())
    skipped = time.monotonic()
    show.player.silence()
    show.player.schedule([TimedCue(skipped, CueName.WALK)])
    time.sleep(1.6)
    recording, _ = show.heard()
    walk = templates(show.settings)["walk"].astype(float)
    samples = recording.samples.astype(float)
    start = recording.position(skipped)
    piece = samples[start : start + RATE]
    likeness = np.correlate(piece, walk[: RATE // 2], "valid")
    found = int(likeness.argmax())
    assert found / RATE < 0.3
    assert (
        likeness[found]
        / np.sqrt(
            (walk[: RATE // 2] @ walk[: RATE // 2])
            * (piece[found : found + RATE // 2] @ piece[found : found + RATE // 2])
        )
        > 0.95
    )
    assert show.rings == []


def test_a_frozen_interface_does_not_move_a_cue(stage: MakeStage) -> None:
    """The parent of the child is stopped from working altogether by holding its only lock."""
    show = stage()
    cues = [(float(i), CueName.ONE) for i in range(4)]
    zero = show.schedule(cues)
    wait_until(lambda: show.told)
    time.sleep(zero - 0.3 - time.monotonic())
    ctypes.PyDLL(None).usleep(int(4.0e6))  # PyDLL keeps the interpreter's lock: no thread of ours runs
    time.sleep(1)
    assert_heard(show, zero, cues)
    assert show.rings == []


def test_muting_silences_and_unmuting_goes_on_in_time(stage: MakeStage) -> None:
    show = stage()
    cues = [(float(i), CueName.ONE) for i in range(5)]
    zero = show.schedule(cues)
    time.sleep(zero + 1.5 - time.monotonic())
    show.player.mute(True)
    time.sleep(zero + 2.5 - time.monotonic())
    show.player.mute(False)
    time.sleep(zero + 5 - time.monotonic())
    recording, heard = show.heard()
    assert [round(recording.at(found.position) - zero) for found in heard] == [0, 1, 3, 4]


def test_a_sound_server_that_goes_away_and_comes_back_is_picked_up_again(stage: MakeStage, pulse: Any) -> None:
    show = stage()
    wait_until(lambda: show.told and show.status.message == "")
    time.sleep(0.5)
    show.recorder.stop()
    show.recorder = None
    pulse.stop()
    wait_until(lambda: show.status.backend == "bell")
    gone = time.monotonic()
    show.schedule([(0.0, CueName.WALK)])
    wait_until(lambda: show.rings)
    pulse.start()
    show.recorder = pulse.record()
    wait_until(lambda: show.status.backend == "miniaudio", 20)
    assert time.monotonic() - gone < 20
    show.player.play(CueName.RUN)
    time.sleep(2)
    _, heard = show.heard()
    assert [found.name for found in heard] == ["run"]


def test_closing_twice_is_the_same_as_once_and_leaves_no_child(stage: MakeStage) -> None:
    show = stage()
    wait_until(lambda: show.told)
    child = show.child()
    show.player.close()
    show.player.close()
    assert not alive(child)


def test_a_broken_file_of_the_runner_is_named_and_ours_is_heard(stage: MakeStage, tmp_path: Any) -> None:
    for name in ("tick", "walk", "warm-up", "cool-down", "last-run", "halfway", "one-minute-left", "finished"):
        (tmp_path / f"{name}.wav").write_bytes((SOUNDS / "tones" / f"{name}.wav").read_bytes())
    (tmp_path / "run.mp3").write_bytes(b"not music")
    show = stage(folder=str(tmp_path))
    show.schedule([(0.0, CueName.RUN)])
    time.sleep(LEAD + 1.5)
    _, heard = show.heard()
    assert [found.name for found in heard] == ["run"]
    assert show.status.backend == "miniaudio"
    assert "run.mp3" in show.status.message


def test_slow_headphones_make_cues_earlier(stage: MakeStage) -> None:
    show = stage(latency_ms=200)
    zero = show.schedule([(0.0, CueName.RUN)])
    time.sleep(LEAD + 1.5)
    recording, [found] = show.heard()
    assert found.name == "run"
    assert -0.35 < recording.at(found.position) - zero < -0.1
