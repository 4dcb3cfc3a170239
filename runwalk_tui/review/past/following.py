"""What the rule made of the log when one of its sessions was the last."""

from __future__ import annotations

from dataclasses import replace

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.prescription import Prescription, prescribe
from runwalk_tui.session.records import Log, SessionRecord


def log_up_to(log: Log, session: SessionRecord) -> Log:
    """The log as it was after a session; what was placed or cleared after it is left out.

    Raises KeyError for a session that is not in the log.
    """
    position = next((number for number, one in enumerate(log.sessions) if one.id == session.id), None)
    if position is None:
        raise KeyError(session.id)
    return replace(
        log,
        sessions=log.sessions[: position + 1],
        placements=tuple(placement for placement in log.placements if placement.at <= session.started_at),
        clearances=tuple(clearance for clearance in log.clearances if clearance.at <= session.started_at),
    )


def decision_after(table: StageTable, log: Log, session: SessionRecord) -> Prescription:
    """What the rule proposed after a session of the log, on the day on which it was over.

    All answers that the session has by now count, the next morning's too. Raises KeyError for a session that is not in
    the log.
    """
    return prescribe(table, log_up_to(log, session), session.last_day)
