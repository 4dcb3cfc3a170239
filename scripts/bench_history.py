"""How soon History is there, finds, orders and scrolls, on logs of different lengths; a part of scripts/bench.py."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pexpect

from runwalk_tui.history.store import Store
from runwalk_tui.paths import shipped_stages
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement
from runwalk_tui.table_in_use import load_table
from tests.support.second_year import such_years

COUNTS = (0, 10, 1_000, 10_000)
GOAL = 200
"""Milliseconds that the longest log may take longer than an empty one."""
PAGES = 20
A_LOOK = 0.7
"""Seconds that a person looks before the next key."""

Spawn = Callable[..., "pexpect.spawn[bytes]"]


class StepCost(NamedTuple):
    """What one step cost."""

    shown: float
    """Milliseconds from the key until its text is on the terminal."""
    computed: float
    """Milliseconds of CPU time of the program meanwhile; the same on a busy machine, in steps of ten."""


def compare_histories(folder: Path, spawn: Spawn, cpu_of: Callable[[int], float], rounds: int) -> None:
    """Open, scroll, sort and filter each of the logs in turns, and print what each took beside the shortest."""
    folders = {count: _log_of(folder / f"history-{count}", count) for count in COUNTS}
    taken: dict[str, dict[int, list[StepCost]]] = {}
    for _ in range(rounds):
        for count, data in folders.items():
            for what, step in _measured(spawn, cpu_of, data, count).items():
                taken.setdefault(what, {}).setdefault(count, []).append(step)
    for what, by_count in taken.items():
        median = {
            count: StepCost(
                statistics.median(step.shown for step in steps), statistics.mean(step.computed for step in steps)
            )
            for count, steps in by_count.items()
        }
        least, most = median[min(median)], median[max(median)]
        told = ", ".join(
            f"{count:,} sessions {step.shown:.0f} ms ({step.computed:.0f} of CPU, ratio {step.shown / least.shown:.2f})"
            for count, step in median.items()
        )
        print(
            f"History, {what}: {told}; the longest {most.shown - least.shown:.0f} ms later, "
            f"{most.computed - least.computed:.0f} of CPU (goal ≤ {GOAL})"
        )


def _log_of(folder: Path, count: int) -> Path:
    """A folder with so many sessions, of somebody who was asked everything."""
    now = datetime.now().astimezone()
    table = load_table(shipped_stages())
    with Store.open(folder, rescue_folders=()) as store:
        store.merge(such_years(table, count, now.date()))
        store.remember("screening", Screening(now).to_json())
        store.place(Placement(now, "4"))
    return folder


def _measured(spawn: Spawn, cpu_of: Callable[[int], float], data: Path, count: int) -> dict[str, StepCost]:
    """What each step cost in one run of the program."""
    child = spawn("from runwalk_tui.cli import main; main()", "--data-dir", str(data))

    def until(keys: str, wanted: str) -> StepCost:
        """What it costs from some keys on until a text is on the terminal."""
        computed, began = cpu_of(child.pid), time.perf_counter()
        child.send(keys)
        child.expect_exact(wanted.encode())
        return StepCost((time.perf_counter() - began) * 1000, (cpu_of(child.pid) - computed) * 1000)

    try:
        child.expect_exact("Start here")
        time.sleep(A_LOOK)
        taken = {"opened": until("h", "0 to 10" if count else "No sessions yet")}
        if count:
            time.sleep(A_LOOK)
            taken[f"at its end, {PAGES} pages up, sorted"] = until("\x1b[F" + "\x1b[5~" * PAGES + "o", "Stage▼")
            time.sleep(A_LOOK)
            child.send("/")
            time.sleep(A_LOOK)
            taken["looked for a word that nothing has"] = until("zebra", "Nothing matches zebra")
        return taken
    finally:
        child.close(force=True)
