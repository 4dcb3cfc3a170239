"""How the timer looks: in every size of a terminal, in each phase, and in the moments that matter.

The sizes are classes that the screen sets by its height: `-flat` below 16 lines, `-low` below 22, `-full`, `-roomy`
from 30 and `-tall` from 45; and by its width, `-narrow` below 74 columns, where the keys take two lines, and `-wide`
from 100. What is wide and flat has the word beside the time. From `-roomy` on the buttons are always there.
Below the totals there is a line for a sentence, so that the digits keep their size when one comes and goes; where
there is no room for it (`-flat`) the sentence, or the most important keys, take the place of the totals for a while.
No part is higher than what its width can fill, so that a tall and narrow terminal has no holes. `-ascii` is for
ASCII, whose letters need five lines.
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
        & TimerFace { width: 100%; height: 1fr; padding: 1 2 0 2; align: center middle; }
        & #what { width: 100%; height: 3fr; max-height: 26w; margin-bottom: 1; }
        & PhaseBanner { width: 100%; height: 1fr; }
        & StepWord { width: 100%; height: 1; display: none; text-style: bold; }
        & BigClock { width: 100%; height: 7fr; max-height: 31w; }
        & NextBanner { width: 100%; height: 3; margin-top: 1; }
        & Timeline { width: 100%; height: 2; }
        & #totals { text-style: bold; }
        & #keys { display: none; }
        & #notice { width: 100%; height: auto; min-height: 1; max-height: 3; text-align: center; }
        & TouchBar { layer: hands; dock: bottom; margin-bottom: 1; padding: 0 2; display: none; }
        &.-touched TouchBar { display: block; }
    """
    + "".join(map(_phase, PHASES))
    + """

        &.-last-seconds BigClock { text-style: reverse; }
        &.-colourless.-flash PhaseBanner { text-style: reverse; }

        &.-roomy, &.-tall {
            & TimerFace { padding: 1 2 4 2; }
            & NextBanner { height: 2fr; min-height: 3; max-height: 9w; }
            & Timeline { margin-top: 1; }
            & #notice { min-height: 2; }
            & TouchBar { display: block; }
        }
        &.-tall {
            & TimerFace { padding: 2 6 7 6; }
            & Timeline { height: 3; margin: 1 0; }
            & #notice { margin-top: 1; }
            & TouchBar { height: 5; margin-bottom: 2; padding: 0 6; }
        }
        &.-narrow NextBanner { height: 1; min-height: 1; }
        &.-narrow.-roomy NextBanner, &.-narrow.-tall NextBanner { height: 4; }
        &.-roomy.-narrow {
            & TimerFace { padding: 1 0 5 0; }
            & TouchBar { margin-bottom: 2; }
        }
        &.-tall.-narrow {
            & TimerFace { padding: 2 0 8 0; }
            & TouchBar { margin-bottom: 3; padding: 0 2; }
        }
        &.-ascii {
            & #what { min-height: 5; }
            & NextBanner { height: 1; }
            &.-roomy NextBanner, &.-tall NextBanner { height: 2fr; min-height: 5; }
        }
        &.-low {
            & TimerFace { padding-top: 0; }
            & #what { height: 3; min-height: 1; margin: 0 0 1 0; }
            & NextBanner { height: 1; margin: 0; }
            & Timeline { height: 1; }
        }
        &.-flat {
            & TimerFace { padding: 0 1; }
            & #what { height: 1; min-height: 1; margin: 0; }
            & NextBanner { height: 1; margin: 0; }
            & Timeline { height: 1; }
            & TouchBar { margin: 0; padding: 0 1; }
            & #notice { display: none; }
            & KeyLine { display: none; }
        }
        &.-flat.-begins, &.-flat.-paused { & #keys { display: block; } & #totals { display: none; } }
        &.-flat.-noticed { & #notice { display: block; } & #totals, & #keys { display: none; } }
        &.-flat.-wide, &.-low.-wide {
            & TimerFace { layout: grid; grid-size: 2; grid-rows: 1fr 1 1 1 1; grid-gutter: 0 2; }
            & #what { height: 100%; max-height: 100%; margin: 0; }
            & BigClock { height: 100%; max-height: 100%; }
            & NextBanner, & Timeline, & #totals, & #keys, & #notice { column-span: 2; }
        }
        &.-low.-wide {
            & TimerFace { grid-rows: 1fr 3 2 1 1; padding-top: 1; }
            & NextBanner { height: 3; }
            & Timeline { height: 2; }
            & #notice { max-height: 1; }
        }
        &.-tiny NextBanner { display: none; }
        &.-flat.-wide.-noticed TimerFace { grid-rows: 1fr 1 1 auto; }
        &.-glance {
            & TimerFace { padding: 1 2 0 2; }
            & NextBanner { height: 2fr; min-height: 3; max-height: 9w; }
            & KeyLine, & Timeline, & #totals, & TouchBar { display: none; }
            & #notice { display: block; min-height: 1; }
        }
        &.-glance.-begins, &.-glance.-paused { & #keys { display: block; } & #notice { display: none; } }
        &.-glance.-noticed { & #notice { display: block; } & #keys { display: none; } }
        &.-glance.-flat {
            & TimerFace { padding: 0 1; }
            & NextBanner { height: 1; min-height: 1; }
            & #notice { min-height: 0; }
        }
        &.-glance.-touched TouchBar { display: block; }
        &.-worded {
            & StepWord { display: block; }
            &.-full {
                & #what { height: 6fr; max-height: 40w; }
                & StepWord { height: 3; margin-top: 1; }
                & NextBanner { height: 1; margin: 0; }
            }
            & BigClock { min-height: 5; }
            &.-roomy, &.-tall {
                & #what { height: 6fr; min-height: 7; max-height: 40w; }
                & PhaseBanner { height: 3fr; }
                & StepWord { height: 2fr; min-height: 3; max-height: 9w; margin-top: 1; }
                & NextBanner { height: 3; min-height: 3; }
            }
            &.-roomy.-narrow NextBanner { height: 1; min-height: 1; }
            &.-ascii.-full {
                & #what { height: 4fr; }
                & StepWord { height: 1; margin-top: 0; }
            }
            &.-told-how.-full #notice { min-height: 2; }
            &.-low #what { height: 4; }
            &.-flat #what { height: 2; }
            &.-low.-wide #what, &.-flat.-wide #what { height: 100%; }
            &.-low.-wide StepWord, &.-flat.-wide StepWord { height: 3; margin-top: 1; }
        }
    }
    """
)
