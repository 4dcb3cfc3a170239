"""Saves the settings in their file, and a copy of whatever a person wrote there."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path

from runwalk_tui.settings import Settings, SettingsError, as_toml, read_settings, write_settings
from runwalk_tui.system.files import write_whole
from runwalk_tui.system.problems import Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change."""

    saved: bool
    line: str
    """The same for the runner, in one line."""


class SettingsFile:
    """One settings.toml.

    A file that this program did not write itself may have faults to be fixed, or comments. It stays as it is until
    something is changed, and then a copy of it is made before it is replaced.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        """`settings` are those in use, which the file holds if all is well."""
        self.path = path
        self._kept = settings

    def problem(self) -> Problem | None:
        """What is wrong with the file as it is; None when it can be used or there is none."""
        try:
            read_settings(self.path)
        except SettingsError as error:
            return Problem(str(error))
        return None

    def save(self, settings: Settings) -> Outcome:
        """Write the settings into the file."""
        try:
            copy = self._copy_of_what_is_not_ours()
            write_settings(self.path, settings)
        except OSError as error:
            why = error.strerror or str(error)
            return Outcome(False, f"Couldn't save this ({why}): {self.path}. The change lasts until you leave runwalk.")
        self._kept = settings
        if copy is not None:
            return Outcome(True, f"Saved. The old file is next to it, as {copy.name}.")
        return Outcome(True, "Saved.")

    def _copy_of_what_is_not_ours(self) -> Path | None:
        """Copy the file unless this program wrote it; returns the copy. Raises OSError."""
        if self.path.exists() and not self.path.is_file():
            raise OSError(errno.EINVAL, "it is not a regular file")  # a pipe or a device has no end to read to
        try:
            stands = self.path.read_bytes()
        except FileNotFoundError:
            return None
        ours = as_toml(self._kept).encode()
        if stands.replace(b"\r\n", b"\n") == ours:
            return None
        number = 1
        while True:
            copy = self.path.with_name(f"{self.path.name}.bak{number if number > 1 else ''}")
            if not copy.exists():
                write_whole(copy, stands)
                return copy
            if copy.read_bytes() == stands:
                return copy
            number += 1
