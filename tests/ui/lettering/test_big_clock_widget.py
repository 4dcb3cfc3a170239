"""The clock and the banner on a screen: what they show, and how little they draw again."""

import pyte
import pytest
from textual.geometry import Region

from runwalk_tui.ui.lettering.big_clock import BigClock, changed_regions, lines_of_clock
from runwalk_tui.ui.lettering.phase_banner import PhaseBanner, lines_of_banner
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.theme.icons import RUN, PhaseWord
from tests.support.waiting import resize, settle
from tests.support.widget_app import Shown


@pytest.mark.parametrize("ink", list(Ink))
@pytest.mark.parametrize("box", [(1, 1), (3, 1), (4, 2), (10, 3), (40, 6), (80, 14), (120, 24), (300, 80)])
@pytest.mark.parametrize("text", ["", "0:05", "12:34", "1:02:03"])
def test_the_lines_are_exactly_the_box(text: str, box: tuple[int, int], ink: Ink) -> None:
    width, height = box
    lines = lines_of_clock(text, width, height, ink)
    assert len(lines) == height
    assert {len(line) for line in lines} == {width}


def test_without_room_the_time_is_written_out_in_the_middle() -> None:
    assert lines_of_clock("1:30", 10, 2, Ink.QUARTERS) == ("   1:30   ", " " * 10)
    assert lines_of_clock("1:30", 10, 4, Ink.CHARACTERS)[1] == "   1:30   "
    assert lines_of_clock("1:02:03", 4, 1, Ink.QUARTERS) == ("1:02",)


@pytest.mark.parametrize("ink", list(Ink))
def test_a_digit_that_stays_does_not_move_while_the_others_change(ink: Ink) -> None:
    width, height = 80, 14
    rows = [lines_of_clock(f"1:2{digit}", width, height, ink) for digit in range(10)]
    for other in rows[1:]:
        changed = list(changed_regions(rows[0], other))
        assert changed
        assert min(region.x for region in changed) > width // 2


def test_ascii_is_ascii() -> None:
    for line in (
        *lines_of_clock("12:34", 120, 20, Ink.CHARACTERS),
        *lines_of_banner("COOL-DOWN", None, 120, 9, Ink.CHARACTERS),
    ):
        assert line.isascii()
    assert all(line.isascii() for line in lines_of_banner("RUN", RUN, 40, 1, Ink.CHARACTERS))


def test_the_console_of_linux_gets_only_characters_of_its_font() -> None:
    drawn = "".join(lines_of_clock("12:34", 120, 20, Ink.HALVES) + lines_of_banner("WALK", None, 80, 9, Ink.HALVES))
    assert set(drawn) <= set(" ▀▄█")


def test_changed_regions_are_the_cells_that_differ() -> None:
    assert list(changed_regions(["abc", "abc"], ["abc", "abc"])) == []
    assert list(changed_regions(["abc", "abc"], ["abc", "aXc"])) == [Region(1, 1, 1, 1)]
    assert list(changed_regions(["0123456789"], ["X12345678X"])) == [Region(0, 0, 1, 1), Region(9, 0, 1, 1)]
    assert list(changed_regions(["0123456789"], ["X1X3456789"])) == [Region(0, 0, 3, 1)]


def test_the_banner_shows_the_icons_of_the_phase_where_they_do_not_make_the_word_lower() -> None:
    plain = lines_of_banner("RUN", None, 118, 8, Ink.QUARTERS)
    framed = lines_of_banner("RUN", RUN, 118, 8, Ink.QUARTERS)
    assert framed != plain
    assert sum(bool(line.strip()) for line in framed) == sum(bool(line.strip()) for line in plain)
    narrow = lines_of_banner("WARM-UP", PhaseWord.WARM_UP.icon, 60, 8, Ink.QUARTERS)
    assert narrow == lines_of_banner("WARM-UP", None, 60, 8, Ink.QUARTERS)


def test_a_banner_of_one_line_is_the_word_between_its_icons() -> None:
    assert lines_of_banner("run", RUN, 20, 1, Ink.QUARTERS)[0].strip() == "»  R U N  »"
    assert lines_of_banner("run", RUN, 8, 1, Ink.QUARTERS)[0].strip() == "R U N"
    assert lines_of_banner("run", RUN, 4, 1, Ink.QUARTERS)[0].strip() == "RUN"
    assert lines_of_banner("COOL-DOWN", None, 4, 1, Ink.QUARTERS) == ("COOL",)


@pytest.mark.parametrize("word", [phase.word for phase in PhaseWord])
def test_no_two_words_look_alike(word: str) -> None:
    for other in (phase.word for phase in PhaseWord):
        same = lines_of_banner(word, None, 80, 6, Ink.QUARTERS) == lines_of_banner(other, None, 80, 6, Ink.QUARTERS)
        assert same == (word == other)


def terminal(sent: list[str], size: tuple[int, int]) -> list[list[tuple[str, str, str, bool]]]:
    """What a terminal shows after all that was sent: sign, colours and whether exchanged, cell by cell."""
    screen = pyte.Screen(*size)
    stream = pyte.Stream(screen)
    for text in sent:
        stream.feed(text.replace("\n", "\r\n"))
    cells = [[screen.buffer[y][x] for x in range(size[0])] for y in range(size[1])]
    return [[(cell.data, cell.fg, cell.bg, cell.reverse) for cell in row] for row in cells]


@pytest.mark.parametrize("ink", list(Ink))
async def test_an_exact_screen_shows_the_same_as_painting_all_anew(ink: Ink) -> None:
    size = (80, 20)
    clock = BigClock("1:00", ink=ink)
    app = Shown(clock, PhaseBanner("WALK", ink=ink), exact=True)
    async with app.on_a_terminal(size) as pilot:
        await settle(pilot)
        for text in ("0:59", "0:58", "0:50", "0:49"):
            clock.text = text
            await settle(pilot)
        shown = terminal(app.sent, size)
        app.sent.clear()
        app.screen.refresh(layout=True)
        app.refresh(layout=True)
        await settle(pilot)
        assert terminal(app.sent, size) == shown
        assert any(cell[3] or cell[0] not in " " for row in shown for cell in row)


async def test_a_second_costs_a_few_hundred_bytes_and_nothing_costs_nothing() -> None:
    clock = BigClock("0:43")
    app = Shown(clock, exact=True)
    async with app.on_a_terminal((80, 16)) as pilot:
        await settle(pilot)
        app.sent.clear()
        clock.text = "0:43"
        await settle(pilot)
        assert not app.sent
        clock.text = "0:42"
        await settle(pilot)
        assert 0 < sum(map(len, app.sent)) < 1000


async def test_the_clock_grows_when_there_are_fewer_digits_and_follows_a_resize() -> None:
    clock = BigClock("10:00")
    app = Shown(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)

        def rows() -> int:
            return sum(
                any(segment.style and segment.style.reverse for segment in clock.render_line(y))
                for y in range(clock.size.height)
            )

        long = rows()
        clock.text = "9:59"
        await settle(pilot)
        assert rows() > long
        await resize(pilot, (40, 10))
        await settle(pilot)
        assert 4 <= rows() <= 10
        await resize(pilot, (10, 5))
        await settle(pilot)
        assert "9:59" in "".join(clock.render_line(y).text for y in range(5))


async def test_reverse_turns_the_whole_field() -> None:
    clock = BigClock("0:05")
    app = Shown(clock)
    async with app.run_test(size=(40, 10)) as pilot:
        await settle(pilot)
        plain = clock.render_line(5)
        clock.styles.text_style = "reverse"
        await settle(pilot)
        turned = clock.render_line(5)
        assert turned.text == plain.text
        for one, other in zip(plain, turned, strict=True):
            assert bool(one.style and one.style.reverse) != bool(other.style and other.style.reverse)


async def test_in_ascii_a_filled_cell_has_a_ground_of_its_own_colour() -> None:
    clock = BigClock("0:05", ink=Ink.CHARACTERS)
    app = Shown(clock)
    async with app.run_test(size=(40, 10)) as pilot:
        await settle(pilot)
        filled = [segment for y in range(10) for segment in clock.render_line(y) if "#" in segment.text]
        assert filled
        for segment in filled:
            assert segment.style
            assert segment.style.color == segment.style.bgcolor
