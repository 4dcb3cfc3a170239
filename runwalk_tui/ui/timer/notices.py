"""What the timer has to say besides the time: each thing in a sentence for some seconds, then in a word or two."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Topic(StrEnum):
    """What something that lasts is about; there is one sentence on each at a time."""

    LOG = "log"
    LOCK = "lock"
    SOUND = "sound"
    AWAKE = "awake"


@dataclass(slots=True)
class Notices:
    """Sentences that are on the screen now, and the markers of what goes on."""

    _markers: dict[Topic, str] = field(default_factory=dict)
    _told: dict[Topic, str] = field(default_factory=dict)
    """The last sentence on each topic that is not over."""
    _shown: list[str] = field(default_factory=list)
    """Newest first."""

    def lasts(self, topic: Topic, sentence: str, marker: str = "") -> bool:
        """Tell how something is: "" when all is well. Returns whether the sentence is a new one, to be forgotten."""
        new = self._told.get(topic, "") != sentence
        if new:
            self.forget(self._told.pop(topic, ""))
        self._markers[topic] = marker if sentence else ""
        if sentence and new:
            self._told[topic] = sentence
            self.passes(sentence)
        return new and bool(sentence)

    def passes(self, sentence: str) -> None:
        """Show a sentence until it is forgotten, above what was said before."""
        self._shown = [sentence, *(other for other in self._shown if other != sentence)]

    def again(self, topic: Topic) -> str:
        """Show the sentence on a topic once more, and return it; "" when there is none."""
        sentence = self._told.get(topic, "")
        if sentence:
            self.passes(sentence)
        return sentence

    def forget(self, sentence: str) -> None:
        """Take a sentence away; its marker stays."""
        self._shown = [other for other in self._shown if other != sentence]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is to be read now, newest first."""
        return tuple(self._shown)

    @property
    def markers(self) -> tuple[str, ...]:
        """A word or two for everything that is out of the ordinary."""
        return tuple(self._markers[topic] for topic in Topic if self._markers.get(topic))
