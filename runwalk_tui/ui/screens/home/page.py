"""The page of Home: what is due today, why, how the week and the programme are going, and Start."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import ScreenResume
from textual.widget import Widget
from textual.widgets import Button, Static

from runwalk_tui.guidance.tips import When
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import OURS
from runwalk_tui.review.at_a_glance import (
    Glance,
    at_a_glance,
    how_lines,
    length_words,
    plan_words,
    so_far_words,
    when_in_short,
)
from runwalk_tui.review.climb import rungs
from runwalk_tui.review.dates import weekday_in_short
from runwalk_tui.review.other_exercise import OFFER, is_offered
from runwalk_tui.review.trends.course import session_pains
from runwalk_tui.rule.follow_up import began, checkin_due, due_words
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.standing import Decision, under_present_ids
from runwalk_tui.session.records import Log
from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.charts.chart import Chart
from runwalk_tui.ui.charts.pain_line import PainLine
from runwalk_tui.ui.charts.stage_ladder import StageLadder
from runwalk_tui.ui.controls.key_answers import keys_of
from runwalk_tui.ui.controls.key_line import KeyLine, KeyWord
from runwalk_tui.ui.lettering.phase_banner import PhaseBanner
from runwalk_tui.ui.messages import TableShown
from runwalk_tui.ui.screens.home.keys import EXTRA_WALK
from runwalk_tui.ui.screens.home.look import HOME_CSS
from runwalk_tui.ui.screens.home.parts import HomeButtons, NamedText, TodayColumn
from runwalk_tui.ui.screens.home.room import (
    Spread,
    is_roomy,
    lines_of,
    recent_sessions,
    room_for_climb,
    rungs_shown,
    spread,
)
from runwalk_tui.ui.screens.home.strip import SessionStrip
from runwalk_tui.ui.screens.home.styled_once import StyledOnce
from runwalk_tui.ui.screens.home.top_line import Top, TopLine
from runwalk_tui.ui.screens.home.words import (
    GAP,
    advice_now,
    below_the_headline,
    names_programme,
    notices_of,
    planned_and_extra,
    rehearsal_words,
    stage_words,
    week_line,
    why_words,
)
from runwalk_tui.wording import heading, when
from runwalk_tui.workspace import Workspace

if TYPE_CHECKING:
    from runwalk_tui.ui.screens.home.beside import CourseColumn, LatelyColumn

APART = ("why", "week", "pain-row")
"""Rows that have a blank line after them where lines are left over."""
COLUMN, PADDING, LABEL = 100, 6, 7
"""Cells of the one column at most, of its margins, and of a row's name."""
WEEKS = 12
"""Weeks of the grid of days."""
LONGEST_LARGE = 4
"""Letters of a stage's id that are drawn large; longer ones would be too small to be large."""


class HomeScreen(StyledOnce):
    """Where the program starts and every session ends."""

    SHOWS_TABLE: ClassVar[bool] = True
    """A table that is saved meanwhile is read again and shown."""
    DEFAULT_CSS = HOME_CSS

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._glance: Glance | None = None
        """The figures of the programme as they were read last."""
        self._notices: tuple[str, ...] = ()
        """What was told last above everything else."""
        self._by_hand = IN_BROWSER in os.environ
        self.set_class(self._by_hand, "-by-hand")
        self._course: CourseColumn | None = None
        self._lately: LatelyColumn | None = None
        """The columns for wide terminals, each made after the first picture with room for it."""
        self._filled: Log | None = None
        """The log of the first picture, until it's shown."""

    def compose(self) -> ComposeResult:
        # Each class that came later would have the styles of all widgets found anew. Textual gives those for the size
        # after the first picture.
        due = self._workspace.prescription()
        self.update_classes(self._classes_for_size() | self._classes_for_log(due), update=False)
        self._notices = notices_of(self._workspace, due)
        self.set_class(self._is_roomy(), "-roomy", update=False)
        with VerticalScroll(id="sheet", can_focus=False), Vertical(id="page"):
            yield TopLine()
            yield Static(id="notices", markup=False)
            with Horizontal(id="body"):
                yield TodayColumn(id="today")
                yield from self._missing_places()
        if self._by_hand:  # where a finger finds them, however long the page is
            yield HomeButtons(id="buttons")
        yield KeyLine(most=3, commands=True)

    def on_mount(self) -> None:
        self.watch(self.query_one("#sheet"), "show_vertical_scrollbar", self._tell_scrolling)
        self._fill()
        self._filled = self._workspace.log()

    def _classes_for_log(self, due: Prescription) -> dict[str, bool]:
        """The classes of the page that follow from what is due."""
        workspace, offered = self._workspace, due.offered
        reading, stopped = workspace.reading(), due.decision is Decision.STOP
        first = began(workspace.log()) is None and not stopped
        id = None if offered is None else workspace.table.stage(offered.stage).id
        return {
            "-none": due.stage is None,
            "-stop": stopped,
            "-offers": is_offered(reading, due),
            "-first": first,
            "-large": first if id is None else len(id) <= LONGEST_LARGE and id.isalnum(),
            "-fresh": stopped or not session_pains(reading.judged),
        }

    def _missing_places(self) -> list[Widget]:
        """Make the places of columns that there is room for at this size and that aren't there yet.

        They are as wide as the columns, which fill them once today is shown, and nothing moves then.
        """
        wanted = {"course": self._is_wide, "lately": self.has_class("-huge")}
        return [Vertical(id=id) for id, room in wanted.items() if room and not self.query(f"#{id}")]

    def on_screen_resume(self, event: ScreenResume) -> None:
        filled, self._filled = self._filled, None
        if filled is not None and filled is self._workspace.log():
            event.refresh_styles = False  # they were found as the widgets were made
        else:
            self._fill()
        if event.refresh_styles:
            self._unstyled.clear()  # Textual finds the styles of everything next
        self._restyle()
        self.post_message(TableShown())

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    async def _fit(self) -> None:
        # While something is being mounted the runner may leave, and what goes takes nothing in.
        if self.is_attached and (places := self._missing_places()):
            await self.query_one("#body").mount_all(places)
        made = self._missing_columns() if self.is_attached else {}
        for place, column in made.items():
            if self.is_attached:
                await self.query_one(f"#{place}").mount(column)
        if not self.is_attached:
            return
        if made:
            self._fill()
        else:
            self._fit_to_size()
        self._restyle()

    def _missing_columns(self) -> dict[str, Widget]:
        """Make the columns that have a place and aren't there yet, by the id of the place."""
        # Late: the first picture is there. At every size, as a session that runs loads nothing, however it's resized.
        from runwalk_tui.ui.screens.home.beside import CourseColumn, LatelyColumn

        made: dict[str, Widget] = {}
        if self._course is None and self.query("#course"):
            made["course"] = self._course = CourseColumn()
        if self._lately is None and self.query("#lately"):
            made["lately"] = self._lately = LatelyColumn()
        return made

    def refresh_from_log(self) -> None:
        """Ask the rule again and show its answer."""
        self._fill()
        self._restyle()

    def _fill(self) -> None:
        workspace = self._workspace
        due = workspace.prescription()
        charts = (self.query_one(f"#{name}", Chart) for name in ("shape", "pain", "ladder"))
        for chart in (*charts, *(self._course.charts if self._course else ())):
            chart.use_ascii(self._ascii)
        for name, wanted in self._classes_for_log(due).items():
            self._mark(self, name, wanted)
        self._tell_notices(due)
        self._tell_due(due)
        self._tell_course(due)
        self.refresh_bindings()
        self._fit_to_size()

    @property
    def _ascii(self) -> bool:
        """Whether this terminal shows nothing but ASCII."""
        return bool(getattr(self.app, "ascii", False))

    def _tell_notices(self, due: Prescription) -> None:
        workspace = self._workspace
        self._notices = notices = notices_of(workspace, due)
        self._put("#notices", "\n".join(notices))
        week = None if due.decision is Decision.STOP else checkin_due(workspace.log(), workspace.today())
        keys = keys_of(self.app)
        self._put("#checkin", "" if week is None else f"{due_words(week)} ({keys.shown('home.check_in')})")
        self.offers_exercise = offered = self.has_class("-offers")
        exercise = f"{OFFER} ({keys.shown('home.other_exercise')})." if offered else ""
        walk = planned_and_extra(keys.shown("home.walk")) if workspace.walk_is_due() else ""
        self._put("#other", "\n".join(filter(None, [walk, exercise])))
        self.query_one("#exercise").display = offered

    def _tell_due(self, due: Prescription) -> None:
        """What is due, and why; under a stop sign what is to be done, and nothing else."""
        workspace, today = self._workspace, self._workspace.today()
        stopped = due.decision is Decision.STOP
        self._put("#decision", "" if stopped else heading(due, workspace.table))
        later = due.earliest > today
        self._put("#today-label", "NEXT" if later else "TODAY")
        self._mark(self.query_one("#corner"), "-later", later)
        self._put("#when", when(due, today))
        advice = advice_now(workspace)
        self._put("#headline", advice.headline if advice else "")
        first = self.has_class("-first")
        self._put("#plan", plan_words(workspace.table) if first else "")
        self._put("#how", "\n".join(how_lines(workspace.table)) if first else "")
        start = self.query_one("#start", Button)
        start.label = "What to do" if stopped else "Start"
        walk = self.query_one("#walk", Button)
        walk.display, walk.label = not stopped, EXTRA_WALK if workspace.walk_is_due() else "Walk today"
        self.query_one("#choose").display = due.stage is not None
        self._tell_stage(due)

    def _tell_stage(self, due: Prescription) -> None:
        table = self._workspace.table
        shape, large = self.query_one("#shape", SessionStrip), self.query_one("#large", PhaseBanner)
        large.ink = getattr(self.app, "ink", large.ink)
        offered = due.offered
        if offered is None:
            self._put("#lengths", "")
            shape.phases, shape.display = (), False
            large.word = "WELCOME"
            return
        stage = table.stage(offered.stage)
        large.word = f"STAGE {stage.id}".upper()
        shape.phases, shape.display = plan_session(table, stage, offered.reps).phases, True
        ours = f"{GAP}{OURS}" if stage.is_ours else ""
        self._put("#lengths", f"{length_words(stage, offered.reps)}{ours}")
        self.query_one("#ladder", StageLadder).explained = not ours

    def _tell_course(self, due: Prescription) -> None:
        """How the week and the programme are going."""
        workspace = self._workspace
        log, today, first_weekday = workspace.log(), workspace.today(), workspace.habits.first_weekday
        self._glance = at_a_glance(workspace.table, log, due, today, first_weekday=first_weekday)
        judged = workspace.reading().judged
        course = session_pains(judged)
        climb = rungs(workspace.table, judged, None if due.offered is None else due.offered.stage)
        self.query_one("#ladder", StageLadder).rungs = climb
        self.query_one("#pain", PainLine).pains = course
        if self._course is not None:
            from runwalk_tui.review.calendar_days import calendar_weeks  # late, as the column itself

            weeks = calendar_weeks(judged, today, WEEKS, first_weekday=first_weekday)
            self._course.tell(climb, weeks, course)

    def _tell_lately(self, due: Prescription) -> None:
        """What happened lately, as much of it as there are lines for."""
        workspace = self._workspace
        stopped = due.decision is Decision.STOP
        tip = "" if stopped else workspace.tip(When.BETWEEN, workspace.today().toordinal())
        self._put("#tip", tip)
        if self._lately is not None:
            from runwalk_tui.review.session_words import ours_in  # late, as the column itself

            most = recent_sessions(self.size.height - self._key_lines)
            log = under_present_ids(workspace.table, workspace.log())
            self._lately.tell(log, due, workspace.today(), tip, most, ours_in(workspace.table))

    def _fit_to_size(self) -> None:
        """What depends on the size."""
        due = self._workspace.prescription()
        self._tell_lately(due)
        narrow, flat, tall = self.has_class("-narrow"), self.has_class("-flat"), self.has_class("-tall")
        self._put("#corner", when_in_short(due, self._workspace.today(), brief=narrow))
        wide = self._is_wide
        if self._glance is not None:
            apart = "\n" if wide and tall else GAP
            so_far = so_far_words(self._glance, in_short=narrow)
            rehearsal = rehearsal_words(in_short=narrow) if getattr(self.app, "rehearsal", False) else ""
            day = "" if narrow else weekday_in_short(self._workspace.today())
            named = partial(names_programme, self._workspace.table, so_far)
            self.query_one(TopLine).tell(Top(rehearsal, named, day, gap=2 if narrow else 3))
            room = None if wide else min(COLUMN, self.size.width) - PADDING - LABEL
            self._put("#week", week_line(self._glance, in_short=narrow, apart=apart, ascii=self._ascii, room=room))
        if due.decision is Decision.STOP:
            self._put("#why", below_the_headline(self._workspace, in_short=flat))
        else:
            self._put("#why", why_words(self._workspace, due, in_full=tall or (wide and not flat)))
        beside = 0 if due.decision is Decision.STOP or (narrow and flat) else LABEL - narrow
        for row in self.query(NamedText):
            row.beside = beside
        large = tall and self.has_class("-large") and not (narrow and self._by_hand)
        self._put("#stage", stage_words(self._workspace, due, large=large, roomy=tall))
        self._spread(flat=flat, tall=tall, wide=wide)
        roomy = self._is_roomy()
        self._mark(self, "-roomy", roomy)
        if self._course is not None:
            self._course.fit(rungs_shown(self._room_for_climb(), len(self._workspace.table.stages)), roomy=roomy)
        if roomy:
            self.query_one("#shape", SessionStrip).rows = 5

    @property
    def _is_wide(self) -> bool:
        """Whether there is more than one column."""
        return self.has_class("-wide") or self.has_class("-huge")

    def _room_for_climb(self) -> int:
        """Lines for the climb, at the size that the terminal has."""
        width, height = self.app.size
        return room_for_climb(height, "\n".join(self._notices), max(1, width - 8), tall=self.has_class("-tall"))

    def _is_roomy(self) -> bool:
        """Whether all stages can be apart, and everything else larger."""
        count = len(self._workspace.table.stages)
        return self.has_class("-huge") and self.has_class("-tall") and is_roomy(self._room_for_climb(), count)

    def _spread(self, *, flat: bool, tall: bool, wide: bool) -> None:
        """Where everything is in one column, its rows share what lines are left over."""
        shape, rows = self.query_one("#shape", SessionStrip), [self.query_one(f"#{name}") for name in APART]
        lines = spread(self.size.height - self._key_lines, self._text_lines(), len(rows))
        if flat or tall or wide:
            lines = Spread(3 if tall else 1 if flat else lines.strip, not tall and lines.tight, 0)
        shape.rows = lines.strip
        self._mark(shape, "-tight", lines.tight)
        for number, row in enumerate(rows):
            self._mark(row, "-apart", number < lines.apart)

    @property
    def _key_lines(self) -> int:
        """Lines that the keys have at the foot."""
        return len(self.query_one(KeyLine).laid_out(max(1, self.size.width)).lines)

    def _text_lines(self) -> int:
        """Lines of what is written below one another in one column, the blank ones around it included."""
        width = min(COLUMN, self.size.width) - PADDING
        notices, checkin, why, week = (
            str(self.query_one(f"#{name}", Static).content) for name in ("notices", "checkin", "why", "week")
        )
        other = str(self.query_one("#other", Static).content)
        around = sum(lines_of(each, width) + bool(each) for each in (notices, checkin, other))
        pain = self.query_one("#pain", PainLine).draw(max(1, width - LABEL)).height
        return around + sum(lines_of(each, width - LABEL) for each in (why, week)) + pain + 1  # the ladder has one

    def _tell_scrolling(self, more: bool) -> None:
        """The arrows are told while there is something that they bring up."""
        self.query_one(KeyLine).also = (KeyWord("↑ ↓", "Scroll"),) if more else ()
