"""How the real program is started, on whose data, and how long anybody waits for it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.history.store import Store
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement
from runwalk_tui.workspace import SCREENING

MAIN = "from runwalk_tui.cli import main; main()"
RUNWALK = (sys.executable, "-c", MAIN)
"""The command that starts the program, installed or not."""
PATIENCE = 60.0
"""Seconds after which a wait is given up: a guard against hanging, no measure of speed."""
TEST_LIMIT = 5 * PATIENCE
"""Seconds after which a whole test is given up; a guard, too."""


def held_by_permissions() -> tuple[str, ...]:
    """What stands before a command so that a folder's permissions hold for it, too: root enters everything. Skips the
    test where root cannot give that up."""
    if os.getuid():
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root cannot give up its power over files here")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


def heed_signals() -> None:
    """What a terminal does for a program that it starts; tests that run in the background may have them ignored."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def timetable(
    *, warm_up: str = "1m", run: str = "1m", walk: str = "1m", cool_down: str = "1m", longer_run: str = "2m"
) -> str:
    """A stage table of two stages; its phases last a minute, time to act in them, unless a test waits for their end."""
    return f"""\
[programme]
name = "Short"
warm_up = "{warm_up}"
cool_down = "{cool_down}"

[[stage]]
id = "1"
run = "{run}"
walk = "{walk}"
reps = [2, 3]

[[stage]]
id = "2"
run = "{longer_run}"
walk = "{walk}"
reps = [2, 3]
"""


QUICK = timetable(warm_up="2s", run="5s", walk="2s", cool_down="1s", longer_run="6s")
"""A session that goes by itself to its end while a test waits: 17 seconds."""


def settle_in(data: Path, stage: str = "1") -> None:
    """A runner who knows where to begin and has answered the questions before the first session."""
    now = datetime.now(UTC)
    with Store.open(data) as store:
        store.place(Placement(now, stage))
        store.remember(SCREENING, Screening(now).to_json())
        store.remember(TRIAL_SEEN, "yes")
