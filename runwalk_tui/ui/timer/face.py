"""What is to be read on the timer: the phase, the time, what is next, the strip of phases, and a line or two below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.plan import Phase
from runwalk_tui.session.countdown import Moment
from runwalk_tui.session.milestones import is_last_run
from runwalk_tui.ui.lettering.big_clock import BigClock, changed_regions
from runwalk_tui.ui.lettering.next_banner import NextBanner, StepWord
from runwalk_tui.ui.lettering.phase_banner import PhaseBanner
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.theme.icons import PhaseWord
from runwalk_tui.ui.timer.lines import Notices, Topic, counter, following, totals
from runwalk_tui.ui.timer.timeline import Timeline

STAYS = 10.0
"""Seconds that a sentence stays; what it says may still be true, and is then a word or two behind the totals."""


class CentredLine(Widget):
    """A line in the middle of its place, drawn again only where it reads differently. What does not fit is cut off at
    the right."""

    DEFAULT_CSS = """
    CentredLine {
        width: 1fr;
        height: 1;
    }
    """

    text: reactive[str] = reactive("", repaint=False)
    """Without marks; each character is one cell wide."""

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        return Strip([Segment(_placed(self.text, width) if y == 0 else " " * width, self.rich_style)], width)

    def watch_text(self, before: str, after: str) -> None:
        width = self.size.width
        regions = list(changed_regions([_placed(before, width)], [_placed(after, width)]))
        if regions:
            self.refresh(*regions)


def _placed(text: str, width: int) -> str:
    """A text in the middle of a number of cells."""
    text = text[:width]
    return (" " * ((width - len(text)) // 2) + text).ljust(width)


class TimerFace(Vertical):
    """Shows what it is given. How large each part is, the screen's classes decide, see TIMER_CSS.

    The screen has the class `-noticed` while there is a sentence to read, which is more than a tip.
    """

    def __init__(self, *, ink: Ink) -> None:
        """`ink` draws the large letters."""
        super().__init__()
        self._ink = ink
        self.stays = STAYS
        """Seconds that a sentence stays; a test has less time."""
        self._notices = Notices()
        self._short: dict[str, str] = {}
        """What is said in place of a sentence that is too long for the width."""
        self._read: str = ""
        """The sentence that is on the screen."""
        self._reading: Timer | None = None
        """Takes it away."""
        self._tip = ""
        self._there = False
        """Whether the parts are there; Textual says `is_mounted` only after `on_mount`."""
        self._last: tuple[Moment, str, tuple[str, ...]] | None = None
        """What the totals were made of."""

    def compose(self) -> ComposeResult:
        with Vertical(id="what"):
            yield PhaseBanner(ink=self._ink)
            yield StepWord(ink=self._ink)
        yield BigClock(ink=self._ink)
        yield NextBanner(ink=self._ink)
        yield Timeline(mono=True, ascii=self._ink is Ink.CHARACTERS)
        yield CentredLine(id="totals")
        yield CentredLine(id="keys")
        yield Static(id="notice", markup=False)

    def on_mount(self) -> None:
        self._there = True
        self._show_sentences()

    def show(self, moment: Moment, word: PhaseWord, phases: tuple[Phase, ...]) -> None:
        """Show where the session is."""
        banner = self.query_one(PhaseBanner)
        banner.word, banner.icon = word.word, word.icon
        banner.counter, banner.last = counter(moment), is_last_run(moment) and word.colour == PhaseWord.RUN.colour
        self.query_one(StepWord).forms = (moment.phase.word,) if moment.phase.word else ()
        # Its place is there in the whole session or not at all, so that the digits keep their size.
        self.screen.set_class(any(phase.word for phase in phases), "-worded")
        self.query_one(BigClock).text = format_clock(moment.shown_left)
        self.query_one(NextBanner).forms = following(moment)
        timeline = self.query_one(Timeline)
        timeline.phases = phases
        timeline.elapsed = moment.elapsed

    def show_totals(self, moment: Moment, end: str, unusual: Sequence[str]) -> None:
        """Show what is left and when it ends (a time of day), and what is unusual about the session."""
        self._last = moment, end, tuple(unusual)
        line = self.query_one("#totals", CentredLine)
        markers = (*unusual, *self._notices.markers)
        line.text = totals(moment, end, markers, line.size.width or self.size.width, ascii=self._ink is Ink.CHARACTERS)

    def show_keys(self, keys: str) -> None:
        """Show the most important keys, where there is no row of them."""
        self.query_one("#keys", CentredLine).text = keys

    def on_resize(self) -> None:
        # How much a line has room for is known once it has its new width.
        self.call_after_refresh(self._show_sentences)

    def _totals_again(self) -> None:
        if self._last is not None:
            self.show_totals(*self._last)

    def show_tip(self, tip: str) -> None:
        """Show something to read while there is nothing else; "" to take it away."""
        self._tip = tip
        self._show_sentences()

    # Sentences.

    def tell(self, topic: Topic, sentence: str, marker: str = "", short: str = "") -> None:
        """Tell how something is from now on: in a sentence for some seconds, then by a marker; "" when all is well.

        `short` is what is said where the sentence is too long for one line; "" for the sentence all the same.
        """
        before = self._notices.sentences, self._notices.markers
        if short:
            self._short[sentence] = short
        self._notices.lasts(topic, sentence, marker)
        if before != (self._notices.sentences, self._notices.markers):
            self._show_sentences()

    def tell_again(self, topic: Topic) -> None:
        """Show the sentence on a topic once more."""
        self._read = ""  # so that it stays as long as the first time
        self._notices.again(topic)
        self._show_sentences()

    @property
    def shown(self) -> tuple[str, ...]:
        """Sentences that are being read or wait for it, the newest first."""
        return self._notices.sentences

    def told(self, topic: Topic) -> str:
        """The sentence on a topic that is still true; "" when there is none."""
        return self._notices.told(topic)

    def say(self, sentence: str) -> None:
        """Say what was just done, for some seconds."""
        self._read = ""
        self._notices.says(sentence)
        self._show_sentences()

    def _read_for_a_while(self, sentence: str) -> None:
        """One sentence is read at a time, the newest first; each has its seconds from when it is to be seen."""
        if sentence == self._read:
            return
        self._read = sentence
        if self._reading is not None:
            self._reading.stop()
        self._reading = self.set_timer(self.stays, partial(self.forget, sentence)) if sentence else None

    def forget(self, sentence: str) -> None:
        """Take a sentence away before its time."""
        self._notices.forget(sentence)
        self._show_sentences()

    def _show_sentences(self) -> None:
        if not self._there:
            return
        sentence = next(iter(self._notices.sentences), "")
        self._read_for_a_while(sentence)
        self.screen.set_class(bool(sentence), "-noticed")
        notice = self.query_one("#notice", Static)
        text = sentence or self._tip
        if len(text) > (notice.size.width or self.size.width):
            text = self._short.get(text, text)
        if str(notice.content) != text:
            notice.update(text)
        self._totals_again()
