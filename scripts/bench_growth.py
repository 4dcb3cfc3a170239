"""What a longer log costs: commands, Home, Trends and the timer of a long plan; a part of scripts/bench.py."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from runwalk_tui.history.store import Store
from runwalk_tui.paths import shipped_stages
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.table_in_use import load_table
from scripts.bench_programs import INTO_A_SESSION, RUNWALK, cpu_of, drain, in_turns, place, spawn, timed
from scripts.bench_table import Row, Samples, samples

GOALS = {"next": {1_000: 25.0, 10_000: 165.0}, "Home": {1_000: 115.0, 10_000: 780.0}}
"""Milliseconds of CPU time that so many sessions may add to what 10 cost: 1.3 × and 3 × of 82 and of 390 ms.

A ratio itself would be worse the quicker the start is.
"""
LATER = 300.0
"""Milliseconds that the timer of a very long plan may come later."""


def long_log(folder: Path, count: int) -> Path:
    """A runner with so many sessions, three a week, who was asked everything; returns the folder."""
    table = load_table(shipped_stages())
    now = datetime.now().astimezone()
    last = now - timedelta(days=2)
    sessions = []
    for number in range(count):
        stage = table.stages[number // 3 % len(table.stages)]
        reps = table.full(stage) if number % 3 else stage.reps_min
        sessions.append(
            SessionRecord(
                id=f"session-{number}",
                started_at=last - (count - 1 - number) * timedelta(days=7) / 3,
                programme=table.programme,
                stage=stage.id,
                reps_planned=reps,
                reps_done=reps,
                run_seconds=reps * stage.run_seconds,
                active_seconds=stage.total_seconds(reps),
                pain_before=2 + number % 2,
                pain_worst=3 + number % 3,
                pain_after=3,
                pain_morning=3,
                effort=4,
                note="Fine, on flat ground.",
            )
        )
    with Store.open(folder, rescue_folders=()) as store:
        store.merge(Log(sessions=tuple(sessions)))
        store.remember("screening", Screening(now).to_json())
    return folder


def compare_lengths(folder: Path, counts: tuple[int, ...], rounds: int) -> Iterator[Row]:
    """Each command, Home and Trends on logs of different lengths, in turns, as CPU time."""
    logs = {count: long_log(folder / f"log-{count}", count) for count in counts}
    for count, data in logs.items():
        exported = ["export", "json", "-o", str(folder / f"{count}.json"), "--data-dir", str(data)]
        timed(RUNWALK, exported)

    def command(*arguments: str) -> Callable[[int], float]:
        def measure(count: int) -> float:
            there = ["--data-dir", str(logs[count])]
            return timed(RUNWALK, [*(each.format(count=count) for each in arguments), *there])[1]

        return measure

    def taken_in(count: int) -> float:
        empty = folder / f"empty-{count}-{time.monotonic_ns()}"
        return timed(RUNWALK, ["import", str(folder / f"{count}.json"), "--data-dir", str(empty)])[1]

    whats: dict[str, Callable[[int], float]] = {
        "next": command("next"),
        "history": command("history"),
        "report": command("report", "-o", str(folder / "{count}.html")),
        "export": command("export", "csv", "-o", str(folder / "{count}.csv")),
        "import": taken_in,
        "Home": lambda count: _until(logs[count], [], "Stage"),
        "Trends": lambda count: _until(logs[count], [("Start", "t")], "Trends"),
    }
    for what, measure in whats.items():
        taken = in_turns(rounds, {str(count): partial(measure, count) for count in counts})
        yield from beside_the_shortest(what, counts, taken)


def compare_simulated(folder: Path, counts: tuple[int, ...], people: int) -> Iterator[Row]:
    """`stages simulate` beside logs of different lengths, once each: it doesn't look at them."""

    def measure(count: int) -> float:
        arguments = ["stages", "simulate", "--people", str(people), "--data-dir", str(folder / f"log-{count}")]
        return timed(RUNWALK, arguments)[1]

    taken = in_turns(1, {str(count): partial(measure, count) for count in counts})
    yield from beside_the_shortest(f"simulate ({people:,} runners)", counts, taken)


def compare_plans(folder: Path, rounds: int) -> Iterator[Row]:
    """From the last key to the timer, for a short plan and a very long one."""
    steps = {20: (", ".join(['"run 5s", "walk 5s"'] * 10), 1), 4_000: (", ".join(['"run 5s", "walk 5s"'] * 20), 100)}

    def measure(phases: int) -> float:
        intervals, reps = steps[phases]
        table = folder / f"{phases}.toml"
        table.write_text(f'[programme]\nname = "P"\n[[stage]]\nintervals = [{intervals}]\nreps = {reps}\n')
        child = spawn(RUNWALK, *place(folder / f"plan-{time.monotonic_ns()}", table, "1"))
        try:
            for wanted, key in INTO_A_SESSION[:-1]:
                child.expect_exact(wanted)
                time.sleep(0.5)
                child.send(key)
            time.sleep(0.5)
            began = time.perf_counter()
            child.send("\r")
            child.expect_exact("left")
            return (time.perf_counter() - began) * 1000
        finally:
            child.close(force=True)

    taken = in_turns(rounds, {"20": lambda: measure(20), "4000": lambda: measure(4_000)})
    short, long = samples(taken, "20", "ms"), samples(taken, "4000", "ms")
    yield Row("from the last key to the timer, 4,000 phases", long, "20 phases", short)
    yield Row("how much later that is", Samples((max(0.0, long.median - short.median),), "ms"), most=LATER)


def _until(data: Path, keys: list[tuple[str, str]], wanted: str) -> float:
    """Seconds of CPU time of the app until a text is on the terminal; after keys, from the last one on."""
    child = spawn(RUNWALK, "--data-dir", str(data))
    before = 0.0
    try:
        for seen, key in keys:
            child.expect_exact(seen)
            drain(child, 0.7)
            child.buffer = b""
            before = cpu_of(child.pid)
            child.send(key)
        child.expect_exact(wanted)
        return cpu_of(child.pid) - before
    finally:
        child.close(force=True)


def beside_the_shortest(what: str, counts: tuple[int, ...], taken: dict[str, list[float]]) -> Iterator[Row]:
    """Rows of one thing for each longer log, from seconds by the number of sessions."""
    shortest = samples(taken, str(counts[0]), "ms", 1000)
    for count in counts[1:]:
        least = f"{counts[0]:,} sessions"
        there = samples(taken, str(count), "ms", 1000)
        if not statistics.median(shortest.values):  # less than the hundredth of a second that is counted
            yield Row(f"CPU of {what}, {count:,} sessions", there, f"{least}: below 10 ms")
        else:
            yield Row(f"CPU of {what}, {count:,} sessions", there, least, shortest)
        if (goal := GOALS.get(what, {}).get(count)) is not None:
            more = Samples((max(0.0, round(there.median - shortest.median, 1)),), "ms")
            yield Row(f"CPU that {count:,} sessions add to {what}", more, most=goal)
