"""Everything that travels upwards to the app, on one page."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from runwalk_tui.audio.status import AudioStatus
    from runwalk_tui.settings import Settings


class AudioReported(Message):
    """The sound has something to say; posted from the player's thread."""

    def __init__(self, status: AudioStatus) -> None:
        super().__init__()
        self.status = status


class BellWanted(Message):
    """The terminal bell stands in for a cue; posted from the player's thread."""


class StartWanted(Message):
    """The runner wants the session that is due."""


class ChooseWanted(Message):
    """The runner wants another stage or number of repetitions."""

    def __init__(self, stage: str | None = None) -> None:
        """`stage` is the id of the one to start with; None for the one that is due."""
        super().__init__()
        self.stage = stage


class WalkWanted(Message):
    """The runner wants a walk in the place of a session."""


class ProgrammeWanted(Message):
    """The runner wants to look at another programme, or do other exercise."""

    def __init__(self, key: str, exercise: str = "") -> None:
        """`key` is that of its row in the list, and `exercise` the title of other exercise; "" for a programme."""
        super().__init__()
        self.key = key
        self.exercise = exercise


class TableShown(Message):
    """A page that shows the stage table is on top: somebody may have saved it meanwhile."""

    def __init__(self, *, saved: bool = False) -> None:
        """`saved` says that the form has just written it."""
        super().__init__()
        self.saved = saved


class EditorWanted(Message):
    """The runner wants the stage table in their editor."""


class EditWanted(Message):
    """The runner wants to correct a session."""

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self.session_id = session_id


class AddWanted(Message):
    """The runner wants to enter a session that was done without the app."""


class Care(Enum):
    """What a runner may ask for at any time."""

    CHECK_IN = ("Check in", "Say how the past week was, and see how it compares")
    WARNING_SIGN = ("Warning sign", "Report something a doctor should know about before you run")
    RUN_TEST = ("Run test", "Find your stage again with a run of up to two minutes")
    SCREENING = ("First questions", "Answer the questions from before your first session again")
    FLARE_UP = ("Flare-up plan", "What to do today, tomorrow and this week, and when to get help")
    FINISH = ("Look back", "The end of the programme: your progress, your totals and what comes next")
    NEXT_PROGRAMME = ("Next programme", "See what comes after the last stage, and take it up if you like")
    OTHER_EXERCISE = ("Other exercise", "Stretching or strength with the timer, for days without running")
    STOP_SIGN = ("Stop sign", "See what to do, or say that you have been cleared")

    def __init__(self, title: str, what: str) -> None:
        self.title = title
        self.what = what


class CareWanted(Message):
    """The runner wants one of the questions around a session."""

    def __init__(self, what: Care) -> None:
        super().__init__()
        self.what = what


class SettingsChanged(Message):
    """The runner has changed a setting; the workspace has it already."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
