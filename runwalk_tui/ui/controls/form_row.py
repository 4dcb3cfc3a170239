"""What every row of a form has: its name is bold while one is in it, and below it stands what is wrong."""

from __future__ import annotations

from textual.containers import Vertical
from textual.widgets import Static


class FormRow(Vertical):
    """A row with a `.label`, and with a `.fault` that is seen while there is one."""

    DEFAULT_CSS = """
    FormRow {
        height: auto; width: 100%;
        & > Horizontal { height: 1; width: 100%; }
        & .label { width: 15; height: 1; }
        & .fault { width: 100%; padding-left: 15; color: $error; display: none; }
        &.-faulty .fault { display: block; }
        &.-here .label { text-style: bold; color: $accent; }
    }
    """

    def complain(self, fault: str) -> None:
        """Say what is wrong; "" says that nothing is."""
        self.query_one(".fault", Static).update(fault[:1].upper() + fault[1:])
        self.set_class(bool(fault), "-faulty")

    @property
    def complains(self) -> bool:
        """Whether it says that something is wrong."""
        return self.has_class("-faulty")

    def on_descendant_focus(self) -> None:
        self.add_class("-here")
        self.scroll_visible(animate=False)

    def on_descendant_blur(self) -> None:
        self.remove_class("-here")
