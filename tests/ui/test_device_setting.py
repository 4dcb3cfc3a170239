"""Play on in Settings: the devices that there are, the one that is missing, and names that look like markup."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from pathlib import Path

import pytest
from textual.widgets import Static

from runwalk_tui import paths
from runwalk_tui.audio.status import usual_instead
from runwalk_tui.audio.supervision.device_names import DeviceName
from runwalk_tui.settings import AudioSettings, Settings, read_settings
from runwalk_tui.ui.controls.adapted import ChoiceField
from runwalk_tui.ui.settings.screen import SettingsScreen
from runwalk_tui.ui.settings.setting_row import SettingRow
from tests.support.reading_app import OneScreenApp
from tests.support.stand_ins import make_workspace
from tests.support.waiting import settle, until

pytestmark = pytest.mark.slow("opens the settings, the largest page, for each test")

SPEAKERS, HEADSET = DeviceName("Speakers", usual=True), DeviceName("Headset [USB]", usual=False)


class Choosing(OneScreenApp):
    """Shows the settings of a computer with these devices, which are known when `known` is set."""

    def __init__(self, folder: Path, audio: AudioSettings, *devices: DeviceName) -> None:
        self.workspace = make_workspace(folder)
        self.workspace.settings = Settings(audio=audio)
        self.known = threading.Event()
        self.asked: list[str] = []
        self.given_up = False
        """Whether what was asked for has not become known in half a minute."""

        def names(backend: str) -> tuple[DeviceName, ...]:
            self.asked.append(backend)
            if not self.known.wait(30):
                self.given_up = True
            return () if backend == "bell" else devices

        super().__init__(lambda: SettingsScreen(self.workspace, lambda _: None, device_names=names))

    @property
    def row(self) -> SettingRow:
        return self.screen.query_one("#audio-output", SettingRow)

    @property
    def field(self) -> ChoiceField:
        return self.row.query_one(ChoiceField)

    @property
    def fault(self) -> str:
        return str(self.row.query_one(".fault", Static).visual)


async def test_the_devices_are_offered_once_they_are_known_and_the_one_that_is_taken_is_kept(tmp_path: Path) -> None:
    app = Choosing(tmp_path, AudioSettings(), SPEAKERS, HEADSET)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        assert app.field.values == [""], "nobody waits for what a library finds"
        app.known.set()
        await until(pilot, lambda: app.field.values == ["", "Speakers", "Headset [USB]"], "what was asked for is shown")
        assert app.workspace.settings == Settings(), "offering changes nothing"
        app.field.focus()
        await pilot.press("right", "right")
        await until(
            pilot, lambda: app.workspace.settings.audio.output == "Headset [USB]", "what was asked for is shown"
        )
        assert read_settings(paths.settings_file()).audio.output == "Headset [USB]"
        assert app.fault == ""


async def test_one_that_is_not_there_stays_chosen_and_is_named(tmp_path: Path) -> None:
    app = Choosing(tmp_path, AudioSettings(output="Gone"), SPEAKERS)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        assert app.fault == "", "not before it is known"
        app.known.set()
        await until(pilot, lambda: app.fault, "what was asked for is shown")
        assert app.fault == usual_instead("Gone", "auto")
        assert app.field.value == "Gone"
        assert app.field.values == ["Gone", "", "Speakers"]
        assert app.workspace.settings.audio.output == "Gone"


async def test_another_sound_output_has_other_devices(tmp_path: Path) -> None:
    app = Choosing(tmp_path, AudioSettings(), SPEAKERS)
    async with app.run_test(size=(100, 40)) as pilot:
        app.known.set()
        await until(pilot, lambda: "Speakers" in app.field.values, "what was asked for is shown")
        backend = app.screen.query_one("#audio-backend", SettingRow)
        backend.query_one(ChoiceField).value = "bell"
        await until(pilot, lambda: app.field.values == [""], "what was asked for is shown")
        assert app.asked == ["auto", "bell"]


async def test_leaving_before_the_devices_are_known_harms_nothing(tmp_path: Path) -> None:
    app = Choosing(tmp_path, AudioSettings(), SPEAKERS)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("escape")
        app.known.set()
        await settle(pilot)
        assert app.workspace.settings == dataclasses.replace(Settings())


def test_a_library_that_hangs_does_not_hold_up_the_end(tmp_path: Path) -> None:
    """The names are not known before the end of the app."""
    app = Choosing(tmp_path, AudioSettings(), SPEAKERS)

    async def look_and_leave() -> None:
        async with app.run_test(size=(100, 40)) as pilot:
            await until(pilot, lambda: app.asked, "the devices are asked for")

    asyncio.run(look_and_leave())
    assert not app.given_up, "the end has waited for it"
    app.known.set()
