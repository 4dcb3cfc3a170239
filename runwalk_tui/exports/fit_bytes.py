"""FIT files from their messages, by fit-tool: an optional package that is loaded late.

Everything that knows how fit-tool counts is here: its times are milliseconds since 1970, except for the local time of
an activity, which is written as the file has it, in seconds since 31 December 1989.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zlib import crc32

from runwalk_tui.system.own_python import pip_install

if TYPE_CHECKING:
    from fit_tool.profile.profile_type import FileType

FIT_TOOL = '"fit-tool>=0.9.16,<0.10"'
"""In quotes, because < means something else to a shell."""
NEEDS_FIT_TOOL = 'FIT needs the optional "watch" packages'
FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
"""A FIT file counts its seconds from here (FIT protocol, type date_time)."""
FIT_YEARS = range(1999, 2126)
"""A smaller number of seconds than 2^28 is no date but time since the watch was switched on, which is up to July 1998;
the largest, 2^32 - 1, is in February 2126."""
DEVELOPMENT = 255
"""The maker's number for whoever has none from Garmin."""


class ExportError(Exception):
    """A file cannot be made; the message says why, in one line."""


def need_fit_tool() -> None:
    """Raise ExportError, with the command that installs it, where fit-tool is not there or damaged.

    Call it before any message of fit-tool's is imported.
    """
    try:
        import fit_tool
    except ImportError as error:
        raise ExportError(f"{NEEDS_FIT_TOOL}: {pip_install(FIT_TOOL)}") from error
    try:
        import fit_tool.fit_file_builder
        import fit_tool.profile.messages.lap_message
        import fit_tool.profile.profile_type  # noqa: F401 - only whether they work
    except Exception as error:  # a damaged package, or another one of that name, may raise anything
        why = " ".join(f"{type(error).__name__}: {error}".split())
        again = pip_install(f"--force-reinstall {FIT_TOOL}")
        raise ExportError(f"fit-tool doesn't work here ({why}); install it again: {again}") from error


def fit_bytes(messages: Iterable[Any], *, strict: bool = True) -> bytes:
    """A FIT file of messages of fit-tool's.

    Args:
        messages: in the order of the file, file_id first. Where a generator makes them, a value that FIT has no room
            for is an ExportError, too: fit-tool refuses it as it is set.
        strict: whether fit-tool checks that the file has every message and field that its kind needs.

    Raises ExportError when fit-tool is not installed, or refuses any of it.
    """
    need_fit_tool()
    from fit_tool.fit_file_builder import FitFileBuilder

    try:
        builder = FitFileBuilder(auto_define=True, strict=strict)
        builder.add_all(list(messages))
        made: bytes = builder.build_bytes()
    except ExportError:
        raise
    except Exception as error:  # fit-tool's own, and struct.error, OverflowError and others for what has no room
        why = " ".join(f"{type(error).__name__}: {error}".split())
        raise ExportError(f"the FIT file can't be made: {why}") from error
    return made


def file_id(kind: FileType, made: datetime, name: str) -> Any:
    """The message that a FIT file starts with.

    Args:
        kind: what is in the file.
        made: aware; sites tell files apart by it and the serial number.
        name: what the serial number is made of, such as the id of a session: the same one has the same number.

    Raises ExportError as `fit_time` does.
    """
    from fit_tool.profile.messages.file_id_message import FileIdMessage

    message = FileIdMessage()
    message.type = kind
    message.manufacturer = DEVELOPMENT
    message.product = 1
    message.product_name = "runwalk"
    message.serial_number = crc32(name.encode("utf-8", "surrogatepass")) or 1  # 0 means that there is none
    message.time_created = fit_time(made)
    return message


def fit_time(at: datetime) -> int:
    """An aware time as fit-tool takes it: milliseconds since 1970, in whole seconds as a file has them.

    Raises ExportError for a time that a FIT file cannot say.
    """
    if at.astimezone(UTC).year not in FIT_YEARS:
        raise ExportError(f"FIT has dates from {FIT_YEARS[0]} to {FIT_YEARS[-1]} only, not {at:%Y-%m-%d}")
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1) * 1000


def local_fit_time(at: datetime) -> int:
    """What the runner's clock showed at an aware time: its seconds since the clocks showed 31 December 1989, 0:00.

    fit-tool writes this number as it is.
    """
    fit_time(at)
    return (at.replace(tzinfo=UTC) - FIT_EPOCH) // timedelta(seconds=1)
