"""What a page with room for it tells of the last session, and of the morning after it."""

from __future__ import annotations

from datetime import date

from runwalk_tui.review.session_words import answer_notes, done_notes, is_sign_alone, pain_notes
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reasons import DAYS, day_name
from runwalk_tui.session.records import Log, SessionRecord


def last_of(log: Log, today: date) -> SessionRecord | None:
    """The last session, walk or companion up to today that was more than a rehearsal; None when there is none."""
    done = [
        session for session in log.sessions if session.happened and session.day <= today and not is_sign_alone(session)
    ]
    return max(done, key=lambda session: session.started_at, default=None)


def last_lines(session: SessionRecord | None, today: date) -> list[str]:
    """The last session line by line: its day, what was done, its pain, what else was answered."""
    if session is None:
        return ["None yet: your first one will show here."]
    return [day_name(session.day, today), *done_notes(session), *pain_notes(session), *answer_notes(session)]


def morning_line(session: SessionRecord | None, due: Prescription, today: date) -> str:
    """How the morning after the last session was, or when that is asked; "" when no morning follows."""
    if session is None or not session.counted:
        return ""
    if session.pain_morning is not None:
        return f"Pain {session.pain_morning} out of 10 the next morning."
    if due.ask_morning:
        return "You haven't said yet how it was. You'll be asked when you press Start."
    if session.last_day >= today:
        return f"You'll be asked on {DAYS[(session.last_day.weekday() + 1) % 7]} how your back feels."
    return "You didn't say how it was."
