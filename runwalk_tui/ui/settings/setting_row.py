"""One setting: its name, what changes it, and what it does."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Select, Static, Switch

from runwalk_tui.ui.controls.adapted import ChoiceField, OnOffField, WordsField
from runwalk_tui.ui.controls.number_field import NumberField
from runwalk_tui.ui.settings.setting_list import Figure, Item, OneOf, OnOff, TypedInFile, Value, Words


class SettingRow(Widget):
    """Says what was changed; whoever owns the settings keeps it."""

    DEFAULT_CSS = """
    SettingRow {
        height: auto; width: 100%; layout: vertical; padding: 0 1; margin-bottom: 1;
        & > .line { height: 1; width: 100%; }
        & .label { width: 1fr; height: 1; }
        & .control { width: 18; height: 1; }
        & .explains { width: 100%; color: $text-muted; }
        & .fault { width: 100%; color: $error; display: none; }
        &.-faulty .fault { display: block; }
        &.-here .label { text-style: bold underline; color: $accent; }
        & Switch { border: none; height: 1; padding: 0; width: 8; }
        & Switch:focus { border: none; }
        & .word { width: 6; padding: 0 1; }
        & NumberField { width: 7; text-align: right; }
        & .nudge { width: 3; text-align: center; background: $panel; color: $accent; }
        & .nudge:hover { text-style: bold reverse; }
        & .unit { width: 1fr; padding-left: 1; color: $text-muted; }
        & .shown { width: 1fr; }
        & ChoiceField { width: 100%; }
        & ChoiceField > SelectCurrent { background: $panel; padding: 0 1; }
        & ChoiceField:focus > SelectCurrent { border: none; text-style: bold; }
        & ChoiceField > SelectOverlay { width: 30; max-height: 10; constrain: inside inside; }
        &.-long .label { width: 15; }
        &.-long .control { width: 1fr; }
        &.-long Input { width: 100%; }
    }
    """

    class SettingChanged(Message):
        """The runner has set it to another value."""

        def __init__(self, row: SettingRow, value: Value) -> None:
            super().__init__()
            self.row = row
            self.item = row.item
            self.value = value

        @property
        def control(self) -> SettingRow:
            return self.row

    def __init__(self, item: Item, value: Value) -> None:
        super().__init__(id=item.where.replace(".", "-"))
        self.item = item
        self._value = value

    def compose(self) -> ComposeResult:
        with Horizontal(classes="line"):
            yield Static(self.item.label, classes="label", markup=False)
            with Horizontal(classes="control"):
                yield from self._control()
        yield Static(self.item.explains, classes="explains", markup=False)
        yield Static(classes="fault", markup=False)

    def _control(self) -> ComposeResult:
        match self.item:
            case OnOff():
                yield OnOffField(bool(self._value), animate=False)
                yield Static(_on_off(bool(self._value)), classes="word")
            case OneOf(options=options):
                yield ChoiceField(options, str(self._value))
            case Figure(lowest=lowest, highest=highest, step=step, unit=unit):
                yield Static("-", classes="nudge less")
                yield NumberField(int(self._value), lowest=lowest, highest=highest, step=step)
                yield Static("+", classes="nudge more")
                yield Static(unit, classes="unit")
            case Words():
                self.add_class("-long")
                yield WordsField(str(self._value), compact=True, placeholder="none")
            case TypedInFile():
                self.add_class("-long")
                value = _on_off(self._value) if isinstance(self._value, bool) else str(self._value)
                yield Static(value or "none", classes="shown", markup=False)

    def explain(self, instead: str) -> None:
        """Say in place of what the setting does why it does nothing now; an empty text says what it does."""
        self.query_one(".explains", Static).update(instead or self.item.explains)

    def complain(self, fault: str) -> None:
        """Say what is wrong with the value; an empty text says that nothing is.

        Where the row has the focus, what is wrong comes into sight, too: it may be below the last line that is shown.
        """
        self.query_one(".fault", Static).update(fault)
        self.set_class(bool(fault), "-faulty")
        if fault and self.has_focus_within:
            self.call_after_refresh(self.scroll_visible, animate=False)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Have other words to choose from, where this is one of a few."""
        self.query_one(ChoiceField).offer(options)

    @property
    def typed(self) -> str | None:
        """Words that stand in the field, confirmed or not; None when this setting is not typed in words."""
        return self.query_one(Input).value.strip() if isinstance(self.item, Words) else None

    def confirm(self) -> None:
        """Take what was typed and not yet confirmed."""
        if self.typed is not None:
            self._set(self.typed)

    def _set(self, value: Value) -> None:
        # Textual's widgets also report the value they begin with.
        if value != self._value:
            self._value = value
            self.post_message(self.SettingChanged(self, value))

    def on_switch_changed(self, event: Switch.Changed) -> None:
        event.stop()
        self.query_one(".word", Static).update(_on_off(event.value))
        self._set(event.value)

    def on_select_changed(self, event: Select.Changed) -> None:
        event.stop()
        self._set(str(event.value))

    def on_number_field_number_chosen(self, event: NumberField.NumberChosen) -> None:
        event.stop()
        self._set(event.number)

    def on_number_field_faulty(self, event: NumberField.Faulty) -> None:
        event.stop()
        self.complain(event.fault)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.confirm()

    def on_descendant_focus(self) -> None:
        self.add_class("-here")
        self.scroll_visible(animate=False)

    def on_descendant_blur(self) -> None:
        self.remove_class("-here")
        self.confirm()

    def on_click(self, event: events.Click) -> None:
        if event.widget is not None and event.widget.has_class("nudge"):
            field = self.query_one(NumberField)
            field.focus()
            field.action_step(1 if event.widget.has_class("more") else -1)


def _on_off(on: bool) -> str:
    return "on" if on else "off"
