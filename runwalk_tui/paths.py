"""Where files live: what ships with the program, and the runner's own folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP = "runwalk"


class NoHomeError(RuntimeError):
    """There is no folder for the runner's files: no home is known. The message is one line that says what to do."""

    def __init__(self) -> None:
        super().__init__(
            "your home folder can't be found (HOME is not set, and the system doesn't know this user): "
            "set HOME, or give a folder for the log in RUNWALK_DATA_DIR"
        )


_PACKAGE = Path(__file__).parent


def _shipped(name: str) -> Path:
    """A file or folder that ships: inside the installed package, or at the top of a checkout."""
    installed = _PACKAGE / name
    return installed if installed.exists() else _PACKAGE.parent / name


def shipped_stages() -> Path:
    """The stage table that ships."""
    return _shipped("stages.toml")


def shipped_programmes() -> Path:
    """The folder of the other programmes that ship, each a stage table."""
    return _PACKAGE / "programmes"


def shipped_programme(name: str) -> Path:
    """The table of a programme that ships, by its name; `programme/shipped.py` has the names."""
    return shipped_stages() if name == "asteroid" else shipped_programmes() / f"{name}.toml"


def ships(path: Path) -> bool:
    """Whether a file comes with the program, so that nobody's changes belong in it."""
    real = Path(os.path.realpath(path))
    return real == Path(os.path.realpath(shipped_stages())) or Path(os.path.realpath(_PACKAGE)) in real.parents


def shipped_sounds() -> Path:
    """The folder of cue packs that ships."""
    return _shipped("sounds")


def config_dir() -> Path:
    """The runner's config folder; it need not exist.

    Where no home is known, it is inside the folder that RUNWALK_DATA_DIR names. Raises NoHomeError.
    """
    try:
        return _of_the_user("user_config_path")
    except NoHomeError:
        if named := os.environ.get("RUNWALK_DATA_DIR"):
            return Path(named) / "config"
        raise


def has_config_dir() -> bool:
    """Whether there is a place for the runner's config folder."""
    try:
        config_dir()
    except NoHomeError:
        return False
    return True


def _of_the_user(which: str) -> Path:
    """A folder that platformdirs knows, by the name of its function. Raises NoHomeError."""
    if (plain := _plainly(which)) is not None:
        return plain
    import platformdirs  # late: see below

    try:
        folder: Path = getattr(platformdirs, which)(APP, appauthor=False)
    except RuntimeError as error:
        raise NoHomeError from error
    if folder.parts[:1] == ("~",):  # what older versions make of a home that they do not know: a folder right here
        raise NoHomeError
    return folder


_ON_LINUX = {"user_config_path": ("XDG_CONFIG_HOME", ".config"), "user_data_path": ("XDG_DATA_HOME", ".local/share")}
"""By the name of the function: the variable with the folder, and where it is in the home folder without that."""


def _plainly(which: str) -> Path | None:
    """What platformdirs says on Linux where the variable is a full path or isn't set; None where it's to be asked.

    A test compares the two. It brings `tempfile` along, and takes a tenth of `runwalk next` to load.
    """
    if sys.platform != "linux" or "ANDROID_DATA" in os.environ or "ANDROID_ROOT" in os.environ:
        return None
    variable, below = _ON_LINUX[which]
    named, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
    base = named or (f"{home.rstrip('/')}/{below}" if home else "")
    return Path(base, APP) if base.startswith("/") and base == base.strip() else None


def data_dir(given: Path | None = None) -> Path:
    """The folder of the log: as given, else RUNWALK_DATA_DIR, else the user's data folder. It need not exist.

    Raises NoHomeError.
    """
    if given is not None:
        return given
    if named := os.environ.get("RUNWALK_DATA_DIR"):
        return Path(named)
    return _of_the_user("user_data_path")


def is_usual_data_dir(folder: Path) -> bool:
    """Whether this is where the log is without --data-dir and RUNWALK_DATA_DIR.

    Where no home is known, it is the folder that RUNWALK_DATA_DIR names: the settings are inside it, too.
    """
    try:
        usual = _of_the_user("user_data_path")
    except NoHomeError:
        named = os.environ.get("RUNWALK_DATA_DIR")
        if not named:
            return False
        usual = Path(named)
    return os.path.realpath(folder) == os.path.realpath(usual)


def stages_file(given: Path | None = None) -> Path:
    """The stage table in use: as given, else RUNWALK_STAGES, else the runner's own, else the one that ships.

    Raises NoHomeError.
    """
    if given is not None:
        return given
    if named := os.environ.get("RUNWALK_STAGES"):
        return Path(named)
    own = own_stages()
    return own if stands_there(own) else shipped_stages()


def stands_there(path: Path) -> bool:
    """Whether something has this name: also a link that leads nowhere, and what may not be looked at.

    So that what the runner put there is read and its trouble named, and not passed over as if there were nothing.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def own_stages() -> Path:
    """Where the runner's own stage table is, if there is one."""
    return config_dir() / "stages.toml"


def own_exercise() -> Path:
    """The folder of the runner's own tables of other exercise; it need not exist. Raises NoHomeError."""
    return config_dir() / "exercise"


def settings_file() -> Path:
    """Where the settings are, if there are any."""
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
