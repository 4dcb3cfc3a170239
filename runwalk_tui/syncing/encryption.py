"""Encrypting what is shared, with the format and the keys of age: pyrage is an optional package and loaded late.

The key is the same on all of a runner's computers. It is a file such as `age-keygen` makes, so that the files can be
read without runwalk, too: `age -d -i sync.key FILE`.
"""

from __future__ import annotations

import os
import re
import shlex
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from runwalk_tui import paths
from runwalk_tui.syncing.carried import CarriedFileError
from runwalk_tui.system.files import read_ordinary, write_whole_in_new_folder
from runwalk_tui.system.own_python import pip_install
from runwalk_tui.system.problems import Problem
from runwalk_tui.system.safe_text import visible

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

KEY_FILE = "sync.key"
PYRAGE = '"pyrage>=1.2,<2"'
"""In quotes, because < means something else to a shell."""
NEEDS_PYRAGE = 'to encrypt, install the optional "sync" packages with this command, then sync again'
LARGEST_KEY = 10_000
"""Bytes of a key file that are read; a key has 74 letters, and the comments above it are short."""
OTHERS = 0o077
"""The mode bits by which somebody else could read a key."""
NOT_OPENED = (
    "it can't be decrypted. It may still be on its way: sync again later. If it stays like this, check that the "
    f"computer that writes it has the same {KEY_FILE}, and sync there"
)


class NoKeyError(Exception):
    """There is a key or should be one, and it can't be used; the message is one line that says what to do."""

    @property
    def problem(self) -> Problem:
        """The same as a value."""
        return Problem(str(self))


@dataclass(frozen=True, slots=True)
class Key:
    """What encrypts a runner's files, and decrypts them."""

    identity: Identity

    def encrypted(self, data: bytes) -> bytes:
        """The data for whoever has this key."""
        import pyrage

        made: bytes = pyrage.encrypt(data, [self.identity.to_public()])
        return made

    def decrypted(self, data: bytes) -> bytes:
        """What was encrypted. Raises CarriedFileError for what is not whole, or is for another key."""
        import pyrage

        try:
            found: bytes = pyrage.decrypt(data, [self.identity])
        except pyrage.DecryptError as error:
            raise CarriedFileError(NOT_OPENED) from error
        return found


def key_file() -> Path:
    """Where the key is, if there is one. Raises NoHomeError."""
    return paths.config_dir() / KEY_FILE


def place_for_key() -> str:
    """The same for a sentence, which says so where its folder isn't there either."""
    file = key_file()
    return visible(str(file)) + ("" if file.parent.is_dir() else " (make that folder first)")


def has_key() -> bool:
    """Whether there is a key file, whatever is in it."""
    return paths.has_config_dir() and paths.stands_there(key_file())


def read_key() -> Key | None:
    """The key of this computer; None when there is none. Raises NoKeyError.

    A key that others on this computer could read is made private first.
    """
    if not has_key():
        return None
    file = key_file()
    _need_pyrage()
    import pyrage

    try:
        text = read_ordinary(file, LARGEST_KEY).decode("utf-8", "replace")
        _make_private(file)
    except OSError as error:
        raise NoKeyError(f"{file} can't be read: {(error.strerror or str(error)).lower()}") from error
    keys = re.findall(r"^AGE-SECRET-KEY-1\w+(?=\s*$)", text, re.MULTILINE)
    try:
        (key,) = keys
        return Key(pyrage.x25519.Identity.from_str(key))
    except (ValueError, pyrage.IdentityError) as error:
        wrong = "has more than one key in it" if len(keys) > 1 else "isn't a whole key"
        raise NoKeyError(f"{file} {wrong}; copy it again from a computer that has it") from error


def make_key(at: datetime) -> Path:
    """Make a key for all of a runner's computers, and return where it is. Raises NoKeyError."""
    _need_pyrage()
    import pyrage

    identity, file = pyrage.x25519.Identity.generate(), key_file()
    lines = (f"# created: {at.isoformat(timespec='seconds')}", f"# public key: {identity.to_public()}", str(identity))
    try:
        write_whole_in_new_folder(file, "\n".join(lines) + "\n")
    except OSError as error:
        raise NoKeyError(f"{file} can't be written: {(error.strerror or str(error)).lower()}") from error
    return file


def _need_pyrage() -> None:
    try:
        import pyrage.x25519  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise NoKeyError(f"{NEEDS_PYRAGE}: {pip_install(PYRAGE)}") from error


def _make_private(file: Path) -> None:
    """Take a key from everybody but its owner. Raises NoKeyError where that can't be."""
    if os.name == "nt" or not stat.S_IMODE(file.stat().st_mode) & OTHERS:
        return
    try:
        file.chmod(0o600)
        private = not stat.S_IMODE(file.stat().st_mode) & OTHERS
    except OSError:
        private = False
    if not private:
        raise NoKeyError(
            f"others on this computer can read {file}; make it yours alone: chmod 600 {shlex.quote(str(file))}"
        )
