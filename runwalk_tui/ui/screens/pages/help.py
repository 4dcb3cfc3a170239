"""Keys, words, where your files are, and what this program is not."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Markdown

from runwalk_tui import paths
from runwalk_tui.keys.in_use import USUAL_KEYS, KeysInUse
from runwalk_tui.review.past.parsing import MEANINGS
from runwalk_tui.session.habits import ISO_HABITS, WEEKDAYS, CalendarHabits
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.key_table import help_keys
from runwalk_tui.ui.screens.leaving import AnsweringScreen

HELP = """\
# Keys

Letters work with Caps Lock on, too. To change a key, add it under `[keys]` in your settings file (see below): for
example `[keys.timer]`, and then `pause = "p"`.

{keys}

# Words

| you read | it means |
|---|---|
| stage | one step of the programme: how long you run, and how long you walk after it |
| repetition | one run and the walk after it |
| 9 × run 2m, walk 45s | nine repetitions of that |
| our own, * | a stage that we worked out ourselves |
| worst pain | the most pain during the session, 0 (none) to 10 (the worst you can imagine) |
| week | sessions since {first_day}, out of the number planned for a week |
| ease | go down to the stage below, from the next run on |
| rehearsal | a session to try things out: saved, but never counted |
| check-in | a few questions about your last week; pain there is 0 to 100, as in the trial |

"What the words mean" in the advice (`{advice}`) explains the rest.

# Searching History

Type words you see there: a day, how it went, a note. A session must have all of them; put a phrase "in quotes".

{filters}

**other**: other exercise, such as stretching or strength work; only a warning sign in it changes your plan

# Your files

| what | where |
|---|---|
| your log | `{data}` |
| your own stages, if you make any | `{stages}` |
| settings and keys | `{settings}` |

# About runwalk

Run-walk sessions for a sore back. How your back feels after one decides the next.
The programme that comes first is the run-walk intervention of the ASTEROID trial (Neason et al., Br J Sports Med
2025;59:99-108, doi 10.1136/bjsports-2024-108245). No published summary gives its stages 7 to 12: we worked them out
ourselves, and a star or the words "our own" say so wherever you see them. "Who this was tried with" in the advice
(`{advice}`) says who the trial's runners were.

**This is not medical advice.** The app cannot examine you and does not know you. If in doubt, ask a doctor or
physiotherapist. If you have numbness around your genitals or buttocks, trouble with your bladder or bowels, or weakness
in both legs, get help at once.
"""


class HelpScreen(AnsweringScreen[None]):
    """What `?` shows."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark", "leave", "Back", key_display="Esc", id="help.leave")
    ]
    DEFAULT_CSS = """
    HelpScreen {
        & VerticalScroll { align: center top; }
        & Markdown { max-width: 110; padding: 0 2; }
    }
    """

    def __init__(
        self, keys: KeysInUse = USUAL_KEYS, habits: CalendarHabits = ISO_HABITS, *, ascii: bool = False
    ) -> None:
        super().__init__()
        self._keys = keys
        self._habits = habits
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            text = Markdown(
                HELP.format(
                    keys=help_keys(self._keys),
                    first_day=WEEKDAYS[self._habits.first_weekday].capitalize(),
                    advice=self._keys.shown("anywhere.advice"),
                    filters=filter_table(),
                    data=paths.data_dir(),
                    stages=paths.own_stages(),
                    settings=paths.settings_file(),
                )
            )
            if self._ascii:
                text.BULLETS = ["- "]
            yield text
        yield KeyLine()

    def action_leave(self) -> None:
        self.dismiss(None)


def filter_table() -> str:
    """What the filter of History knows, as a Markdown table."""
    return "\n".join(
        ["| type | to find |", "|---|---|", *(f"| `{form}` | {what} |" for form, what in MEANINGS.items())]
    )
