"""The command that installs a package names the Python that runs, as short as it can be typed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from runwalk_tui.system import own_python
from runwalk_tui.system.own_python import pip_install


@pytest.mark.skipif(sys.platform == "win32", reason="a Posix path")
def test_a_python_below_the_current_folder_is_named_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    monkeypatch.setattr(sys, "executable", str(python))
    assert pip_install("soundfile") == f"{python} -m pip install soundfile"
    monkeypatch.chdir(tmp_path)
    assert pip_install("soundfile") == ".venv/bin/python -m pip install soundfile"


def test_a_program_without_a_python_is_not_told_to_run_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/runwalk/runwalk")
    told = pip_install("soundfile")
    assert "pip install" not in told
    assert "/opt/runwalk" not in told
    assert "install runwalk with uv or pipx" in told


@pytest.mark.skipif(sys.platform == "win32", reason="a Posix path")
def test_a_path_with_blanks_can_be_pasted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/my tools/python")
    assert pip_install("soundfile") == "'/my tools/python' -m pip install soundfile"


@pytest.mark.skipif(sys.platform == "win32", reason="a Posix path")
def test_a_python_without_pip_is_one_of_uvs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/tools/runwalk/bin/python")
    monkeypatch.setattr(own_python, "find_spec", lambda name: None)
    assert pip_install("soundfile") == "uv pip install --python /tools/runwalk/bin/python soundfile"
