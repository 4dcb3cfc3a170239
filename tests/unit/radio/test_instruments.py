"""The process with the radio: it may die, hang, say anything or be missing, and a session only has no figures then."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runwalk_tui.radio.following import Wish
from runwalk_tui.radio.instruments import MUTES, RadioInstruments
from runwalk_tui.radio.messages import Alive, order
from runwalk_tui.radio.process import RadioProcess
from runwalk_tui.radio.radio import Sensor
from runwalk_tui.session.measured import Figures

ROOT = Path(__file__).parents[3]
STRAP = Wish(Sensor.HEART_RATE, "any")
PATIENCE = 30.0
"""Seconds: a guard against hanging."""
SAYS = """\
import json, os, sys, time
asked = json.loads(sys.stdin.readline())
def say(**what):
    print(json.dumps(what), flush=True)
with open(sys.argv[1], "a") as file:
    print(os.getpid(), json.dumps(asked), file=file)
times = len(open(sys.argv[1]).readlines())
found = {"says": "found", "sensor": "heart_rate", "device": ["AA", "Strap", "heart_rate", -50]}
"""


class Child:
    """What is started in place of the process with the radio."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.instruments: RadioInstruments | None = None
        self.remembered: dict[Sensor, str] = {}

    def starts(self, then: str, *, silent: float = 20.0, system: str = sys.platform) -> RadioInstruments:
        """Instruments whose process does what a piece of Python says, once it knows its order."""
        script = self._folder / "child.py"
        script.write_text(SAYS + then)
        self.instruments = RadioInstruments(
            [STRAP],
            lambda used: self.remembered.update(used),
            command=[sys.executable, str(script), str(self._folder / "started.txt")],
            restarts=(0.05,),
            silent=silent,
            system=system,
        )
        self.instruments.start()
        return self.instruments

    @property
    def started(self) -> list[str]:
        """The order of each process so far."""
        file = self._folder / "started.txt"
        return [line.partition(" ")[2] for line in file.read_text().splitlines()] if file.exists() else []

    def go(self) -> None:
        """Let a process go on that waits for it."""
        with (self._folder / "started.txt").open("a") as file:
            file.write("go")

    @property
    def pids(self) -> list[int]:
        return [int(line.partition(" ")[0]) for line in (self._folder / "started.txt").read_text().splitlines()]


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    made = Child(tmp_path)
    yield made
    if made.instruments is not None:
        made.instruments.close()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_it_says_is_a_figure_and_any_other_line_is_nothing(child: Child) -> None:
    instruments = child.starts(
        "print('a library prints this')\n"
        "for odd in ('[]', '7', 'null', '{}', '{\"says\": []}', '[' * 100000):\n    print(odd)\n"
        "say(says='heart_rate', bpm='many', contact=None)\nsay(says='heart_rate', bpm=float('inf'), contact=None)\n"
        "say(says='heart_rate', bpm=900, contact=None)\n"
        "say(says='belt', speed=-1, distance=None)\nsay(says='belt', speed=8.5, distance=None)\n"
        "say(says='heart_rate', bpm=131, contact=True)\ntime.sleep(60)\n"
    )
    until(lambda: instruments.figures() == Figures(131, 850))


def test_a_process_that_writes_without_an_end_fills_no_memory(tmp_path: Path) -> None:
    script = tmp_path / "child.py"
    script.write_text(
        "for _ in range(200):\n    print('x' * 100_000, end='')\nprint()\nprint('{\"says\": \"alive\"}')\n"
    )
    tracemalloc.start()
    process = RadioProcess(b"\n", [sys.executable, str(script)])
    assert list(process.messages()) == [Alive()]
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()
    process.let_go()


def test_an_old_figure_is_none(tmp_path: Path) -> None:
    now = [0.0]
    script = tmp_path / "child.py"
    script.write_text(SAYS + "say(says='heart_rate', bpm=131, contact=True)\ntime.sleep(60)\n")
    command = [sys.executable, str(script), str(tmp_path / "started.txt")]
    instruments = RadioInstruments([STRAP], command=command, now=lambda: now[0], silent=1e9)
    instruments.start()
    until(lambda: instruments.figures().bpm == 131)
    now[0] = 5.0
    assert instruments.figures().bpm == 131
    now[0] = 5.1
    assert instruments.figures() == Figures()
    instruments.close()


def test_a_figure_from_before_the_computer_slept_is_none(tmp_path: Path) -> None:
    slept = [0.0]
    script = tmp_path / "child.py"
    script.write_text(SAYS + "say(says='heart_rate', bpm=131, contact=True)\ntime.sleep(60)\n")
    command = [sys.executable, str(script), str(tmp_path / "started.txt")]
    instruments = RadioInstruments([STRAP], command=command, now=lambda: 0.0, slept=lambda: slept[0], silent=1e9)
    instruments.start()
    until(lambda: instruments.figures().bpm == 131)
    slept[0] = 3600.0
    assert instruments.figures() == Figures()
    instruments.close()


def test_one_that_dies_is_replaced_and_told_which_strap_it_was(child: Child) -> None:
    instruments = child.starts(
        "say(**found)\n"
        "if times == 1:\n    os.kill(os.getpid(), 9)\n"
        "say(says='heart_rate', bpm=131, contact=True)\ntime.sleep(60)\n"
    )
    until(lambda: instruments.figures().bpm == 131)
    assert [each.count('"AA"') for each in child.started] == [0, 1]
    assert instruments.news() == (
        "Listening to Strap.",
        "The heart rate strap is out of reach; runwalk keeps looking for it.",
        "The heart rate strap is back.",
    )
    assert instruments.news() == ()
    assert instruments.problem() is None
    instruments.close()
    assert child.remembered == {Sensor.HEART_RATE: "AA"}


def test_a_strap_that_comes_and_goes_all_the_time_is_told_once_and_again_when_it_stays_away(child: Child) -> None:
    instruments = child.starts(
        "gone = {'says': 'lost', 'sensor': 'heart_rate'}\n"
        "for _ in range(5):\n    say(**found)\n    say(**gone)\n"
        "say(**found)\nsay(says='heart_rate', bpm=131, contact=True)\n"
        "while not open(sys.argv[1]).read().endswith('go'):\n    time.sleep(0.05)\n"
        "say(**gone)\nsay(says='not found', sensor='heart_rate', why='no strap is near')\n"
        "say(says='belt', speed=1.0, distance=None)\ntime.sleep(60)\n"
    )
    until(lambda: instruments.figures().bpm == 131)
    gone = "The heart rate strap is out of reach; runwalk keeps looking for it."
    assert instruments.news() == ("Listening to Strap.", gone, "The heart rate strap is back.")
    child.go()
    until(lambda: instruments.figures().speed is not None)
    assert instruments.news() == (gone,)


def test_one_reason_for_both_is_said_once(child: Child) -> None:
    instruments = child.starts(
        "say(says='not found', sensor='heart_rate', why='Bluetooth is off')\n"
        "say(says='not found', sensor='belt', why='Bluetooth is off')\n"
        "say(says='heart_rate', bpm=131, contact=True)\ntime.sleep(60)\n"
    )
    until(lambda: instruments.figures().bpm == 131)
    assert instruments.news() == ("No heart rate and no belt speed yet: Bluetooth is off.",)


def test_bluetooth_that_is_switched_off_in_the_session_is_said_once_and_that_the_strap_is_back(child: Child) -> None:
    off = "say(says='not found', sensor='{}', why='Bluetooth is off, so switch it on', unusable=True)\n"
    instruments = child.starts(
        "say(**found)\nsay(says='found', sensor='belt', device=['BB', 'Belt', 'belt', -50])\n"
        "say(says='lost', sensor='heart_rate')\n" + off.format("heart_rate") + off.format("belt") + "say(**found)\n"
        "say(says='heart_rate', bpm=131, contact=True)\ntime.sleep(60)\n"
    )
    until(lambda: instruments.figures().bpm == 131)
    assert instruments.news() == (
        "Listening to Strap.",
        "Listening to Belt.",
        "The heart rate strap is out of reach; runwalk keeps looking for it.",
        "Bluetooth is off, so switch it on.",
        "The heart rate strap is back.",
    )


def test_another_strap_is_never_said_to_be_back(child: Child) -> None:
    instruments = child.starts(
        "say(**found)\nsay(says='lost', sensor='heart_rate')\n"
        "say(says='found', sensor='heart_rate', device=['BB', 'Other', 'heart_rate', -50])\n"
        "say(says='heart_rate', bpm=131, contact=True)\ntime.sleep(60)\n"
    )
    until(lambda: instruments.figures().bpm == 131)
    assert instruments.news()[-1] == "Listening to Other."


def test_a_link_that_brings_nothing_is_said_once(tmp_path: Path) -> None:
    now = [0.0]
    script = tmp_path / "child.py"
    script.write_text(
        SAYS + "say(**found)\nsay(says='found', sensor='belt', device=['BB', 'Belt', 'belt', -50])\n"
        "while True:\n    say(says='belt', speed=1.0, distance=None)\n    time.sleep(0.02)\n"
    )
    command = [sys.executable, str(script), str(tmp_path / "started.txt")]
    instruments = RadioInstruments([STRAP], command=command, now=lambda: now[0], silent=1e9)
    instruments.start()
    said: list[str] = []
    until(lambda: instruments.figures().speed is not None)
    for _ in range(3):
        now[0] += 6.0  # the last speed is too old by then, and a new one comes
        until(lambda: instruments.figures().speed is not None)
    mute = MUTES[Sensor.HEART_RATE]

    def is_told() -> bool:
        said.extend(instruments.news())
        return mute in said

    until(is_told)
    assert said == ["Listening to Strap.", "Listening to Belt.", mute]
    instruments.close()


@pytest.mark.slow("waits until a process has said nothing for a second")
def test_one_that_hangs_is_replaced(child: Child) -> None:
    instruments = child.starts(
        "say(says='alive')\n"
        "if times == 1:\n    time.sleep(600)\n"
        "for _ in range(600):\n    say(says='heart_rate', bpm=131, contact=True)\n    time.sleep(0.1)\n",
        silent=1.0,
    )
    until(lambda: instruments.figures().bpm == 131)
    until(lambda: not lives(child.pids[0]))


def test_one_that_only_ever_dies_is_said_and_tried_again(child: Child) -> None:
    instruments = child.starts("sys.exit(3)\n")
    until(lambda: instruments.problem() is not None)
    assert str(instruments.problem()) == "Bluetooth keeps failing here, so there's no heart rate for now."
    until(lambda: len(child.started) > 4)


def test_where_the_package_is_missing_the_command_is_said_and_it_is_tried_once(child: Child) -> None:
    instruments = child.starts("say(says='no radio', why='No module named bleak', lasting=True)\n")
    until(lambda: instruments.problem() is not None)
    assert '-m pip install "bleak' in str(instruments.problem())
    time.sleep(0.3)
    assert len(child.started) == 1


@pytest.mark.skipif(os.name == "nt", reason="no signals there")
def test_where_macos_aborts_it_the_runner_is_told_what_to_allow(child: Child) -> None:
    instruments = child.starts("os.abort()\n", system="darwin")
    until(lambda: instruments.problem() is not None)
    assert "Privacy & Security" in str(instruments.problem())
    time.sleep(0.3)
    assert len(child.started) == 1


@pytest.mark.skipif(os.name == "nt", reason="no signals there")
def test_one_that_aborts_elsewhere_is_replaced_like_any_other(child: Child) -> None:
    instruments = child.starts(
        "if times == 1:\n    os.abort()\nsay(says='heart_rate', bpm=131, contact=None)\ntime.sleep(60)\n",
        system="linux",
    )
    until(lambda: instruments.figures().bpm == 131)
    assert instruments.problem() is None


def test_the_real_child_ends_in_order_when_a_library_raises_anything(tmp_path: Path) -> None:
    script = tmp_path / "child.py"
    script.write_text(
        "from runwalk_tui.radio.child import main\n"
        "class Odd:\n"
        "    async def near(self, seconds):\n        raise KeyError('org.bluez.Device1')\n"
        "main(Odd)\n"
    )
    process = RadioProcess(order([STRAP]), [sys.executable, str(script)])
    assert list(process.messages()) == [Alive()]
    assert process.ended_by() == 1
    process.let_go()


def test_a_program_that_cannot_be_started_is_a_problem_in_one_line(tmp_path: Path) -> None:
    instruments = RadioInstruments([STRAP], command=[str(tmp_path / "nothing")])
    instruments.start()
    until(lambda: instruments.problem() is not None)
    assert "No such file" in str(instruments.problem())
    assert instruments.figures() == Figures()
    instruments.close()


def test_closing_it_ends_the_process_even_one_that_never_started_to_listen(child: Child) -> None:
    instruments = child.starts("say(says='heart_rate', bpm=131, contact=True)\nsys.stdin.read()\n")
    until(lambda: instruments.figures().bpm == 131)
    (pid,) = child.pids
    instruments.close()
    assert instruments.figures() == Figures()
    until(lambda: not lives(pid))
    instruments.close()


@pytest.mark.slow("two processes, and what the last one lets go of")
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
@pytest.mark.parametrize("then", ["", "import sys; sys.modules['bleak'] = None; "])
def test_the_real_child_ends_with_its_parent(then: str, tmp_path: Path) -> None:
    """Also where it has just found out that it can't do anything."""
    program = (
        "import subprocess, sys, time\n"
        "code = sys.argv[1] + 'from runwalk_tui.radio.child import main; main()'\n"
        "child = subprocess.Popen([sys.executable, '-c', code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        'child.stdin.write(b\'{"follow": [["belt", "any", ""]], "look": 0}\\n\')\n'
        "child.stdin.flush()\nchild.stdout.readline()\nprint(child.pid, flush=True)\ntime.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, then], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    until(lambda: not lives(pid))
