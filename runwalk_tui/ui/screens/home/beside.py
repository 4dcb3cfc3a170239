"""What stands beside today on wide terminals. Home loads this once its first picture, with room for it, is shown."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from runwalk_tui.review.calendar_days import CalendarWeek
from runwalk_tui.review.climb import Rung
from runwalk_tui.review.last_session import last_lines, last_of, morning_line
from runwalk_tui.review.session_words import Ours, recent_line
from runwalk_tui.review.trends.course import SessionPain
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.session.records import Log
from runwalk_tui.ui.charts.climb import Climb
from runwalk_tui.ui.charts.day_grid import DayGrid
from runwalk_tui.ui.charts.pain_line import PainLine
from runwalk_tui.ui.screens.home.parts import leave_out


class CourseColumn(Vertical):
    """Where the runner is on the way through the programme: the climb, the last weeks, the pain."""

    DEFAULT_CSS = """
    CourseColumn {
        height: auto;
        & .heading { color: $primary; text-style: bold; }
        & .later { margin-top: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._climb, self._grid, self._pain = Climb(id="climb"), DayGrid(id="grid"), PainLine(id="tall-pain")
        self.charts = self._climb, self._grid, self._pain
        """From the top down."""

    def compose(self) -> ComposeResult:
        yield Static("The climb", classes="heading")
        yield self._climb
        with Vertical(id="weeks-part", classes="part"):
            yield Static("The last 12 weeks", classes="heading later")
            yield self._grid
        with Vertical(id="pain-part", classes="part"):
            yield Static("Pain, 0-10", classes="heading later")
            yield self._pain

    def tell(self, rungs: tuple[Rung, ...], weeks: tuple[CalendarWeek, ...], pains: tuple[SessionPain, ...]) -> None:
        """Show the stages from the gentlest up, the last weeks, and the pain of each session."""
        self._climb.rungs, self._grid.weeks, self._pain.pains = rungs, weeks, pains

    def fit(self, most: int, *, roomy: bool) -> None:
        """Show so many stages at most, and everything larger where there is room for that."""
        self._climb.apart, self._climb.most = roomy, most
        self._pain.rows = 4 if roomy else 2


class LatelyColumn(Vertical):
    """The last session, the morning after it, and something worth knowing."""

    DEFAULT_CSS = """
    LatelyColumn {
        height: auto;
        & .heading { color: $primary; text-style: bold; }
        & .later { margin-top: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._last, self._morning, self._recent, self._tip = (
            Static(id=id, markup=False) for id in ("last", "morning", "recent", "tip-aside")
        )
        self._parts = {
            words: Vertical(Static(heading, classes="heading later"), words, id=id, classes="part")
            for id, heading, words in (
                ("morning-part", "The morning after", self._morning),
                ("before-part", "Earlier: pain before › worst › after › next morning", self._recent),
                ("tip-part", "Worth knowing", self._tip),
            )
        }
        """What may be left out, by its words. It's all there before it's mounted, as Home may be filled anew then."""

    def compose(self) -> ComposeResult:
        yield Static("Last session", classes="heading")
        yield self._last
        yield from self._parts.values()

    def tell(self, log: Log, due: Prescription, today: date, tip: str, most: int, ours: Ours) -> None:
        """Tell of the last session and of at most so many before it; parts without words are left out."""
        last = last_of(log, today)
        earlier = [session for session in log.sessions if session is not last]
        self._last.update("\n".join(last_lines(last, today, others=bool(earlier))))
        for place, words in (
            (self._morning, morning_line(last, due, today)),
            (self._recent, "\n".join(recent_line(session, ours) for session in earlier[-most:][::-1])),
            (self._tip, tip),
        ):
            place.update(words)
            leave_out(self._parts[place], not words)
