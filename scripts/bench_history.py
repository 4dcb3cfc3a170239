"""How soon History is there, finds, orders and scrolls, on logs of different lengths; a part of scripts/bench.py."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from runwalk_tui.history.store import Store
from runwalk_tui.paths import shipped_stages
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement
from runwalk_tui.table_in_use import load_table
from scripts.bench_programs import RUNWALK, cpu_of, spawn
from scripts.bench_table import Row, Samples
from tests.support.second_year import such_years

GOAL = 200
"""Milliseconds that the longest log may take longer than an empty one."""
PAGES = 20
A_LOOK = 0.7
"""Seconds that a person looks before the next key."""


class StepCost(NamedTuple):
    """What one step cost."""

    shown: float
    """Milliseconds from the key until its text is on the terminal."""
    computed: float
    """Milliseconds of CPU time of the program meanwhile; the same on a busy machine, in steps of ten."""


def compare_histories(folder: Path, counts: tuple[int, ...], rounds: int) -> Iterator[Row]:
    """Open, scroll, sort and filter each of the logs in turns; each beside the shortest."""
    folders = {count: _log_of(folder / f"history-{count}", count) for count in counts}
    taken: dict[str, dict[int, list[StepCost]]] = {}
    for _ in range(rounds):
        for count, data in folders.items():
            for what, step in _measured(data, count).items():
                taken.setdefault(what, {}).setdefault(count, []).append(step)
    for what, by_count in taken.items():
        shown = {count: Samples(tuple(step.shown for step in steps), "ms") for count, steps in by_count.items()}
        least, most = min(by_count), max(by_count)
        for count in sorted(by_count)[1:]:
            yield Row(f"History, {what}, {count:,} sessions", shown[count], f"{least:,} sessions", shown[least])
        later = Samples((max(0.0, shown[most].median - shown[least].median),), "ms")
        yield Row(f"History, {what}: how much later with {most:,}", later, most=GOAL)
        computed = statistics.mean(step.computed for step in by_count[most])
        yield Row(f"History, {what}: CPU with {most:,}", Samples((computed,), "ms"))


def _log_of(folder: Path, count: int) -> Path:
    """A folder with so many sessions, of somebody who was asked everything."""
    now = datetime.now().astimezone()
    table = load_table(shipped_stages())
    with Store.open(folder, rescue_folders=()) as store:
        store.merge(such_years(table, count, now.date()))
        store.remember("screening", Screening(now).to_json())
        store.place(Placement(now, "4"))
    return folder


def _measured(data: Path, count: int) -> dict[str, StepCost]:
    """What each step cost in one run of the program."""
    child = spawn(RUNWALK, "--data-dir", str(data))

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
