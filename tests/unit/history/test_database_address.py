"""The address by which SQLite opens the log: any path that a system can have, network shares of Windows included."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote_to_bytes

import pytest

from runwalk_tui.history.database.file import address, connect_to_read, connect_to_write, create_file

SHARE = PureWindowsPath(r"\\server\share\my log\runwalk.sqlite3")


def read_by_windows(uri: str) -> str:
    """The path that SQLite takes from an address on Windows, by the rules of sqlite.org/uri.html."""
    scheme, _, rest = uri.partition(":")
    assert scheme == "file"
    assert rest.startswith("//")
    server, slash, rest = rest[2:].partition("/")
    assert server in ("", "localhost"), f"invalid uri authority: {server}"
    path = unquote_to_bytes((slash + rest).partition("?")[0].partition("#")[0]).decode()
    if path[2:3] == ":" and path[1:2].isalpha():
        path = path[1:]
    return path.replace("/", "\\")


@pytest.mark.parametrize(
    "path",
    [
        SHARE,
        PureWindowsPath(r"C:\Users\Ümit Öz\AppData\Local\runwalk\runwalk.sqlite3"),
        PureWindowsPath(r"D:\50% of #1 & more\runwalk.sqlite3"),
        PureWindowsPath(r"\\?\C:\a very long path\runwalk.sqlite3"),
        PureWindowsPath(r"\\?\UNC\server\share\runwalk.sqlite3"),
        PureWindowsPath(r"\\wsl.localhost\Ubuntu\home\me\runwalk.sqlite3"),
    ],
    ids=str,
)
def test_a_path_of_windows_comes_through_as_it_is(path: PureWindowsPath) -> None:
    assert read_by_windows(address(path, "mode=rw")) == str(path)


def test_sqlite_refuses_the_usual_address_of_a_share_and_takes_ours() -> None:
    with pytest.raises(sqlite3.OperationalError, match="invalid uri authority"):
        sqlite3.connect(SHARE.as_uri(), uri=True)
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):  # there is no such server here
        sqlite3.connect(address(SHARE, "mode=rw"), uri=True)


NAMES = ["plain", "with space", "50%", "%41", "a#b", "a?mode=memory", "a&b;c=d", "ümläut", "a:b", "a+b", "tab\there"]


@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows doesn't allow")
@pytest.mark.parametrize("name", [*NAMES, "back\\slash", os.fsdecode(b"\xff\xfe not UTF-8")], ids=ascii)
def test_a_log_is_opened_whatever_its_folder_is_called(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    path = folder / "runwalk.sqlite3"
    create_file(path)
    with closing(connect_to_write(path)) as connection:
        connection.execute("CREATE TABLE kept (at INTEGER)")
    assert path.stat().st_size
    with closing(connect_to_read(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("kept",)]
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(sys.platform == "win32", reason="there, two slashes are a share")
def test_two_slashes_at_the_start_are_as_good_as_one_here(tmp_path: Path) -> None:
    path = Path(f"/{tmp_path}/runwalk.sqlite3")
    create_file(path)
    with closing(connect_to_write(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_is_written_is_flushed_all_the_way_on_macos_too(tmp_path: Path) -> None:
    path = tmp_path / "runwalk.sqlite3"
    create_file(path)
    with closing(connect_to_write(path)) as connection:
        assert connection.execute("PRAGMA fullfsync").fetchone() == (1,)
        assert connection.execute("PRAGMA checkpoint_fullfsync").fetchone() == (1,)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
