"""Every key and every word of the timer, explained over it while it keeps running."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from runwalk_tui.keys.in_use import USUAL_KEYS, KeysInUse
from runwalk_tui.keys.names import printed
from runwalk_tui.keys.unknown import fitting
from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.stage import Act
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import Moment
from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.screens.leaving import AnsweringModal
from runwalk_tui.ui.theme.icons import PhaseWord
from runwalk_tui.ui.timer.keys import EASE, KEYS
from runwalk_tui.ui.timer.lines import counter
from runwalk_tui.ui.timer.touch_bar import Touch, TouchBar

WORDS: tuple[tuple[str, str], ...] = (
    ("RUN 3/9", "the third of nine runs; WALK 3/9 is the walk after it"),
    ("LAST RUN", "there's no run after this one"),
    ("WARM-UP", "walk before the first run"),
    ("COOL-DOWN", "walk after the last run"),
    ("JOG, REST", "what to do now, as in your table; your own word for it is below"),
    ("set 2 of 3", "the second of three times through the same steps"),
    ("set 2 of 6", "the second of six sets; “1 of 5” after it: the first of five times through its steps"),
    ("PAUSED", "the timer is paused until you resume"),
    ("then", "what comes next, and for how long"),
    ("the strip", "the session from start to finish; the mark is where you are"),
    ("left", "time left in the session, not counting pauses"),
    ("ends", "when it ends if you don't pause"),
    ("halfway", "half the session's time has gone"),
    ("muted", "you turned the sound off with {mute}"),
    ("bell only", "cues can't play here, so you'll hear the terminal bell"),
    ("no sound", "nothing plays: watch the screen"),
    ("locked", "keys are off until you press {lock}; {pause} still pauses"),
    ("eased to", "the stage below, from the next run on"),
    ("rehearsal", "saved, but never counted"),
    ("may sleep", "the computer may go to sleep: turn off sleep"),
    ("NOT SAVED", "the disk can't be written to right now; your session will be saved as soon as it can be"),
)
"""Each word that the timer can show, and what it means; a name in braces is that key."""
WORDS_OF_RUNS = ("RUN 3/9", "LAST RUN", "WARM-UP", "COOL-DOWN")
"""Words that a session without runs never shows."""
WORDS_OF_STEPS = ("JOG, REST",)
"""Words that only a session shows whose steps have more to them than run and walk."""
SETS, SETS_OF_TIMES = "set 2 of 3", "set 2 of 6"
"""Words that only a session shows whose steps are done several times in a row, in one repetition or in several."""
EASED = "eased to"
TOUCHES = (Touch("stop", "Stop for pain"), Touch("close", "Back"))
"""What a finger has in a browser, where there may be no keys."""
GAP = 2
"""Cells between the two columns."""


@dataclass(frozen=True, slots=True)
class SessionHas:
    """What there is in a session, so that nothing is explained that it never shows."""

    runs: bool = True
    gentler: bool = True
    """A stage to ease to."""
    eased: bool = False
    """Eased to a stage already."""
    kinds: bool = False
    """Other kinds of steps than running and walking, or words of their own."""
    times: bool = False
    """Steps that are done several times in a row."""
    sets: bool = False
    """Several repetitions, which are sets where there are `times`."""

    @classmethod
    def of(cls, controller: SessionController) -> SessionHas:
        """What there is in the session that a controller runs, as it is now."""
        moment, phases = controller.moment(), controller.progress.phases
        return cls(
            runs=moment.runs > 0,
            gentler=controller.has_gentler,
            eased=controller.running.eased_to is not None,
            kinds=any(phase.act not in (Act.RUN, Act.WALK) or phase.word for phase in phases),
            times=any(phase.set_count for phase in phases),
            sets=moment.reps > 1,
        )

    def left_out(self) -> set[str]:
        """The words that it never shows."""
        shown = {
            EASED: self.gentler or self.eased,
            **dict.fromkeys(WORDS_OF_RUNS, self.runs),
            **dict.fromkeys(WORDS_OF_STEPS, self.kinds),
            SETS: self.times and not self.sets,
            SETS_OF_TIMES: self.times and self.sets,
        }
        return {word for word, is_shown in shown.items() if not is_shown}


def help_lines(
    keys: Iterable[tuple[str, str]],
    width: int,
    *,
    has: SessionHas,
    how: Sequence[str] = (),
    in_use: KeysInUse = USUAL_KEYS,
) -> list[str]:
    """Return the keys and the words, each with what it means, as lines of at most `width` cells (20 or more).

    What only other sessions have is left out. `how` says how exercises are done, and comes before everything else.
    """
    left_out = has.left_out()
    names = {name: in_use.shown(f"timer.{name}") for name in ("mute", "lock", "pause")}
    words = [(word, said.format(**names)) for word, said in WORDS if word not in left_out]
    done = ["HOW IT'S DONE", *(line for text in how for line in wrap(text, width)), ""] if how else []
    return [*done, "KEYS", *_table(list(keys), width), "", "WORDS", *_table(words, width)]


def _table(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    column = max(len(term) for term, _ in rows) + GAP
    for term, meaning in rows:
        first, *others = wrap(meaning, max(8, width - column))
        yield f"{term:<{column}}{first}"
        yield from (f"{'':<{column}}{line}" for line in others)


def keys_explained(active: Iterable[ActiveBinding], *, eases: bool = True) -> list[tuple[str, str]]:
    """Return each key of the timer and what it does; a key that the runner changed in the settings is the new one.

    Without `eases` the one that eases does nothing now, and is left out.
    """
    own = {each.binding.id: each.binding for each in active}
    explained = []
    for binding in KEYS:
        if isinstance(binding, Binding) and binding.tooltip and (eases or binding.id != EASE):
            now = own.get(binding.id, binding)
            explained.append((now.key_display or printed(now.key.split(",")[0]), binding.tooltip.replace("`", "")))
    return explained


class TimerHelp(AnsweringModal[bool]):
    """Explains; returns whether to stop for pain."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,enter", "close", "Back", key_display="Esc", id="timer_help.close"),
        Binding("x", "stop", "Stop for pain", id="timer_help.stop"),
    ]
    DEFAULT_CSS = """
    TimerHelp {
        align: center middle;
        background: $background 60%;
        &:ansi { background: transparent; }
        & > Vertical {
            width: 76; max-width: 100%; height: 100%; max-height: 42; padding: 0 1;
            background: $surface; border: round $primary; color: $foreground;
        }
        & #now { width: 100%; height: 1; text-align: center; text-style: bold; }
        & VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
        & #explained { width: 100%; height: auto; }
        & #leave { width: 100%; height: 1; text-align: center; color: $text-muted; }
    }
    """

    def __init__(
        self,
        active: Iterable[ActiveBinding],
        in_use: KeysInUse = USUAL_KEYS,
        *,
        has: SessionHas,
        how: Sequence[str] = (),
    ) -> None:
        """`active` are the keys that are heard in the timer right now; `how` says how its exercises are done."""
        super().__init__()
        self._keys = keys_explained(active, eases=has.gentler)
        self._in_use = in_use
        self._has = has
        self._how = how
        self._by_hand = IN_BROWSER in os.environ
        self._told = "" if self._by_hand else f"Esc goes back, {in_use.shown('timer.stop_for_pain')} stops for pain"
        self._now = ""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._now, id="now", markup=False)
            with VerticalScroll():
                yield Static(id="explained", markup=False)
            if self._by_hand:
                yield TouchBar(ascii=bool(getattr(self.app, "ascii", False)))
            yield Static(self._told, id="leave", markup=False)

    def on_mount(self) -> None:
        for scroll in self.query(VerticalScroll):
            scroll.focus()
        for bar in self.query(TouchBar):
            bar.touches = TOUCHES

    async def on_touch_bar_pressed(self, event: TouchBar.Pressed) -> None:
        event.stop()
        await self.run_action(event.action)

    def on_resize(self) -> None:
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        for text in self.query("#explained").results(Static):
            text.update(
                "\n".join(
                    help_lines(
                        self._keys,
                        max(20, text.size.width),
                        has=self._has,
                        how=self._how,
                        in_use=self._in_use,
                    )
                )
            )

    def show_moment(self, moment: Moment, word: PhaseWord) -> None:
        """Say where the session is, above the words."""
        now = f"{word.word} {counter(moment)}".rstrip() + f"  {format_clock(moment.shown_left)}"
        if now != self._now:
            self._now = now
            for line in self.query("#now").results(Static):
                line.update(now)

    @property
    def is_answering(self) -> bool:
        """Whether it is still to be read."""
        return any(str(line.content) != self._told for line in self.query("#leave").results(Static))

    def answer_key(self, forms: tuple[str, ...]) -> None:
        """Say that a key does nothing here, in the last line."""
        for line in self.query("#leave").results(Static):
            line.update(fitting(forms, line.size.width) if forms else self._told)

    def action_close(self) -> None:
        self.dismiss(False)

    def action_stop(self) -> None:
        self.dismiss(True)
