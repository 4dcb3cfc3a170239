"""The benchmark's table: its shape, and its place in docs/benchmarks.md. No figure is judged here."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import bench
from scripts.bench_growth import beside_the_shortest
from scripts.bench_programs import BARE_CLICK, RUNWALK, command_of
from scripts.bench_session import sound_rows
from scripts.bench_table import BEGIN, END, HEAD, NONE, Busy, Row, Samples, markdown, surroundings, write_between

ROOT = Path(__file__).resolve().parents[2]
MS = Samples((50.0, 46.25, 44.0), "ms")


def test_a_row_has_median_spread_ratio_and_goal() -> None:
    row = Row("runwalk next", MS, "Python", Samples((40.0,), "ms"), 1.5)
    assert row.cells() == ("runwalk next", "46.2 ms (44–50)", "Python", "40 ms", "1.16", "1.5 ×: reached")
    assert Row("memory", Samples((52.0,), "MB"), most=40).goal == "40 MB: missed"
    assert Row("bytes", Samples((0.0,), "in 20 s"), most=0).goal == "0 in 20 s: reached"


def test_what_could_not_be_measured_says_why() -> None:
    why = "pulseaudio isn't installed"
    assert Row("sound", why, most=1).cells() == ("sound", why, NONE, NONE, NONE, NONE)


def test_the_figures_are_beside_the_termdown_that_make_bench_installs() -> None:
    (pinned,) = re.findall(r"^TERMDOWN := (\S+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert f", termdown {pinned};" in (ROOT / "docs" / "benchmarks.md").read_text("utf-8")


def test_nothing_is_reached_beside_a_reference_of_nothing() -> None:
    none = Samples((0.0,), "ms")
    assert Row("CPU", MS, "termdown", none, 1).cells()[-2:] == (NONE, NONE)


def test_the_figure_that_is_shown_is_judged() -> None:
    hundred = Samples((100.0,), "ms")
    assert Row("a", Samples((150.49,), "ms"), "b", hundred, 1.5).cells()[-2:] == ("1.50", "1.5 ×: reached")
    assert Row("a", Samples((150.51,), "ms"), "b", hundred, 1.5).cells()[-2:] == ("1.51", "1.5 ×: missed")


def test_a_part_that_fails_is_a_row_that_says_why_and_the_others_are_measured() -> None:
    def fails() -> Iterator[Row]:
        yield Row("first", MS)
        raise TimeoutError("nothing came\nin a minute")

    rows, all_measured = bench.measured({"cpu": fails, "still": lambda: iter([Row("last", MS)])})
    assert [row.what for row in rows] == ["first", "cpu: the rest", "last"]
    assert rows[1].ours == "not measured: TimeoutError: nothing came"
    assert not all_measured


def test_what_a_runner_starts_is_measured_where_it_is_installed(tmp_path: Path) -> None:
    python = tmp_path / "python"
    assert command_of(RUNWALK, str(python)) == [str(python), "-c", RUNWALK]
    (tmp_path / "runwalk").touch()
    assert command_of(RUNWALK, str(python)) == [str(tmp_path / "runwalk")]
    assert command_of(BARE_CLICK, str(python)) == [str(python), "-c", BARE_CLICK]


def test_how_busy_the_computer_was_is_told_of_before_and_after() -> None:
    line = surroundings(Busy("0.1", 5.0, 0.0), Busy("1.2", 11.0, 1200.0), ["termdown 1.0"])
    assert "termdown 1.0; load 0.1 at the start and 1.2 at the end, 0.5% of a core stolen" in line
    assert "all in 20 min." in line


def test_another_system_is_told_that_it_needs_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(sys, "argv", ["bench", "version"])
    with pytest.raises(SystemExit, match="so this needs Linux"):
        bench.main()


def test_what_a_long_log_adds_is_judged_in_milliseconds_however_quick_the_start_is() -> None:
    taken = {"10": [0.075], "1000": [0.1], "10000": [0.3]}
    rows = {row.what: row for row in beside_the_shortest("next", (10, 1_000, 10_000), taken)}
    assert rows["CPU of next, 10,000 sessions"].goal == NONE
    assert rows["CPU that 1,000 sessions add to next"].goal == "25 ms: reached"
    assert rows["CPU that 10,000 sessions add to next"].goal == "165 ms: missed"


def test_a_table_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Above.\n\n{BEGIN}\nold\n{END}\n\nBelow.\n", "utf-8")
    write_between(page, markdown([Row("a", MS)]))
    text = page.read_text("utf-8")
    assert text.startswith("Above.")
    assert text.endswith("Below.\n")
    assert "old" not in text
    assert f"| {' | '.join(HEAD)} |" in text
    page.write_text("no markers", "utf-8")
    with pytest.raises(ValueError, match="aren't both there"):
        write_between(page, "table")


def test_the_page_has_a_place_for_the_table() -> None:
    text = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")
    assert text.count(BEGIN) == text.count(END) == 1


def test_the_sound_is_read_from_what_its_benchmark_prints() -> None:
    printed = (
        "| miniaudio | idle | 24 of 24 | 24 | +131.2 | 3.10 | 1.20 |\n"
        "| sleep + play | idle | 24 of 24 | 24 | +80.0 | 31.00 | 12.00 |\n"
        "| sounddevice | idle | 20 of 24 | 20 | +90.0 | 4.00 | 1.30 |\n"
        "miniaudio: 0.71% of a core (goal: below 1 %), 28.4 MB (goal: below 40 MB)\n"
        "drift: -0.123 millionths, -0.22 ms in all\n"
    )
    rows = {row.what: row for row in sound_rows(printed) if row.theirs is None}
    assert rows["largest onset error, miniaudio, computer idle"].goal == "10 ms: reached"
    assert rows["cues heard, miniaudio, computer idle"].ours == "24 of 24"
    assert rows["largest onset error, sounddevice, computer idle"].goal == NONE, "four of them weren't heard"
    assert str(rows["memory of the sound's process, miniaudio"].ours) == "28.4 MB"
    assert str(rows["drift of the sound"].ours) == "0.12 millionths"


@pytest.mark.slow("starts the program a dozen times")
@pytest.mark.skipif(sys.platform != "linux", reason="what a program used is read from /proc")
def test_a_short_run_ends_in_the_whole_table(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\n{END}\n", "utf-8")
    command = [sys.executable, "-m", "scripts.bench", "version", "next", "start", "--quick", "--write", str(page)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=True, cwd=ROOT)
    table = [line.split(" | ") for line in done.stdout.splitlines() if line.startswith("|")]
    assert {len(cells) for cells in table} == {len(HEAD)}
    first = [cells[0].removeprefix("| ") for cells in table[2:]]
    plain = ["runwalk --version", "runwalk next", "first paint of Home"]
    assert first == [name for each in plain for name in (each, f"{each}, CPU")]
    assert done.stdout.strip() in page.read_text("utf-8")
