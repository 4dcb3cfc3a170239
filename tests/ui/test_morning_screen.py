"""The pain of the morning after, with real keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui.flows.questions import MorningPain
from runwalk_tui.flows.readiness import morning_when_due
from runwalk_tui.flows.rest_days.morning import ask_morning
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.settings import ScreenSettings
from runwalk_tui.ui.screens.questions.morning import MorningScreen
from tests.support.examples import at_each_size
from tests.support.one_flow import OneFlow
from tests.support.one_screen import NOTHING, SIZES, OneScreen, press, text_of
from tests.support.stand_ins import make_workspace
from tests.support.waiting import reach, settle, until

FRIDAY = SessionRecord("x", datetime(2026, 1, 9, 18, 0, tzinfo=UTC), "Test", "2", 4, 4, pain_before=3, pain_after=3)
MONDAY = date(2026, 1, 12)


@at_each_size(SIZES)
@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["4", "enter"], 4),
        (["1", "0", "enter"], 10),
        (["n"], "forgotten"),
        (["5", "n"], "forgotten"),
        (["4", "escape"], None),
    ],
)
async def test_the_keys_give_the_answer(size: tuple[int, int], keys: list[str], answer: int | str | None) -> None:
    app = OneScreen(MorningScreen(MorningPain(FRIDAY, MONDAY, ())))
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == answer


async def test_enter_without_a_number_answers_nothing() -> None:
    app = OneScreen(MorningScreen(MorningPain(FRIDAY, MONDAY, ())))
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        assert app.result is NOTHING
        assert app.screen is app.shown


@pytest.mark.parametrize(
    ("today", "session", "morning"),
    [
        (date(2026, 1, 10), "yesterday's session", "this morning"),
        (date(2026, 1, 11), "Friday's session", "yesterday, Saturday 10 January"),
        (MONDAY, "Friday's session", "Saturday 10 January"),
    ],
)
@at_each_size(SIZES)
async def test_it_says_which_morning_is_meant(size: tuple[int, int], today: date, session: str, morning: str) -> None:
    app = OneScreen(MorningScreen(MorningPain(FRIDAY, today, ())))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        shown = text_of(app.shown)
    assert f"on the morning after {session}" in shown
    assert morning in shown
    assert "don't remember" in shown or size == (80, 24)


@at_each_size(SIZES)
async def test_who_wants_previews_sees_where_each_answer_leads_by_asking_the_rule(
    size: tuple[int, int], tmp_path: Path
) -> None:
    workspace = make_workspace(tmp_path, now=datetime(2026, 1, 12, 8, 0, tzinfo=UTC))
    workspace.settings = replace(workspace.settings, screen=ScreenSettings(previews=True))
    with workspace.store:
        workspace.store.save(FRIDAY)
        app = OneFlow(morning_when_due, workspace)
        async with app.run_test(size=size) as pilot:
            await reach(pilot, MorningScreen)
            await settle(pilot)
            shown = text_of(app.screen)
        assert "0–4: stage 2 again" in shown
        assert "5–10: back to stage 1" in shown
        assert workspace.log().sessions == (FRIDAY,)


async def test_a_session_that_is_gone_meanwhile_does_not_come_back_with_its_morning(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    workspace.store.save(replace(FRIDAY, started_at=workspace.wall() - timedelta(days=1)))
    app = OneFlow(ask_morning, workspace)
    async with app.run_test() as pilot:
        await reach(pilot, MorningScreen)
        workspace.store.delete(FRIDAY.id, workspace.wall())
        await press(pilot, "4", "enter")
        await until(pilot, lambda: app.result is None, "the end")
    assert workspace.log().sessions == ()
