"""Is this normal? Sore muscles and flare-ups, when to see someone, and what the words mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Markdown

from runwalk_tui.guidance.advice import advice_text
from runwalk_tui.guidance.tips import Tip
from runwalk_tui.programme.stage import Policy
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.leaving import AnsweringScreen


class AdviceScreen(AnsweringScreen[None]):
    """A page to read."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="advice.leave"),
        Binding("n", "section(1)", "Next part", id="advice.next"),
        Binding("b", "section(-1)", "Previous part", id="advice.before"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    DEFAULT_CSS = """
    AdviceScreen {
        & VerticalScroll { align: center top; scrollbar-size-vertical: 1; scrollbar-background: $background; }
        & Markdown { max-width: 84; padding: 0 2; margin: 0; background: $background; }
        & MarkdownH1 { content-align: left middle; margin: 1 0 1 0; color: $primary; text-style: bold; }
        & MarkdownH2 { margin: 1 0 1 0; color: $primary; text-style: bold; }
        & MarkdownH3 { margin: 1 0 0 0; color: $foreground; text-style: bold; }
        & MarkdownParagraph { margin: 0 0 1 0; }
        & MarkdownBulletList, & MarkdownOrderedList { margin: 0 0 1 0; }
        & MarkdownList MarkdownParagraph { margin: 0; }
        &.-narrow Markdown { padding: 0 1; }
    }
    """

    def __init__(self, policy: Policy, tips: Sequence[Tip] = (), *, ascii: bool = False) -> None:
        """`policy` gives the figures; `tips` are listed with their sources; with `ascii` no other signs are drawn."""
        super().__init__()
        self._ascii = ascii
        self._text = advice_text(policy, tips)

    def compose(self) -> ComposeResult:
        # A link in the runner's own tips must not open a browser.
        text = Markdown(self._text, open_links=False)
        if self._ascii:
            text.BULLETS = ["- "]
        with VerticalScroll(id="page"):
            yield text
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_section(self, by: int) -> None:
        """Go to the next heading, or to the one before."""
        page = self.query_one("#page", VerticalScroll)
        here = page.scroll_target_y
        places = [0, *(heading.virtual_region.y - 1 for heading in self.query("MarkdownH2"))]
        beyond = [place for place in places if (place > here + 1 if by > 0 else place < here - 1)]
        if beyond:
            page.scroll_to(y=min(beyond) if by > 0 else max(beyond), animate=False)
