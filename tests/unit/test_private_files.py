"""Health data: every file that is made is for its owner alone, whatever the umask of the shell."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runwalk_tui.history import rescue
from runwalk_tui.session.records import Log
from tests.support.real_program import RUNWALK

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")

OTHERS = """\
import sys
from pathlib import Path
from datetime import UTC, datetime
from runwalk_tui import cli, settings
from runwalk_tui import paths
from runwalk_tui.history import rescue
from runwalk_tui.session.records import Log
from runwalk_tui.ui.terminal.crash import write_crash_report
from runwalk_tui.ui.settings.settings_file import SettingsFile

data = Path(sys.argv[1])
paths.settings_file().write_text("# mine\\n[audio]\\nvolume = 50\\n")
own_file = SettingsFile(paths.settings_file(), settings.read_settings(paths.settings_file()))
assert own_file.save(settings.Settings()).saved
assert write_crash_report(data)
rescue.write(Log(), data, [data / "far" / "away"], datetime.now(UTC))
"""


@pytest.mark.slow("starts the program eleven times for each")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277], ids=oct)
def test_whatever_is_made_is_for_its_owner_alone(tmp_path: Path, umask: int) -> None:
    home, data = tmp_path / "home", tmp_path / "deep" / "down" / "data"
    out = tmp_path / "out"
    for folder in (home, out):
        folder.mkdir(mode=0o700)
    env = {**os.environ, "HOME": str(home), "RUNWALK_DATA_DIR": str(data), "EDITOR": "true", "PULSE_SERVER": "none"}

    def run(*command: str, typed: str = "") -> None:
        done = subprocess.run(command, env=env, input=typed, text=True, capture_output=True, umask=umask, timeout=60)
        assert done.returncode == 0, done.stderr

    run(*RUNWALK, "stages", "edit")
    run(*RUNWALK, "place", "1")
    run(*RUNWALK, "log", "--reps", "6")
    run(*RUNWALK, "export", "json", "-o", str(out / "log.json"))
    run(*RUNWALK, "export", "csv", "-o", str(out / "log.csv"))
    run(*RUNWALK, "import", str(out / "log.json"))
    run(*RUNWALK, "render", "--stage", "1", "--reps", "1", "-o", str(out / "one.wav"))
    (out / "shared").mkdir(mode=0o700)
    run(*RUNWALK, "sync", str(out / "shared"))
    run(*RUNWALK, "--plain", "--speed", "1000", typed="1\n3\n")
    if umask != 0o277:  # without the command around it, nobody could read what is made with that umask
        run(sys.executable, "-c", OTHERS, str(data))
    made = [path for folder in (home, out, tmp_path / "deep") for path in [folder, *folder.rglob("*")]]
    names = {path.name for path in made}
    assert {"stages.toml", "runwalk.sqlite3", "runwalk.gate", "runwalk.claim", "backups", "log.csv", "one.cue"} <= names
    assert umask == 0o277 or {"settings.toml", "settings.toml.bak", "last-crash.txt", "far"} <= names
    too_open = {str(path): oct(path.stat().st_mode) for path in made if path.stat().st_mode & 0o077}
    assert too_open == {}
    assert all(stat.S_IMODE(path.stat().st_mode) in (0o600, 0o700) for path in made)


def test_the_partial_rescue_file_is_private_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[int] = []
    fsync = os.fsync

    def watched(number: int) -> None:
        modes.append(os.fstat(number).st_mode)
        fsync(number)

    monkeypatch.setattr(os, "fsync", watched)
    old = os.umask(0)
    try:
        rescue.write(Log(), tmp_path, [tmp_path / "new"], datetime.now(UTC))
    finally:
        os.umask(old)
    assert {stat.S_IMODE(mode) for mode in modes} == {0o600, 0o700}
