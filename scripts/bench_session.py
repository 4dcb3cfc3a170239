"""What a running session costs, beside termdown and a bare Textual program; a part of scripts/bench.py."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.bench_programs import BARE_DIGITS, INTO_A_SESSION, RUNWALK, Cost, cost, place, spawn, spawn_program
from scripts.bench_table import Row, Samples

ROOT = Path(__file__).resolve().parents[1]
TERMDOWN = ROOT / ".venv-termdown" / "bin" / "termdown"
NO_TERMDOWN = "termdown isn't there: `make bench` installs the version that the Makefile names, where it can"
SHORT_PHASES = '[programme]\nname = "P"\n[[stage]]\nintervals = ["run 5s", "walk 5s"]\nreps = 100\n'
SOUND = ("pulseaudio", "parec", "pactl")
NO_SOUND = '[audio]\nbackend = "silent"\n'
"""Settings with which nothing looks for a device."""


def compare_sessions(folder: Path, rounds: int, seconds: float, settling: float) -> Iterator[Row]:
    """CPU, bytes and memory of a session without a sound device, beside termdown and bare digits, in turns."""
    ours: list[Cost] = []
    looking: list[Cost] = []
    bare: list[Cost] = []
    others: list[Cost] = []
    silent = _silent(folder)
    for number in range(rounds):
        # A folder of its own for each: a session that is cut off would be asked about by the next one.
        options = place(folder / f"off-{number}")
        ours.append(cost(spawn(RUNWALK, *options, env=silent), INTO_A_SESSION, settling=settling, seconds=seconds))
        options = place(folder / f"running-{number}")
        # Two minutes have two looks for a device wherever they begin, and one of them is by another backend as well.
        looking.append(cost(spawn(RUNWALK, *options), INTO_A_SESSION, settling=settling, seconds=8 * seconds))
        bare.append(cost(spawn(BARE_DIGITS), [], settling=min(settling, 3), seconds=seconds))
        if TERMDOWN.exists():
            others.append(cost(spawn_program([str(TERMDOWN), "1h"]), [], settling=min(settling, 3), seconds=seconds))
    mine = _samples(ours, _cpu, "% of a core")
    search = _samples(looking, _cpu, "% of a core")
    off, found = "CPU of a session, sound off", "CPU of a session that looks for a sound device with the backends here"
    if others:
        theirs = _samples(others, _cpu, "% of a core")
        yield Row(off, mine, "termdown 1h", theirs, 1)
        yield Row(found, search, "termdown 1h", theirs, 1)
    else:
        yield Row("CPU of a session beside termdown", NO_TERMDOWN)
    digits = "bare Textual program, digits ten times a second"
    yield Row(off, mine, digits, _samples(bare, _cpu, "% of a core"), 0.5)
    yield Row("bytes to the terminal", _samples(ours, _bytes, "kB/min"), digits, _samples(bare, _bytes, "kB/min"))
    yield Row("bytes to the terminal, 120×40", _samples(ours, _bytes, "kB/min"), most=60)
    if others:
        mb = _samples(ours, lambda each: each.memory, "MB")
        yield Row(
            "memory of a session, without the sound's process",
            mb,
            "termdown 1h",
            _samples(others, lambda each: each.memory, "MB"),
        )
    yield Row(
        "memory of a session, without the sound's process",
        _samples(ours, lambda each: each.memory, "MB"),
        "bare Textual program",
        _samples(bare, lambda each: each.memory, "MB"),
    )


def measure_with_sound(folder: Path, rounds: int, seconds: float) -> Iterator[Row]:
    """CPU of a session whose phases last 5 s, with its sound on a private sound server, both processes together."""
    what = "CPU of a session, with sound, phases of 5 s"
    if not all(map(shutil.which, SOUND)):
        yield Row(what, "pulseaudio and pulseaudio-utils aren't installed")
        return
    from tests.support.listening import PrivatePulse

    table = folder / "short.toml"
    table.write_text(SHORT_PHASES)
    loud: list[Cost] = []
    silent: list[Cost] = []
    with PrivatePulse(folder / "p") as pulse:
        for number in range(rounds):
            for costs, env in ((loud, pulse.env), (silent, {})):
                options = place(folder / f"short-{number}-{len(loud)}-{len(silent)}", table, "1")
                child = spawn(RUNWALK, *options, env=env)
                costs.append(cost(child, INTO_A_SESSION, settling=5, seconds=seconds))
    with_sound, without = (_samples(costs, _cpu, "% of a core") for costs in (loud, silent))
    yield Row(what, with_sound, most=1.5)
    yield Row(what, with_sound, "the same without a device", without)


def measure_still(folder: Path, seconds: float, settling: float) -> Iterator[Row]:
    """Bytes that Home and a paused session write while nobody does anything."""
    home = cost(spawn(RUNWALK, *place(folder / "home")), [("Start here", "")], settling=3, seconds=seconds)
    keys = [*INTO_A_SESSION, ("", " ")]
    paused = spawn(RUNWALK, *place(folder / "paused"), env=_silent(folder))
    still = cost(paused, keys, settling=settling, seconds=seconds)
    for what, one in (("Home", home), ("a paused session", still)):
        yield Row(f"bytes of {what} while nobody does anything", Samples((one.written,), f"in {seconds:.0f} s"), most=0)
        yield Row(f"CPU of {what} while nobody does anything", _samples([one], _cpu, "% of a core"))


def measure_sound(options: list[str]) -> Iterator[Row]:
    """Onset error, drift and cost of the sound, by a process of their own, which says more than is in the table."""
    if not all(map(shutil.which, SOUND)):
        yield Row("onset error and drift of the sound", "pulseaudio and pulseaudio-utils aren't installed")
        return
    done = subprocess.run(
        [sys.executable, "-m", "scripts.bench_audio", *options], check=True, stdout=subprocess.PIPE, text=True
    )
    sys.stderr.write(done.stdout)
    yield from sound_rows(done.stdout)


def sound_rows(printed: str) -> Iterator[Row]:
    """The rows in what scripts.bench_audio prints."""
    figures = r"\| (?P<heard>\d+) of (?P<cues>\d+) \| [^|]+ \| [^|]+ \| (?P<most>[\d.]+) \| (?P<sd>[\d.]+)"
    onset = re.compile(rf"\| (?P<way>[^|]+) \| (?P<load>idle|busy) {figures}")
    found = {(each["way"], each["load"]): each for each in onset.finditer(printed)}
    for (way, load), each in found.items():
        if way == "sleep + play":
            continue
        other = found.get(("sleep + play", load))
        heard, all_heard = f"{each['heard']} of {each['cues']}", each["heard"] == each["cues"]
        yield Row(f"cues heard, {way}, computer {load}", heard)
        for name, words, goal in (("most", "largest", 10.0), ("sd", "standard deviation of the", 5.0)):
            theirs = None if other is None else Samples((float(other[name]),), "ms")
            what = f"{words} onset error, {way}, computer {load}"
            yield Row(what, Samples((float(each[name]),), "ms"), most=goal if all_heard else None)
            if theirs is not None:
                yield Row(what, Samples((float(each[name]),), "ms"), "a loop that sleeps and starts a player", theirs)
    for each in re.finditer(r"(?P<way>\w+): (?P<cpu>[\d.]+)% of a core .*?, (?P<mb>[\d.]+) MB", printed):
        yield Row(f"CPU of the sound's process, {each['way']}", Samples((float(each["cpu"]),), "% of a core"), most=1)
        yield Row(f"memory of the sound's process, {each['way']}", Samples((float(each["mb"]),), "MB"), most=40)
    for each in re.finditer(r"drift: (?P<slope>[+-][\d.]+) millionths", printed):
        yield Row("drift of the sound", Samples((abs(float(each["slope"])),), "millionths"))


def _silent(folder: Path) -> dict[str, str]:
    """The surroundings of a program whose settings want no sound."""
    settings = folder / "config" / "runwalk" / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(NO_SOUND)
    return {"XDG_CONFIG_HOME": str(settings.parents[1])}


def _samples(costs: list[Cost], of: Callable[[Cost], float], unit: str) -> Samples:
    return Samples(tuple(of(each) for each in costs), unit)


def _cpu(used: Cost) -> float:
    return 100 * used.cpu / used.seconds


def _bytes(used: Cost) -> float:
    return used.written * 60 / used.seconds / 1000
