"""Advice, page by page: a list to choose from, with the page beside it, or in its place where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from runwalk_tui.guidance.page import Page
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.prose import Prose
from runwalk_tui.ui.screens.leaving import AnsweringScreen


class TopicList(OptionList):
    """The list of pages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Page", key_display="↑ ↓"),
        Binding("enter", "select", "Read"),
    ]


class AdviceScreen(AnsweringScreen[None]):
    """Pages to read."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "read", show=False),
        Binding("escape,left", "leave", "Back", id="advice.leave", key_display="Esc"),
        Binding("n", "turn(1)", "Next page", id="advice.next"),
        Binding("b", "turn(-1)", "Previous page", id="advice.before"),
        Binding("pagedown,space", "scroll(1)", show=False, priority=True),
        Binding("pageup", "scroll(-1)", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (110, "-wide")]
    DEFAULT_CSS = """
    AdviceScreen {
        & > Horizontal { height: 1fr; width: 100%; max-width: 124; }
        align: center top;
        & TopicList {
            width: 28; height: 1fr; padding: 1 0; background: $background;
            border: none; &:focus { border: none; background: $background; }
            scrollbar-size-vertical: 1; scrollbar-background: $background;
            & > .option-list--option { padding: 0 1; }
        }
        & #page {
            width: 1fr; height: 1fr; padding: 0 0 0 2; scrollbar-size-vertical: 1; scrollbar-background: $background;
        }
        & Prose { padding-right: 1; }
        &.-wide TopicList { width: 34; & > .option-list--option { padding: 0 2; } }
        &.-narrow {
            & TopicList { width: 100%; padding: 0; }
            & #page { display: none; padding: 0 0 0 1; }
            &.-reading TopicList { display: none; }
            &.-reading #page { display: block; }
        }
    }
    """

    def __init__(self, pages: Sequence[Page], *, at: str | None = None, ascii: bool = False) -> None:
        """`at` is the id of the page to begin with, which is then open; None for the list, at its first page."""
        super().__init__()
        self._pages = pages
        self._ascii = ascii
        self._shown: Page | None = None
        """The page that is beside the list."""
        self._at = next((position for position, page in enumerate(pages) if page.id == at), None)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield TopicList(*(Option(Content(page.title)) for page in self._pages), id="topics")
            with VerticalScroll(id="page"):
                self._shown = self._pages[self._at or 0]
                yield Prose(self._shown.text, ascii=self._ascii)
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(TopicList).highlighted = self._at or 0
        if self._at is None:
            self.query_one(TopicList).focus()
        else:
            self.action_read()

    @property
    def page(self) -> Page:
        """The page that is shown, or that the list is at."""
        return self._pages[self.query_one(TopicList).highlighted or 0]

    @property
    def reading(self) -> bool:
        """Whether the arrows move the page, and not through the list."""
        return self.has_class("-reading")

    async def on_option_list_option_highlighted(self) -> None:
        """The page beside the list follows its cursor.

        A new one is mounted: text that is updated in its place keeps heights of the page before.
        """
        beside, page = self.query_one("#page"), self.page
        if page is not self._shown:
            self._shown = page
            with self.app.batch_update():
                await beside.remove_children()
                await beside.mount(Prose(page.text, ascii=self._ascii))
        beside.scroll_home(animate=False)

    def on_option_list_option_selected(self) -> None:
        self.action_read()

    def action_read(self) -> None:
        self.set_class(True, "-reading")
        self.query_one("#page").focus()
        self.refresh_bindings()

    def action_leave(self) -> None:
        """From the page to the list, and from there home."""
        if not self.reading:
            self.dismiss(None)
            return
        self.set_class(False, "-reading")
        self.query_one(TopicList).focus()
        self.refresh_bindings()

    def action_turn(self, by: int) -> None:
        """The page after or before in the list."""
        topics = self.query_one(TopicList)
        topics.highlighted = max(0, min(len(self._pages) - 1, (topics.highlighted or 0) + by))

    def action_scroll(self, by: int) -> None:
        """Move the page by most of what is seen of it, also from the list beside it."""
        page = self.query_one("#page")
        if page.display:
            page.scroll_relative(y=by * max(1, page.size.height - 2), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "read" or not self.reading
