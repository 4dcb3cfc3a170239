"""Steps with a kind, a word and a set of their own: on the timer, in its title, and as lines to be read aloud."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.plain import spoken
from runwalk_tui.programme.plan import SessionPlan, plan_session
from runwalk_tui.session.countdown import Countdown, Moment
from runwalk_tui.table_in_use import load_table
from runwalk_tui.ui.lettering.next_banner import lines_of_next
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.theme.icons import word_of
from runwalk_tui.ui.timer.help import SETS, SETS_OF_TIMES, WORDS_OF_STEPS, SessionHas, help_lines
from runwalk_tui.ui.timer.lines import following, title_words, totals
from runwalk_tui.wording import set_words, steps_in_words
from tests.support.picture import plain_picture
from tests.support.scenes import DrivenApp, keys, reach
from tests.support.step_tables import paces

PLANS = Path(__file__).parents[2] / "support" / "plans"


def plan() -> SessionPlan:
    table = paces()
    return plan_session(table, table.stage("sets"), 1)


def at(second: float) -> Moment:
    """Warm-up to 60, brisk walk to 360, three sets of 150 to 810, rest to 930, stretch to 990."""
    countdown = Countdown(plan())
    countdown.start(0.0)
    return countdown.moment(second)


@pytest.mark.parametrize(
    ("second", "word", "title", "follows", "in_set"),
    [
        (0, "WARM-UP", "Warm-up 1:00", "then walk 5:00 brisk", ""),
        (60, "WALK", "Walk brisk 5:00", "then jog 1:00", ""),
        (360, "JOG", "Jog 1/6 1:00", "then walk 1:00", "set 1 of 3"),
        (420, "WALK", "Walk 1/6 1:00", "then run 0:30 fast", "set 1 of 3"),
        (630, "RUN", "Run fast 4/6 0:30", "then jog 1:00", "set 2 of 3"),
        (810, "REST", "Rest 6/6 2:00", "then stretch 1:00 hamstrings", ""),
        (930, "STRETCH", "Stretch hamstrings 6/6 1:00", "then you are done", ""),
    ],
)
def test_each_step_is_named_by_what_is_done_and_by_its_own_word(
    second: float, word: str, title: str, follows: str, in_set: str
) -> None:
    moment = at(second)
    shown = word_of(moment.phase)
    assert shown.word == word
    assert title_words(moment, shown.word.capitalize()) == title
    assert following(moment)[0] == follows
    assert set_words(moment) == in_set


@pytest.mark.parametrize(
    ("second", "line"),
    [
        (60, "Walk, brisk: 5 minutes, then jog 1 minute."),
        (420, "Walk after run 1 of 6, set 1 of 3: 1 minute, then run 30 seconds, fast."),
        (510, "Jog 3 of 6, set 2 of 3: 1 minute, then walk 1 minute."),
        (630, "Run 4 of 6, fast, set 2 of 3: 30 seconds, then jog 1 minute."),
        (810, "Rest after run 6 of 6: 2 minutes, then stretch 1 minute, hamstrings."),
    ],
)
def test_the_same_as_lines(second: float, line: str) -> None:
    assert spoken.phase_line(at(second)) == line


def test_a_stage_is_written_with_its_sets_in_brackets() -> None:
    assert (
        steps_in_words(paces().stage("sets"))
        == "walk 5m brisk, 3 × (jog 1m, walk 1m, run 30s fast), rest 2m, stretch 1m hamstrings"
    )


def sets_of_times(second: float) -> Moment:
    """Six times (five times (30 s run, 30 s walk), 90 s rest)."""
    table = load_table(PLANS / "every_kind.toml")
    countdown = Countdown(plan_session(table, table.stage("six sets of five"), 6))
    countdown.start(0.0)
    return countdown.moment(second)


def test_a_set_is_a_repetition_where_there_are_several_and_the_times_in_it_come_after_it() -> None:
    first_of_the_second = sets_of_times(390)
    assert set_words(first_of_the_second) == "set 2 of 6, 1 of 5"
    assert spoken.phase_line(first_of_the_second).startswith("Run 6 of 30, set 2 of 6, 1 of 5: 30 seconds")
    assert set_words(sets_of_times(301)) == "", "the rest is in no set"


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (76, "34:30 left  ·  ends 18:34  ·  set 2 of 6, 1 of 5"),
        (40, "34:30 left · ends 18:34 · set 2/6, 1/5"),
        (24, "34:30 left · ends 18:34"),
    ],
)
def test_sets_are_told_in_short_where_there_is_little_room(width: int, shown: str) -> None:
    moment = sets_of_times(390)
    line = totals(moment, "18:34", [set_words(moment)], width, ascii=False)
    assert line.replace("•", "·") == shown


def test_help_explains_what_the_session_shows() -> None:
    def told(**has: bool) -> list[str]:
        lines = "\n".join(help_lines([("n", "next")], 80, has=SessionHas(**has)))
        return [word for word in (*WORDS_OF_STEPS, SETS, SETS_OF_TIMES, "eased to") if word in lines]

    assert told() == ["eased to"]
    assert told(kinds=True) == [*WORDS_OF_STEPS, "eased to"]
    assert told(times=True) == [SETS, "eased to"]
    assert told(times=True, sets=True, gentler=False) == [SETS_OF_TIMES]
    assert told(gentler=False, eased=True) == ["eased to"]
    assert told(runs=False, gentler=False) == []


@pytest.mark.parametrize("width", [10, 38, 76])
def test_what_has_no_large_letters_is_written_out_and_what_is_too_long_is_cut(width: int) -> None:
    drawn = lines_of_next(("then walk 5:00 Ärmel „hoch“", "then walk Ärmel „hoch“"), width, 3, Ink.QUARTERS)
    assert {len(line) for line in drawn} == {width}
    assert "".join(drawn).split()[0] == "then"


def test_a_comma_keeps_no_word_from_being_large() -> None:
    large = lines_of_next(("hip circles, left",), 100, 4, Ink.QUARTERS)
    assert large == lines_of_next(("hip circles left",), 100, 4, Ink.QUARTERS)
    assert not any("hip" in line for line in large)


@pytest.mark.slow("draws the timer at several sizes")
@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 14)])
async def test_two_paces_are_told_apart_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    pictures = []
    for stage in ("sets", "two paces"):
        driven = DrivenApp(tmp_path / stage, words=True)
        async with driven.on(size) as pilot:
            if stage == "sets":
                await reach("words-brisk", driven, pilot)
            else:
                await keys("c", "down", "enter", "g", "2", "enter", *"nn", seconds=20)(driven, pilot)
            pictures.append(plain_picture(driven.app))
    brisk, easy = pictures
    assert brisk != easy
    if size[1] == 12:
        assert "brisk" in brisk
        assert "easy" in easy


@pytest.mark.slow("draws the timer in a session")
async def test_the_digits_keep_their_place_in_a_step_without_a_word(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, words=True)
    driven.workspace.tips = ()  # a long one takes a line of its own
    async with driven.on((80, 24)) as pilot:
        await reach("words-brisk", driven, pilot)
        brisk = driven.app.screen.query_one("BigClock").region
        await keys("n", seconds=10)(driven, pilot)
        assert driven.app.screen.query_one("BigClock").region == brisk
