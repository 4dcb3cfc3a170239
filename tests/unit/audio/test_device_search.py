"""When a device that isn't there is looked for again, by which backends, and what shows that it may be there now."""

from __future__ import annotations

import itertools
import socket
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.audio.backends.bell import RINGS
from runwalk_tui.audio.backends.reasons import INTO_NOTHING, NO_DEVICE
from runwalk_tui.audio.status import AudioStatus
from runwalk_tui.audio.supervision.search import (
    ANOTHER_AFTER,
    LOOK_AGAIN,
    RESTLESS,
    SHOWN,
    WATCH_EVERY,
    WITH_ALL,
    DeviceSearch,
)
from runwalk_tui.audio.supervision.signs import device_signs
from runwalk_tui.audio.supervision.supervisor import Supervisor
from runwalk_tui.session.cues import CueName, TimedCue

ALL = ("miniaudio", "sounddevice", "simpleaudio")
SLOWEST = SHOWN


class LookingChild:
    """A child that is asked to open a device."""

    def __init__(self) -> None:
        self.backend = ""

    def send(self, verb: str, *rest: Any) -> None:
        if verb == "open":
            self.backend = rest[0]

    def kill(self) -> None:
        pass


class Computer:
    """A session where each backend finds only what the test has plugged in."""

    def __init__(self, installed: tuple[str, ...] = ALL, sign: int | None = 0) -> None:
        self.now = 100.0
        self.sign = sign
        self.plugged: set[str] = set()
        self.why = NO_DEVICE
        self.looks: list[tuple[float, str]] = []
        self.told: list[AudioStatus] = []
        self.rings: list[float] = []
        self._asked: list[LookingChild] = []
        self.supervisor = Supervisor(
            "auto",
            {},
            start_child=self._start,
            ring=lambda: self.rings.append(self.now),
            report=self.told.append,
            installed=lambda library: library in installed,
            signs=lambda: self.sign,
        )
        self.supervisor.start(self.now)
        self.answer()

    def _start(self) -> LookingChild:
        self.last = LookingChild()
        self._asked.append(self.last)
        return self.last

    def show_something_new(self) -> None:
        assert self.sign is not None
        self.sign += 1

    def answer(self) -> None:
        """Each child says what it finds."""
        while self._asked:
            child = self._asked.pop(0)
            self.looks.append((self.now, child.backend))
            if child.backend in self.plugged:
                self.supervisor.heard(child, "ready", ["a device", [], False], self.now)
            else:
                self.supervisor.heard(child, "failed", [self.why, False], self.now)

    def wait(self, seconds: float) -> None:
        end = self.now + seconds
        while (wake := self.supervisor.wake()) is not None and wake <= end:
            self.now = max(self.now, wake)
            self.supervisor.look(self.now)
            self.answer()
        self.now = end

    def looks_in(self, seconds: float) -> list[list[str]]:
        """The looks of the next seconds, each by the backends that took part."""
        self.looks.clear()
        self.wait(seconds)
        return [[name for _, name in group] for _, group in itertools.groupby(self.looks, lambda look: look[0])]

    def settle(self) -> None:
        """Until looks are as far apart as they get."""
        self.wait(sum(LOOK_AGAIN[:-1]) + 0.01)


def test_the_first_looks_are_by_every_backend() -> None:
    computer = Computer()
    assert [name for _, name in computer.looks] == list(ALL)
    assert computer.looks_in(sum(LOOK_AGAIN[:-1]) + 0.01) == [list(ALL)] * WITH_ALL


@pytest.mark.parametrize(("sign", "apart"), [(0, SHOWN), (None, LOOK_AGAIN[-1])])
def test_later_looks_are_by_the_preferred_backend_and_the_others_take_turns_beside_it(
    sign: int | None, apart: float
) -> None:
    """Every half a minute, and every minute where the system shows what comes and goes."""
    computer = Computer(sign=sign)
    computer.settle()
    alone = [["miniaudio"]] * (round(ANOTHER_AFTER / apart) - 1)
    turns = [[*alone, ["miniaudio", name]] for name in ("simpleaudio", "sounddevice")]
    first = computer.looks_in(10 * ANOTHER_AFTER)
    assert len(first) == 10 * ANOTHER_AFTER / apart
    found = [look for look in first if look != ["miniaudio"]]
    assert found == [["miniaudio", "simpleaudio"], ["miniaudio", "sounddevice"]] * 5
    later = computer.looks_in(4 * ANOTHER_AFTER)
    assert sorted(later) == sorted(2 * [look for turn in turns for look in turn])


def test_one_backend_alone_looks_every_time() -> None:
    computer = Computer(installed=("sounddevice",))
    computer.settle()
    assert computer.looks_in(10 * SLOWEST) == [["sounddevice"]] * 10


@pytest.mark.parametrize(("sign", "apart"), [(0, SHOWN), (None, LOOK_AGAIN[-1])])
def test_headphones_that_nothing_shows_are_found_by_the_preferred_backend_within_a_minute(
    sign: int | None, apart: float
) -> None:
    computer = Computer(sign=sign)
    computer.settle()
    computer.wait(1000)
    computer.plugged.add("miniaudio")
    computer.wait(apart)
    assert computer.told[-1] == AudioStatus("miniaudio", "")
    assert apart <= 60


@pytest.mark.parametrize("other", ALL[1:])
def test_a_device_that_only_another_backend_can_open_is_found_within_four_minutes(other: str) -> None:
    computer = Computer()
    computer.settle()
    computer.wait(1000)
    computer.plugged.add(other)
    computer.wait(2 * ANOTHER_AFTER)
    assert computer.told[-1].backend == other
    assert 2 * ANOTHER_AFTER <= 240


@pytest.mark.parametrize("by", ALL)
def test_once_the_system_shows_something_new_every_backend_looks_within_seconds(by: str) -> None:
    computer = Computer()
    computer.settle()
    computer.wait(1000)
    computer.plugged.add(by)
    computer.show_something_new()
    computer.wait(WATCH_EVERY)
    assert computer.told[-1].backend == by


def test_what_is_new_may_take_a_while_to_work_and_is_looked_for_as_often_as_at_first() -> None:
    computer = Computer()
    computer.settle()
    computer.show_something_new()
    assert computer.looks_in(WATCH_EVERY + sum(LOOK_AGAIN[1:-1])) == [list(ALL)] * WITH_ALL


def test_what_is_new_every_second_does_not_have_every_backend_look_all_the_time() -> None:
    computer = Computer()
    computer.settle()
    computer.looks.clear()
    for _ in range(600):
        computer.show_something_new()
        computer.wait(1)
    begun = [at for at, name in computer.looks if name == "simpleaudio"]
    assert len(begun) <= (WITH_ALL + 1) * (600 / RESTLESS + 1)


def test_what_was_new_in_a_restless_time_is_looked_for_when_it_is_over() -> None:
    computer = Computer()
    computer.settle()
    computer.show_something_new()
    computer.wait(RESTLESS / 2)
    computer.plugged.add("simpleaudio")
    computer.show_something_new()
    computer.wait(RESTLESS / 2 + WATCH_EVERY)
    assert computer.told[-1].backend == "simpleaudio"


def test_as_a_session_begins_every_backend_looks() -> None:
    computer = Computer()
    computer.settle()
    computer.wait(1000)
    computer.supervisor.schedule([TimedCue(computer.now + 60, CueName.RUN)], computer.now)
    assert computer.looks_in(0.01) == [list(ALL)]


def test_a_pause_or_a_skip_does_not_have_every_backend_look_again() -> None:
    computer = Computer()
    computer.supervisor.schedule([TimedCue(computer.now + 900, CueName.RUN)], computer.now)
    computer.settle()
    computer.wait(SLOWEST)
    computer.supervisor.schedule([TimedCue(computer.now + 900, CueName.RUN)], computer.now)
    assert computer.looks_in(1) == []


def test_a_sound_server_without_a_device_is_asked_by_nobody_else_however_long_it_takes() -> None:
    """Another backend would play to it, and nobody would hear anything."""
    computer = Computer()
    computer.settle()
    computer.why = INTO_NOTHING
    computer.show_something_new()
    assert {name for look in computer.looks_in(3000) for name in look} == {"miniaudio"}


def test_a_device_that_goes_away_again_is_looked_for_by_every_backend() -> None:
    computer = Computer()
    computer.settle()
    computer.wait(SLOWEST)
    computer.plugged.add("miniaudio")
    computer.wait(SLOWEST)
    computer.plugged.clear()
    computer.looks.clear()
    computer.supervisor.heard(computer.last, "lost", ["its device disappeared"], computer.now)
    computer.answer()
    assert [name for _, name in computer.looks] == list(ALL)
    assert computer.looks_in(LOOK_AGAIN[0]) == [list(ALL)]


def test_the_bell_rings_on_time_while_the_system_is_watched() -> None:
    computer = Computer()
    computer.settle()
    computer.supervisor.schedule([TimedCue(computer.now + 100, CueName.WALK)], computer.now)
    due = computer.now + 100
    computer.wait(110)
    assert len(computer.rings) == RINGS[CueName.WALK]
    assert computer.rings[0] == pytest.approx(due)


def test_a_finished_session_looks_no_more() -> None:
    computer = Computer()
    computer.settle()
    computer.looks.clear()
    computer.supervisor.finish(computer.now)
    computer.show_something_new()
    assert computer.supervisor.over(computer.now)
    computer.supervisor.look(computer.now + 100)
    computer.answer()
    assert computer.looks == []


def put(root: Path, name: str, text: str = "") -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dev/snd/controlC1", ""),
        ("proc/asound/cards", " 1 [Headset        ]: USB-Audio - Headset\n"),
        ("sys/class/bluetooth/hci0:256", ""),
        ("run/pulse/native", ""),
        ("home-of-sound/pulse/native", ""),
        ("home-of-sound/pipewire-0", ""),
        ("elsewhere/native", ""),
        ("by-hand/socket", ""),
    ],
)
def test_a_card_a_link_and_a_server_show(tmp_path: Path, name: str, text: str) -> None:
    environment = {
        "XDG_RUNTIME_DIR": str(tmp_path / "home-of-sound"),
        "PULSE_SERVER": f"tcp:far.away {{a1b2}}unix:{tmp_path}/by-hand/socket",
    }
    if name.startswith("elsewhere"):
        environment["PULSE_RUNTIME_PATH"] = str(tmp_path / "elsewhere")

    def signs() -> object:
        return device_signs(environment, "linux", tmp_path)

    put(tmp_path, "proc/asound/cards", "--- no soundcards ---\n")
    before = signs()
    assert signs() == before
    put(tmp_path, name, text)
    assert signs() != before


def test_a_server_that_has_started_again_shows(tmp_path: Path) -> None:
    environment = {"XDG_RUNTIME_DIR": str(tmp_path)}
    path = tmp_path / "pulse" / "native"
    path.parent.mkdir()

    def listen() -> object:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
            return device_signs(environment, "linux", tmp_path)

    first = listen()
    assert device_signs(environment, "linux", tmp_path) == first
    path.rename(path.with_name("old"))
    assert listen() != first


def test_a_computer_that_shows_nothing_and_another_system_are_no_fault(tmp_path: Path) -> None:
    odd = {"XDG_RUNTIME_DIR": "", "PULSE_SERVER": "none {", "PULSE_RUNTIME_PATH": "a\nb"}
    assert device_signs(odd, "linux", tmp_path) == device_signs(odd, "linux", tmp_path)
    assert device_signs({}, "darwin", tmp_path) == device_signs({}, "win32", tmp_path)
    device_signs()


def test_a_look_for_which_no_backend_is_left_is_not_due_for_ever() -> None:
    search = DeviceSearch(lambda: None)
    search.later(100.0)
    assert search.look(102.0, []) is None
    assert search.wake() is None, "else whoever waits for it waits no time at all, again and again"
