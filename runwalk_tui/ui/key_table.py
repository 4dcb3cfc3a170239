"""The keys of the app, and all keys as a table.

The table is made from the bindings themselves: the help screen shows it, and the README must agree.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from runwalk_tui.keys.actions import ACTIONS, PLACES, told
from runwalk_tui.keys.in_use import KeysInUse
from runwalk_tui.keys.names import printed

APP_KEYS: list[BindingType] = [
    Binding("h", "show('history')", "History", id="app.history"),
    Binding("t", "show('trends')", "Trends", id="app.trends"),
    Binding("s", "show('stages')", "Stages", id="app.stages"),
    Binding("comma", "show('settings')", "Settings", key_display=",", id="app.settings"),
    Binding(
        "a",
        "show('advice')",
        "Advice",
        id="app.advice",
        tooltip="advice: “Is this normal?”, how to run, and what the words mean",
    ),
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
    "trends": ("`←` `→` a shorter or a longer range",),
    "correcting": ("a digit for a pain score, `Del` for none",),
}
"""Keys of Textual's own and of the parts of a screen, by the place where they are heard."""


def key_table() -> str:
    """Return the keys of each screen as a Markdown table."""
    from runwalk_tui.ui.screens.history.page import HistoryScreen
    from runwalk_tui.ui.screens.home.page import HomeScreen
    from runwalk_tui.ui.screens.pages.stages import StagesScreen
    from runwalk_tui.ui.screens.pages.trends import TrendsScreen
    from runwalk_tui.ui.screens.questions.choose import ChooseScreen
    from runwalk_tui.ui.screens.questions.session_form import SessionFormScreen
    from runwalk_tui.ui.timer.timer import TimerScreen

    rows = ["| where | keys |", "|---|---|"]
    for where, bindings in (
        ("outside a session", APP_KEYS),
        ("home", HomeScreen.BINDINGS),
        ("timer", TimerScreen.BINDINGS),
        ("choosing", ChooseScreen.BINDINGS),
        ("stages", StagesScreen.BINDINGS),
        ("history", HistoryScreen.BINDINGS),
        ("trends", TrendsScreen.BINDINGS),
        ("correcting", SessionFormScreen.BINDINGS),
    ):
        rows.append(f"| {where} | {', '.join([*_keys(bindings), *BESIDES.get(where, ())])} |")
    rows.append("| a table | `↑` `↓`, `PgUp`, `PgDn`, `Home`, `End` |")
    rows.append("| a pain scale | a digit, `1` then `0` for ten, `←` `→` to move, `Enter` to accept |")
    return "\n".join(rows)


def key_names() -> str:
    """Return what settings.toml calls each key that can be changed, as a Markdown table."""
    rows = ["| table | names, each with its usual key |", "|---|---|"]
    for place in PLACES:
        names = (f"`{each.name}` {told(each.keys)}" for each in ACTIONS if each.place == place)
        rows.append(f"| `[keys.{place}]` | {', '.join(names)} |")
    return "\n".join(rows)


def help_keys(keys: KeysInUse) -> str:
    """Return the keys for the help screen, a short Markdown list for each place, as the runner has set them."""
    from runwalk_tui.ui.screens.history.page import HistoryScreen
    from runwalk_tui.ui.screens.home.page import HomeScreen
    from runwalk_tui.ui.screens.pages.stages import StagesScreen
    from runwalk_tui.ui.screens.pages.trends import TrendsScreen
    from runwalk_tui.ui.screens.questions.choose import ChooseScreen
    from runwalk_tui.ui.screens.questions.session_form import SessionFormScreen
    from runwalk_tui.ui.timer.timer import TimerScreen

    scale = [
        ("a digit", "a pain score; `1` then `0` for ten"),
        ("← →", "a little less or more"),
        ("Enter", "accept it"),
    ]
    places = (
        ("Anywhere except during a session", [*_rows(APP_KEYS, keys), ("Esc", "back"), ("Ctrl+P", "all commands")]),
        ("At Home", _rows(HomeScreen.BINDINGS, keys)),
        ("In a session", _rows(TimerScreen.BINDINGS, keys)),
        ("When you give a pain score", scale),
        ("When you choose a session", _rows(ChooseScreen.BINDINGS, keys)),
        ("In the list of stages", [*_rows(StagesScreen.BINDINGS, keys), ("Enter", "run this one")]),
        ("In History", [*_rows(HistoryScreen.BINDINGS, keys), ("↑ ↓ PgUp PgDn Home End", "move in the list")]),
        ("In Trends", [*_rows(TrendsScreen.BINDINGS, keys), ("← →", "a shorter or a longer range")]),
        ("When you correct a session", [*_rows(SessionFormScreen.BINDINGS, keys), ("Del", "no score given")]),
    )
    lines: list[str] = []
    for where, rows in places:
        lines += [f"## {where}", "", *(f"- **{key}** {does}" for key, does in rows), ""]
    return "\n".join(lines)


def _rows(bindings: Iterable[BindingType], keys: KeysInUse) -> list[tuple[str, str]]:
    """Every key that is said, as it is set, and what it does; each thing once."""
    rows: dict[str, str] = {}
    for binding in bindings:
        if isinstance(binding, Binding) and binding.description and binding.id != "app.leave_at_once":
            own = keys.of_binding(binding.id or "")
            key = " or ".join(map(printed, own)) if own else _shown(binding)
            rows.setdefault(key, binding.tooltip or binding.description.lower())
    return list(rows.items())


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
    return printed(key)


if __name__ == "__main__":
    import sys

    sys.stdout.write(key_table() + "\n")
