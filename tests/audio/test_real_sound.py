"""Real sessions on a real sound server, measured in its recording."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from runwalk_tui.audio.backends.bell import RINGS
from runwalk_tui.audio.messages import LATE, SILENCE_WITHIN
from runwalk_tui.audio.stream import GAP
from runwalk_tui.audio.supervision.supervisor import LONGEST_END
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.cues import COUNT_IN, CueName, CueOptions, TimedCue, for_a_walk, schedule
from tests.support.listening import RATE, WHOLE, PrivatePulse
from tests.support.phases import laid_out
from tests.support.processes import Burners, alive, sleep_until, wait_until
from tests.support.sound_stage import (
    MAX_ERROR,
    SOUNDS,
    Hang,
    MakeStage,
    alternating,
    assert_heard,
    loaded,
    session_cues,
    start_session,
    templates,
)

pytestmark = pytest.mark.parametrize("library", ["miniaudio", "sounddevice"], indirect=True)
SHORT = laid_out([(Kind.WARM_UP, 4, 0), (Kind.RUN, 3, 1)])
PHASES = laid_out([(Kind.WARM_UP, 3, 0), (Kind.RUN, 3, 1), (Kind.WALK, 3, 1), (Kind.RUN, 6, 2)])


@pytest.mark.short
def test_a_session_is_heard_as_it_was_scheduled(stage: MakeStage) -> None:
    show = stage(pack="voice")  # whose last sound is the shorter one
    cues = session_cues(show, SHORT)
    zero = show.schedule(cues)
    show.listen_to_the_end(zero, cues)
    assert_heard(show, zero, cues)
    assert show.rings == []
    assert show.status.message == ""


def test_words_are_heard_whole_after_a_cue(stage: MakeStage) -> None:
    """They are loaded once the device is open, and so that no cue waits for them."""
    show = stage(pack="voice")
    cues = [(0.0, "run"), (2.0, "begin"), (4.5, "next-walk"), (6.0, "minutes-1"), (7.5, "of-9")]
    zero = show.schedule(cues)
    show.listen_to_the_end(zero, cues)
    assert_heard(show, zero, cues)
    assert show.rings == []


def test_a_walk_is_silent_but_for_its_middle_and_its_end(stage: MakeStage) -> None:
    show = stage(pack="voice")
    walk = laid_out([(Kind.WARM_UP, 3, 0), (Kind.WALK, 7, 1)])
    cues = [(cue.at, cue.name) for cue in schedule(walk, for_a_walk(CueOptions()))]
    assert [name for _, name in cues] == [CueName.HALFWAY, CueName.FINISHED]
    zero = show.schedule(cues)
    show.listen_to_the_end(zero, cues)
    assert_heard(show, zero, cues)
    assert show.rings == []


def test_every_kind_of_cue_is_heard_with_its_own_sound(stage: MakeStage) -> None:
    """The schedule of a real plan, with all its switches on, and the one that only long phases have."""
    show = stage(pack="voice")
    phases = laid_out(
        [(Kind.WARM_UP, 3, 0), (Kind.RUN, 3, 1), (Kind.WALK, 11, 1), (Kind.RUN, 6, 2), (Kind.COOL_DOWN, 6, 0)]
    )
    cues = session_cues(show, phases)
    assert {name for _, name in cues} == set(CueName) - {*COUNT_IN[3:], CueName.TICK, CueName.ONE_MINUTE_LEFT}
    ends = phases[-1].end
    cues.append((ends + 1.4, CueName.ONE_MINUTE_LEFT))
    cues += [(ends + 2.8 + 0.9 * i, name) for i, name in enumerate(reversed(COUNT_IN))]
    zero = show.schedule(cues)
    show.listen_to_the_end(zero, cues)
    assert_heard(show, zero, cues)
    assert show.rings == []


def test_the_words_are_heard_on_time_while_every_processor_is_busy(stage: MakeStage) -> None:
    show = stage(pack="both")
    cues = session_cues(show, PHASES)
    with Burners():
        zero = show.schedule(cues)
        show.listen_to_the_end(zero, cues)
    assert_heard(show, zero, cues)
    assert show.rings == []


def test_the_first_cue_is_not_shortened_even_when_it_comes_with_the_start(stage: MakeStage) -> None:
    show = stage()
    due = time.monotonic()
    show.player.schedule([TimedCue(due, CueName.RUN)])
    show.listen_to_the_end(due + LATE, [(0.0, CueName.RUN)])
    recording, [found] = show.heard()
    assert found.name == "run"
    assert found.intact >= WHOLE
    assert recording.at(found.position) - due < LATE


def test_the_first_cue_of_a_session_is_as_punctual_as_all_others(stage: MakeStage) -> None:
    show = stage()
    time.sleep(0.5)  # it has been open for a while
    zero = start_session(show, PHASES)
    cues = session_cues(show, PHASES)
    show.listen_to_the_end(zero, cues)
    assert_heard(show, zero, cues)


def test_the_last_cue_is_heard_to_its_end_when_the_session_is_left_at_once(stage: MakeStage) -> None:
    show = stage()
    child = show.child()
    zero = show.schedule([(0.0, CueName.FINISHED), (1.0, CueName.RUN)])
    sleep_until(zero)
    show.player.finish()
    wait_until(lambda: not alive(child))
    _, [found] = show.heard()
    assert found.name == "finished"
    assert found.intact >= WHOLE


def test_leaving_after_silence_ends_the_child_soon(stage: MakeStage) -> None:
    """It ends by itself: one that does not is ended after LONGEST_END."""
    show = stage()
    child = show.child()
    show.schedule([(0.0, CueName.RUN)])
    left = time.monotonic()
    show.player.silence()
    show.player.finish()
    wait_until(lambda: not alive(child))
    assert time.monotonic() - left < LONGEST_END
    _, heard = show.heard()
    assert heard == []


def test_a_key_right_after_a_change_neither_doubles_its_cue_nor_ends_the_child(stage: MakeStage) -> None:
    show = stage()
    child = show.child()
    cues = [(0.0, CueName.RUN), (1.5, CueName.WALK)]
    zero = show.schedule([(0.0, CueName.RUN), (1.2, CueName.WALK)])
    sleep_until(zero + 0.1)
    show.player.schedule([TimedCue(zero + at + 1e-7, name) for at, name in cues])
    show.listen_to_the_end(zero, cues)
    _, heard = show.heard()
    assert [found.name for found in heard] == ["run", "walk"]
    assert show.child() == child
    assert show.rings == []


def test_a_device_that_hangs_while_it_opens_is_picked_up_when_it_does_not_any_more(
    stage: MakeStage, hang: Hang
) -> None:
    hang.begin()
    show = stage(opened=False)
    zero = show.schedule([(1.0, CueName.WALK), (60.0, CueName.FINISHED)])
    show.wait_for("bell")
    assert "slow to start" in show.status.message
    wait_until(lambda: len(show.rings) == RINGS[CueName.WALK])
    assert show.rings[0] >= zero + 1.0
    hang.end()
    show.wait_for(show.settings.backend)
    back = show.schedule([(0.0, CueName.RUN)])
    show.listen_to_the_end(back, [(0.0, CueName.RUN)])
    _, heard = show.heard()
    assert [found.name for found in heard] == ["run"]
    assert len(show.rings) == RINGS[CueName.WALK]
    assert (show.status.backend, show.status.message) == (show.settings.backend, "")


def test_a_killed_child_is_back_for_the_next_cue_and_after_the_fourth_time_the_bell_rings(stage: MakeStage) -> None:
    show = stage()
    child = 0
    # After a cue has been heard; the next one is due in 0.65 s, or in twice the time that the device took at first.
    kill_after = 1.15
    apart = kill_after + max(0.65, 2 * show.opening)
    cues = alternating(6, apart)
    zero = show.schedule(cues)
    for killed in range(4):
        sleep_until(zero + apart * killed + kill_after)
        child = show.child(but=child)
        os.kill(child, signal.SIGKILL)
    wait_until(lambda: len(show.rings) >= RINGS[CueName.RUN] + RINGS[CueName.WALK])
    assert show.rings_for(zero, cues) == {cues[4][0]: RINGS[CueName.RUN], cues[5][0]: RINGS[CueName.WALK]}
    recording, heard = show.heard()
    assert [found.name for found in heard] == ["run", "walk", "run", "walk"]
    errors = [recording.at(found.position) - zero - at for found, (at, _) in zip(heard, cues, strict=False)]
    assert max(errors) - min(errors) <= 2 * MAX_ERROR, errors
    assert show.status.backend == "bell"
    assert "the bell" in show.status.message
    assert "\n" not in show.status.message


def test_a_pause_is_silent_and_moves_everything_after_it_by_its_length(stage: MakeStage) -> None:
    show = stage()
    cues = [(float(i), name) for i, name in enumerate([CueName.THREE, CueName.TWO, CueName.ONE, CueName.RUN])]
    cues += [(4.5, CueName.WALK), (5.9, CueName.FINISHED)]
    zero = show.schedule(cues)
    sleep_until(zero + 3.4)  # in the middle of "run"
    paused = time.monotonic()
    show.player.silence()
    sleep_until(zero + 5.4)
    later = [(at + 2.0, name) for at, name in cues if at > 3.4]
    show.player.schedule([TimedCue(zero + at, name) for at, name in later])
    show.listen_to_the_end(zero, later)
    recording, heard = show.heard()
    assert [found.name for found in heard] == ["tick", "tick", "tick", "run", "walk", "finished"]
    # How much later the recording says that a sound was heard than it was.
    offset = recording.at(heard[0].position) - zero
    for found, (at, _) in zip(heard[4:], later, strict=True):
        assert abs(recording.at(found.position) - zero - at - offset) <= MAX_ERROR
    # The run was cut short: after the order, nothing is heard for longer than it takes to be silent.
    [last] = [last for first, last in recording.bursts() if abs(first - heard[3].position) < RATE // 10]
    assert recording.at(last) - offset - paused < SILENCE_WITHIN


def test_a_skip_in_the_middle_of_a_sound_is_heard_at_once(stage: MakeStage) -> None:
    show = stage()
    zero = show.schedule([(0.0, CueName.FINISHED), (5.0, CueName.RUN)])
    sleep_until(zero + 0.7)
    skipped = time.monotonic()
    show.player.silence()
    show.player.schedule([TimedCue(skipped, CueName.WALK)])
    show.listen_to_the_end(skipped + LATE, [(0.0, CueName.WALK)])
    recording, _ = show.heard()
    walk = templates(show.settings)["walk"].astype(float)
    samples = recording.samples.astype(float)
    start = recording.position(skipped)
    piece = samples[start : start + RATE]
    likeness = np.correlate(piece, walk[: RATE // 2], "valid")
    found = int(likeness.argmax())
    assert found / RATE < LATE
    power = piece[found : found + RATE // 2] @ piece[found : found + RATE // 2]
    assert likeness[found] / np.sqrt((walk[: RATE // 2] @ walk[: RATE // 2]) * power) > 0.95
    assert show.rings == []


def test_a_frozen_interface_does_not_move_a_cue(stage: MakeStage) -> None:
    """The parent of the child is stopped from working altogether by holding its only lock."""
    show = stage()
    cues = [(float(i), CueName.ONE) for i in range(4)]
    zero = show.schedule(cues)
    sleep_until(zero - 0.3)
    ctypes.PyDLL(None).usleep(int(4.0e6))  # PyDLL keeps the interpreter's lock: no thread of ours runs
    show.listen_to_the_end(zero, cues)
    assert_heard(show, zero, cues)
    assert show.rings == []


def test_muting_silences_and_unmuting_goes_on_in_time(stage: MakeStage) -> None:
    show = stage()
    cues = [(float(i), CueName.ONE) for i in range(5)]
    zero = show.schedule(cues)
    sleep_until(zero + 1.5)
    show.player.mute(True)
    sleep_until(zero + 2.5)
    show.player.mute(False)
    show.listen_to_the_end(zero, cues)
    recording, heard = show.heard()
    assert [round(recording.at(found.position) - zero) for found in heard] == [0, 1, 3, 4]


def test_a_sound_server_that_goes_away_and_comes_back_is_picked_up_again(stage: MakeStage, pulse: PrivatePulse) -> None:
    show = stage()
    assert show.recorder is not None
    show.recorder.stop()
    pulse.stop()
    show.wait_for("bell")
    show.schedule([(0.0, CueName.WALK)])
    wait_until(lambda: len(show.rings) == RINGS[CueName.WALK])
    pulse.start()
    show.recorder = pulse.record()
    show.wait_for(show.settings.backend)
    played = time.monotonic()
    show.player.play(CueName.RUN)
    show.listen_to_the_end(played + LATE, [(0.0, CueName.RUN)])
    _, heard = show.heard()
    assert [found.name for found in heard] == ["run"]


def test_words_that_are_listened_to_come_one_after_the_other_once_they_are_read(stage: MakeStage) -> None:
    show = stage(pack="voice")
    played = time.monotonic()
    show.player.play("minutes-1", "and-30")
    show.listen_to_the_end(played + LATE, [(0.0, "minutes-1"), (1.5, "and-30")])
    recording, [found] = show.heard()  # so close together, they are one stretch of sound
    [(first, last)] = recording.bursts()
    lasts = GAP + sum(len(loaded(show.settings)[word].samples) for word in ("minutes-1", "and-30"))
    assert found.name == "minutes-1"
    assert abs(last - first - lasts) < RATE // 20


def test_closing_twice_is_the_same_as_once_and_leaves_no_child(stage: MakeStage) -> None:
    show = stage()
    child = show.child()
    show.player.close()
    show.player.close()
    assert not alive(child)


def test_a_broken_file_of_the_runner_is_named_and_ours_is_heard(stage: MakeStage, tmp_path: Path) -> None:
    for name in ("tick", "walk", "warm-up", "cool-down", "last-run", "halfway", "one-minute-left", "finished"):
        (tmp_path / f"{name}.wav").write_bytes((SOUNDS / "tones" / f"{name}.wav").read_bytes())
    (tmp_path / "run.mp3").write_bytes(b"not music")
    show = stage(folder=str(tmp_path))
    zero = show.schedule([(0.0, CueName.RUN)])
    show.listen_to_the_end(zero, [(0.0, CueName.RUN)])
    _, heard = show.heard()
    assert [found.name for found in heard] == ["run"]
    assert show.status.backend == show.settings.backend
    assert "run.mp3" in show.status.message


def test_slow_headphones_make_cues_earlier(stage: MakeStage) -> None:
    show = stage(latency_ms=200)
    zero = show.schedule([(0.0, CueName.RUN)])
    show.listen_to_the_end(zero, [(0.0, CueName.RUN)])
    recording, [found] = show.heard()
    assert found.name == "run"
    assert -0.35 < recording.at(found.position) - zero < -0.1
