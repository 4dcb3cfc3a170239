"""The parent's side of sound loads no native library, and the child little else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def modules_after(statement: str) -> set[str]:
    program = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


def test_the_player_loads_no_sound_library() -> None:
    assert not modules_after("import runwalk_tui.audio.player") & {
        "miniaudio",
        "sounddevice",
        "simpleaudio",
        "numpy",
        "textual",
    }


def test_the_worker_loads_nothing_heavy_before_it_is_told_which_backend() -> None:
    heavy = {
        "miniaudio",
        "sounddevice",
        "simpleaudio",
        "numpy",
        "msgspec",
        "textual",
        "click",
        "sqlite3",
        "platformdirs",
    }
    assert not modules_after("import runwalk_tui.audio.worker") & heavy


def test_the_worker_knows_no_plan_and_no_fractions() -> None:
    """Without a device one is started again and again to look for it."""
    heavy = {"runwalk_tui.programme.plan", "runwalk_tui.session.cues", "statistics", "decimal", "fractions"}
    heavy |= {"dataclasses", "inspect", "pathlib", "traceback", "wave"}
    assert not modules_after("import runwalk_tui.audio.worker") & heavy


def test_a_device_is_opened_without_what_radio_stations_need() -> None:
    opening = (
        "from contextlib import suppress\nfrom runwalk_tui.audio.backends.output import BackendError\n"
        "from runwalk_tui.audio.worker import PLAYBACKS\n"
        "with suppress(BackendError): PLAYBACKS['miniaudio']()"
    )
    assert not modules_after(opening) & {"urllib.request", "http.client", "ssl", "email", "inspect", "dataclasses"}
    later = modules_after(
        f"{opening}\nimport inspect, urllib.request\nassert urllib.request.urlopen and inspect.signature"
    )
    assert {"urllib.request", "inspect"} <= later


def test_a_version_of_the_library_that_needs_them_at_once_gets_them(tmp_path: Path) -> None:
    (tmp_path / "miniaudio.py").write_text(
        "import dataclasses\n@dataclasses.dataclass\nclass Decoded:\n    rate: int\n"
        "import urllib.request\nfrom types import SimpleNamespace\nwanted = urllib.request.Request\nBackend = ()\n"
        "ffi = SimpleNamespace(new=lambda *_: None, NULL=None)\n"
        "lib = SimpleNamespace(MA_SUCCESS=0, ma_context_init=lambda *_: 1)\n"
    )
    opening = (
        f"sys.path.insert(0, {str(tmp_path)!r})\nfrom runwalk_tui.audio.worker import PLAYBACKS\n"
        "assert PLAYBACKS['miniaudio']() == []"
    )
    assert "urllib.request" in modules_after(opening)


def test_a_device_is_opened_without_numpy() -> None:
    """15 MB, in a process that copies bytes."""
    for library in ("miniaudio", "sounddevice"):
        opening = (
            "from contextlib import suppress\nfrom runwalk_tui.audio.backends.output import BackendError\n"
            "from runwalk_tui.audio.worker import OUTPUTS, PLAYBACKS\n"
            f"with suppress(BackendError): PLAYBACKS['{library}']()\n"
            f"with suppress(BackendError): OUTPUTS['{library}']('a device')\n"
            "if sys.modules.get('numpy') is None: sys.modules.pop('numpy', None)"
        )
        assert "numpy" not in modules_after(opening)
