"""Which data folder is the usual one: what there is without --data-dir and RUNWALK_DATA_DIR, by any name."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from runwalk_tui import paths


def test_it_is_the_one_that_nobody_has_named(tmp_path: Path) -> None:
    assert paths.is_usual_data_dir(paths.data_dir())
    assert not paths.is_usual_data_dir(tmp_path / "guest")


def test_a_folder_in_the_environment_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = paths.data_dir()
    monkeypatch.setenv("RUNWALK_DATA_DIR", str(tmp_path / "guest"))
    assert not paths.is_usual_data_dir(paths.data_dir())
    assert paths.is_usual_data_dir(usual)


def test_a_link_to_it_is_the_same(tmp_path: Path) -> None:
    usual = paths.data_dir()
    usual.mkdir(parents=True)
    link = tmp_path / "link"
    try:
        link.symlink_to(usual, target_is_directory=True)
    except OSError:
        pytest.skip("links can't be made here")
    assert paths.is_usual_data_dir(link)


def test_without_a_home_it_is_the_folder_in_the_environment_where_the_settings_are_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_: object, **__: object) -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr("platformdirs.user_data_path", nobody)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("HOME", raising=False)  # with one, platformdirs need not be asked
    assert not paths.is_usual_data_dir(tmp_path)
    monkeypatch.setenv("RUNWALK_DATA_DIR", str(tmp_path / "all"))
    assert paths.is_usual_data_dir(tmp_path / "all")
    assert not paths.is_usual_data_dir(tmp_path / "guest")


@pytest.mark.skipif(sys.platform != "linux", reason="what is worked out without platformdirs is Linux's")
@pytest.mark.parametrize("home", ["/home/ann", "/home/ann/", "/root//x", "/", "relative/home", "", None])
@pytest.mark.parametrize("named", ["/mnt/a b/", " /mnt/x", "/mnt/x ", "relative", "~/x", "", None])
def test_folders_are_where_platformdirs_says(
    monkeypatch: pytest.MonkeyPatch, named: str | None, home: str | None
) -> None:
    for variable, value in (("HOME", home), ("XDG_DATA_HOME", named), ("XDG_CONFIG_HOME", named)):
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    monkeypatch.delenv("RUNWALK_DATA_DIR", raising=False)
    assert paths.data_dir() == platformdirs.user_data_path("runwalk", appauthor=False)
    assert paths.config_dir() == platformdirs.user_config_path("runwalk", appauthor=False)
