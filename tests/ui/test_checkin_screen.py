"""The check-in with real keys, and the course that is shown after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from textual import events
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Button

from runwalk_tui.flows.questions import CheckInPage
from runwalk_tui.rule.follow_up import CAVEAT, Adherence, course
from runwalk_tui.session.records import CheckIn, Log
from runwalk_tui.ui.charts.scale_bar import ScaleBar
from runwalk_tui.ui.controls.number_field import FigureField
from runwalk_tui.ui.screens.pages.course import CourseScreen
from runwalk_tui.ui.screens.questions.checkin import CheckInScreen
from tests.support.examples import at_each_size
from tests.support.one_screen import NOTHING
from tests.support.reading_app import OneScreenApp, seen, whole
from tests.support.waiting import settle, until

pytestmark = pytest.mark.slow("asks all the questions of a check-in at each size")

NOW = datetime(2026, 1, 24, 12, 0, tzinfo=UTC)
SIZES = [(40, 12), (80, 24), (120, 40)]
OWN = ("What matters to you", "How well you do it", "Running feels safe")
CHECKINS = (CheckIn(NOW - timedelta(weeks=6), 52, 45, 70, 22), CheckIn(NOW, 31, 38, 74, 18))


def asking(activity: str = "") -> OneScreenApp:
    return OneScreenApp(lambda: CheckInScreen(CheckInPage("Week 6 of the programme.", lambda: NOW, activity)))


def telling(checkins: tuple[CheckIn, ...] = CHECKINS) -> OneScreenApp:
    found = course(Log(checkins=checkins))
    assert found is not None
    return OneScreenApp(lambda: CourseScreen(found, Adherence(date(2025, 12, 13), 14, 6.0, 3)))


async def type_in(pilot: Pilot[None], *answers: str | list[str]) -> None:
    """Each answer, character by character or key by key, and Enter after it."""
    for answer in answers:
        await pilot.press(*answer, "enter")
    await settle(pilot)


def field(app: OneScreenApp, name: str) -> FigureField:
    return app.screen.query_one(f"#{name}", FigureField)


@at_each_size(SIZES)
async def test_figures_and_enter_are_all_it_takes(size: tuple[int, int]) -> None:
    app = asking()
    async with app.run_test(size=size) as pilot:
        await type_in(pilot, "31", "28", "55", "21", "", "")
    assert app.result == CheckIn(NOW, 31, 28, 55, 21)


@at_each_size(SIZES)
async def test_what_matters_is_typed_in_words_and_no_letter_of_them_is_a_key(size: tuple[int, int]) -> None:
    app = asking()
    async with app.run_test(size=size) as pilot:
        await type_in(pilot, "31", "28", "55", "", ["q", "w", "question_mark", "space", "h"], "6", "7")
    assert app.result == CheckIn(NOW, 31, 28, 55, None, "qw? h", 6, 7)


@at_each_size(SIZES)
async def test_the_activity_of_last_time_is_offered(size: tuple[int, int]) -> None:
    app = asking("climbing stairs")
    async with app.run_test(size=size) as pilot:
        await type_in(pilot, "31", "28", "55", "")
        assert "Still this? Press Enter." in " ".join(seen(app).split())
        await type_in(pilot, "", "6", "")
    assert app.result == CheckIn(NOW, 31, 28, 55, None, "climbing stairs", 6)


@pytest.mark.parametrize("at_once", [False, True])
async def test_other_words_take_the_place_of_those_of_last_time(at_once: bool) -> None:
    app = asking("climbing stairs")
    async with app.run_test() as pilot:
        if at_once:
            await settle(pilot)
            for key in "31\r28\r55\r\rgardening\r\r10\r":
                app.post_message(events.Key("enter" if key == "\r" else key, key))
            await settle(pilot)
        else:
            await type_in(pilot, "31", "28", "55", "", "gardening", "", "10")
    assert app.result == CheckIn(NOW, 31, 28, 55, None, "gardening", None, 10)


async def test_how_well_nothing_goes_is_not_asked() -> None:
    app = asking("climbing stairs")
    async with app.run_test() as pilot:
        await type_in(pilot, "31", "28", "55", "", "", "6")
        await pilot.press("up", "up", "backspace")
        await settle(pilot)
        assert field(app, "score").disabled
        await pilot.press("enter")
        assert field(app, "safe").has_focus_within
        await pilot.press("enter")
        await settle(pilot)
    assert app.result == CheckIn(NOW, 31, 28, 55)


async def test_what_is_deleted_and_typed_anew_in_one_go_is_the_new_figure() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("7", "5")
        await settle(pilot)
        for key, character in (("backspace", "\x7f"), ("8", "8")):
            app.post_message(events.Key(key, character))
        await settle(pilot)
        assert field(app, "current").value == 78


async def test_eleven_of_ten_is_too_much() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await type_in(pilot, "31", "28", "55", "", "", "11")
        assert field(app, "safe").fault == "10 at most"
        assert app.result is NOTHING


@at_each_size([(40, 12), (80, 24)])
async def test_what_the_two_scales_mean_is_said_where_they_are_typed(size: tuple[int, int]) -> None:
    app = asking("stairs")
    async with app.run_test(size=size) as pilot:
        await type_in(pilot, "31", "28", "55", "", "")
        assert "0 is not at all, 10 is without any problem." in " ".join(seen(app).split())
        await type_in(pilot, "")
        assert "0 is not safe at all, 10 is completely safe." in " ".join(seen(app).split())


async def test_disability_may_be_left_open_and_nought_is_an_answer() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await type_in(pilot, "0", "0", "100", "", "", "")
    assert app.result == CheckIn(NOW, 0, 0, 100, None)


@at_each_size(SIZES)
async def test_too_much_is_said_at_once_and_enter_does_not_go_on(size: tuple[int, int]) -> None:
    app = asking()
    async with app.run_test(size=size) as pilot:
        await pilot.press("1", "0", "1")
        await settle(pilot)
        assert "100 at most" in seen(app)
        await pilot.press("enter")
        assert field(app, "current").has_focus_within
        await pilot.press("backspace", "enter")
        await settle(pilot)
        assert "100 at most" not in seen(app)
        assert field(app, "average").has_focus_within
        assert field(app, "current").value == 10


async def test_a_thousand_is_too_much_and_not_a_hundred() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await type_in(pilot, "1000")
        assert field(app, "current").fault == "100 at most"


async def test_keys_that_come_all_at_once_still_go_where_they_belong() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await settle(pilot)
        for key in "31\r5\r55\r21\rup\r6\r7":
            app.post_message(events.Key("enter" if key == "\r" else key, key))
        await settle(pilot)
        assert [figure.value for figure in app.screen.query(FigureField)] == [31, 5, 55, 21, 6, 7]
        await pilot.press("enter")
        await settle(pilot)
    assert app.result == CheckIn(NOW, 31, 5, 55, 21, "up", 6, 7)


async def test_nothing_typed_is_asked_for_where_it_is_needed() -> None:
    app = asking()
    async with app.run_test() as pilot:
        assert "please" not in seen(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "a number from 0 to 100, please" in seen(app)
        await pilot.press("4")
        await settle(pilot)
        assert "please" not in seen(app)


async def test_letters_and_symbols_are_not_taken() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await type_in(pilot, "+3x.1")
        assert field(app, "current").value == 31


@at_each_size(SIZES)
async def test_the_worst_of_the_week_is_not_below_the_others(size: tuple[int, int]) -> None:
    app = asking()
    async with app.run_test(size=size) as pilot:
        await type_in(pilot, "45", "38", "20")
        assert "must be at least 45" in seen(app).lower()
        assert field(app, "worst").has_focus_within
        await pilot.press("backspace", "backspace", "4", "5", "enter", "enter", "enter", "enter")
        await settle(pilot)
    assert app.result == CheckIn(NOW, 45, 38, 45, None)


async def test_a_later_change_of_the_average_is_compared_again() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await type_in(pilot, "10", "10", "20")
        await pilot.press("up", "up", "end", "backspace", "backspace", "9", "0")
        await settle(pilot)
        assert field(app, "worst").fault == "must be at least 90"
        await pilot.press("down", "down", "enter", "enter", "enter")
        await settle(pilot)
        assert app.result is NOTHING
        assert field(app, "worst").has_focus_within


async def test_save_goes_to_the_first_figure_that_is_missing() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("5", "tab", "tab", "7")
        await pilot.click(Button)
        await settle(pilot)
        assert field(app, "average").has_focus_within
        assert app.result is NOTHING


async def test_escape_leaves_it_for_later() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("5", "escape")
        await settle(pilot)
    assert app.result is None


@at_each_size(SIZES)
async def test_the_whole_page_is_seen_without_scrolling(size: tuple[int, int]) -> None:
    app = asking()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = seen(app)
        for words in (
            "How was the past week?",
            "Pain now",
            "Average pain",
            "Worst pain",
            "Disability",
            "%",
            *OWN,
            "Later",
        ):
            assert words in text
        assert app.screen.query_one(VerticalScroll).max_scroll_y == 0


async def test_the_bar_follows_the_figure() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("5", "0")
        await settle(pilot)
        bar = field(app, "current").query_one(ScaleBar)
        assert bar.value == 50
        assert bar.render_line(0).text.count("█") == bar.size.width // 2


async def test_a_bar_in_ascii_is_ascii() -> None:
    app = OneScreenApp(lambda: CheckInScreen(CheckInPage("", lambda: NOW), ascii=True))
    async with app.run_test() as pilot:
        await pilot.press("5", "0")
        await settle(pilot)
        assert field(app, "current").query_one(ScaleBar).render_line(0).text.isascii()


# The course.


@at_each_size(SIZES)
async def test_first_and_latest_stand_side_by_side_with_the_change(size: tuple[int, int]) -> None:
    app = telling()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = seen(app)
        assert "first" in text and "now" in text
        assert "52" in text and "31" in text and "21 lower" in text
        assert [bar.value for bar in app.screen.query(ScaleBar)] == [52, 31, 45, 38, 70, 74, 22, 18]


@at_each_size(SIZES)
async def test_our_own_questions_stand_below_with_bars_of_ten(size: tuple[int, int]) -> None:
    first, latest = CHECKINS
    first = replace(first, activity="stairs", activity_score=3, safe=4)
    app = telling((first, replace(latest, activity="stairs", activity_score=9, safe=10)))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        words = whole(app.screen)
        assert "Two questions of our own, 0-10; higher is better." in words
        assert "How well “stairs” goes" in words and "6 higher" in words
        assert [bar.value for bar in app.screen.query(ScaleBar)][8:] == [30, 90, 40, 100]


@at_each_size(SIZES)
async def test_the_trials_figures_are_never_seen_before_their_caveat(size: tuple[int, int]) -> None:
    app = telling()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        words = whole(app.screen)
        assert words.index(CAVEAT) < words.index("−15.3 between groups")
        assert "2.3 of 3 sessions a week (78%)" in words
        caveat = app.screen.query_one(".caveat").region
        figures = [line.region for line in app.screen.query(".figures")]
        assert all(line.y >= caveat.bottom for line in figures)


@at_each_size(SIZES)
async def test_the_end_of_the_course_is_reached_with_the_keys(size: tuple[int, int]) -> None:
    app = telling()
    async with app.run_test(size=size) as pilot:
        await pilot.press("end")
        await until(pilot, lambda: "one case of back pain." in " ".join(seen(app).split()), "the end")
        await pilot.press("enter")
        await settle(pilot)
    assert app.result is None


async def test_a_first_check_in_is_shown_alone() -> None:
    app = telling(CHECKINS[:1])
    async with app.run_test() as pilot:
        await settle(pilot)
        text = seen(app)
        assert "Your first check-in" in text
        assert "lower" not in text.split("trial")[0] and "first " not in text.split("Pain now")[1].split("trial")[0]
