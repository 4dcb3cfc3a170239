"""The keys of the app, and all keys as a table.

The table is made from the bindings themselves: the help screen shows it, and the README must agree.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

APP_KEYS: list[BindingType] = [
    Binding("h", "show('history')", "History", id="app.history"),
    Binding("t", "show('trends')", "Trends", id="app.trends"),
    Binding("s", "show('stages')", "Stages", id="app.stages"),
    Binding("comma", "show('settings')", "Settings", key_display=",", id="app.settings"),
    Binding("a", "show('advice')", "Advice", id="app.advice", tooltip="is this normal? advice and glossary"),
    Binding("question_mark", "show('help')", "Help", key_display="?", id="app.help"),
    # Where ? is typed into a field, the line of keys names this one.
    Binding(
        "f1", "show('help')", "Help", key_display="F1", id="app.help_beside_a_field", tooltip="help while you type"
    ),
    Binding("q", "leave", "Leave", id="app.leave"),
    Binding("ctrl+q,ctrl+c", "quit", "Leave", show=False, priority=True, id="app.leave_at_once"),
]
"""The keys outside a session. The screens declare their own."""
BESIDES = {
    "outside a session": ("`Esc` back, `Ctrl+P` all commands",),
    "correcting": ("a digit for a pain, `Del` for none",),
}
"""Keys of Textual's own and of the parts of a screen, by the place where they are heard."""


def key_table() -> str:
    """Return the keys of each screen as a Markdown table."""
    from runwalk_tui.ui.screens.history.page import HistoryScreen
    from runwalk_tui.ui.screens.home.page import HomeScreen
    from runwalk_tui.ui.screens.questions.choose import ChooseScreen
    from runwalk_tui.ui.screens.questions.session_form import SessionFormScreen
    from runwalk_tui.ui.timer.timer import TimerScreen

    rows = ["| where | keys |", "|---|---|"]
    for where, bindings in (
        ("outside a session", APP_KEYS),
        ("home", HomeScreen.BINDINGS),
        ("timer", TimerScreen.BINDINGS),
        ("choosing", ChooseScreen.BINDINGS),
        ("history", HistoryScreen.BINDINGS),
        ("correcting", SessionFormScreen.BINDINGS),
    ):
        rows.append(f"| {where} | {', '.join([*_keys(bindings), *BESIDES.get(where, ())])} |")
    rows.append("| a table | `↑` `↓`, `PgUp`, `PgDn`, `Home`, `End` |")
    rows.append("| a pain scale | a digit, `1` then `0` for ten, `←` `→` to move, `Enter` to accept |")
    return "\n".join(rows)


def _keys(bindings: Iterable[BindingType]) -> list[str]:
    """Every key that is said anywhere, or that does something nobody would guess; each once, however much it means."""
    said = {
        _shown(binding): binding.tooltip or binding.description.lower()
        for binding in reversed(list(bindings))
        if isinstance(binding, Binding) and binding.description and binding.id != "app.leave_at_once"
    }
    return [f"`{key}` {what}" for key, what in reversed(said.items())]


def _shown(binding: Binding) -> str:
    """A key as it is printed on a keyboard."""
    key = binding.key_display or binding.key.split(",")[0]
    return {"space": "Space", "enter": "Enter", "escape": "Esc", "slash": "/", "delete": "Del", "esc": "Esc"}.get(
        key, key
    )


if __name__ == "__main__":
    import sys

    sys.stdout.write(key_table() + "\n")
