"""What the timer says in words: the counter, the totals, a pain that is marked, and what explains all of it. Pure."""

from __future__ import annotations

from itertools import combinations

import pytest

from runwalk_tui.programme.plan import SessionPlan, plan_session
from runwalk_tui.programme.stage import Act, Kind, Stage, StageTable, Step
from runwalk_tui.session.countdown import Countdown, Moment
from runwalk_tui.ui.lettering.phase_banner import lines_of_banner
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.theme.icons import RUN, WALK
from runwalk_tui.ui.timer.help import SETS, SETS_OF_TIMES, WORDS, SessionHas, help_lines
from runwalk_tui.ui.timer.keys import KEYS
from runwalk_tui.ui.timer.lines import counter, runs_ahead, totals
from tests.support.phases import laid_out

STEPS = (Step(Act.WALK, 60), Step(Act.RUN, 180), Step(Act.WALK, 90), Step(Act.RUN, 300), Step(Act.WALK, 90))


def at(countdown: Countdown, second: float) -> Moment:
    countdown.start(0)
    return countdown.moment(second)


def a_list_of_intervals() -> Countdown:
    """Without repetitions: a walk, two runs, and the walks between."""
    stage = Stage("w4", STEPS, reps_min=1, reps_max=1)
    return Countdown(plan_session(StageTable("Test", (stage,)), stage, 1))


@pytest.mark.parametrize(("second", "shown"), [(0, ""), (60, "1/2"), (241, "1/2"), (331, "2/2"), (632, "2/2")])
def test_a_list_of_intervals_counts_its_runs(second: int, shown: str) -> None:
    assert counter(at(a_list_of_intervals(), second)) == shown


def test_where_there_is_nothing_to_count_nothing_is_counted() -> None:
    plan = SessionPlan("Test", "1", 1, laid_out([(Kind.WARM_UP, 10, 0), (Kind.RUN, 10, 1), (Kind.COOL_DOWN, 10, 0)]))
    for second in (0, 10, 20):
        moment = at(Countdown(plan), second)
        assert (counter(moment), runs_ahead(moment)) == ("", "")


def test_the_totals_do_not_say_again_what_the_banner_counts() -> None:
    assert totals(at(a_list_of_intervals(), 60), "18:16", (), 80, ascii=True) == "11:00 left  .  ends 18:16"
    assert totals(at(a_list_of_intervals(), 0), "6:16 pm", (), 80, ascii=True).startswith("2 runs  .  12:00 left")


ALL = ("rehearsal, not counted", "muted", "eased to 2", "NOT SAVED", "locked", "bell only", "may sleep")


@pytest.mark.parametrize("count", range(len(ALL) + 1))
def test_what_is_left_and_when_it_ends_stays_however_much_is_out_of_the_ordinary(count: int) -> None:
    for some in combinations(ALL, count):
        for width in range(36, 100):
            shown = totals(at(a_list_of_intervals(), 0), "06:22", some, width, ascii=False)
            assert len(shown) <= width
            assert "12:00 left · ends 06:22" in " ".join(shown.split()), (some, width)
            assert "NOT SAVED" in shown or "NOT SAVED" not in some


def test_where_there_is_little_room_the_least_important_word_goes_first() -> None:
    def shown(width: int, *markers: str) -> str:
        return totals(at(a_list_of_intervals(), 60), "06:22", markers, width, ascii=False)

    most = ("rehearsal, not counted", "eased to 2", "locked", "bell only", "may sleep")
    assert shown(76, *most) == "11:00 left · ends 06:22 · rehearsal · eased to 2 · locked · may sleep"
    assert shown(60, *most) == "11:00 left · ends 06:22 · rehearsal · eased to 2 · locked"
    assert shown(36, *most) == "11:00 left · ends 06:22 · locked"
    assert shown(24, *most) == "11:00 left · ends 06:22"
    assert shown(20, *most) == "11:00 left"
    assert shown(24, *most, "NOT SAVED") == "11:00 left · NOT SAVED"
    assert shown(12, *most, "NOT SAVED") == "NOT SAVED"


# The banner.

BOXES = [(12, 1), (18, 1), (36, 1), (36, 3), (36, 9), (76, 4), (110, 7), (190, 12)]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("ink", list(Ink))
def test_the_counter_is_never_left_out(box: tuple[int, int], ink: Ink) -> None:
    """Written out it can be read here; drawn, it makes another picture than the word alone."""
    drawn = lines_of_banner("WALK", WALK, *box, ink, "10/10")
    assert {len(line) for line in drawn} == {box[0]}
    assert len(drawn) == box[1]
    written = any("10/10" in line for line in drawn)
    assert written or drawn not in (lines_of_banner("WALK", icon, *box, ink) for icon in (None, WALK))
    assert written or not any("WALK" in line for line in drawn)


@pytest.mark.parametrize("box", [(76, 5), (116, 7), (116, 9), (188, 13), (196, 12)])
def test_the_arrows_are_there_at_the_usual_sizes_with_and_without_the_rest_of_the_timer(box: tuple[int, int]) -> None:
    alone = lines_of_banner("RUN", None, *box, Ink.QUARTERS, "3/6")
    assert lines_of_banner("RUN", RUN, *box, Ink.QUARTERS, "3/6") != alone


def test_the_arrows_go_before_the_word_and_the_word_before_the_counter() -> None:
    def in_one_line(width: int) -> str:
        return lines_of_banner("RUN", RUN, width, 1, Ink.CHARACTERS, "3/9")[0].strip()

    assert in_one_line(30) == ">  R U N   3/9  >"
    assert in_one_line(12) == "R U N   3/9"
    assert in_one_line(11) == "R U N   3/9"
    assert in_one_line(8) == "RUN 3/9"
    assert in_one_line(5) == "3/9"


def test_the_last_run_is_called_so_where_that_makes_no_letter_smaller() -> None:
    plain = lines_of_banner("RUN", RUN, 36, 6, Ink.QUARTERS, "9/9")
    assert lines_of_banner("RUN", RUN, 36, 6, Ink.QUARTERS, "9/9", last=True) == plain
    wide = lines_of_banner("RUN", RUN, 76, 4, Ink.QUARTERS, "9/9", last=True)
    assert sum(map(bool, map(str.strip, wide))) == 4
    assert wide != lines_of_banner("RUN", RUN, 76, 4, Ink.QUARTERS, "9/9")
    assert lines_of_banner("RUN", RUN, 36, 1, Ink.CHARACTERS, "9/9", last=True)[0].strip() == (
        ">  L A S T   R U N   9/9  >"
    )


# The help.


@pytest.mark.parametrize("width", [20, 33, 34, 76, 80])
@pytest.mark.parametrize("walk", [False, True])
def test_the_help_fits_its_width_and_leaves_nothing_out(width: int, walk: bool) -> None:
    has = SessionHas(runs=not walk, gentler=not walk, kinds=True)
    lines = help_lines([("Space", "pause, and carry on"), ("n", "next phase")], width, has=has)
    assert max(map(len, lines)) <= width
    told = " ".join(" ".join(lines).split())
    for word, _ in WORDS:
        assert word in told or walk or word in (SETS, SETS_OF_TIMES)
    assert ("RUN 3/9" in told) is not walk


def test_each_key_of_the_timer_is_explained_once() -> None:
    explained = [binding.tooltip for binding in KEYS if not isinstance(binding, tuple) and binding.tooltip]
    assert len(explained) == len(set(explained))
    assert {binding.key for binding in KEYS if not isinstance(binding, tuple) and not binding.tooltip} == {"space", "l"}
