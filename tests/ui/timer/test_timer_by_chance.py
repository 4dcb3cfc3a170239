"""Whatever is pressed in a session, the terminal shows each cell as Textual would have drawn it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Resize
from textual.geometry import Size

from tests.support.drawn import drawn_strips
from tests.support.strict_terminal import StrictTerminal, shows
from tests.support.timer_pilot import begin, stage_with_a_runner
from tests.support.waiting import settle

SIZES = ((80, 24), (40, 12), (120, 40), (90, 32), (30, 50))
KEYS = ("space", "n", "m", "f1", "l", "ctrl+p", "escape", "g", "u")
MORE = [pytest.param(seed, 30, marks=pytest.mark.slow("hundreds of screens")) for seed in range(1, 9)]


class Drawn(HeadlessDriver):
    """Shows what it is sent on a terminal of its own."""

    terminal = StrictTerminal(*SIZES[0])

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.terminal.take([data])


@pytest.mark.parametrize(("seed", "often"), [(0, 8), *MORE])
async def test_whatever_is_pressed_each_cell_is_as_textual_would_have_drawn_it(
    tmp_path: Path, seed: int, often: int
) -> None:
    chance = random.Random(seed)
    stage = stage_with_a_runner(tmp_path)
    app, size = stage.app, chance.choice(SIZES)
    app.driver_class = Drawn
    Drawn.terminal = terminal = StrictTerminal(*size)
    async with app.run_test(headless=False, size=size) as pilot:
        timer = await begin(stage, pilot)
        told: list[str] = []
        for _ in range(often):
            if timer not in app.screen_stack:
                return
            told.append(act := chance.choice(("time", "time", "time", "theme", "size", "toast", *KEYS)))
            if act == "time":
                await stage.go(pilot, chance.choice((1, 1, 2, 8, 20)))
            elif act == "theme":
                app.theme = chance.choice(sorted(app.available_themes))
            elif act == "size":
                size = chance.choice(SIZES)
                terminal.resize(size[1], size[0])
                app.post_message(Resize(Size(*size), Size(*size)))
            elif act == "toast":
                app.notify("日本 toast")
            else:
                await pilot.press(act)
            await settle(pilot)
            if app.screen is timer:
                drawn = shows((strip.render(app.console) for strip in drawn_strips(app)), *size)
                assert terminal.cells == drawn, told
