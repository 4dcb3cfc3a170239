"""What a part of a screen says about the keys that it hears, and how a screen answers one that it does not."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from textual.app import App

from runwalk_tui.keys.in_use import USUAL_KEYS, KeysInUse


@runtime_checkable
class _HasKeys(Protocol):
    """An app that knows which keys the runner has changed."""

    keys_in_use: KeysInUse


def keys_of(app: App[Any]) -> KeysInUse:
    """The keys in use, for a sentence or a button that names one; the usual ones in an app that changes none."""
    return app.keys_in_use if isinstance(app, _HasKeys) else USUAL_KEYS


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
