"""A notification: words as arguments of the system's own program, and one that a real desktop bus hears."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from runwalk_tui.outward import notification
from runwalk_tui.outward.notification import command_of, notifier, notify
from tests.support.needed import needed_program

GUARD = 60.0
"""Seconds after which a wait is given up; no measure of speed."""
SERVED = """\
import json, sys, threading
from jeepney import HeaderFields, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from runwalk_tui.outward.notification import notify

bus = open_dbus_connection(bus="SESSION")
bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.Notifications"))
told = []

def serve():
    while not told:
        message = bus.receive()
        if message.header.message_type is not MessageType.method_call:
            continue
        match message.header.fields.get(HeaderFields.member):
            case "Notify":
                told.append(message.body)
                bus.send(new_method_return(message, "u", (1,)))
            case "GetServerInformation":
                bus.send(new_method_return(message, "ssss", ("test", "test", "1", "1.2")))
            case "GetCapabilities":
                bus.send(new_method_return(message, "as", (["body"],)))

thread = threading.Thread(target=serve, daemon=True)
thread.start()
problem = notify("runwalk", sys.argv[1])
thread.join(30)
print(json.dumps([str(problem), told[0][0], told[0][3], told[0][4]]))
"""
"""A desktop that answers one notification and says what it heard: program, title, body."""


def stand_in(folder: Path, script: str) -> None:
    program = folder / "notify-send"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)


on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the desktops of Linux have notify-send")


def test_the_words_are_arguments_and_never_part_of_a_script() -> None:
    words = '"; display alert "x'
    assert command_of("notify-send", "-t", words) == ["notify-send", "--app-name=runwalk", "--", "-t", words]
    mac = command_of("osascript", "runwalk", words)
    assert mac[-2:] == ["runwalk", words]
    assert all(words not in part for part in mac[:-1])


@on_linux
@pytest.mark.parametrize(
    ("script", "line"),
    [
        ("exit 0", ""),
        ("exit 1", "failed, as it does where there is no desktop"),
        ("exec sleep 600", "didn't answer within 0.5 seconds"),
    ],
    ids=["shown", "refused", "no answer"],
)
def test_what_goes_wrong_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, line: str) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    if "0.5" in line:
        monkeypatch.setattr(notification, "PATIENCE", 0.5)
    stand_in(tmp_path, script)
    told = f"There was no notification: notify-send {line}. You can turn it off in Settings." if line else ""
    assert str(notify("runwalk", "Your session is over.") or "") == told


@on_linux
def test_a_system_without_a_way_shows_nothing_and_fails_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert notifier() == ""
    assert notify("runwalk", "Your session is over.") is None


@on_linux
def test_the_desktop_gets_it_word_for_word() -> None:
    pytest.importorskip("jeepney")
    needed_program("notify-send")
    bus = needed_program("dbus-run-session")
    body = "Your session is over. --icon=x 'quoted'"
    done = subprocess.run(
        [bus, "--", sys.executable, "-c", SERVED, body],
        capture_output=True,
        text=True,
        timeout=GUARD,
        check=True,
        env={name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"},
    )
    assert json.loads(done.stdout) == ["None", "runwalk", "runwalk", body]
