"""A real-time test that fails runs once more when the machine was late, and only then."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.support.lateness import LATE, MeterProcess, RunAgain, meter_for

pytest_plugins = ("pytester",)

ROOT = Path(__file__).parents[2]
MARKERS = "[pytest]\naddopts = -p no:asyncio\nmarkers =\n    audio\n    terminal\n    torture\n"
FAILS = """
import pytest

@pytest.mark.audio
def test_it():
    print("an attempt", file=open("attempts", "a"))
    assert "three" == "four"
"""
FAILS_ONCE = """
import pytest
from pathlib import Path

@pytest.mark.audio
def test_it():
    attempts = Path("attempts")
    first = not attempts.exists()
    print("an attempt", file=attempts.open("a"))
    assert not first, "too late"
"""
PASSES = """
import pytest

@pytest.mark.audio
def test_it():
    print("an attempt", file=open("attempts", "a"))
"""
FAILS_IN = """
import pytest

@pytest.fixture
def sound():
    first = not __import__("os").path.exists("attempts")
    print("an attempt", file=open("attempts", "a"))
    assert "{phase}" != "setup" or not first, "too late"
    yield "sound"
    assert "{phase}" != "teardown" or not first, "too late"

@pytest.mark.audio
def test_it(sound):
    assert sound == "sound"
"""
FAKE = """
from tests.unit.test_lateness import FakeMeter
from tests.support.lateness import RunAgain

def pytest_configure(config):
    config.pluginmanager.register(RunAgain(lambda item: FakeMeter({late})))
"""


class FakeMeter:
    """A machine that is as late as the test says."""

    def __init__(self, late: float) -> None:
        self.late = late

    def __enter__(self) -> FakeMeter:
        return self

    def __exit__(self, *exc: object) -> None: ...


class Trial:
    """A run of pytest over one file with real-time tests in it."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester
        pytester.makeini(MARKERS)

    def run(self, code: str, late: float, *options: str) -> pytest.RunResult:
        self._pytester.makepyfile(code)
        plugin = RunAgain(lambda item: FakeMeter(late) if item.get_closest_marker("audio") else None)
        return self._pytester.runpytest_inprocess(*options, plugins=[plugin])

    @property
    def attempts(self) -> int:
        attempts = self._pytester.path / "attempts"
        return len(attempts.read_text().splitlines()) if attempts.exists() else 0


@pytest.fixture
def trial(pytester: pytest.Pytester) -> Trial:
    return Trial(pytester)


def test_a_failure_on_a_machine_that_was_on_time_is_a_failure_at_once(trial: Trial) -> None:
    result = trial.run(FAILS, LATE)
    result.assert_outcomes(failed=1)
    assert trial.attempts == 1
    result.stdout.fnmatch_lines(["*the machine was late by 0.030 s at most*"])
    result.stdout.no_fnmatch_line("*run again*")


def test_a_failure_on_a_late_machine_is_repeated_and_the_second_outcome_counts(trial: Trial) -> None:
    result = trial.run(FAILS_ONCE, 0.31)
    result.assert_outcomes(passed=1)
    assert trial.attempts == 2
    result.stdout.fnmatch_lines(
        ["*machine was late by 0.31 s during *::test_it: run again: passed", "*AssertionError: too late*"]
    )


def test_a_second_failure_is_one_however_late_the_machine_is(trial: Trial) -> None:
    result = trial.run(FAILS, 0.31)
    result.assert_outcomes(failed=1)
    assert trial.attempts == 2
    result.stdout.fnmatch_lines(["*machine was late by 0.31 s during *::test_it: run again: failed"])


def test_what_passes_is_not_repeated_however_late_the_machine_is(trial: Trial) -> None:
    result = trial.run(PASSES, 9.0)
    result.assert_outcomes(passed=1)
    assert trial.attempts == 1
    result.stdout.no_fnmatch_line("*machine was late*")


@pytest.mark.parametrize("phase", ["setup", "teardown"])
def test_setup_and_teardown_are_repeated_as_well(trial: Trial, phase: str) -> None:
    trial.run(FAILS_IN.format(phase=phase), 0.31).assert_outcomes(passed=1)
    assert trial.attempts == 2


def test_a_skipped_test_is_skipped_once(trial: Trial) -> None:
    result = trial.run(PASSES.replace("print(", "pytest.skip('no sound'); print("), 0.31)
    result.assert_outcomes(skipped=1)


def test_the_first_failure_does_not_end_a_run_that_ends_with_the_first_failure(trial: Trial) -> None:
    trial.run(FAILS_ONCE + "\n\ndef test_more(): pass\n", 0.31, "-x").assert_outcomes(passed=2)


@pytest.mark.parametrize("code", [PASSES, FAILS, FAILS_ONCE])
@pytest.mark.parametrize("late", [0.0, 0.31])
def test_each_test_is_written_down_once(pytester: pytest.Pytester, trial: Trial, code: str, late: float) -> None:
    trial.run(code, late, "--junitxml=run.xml")
    assert (pytester.path / "run.xml").read_text().count("<testcase ") == 1


def test_a_test_that_judges_no_times_fails_at_once(trial: Trial) -> None:
    trial.run(FAILS.replace("@pytest.mark.audio", ""), 0.31).assert_outcomes(failed=1)
    assert trial.attempts == 1


def test_the_story_reaches_the_summary_out_of_another_process(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini(MARKERS)
    pytester.makeconftest(FAKE.format(late=0.31))
    pytester.makepyfile(FAILS_ONCE)
    result = pytester.runpytest_subprocess("-n", "1")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        ["*machine was late by 0.31 s during *::test_it: run again: passed", "*AssertionError: too late*"]
    )


KINDS = """
import pytest

@pytest.mark.audio
def test_sound(): pass

@pytest.mark.terminal
def test_terminal(): pass

@pytest.mark.terminal
@pytest.mark.torture
def test_torture(): pass

def test_other(): pass
"""


def test_real_time_tests_have_a_meter_and_others_pay_nothing(pytester: pytest.Pytester) -> None:
    pytester.makeini(MARKERS)
    items = pytester.getitems(KINDS)
    assert [item.name for item in items if meter_for(item) is not None] == ["test_sound", "test_terminal"]


def test_the_meter_notices_that_it_was_kept_waiting() -> None:
    with MeterProcess() as meter:
        meter.process.send_signal(signal.SIGSTOP)
        time.sleep(2 * LATE)
        meter.process.send_signal(signal.SIGCONT)
    assert meter.late > LATE
