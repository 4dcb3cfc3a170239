"""The end of the programme, as a page to look at for a while."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from runwalk_tui.review.finish import FINISHED, Finish, next_words, pain_words, totals_words
from runwalk_tui.ui.charts.climb import Climb
from runwalk_tui.ui.charts.pain_line import PainLine, caption
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.lettering.phase_banner import PhaseBanner
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.pages.course_figures import CourseFigures

NO_CHECKIN = "You have no check-ins to compare."


class FinishScreen(AnsweringScreen[bool]):
    """The course, the totals, pain then and now, the check-ins, and what comes next; nothing is asked."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "leave", "Home", id="finish.leave"),
        Binding("n", "next_programme", "What's next", id="finish.next_programme"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (34, "-tall")]
    DEFAULT_CSS = """
    FinishScreen {
        & #page { align: center top; scrollbar-size-vertical: 1; scrollbar-background: $background; }
        & #column { width: 100%; max-width: 150; height: auto; padding: 1 3; }
        & #large { display: none; height: 5; width: 100%; color: $success; margin-bottom: 1; }
        &.-tall #large { display: block; }
        & #title { text-style: bold; color: $success; }
        & #totals { margin-bottom: 1; }
        & .heading { text-style: bold; color: $primary; }
        & .quiet { color: $text-muted; }
        & .part { width: 100%; height: auto; margin-bottom: 1; }
        & #body { layout: vertical; width: 100%; height: auto; }
        & .side { width: 100%; height: auto; }
        &.-wide #body { layout: horizontal; }
        &.-wide .side { width: 1fr; }
        &.-wide #now { margin-right: 4; }
        &.-wide .measure { margin-bottom: 0; }
        &.-narrow #column { padding: 0 1; }
        &.-flat #column { padding: 0 1; }
    }
    """

    def __init__(self, finish: Finish, *, ink: Ink) -> None:
        super().__init__()
        self._finish = finish
        self._ink = ink

    def compose(self) -> ComposeResult:
        finish, ascii = self._finish, self._ink is Ink.CHARACTERS
        climb = Climb(ascii=ascii)
        climb.rungs = finish.climb
        pain = PainLine(ascii=ascii)
        pain.rows, pain.pains, pain.words = 3, finish.pains, False
        with VerticalScroll(id="page"), Vertical(id="column"):
            yield PhaseBanner("FINISHED", ink=self._ink, id="large")
            yield Static(f"{FINISHED}: {finish.table.programme}", id="title", markup=False)
            yield Static(totals_words(finish), id="totals", markup=False)
            with Container(id="body"):
                with Vertical(classes="side", id="now"):
                    with Vertical(classes="part"):
                        yield Static("What comes next", classes="heading")
                        yield Static("\n".join(next_words(finish)), id="next", markup=False)
                    with Vertical(classes="part"):
                        yield Static("Pain, 0-10", classes="heading")
                        yield Static("\n".join(pain_words(finish)), id="pain-words", markup=False)
                        yield pain
                        yield Static(caption(finish.pains, len(finish.pains), ascii=ascii), classes="quiet")
                    with Vertical(classes="part"):
                        yield Static("The climb", classes="heading")
                        yield climb
                with Vertical(classes="side"):
                    yield Static("Your check-ins, 0-100", classes="heading")
                    if finish.checkins is None:
                        yield Static(NO_CHECKIN, id="no-checkin", markup=False)
                    else:
                        yield CourseFigures(finish.checkins, finish.adherence, ascii=ascii)
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "next_programme" or self._finish.then is not None

    def action_next_programme(self) -> None:
        """Look at the programme that comes after this one."""
        self.dismiss(True)

    def action_leave(self) -> None:
        self.dismiss(False)
