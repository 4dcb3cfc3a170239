"""The keys in use: the usual ones, less what the runner has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from runwalk_tui.keys.actions import ACTIONS, BY_WHERE, HEARD_TOGETHER, IN_LINES, KeyAction
from runwalk_tui.keys.names import character_of, printed
from runwalk_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class KeysInUse:
    """Which key does what."""

    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the runner has changed: the keys, by Textual's names, of "timer.pause" and so on."""

    def keys(self, where: str) -> tuple[str, ...]:
        """The keys of an action, the one that is told first."""
        return self.changed.get(where, BY_WHERE[where].keys)

    def shown(self, where: str) -> str:
        """The key of an action as a sentence has it: "x", "Space"."""
        return printed(self.keys(where)[0])

    def of_binding(self, binding_id: str) -> tuple[str, ...]:
        """All keys of one binding of the screens; empty for one that cannot be changed."""
        action = BY_BINDING.get(binding_id)
        return () if action is None else (*self.keys(action.where), *action.fixed.get(binding_id, ()))

    def keymap(self) -> dict[str, str]:
        """What Textual is to use in place of the usual keys: each id of a binding with its keys, commas between.

        Where one key was changed, all are named: Textual takes a key away from every binding that has it, and gives
        it back only to those that it is told of.
        """
        if not self.changed:
            return {}
        return {binding: ",".join(self.of_binding(binding)) for action in ACTIONS for binding in action.bindings}

    def typed(self, where: str) -> tuple[str, ...]:
        """What is typed for an action in plain lines; the usual where the runner's own key types no character.

        A usual character goes to whatever the runner has given it to; a set of keys that was read leaves one to each.
        """
        own = _characters(self.changed.get(where, ()))
        if any(character.strip() for character in own):
            return own
        # Space alone is no line, so there the usual key is heard, too.
        taken = {*self._given_elsewhere(where), *own}
        return (*(character for character in usual_in_lines(where) if character not in taken), *own)

    def _given_elsewhere(self, where: str) -> frozenset[str]:
        """The characters that the runner has given to something else in the same place of plain lines."""
        together = {other for names in HEARD_TOGETHER.values() if where in names for other in names} & IN_LINES
        return frozenset(
            character
            for other, keys in self.changed.items()
            if other in together - {where}
            for character in _characters(keys)
        )

    def line_key(self, where: str) -> str:
        """The key that plain lines tell."""
        typed = self.typed(where)[0]
        return "Space" if typed == " " else typed


def usual_in_lines(where: str) -> tuple[str, ...]:
    """What is usually typed for an action in plain lines."""
    action = BY_WHERE[where]
    return action.lines or _characters(action.keys)


def _characters(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(character for key in keys if (character := character_of(key)) is not None)


BY_BINDING: Mapping[str, KeyAction] = {binding: action for action in ACTIONS for binding in action.bindings}
USUAL_KEYS = KeysInUse()
