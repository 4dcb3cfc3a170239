"""The large letters: sharp, inside their box, each unlike the others, at every size."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.ui.lettering.lettering import GLYPHS, bitmap, character_of_clock, fit_clock, fit_word, lines_of, sizes
from runwalk_tui.ui.lettering.raster import Bitmap, Ink, beside, cells, fill
from tests.support.examples import examples

pytestmark = pytest.mark.slow("draws every letter at every size")

WORDS = ["RUN", "WALK", "WARM-UP", "COOL-DOWN", "PAUSED", "DONE", "READY", "GO", "GO?", "EASE", "STOP", "REST", "END"]
INKS = list(Ink)
SMALL = {ink: [*sizes(12, ink)] for ink in INKS}
LARGE = {ink: [next(sizes(rows, ink)) for rows in (20, 33, 50, 80)] for ink in INKS}
each_ink = pytest.mark.parametrize("ink", INKS)

inks = st.sampled_from(INKS)
widths = st.integers(1, 300)
heights = st.integers(1, 80)


def apart(one: Bitmap, other: Bitmap) -> int:
    """In how many pixels two characters of one size differ; a pixel is a byte of 0 or 1."""
    return (int.from_bytes(b"".join(one)) ^ int.from_bytes(b"".join(other))).bit_count()


@each_ink
def test_digits_differ_from_each_other_at_every_size(ink: Ink) -> None:
    for size in SMALL[ink] + LARGE[ink]:
        drawn = {digit: bitmap(digit, size) for digit in "0123456789"}
        pixels = size.frame.width * size.frame.height
        for one, other in combinations(drawn, 2):
            assert apart(drawn[one], drawn[other]) >= max(2, 0.05 * pixels), (one, other, size)


@each_ink
def test_every_digit_reaches_from_the_top_to_the_foot(ink: Ink) -> None:
    for size in SMALL[ink] + LARGE[ink]:
        for digit in "0123456789":
            drawn = bitmap(digit, size)
            assert any(drawn[0]), (digit, size)
            assert any(drawn[-1]), (digit, size)
            assert {len(row) for row in drawn} == {size.frame.width}, (digit, size)


@each_ink
def test_the_nought_and_the_eight_are_alike_on_both_sides(ink: Ink) -> None:
    for size in LARGE[ink]:
        for digit in "08":
            assert all(row == row[::-1] for row in bitmap(digit, size)), (digit, size)


@each_ink
def test_six_is_nine_turned_round(ink: Ink) -> None:
    for size in SMALL[ink]:
        turned = tuple(row[::-1] for row in bitmap("9", size)[::-1])
        assert apart(turned, bitmap("6", size)) <= 0.05 * size.frame.width * size.frame.height, size


def test_stems_are_equally_thick_in_every_letter_at_one_size() -> None:
    size = next(sizes(12, Ink.QUARTERS))
    middle = size.frame.height // 3
    stems = {len(bytes(bitmap(letter, size)[middle]).split(b"\0")[0]) for letter in "EFHLU"}
    assert stems == {size.frame.stem}


def test_every_character_has_a_shape_that_stays_in_its_box() -> None:
    for size in (next(sizes(rows, ink)) for ink in INKS for rows in (6, 13)):
        for sign in GLYPHS:
            drawn = bitmap(sign, size)
            assert len(drawn) == size.frame.height
            assert {len(row) for row in drawn} == {size.across(sign)}
            assert any(map(any, drawn)) or sign == " "


@examples(60)
@given(st.sampled_from(["0:05", "1:30", "12:34", "1:02:03", "88:88"]), widths, heights, inks)
def test_a_clock_never_leaves_its_box(text: str, width: int, height: int, ink: Ink) -> None:
    size = fit_clock(text, width, height, ink)
    if size is None:
        return
    assert size.rows <= height
    assert size.clock_columns(text) <= width
    for sign in text:
        lines = character_of_clock(sign, size)
        assert len(lines) == size.rows
        assert {len(line) for line in lines} == {size.pitch(sign)}


@examples(60)
@given(st.sampled_from(WORDS), widths, heights, inks)
def test_a_word_never_leaves_its_box(word: str, width: int, height: int, ink: Ink) -> None:
    size = fit_word(word, width, height, ink)
    if size is None:
        return
    lines = lines_of(word, size)
    assert len(lines) == size.rows <= height
    assert len({len(line) for line in lines}) == 1
    assert len(lines[0]) <= width


@examples(40)
@given(st.integers(0, 3599), st.integers(0, 3599), widths, heights, inks)
def test_the_size_does_not_depend_on_which_digits_are_shown(
    one: int, other: int, width: int, height: int, ink: Ink
) -> None:
    first, second = (f"{seconds // 60:02}:{seconds % 60:02}" for seconds in (one, other))
    assert fit_clock(first, width, height, ink) == fit_clock(second, width, height, ink)


@pytest.mark.parametrize("ink", INKS)
def test_more_room_never_makes_the_digits_lower(ink: Ink) -> None:
    for height in (6, 20, 60):
        rows = [size.rows if (size := fit_clock("12:34", width, height, ink)) else 0 for width in range(5, 300, 5)]
        assert rows == sorted(rows)


@pytest.mark.parametrize(
    ("width", "height", "least"), [(40, 6, 6), (76, 13, 12), (116, 24, 22), (196, 36, 36), (296, 70, 56)]
)
def test_a_clock_fills_the_place_it_gets(width: int, height: int, least: int) -> None:
    size = fit_clock("0:43", width, height, Ink.QUARTERS)
    assert size is not None
    assert size.rows >= least


def test_letters_with_room_between_them_stand_closer_but_do_not_touch() -> None:
    size = fit_word("WALK", 118, 12, Ink.QUARTERS)
    assert size is not None
    lines = lines_of("WALK", size)
    assert len(lines[0]) < size.columns("WALK")
    drawn = sum(Ink.QUARTERS.grain.marks.index(sign).bit_count() for line in lines for sign in line)
    assert drawn == sum(sum(map(sum, bitmap(letter, size))) for letter in "WALK")


def test_a_pixel_is_on_when_half_of_it_is_covered() -> None:
    square = [(0.5, 0.0), (2.4, 0.0), (2.4, 1.0), (0.5, 1.0)]
    assert fill([square], 4, 1) == (bytes([1, 1, 0, 0]),)


def test_pieces_that_overlap_are_drawn_as_one() -> None:
    left = [(0.0, 0.0), (1.4, 0.0), (1.4, 1.0), (0.0, 1.0)]
    right = [(1.2, 1.0), (1.6, 1.0), (1.6, 0.0), (1.2, 0.0)]
    assert fill([left, right], 2, 1) == (bytes([1, 1]),)
    assert fill([left], 2, 1) == (bytes([1, 0]),)


def test_each_pattern_of_pixels_has_its_character() -> None:
    assert cells((bytes([1, 0, 1]), bytes([0, 1, 1])), Ink.QUARTERS) == ("▚▌",)
    assert cells((bytes([1, 0, 1]), bytes([0, 1, 1])), Ink.HALVES) == ("▀▄█",)
    assert cells((bytes([1, 0]), bytes([0, 1])), Ink.CHARACTERS) == ("# ", " #")


def test_bitmaps_stand_beside_each_other_with_a_gap_or_overlapping() -> None:
    one, other = (bytes([1, 0]),), (bytes([0, 1]),)
    assert beside([one, other], 1) == (bytes([1, 0, 0, 0, 1]),)
    assert beside([one, other], -1) == (bytes([1, 0, 1]),)
