"""A line for a note, into which a text of several lines may be pasted."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class NoteInput(Input):
    """Joins the lines of what is pasted, and says what has no room: nothing is left out without a word."""

    _said_full = False

    def on_paste(self, event: events.Paste) -> None:
        """In place of Textual's own, which takes the first line alone, and nothing of one that is too long."""
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.split()), *self.selection)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in the place of what stands from `start` to `end`, as much of it as there is room for."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        room = len(text) if self.max_length is None else max(0, self.max_length - len(self.value) + end - start)
        super().replace(text[:room], start, end)
        if room < len(text):
            self._say_full(len(text) - room)
        else:
            self._said_full = False

    def _say_full(self, left_out: int) -> None:
        """Once for keys: a toast for each of them would cover the screen."""
        if left_out > 1:
            line = f"A note has at most {self.max_length} characters; the last {left_out} of your text were left out."
        else:
            line = f"The note is full: it has {self.max_length} characters."
        if left_out > 1 or not self._said_full:
            self.notify(line, severity="warning")
        self._said_full = True
