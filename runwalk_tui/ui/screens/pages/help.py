"""Keys, where things stand, and what this program is not."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Markdown

from runwalk_tui import paths
from runwalk_tui.review.parsing import MEANINGS
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.key_table import key_table
from runwalk_tui.ui.screens.leaving import AnsweringScreen

HELP = """\
# runwalk

Run-walk sessions for a sore back, and pain that decides the next one.
The programme is the run-walk intervention of the ASTEROID trial (Neason et al., Br J Sports Med 2025;59:99-108,
doi 10.1136/bjsports-2024-108245). Stages 7 to 12 could not be found in any published summary: they are our own
interpolation and say so wherever they are shown.

**This is not medical advice.** It does not examine you and does not know you. When in doubt, ask a physiotherapist
or a doctor; with numbness around the genitals or buttocks, trouble with bladder or bowel, or weakness in both legs,
get help at once.

## Keys

{keys}

## Searching History

Type words that you see there: a day, a response, a note. A session must have all of them; put a phrase "in quotes".

{filters}

**companion**: stretching or strength beside the programme; the rule ignores it, except for a warning sign

## Where things are

| what | where |
|---|---|
| your log | `{data}` |
| your own stages, when you make some | `{stages}` |
| settings | `{settings}` |
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

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Markdown(
                HELP.format(
                    keys=key_table(),
                    filters=filter_table(),
                    data=paths.data_dir(),
                    stages=paths.own_stages(),
                    settings=paths.settings_file(),
                )
            )
        yield KeyLine()

    def action_leave(self) -> None:
        self.dismiss(None)


def filter_table() -> str:
    """What the filter of History knows, as a Markdown table."""
    return "\n".join(
        ["| type | to find |", "|---|---|", *(f"| `{form}` | {what} |" for form, what in MEANINGS.items())]
    )
