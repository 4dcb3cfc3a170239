"""Text to read, in Markdown, with no more air than it needs."""

from __future__ import annotations

from textual.widgets import Markdown


class Prose(Markdown):
    """A page or a part of one. A link in the runner's own words must not open a browser."""

    DEFAULT_CSS = """
    Prose {
        padding: 0; margin: 0; background: $background;
        & MarkdownH1 { content-align: left middle; margin: 1 0 1 0; color: $primary; text-style: bold; }
        & MarkdownH2 { margin: 1 0 0 0; color: $primary; text-style: bold; }
        & MarkdownBulletList, & MarkdownOrderedList { margin: 0; padding: 0; }
        & MarkdownBlock > .em { text-style: none; color: $text-muted; }
    }
    """

    def __init__(self, text: str, *, ascii: bool = False, classes: str | None = None, id: str | None = None) -> None:
        """With `ascii` nothing else is drawn."""
        super().__init__(text, open_links=False, classes=classes, id=id)
        if ascii:
            self.BULLETS = ["- "]
