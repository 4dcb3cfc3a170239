"""Who is near: one look around, through a process of its own that is given up on when it takes too long."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from signal import SIGABRT
from threading import Timer

from runwalk_tui.radio.following import SCAN
from runwalk_tui.radio.messages import Heard, NoRadio, order
from runwalk_tui.radio.process import RadioProcess
from runwalk_tui.radio.radio import Near, RadioError
from runwalk_tui.radio.wanted import needs_bleak

MACOS_REFUSES = (
    "macOS doesn't let this terminal use Bluetooth: allow it in System Settings, Privacy & Security, Bluetooth"
)
STARTS_WITHIN = 15.0
"""Seconds that the process may take beside its look around; then it hangs."""


def macos_refused(status: int, system: str = sys.platform) -> bool:
    """Whether a process with this status was ended by macOS; anywhere else an abort is an accident."""
    return system == "darwin" and status == -SIGABRT


def look_around(
    seconds: float = SCAN,
    *,
    patience: float = STARTS_WITHIN,
    command: Sequence[str] | None = None,
    system: str = sys.platform,
) -> tuple[Near, ...]:
    """The straps and treadmills that are heard within so many seconds, the strongest first.

    Raises RadioError with why nothing can be heard, after `seconds` and `patience` at the latest.
    """
    try:
        process = RadioProcess(order(look=seconds), command)
    except OSError as error:
        raise RadioError(str(error.strerror or error)) from error
    guard = Timer(seconds + patience, process.kill)
    guard.daemon = True
    guard.start()
    try:
        answer = next((each for each in process.messages() if isinstance(each, Heard | NoRadio)), None)
    finally:
        guard.cancel()
        process.let_go()
    match answer:
        case Heard(devices=devices):
            return devices
        case NoRadio(why=why, lasting=lasting):
            raise RadioError(needs_bleak() if lasting else why)
    if macos_refused(process.ended_by(), system):
        raise RadioError(MACOS_REFUSES)
    raise RadioError("Bluetooth doesn't answer")
