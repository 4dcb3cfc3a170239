"""What the settings want, what can't work, and what stays away from everybody who wants nothing."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from runwalk_tui.doctor.radio import bluetooth
from runwalk_tui.opening import workspace_on
from runwalk_tui.radio import wanted
from runwalk_tui.radio.following import Wish
from runwalk_tui.radio.looking import look_around
from runwalk_tui.radio.radio import Near, RadioError, Sensor
from runwalk_tui.radio.wanted import LAST_USED, why_no_sensor, wishes_of
from runwalk_tui.settings import RadioSettings, Settings
from tests.support.the_package import PACKAGE

CONTROL_POINT = "2ad9"
"""The number by which a treadmill is controlled (Fitness Machine Control Point)."""


def test_no_line_of_the_program_writes_to_a_device_or_knows_how_a_belt_is_controlled() -> None:
    for path in (PACKAGE / "radio").glob("*.py"):
        text = path.read_text("utf-8")
        assert CONTROL_POINT not in text.lower()
        assert "write_gatt" not in text


def test_one_module_knows_bluetooth_and_one_process_imports_it() -> None:
    knows, imports = [], []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "bleak" in text or "bumble" in text else ():
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] in ("bleak", "bumble") for name in names):
                knows.append(path.name)
            if any(name.endswith(".bleak_radio") for name in names):
                imports.append(path.name)
    assert set(knows) == {"bleak_radio.py"}
    assert imports == ["child.py"]


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(
            "import runwalk_tui.ui.app, runwalk_tui.ui.settings.screen, runwalk_tui.opening",
            marks=pytest.mark.slow("loads all of Textual"),
        ),
        "import runwalk_tui.radio.instruments, runwalk_tui.radio.looking, runwalk_tui.radio.wanted",
        "from runwalk_tui.cli import cli; cli(['next'], standalone_mode=False)",
    ],
)
def test_neither_the_app_nor_next_loads_bluetooth(code: str, tmp_path: Path) -> None:
    program = f"import sys, json\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={
            "HOME": str(tmp_path),
            "RUNWALK_DATA_DIR": str(tmp_path / "data"),
            "PATH": "",
            "PYTHONPATH": str(PACKAGE.parent),
        },
    )
    loaded = {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert not loaded & {"bleak", "bumble", "dbus_fast"}


@pytest.mark.slow("loads all of Textual")
def test_the_start_of_the_app_loads_nothing_of_the_radio() -> None:
    program = "import sys, runwalk_tui.ui.app, runwalk_tui.opening, runwalk_tui.flows.session\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert not [name for name in done.stdout.split() if name.startswith("runwalk_tui.radio")]


def test_off_is_off(tmp_path: Path) -> None:
    workspace = workspace_on(None, tmp_path / "data")
    workspace.settings = Settings()
    assert workspace.measure_with() is None
    workspace.settings = Settings(radio=RadioSettings("  ", ""))
    assert workspace.measure_with() is None
    workspace.settings = Settings(radio=RadioSettings("any"))
    assert workspace.measure_with() is not None
    workspace.close()
    assert bluetooth(RadioSettings()) == []


def test_what_is_wanted_knows_what_was_used_last() -> None:
    last = {Sensor.HEART_RATE: "AA", Sensor.BELT: ""}
    assert wishes_of(RadioSettings(" any ", ""), last) == [Wish(Sensor.HEART_RATE, "any", "AA")]
    assert wishes_of(RadioSettings("", "BB"), last) == [Wish(Sensor.BELT, "BB", "")]
    assert set(LAST_USED) == set(Sensor)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("c0-12-34-56-78-9a", "C0:12:34:56:78:9A"),
        ("C0:12:34:56:78:9A", "C0:12:34:56:78:9A"),
        ("12345678-1234-1234-1234-123456789ABC", "12345678-1234-1234-1234-123456789ABC"),
    ],
)
def test_an_address_is_looked_for_as_the_system_tells_it(typed: str, wanted: str) -> None:
    assert wishes_of(RadioSettings(typed), {}) == [Wish(Sensor.HEART_RATE, wanted)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", ""),
        ("  ", ""),
        ("any", ""),
        ("Any", ""),
        ("C0:12:34:56:78:9a", ""),
        ("C0-12-34-56-78-9a", ""),
        ("12345678-1234-1234-1234-123456789abc", ""),
        ("strap", 'type "any", or an address'),
        ("C0:12:34:56:78", 'type "any", or an address'),
        ("C0:12:34:56:78:9a:", 'type "any", or an address'),
        ("C0:12-34:56-78:9a", 'type "any", or an address'),
    ],
)
def test_a_setting_is_any_an_address_or_off(text: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wanted, "find_spec", lambda name: ModuleSpec(name, None))
    assert (why in why_no_sensor(text)) if why else (why_no_sensor(text) == "")


def test_without_the_package_the_command_that_installs_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wanted, "find_spec", lambda name: None)
    assert 'install "bleak' in why_no_sensor("any")
    assert why_no_sensor("") == ""
    (finding,) = bluetooth(RadioSettings("any"))
    assert not finding.works
    assert "install" in finding.message


def says(folder: Path, code: str) -> list[str]:
    """The command of a process that does this."""
    script = folder / "child.py"
    script.write_text(f"import json, os, sys, time\nsys.stdin.readline()\n{code}\n")
    return [sys.executable, str(script)]


def test_a_look_around_says_who_is_near_and_no_name_acts_on_the_terminal(tmp_path: Path) -> None:
    code = 'print(json.dumps({"says": "heard", "devices": [["AA", "\\x1b[2JStrap", "heart_rate", -50]]}), flush=True)'
    (near,) = look_around(0.1, command=says(tmp_path, code))
    assert near == Near("AA", "\\x1b[2JStrap", Sensor.HEART_RATE, -50)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        pytest.param("time.sleep(600)", "doesn't answer", marks=pytest.mark.slow("waits for one that hangs")),
        ("sys.exit(1)", "doesn't answer"),
        ('print(json.dumps({"says": "no radio", "why": "it is off", "lasting": False}), flush=True)', "it is off"),
        ('print(json.dumps({"says": "no radio", "why": "no bleak", "lasting": True}), flush=True)', "install"),
        ("os.abort()", "doesn't answer"),
    ],
)
def test_where_nobody_can_be_heard_the_reason_is_said_and_nothing_hangs(tmp_path: Path, code: str, why: str) -> None:
    with pytest.raises(RadioError, match=why):
        look_around(0.1, patience=1.5, command=says(tmp_path, code))


@pytest.mark.skipif(os.name == "nt", reason="no signals there")
def test_where_macos_ends_it_the_runner_is_told_what_to_allow(tmp_path: Path) -> None:
    with pytest.raises(RadioError, match="Privacy & Security"):
        look_around(0.1, command=says(tmp_path, "os.abort()"), system="darwin")


def test_a_program_that_cannot_be_started_is_a_reason_too(tmp_path: Path) -> None:
    with pytest.raises(RadioError, match="No such file"):
        look_around(command=[str(tmp_path / "nothing")])
