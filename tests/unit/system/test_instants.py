"""One fine clock for all, and nobody who reads another one."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from runwalk_tui.system import instants

PACKAGE = Path(instants.__file__).parents[1]
COARSE, FINE = 0.015625, 1e-7
"""Seconds: a step of GetTickCount64, and one of the performance counter."""


def system(*, monotonic: float, performance: float, forward: bool = True, settable: bool = False) -> SimpleNamespace:
    """A module `time` whose two clocks move in these steps."""
    infos = {
        "monotonic": SimpleNamespace(resolution=monotonic, monotonic=True, adjustable=False),
        "perf_counter": SimpleNamespace(resolution=performance, monotonic=forward, adjustable=settable),
    }
    return SimpleNamespace(get_clock_info=infos.__getitem__, monotonic=lambda: 1.0, perf_counter=lambda: 2.0)


def test_on_windows_before_python_3_13_the_performance_counter_is_read() -> None:
    assert instants.finer(system(monotonic=COARSE, performance=FINE))() == 2


@pytest.mark.parametrize("step", [1e-9, FINE], ids=["Linux and macOS", "Windows from Python 3.13 on"])
def test_where_both_clocks_are_one_the_usual_one_is_read(step: float) -> None:
    assert instants.finer(system(monotonic=step, performance=step))() == 1


def test_a_counter_that_can_be_set_or_run_backwards_is_left_alone() -> None:
    assert instants.finer(system(monotonic=COARSE, performance=FINE, settable=True))() == 1
    assert instants.finer(system(monotonic=COARSE, performance=FINE, forward=False))() == 1


def test_the_clock_here_moves_in_steps_of_less_than_a_millisecond() -> None:
    read = instants.now.__name__
    assert time.get_clock_info("perf_counter" if read == "perf_counter" else "monotonic").resolution < 0.001


def test_another_process_reads_the_same_instant() -> None:
    said = "from runwalk_tui.system import instants; print(instants.now())"
    before = instants.now()
    other = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, encoding="utf-8").stdout
    assert before < float(other) < instants.now()


def clocks_read_in(source: str) -> list[str]:
    """The system's own clocks that some source reads, whatever they are called in it."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "time":
            found.append(node.attr)
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            found += [alias.name for alias in node.names]
    return [name for name in found if name.startswith(("monotonic", "perf_counter"))]


def test_nobody_else_reads_a_monotonic_clock() -> None:
    sources = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "instants.py"}
    assert len(sources) > 300
    assert {str(path): found for path, source in sources.items() if (found := clocks_read_in(source))} == {}


def test_the_search_for_other_clocks_finds_them() -> None:
    assert clocks_read_in("import time\nat = time.monotonic()") == ["monotonic"]
    assert clocks_read_in("from time import perf_counter as now") == ["perf_counter"]
    assert clocks_read_in("from datetime import time\nat = clock.monotonic(3)") == []
