"""The climb: each stage as its run and walk in proportion, the highest on top, with where the runner has been."""

from __future__ import annotations

from textual.reactive import reactive

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.stage import MARK, Kind
from runwalk_tui.review.climb import Reached, Rung, in_proportion, window
from runwalk_tui.review.dates import short_day, spans_years
from runwalk_tui.ui.charts.chart import Chart, LegendEntry, Paint, Sheet, legend_rows, put_legend
from runwalk_tui.ui.theme.icons import ELLIPSIS, POINTER, WARNING, Icon

RUN, WALK = Icon("█", "#"), Icon("▄", "=")
BARS = {Kind.RUN: (RUN, Paint.RUN), Kind.WALK: (WALK, Paint.WALK)}
CLIMBED = Icon("✓", "+")
LONGEST_ID = 8
"""Cells for the id of a stage, at most; the Stages page has long ones in full."""
WIDEST_BAR = 30
NARROWEST_BAR = 6
MOST_MARKS = 3
"""Flare-ups of one stage that get a mark each; more are told as a number."""


class Climb(Chart):
    """One row a stage. Where there is no room for all, those around the runner's own; the others are counted."""

    PAINTS = frozenset({Paint.PLAIN, Paint.LABEL, Paint.MARK, Paint.RUN, Paint.WALK, Paint.SEVERE})
    GROUNDS = frozenset()

    rungs: reactive[tuple[Rung, ...]] = reactive((), init=False)
    """From the gentlest stage up."""
    most: reactive[int] = reactive(200, init=False)
    """Stages that are shown, at most."""
    apart: reactive[bool] = reactive(False, init=False)
    """Whether there is a blank line between two stages; only where all are shown."""
    was: reactive[str | None] = reactive(None, init=False)
    """Id of a stage to mark as the one before, as on the page that tells of a move; None for none."""

    def __init__(
        self,
        *,
        here: str = "you are here",
        was: str = "you were here",
        legend: bool = True,
        ascii: bool = False,
        id: str | None = None,
    ) -> None:
        """`here` and `was` are said at the stages they mark."""
        super().__init__(ascii=ascii, id=id)
        self._here_words, self._was_words, self._with_legend = here, was, legend

    def watch_rungs(self) -> None:
        self.redraw()

    def watch_most(self) -> None:
        self.redraw()

    def watch_apart(self) -> None:
        self.redraw()

    def watch_was(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        here = next((place for place, rung in enumerate(self.rungs) if rung.reached is Reached.HERE), 0)
        places = window(here, len(self.rungs), max(1, self.most))
        shown = [self.rungs[place] for place in places]
        legend = legend_rows(self._legend(shown), width) if self._with_legend else []
        above, below = len(self.rungs) - places.stop, places.start
        pitch = 2 if self.apart and not above and not below else 1
        rows = max(0, pitch * len(shown) - (pitch - 1)) + (above > 0) + (below > 0)
        sheet = Sheet(width, rows + len(legend))
        if above:
            self._put_left_out(sheet, 0, f"{above} higher")
        columns = _Columns.for_rungs(shown, width, max((len(self._words(rung)) for rung in shown), default=0))
        for offset, rung in enumerate(reversed(shown)):
            self._put_rung(sheet, pitch * offset + (above > 0), rung, columns)
        if below:
            self._put_left_out(sheet, rows - 1, f"{below} lower")
        put_legend(sheet, rows, legend)
        return sheet

    def _put_left_out(self, sheet: Sheet, y: int, words: str) -> None:
        sheet.put(2, y, f"{ELLIPSIS.shown(self._ascii)} {words}", Paint.LABEL)

    def _put_rung(self, sheet: Sheet, y: int, rung: Rung, columns: _Columns) -> None:
        here = rung.reached is Reached.HERE
        text = Paint.PLAIN if here else Paint.LABEL
        if here:
            sheet.put(0, y, POINTER.shown(self._ascii), Paint.MARK)
        sheet.put(2, y, f"{_short_id(rung, self._ascii):>{columns.id}}{MARK if rung.ours else ' '}", text)
        x = columns.bar_at
        for kind, cells in in_proportion(rung.stage, columns.bar):
            icon, paint = BARS[kind]
            sheet.put(x, y, icon.shown(self._ascii) * cells, paint)
            x += cells
        if columns.lengths:
            sheet.put(columns.lengths_at, y, f"{lengths(rung):>{columns.lengths}}", text)
        words = self._words(rung)
        paint = Paint.MARK if here or rung.stage.id == self.was else Paint.LABEL
        sheet.put(columns.words_at, y, words, paint)
        if rung.flares:
            marks = flare_marks(rung, ascii=self._ascii)
            sheet.put(columns.words_at + len(words) + bool(words), y, marks, Paint.SEVERE)

    def _words(self, rung: Rung) -> str:
        if rung.reached is Reached.HERE:
            return self._here_words
        if rung.stage.id == self.was:
            return self._was_words
        if rung.last_day is None:
            return ""
        days = (one.last_day for one in self.rungs if one.last_day is not None)
        day = short_day(rung.last_day, year=spans_years(days))
        if rung.reached is Reached.DONE:
            return f"{CLIMBED.shown(self._ascii)} {day}"
        return f"tried {day}" if any(one.reached is Reached.HERE for one in self.rungs) else f"last {day}"

    def _legend(self, shown: list[Rung]) -> list[LegendEntry]:
        """What the marks mean, each only when it is there."""
        done = any(rung.reached is Reached.DONE for rung in shown)
        return [
            LegendEntry(RUN.shown(self._ascii), Paint.RUN, "run"),
            LegendEntry(WALK.shown(self._ascii), Paint.WALK, "walk"),
            *([LegendEntry(CLIMBED.shown(self._ascii), Paint.LABEL, "last done")] if done else []),
            *(
                [LegendEntry(WARNING.shown(self._ascii), Paint.SEVERE, "flare-up")]
                if any(rung.flares for rung in shown)
                else []
            ),
            *([LegendEntry(MARK, Paint.LABEL, "our own")] if any(rung.ours for rung in shown) else []),
        ]


class _Columns:
    """Where each part of a row begins, in cells; what has no room is left out, the lengths first."""

    def __init__(self, id_width: int, lengths_width: int, words_width: int, width: int) -> None:
        self.id = id_width
        self.bar_at = 2 + id_width + 2
        room = width - self.bar_at - 2 - words_width
        self.lengths = lengths_width if room - lengths_width - 2 >= NARROWEST_BAR else 0
        room -= self.lengths + 2 if self.lengths else 0
        self.bar = max(NARROWEST_BAR, min(WIDEST_BAR, room))
        self.lengths_at = self.bar_at + self.bar + 2
        self.words_at = self.lengths_at + (self.lengths + 2 if self.lengths else 0)

    @classmethod
    def for_rungs(cls, shown: list[Rung], width: int, words_width: int) -> _Columns:
        ids = max((min(LONGEST_ID, len(rung.stage.id)) for rung in shown), default=1)
        marks = max((min(MOST_MARKS, rung.flares) for rung in shown), default=0)
        longest = max((len(lengths(rung)) for rung in shown), default=0)
        return cls(ids, longest, words_width + (marks + 1 if marks else 0), width)


def flare_marks(rung: Rung, *, ascii: bool) -> str:
    """A mark for each flare-up of a stage, or one with their number where there are many."""
    mark = WARNING.shown(ascii)
    return mark * rung.flares if rung.flares <= MOST_MARKS else f"{mark} {rung.flares}"


def lengths(rung: Rung) -> str:
    """A run and a walk as on a clock, "2:00/0:45"; of other stages what is run in a repetition: "run 30:00",
    "2 × run 14:00", or "3 runs, 11:00" together."""
    first, *others = rung.stage.steps
    if first.kind is Kind.RUN and [step.kind for step in others] == [Kind.WALK]:
        return f"{format_clock(first.seconds)}/{format_clock(others[0].seconds)}"
    runs = [step.seconds for step in rung.stage.steps if step.kind is Kind.RUN]
    if not runs:
        return "no running"
    if len(set(runs)) > 1:
        return f"{len(runs)} runs, {format_clock(sum(runs))}"
    return f"{f'{len(runs)} × ' if len(runs) > 1 else ''}run {format_clock(runs[0])}"


def _short_id(rung: Rung, ascii: bool) -> str:
    name = rung.stage.id
    return name if len(name) <= LONGEST_ID else name[: LONGEST_ID - 1] + ELLIPSIS.shown(ascii)
