"""Every test has its own home: nobody's config, log or sounds are ever touched."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.examples import TIMES
from tests.support.lateness import RunAgain

# A change is judged by the same examples each time, and by none of them for being slow; the larger run at home looks
# for new ones.
settings.register_profile(
    "runwalk",
    derandomize=TIMES == 1 or bool(os.environ.get("CI")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("runwalk")

os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"
"""Screens look the same in tests whatever the terminal can show; Textual reads this once, as it is imported."""


NEED_WHAT_WINDOWS_LACKS = [
    "terminal",
    "unit/commands/test_commands.py",
    "unit/commands/test_history_filter.py",
    "unit/pages/test_asciicast.py",
    "unit/pages/test_install_page.py",
    "unit/system/test_files.py",
    "unit/test_bench.py",
    "unit/test_bench_simulate.py",
    "unit/test_streams_and_folders.py",
]
"""They import it: pseudo-terminals, locks on complete files, the resources of a process."""
collect_ignore = NEED_WHAT_WINDOWS_LACKS if sys.platform == "win32" else []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--new-pictures", action="store_true", help="keep how the screens look now")
    parser.addoption("--slow-in", type=int, default=1, metavar="N", help="of the slow tests, only the first of every N")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(RunAgain(), "run-again")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is slow says why; and where only some of it is wanted, it comes from all over the files."""
    slow_in = max(1, config.getoption("--slow-in"))
    seen = 0
    chosen: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        slow = item.get_closest_marker("slow")
        if slow is not None and not (slow.args and slow.args[0]):
            raise pytest.UsageError(f"{item.nodeid} is marked slow without a reason")
        turn = seen % slow_in if slow is not None else 0
        seen += slow is not None
        (left_out if turn else chosen).append(item)
    items[:] = chosen
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A name for each home; pytest's own way to one looks through all of them each time."""
    street = tmp_path_factory.mktemp("homes")
    return (street / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home folder, with nothing set in the environment that runwalk reads."""
    home = next(homes)
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in ("RUNWALK_STAGES", "RUNWALK_DATA_DIR", "NO_COLOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("LC_ALL", "LC_CTYPE", "LC_TIME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return home


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Until then, nothing is looked through."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was imported and collected stays: looking through it for garbage took every eighth second of the tests."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This machine is in Berlin, whose clocks went forward on 29 March and go back on 25 October 2026."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be set here")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    os.environ.pop("TZ", None)
    time.tzset()
