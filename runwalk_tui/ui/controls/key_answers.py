"""What a part of a screen says about the keys that it hears, and how a screen answers one that it does not."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class HearsKeys(Protocol):
    """A part that hears keys without a binding for each."""

    def hears(self, key: str) -> bool:
        """Whether this key means something here now."""
        ...


@runtime_checkable
class AnswersKeys(Protocol):
    """A screen that has a place of its own for the answer to an unknown key."""

    def answer_key(self, forms: tuple[str, ...]) -> None:
        """Say one of these, the longest first; nothing for none: the line goes with the next proper key."""
        ...
