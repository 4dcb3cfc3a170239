"""Files that only who has the key can read: the key, both kinds side by side, and what is said without it."""

from __future__ import annotations

import builtins
import os
import random
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui import paths
from runwalk_tui.syncing.carried import CarriedFileError
from runwalk_tui.syncing.encryption import NoKeyError, has_key, key_file, make_key, read_key
from runwalk_tui.syncing.folder import SyncError, encrypt_from_now_on
from tests.support.examples import TIMES
from tests.unit.syncing.computers import NOW, Computer, Home, a_session

pyrage = pytest.importorskip("pyrage", reason='the extra "sync" is not installed')


class House:
    """Two computers, each with settings of its own."""

    def __init__(self, home: Home, patch: pytest.MonkeyPatch) -> None:
        self.laptop, self.upstairs = home.computer("laptop"), home.computer("upstairs")
        self.shared = home.shared
        self._home, self._patch = home, patch

    def at(self, computer: Computer) -> Computer:
        """Sit down at one of them."""
        self._patch.setenv("XDG_CONFIG_HOME", str(self._home.place / f"{computer.name}-settings"))
        return computer

    def encrypt(self, computer: Computer) -> None:
        """What `--encrypt` does there, and a sync."""
        self.at(computer)
        encrypt_from_now_on(self.shared, computer.store.folder, NOW)
        assert computer.sync().problems == ()

    def carry_the_key(self) -> None:
        """Copy it from the laptop to the other one."""
        self.at(self.laptop)
        key = key_file().read_bytes()
        self.at(self.upstairs)
        paths.make_folder(key_file().parent)
        key_file().write_bytes(key)
        key_file().chmod(0o600)

    def names(self) -> list[str]:
        """How the files there end."""
        return sorted(file.name.partition(".")[2] for file in self.shared.iterdir())


@pytest.fixture
def house(home: Home, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(home, monkeypatch)


def test_what_is_encrypted_is_in_no_file_and_is_read_with_the_same_key(house: House) -> None:
    house.laptop.does(run := a_session(note="my back hurts"))
    house.at(house.laptop).sync()
    house.encrypt(house.laptop)
    assert house.names() == ["json.age"], "the plain file is gone"
    (file,) = house.shared.iterdir()
    assert file.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    house.carry_the_key()
    report = house.upstairs.sync()
    assert (report.problems, report.others, report.unencrypted) == ((), ("laptop",), ())
    assert house.upstairs.sessions == {run.id}
    assert house.names() == ["json.age", "json.age"]
    assert not any(b"back hurts" in each.read_bytes() for each in house.shared.iterdir())


def test_a_plain_file_that_a_kill_left_beside_the_encrypted_one_goes_with_the_next_sync(house: House) -> None:
    house.laptop.does(a_session())
    house.at(house.laptop).sync()
    (plain,) = house.shared.iterdir()
    left = plain.read_bytes()
    house.encrypt(house.laptop)
    plain.write_bytes(left)
    house.laptop.sync()
    assert house.names() == ["json.age"]


def test_a_copied_data_folder_is_noticed_when_encrypted_too(house: House, home: Home) -> None:
    house.encrypt(house.laptop)
    house.laptop.store.close()
    shutil.copytree(home.place / "laptop", home.place / "new")
    laptop, new = home.computer("laptop"), home.computer("new")
    laptop.does(run := a_session())
    laptop.sync()
    assert new.sync().others == ("laptop",)
    assert new.sessions == {run.id}
    assert house.names() == ["json.age", "json.age"]


def test_the_files_and_the_key_are_those_of_the_age_program(house: House) -> None:
    house.laptop.does(a_session(note="Grüße"))
    house.encrypt(house.laptop)
    created, public, secret = key_file().read_text().splitlines()
    assert created == "# created: 2026-01-05T07:30:00+00:00"
    identity = pyrage.x25519.Identity.from_str(secret)
    assert public == f"# public key: {identity.to_public()}"
    (file,) = house.shared.iterdir()
    assert "Grüße" in pyrage.decrypt(file.read_bytes(), [identity]).decode()
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600


def test_syncing_again_writes_nothing_though_no_two_encryptions_are_alike(house: House) -> None:
    house.laptop.does(a_session())
    house.encrypt(house.laptop)
    (file,) = house.shared.iterdir()
    before = file.stat().st_ino, file.stat().st_mtime_ns
    house.laptop.sync()
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == before


def test_plain_and_encrypted_files_side_by_side_are_both_read(house: House) -> None:
    house.upstairs.does(plain := a_session())
    house.at(house.upstairs).sync()
    house.laptop.does(a_session(1))
    house.encrypt(house.laptop)
    report = house.laptop.sync()
    assert plain.id in house.laptop.sessions
    assert len(report.unencrypted) == 1
    assert house.names() == ["json", "json.age"], "nobody removes the file of another computer"


def test_a_plain_copy_of_a_conflict_is_left_there_and_told(house: House) -> None:
    house.laptop.does(a_session())
    house.at(house.laptop).sync()
    (plain,) = house.shared.iterdir()
    copy = house.shared / f"{plain.stem} (conflicted copy).json"
    copy.write_bytes(plain.read_bytes())
    house.encrypt(house.laptop)
    assert house.laptop.sync().unencrypted == (f"{copy.name} (laptop)",)
    assert copy.exists()


def test_without_the_key_it_says_where_that_goes_and_writes_nothing_for_all_to_read(house: House) -> None:
    house.laptop.does(a_session())
    house.encrypt(house.laptop)
    house.at(house.upstairs).does(a_session(1, note="private"))
    report = house.upstairs.sync()
    (problem,) = report.problems
    first, then, at_last = problem.line.split(". ")
    assert (
        first == f"Files in {house.shared} are encrypted, and this computer has no key, so it has written nothing there"
    )
    place = f"{key_file()} (make that folder first)"
    assert then == f"Copy sync.key from a computer that has it to {place}, then sync again"
    assert at_last.startswith("If none has it any more, delete the .age files in that folder")
    assert house.names() == ["json.age"]
    house.carry_the_key()
    assert house.upstairs.sync().problems == ()
    assert house.names() == ["json.age", "json.age"]


def test_a_lost_key_never_turns_encryption_off(house: House) -> None:
    house.encrypt(house.laptop)
    key_file().unlink()
    house.laptop.does(a_session())
    assert len(house.laptop.sync().problems) == 1
    assert house.names() == ["json.age"]


def test_no_second_key_is_made_where_there_is_one_already(house: House) -> None:
    house.encrypt(house.laptop)
    key = key_file().read_text()
    assert encrypt_from_now_on(house.shared, house.laptop.store.folder, NOW) is None
    assert key_file().read_text() == key
    house.at(house.upstairs)
    with pytest.raises(SyncError, match=r"no other key was made; copy sync\.key from a computer that has it to"):
        encrypt_from_now_on(house.shared, house.upstairs.store.folder, NOW)
    assert not has_key()


def test_a_file_for_another_key_is_named(house: House) -> None:
    house.encrypt(house.laptop)
    (file,) = house.shared.iterdir()
    house.at(house.upstairs).does(a_session())
    make_key(NOW)
    (problem,) = house.upstairs.sync().problems
    assert problem.line.startswith(f"{file}: it can't be decrypted")
    assert problem.line.endswith("check that the computer that writes it has the same sync.key, and sync there")
    assert house.names() == ["json.age", "json.age"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_a_key_that_others_can_read_is_made_private(house: House) -> None:
    house.encrypt(house.laptop)
    key_file().chmod(0o644)
    assert house.laptop.sync().problems == ()
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_a_key_that_cannot_be_made_private_is_not_used(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.encrypt(house.laptop)
    key_file().chmod(0o640)

    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refused)
    (problem,) = house.laptop.sync().problems
    assert f"make it yours alone: chmod 600 {key_file()}" in problem.line


@pytest.mark.parametrize("content", [b"", b"AGE-SECRET-KEY-1NOT", b"\xff\x00", b"# public key: age1x\n", b"KEY\nKEY\n"])
def test_a_damaged_key_is_named_and_plain_files_are_still_read(house: House, content: bytes) -> None:
    house.laptop.does(run := a_session())
    house.at(house.laptop).sync()
    house.at(house.upstairs).does(a_session(1))
    paths.make_folder(key_file().parent)
    key_file().write_bytes(content)
    (problem,) = house.upstairs.sync().problems
    assert problem.line == (
        "Nothing was written to the folder, so that your log isn't there unencrypted: "
        f"{key_file()} isn't a whole key; copy it again from a computer that has it"
    )
    assert run.id in house.upstairs.sessions
    assert house.names() == ["json"]


def test_when_no_computer_has_the_key_any_more_the_way_out_that_is_told_works(house: House) -> None:
    house.laptop.does(run := a_session())
    house.encrypt(house.laptop)
    house.carry_the_key()
    house.upstairs.sync()
    for computer in (house.laptop, house.upstairs):
        house.at(computer)
        key_file().unlink()
        assert not computer.sync().written
    for file in house.shared.glob("*.age"):
        file.unlink()
    for computer in (house.laptop, house.upstairs):
        assert house.at(computer).sync().problems == ()
        assert computer.sessions == {run.id}
    assert house.names() == ["json", "json"]


def test_a_plain_file_that_stays_since_the_encrypted_one_cannot_be_written_is_named(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.laptop.does(a_session())
    house.at(house.laptop).sync()
    (plain,) = house.shared.iterdir()
    encrypt_from_now_on(house.shared, house.laptop.store.folder, NOW)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("runwalk_tui.syncing.folder.write_whole_not_through", full)
        report = house.laptop.sync()
    assert f"no space left on device. {plain.name} is still there, not encrypted." in report.problems[0].line
    assert not report.written


def test_its_own_file_that_this_key_does_not_open_is_left_there_and_named(house: House, home: Home) -> None:
    """As after a log and a key were restored from a backup: only that file may have what was done since."""
    house.laptop.does(a_session())
    house.encrypt(house.laptop)
    house.laptop.store.close()
    shutil.copytree(home.place / "laptop", home.place / "backup")
    laptop = home.computer("laptop")
    laptop.does(late := a_session(1, red_flags=("saddle",)))
    laptop.sync()
    (file,), right = house.shared.iterdir(), key_file().read_bytes()
    key_file().unlink()
    make_key(NOW)
    restored = home.computer("laptop", home.place / "backup")
    (problem,) = restored.sync().problems
    assert problem.line.startswith(f"{file}: it can't be decrypted")
    key_file().write_bytes(right)
    restored.sync()
    assert late.id in restored.sessions


def test_two_keys_in_the_file_are_refused(house: House) -> None:
    house.at(house.laptop)
    key = make_key(NOW)
    key.write_text(f"{key.read_text()}{pyrage.x25519.Identity.generate()}\n")
    with pytest.raises(NoKeyError, match="has more than one key in it"):
        read_key()


def test_without_the_library_it_says_how_to_get_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.laptop.does(a_session())
    house.encrypt(house.laptop)
    found = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pyrage"):
            raise ImportError(name)
        return found(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    (problem,) = house.laptop.sync().problems
    assert 'to encrypt, install the optional "sync" packages with this command, then sync again: ' in problem.line
    assert problem.line.endswith('"pyrage>=1.2,<2"'), "no full stop that would be copied, too"
    key_file().unlink()
    for file in house.shared.iterdir():
        file.unlink()
    with pytest.raises(SyncError, match='optional "sync" packages'):
        encrypt_from_now_on(house.shared, house.laptop.store.folder, NOW)


@pytest.mark.examples
def test_damage_to_an_encrypted_file_is_found(house: House) -> None:
    house.laptop.does(a_session())
    house.encrypt(house.laptop)
    (file,) = house.shared.iterdir()
    whole, key, chance = file.read_bytes(), read_key(), random.Random(TIMES)
    assert key is not None
    for place in range(len(whole)) if TIMES > 1 else chance.sample(range(len(whole)), 150):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        for damaged in (bytes(flipped), whole[:place]):
            with pytest.raises(CarriedFileError):
                key.decrypted(damaged)


def test_copies_of_a_conflict_are_read_when_encrypted_too(house: House) -> None:
    house.laptop.does(run := a_session())
    house.encrypt(house.laptop)
    house.carry_the_key()
    (file,) = house.shared.iterdir()
    for name in ("{}.json.sync-conflict-20260105-073000-ABCDEFG.age", "{}.json (Ana's conflicted copy).age"):
        file = file.rename(house.shared / name.format(file.name.partition(".")[0]))
        report = house.upstairs.sync()
        assert (report.problems, report.others, report.foreign) == ((), ("laptop",), ())
    assert house.upstairs.sessions == {run.id}
