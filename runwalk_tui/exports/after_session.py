"""The file that is written after each session, where the runner has set one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from runwalk_tui.exports.earlier_log import why_not_replace
from runwalk_tui.exports.fit_bytes import ExportError
from runwalk_tui.exports.folder_check import folder_of, why_no_folder
from runwalk_tui.session.countdown import Progress
from runwalk_tui.session.measured import Figures
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.settings import AfterSession
from runwalk_tui.system.files import write_whole
from runwalk_tui.system.problems import Problem

LOG_NAME = "runwalk-log"
"""The file of json and csv: the log has one, which each session replaces."""


def write_after_session(
    wanted: AfterSession,
    record: SessionRecord,
    progress: Progress,
    log: Log,
    trace: Mapping[int, Figures] = MappingProxyType({}),
) -> Problem | None:
    """Write the file of a session that is saved, or none where none is wanted.

    fit and tcx are one file a session; json and csv have the log in one file, as `runwalk export` writes them. Called
    again once answers were corrected, it writes the same file again. A rehearsal is never written, and other exercise
    is not in fit and tcx. It may take long, where a disk of the network doesn't answer.

    Args:
        wanted: the runner's settings.
        record: the session as it is in the log now.
        progress: the session as it was done, from which its laps are known exactly.
        log: what json and csv have, and which other sessions share the minute of this one.
        trace: what a strap and a treadmill measured in it, second by second, where they did.

    Returns what went wrong, in one line: the session is saved all the same.
    """
    if wanted.export == "off" or record.rehearsal:
        return None
    try:
        made = _made(wanted, record, progress, log, trace)
        if made is not None:
            _write(wanted, *made, log)
    except ExportError as error:
        return not_written(wanted, str(error))
    except Exception as error:  # noqa: BLE001 - a fault in making a copy must stop neither what comes next nor a stop sign
        return not_written(wanted, " ".join(f"{type(error).__name__}: {error}".split()))
    return None


def not_written(wanted: AfterSession, why: str) -> Problem:
    """The one line that says so."""
    return Problem(f"The {wanted.export.upper()} file wasn't written: {why}")


def _write(wanted: AfterSession, name: str, content: str | bytes, log: Log) -> None:
    """Raises ExportError."""
    if why := why_no_folder(wanted):
        raise ExportError(why)
    path = folder_of(wanted) / name
    try:
        everything = content if isinstance(content, str) and wanted.export in ("json", "csv") else ""
        if everything and (why := why_not_replace(path, everything, log)):
            raise ExportError(why)
        write_whole(path, content)
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror or error}") from error


def _made(
    wanted: AfterSession, record: SessionRecord, progress: Progress, log: Log, trace: Mapping[int, Figures]
) -> tuple[str, str | bytes] | None:
    """The name of the file and what is in it; None where this session has none. Raises ExportError."""
    if wanted.export == "json":
        from runwalk_tui.history.json_file import to_json

        return f"{LOG_NAME}.json", to_json(log)
    if wanted.export == "csv":
        from runwalk_tui.exports.csv_file import to_csv

        return f"{LOG_NAME}.csv", to_csv(log)
    from runwalk_tui.exports.activity.laps import laps_done
    from runwalk_tui.exports.activity.which import is_activity

    laps = laps_done(progress)
    if not is_activity(record) or not laps:
        return None
    name = _name(record, log.sessions, wanted.export)
    if wanted.export == "tcx":
        from runwalk_tui.exports.activity.tcx import tcx

        return name, tcx([(record, laps)], with_pain=wanted.with_pain, traces={record.id: trace})
    from runwalk_tui.exports.activity.fit_activity import fit_activity

    return name, fit_activity(record, laps, with_pain=wanted.with_pain, trace=trace)


def _name(record: SessionRecord, sessions: Sequence[SessionRecord], form: str) -> str:
    """The name of the session's file among those of the log, which may have another of the same minute."""
    from runwalk_tui.exports.activity.naming import file_names
    from runwalk_tui.exports.activity.which import is_activity

    others = [each for each in sessions if is_activity(each) and each.id != record.id]
    return file_names([*others, record], form)[record.id]
