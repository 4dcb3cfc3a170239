"""The timeline: everything in proportion, every kind known without colour, little drawn again."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region

from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import Kind
from runwalk_tui.ui.timer.timeline import StripPart, Timeline, cells_of_timeline, column_of, edges_of
from tests.support.examples import examples
from tests.support.phases import laid_out
from tests.support.waiting import settle
from tests.support.widget_app import Shown

INTERVALS = [step for count in range(1, 11) for step in ((Kind.RUN, 60, count), (Kind.WALK, 90, count))]
SESSION = laid_out([(Kind.WARM_UP, 300, 0), *INTERVALS, (Kind.COOL_DOWN, 120, 0)])
TOTAL = SESSION[-1].end

sessions = st.lists(
    st.tuples(st.sampled_from(list(Kind)), st.integers(1, 1200), st.just(1)), min_size=1, max_size=40
).map(laid_out)


def row(phases: tuple[Phase, ...], elapsed: float, width: int, plain: bool = False) -> str:
    column = column_of(elapsed, phases, edges_of(phases, width))
    return "".join(sign for sign, _, _ in cells_of_timeline(phases, column, width, 1, plain)[0])


@examples(100)
@given(sessions, st.integers(1, 300))
def test_the_phases_lie_side_by_side_inside_the_strip(phases: tuple[Phase, ...], width: int) -> None:
    edges = edges_of(phases, width)
    assert len(edges) == len(phases) + 1
    assert list(edges) == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= width
    assert edges[-1] - edges[0] >= width * 6 // 7
    if width >= len(phases):
        assert all(left < right for left, right in itertools.pairwise(edges))


@pytest.mark.parametrize("width", [30, 36, 40, 60, 76, 80, 116, 120, 196, 300])
def test_every_width_is_near_its_proportion_and_equal_phases_are_equally_wide(width: int) -> None:
    edges = edges_of(SESSION, width)
    widths = [right - left for left, right in itertools.pairwise(edges)]
    used = sum(widths)
    for phase, columns in zip(SESSION, widths, strict=True):
        assert abs(columns - phase.seconds * used / TOTAL) <= 2, phase
    assert len({columns for phase, columns in zip(SESSION, widths, strict=True) if phase.kind is Kind.RUN}) == 1
    assert len({columns for phase, columns in zip(SESSION, widths, strict=True) if phase.kind is Kind.WALK}) == 1


@examples(60)
@given(sessions, st.integers(1, 200), st.lists(st.floats(0, 20_000), min_size=2, max_size=10))
def test_the_marker_only_goes_forward_and_stays_inside(
    phases: tuple[Phase, ...], width: int, instants: list[float]
) -> None:
    edges = edges_of(phases, width)
    columns = [column_of(instant, phases, edges) for instant in sorted(instants)]
    assert columns == sorted(columns)
    assert all(0 <= column < width for column in columns)


@pytest.mark.parametrize("plain", [False, True])
def test_the_kinds_differ_without_colour(plain: bool) -> None:
    for height in (1, 2, 3, 4):
        drawn = cells_of_timeline(SESSION, 0, 80, height, plain)
        looks: dict[Kind, set[tuple[str, ...]]] = {}
        for x in range(80):
            column = tuple(line[x][0] for line in drawn[0 if height == 1 else 1 :])
            kind = drawn[-1][x][1]
            if kind is not None:
                looks.setdefault(kind, set()).add(column)
        assert all(len(seen) == 1 for seen in looks.values())
        assert len({next(iter(seen)) for seen in looks.values()}) == len(Kind)


def test_what_is_done_now_and_to_come_is_told_apart() -> None:
    column = column_of(330, SESSION, edges_of(SESSION, 80))
    parts = [part for _, _, part in cells_of_timeline(SESSION, column, 80, 2, False)[1]]
    assert {StripPart.DONE, StripPart.NOW, StripPart.TO_COME} <= set(parts)
    assert parts[column] is StripPart.NOW
    assert all(part in (StripPart.DONE, None) for part in parts[:column])
    assert parts[-10] is StripPart.TO_COME


def test_the_strip_of_one_line_is_readable() -> None:
    phases = laid_out([(Kind.WARM_UP, 40, 0), (Kind.RUN, 20, 1), (Kind.WALK, 20, 1), (Kind.COOL_DOWN, 20, 0)])
    assert row(phases, 0, 10, plain=True) == "|:::##==.."
    assert row(phases, 50, 10, plain=True) == "::::#|==.."
    assert row(phases, 99, 10, plain=True) == "::::##==.|"
    assert row(phases, 0, 10) == "┃▒▒▒██▄▄░░"


def test_ascii_draws_with_ascii() -> None:
    for height in (1, 2, 3):
        for line in cells_of_timeline(SESSION, 20, 80, height, True):
            assert all(sign.isascii() for sign, _, _ in line)


def test_an_empty_session_is_an_empty_strip() -> None:
    assert cells_of_timeline((), 0, 3, 1, False) == (((" ", None, None),) * 3,)


async def test_time_that_moves_no_cell_draws_nothing() -> None:
    timeline = Timeline(SESSION, 0)
    timeline.styles.height = 3
    app = Shown(timeline, exact=True)
    async with app.run_test(size=(120, 10)) as pilot:
        await settle(pilot)
        drawn: list[tuple[Region, ...]] = []
        refresh = timeline.refresh

        def watched(*regions: Region, **kwargs: bool) -> Timeline:
            drawn.append(regions)
            return refresh(*regions, **kwargs)

        timeline.refresh = watched  # type: ignore[method-assign]  # counts what is asked for
        for elapsed in range(1, 120):
            timeline.elapsed = float(elapsed)
        await settle(pilot)
        assert 0 < len(drawn) < 12
        assert all(regions and sum(region.area for region in regions) < 60 for regions in drawn)


@pytest.mark.parametrize("size", [(30, 8), (300, 8), (3, 2)])
async def test_it_paints_at_every_width_in_every_theme(size: tuple[int, int]) -> None:
    app = Shown(Timeline(SESSION, 400), Timeline(SESSION, 400, ascii=True), Timeline(SESSION, 400, mono=True))
    async with app.run_test(size=size) as pilot:
        for theme in ("runwalk-light", "ansi-dark", "ansi-light", "nord"):
            app.theme = theme
            await settle(pilot)
            for timeline in app.query(Timeline):
                for y in range(timeline.size.height):
                    assert timeline.render_line(y).cell_length == timeline.size.width
