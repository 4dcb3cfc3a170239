"""The runner's check-ins: the first one next to the latest, and the trial's figures with their caveat."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from runwalk_tui.rule.follow_up import Adherence, Course
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.pages.course_figures import CourseFigures


class CourseScreen(AnsweringScreen[None]):
    """What changed since the first check-in; nothing is asked."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape", "leave", "Home", id="course.leave")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (34, "-tall")]
    DEFAULT_CSS = """
    CourseScreen {
        & #page { align: center top; scrollbar-size-vertical: 1; scrollbar-background: $background; }
        &.-tall #page { align: center middle; }
        & #column { width: 100%; max-width: 92; height: auto; padding: 1 3; }
        & #title { text-style: bold; color: $primary; }
        &.-narrow #column { padding: 0 1; }
    }
    """

    def __init__(self, found: Course, adherence: Adherence | None, *, ascii: bool = False) -> None:
        super().__init__()
        self._course = found
        self._adherence = adherence
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page"), Vertical(id="column"):
            yield Static("Your check-ins", id="title")
            yield CourseFigures(self._course, self._adherence, ascii=self._ascii)
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def action_leave(self) -> None:
        self.dismiss(None)
