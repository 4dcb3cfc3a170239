"""A real-time test that fails while the machine was late runs once more, and the summary says so.

The machine's lateness is measured beside the test by a process of its own, `lateness_meter`. A test that fails while
the machine was on time has failed: the program was late, or wrong.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest

LATE = 0.03
"""Seconds by which the machine has to be late at once to be to blame.

The tightest that a test asks of the program is 50 ms: silence after an order, and the bell between the 250 ms that a
cue waits for the child and the 300 ms after which it is not worth ringing. The program needs up to 20 of them for
itself; whoever takes the other 30 away makes the test fail. A machine with nothing else to do measures 5 to 12 ms, one
with a busy loop on each processor 30 to 50."""
RUN_AGAIN = "run again"
"""The property of a report that tells of the first attempt."""
HELD: Any = "held"
"""The outcome of a report of the first attempt, of which it is not known yet whether it counts; pytest knows none."""


class Meter(Protocol):
    """Measures how late the machine is while it is open."""

    late: float
    """The longest wait in seconds, once it is closed."""

    def __enter__(self) -> Meter: ...
    def __exit__(self, *exc: object) -> None: ...


class MeterProcess:
    """A meter in a process of its own: what keeps pytest's interpreter busy does not make it late."""

    def __init__(self, *, own_session: bool = False) -> None:
        """It is to be served as the program is that it judges, no better and no worse: Linux shares the processors out
        among sessions first, and a program on a terminal has one of its own."""
        self._own_session = own_session
        self.late = 0.0

    def __enter__(self) -> MeterProcess:
        script = Path(__file__).with_name("lateness_meter.py")
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=self._own_session,
        )
        self._line()  # it measures from here on
        return self

    def __exit__(self, *exc: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.late = max(map(float, self._line().split()))
        self.process.wait()

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the meter of lateness ended by itself: {self.process.wait()}")
        return line


def meter_for(item: pytest.Item) -> Meter | None:
    """The meter for a test that judges times; the other ones need none."""
    if item.get_closest_marker("torture"):
        return None
    if item.get_closest_marker("terminal"):
        return MeterProcess(own_session=True)
    # The player is a part of pytest's process here, and shares what that gets.
    return MeterProcess() if item.get_closest_marker("audio") else None


@dataclass
class First:
    """The first attempt: nobody is told of a failure before it is known whether it counts."""

    held: list[pytest.TestReport] = field(default_factory=list)

    def take(self, report: pytest.TestReport) -> pytest.TestReport:
        """Hold back a report; returns what pytest is told instead. It has to know at once that a setup has worked, and
        a test that is skipped is not repeated."""
        if report.skipped or (report.passed and report.when == "setup"):
            return report
        self.held.append(report)
        # Never of a teardown: whoever writes a report of the run would take the test for done.
        return pytest.TestReport(report.nodeid, report.location, {}, HELD, None, "call")

    @property
    def failed(self) -> bool:
        return any(report.failed for report in self.held)

    def text(self) -> str:
        """What failed."""
        return "\n".join(report.longreprtext for report in self.held if report.failed)

    def release(self, item: pytest.Item, late: float) -> None:
        """It counts: tell of it, and that the machine was not to blame."""
        for report in self.held:
            if report.failed:
                report.sections.append(("lateness", f"the machine was late by {late:.3f} s at most"))
            item.ihook.pytest_runtest_logreport(report=report)


@dataclass
class Second:
    """The second attempt: its outcome is the outcome."""

    first: str
    """What failed in the first one."""
    late: float
    outcome: str = "passed"

    def take(self, report: pytest.TestReport) -> pytest.TestReport:
        """The last of the reports carries the story to the summary, out of another process if need be."""
        if not report.passed and self.outcome != "failed":
            self.outcome = report.outcome
        if report.when == "teardown":
            story = {"late": self.late, "outcome": self.outcome, "first": self.first}
            report.user_properties = [*report.user_properties, (RUN_AGAIN, story)]
        return report


class RunAgain:
    """The plugin."""

    def __init__(self, meter_for: Callable[[pytest.Item], Meter | None] = meter_for) -> None:
        """`meter_for` gives the meter for a test, or None for one that does not judge times."""
        self._meter_for = meter_for
        self._attempt: First | Second | None = None
        self._stories: list[tuple[str, Any]] = []

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> Generator[None, object, object]:
        # Asked once more for the second attempt, it leaves that to pytest.
        meter = None if self._attempt else self._meter_for(item)
        if meter is None:
            return (yield)
        self._attempt = first = First()
        try:
            with meter:
                done = yield
            if first.failed and meter.late > LATE:
                self._attempt = Second(first.text(), meter.late)
                done = item.ihook.pytest_runtest_protocol(item=item, nextitem=nextitem)
            else:
                first.release(item, meter.late)
        finally:
            self._attempt = None
        return done

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        return report if self._attempt is None else self._attempt.take(report)

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        return ("", "", "") if report.outcome == HELD else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._stories += [(report.nodeid, story) for name, story in report.user_properties if name == RUN_AGAIN]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._stories:
            terminalreporter.section("run again, because the machine was late")
        for test, story in self._stories:
            terminalreporter.line(
                f"machine was late by {story['late']:.2f} s during {test}: run again: {story['outcome']}"
            )
            terminalreporter.line(story["first"])
