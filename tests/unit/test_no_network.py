"""The program talks to nobody: no module of it can, and going through all of it opens no network socket."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.history.store import Store
from runwalk_tui.rule.screening import Screening
from runwalk_tui.workspace import SCREENING
from tests.support.as_json import as_json
from tests.support.real_program import RUNWALK
from tests.support.the_package import PACKAGE

NETWORK_MODULES = re.compile(
    "aiohttp|ftplib|http|httpx|imaplib|poplib|requests|smtplib|socket|socketserver|ssl|telnetlib|urllib|urllib3|"
    "webbrowser|websockets|xmlrpc"
)
ASKED_FOR = ("serving",)
"""Packages that listen in the network of a room, once somebody has asked for it."""
NETWORK_CALLS = frozenset({"open_connection", "start_server", "create_connection", "create_server", "getaddrinfo"})
GUARD = """\
# Python imports this file by its name before anything else, in the program and in every process it starts.
import os
import sys

LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")

def guard(event, arguments):
    if not event.startswith("socket."):
        return
    # Sockets between processes of one machine are fine; asyncio wakes its loop with a pair of them.
    if event in LOOK_UPS or (event == "socket.__new__" and arguments[1] in (2, 10, 23, 30)):
        with open(os.environ["RUNWALK_NETWORK_TRIES"], "a", encoding="utf-8") as file:
            file.write(f"{event} {arguments[1:]}\\n")
        raise PermissionError("this test has no network")

sys.addaudithook(guard)
with open(os.environ["RUNWALK_NETWORK_TRIES"] + ".guarded", "a", encoding="utf-8") as file:
    file.write(f"{os.getpid()}\\n")
"""
TABLE = """\
[programme]
name = "Short"
warm_up = "1s"

[[stage]]
id = "1"
run = "1s"
walk = "1s"
reps = 1
"""
needs_pairs = pytest.mark.skipif(sys.platform == "win32", reason="asyncio's own pair of sockets is a network one there")


class Guarded:
    """Runs Python with every network socket recorded and refused, in child processes too."""

    def __init__(self, folder: Path) -> None:
        (folder / "guard").mkdir()
        (folder / "guard" / "sitecustomize.py").write_text(GUARD)
        (folder / "short.toml").write_text(TABLE)
        self.folder = folder
        self._tries = folder / "tries.txt"
        path = os.pathsep.join(filter(None, [str(folder / "guard"), os.environ.get("PYTHONPATH", "")]))
        self.env = {
            **os.environ,
            "PYTHONPATH": path,
            "RUNWALK_NETWORK_TRIES": str(self._tries),
            "RUNWALK_DATA_DIR": str(folder / "data"),
            "RUNWALK_STAGES": str(folder / "short.toml"),
            "PULSE_SERVER": "none",
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
        }

    def python(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run Python to its end."""
        return subprocess.run(
            [sys.executable, *arguments],
            env=self.env,
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def runwalk(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of runwalk to its end."""
        return self.python(*RUNWALK[1:], *arguments, typed=typed)

    def placed(self) -> None:
        """A runner who knows where to begin and has answered the questions before the first session."""
        assert self.runwalk("place", "1").returncode == 0
        with Store.open(self.folder / "data") as store:
            store.remember(SCREENING, Screening(datetime.now(UTC)).to_json())
            store.remember(TRIAL_SEEN, "yes")

    @property
    def tries(self) -> str:
        """What was tried, a line each."""
        return self._tries.read_text() if self._tries.exists() else ""

    @property
    def processes(self) -> int:
        """How many processes were guarded."""
        guarded = self._tries.with_name(self._tries.name + ".guarded")
        return len(set(guarded.read_text().split())) if guarded.exists() else 0


@pytest.fixture
def guarded(tmp_path: Path) -> Guarded:
    return Guarded(tmp_path)


def test_no_module_of_the_package_imports_a_network_library_but_those_that_serve_the_page() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] not in ASKED_FOR
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.stmt | ast.expr)
        for name in network_names(node)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    ["import socket", "from urllib.request import urlopen", "import http.client as c", "asyncio.start_server(f)"],
)
def test_the_search_finds_what_it_looks_for(line: str) -> None:
    assert [name for node in ast.walk(ast.parse(line)) for name in network_names(node)]


def network_names(node: ast.AST) -> list[str]:
    """What a piece of source uses of the network."""
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names if NETWORK_MODULES.fullmatch(alias.name.split(".")[0])]
        case ast.ImportFrom(module=str(module), level=0) if NETWORK_MODULES.fullmatch(module.split(".")[0]):
            return [module]
        case ast.Attribute(attr=name) if name in NETWORK_CALLS:
            return [name]
    return []


@needs_pairs
@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'])",
    ],
)
def test_the_guard_sees_what_it_guards_against(guarded: Guarded, code: str) -> None:
    guarded.python("-c", code)
    assert "socket." in guarded.tries


@needs_pairs
@pytest.mark.slow("starts the program twenty-four times")
def test_a_plain_session_and_every_command_ask_nobody(guarded: Guarded) -> None:
    history, place = guarded.folder / "history.json", guarded.folder
    guarded.placed()
    # Start, a pain of 3; the input ends there, and the session goes on by itself and is kept.
    session = guarded.runwalk("--plain", typed="1\n3\n")
    assert session.returncode == 0, session.stderr
    assert "Saved: 1 of 1 repetition" in session.stdout
    assert guarded.processes >= 2
    day = (datetime.now().astimezone() - timedelta(days=2)).date().isoformat()
    (place / "shared").mkdir()
    for arguments in (
        ["next"],
        ["next", "--json"],
        ["log", "--reps", "1", "--stage", "1", "--at", f"{day}T08:00"],
        ["morning", "2", "--date", day],
        ["history", "--csv"],
        ["stages"],
        ["stages", "check", str(place / "short.toml")],
        ["export", "json", "-o", str(history)],
        ["export", "csv"],
        ["import", str(history)],
        ["render", "--stage", "1", "-o", str(place / "one.wav")],
        ["export", "tcx", "-o", str(place / "run.tcx")],
        ["export", "fit", "-o", str(place / "run.fit")],
        ["plan", "fit", "--stage", "1", "-o", str(place / "next.fit")],
        ["plan", "zwo", "--stage", "1"],
        ["plan", "icu", "--stage", "1"],
        ["plan", "ics"],
        ["report", "-o", str(place / "report.html")],
        ["report", "--blank", "-o", str(place / "programme.html")],
        ["sync", str(place / "shared")],
        ["sync", str(place / "shared"), "--data-dir", str(place / "other")],
    ):
        done = guarded.runwalk(*arguments)
        assert done.returncode == 0, (arguments, done.stderr)
    # A machine without sound is told so by the status; what counts here is that the report is there.
    report = guarded.runwalk("doctor", "--json")
    assert as_json(report, status=report.returncode)
    assert guarded.tries == ""


@needs_pairs
@pytest.mark.slow("starts the program, and three more processes from it")
def test_a_session_with_hooks_a_status_file_and_a_notification_asks_nobody(guarded: Guarded) -> None:
    guarded.placed()
    config = guarded.folder / "config" / "runwalk"
    config.mkdir(parents=True)
    status, heard = guarded.folder / "status.json", guarded.folder / "heard"
    note = f"import os; open({str(heard)!r}, 'a').write(os.environ['RUNWALK_EVENT'])"
    hook = json.dumps(f'"{sys.executable}" -c "{note}"')
    (config / "settings.toml").write_text(
        f"[hooks]\nwalk = {hook}\nfinished = {hook}\n[status]\nfile = {json.dumps(str(status))}\n"
        "[notify]\nfinished = true\n"
    )
    guarded.env.update({"XDG_CONFIG_HOME": str(guarded.folder / "config"), "HOME": str(guarded.folder)})
    guarded.env.pop("DBUS_SESSION_BUS_ADDRESS", None)
    session = guarded.runwalk("--plain", typed="1\n3\n")
    assert session.returncode == 0, session.stderr
    assert heard.read_text().startswith("walk")
    assert heard.read_text().endswith("finished")
    assert json.loads(status.read_text())["state"] == "idle"
    assert guarded.processes >= 4, "the hooks were guarded, too"
    assert guarded.tries == ""


@needs_pairs
@pytest.mark.terminal
def test_the_screen_and_a_session_on_it_ask_nobody(guarded: Guarded) -> None:
    pexpect = pytest.importorskip("pexpect")
    guarded.placed()
    child = pexpect.spawn(RUNWALK[0], [*RUNWALK[1:], "--speed", "2"], env=guarded.env, dimensions=(24, 80), timeout=60)
    try:
        for awaited, typed in (("Start here", "\r"), ("How is your pain", "3\r"), ("What was your worst", "\x03")):
            child.expect_exact(awaited)
            time.sleep(0.3)
            child.send(typed)
        child.expect(pexpect.EOF)
    finally:
        child.close(force=True)
    assert guarded.processes >= 3, "the sound plays in a process of its own"
    assert guarded.tries == ""
