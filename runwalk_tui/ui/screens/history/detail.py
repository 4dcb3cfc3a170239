"""One past session in full: its answers, its pains, its marks, and what the rule made of it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from runwalk_tui.programme.plan import Phase, plan_session, plan_walk
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.past.finding import response_words, title_of, worst_given
from runwalk_tui.review.past.following import decision_after
from runwalk_tui.review.session_words import (
    A_WALK_COUNTS_NOTHING,
    answer_notes,
    done_notes,
    has_stage,
    is_walk,
    pain_notes,
)
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.habits import CalendarHabits
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.screens.history.marks import FourPains, MarkedTimeline
from runwalk_tui.wording import heading, headline

KEPT = 200
"""Decisions that are remembered, so that going up and down asks the rule once for each."""


class Decisions:
    """Asks the rule what followed a session, once for each that is looked at."""

    def __init__(self, table: StageTable) -> None:
        self.table = table
        self.times_asked = 0
        """How often the rule was asked."""
        self._log = Log()
        self._known: dict[str, Prescription] = {}

    def after(self, log: Log, session: SessionRecord) -> Prescription:
        """What the rule asked for after a session of the log."""
        if log is not self._log or len(self._known) > KEPT:
            self._log, self._known = log, {}
        if session.id not in self._known:
            self.times_asked += 1
            self._known[session.id] = decision_after(self.table, log, session)
        return self._known[session.id]


class SessionDetail(VerticalScroll):
    """Shows one session."""

    DEFAULT_CSS = """
    SessionDetail {
        height: 1fr; scrollbar-size-vertical: 1; scrollbar-background: $background;
        & Static, & Chart { height: auto; width: 100%; margin-bottom: 1; }
        & .-title { text-style: bold; margin-bottom: 0; }
        & .-response { color: $text-muted; }
        & .-heading { text-style: bold; color: $primary; margin-bottom: 0; }
    }
    """

    def __init__(self, decisions: Decisions, habits: CalendarHabits, *, ink: Ink, id: str | None = None) -> None:
        super().__init__(id=id)
        self._decisions = decisions
        self._habits = habits
        self._title = Static(classes="-title", markup=False)
        self._response = Static(classes="-response", markup=False)
        self._pains = FourPains(decisions.table.policy, ink=ink)
        self._marked = Static("Pain marked during the session", classes="-heading", markup=False)
        self._marks = MarkedTimeline(ascii=ink is Ink.CHARACTERS)
        self._answers = Static(markup=False)
        self._heading = Static("What came next", classes="-heading", markup=False)
        self._followed = Static(markup=False)

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._response
        yield self._pains
        yield self._marked
        yield self._marks
        yield self._answers
        yield self._heading
        yield self._followed

    def show(self, judged: Judged | None, log: Log) -> None:
        """Show a session of the log; nothing for None."""
        for part in self.children:
            part.display = judged is not None
        if judged is None:
            return
        session = judged.session
        self._title.update(title_of(session, self._habits))
        self._response.update(response_words(judged))
        pains = {
            "before": session.pain_before,
            "worst": worst_given(session),
            "after": session.pain_after,
            "next morning": session.pain_morning,
        }
        # A walk and a companion are not asked for the worst pain and the morning after.
        asked = tuple(pain for pain in pains.items() if has_stage(session) or pain[1] is not None)
        self._pains.pains = asked
        self._pains.display = any(pain is not None for _, pain in asked)
        self._marks.show(session.pain_marks, planned_phases(self._decisions.table, session))
        self._marked.display = self._marks.display
        told = () if self._pains.display else pain_notes(session)
        self._answers.update("\n".join([*done_notes(session), *told, *answer_notes(session)]))
        self._followed.update("\n".join(self._words_after(session, log)))
        self.scroll_home(animate=False)

    def _words_after(self, session: SessionRecord, log: Log) -> list[str]:
        """What the rule made of it."""
        if session.rehearsal:
            return ["A rehearsal doesn't count, so it doesn't change your plan."]
        if is_walk(session):
            return [A_WALK_COUNTS_NOTHING]
        if not session.counted and not session.red_flags:
            return ["It doesn't count as a session, so it doesn't change your plan."]
        due = self._decisions.after(log, session)
        lines = [heading(due, self._decisions.table)]
        if due.stage is not None:
            lines = [f"{heading(due, self._decisions.table)}: {headline(due, self._decisions.table)}"]
        lines += due.reasons
        return lines


def planned_phases(table: StageTable, session: SessionRecord) -> tuple[Phase, ...]:
    """The phases of a session as the table lays them out now; none for a stage that it does not have."""
    if session.programme != table.programme or table.index(session.stage) is None:
        return ()
    stage = table.stage(session.stage)
    if is_walk(session):
        return plan_walk(table, stage, stage.reps_min).phases
    return plan_session(table, stage, session.reps_planned).phases
