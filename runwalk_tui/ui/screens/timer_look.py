"""How the timer looks: in every size of a terminal, in each phase, and in the moments that matter.

The sizes are classes that the screen sets by its height: `-flat` below 16 lines, `-low` below 22, `-full`, `-roomy`
from 30 and `-tall` from 45. From `-roomy` on the buttons have a place of their own, and a notice too, so that the
digits do not change their size when a line comes and goes.
"""

from __future__ import annotations

PHASES = ("warm-up", "run", "walk", "cool-down", "paused")
"""As the classes and the colours of the themes are called. Paused comes last: it goes before the others."""


def _phase(name: str) -> str:
    """The fill of a phase; at the moment of the change, its colours exchanged."""
    return f"""
        &.-{name} {{
            background: $phase-{name}; color: $phase-{name}-text;
            & Timeline {{ color: $phase-{name}-text; }}
        }}
        &.-{name}.-flash {{
            background: $phase-{name}-text; color: $phase-{name};
            & Timeline {{ color: $phase-{name}; }}
        }}"""


TIMER_CSS = (
    """
    TimerScreen {
        layers: base hands;
        & > Vertical { width: 100%; height: 1fr; padding: 1 2; align: center middle; }
        & PhaseBanner { width: 100%; height: 1fr; margin-bottom: 1; }
        & BigClock { width: 100%; height: 2fr; margin-bottom: 1; }
        & .line { text-style: bold; }
        & #then { text-style: none; }
        & Timeline { width: 100%; height: 2; margin: 1 0 0 0; }
        & #notice { width: 100%; height: auto; max-height: 3; text-align: center; display: none; }
        & #notice.-shown { display: block; }
        & TouchBar { layer: hands; dock: bottom; margin-bottom: 1; padding: 0 2; display: none; }
        &.-touched TouchBar { display: block; }
    """
    + "".join(map(_phase, PHASES))
    + """

        &.-last-seconds BigClock { text-style: reverse; }
        &.-colourless.-flash PhaseBanner { text-style: reverse; }

        &.-roomy, &.-tall {
            & > Vertical { padding-bottom: 4; align: center top; }
            & #notice { display: block; height: 2; margin-top: 1; }
            & TouchBar { display: block; }
        }
        &.-tall {
            & > Vertical { padding: 2 6 7 6; }
            & Timeline { height: 3; margin: 1 0; }
            & .line { margin: 1 0 0 0; }
            & TouchBar { height: 5; margin-bottom: 2; padding: 0 6; }
        }
        &.-low PhaseBanner { height: 3; margin: 0; }
        &.-low Timeline { height: 1; }
        &.-flat {
            & > Vertical { padding: 0 1; }
            & PhaseBanner { height: 1; margin: 0; }
            & Timeline { height: 1; margin: 0; }
            & BigClock { margin: 0; }
            & TouchBar { margin: 0; padding: 0 1; }
            & #totals { display: none; }
            & Footer { display: none; }
        }
        &.-glance {
            & > Vertical { padding-bottom: 1; }
            & Footer, & Timeline, & #totals, & #count { display: none; }
            & TouchBar { display: none; }
        }
        &.-glance.-touched TouchBar { display: block; }
    }
    """
)
