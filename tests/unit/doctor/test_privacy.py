"""Who else may read the log on Windows, where a file is as private as its folder."""

from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from runwalk_tui.doctor import files
from runwalk_tui.doctor.privacy import on_a_share, others_may_read

ANNA = {"USERPROFILE": r"C:\Users\Anna"}


@pytest.mark.parametrize(
    ("folder", "open_to_others"),
    [
        (r"C:\Users\Anna\AppData\Local\runwalk", False),
        (r"c:\users\ANNA\runwalk", False),
        (r"C:\Users\Annabel\runwalk", True),
        (r"D:\runwalk", True),
        (r"C:\ProgramData\runwalk", True),
        (r"\\server\share\runwalk", True),
    ],
)
def test_on_windows_a_log_outside_the_profile_may_be_read_by_others(folder: str, open_to_others: bool) -> None:
    assert others_may_read(PureWindowsPath(folder), system="nt", environment=ANNA) is open_to_others


@pytest.mark.parametrize("folder", [PurePosixPath("/srv/runwalk"), PureWindowsPath(r"D:\runwalk")], ids=str)
def test_elsewhere_the_mode_of_the_file_says_it(folder: PurePath) -> None:
    assert not others_may_read(folder, system="posix", environment=ANNA)


def test_without_a_profile_nothing_is_claimed() -> None:
    assert not others_may_read(PureWindowsPath(r"D:\runwalk"), system="nt", environment={})


def test_the_doctor_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert files.data_folder(tmp_path).works
    monkeypatch.setattr(files, "others_may_read", lambda folder: True)
    found = files.data_folder(tmp_path)
    assert found.works, "a session can be run there"
    assert "other accounts on this computer may be able to read it" in found.message


@pytest.mark.parametrize(
    ("folder", "share"),
    [
        (r"\\server\share\runwalk", True),
        (r"\\?\UNC\server\share\runwalk", True),
        (r"\\?\C:\Users\Anna\runwalk", False),
        (r"D:\runwalk", False),
    ],
)
def test_a_network_share_is_told_by_its_path(folder: str, share: bool) -> None:
    assert on_a_share(PureWindowsPath(folder), system="nt") is share
    assert not on_a_share(PureWindowsPath(folder), system="posix")


def test_of_a_network_share_the_doctor_says_that_one_computer_at_a_time_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "on_a_share", lambda folder: True)
    found = files.data_folder(tmp_path)
    assert not found.works
    assert not found.in_the_way, "a session can be run there"
    assert "one computer at a time" in found.advice
