"""What works on this computer, what does not, and what to do: each thing looked at briefly, one calm line each."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.doctor import files, machine, outward, syncing
from runwalk_tui.doctor.finding import Check, Finding, side_by_side
from runwalk_tui.doctor.radio import bluetooth
from runwalk_tui.doctor.sound import sounds

PATIENCE = 10.0
"""Seconds that all of it may take together. More than any check grants itself, on a busy computer, too: what hasn't
answered by then hangs."""

NEEDED = ("versions", "sound", "data folder", "log", "stage table", "settings")
"""What a session can't be run properly without."""


def examine(stages: Path | None, data: Path | None) -> list[Finding]:
    """Look at everything, for PATIENCE at most and mostly a second or two. The runner's files are only read."""
    checks: list[tuple[str, Check]] = [
        ("versions", lambda: [machine.versions()]),
        ("terminal", lambda: [machine.terminal(os.environ, machine.size_of(sys.stdout))]),
        ("characters", lambda: [machine.characters(os.environ)]),
        ("sound", lambda: sounds(files.settings_in_use().audio)),
        ("keep awake", lambda: [machine.keep_awake()]),
        ("data folder", lambda: [files.data_folder(paths.data_dir(data))]),
        ("log", lambda: [files.log(paths.data_dir(data))]),
        ("stage table", lambda: [files.stage_table(paths.stages_file(stages))]),
        ("settings", lambda: [files.settings_file(paths.settings_file())]),
        ("Bluetooth", lambda: bluetooth(files.settings_in_use().radio)),
        (
            "signals",
            lambda: outward.signals(
                files.settings_in_use(),
                paths.data_dir(data),
                paths.stages_file(stages),
                faulty=files.settings_are_faulty(),
            ),
        ),
        ("sync", lambda: syncing.sync(files.settings_in_use().sync, paths.data_dir(data))),
    ]
    return side_by_side(checks, PATIENCE, NEEDED)
