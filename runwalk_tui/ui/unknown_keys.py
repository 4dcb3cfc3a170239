"""Keys that nothing has taken: capitals, the digits of other keyboards, and what is said once to all others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key
from textual.screen import Screen

from runwalk_tui.keys.in_use import BY_BINDING, KeysInUse
from runwalk_tui.keys.names import printed
from runwalk_tui.keys.unknown import DIGIT_ROW, answer_forms
from runwalk_tui.ui.controls.key_answers import AnswersKeys, HearsKeys
from runwalk_tui.ui.controls.key_line import KeyLine

ALONE = re.compile(
    r"((left|right)_)?(shift|control|ctrl|alt|super|hyper|meta)|(caps|num|scroll)_lock|iso_level\d_shift"
)
"""Modifiers, which some terminals report by themselves."""
RIGHT = (
    ("timer.stop_for_pain", "{} stops for pain", "{} stops"),
    ("anywhere.warning_sign", "{} is for a warning sign", "{}: warning sign"),
)
"""What somebody must be able to do whatever the keyboard is set to, most urgent first, also in few words."""
HELP = "anywhere.help"


class UnknownKeys:
    """Watches the keys of an app. An unknown one is answered once; the answer goes with the next proper key."""

    def __init__(self, app: App[None], keys: KeysInUse) -> None:
        self._app = app
        self._keys = keys
        self._answered: Screen[object] | None = None
        """The screen that shows an answer."""

    def coming(self, event: Key) -> None:
        """A key was pressed, and nothing has seen it yet."""
        if self._answered is not None and (self._answered is not self._app.screen or self._is_proper(event)):
            if self._answered in self._app.screen_stack:  # a screen that has been left took its answer with it
                self._show(self._answered, ())
            self._answered = None

    def instead_of(self, event: Key) -> str:
        """Which key is meant by one that nothing has taken; "" for none, or when it is taken after this."""
        if event.key in self._bound():
            return ""
        if len(event.key) == 1 and event.key.isupper():
            small = event.key.lower()
            if small in self._bound() or self._is_heard(small):
                return small
        digit = DIGIT_ROW.get(event.character or "", "")
        return digit if digit and (digit in self._bound() or self._is_heard(digit)) else ""

    def answer(self, event: Key) -> None:
        """Say once that a key does nothing here."""
        screen = self._app.screen
        if event.key in self._bound() or self._is_typed() or self._is_modifier(event) or self._is_answered(screen):
            return
        self._answered = screen
        heard = {action.where for each in self._ids() if (action := BY_BINDING.get(each)) is not None}
        words = next(((self._keys.shown(where), *said) for where, *said in RIGHT if where in heard), ("", "", ""))
        right, brief = (said.format(words[0]) for said in words[1:])
        listed = self._keys.shown(HELP) if HELP in heard else ""
        key = event.character if event.character and event.character.isprintable() else printed(event.key)
        key = "Space" if key == " " else key
        self._show(screen, answer_forms(key, right=right, listed=listed, brief=brief))

    def _is_answered(self, screen: Screen[object]) -> bool:
        return self._answered is screen and (not isinstance(screen, AnswersKeys) or screen.is_answering)

    def _is_proper(self, event: Key) -> bool:
        keys = {event.key, event.key.lower(), DIGIT_ROW.get(event.character or "", event.key)}
        return self._is_typed() or bool(keys & self._bound()) or any(map(self._is_heard, keys))

    def _is_typed(self) -> bool:
        """Whether keys become text now."""
        if (focused := self._app.focused) is None:
            return False
        from textual.widgets import Input  # late: Home has none

        return isinstance(focused, Input)

    @staticmethod
    def _is_modifier(event: Key) -> bool:
        return ALONE.fullmatch(event.key) is not None

    def _bound(self) -> set[str]:
        return {key for key, (_, _, enabled, _) in self._app.screen.active_bindings.items() if enabled}

    def _ids(self) -> Iterable[str]:
        for _, binding, enabled, _ in self._app.screen.active_bindings.values():
            if enabled and binding.id is not None:
                yield binding.id

    def _is_heard(self, key: str) -> bool:
        """Whether what has the focus, or whatever that is in, hears a key without a binding."""
        node: DOMNode | None = self._app.focused or self._app.screen
        while node is not None:
            if isinstance(node, HearsKeys) and node.hears(key):
                return True
            node = node.parent
        return False

    @staticmethod
    def _show(screen: Screen[object], forms: tuple[str, ...]) -> None:
        if isinstance(screen, AnswersKeys):
            screen.answer_key(forms)
        else:
            for line in screen.query(KeyLine):
                line.answer = forms
