"""The conversations that a screen may ask for, one at a time: which flow follows what was asked for.

A flow is imported when it is wanted, so that Home is there at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import work

from runwalk_tui.history.errors import StoreError
from runwalk_tui.ui.messages import Care, CareWanted, ChooseWanted, EditWanted, ProgrammeWanted
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.session_app import SessionApp

if TYPE_CHECKING:
    from runwalk_tui.flows.red_flags import Flow


class ConversationApp(SessionApp):
    """An app that has at most one conversation with the runner at any time."""

    async def action_show(self, name: str, at: str | None = None, *, news_stays: bool = False) -> None:
        """Open a page by name."""
        raise NotImplementedError

    @property
    def in_conversation(self) -> bool:
        """Whether one is under way: a key that bounces at Home must not cut it off."""
        return any(worker.group == "session" and worker.is_running for worker in self.workers)

    def refresh_home(self) -> None:
        """Show at Home, where that is on top, what is in the log by now."""
        if isinstance(self.screen, HomeScreen):
            self.screen.refresh_from_log()

    @work(exclusive=True, group="session")
    async def welcome(self) -> None:
        """What is to be settled from the last time: a session that was cut off, and the morning after the last one."""
        if self._cut_off():
            from runwalk_tui.flows.resume import offer_unfinished

            await self._talk(offer_unfinished)
        if not self.rehearsal and self.workspace.morning_wanted() is not None:
            from runwalk_tui.flows.readiness import morning_when_due

            await self._talk(morning_when_due)

    def _cut_off(self) -> bool:
        """Whether a session was cut off; a journal that cannot be read is said, and stays where it is."""
        try:
            return self.workspace.reliable_store.unfinished() is not None
        except StoreError as error:
            self.notify(str(error), severity="error")
            return False

    async def _talk(self, flow: Flow) -> None:
        """Have a conversation over Home or History, which shows afterwards what came of it."""
        from runwalk_tui.flows.front import Conversation
        from runwalk_tui.ui.front import ScreenFront

        self.forget_news()
        with ScreenFront(self) as front:
            await flow(Conversation(front, self.workspace))
        self.refresh_home()

    def _start(self, flow: Flow) -> None:
        """Have a conversation, unless one is under way."""
        if not self.in_conversation:
            self._talk_alone(flow)

    @work(exclusive=True, group="session")
    async def _talk_alone(self, flow: Flow) -> None:
        await self._talk(flow)

    # What the screens ask for.

    def on_start_wanted(self) -> None:
        from runwalk_tui.flows import session

        self._start(session.run_due_session)

    def on_walk_wanted(self) -> None:
        from runwalk_tui.flows import session

        self._start(session.walk_today)

    def on_choose_wanted(self, event: ChooseWanted) -> None:
        from runwalk_tui.flows import session

        if event.stage is None:
            self._start(session.run_chosen_session)
        elif not self.in_conversation:
            self._run_stage(event.stage)

    @work(exclusive=True, group="session")
    async def _run_stage(self, stage: str) -> None:
        """A session at a stage that the runner has picked; whoever leaves the choice comes back to it."""
        from runwalk_tui.flows import session

        left: list[str] = []
        await self._talk(session.run_session_at(stage, lambda: left.append(stage)))
        for place in left:
            await self.action_show("stages", place)

    def on_care_wanted(self, event: CareWanted) -> None:
        from runwalk_tui.flows import programmes, readiness, red_flags, session
        from runwalk_tui.flows.rest_days import other_exercise
        from runwalk_tui.flows.shown import flare_up

        flows: Mapping[Care, Flow] = {
            Care.CHECK_IN: readiness.check_in,
            Care.WARNING_SIGN: red_flags.report_from_home,
            Care.RUN_TEST: session.take_run_test,
            Care.SCREENING: readiness.screen_again,
            Care.FLARE_UP: flare_up.show_plan,
            Care.FINISH: readiness.show_finish,
            Care.NEXT_PROGRAMME: programmes.take_up_next,
            Care.OTHER_EXERCISE: other_exercise.do_other_exercise,
            Care.STOP_SIGN: red_flags.show_stop_sign,
        }
        self._start(flows[event.what])

    def on_edit_wanted(self, event: EditWanted) -> None:
        from runwalk_tui.flows import editing

        self._start(editing.correct(event.session_id))

    def on_add_wanted(self) -> None:
        from runwalk_tui.flows import editing

        self._start(editing.add)

    def on_programme_wanted(self, event: ProgrammeWanted) -> None:
        if not self.in_conversation:
            self._look_at_programme(event.name)

    @work(exclusive=True, group="session")
    async def _look_at_programme(self, name: str) -> None:
        """Another programme, to be taken up or not, or other exercise, which is done at once.

        Whoever does neither comes back to the list.
        """
        from runwalk_tui.flows.programmes import take_up
        from runwalk_tui.flows.rest_days.other_exercise import do_exercise_of
        from runwalk_tui.programme.shipped import SHIPPED

        before, sessions, wanted = self.workspace.in_use, len(self.workspace.log().sessions), SHIPPED[name]
        await self._talk(do_exercise_of(wanted.title) if wanted.companion else take_up(name))
        if self.workspace.in_use is before and len(self.workspace.log().sessions) == sessions:
            await self.action_show("programmes", name, news_stays=True)

    def on_editor_wanted(self) -> None:
        if not self.in_conversation:
            self._edit_table()

    @work(exclusive=True, group="session")
    async def _edit_table(self) -> None:
        """The stage table in the runner's editor."""
        from runwalk_tui.ui.table_editing import edit_in_editor

        await edit_in_editor(self)
