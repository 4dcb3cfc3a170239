"""The pain scale: keys, mouse, and what it tells."""

import pytest
from textual.binding import Binding

from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.controls.pain_scale import EFFORT_ANCHORS, NUMBERS, PainScale
from tests.support.waiting import settle
from tests.support.widget_app import Shown

pytestmark = pytest.mark.slow("opens an app for each of a hundred rows of keys")


async def typed(scale: PainScale, *keys: str) -> Shown:
    app = Shown(scale)
    async with app.run_test(size=(80, 12)) as pilot:
        scale.focus()
        await pilot.press(*keys)
        await settle(pilot)
    return app


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("7", 7),
        ("1", 1),
        ("1 0", 10),
        ("1 0 0", 0),
        ("1 0 1 0", 10),
        ("0", 0),
        ("0 1", 1),
        ("1 1 0", 10),
        ("1 2 0", 0),
        ("right", 0),
        ("left", 0),
        ("3 right", 4),
        ("3 left left left left", 0),
        ("9 right right", 10),
        ("0 right 0", 0),
        ("1 right left 0", 0),
        ("1 home 0", 0),
        ("5 end", 10),
        ("1 enter 0", 0),
        ("5 delete", 5),
    ],
)
async def test_keys_choose_a_number(keys: str, value: int) -> None:
    scale = PainScale()
    await typed(scale, *keys.split())
    assert scale.value == value


async def test_leaving_the_scale_ends_a_ten_that_was_begun() -> None:
    one, other = PainScale(id="one"), PainScale(id="other")
    app = Shown(one, other)
    async with app.run_test(size=(80, 12)) as pilot:
        one.focus()
        await pilot.press("1")
        other.focus()
        await settle(pilot)
        one.focus()
        await pilot.press("0")
        assert one.value == 0


async def test_each_choice_is_told_once_and_enter_accepts_it() -> None:
    scale = PainScale()
    app = await typed(scale, "1", "0", "0", "0", "enter")
    told = [(type(message), message.value) for message in app.messages]  # type: ignore[attr-defined]  # both kinds have one
    changed, accepted = PainScale.PainChanged, PainScale.Accepted
    assert told == [(changed, 1), (changed, 10), (changed, 0), (accepted, 0)]


async def test_enter_without_a_number_asks_for_one() -> None:
    scale = PainScale()
    app = Shown(scale)
    async with app.run_test(size=(80, 12)) as pilot:
        scale.focus()
        await pilot.press("enter")
        assert not app.messages
        assert "a number from 0 to 10" in text_of(scale)
        await pilot.press("4")
        assert "a number from" not in text_of(scale)


async def test_where_it_may_stay_open_enter_accepts_nothing_and_delete_takes_back() -> None:
    scale = PainScale(6, unset=True, unset_word="do not remember")
    app = Shown(scale)
    async with app.run_test(size=(100, 12)) as pilot:
        scale.focus()
        await pilot.press("delete")
        assert scale.value is None
        assert "do not remember" in text_of(scale)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.messages[-1], PainScale.Accepted)
        assert app.messages[-1].value is None


def text_of(scale: PainScale) -> str:
    return "\n".join(scale.render_line(y).text for y in range(scale.size.height))


@pytest.mark.parametrize("width", [24, 40, 60, 80, 120, 200])
async def test_a_click_on_each_number_chooses_it(width: int) -> None:
    scale = PainScale()
    app = Shown(scale)
    async with app.run_test(size=(width, 12)) as pilot:
        await settle(pilot)
        lines = text_of(scale).splitlines()
        line = next(y for y, text in enumerate(lines) if "9" in text)
        for number in NUMBERS:
            x = find(lines[line], number)
            await pilot.click(scale, offset=(x + 1, line))
            assert scale.value == number
        await pilot.click(scale, offset=(0, line))
        assert scale.value == 10


def find(line: str, number: int) -> int:
    at = line.index("10")
    return at if number == 10 else line.index(str(number)) if number > 1 else line[:at].index(str(number))


@pytest.mark.parametrize("width", [24, 34, 40, 60, 80, 120, 300])
@pytest.mark.parametrize("value", [None, 0, 7, 10])
async def test_all_numbers_show_in_one_line_and_the_chosen_one_stands_out(width: int, value: int | None) -> None:
    scale = PainScale(value)
    app = Shown(scale)
    async with app.run_test(size=(width, 12)) as pilot:
        await settle(pilot)
        line = next(text for text in text_of(scale).splitlines() if "9" in text)
        seen = line.replace("[", " ").replace("]", " ").split()
        assert "".join(seen) == "".join(map(str, NUMBERS))
        chosen = scale.get_component_rich_style("pain-scale--chosen")
        marked = {
            segment.text.strip(" []")
            for y in range(scale.size.height)
            for segment in scale.render_line(y)
            if segment.style == chosen
        } - {""}
        assert marked == (set() if value is None else {str(value)})


async def test_forty_columns_hold_numbers_and_anchors_in_three_lines() -> None:
    scale = PainScale(3)
    app = Shown(scale)
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        assert scale.size.height == 3
        assert "no pain" in text_of(scale)
        assert "worst you can imagine" in text_of(scale)


async def test_a_wide_place_gives_a_generous_scale_with_the_answer_in_words() -> None:
    scale = PainScale(3, anchors=EFFORT_ANCHORS)
    app = Shown(scale)
    async with app.run_test(size=(120, 12)) as pilot:
        await settle(pilot)
        assert scale.size.height == 6
        assert "[3]" in text_of(scale)
        assert "3 out of 10" in text_of(scale)
        assert "no effort at all" in text_of(scale)
        assert "no pain" not in text_of(scale)


@pytest.mark.parametrize("height", [1, 2, 3, 4, 5, 8])
@pytest.mark.parametrize("width", [1, 5, 12, 23, 40, 120])
async def test_every_line_is_as_wide_as_its_place(width: int, height: int) -> None:
    scale = PainScale(10)
    scale.styles.height = height
    app = Shown(scale)
    async with app.run_test(size=(width, 12)) as pilot:
        await settle(pilot)
        assert {scale.render_line(y).cell_length for y in range(height)} == {scale.size.width}


async def test_a_place_too_narrow_for_the_numbers_says_the_chosen_one() -> None:
    scale = PainScale(7)
    app = Shown(scale)
    async with app.run_test(size=(12, 5)) as pilot:
        await settle(pilot)
        assert "7 out of 10" in text_of(scale)


async def test_the_bars_grow_with_the_pain_so_that_colour_is_not_needed() -> None:
    scale = PainScale()
    app = Shown(scale)
    async with app.run_test(size=(120, 12)) as pilot:
        await settle(pilot)
        for y in range(2):
            bars = [
                segment.text[0]
                for segment in scale.render_line(y)
                if segment.text.strip() or (segment.style is not None and segment.style.reverse)
            ]
            order = [" ▁▂▃▄▅▆▇█".index(sign) if sign != " " else 8 for sign in bars]
            assert order == sorted(order)


async def test_focus_is_seen_without_colour() -> None:
    one, other = PainScale(), PainScale()
    app = Shown(one, other)
    async with app.run_test(size=(80, 12)) as pilot:
        one.focus()
        await settle(pilot)
        assert one.styles.border_left[0] == "outer"
        assert other.styles.border_left[0] == "blank"


async def test_ascii_is_ascii_to_the_border() -> None:
    scale = PainScale(4, ascii=True)
    app = Shown(scale)
    async with app.run_test(size=(80, 12)) as pilot:
        scale.focus()
        await settle(pilot)
        assert text_of(scale).isascii()
        assert scale.styles.border_left[0] == "ascii"


def test_its_keys_are_described() -> None:
    bindings = [binding for binding in PainScale.BINDINGS if isinstance(binding, Binding)]
    assert all(binding.description for binding in bindings)
    shown = " ".join(binding.key_display or "" for binding in bindings if binding.show).split()
    assert {"0–10", "←", "→"} <= set(shown)


FINGER = (5, 3)
"""Columns and lines of a finger on a phone: 45 by 63 of its pixels."""


async def test_in_the_browser_of_a_phone_each_number_is_as_large_as_a_finger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(IN_BROWSER, "yes")
    scale = PainScale()
    async with Shown(scale).run_test(size=(43, 34)) as pilot:
        await settle(pilot)
        pitch = scale.size.width // 6
        for number in NUMBERS:
            left, top = scale.gutter.left + number % 6 * pitch, number // 6 * FINGER[1]
            for x, y in ((left, top), (left + FINGER[0], top + FINGER[1] - 1)):
                scale.value = None
                await pilot.click(scale, offset=(x, y))
                assert scale.value == number, (x, y)


@pytest.mark.parametrize("size", [(43, 12), (120, 40)])
async def test_in_a_browser_that_is_low_or_wide_the_scale_stays_in_one_line(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(IN_BROWSER, "yes")
    scale = PainScale()
    async with Shown(scale).run_test(size=size) as pilot:
        for number in NUMBERS:
            wide = scale.size.width // len(NUMBERS)
            await pilot.click(scale, offset=(scale.gutter.left + number * min(9, wide) + 3, 1))
        await settle(pilot)
        assert scale.value is not None
        assert scale.value >= 8
