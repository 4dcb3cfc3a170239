"""What the app loads until Home is there: no library of a file format that it may never write."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.the_package import SLOW_DATACLASS, place_of

pytestmark = pytest.mark.slow("starts the app in a fresh interpreter")

START = """\
import sys
from pathlib import Path
from runwalk_tui.system.processes.without_tls import load_asyncio
load_asyncio()
import asyncio
from runwalk_tui.opening import workspace_on
from runwalk_tui.ui.app import RunwalkApp

async def start():
    workspace = workspace_on(None, Path(sys.argv[1]))
    app = RunwalkApp(workspace, muted=True, speed=1.0)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.screen is not None
    workspace.close()

asyncio.run(start())
sys.stderr.write("\\n".join(sys.modules))
"""
FORMATS = {"jinja2", "markupsafe", "fit_tool", "lxml", "icalendar", "runwalk_tui.exports.report"}
SYNCING = {"runwalk_tui.syncing", "pyrage"}
"""Loaded once a folder is set."""
EDITORS = {"textual.widgets._text_area", "textual.document"}
"""Loaded by pages where something is typed."""
FAULTS = {"runwalk_tui.programme.toml_lines"}
"""Loaded once a file has a fault."""

SESSIONS = {
    "runwalk_tui.session.controller",
    "runwalk_tui.session.countdown",
    "runwalk_tui.session.cues",
    "runwalk_tui.session.measured",
    "runwalk_tui.outward.outward",
}
"""Loaded once a session starts."""
PAGES = {"runwalk_tui.guidance.page", "runwalk_tui.own_table.taking", "runwalk_tui.own_table.exercise"}
"""Loaded by what tells of a flare-up, and by what takes up another table."""

TLS = {"ssl", "_ssl"}
"""Never loaded: asyncio does without."""


def test_the_app_is_there_without_a_library_for_the_files_of_others(tmp_path: Path) -> None:
    started = [sys.executable, "-c", START, str(tmp_path)]
    done = subprocess.run(started, capture_output=True, text=True, timeout=120, check=True)
    loaded = set(done.stderr.split())
    assert "runwalk_tui.ui.screens.home.page" in loaded
    assert loaded & (FORMATS | SYNCING | EDITORS | FAULTS | SESSIONS | PAGES | TLS) == set()
    for name in loaded - {"runwalk_tui.values"}:
        file = place_of(f"{name.replace('.', '/')}.py")
        if name.startswith("runwalk_tui.") and file.exists():
            slow = re.findall(SLOW_DATACLASS, file.read_text("utf-8"), re.MULTILINE)
            assert slow == [], f"{name}: from runwalk_tui.values import dataclass"


def test_whoever_wants_tls_has_it_later() -> None:
    code = (
        "from runwalk_tui.system.processes.without_tls import load_asyncio\nload_asyncio()\n"
        "import asyncio, ssl\nasyncio.run(asyncio.sleep(0))\nssl.create_default_context()"
    )
    subprocess.run([sys.executable, "-c", code], timeout=120, check=True)


def test_whoever_wants_tls_has_it_after_ctrl_c_while_asyncio_was_being_loaded() -> None:
    code = (
        "import sys\nfrom importlib.abc import MetaPathFinder\n"
        "from runwalk_tui.system.processes.without_tls import load_asyncio\n"
        "class CtrlC(MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'asyncio.sslproto':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, CtrlC())\n"
        "try:\n    load_asyncio()\nexcept KeyboardInterrupt:\n    import ssl\n    ssl.create_default_context()\n"
        "else:\n    raise SystemExit('it was not interrupted')"
    )
    subprocess.run([sys.executable, "-c", code], timeout=120, check=True)
