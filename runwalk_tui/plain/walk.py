"""The walk through a session: pain before, the session, the rating, the decision."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from runwalk_tui import places
from runwalk_tui.audio.player import AudioStatus, Player
from runwalk_tui.awake import KeepAwake
from runwalk_tui.coach import Coach, Voice
from runwalk_tui.desk import Desk
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.journal import Journal
from runwalk_tui.plain import spoken
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.questions import BACK, Questions
from runwalk_tui.plain.rating import Questionnaire
from runwalk_tui.plain.session import Ending, SessionLines
from runwalk_tui.progression.reasons import day_name, reps
from runwalk_tui.session.clock import Clock
from runwalk_tui.session.record import Rating
from runwalk_tui.session.running import Running
from runwalk_tui.wording import decision_words, headline, when

PAIN_BEFORE = (
    "How is the pain right now, 0 to 10? 0 is no pain, 10 the worst you can imagine.",
    "Enter leaves it open, b goes back.",
)
NO_BELL = "There is no terminal whose bell could ring, so the session is silent."


class Left(Exception):
    """The runner left in the middle with Ctrl+C; what was done is kept."""


@dataclass(frozen=True, slots=True)
class Table:
    """What every part of the plain program needs, in one hand."""

    desk: Desk
    lines: Lines
    keyboard: Keyboard
    questions: Questions
    clock: Clock
    rehearsal: bool
    muted: bool
