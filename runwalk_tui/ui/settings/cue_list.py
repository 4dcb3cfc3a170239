"""Every cue and examples of the words by name, to hear them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from runwalk_tui.audio.word_files import Example


class CueList(OptionList):
    """Enter, Space or a click plays the cue or the words; beyond its ends the page goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "select", "Play")]
    DEFAULT_CSS = """
    CueList { height: auto; max-height: 100%; border: none; padding: 0 1; background: $background; }
    CueList:focus { border: none; background: $background; }
    """

    class Wanted(Message):
        """A cue or words are to be heard."""

        def __init__(self, sender: CueList, example: Example) -> None:
            super().__init__()
            self.sender = sender
            self.example = example

        @property
        def control(self) -> CueList:
            return self.sender

    def __init__(self, examples: Sequence[Example], *, sign: str, id: str | None = None) -> None:
        """`sign` stands before each of them and says that it can be played."""
        super().__init__(id=id, markup=False)
        self._sign = sign
        self._examples: dict[str, Example] = {}
        self.show_examples(examples)

    def show_examples(self, examples: Sequence[Example]) -> None:
        """Show these; the pointer stays where it is when they are the same ones."""
        labels = [example.label for example in examples]
        same = labels == list(self._examples)
        self._examples = dict(zip(labels, examples, strict=True))
        if not same:
            self.clear_options()
            self.add_options(Option(f"{self._sign} Play  {label}", id=label) for label in labels)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Wanted(self, self._examples[event.option_id]))

    def on_focus(self) -> None:
        if self.highlighted is None:
            self.action_first()

    def on_resize(self) -> None:
        self.call_after_refresh(self._keep_pointer_in_view)

    def on_option_list_option_highlighted(self) -> None:
        self._keep_pointer_in_view()

    def _keep_pointer_in_view(self) -> None:
        """The list is as high as its page, so below the words above it its end is out of sight."""
        if self.has_focus:
            self.scroll_to_highlight()
            self.scroll_visible(animate=False)

    def action_cursor_up(self) -> None:
        if not self.highlighted:
            raise SkipAction  # from the first cue, the page takes the key and goes on to what is above
        super().action_cursor_up()

    def action_cursor_down(self) -> None:
        if self.highlighted is not None and self.highlighted == self.option_count - 1:
            raise SkipAction
        super().action_cursor_down()
