"""The lines below the time: keys, sentences, markers, totals, in every size of a terminal."""

from __future__ import annotations

import random
from itertools import combinations, cycle, pairwise
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from runwalk_tui.audio.status import AudioStatus
from runwalk_tui.session.countdown import State
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.lettering.big_clock import BigClock
from runwalk_tui.ui.lettering.next_banner import NextBanner
from runwalk_tui.ui.lettering.phase_banner import PhaseBanner
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.timer.face import TimerFace
from runwalk_tui.ui.timer.help import TimerHelp
from runwalk_tui.ui.timer.lines import Notices, Topic
from runwalk_tui.ui.timer.timeline import Timeline
from runwalk_tui.ui.timer.timer import TimerScreen
from runwalk_tui.ui.timer.touch_bar import TouchBar
from tests.support.one_screen import OneScreen
from tests.support.stand_ins import Stage
from tests.support.timer_pilot import begin, lines_of, stage_with_a_runner
from tests.support.waiting import reach, resize, settle, until

pytestmark = pytest.mark.slow("draws the timer at ten sizes")

SMALL = [(40, 10), (40, 12), (60, 15), (200, 12)]
SIZES = [*SMALL, (80, 24), (100, 16), (120, 40), (200, 60), (300, 80), (40, 60)]
SOUND = AudioStatus("bell", "Sound stopped (miniaudio: no device); you'll hear the bell.")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_with_a_runner(tmp_path)


# Keys where there is no row of them.


@pytest.mark.parametrize("size", SMALL)
async def test_a_small_terminal_says_the_vital_keys_at_first_and_in_a_pause(
    stage: Stage, size: tuple[int, int]
) -> None:
    async with stage.app.run_test(size=size) as pilot:
        timer = await begin(stage, pilot)
        digits = timer.query_one(BigClock).size
        for key in ("Space pause", "x stop", "q end", "? keys"):
            assert key in lines_of(timer)[-1]
        await stage.go(pilot, 8.5)
        assert "left" in lines_of(timer)[-1]
        assert "ends 1" in lines_of(timer)[-1]
        await stage.press(pilot, "space")
        assert "Space resume" in lines_of(timer)[-1]
        assert timer.query_one(BigClock).size == digits


@pytest.mark.slow("ten sizes")
async def test_the_question_mark_explains_every_key_and_word_at_every_size(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        for size, key in zip(SIZES, cycle(("question_mark", "f1")), strict=False):
            await resize(pilot, size)
            await stage.press(pilot, key)
            page = await reach(pilot, TimerHelp)
            await settle(pilot)
            scroll, text = page.query_one(VerticalScroll), page.query_one("#explained", Static)
            explained = str(text.content)
            for said in ("Space", "next phase", "mark pain now", "stop for pain", "RUN 3/9", "bell only", "NOT SAVED"):
                assert said in explained, size
            lines = explained.splitlines()
            assert max(map(len, lines)) <= text.size.width <= page.size.width, size
            assert len(lines) == text.size.height, size
            assert scroll.max_scroll_y + scroll.size.height >= len(lines), size
            for line in ("#now", "#leave"):
                assert page.region.contains_region(page.query_one(line).region), size
            await stage.press(pilot, "escape")
            await reach(pilot, TimerScreen)
        assert timer.controller.moment().state is State.RUNNING


async def test_the_timer_keeps_running_behind_its_help_and_x_stops_for_pain_from_there(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "n", "question_mark")
        page = await reach(pilot, TimerHelp)
        before = str(page.query_one("#now", Static).content)
        assert before.startswith("RUN 1/2  0:4")
        await stage.go(pilot, 8)
        await until(pilot, lambda: str(page.query_one("#now", Static).content) == "RUN 1/2  0:32", "the seconds")
        await stage.press(pilot, "x")
        await reach(pilot, QuestionScreen)
        assert timer.controller.running.stopped_for_pain


async def test_the_row_of_keys_says_what_a_key_does_now(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        assert "Pause" in lines_of(timer)[-1]
        assert "l Lock" in lines_of(timer)[-1]
        await stage.press(pilot, "space")
        assert "Resume" in lines_of(timer)[-1]
        assert "Pause" not in lines_of(timer)[-1]
        await stage.press(pilot, "l")
        assert lines_of(timer)[-1].split() == ["Space", "Resume", "l", "Unlock"]
        await stage.press(pilot, "space", "l")
        assert "Pause" in lines_of(timer)[-1]
        assert "l Lock" in lines_of(timer)[-1]


async def test_a_locked_key_says_how_to_unlock(stage: Stage) -> None:
    async with stage.app.run_test(size=(40, 12)) as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "l")
        timer.face.forget("Locked: l unlocks, Space pauses.")
        stage.clock.time += 9
        await stage.press(pilot, "space", "space")
        assert "locked" in lines_of(timer)[-1]
        assert "unlocks" not in lines_of(timer)[-1]
        await stage.press(pilot, "x")
        assert "l unlocks" in lines_of(timer)[-1]
        assert timer.controller.moment().state is State.RUNNING


# Sentences and markers.


@pytest.mark.slow("ten sizes")
async def test_trouble_with_the_sound_is_told_in_full_and_then_in_two_words(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        await stage.go(pilot, 9)
        timer.face.stays = 0.05
        for size in SIZES:
            await resize(pilot, size)
            timer.hear(SOUND)
            assert timer.has_class("-noticed")
            await until(pilot, lambda: not timer.has_class("-noticed"), "the sentence is gone")
            shown = " ".join(lines_of(timer))
            assert "bell only" in shown, size
            assert "miniaudio" not in shown, size
            timer.hear(AudioStatus("miniaudio", ""))
            await settle(pilot)
            assert "bell only" not in " ".join(lines_of(timer)), size


class FaceScreen(Screen[None]):
    """A timer's face alone."""

    def __init__(self, face: TimerFace) -> None:
        super().__init__()
        self._face = face

    def compose(self) -> ComposeResult:
        yield self._face


async def test_a_sentence_from_before_the_screen_was_there_goes_away_like_any_other() -> None:
    face = TimerFace(ink=Ink.QUARTERS)
    face.stays = 0.05
    face.tell(Topic.SOUND, "No sound.", "no sound")
    async with OneScreen(FaceScreen(face)).run_test() as pilot:
        await until(pilot, lambda: face.is_mounted and not face.screen.has_class("-noticed"), "the sentence is gone")
        face.stays = 60.0
        face.say("Pain 4 saved.")
        await settle(pilot)
        assert str(face.query_one("#notice", Static).content) == "Pain 4 saved."


@pytest.mark.slow("six sizes")
async def test_a_sentence_of_one_line_does_not_change_the_size_of_the_digits(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        for size in SIZES[len(SMALL) :]:
            await resize(pilot, size)
            before = timer.query_one(BigClock).size
            timer.face.say("Pain 4 saved.")
            await settle(pilot)
            assert "Pain 4 saved." in " ".join(lines_of(timer)), size
            assert timer.query_one(BigClock).size == before, size
            timer.face.forget("Pain 4 saved.")


def said(notices: Notices) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return notices.sentences, notices.markers


def test_a_sentence_is_new_once_and_its_marker_stays_until_all_is_well() -> None:
    notices = Notices()
    assert notices.lasts(Topic.SOUND, "Sound stopped.", "no sound")
    assert not notices.lasts(Topic.SOUND, "Sound stopped.", "no sound")
    assert notices.sentences == ("Sound stopped.",)
    notices.forget("Sound stopped.")
    assert not notices.lasts(Topic.SOUND, "Sound stopped.", "no sound")
    assert said(notices) == ((), ("no sound",))
    assert notices.lasts(Topic.SOUND, "The bell rings.", "bell only")
    assert said(notices) == (("The bell rings.",), ("bell only",))
    assert not notices.lasts(Topic.SOUND, "")
    assert said(notices) == ((), ())


def test_what_was_said_last_is_read_first_and_trouble_with_the_log_is_marked_first() -> None:
    notices = Notices()
    notices.lasts(Topic.AWAKE, "It may sleep.", "may sleep")
    notices.lasts(Topic.LOG, "The disk is full.", "NOT SAVED")
    notices.passes("Pain 4 saved.")
    assert notices.sentences == ("Pain 4 saved.", "The disk is full.", "It may sleep.")
    assert notices.markers == ("NOT SAVED", "may sleep")


def test_what_was_just_done_gives_way_to_what_is_done_next_and_trouble_waits_to_be_read() -> None:
    notices = Notices()
    notices.lasts(Topic.AWAKE, "It may sleep.", "may sleep")
    notices.says("Pain 4 saved.")
    notices.says("Halfway. Last run.")
    assert notices.sentences == ("Halfway. Last run.", "It may sleep.")


async def test_one_sentence_is_read_at_a_time_and_each_has_its_seconds() -> None:
    face = TimerFace(ink=Ink.QUARTERS)
    face.stays = 600.0
    face.tell(Topic.AWAKE, "It may sleep.", "may sleep")
    face.tell(Topic.SOUND, "No sound.", "no sound")
    async with OneScreen(FaceScreen(face)).run_test() as pilot:
        await until(pilot, lambda: face.is_mounted, "the face")
        notice = face.query_one("#notice", Static)
        assert str(notice.content) == "No sound."
        face.forget("No sound.")
        assert str(notice.content) == "It may sleep."


# Layouts.


async def test_everything_is_inside_and_nothing_on_top_of_another(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        await stage.go(pilot, 8.5)
        face = timer.query_one(TimerFace)
        parts = [timer.query_one(kind) for kind in (PhaseBanner, BigClock, NextBanner, Timeline)]
        parts.append(timer.query_one("#totals"))
        for size in SIZES:
            await resize(pilot, size)
            for part in parts:
                assert face.region.contains_region(part.region), (part, size)
                assert part.region.area > 0, (part, size)
            for one, other in combinations(parts, 2):
                assert not one.region.overlaps(other.region), (one, other, size)


async def test_what_is_next_is_in_large_letters_where_there_is_room(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        banner = timer.query_one(NextBanner)
        assert banner.text == "then run 0:40"
        for size, rows in (((80, 24), 3), ((40, 30), 3), ((120, 40), 4), ((200, 60), 6), ((300, 80), 8)):
            await resize(pilot, size)
            assert banner.size.height >= rows, size
            drawn = [banner.render_line(y).text for y in range(banner.size.height)]
            assert not any("run" in line for line in drawn), size


async def test_a_flat_and_wide_terminal_has_the_word_beside_the_time(stage: Stage) -> None:
    async with stage.app.run_test(size=(200, 12)) as pilot:
        timer = await begin(stage, pilot)
        word, clock = timer.query_one(PhaseBanner), timer.query_one(BigClock)
        assert word.region.y == clock.region.y
        assert word.size.height == clock.size.height >= 8


async def test_a_tall_and_narrow_terminal_has_no_holes(stage: Stage) -> None:
    async with stage.app.run_test(size=(40, 60)) as pilot:
        timer = await begin(stage, pilot)
        lines = lines_of(timer)
        inked = [y for y, line in enumerate(lines[:40]) if line.strip()]
        assert max(b - a for a, b in pairwise(inked)) <= 6


async def test_glance_mode_leaves_the_word_the_time_and_what_is_next(stage: Stage) -> None:
    async with stage.app.run_test(size=(80, 24)) as pilot:
        timer = await begin(stage, pilot)
        before = timer.query_one(BigClock).size.height
        await stage.press(pilot, "f")
        assert timer.query_one(BigClock).size.height > before
        for kind in (Timeline, "#totals", KeyLine):
            assert not timer.query_one(kind).display
        assert timer.query_one(NextBanner).region.area > 0
        assert "f shows everything again" in " ".join(lines_of(timer))
        await stage.press(pilot, "f")
        assert timer.query_one(BigClock).size.height == before


@pytest.mark.slow("twenty sizes")
async def test_a_storm_of_resizes_in_mid_phase_leaves_everything_in_its_place(stage: Stage) -> None:
    chance = random.Random(6)
    async with stage.app.run_test(size=(80, 24)) as pilot:
        timer = await begin(stage, pilot)
        await stage.go(pilot, 3.5)
        calm = lines_of(timer)
        for number in range(20):
            await pilot.resize_terminal(chance.randint(20, 220), chance.randint(5, 70))
            stage.clock.time += 0.04
            if number % 10 == 9:
                await stage.press(pilot, "space", "space")
        await resize(pilot, (80, 24))
        await stage.go(pilot, 0.01)
        assert timer.controller.moment().state is State.RUNNING
        assert timer.query_one(BigClock).text == "0:06"
        assert [line for line in calm if "0:07" in line or "left" in line] != []
        assert [len(line) for line in lines_of(timer)] == [80] * 24
        await stage.go(pilot, 0)
        assert lines_of(timer)[-1] == calm[-1]


async def test_the_needed_keys_are_told_whole_and_no_button_is_cut_or_lies_on_them(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        line, bar = timer.query_one(KeyLine), timer.query_one(TouchBar)
        for size in ((40, 30), (40, 60), (60, 40), (72, 20), (74, 24), (80, 24), (120, 40)):
            await resize(pilot, size)
            told = "\n".join(lines_of(timer)[-line.size.height :])
            for key in ("Space Pause", "n Next", "b Back", "+ 30s", "e Ease"):
                assert key in told, size
            for key in ("m Pain", "x Stop", "u Mute", "l Lock", "q End"):
                assert key in told, size
            if bar.display:
                assert not bar.region.overlaps(line.region), size
                label = bar.render_line(bar.size.height // 2).text
                assert all(word in label for word in ("Pause", "Next", "Pain", "Stop", "End")), size
