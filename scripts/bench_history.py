"""How soon History is there, finds, orders and scrolls, on logs of different lengths; a part of scripts/bench.py."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

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
KEYS = 20
"""Times a key is pressed to scroll."""

Spawn = Callable[..., "pexpect.spawn[bytes]"]


def compare_histories(folder: Path, spawn: Spawn, rounds: int) -> None:
    """Open, filter, order and scroll each of the logs in turns, and print what each took beside the shortest."""
    folders = {count: _log_of(folder / f"history-{count}", count) for count in COUNTS}
    taken: dict[str, dict[int, list[float]]] = {}
    for _ in range(rounds):
        for count, data in folders.items():
            for what, milliseconds in _measured(spawn, data, count).items():
                taken.setdefault(what, {}).setdefault(count, []).append(milliseconds)
    for what, by_count in taken.items():
        median = {count: statistics.median(times) for count, times in by_count.items()}
        least = min(median)
        told = ", ".join(
            f"{count:,} sessions {median[count]:.0f} ms (ratio {median[count] / median[least]:.2f})"
            for count in median
            if count != least
        )
        later = median[max(median)] - median[least]
        print(
            f"History, {what}: {least} sessions {median[least]:.0f} ms, {told}; the longest {later:.0f} ms later "
            f"(goal ≤ {GOAL})"
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


def _measured(spawn: Spawn, data: Path, count: int) -> dict[str, float]:
    """Milliseconds of each step in one run of the program."""
    child = spawn("from runwalk_tui.cli import main; main()", "--data-dir", str(data))
    try:
        child.expect_exact("Begin here")
        time.sleep(0.7)  # until nothing of Home is on its way any more
        taken = {"opened": _until(child, "h", "0 to 10" if count else "No sessions yet")}
        if count:
            time.sleep(0.5)
            scrolled = f"at its end, {KEYS} pages up, sorted by stage"
            taken[scrolled] = _until(child, "\x1b[F" + "\x1b[5~" * KEYS + "o", "Stage▼")
            child.send("/")
            time.sleep(0.05)
            taken["a word that nothing has"] = _until(child, "zebra", "Nothing matches zebra")
        return taken
    finally:
        child.close(force=True)


def _until(child: pexpect.spawn[bytes], keys: str, wanted: str) -> float:
    """Milliseconds from keys that are pressed until a text is on the terminal."""
    began = time.perf_counter()
    child.send(keys)
    child.expect_exact(wanted.encode())
    return (time.perf_counter() - began) * 1000
