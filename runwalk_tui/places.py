"""Where files live: what ships with the program, and the runner's own folders."""

from __future__ import annotations

import os
from pathlib import Path

APP = "runwalk"
_PACKAGE = Path(__file__).parent


def _shipped(name: str) -> Path:
    """A file or folder that ships: inside the installed package, or at the top of a checkout."""
    installed = _PACKAGE / name
    return installed if installed.exists() else _PACKAGE.parent / name


def shipped_stages() -> Path:
    """The stage table that ships."""
    return _shipped("stages.toml")


def shipped_sounds() -> Path:
    """The folder of cue packs that ships."""
    return _shipped("sounds")


def config_dir() -> Path:
    """The runner's config folder; it need not exist."""
    import platformdirs

    return platformdirs.user_config_path(APP, appauthor=False)


def data_dir(given: Path | None = None) -> Path:
    """The folder of the log: as given, else RUNWALK_DATA_DIR, else the user's data folder. It need not exist."""
    if given is not None:
        return given
    if named := os.environ.get("RUNWALK_DATA_DIR"):
        return Path(named)
    import platformdirs

    return platformdirs.user_data_path(APP, appauthor=False)


def stages_file(given: Path | None = None) -> Path:
    """The stage table in use: as given, else RUNWALK_STAGES, else the runner's own, else the one that ships."""
    if given is not None:
        return given
    if named := os.environ.get("RUNWALK_STAGES"):
        return Path(named)
    own = own_stages()
    return own if own.exists() else shipped_stages()


def own_stages() -> Path:
    """Where the runner's own stage table stands if there is one."""
    return config_dir() / "stages.toml"


def settings_file() -> Path:
    """Where the settings stand if there are any."""
    return config_dir() / "settings.toml"


def temporary_folders() -> tuple[Path, ...]:
    """Folders for what is not to stay, the first choice first: those that Python's tempfile would choose from.

    That one is slow to import, and makes a file to try each.
    """
    named = [os.environ.get(name, "") for name in ("TMPDIR", "TEMP", "TMP")]
    usual = [r"C:\TEMP", r"C:\TMP"] if os.name == "nt" else ["/tmp", "/var/tmp", "/usr/tmp"]
    return tuple(folder for folder in map(Path, dict.fromkeys(filter(None, [*named, *usual]))) if folder.is_dir())


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the runner alone. Raises OSError."""
    if not folder.is_dir():
        if folder.parent != folder:
            make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def private(path: str, flags: int) -> int:
    """An opener for `open` that makes files only the runner can read: they hold health data."""
    return os.open(path, flags, 0o600)
