"""A file that says where the session is, for status bars and scripts: JSON, complete whenever it is read.

It is written at changes only, so a bar counts down by itself from the times in it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from runwalk_tui.outward.events import session_left
from runwalk_tui.session.active_session import ActiveSession
from runwalk_tui.session.countdown import Moment, State
from runwalk_tui.system.files import read_ordinary, write_whole
from runwalk_tui.system.problems import Problem
from runwalk_tui.system.safe_text import shortened

FORMAT, VERSION = "runwalk-status", 1
LARGEST = 1 << 16
"""Bytes that a status file has at most; whatever is larger is none of ours."""
DRIFT = 1.0
"""Seconds by which the end of a phase may move before the file is written anew."""
Status = dict[str, object]


def status_of(moment: Moment, running: ActiveSession, now: datetime, real: Callable[[float], float]) -> Status:
    """What the file says of a session that is running, paused or finished. Nothing about pain is in it.

    `real` turns seconds of the session into real ones, of which a rehearsal has fewer.
    """
    moving = moment.state is State.RUNNING
    return _status(
        now,
        state=moment.state.value,
        phase=moment.phase.kind.value,
        phase_ends_at=_iso(now + timedelta(seconds=real(moment.left))) if moving else None,
        session_ends_at=_iso(now + timedelta(seconds=real(moment.total_left))) if moving else None,
        phase_left=moment.shown_left,
        session_left=session_left(moment),
        stage=running.stage,
        run=moment.run,
        runs=moment.runs,
        rehearsal=running.rehearsal,
    )


def idle_status(now: datetime) -> Status:
    """What the file says when there is no session."""
    return _status(
        now,
        state="idle",
        phase=None,
        phase_ends_at=None,
        session_ends_at=None,
        phase_left=0,
        session_left=0,
        stage=None,
        run=0,
        runs=0,
        rehearsal=False,
    )


def _status(now: datetime, **says: object) -> Status:
    return {"format": FORMAT, "version": VERSION, **says, "pid": os.getpid(), "updated_at": _iso(now)}


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def has_changed(before: Status | None, now: Status) -> bool:
    """Whether the file has to be written anew."""
    if before is None:
        return True
    left = ("phase_left", "session_left")
    moving = ("updated_at", "phase_ends_at", "session_ends_at", *(left if now["state"] == State.RUNNING else ()))
    if any(before[key] != now[key] for key in now if key not in moving):
        return True
    return any(_moved(before[key], now[key]) for key in ("phase_ends_at", "session_ends_at"))


def _moved(before: object, now: object) -> bool:
    if not isinstance(before, str) or not isinstance(now, str):
        return before != now
    return abs(datetime.fromisoformat(now) - datetime.fromisoformat(before)).total_seconds() > DRIFT


def write_status(name: str, status: Status, own: Callable[[Path], str]) -> Problem | None:
    """Write the file in place of the one before; returns what went wrong. `name` is what the settings say."""
    if why := why_no_status_file(name, own):
        return _problem(name, why)
    path = Path(name).expanduser()
    try:
        write_whole(path, json.dumps(status) + "\n")
    except OSError as error:
        return _problem(name, (error.strerror or str(error)).lower())
    return None


def end_left_status(name: str, now: datetime, own: Callable[[Path], str]) -> Problem | None:
    """Have a file say that there is no session, which a program that was killed left with one; returns what went wrong.

    Only for the program that runs the sessions, before its first one. Whatever is no status file stays as it is, and
    is told where the settings are shown and after the next session.
    """
    if not name or why_no_status_file(name, own):
        return None
    try:
        found = _status_in(Path(name).expanduser())
    except OSError:  # none is there, as a rule; what else it may be shows at the next session
        return None
    return write_status(name, idle_status(now), own) if found and found.get("state") != "idle" else None


def why_no_status_file(name: str, own: Callable[[Path], str]) -> str:
    """Why no status file can be written there, in a few words; "" when it can, or none is wanted. Changes nothing.

    `own` says what a file is to the program. Neither such a file is ever written over, nor one that is no status file.
    """
    if not name:
        return ""
    try:
        path = Path(name).expanduser()
    except RuntimeError:
        return "there is no such home folder"
    if "\0" in name:
        return "no file can have that name"
    if not path.is_absolute():
        return "write the full path, starting with / or ~"
    if what := own(path):
        return f"that is {what}"
    try:
        return "there is another file of that name" if _status_in(path) is None else ""
    except FileNotFoundError:
        folder = Path(os.path.realpath(path)).parent  # a link is followed, also to where nothing is yet
        missing = "it is a link to a folder that isn't there" if path.is_symlink() else "there is no such folder"
        return "" if folder.is_dir() else missing
    except OSError as error:
        return (error.strerror or str(error)).lower()


def _status_in(path: Path) -> Status | None:
    """What a status file says, nothing where it is empty; None for a file that is none, and so is never written over.

    Raises OSError, also where nothing is there.
    """
    content = read_ordinary(path, LARGEST)
    if len(content) > LARGEST:
        return None
    if not content.strip():
        return {}
    try:
        found: Any = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("format") == FORMAT else None


def _problem(name: str, why: str) -> Problem:
    return Problem(f"The status file {shortened(name)} wasn't written: {why}. Choose another in Settings.")
