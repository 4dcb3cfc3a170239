"""A page to read: a title, a beginning, and parts with headings."""

from __future__ import annotations

from runwalk_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    id: str
    text: str
    """Markdown that begins with the title, a heading of the first level; parts have headings of the second."""

    @property
    def title(self) -> str:
        """Its title."""
        return self.text.partition("\n")[0].removeprefix("# ")

    @property
    def body(self) -> str:
        """Everything below the title."""
        return self.text.partition("\n")[2].strip()

    @property
    def beginning(self) -> str:
        """What comes between the title and the first heading below it, as Markdown; "" for nothing."""
        return f"\n{self.body}".partition("\n## ")[0].strip()

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each heading below the title with what comes under it, as Markdown."""
        parts = (part.partition("\n") for part in f"\n{self.body}".split("\n## ")[1:])
        return tuple((heading, text.strip()) for heading, _, text in parts)
