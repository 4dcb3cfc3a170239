"""The settings with real keys and a mouse: each one can be changed, and is kept at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static, Switch, TabbedContent, TabPane, Tabs

from runwalk_tui import paths
from runwalk_tui.session.cues import CueName
from runwalk_tui.settings import (
    AudioSettings,
    Hooks,
    ScreenSettings,
    Settings,
    SettingsError,
    read_settings,
    write_settings,
)
from runwalk_tui.syncing.looking import UnusableFolderError, refuse_unusable
from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.controls.adapted import ChoiceField
from runwalk_tui.ui.controls.number_field import NumberField
from runwalk_tui.ui.messages import SettingsChanged
from runwalk_tui.ui.settings.screen import SettingsScreen, SettingsScroll
from runwalk_tui.ui.settings.setting_list import (
    OF_FILES,
    OF_WORDS,
    Figure,
    OneOf,
    TypedInFile,
    groups,
    names_set,
    value_of,
    with_value,
)
from runwalk_tui.ui.settings.setting_row import SettingRow
from runwalk_tui.ui.settings.settings_file import SettingsFile
from runwalk_tui.workspace import Workspace
from tests.support.examples import at_each_size
from tests.support.footers import footer
from tests.support.one_screen import NOTHING
from tests.support.reading_app import OneScreenApp, seen, whole
from tests.support.stand_ins import make_workspace
from tests.support.waiting import settle, until

pytestmark = pytest.mark.slow("opens the settings, the largest page, for each test")

SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]
ITEMS = [item for group in groups(("runwalk-dark", "runwalk-light")) for item in group.items]
FAULTY = "[audio]\nvolum = 30  # louder than the fan\n"


class Listening(OneScreenApp):
    """Shows the settings; remembers what was told upwards and what was played."""

    def __init__(self, workspace: Workspace, *, ascii: bool = False) -> None:
        self.workspace = workspace
        self.told: list[Settings] = []
        self.played: list[tuple[str, ...]] = []
        super().__init__(lambda: SettingsScreen(workspace, lambda *names: self.played.append(names), ascii=ascii))

    def on_settings_changed(self, event: SettingsChanged) -> None:
        self.told.append(event.settings)


@pytest.fixture
def app(tmp_path: Path) -> Listening:
    """The settings as they ship, with no settings.toml."""
    return Listening(make_workspace(tmp_path))


def file() -> Path:
    """Where the settings stand; its folder exists."""
    path = paths.settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def row(app: Listening, where: str) -> SettingRow:
    return app.screen.query_one(f"#{where.replace('.', '-')}", SettingRow)


def status(app: Listening) -> str:
    return str(app.screen.query_one("#status", Static).visual)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and let what they start come to rest."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def reach(pilot: Pilot[None], app: Listening, where: str) -> SettingRow:
    """Go to a setting by the keyboard alone: up to the tabs, right to the page, down to the setting."""
    wanted = row(app, where)
    page = next(node for node in wanted.ancestors if isinstance(node, TabPane))
    ways: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("up", lambda: isinstance(app.focused, Tabs) or page.has_focus_within),
        ("right", lambda: app.screen.query_one(TabbedContent).active_pane is page),
        ("down", lambda: wanted.has_focus_within),
    )
    for key, there in ways:
        for _ in range(20):
            if there():
                break
            await press(pilot, key)
        else:
            pytest.fail(f"{where} cannot be reached by {key}")
    return wanted


def leaves(part: Any, before: str = "") -> list[str]:
    """Every place in the settings, with dots."""
    found = []
    for field in dataclasses.fields(part):
        value = getattr(part, field.name)
        here = f"{before}{field.name}"
        found += leaves(value, f"{here}.") if dataclasses.is_dataclass(value) else [here]
    return found


# The list of settings.


def test_every_setting_is_on_the_screen_once_with_one_line_on_what_it_does() -> None:
    in_the_file = {place for place in leaves(Settings()) if place.partition(".")[0] in ("keys", "hooks")}
    assert sorted(item.where for item in ITEMS if not isinstance(item, TypedInFile)) == sorted(
        {*leaves(Settings())} - in_the_file
    )
    assert [item.where for item in ITEMS if isinstance(item, TypedInFile)] == ["hooks"]
    assert all(item.explains.endswith(".") and "\n" not in item.explains for item in ITEMS)


@pytest.mark.parametrize("item", [item for item in ITEMS if isinstance(item, Figure)], ids=lambda item: item.where)
def test_the_bounds_of_a_number_are_those_of_the_file(item: Figure, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for value, allowed in (
        (item.lowest, True),
        (item.highest, True),
        (item.lowest - 1, False),
        (item.highest + 1, False),
    ):
        write_settings(path, with_value(Settings(), item.where, value))
        if allowed:
            assert value_of(read_settings(path), item.where) == value
        else:
            with pytest.raises(SettingsError):
                read_settings(path)


def test_the_words_to_choose_from_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for item in ITEMS:
        if isinstance(item, OneOf):
            for _, value in item.options:
                write_settings(path, with_value(Settings(), item.where, value))
                assert value_of(read_settings(path), item.where) == value
    # Of what the file allows, no word is missing on the screen.
    backend = next(item for item in ITEMS if item.where == "audio.backend")
    with pytest.raises(SettingsError) as refused:
        write_settings(path, with_value(Settings(), "audio.backend", "none such"))
        read_settings(path)
    assert isinstance(backend, OneOf) and len(backend.options) == 6, refused.value


# Changing by keyboard and mouse.


async def test_an_arrow_changes_the_volume_and_the_file_has_it_at_once(app: Listening) -> None:
    async with app.run_test() as pilot:
        await reach(pilot, app, "audio.volume")
        await press(pilot, "left", "left", "right", "left")
        assert read_settings(paths.settings_file()).audio.volume == 70
        assert app.workspace.settings.audio.volume == 70
        assert [settings.audio.volume for settings in app.told] == [75, 70, 75, 70]
        assert status(app) == "Saved."


async def test_keys_that_come_in_a_burst_each_count(app: Listening) -> None:
    async with app.run_test() as pilot:
        await settle(pilot)
        # All at once, as from a key held down on a slow line; the pilot's own presses wait for each other.
        for key in ["down", "right", "right", "down", "right", "up", "up", "right", "right", "down", "right"]:
            app.post_message(events.Key(key, None))

        def kept() -> tuple[int, str, str]:
            settings = app.workspace.settings
            return settings.audio.volume, settings.audio.pack, settings.screen.theme

        await until(pilot, lambda: kept() == (90, "voice", "runwalk-light"), "every key has counted")


async def test_a_number_can_be_typed_and_one_out_of_range_is_told_and_not_kept(app: Listening) -> None:
    async with app.run_test() as pilot:
        volume = await reach(pilot, app, "audio.volume")
        await press(pilot, "5", "5")
        assert app.workspace.settings.audio.volume == 55
        await press(pilot, "5")
        assert "a number from 0 to 100" in whole(volume)
        assert volume.has_class("-faulty")
        assert app.workspace.settings.audio.volume == 55
        await press(pilot, "down", "up")
        assert volume.query_one(NumberField).value == "55"
        assert not volume.has_class("-faulty")


async def test_the_delay_of_headphones_goes_both_ways_and_to_any_millisecond(app: Listening) -> None:
    async with app.run_test() as pilot:
        await reach(pilot, app, "audio.latency_ms")
        await press(pilot, "right", "right", "plus")
        assert app.workspace.settings.audio.latency_ms == 30
        await press(pilot, "home", "shift+end", "delete", "minus", "3", "7")
        assert app.workspace.settings.audio.latency_ms == -37
        await press(pilot, "right")
        assert app.workspace.settings.audio.latency_ms == -30
        await press(pilot, "pageup")
        assert app.workspace.settings.audio.latency_ms == 20


async def test_a_switch_goes_with_space_enter_and_the_arrows(app: Listening) -> None:
    async with app.run_test() as pilot:
        halfway = await reach(pilot, app, "audio.halfway")
        for key, on in (("space", False), ("enter", True), ("left", False), ("left", False), ("right", True)):
            await press(pilot, key)
            assert app.workspace.settings.audio.halfway is on
            assert ("on" if on else "off") in whole(halfway).split()
        assert len(app.told) == 4


def pack(app: Listening) -> str:
    return app.workspace.settings.audio.pack


async def test_a_choice_goes_with_arrows_or_from_its_list(app: Listening) -> None:
    async with app.run_test() as pilot:
        await reach(pilot, app, "audio.pack")
        await press(pilot, "left")
        assert app.told == []
        await press(pilot, "right", "right")
        assert pack(app) == "both"
        await press(pilot, "enter", "up", "enter")
        assert pack(app) == "voice"
        await press(pilot, "enter", "up", "escape")
        assert pack(app) == "voice"
        assert app.result is NOTHING


async def test_an_open_list_tells_its_keys_in_our_words(app: Listening) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await reach(pilot, app, "audio.pack")
        await press(pilot, "enter")
        assert footer(app) == "↑ ↓ Move Enter Choose Esc Back"


async def test_every_theme_there_is_can_be_chosen_ours_first(app: Listening) -> None:
    async with app.run_test() as pilot:
        theme = await reach(pilot, app, "screen.theme")
        offered = theme.query_one(ChoiceField).values
        assert offered[:2] == ["runwalk-dark", "runwalk-light"]
        assert set(offered) == set(app.available_themes)
        await press(pilot, "right")
        assert app.workspace.settings.screen.theme == "runwalk-light"


async def test_a_theme_that_is_not_known_here_is_shown_and_left_as_it_is(app: Listening) -> None:
    app.workspace.settings = Settings(screen=ScreenSettings(theme="from-elsewhere"))
    async with app.run_test() as pilot:
        await reach(pilot, app, "screen.theme")
        assert app.told == []
        assert "from-elsewhere" in seen(app)


async def test_the_mouse_is_enough(app: Listening) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.click("#audio-volume .more")
        await settle(pilot)
        assert app.workspace.settings.audio.volume == 85
        await pilot.click("#audio-volume .less")
        await settle(pilot)
        assert app.workspace.settings.audio.volume == 80
        await pilot.click("#--content-tab-page-screen")
        await settle(pilot)
        await pilot.click("#screen-tips Switch")
        await settle(pilot)
        assert not app.workspace.settings.screen.tips


async def test_a_folder_is_kept_with_enter_and_what_it_lacks_is_told(app: Listening, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "run.wav").touch()
    async with app.run_test(size=(120, 40)) as pilot:
        folder = await reach(pilot, app, "audio.folder")
        folder.query_one(Input).value = str(own)
        await settle(pilot)
        assert app.told == [], "a path that is half typed is not yet a folder"
        await press(pilot, "enter")
        assert read_settings(paths.settings_file()).audio.folder == str(own)
        assert "walk" in str(folder.query_one(".fault", Static).visual)
        folder.query_one(Input).value = str(tmp_path / "nowhere")
        await press(pilot, "up")
        assert app.workspace.settings.audio.folder.endswith("nowhere")
        assert "is not a folder" in str(folder.query_one(".fault", Static).visual)


async def test_the_home_of_a_user_who_is_not_here_is_told_now_and_at_each_later_visit(app: Listening) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        folder = await reach(pilot, app, "audio.folder")
        folder.query_one(Input).value = "~bob-who-is-not-here/sounds"
        await press(pilot, "enter")
        assert "there is no such home folder" in str(folder.query_one(".fault", Static).visual)
        assert app.workspace.settings.audio.folder == "~bob-who-is-not-here/sounds"
    again = Listening(app.workspace)
    async with again.run_test(size=(120, 40)) as pilot:
        folder = await reach(pilot, again, "audio.folder")
        assert "there is no such home folder" in str(folder.query_one(".fault", Static).visual)


async def test_what_was_typed_is_kept_when_the_screen_is_left(app: Listening) -> None:
    async with app.run_test() as pilot:
        folder = await reach(pilot, app, "audio.folder")
        folder.query_one(Input).value = "/music"
        await press(pilot, "escape")
        await settle(pilot)
        assert app.result is None
        assert [settings.audio.folder for settings in app.told] == ["/music"]
    assert read_settings(paths.settings_file()).audio.folder == "/music"


async def test_leaving_without_a_change_writes_nothing(app: Listening) -> None:
    async with app.run_test() as pilot:
        await settle(pilot)
        for tab in ("right",) * 4:
            await press(pilot, tab)
        await press(pilot, "escape")
    assert app.result is None
    assert app.told == []
    assert not paths.settings_file().exists()


@pytest.mark.slow("every setting, in four sizes")
@at_each_size(SIZES)
async def test_a_setting_is_reached_by_keys_and_then_in_sight(app: Listening, size: tuple[int, int]) -> None:
    # At the smallest size every one of them; where nearly all is in sight, the first of each page is enough.
    first = [group.items[0] for group in groups(("runwalk-dark",))]
    async with app.run_test(size=size) as pilot:
        for item in ITEMS if size == SIZES[0] else first:
            if isinstance(item, TypedInFile):
                continue
            here = await reach(pilot, app, item.where)
            control = here.query_one("Switch, ChoiceField, Input")
            page = next(node for node in here.ancestors if isinstance(node, SettingsScroll))
            assert page.region.contains_region(control.region), item.where
            assert app.screen.region.contains_region(page.region)


async def test_in_a_browser_nobody_changes_where_files_are_read_and_written(
    app: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(IN_BROWSER, "yes")
    async with app.run_test(size=SIZES[-1]) as pilot:
        await settle(pilot)
        for where in OF_FILES:
            here = row(app, where)
            assert not here.query("Switch, ChoiceField, Input"), where
            shown = [str(each.visual) for each in here.query(Static)]
            assert any(each.endswith("To change it, use runwalk in a terminal.") for each in shown), where
            assert not any(each in ("", "True", "False") for each in shown[:2]), where
        here = await reach(pilot, app, "notify.finished")
        assert here.query("Switch")
        await press(pilot, "escape")
    assert not paths.settings_file().exists()


# What leaves the terminal.


def test_the_hooks_that_are_set_are_named() -> None:
    assert names_set(Hooks()) == "none"
    assert names_set(Hooks(run="a", finished="b", pause=" ")) == "run, finished"
    assert names_set(Hooks("a", "b", "c", "d")) == "all"


async def test_hooks_are_shown_and_stay_as_they_were_typed(tmp_path: Path) -> None:
    file().write_text('[hooks]\nrun = "lamp on"\n')
    app = Listening(make_workspace(tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        await reach(pilot, app, "notify.finished")
        assert "run" in whole(row(app, "hooks")).split()
        assert "lamp" not in seen(app)
        await press(pilot, "space")
    assert read_settings(file()).hooks.run == "lamp on"
    assert read_settings(file()).notify.finished


async def test_what_cannot_work_is_told_at_its_row(app: Listening, tmp_path: Path) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        for where, typed, fault in (
            ("status.file", "status.json", "write the full path"),
            ("status.file", str(paths.settings_file()), "that is one of your settings files"),
            ("status.file", str(tmp_path / "status.json"), ""),
            ("after_session.folder", "", ""),
            ("sync.folder", str(tmp_path), "this log isn't your usual one"),
            ("sync.folder", "", ""),
        ):
            field = await reach(pilot, app, where)
            field.query_one(Input).value = typed
            await press(pilot, "enter")
            assert fault in str(field.query_one(".fault", Static).visual)
            assert field.has_class("-faulty") is bool(fault)
        await reach(pilot, app, "after_session.export")
        await press(pilot, "right", "right", "right")
        assert app.workspace.settings.after_session.export == "csv"
        assert "no folder is set" in whole(row(app, "after_session.folder"))


def as_the_sync_says(folder: Path, data: Path) -> str:
    """Why it refuses a folder."""
    with pytest.raises(UnusableFolderError) as refused:
        refuse_unusable(folder, data)
    return str(refused.value)


async def test_a_folder_to_sync_with_is_looked_at_and_said_not_to_work_where_it_cannot(
    app: Listening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "is_usual_data_dir", lambda folder: True)
    (tmp_path / "shared").mkdir()
    paths.config_dir().mkdir(parents=True, exist_ok=True)
    data = app.workspace.store.folder
    async with app.run_test(size=(120, 40)) as pilot:
        for typed, why in (
            ("shared", "shared: write the full path, starting with / or ~"),
            ("/media/no-stick", as_the_sync_says(Path("/media/no-stick"), data)),
            (str(data), as_the_sync_says(data, data)),
            (str(paths.config_dir()), as_the_sync_says(paths.config_dir(), data)),
            (str(tmp_path / "shared"), ""),
        ):
            field = await reach(pilot, app, "sync.folder")
            field.query_one(Input).value = typed
            await press(pilot, "enter")
            assert str(field.query_one(".fault", Static).visual).split() == why.split()
            assert status(app) == (f"Saved, but your log can't be synced: {why}." if why else "Saved.")
            assert read_settings(file()).sync.folder == typed


@at_each_size([(40, 12), (80, 24), (120, 40)])
async def test_what_cannot_work_is_said_and_its_reason_is_in_sight(
    app: Listening, tmp_path: Path, size: tuple[int, int]
) -> None:
    typed, why = str(tmp_path / "bar" / "status.json"), "there is no such folder"
    async with app.run_test(size=size) as pilot:
        field = await reach(pilot, app, "status.file")
        field.query_one(Input).value = typed
        await press(pilot, "enter")
        assert status(app) == f"Saved, but it can't be written: {why}."
        assert app.screen.query_one("#status").has_class("-bad")
        fault = field.query_one(".fault", Static)
        page = next(node for node in fault.ancestors if isinstance(node, SettingsScroll))
        assert page.region.contains_region(fault.region)
        assert read_settings(file()).status.file == typed


async def test_leaving_straight_after_typing_says_it_too(app: Listening) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        field = await reach(pilot, app, "status.file")
        field.query_one(Input).value = "status.json"
        await press(pilot, "escape")
        told = "Status file: saved, but it can't be written: write the full path, starting with / or ~."
        await until(pilot, lambda: [str(toast.render()) for toast in app.screen.query("Toast")] == [told], told)


# Hearing the cues.


async def test_every_cue_is_listed_by_name_and_played_with_enter(app: Listening) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "left", "down", "enter")
        shown = seen(app)
        for name in ("Tick", "Warm up", "Run", "Walk", "Cool down", "Last run", "Halfway", "Finished"):
            assert f"Play  {name}" in shown
        await press(pilot, "down", "space")
        assert app.played == [(CueName.TICK,), (CueName.WARM_UP,)]
        assert status(app).startswith("Playing: ")


async def test_a_cue_that_is_turned_down_to_nothing_says_so(app: Listening) -> None:
    app.workspace.settings = Settings(audio=AudioSettings(volume=0))
    async with app.run_test() as pilot:
        await press(pilot, "left", "down", "enter")
        assert app.played
        assert "you won't hear it" in status(app)


async def test_the_list_of_cues_follows_the_pack(app: Listening) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        await reach(pilot, app, "audio.pack")
        await press(pilot, "right", "up", "up", "left")
        assert "Play  Ten" in seen(app)
        assert "Play  Tick" not in seen(app)


async def test_the_words_of_a_voice_are_listed_too_and_played_one_after_the_other(app: Listening) -> None:
    app.workspace.settings = Settings(audio=AudioSettings(pack="voice"))
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, "left", "down")
        assert "Play  Say what's next: walk" in seen(app)
        await press(pilot, *["down"] * 22, "enter")
        assert status(app) == "Playing: And how long: 1:30"
        assert app.played == [("minutes-1", "and-30")]


async def test_what_is_pointed_at_stays_in_view_however_few_rows_are_left(app: Listening) -> None:
    app.workspace.settings = Settings(audio=AudioSettings(pack="voice"))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "left", *["down"] * 23, "enter")
        assert "Play  And how long: 1:30" in seen(app), "the line below takes a row"
        await pilot.resize_terminal(40, 12)
        await settle(pilot)
        assert "Play  And how long: 1:30" in seen(app)
        for label in ("Say which run: 3 of 9", "Runs to go: 2", "First words"):
            await press(pilot, "down")
            assert f"Play  {label}" in seen(app)


async def test_what_needs_a_voice_says_so_until_there_is_one(app: Listening) -> None:
    def explained(where: str) -> str:
        return str(row(app, where).query_one(".explains", Static).visual)

    needing = [item for item in ITEMS if item.where in OF_WORDS]
    assert len(needing) == 7
    async with app.run_test(size=(120, 60)) as pilot:
        for item in needing:
            assert explained(item.where) == "Needs a voice: set Cue style to voice, or tones and voice."
        await reach(pilot, app, "audio.pack")
        await press(pilot, "right")
        for item in needing:
            assert explained(item.where) == item.explains
        await reach(pilot, app, "audio.talk.next")
        await press(pilot, "space")
        assert explained("audio.talk.length") == "Needs “Say what's next”, which is off."


async def test_from_the_list_of_cues_the_arrows_lead_back_to_the_tabs(app: Listening) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "left", "down", "up")
        assert isinstance(app.focused, Tabs)


async def test_trouble_with_the_sound_is_shown(app: Listening) -> None:
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, SettingsScreen)
        app.screen.say("No sound device: the terminal bell stands in.")
        await settle(pilot)
        assert "No sound device" in seen(app)


# The file.


async def test_a_faulty_file_is_told_and_left_alone_until_something_is_changed(tmp_path: Path) -> None:
    file().write_text(FAULTY)
    app = Listening(make_workspace(tmp_path))
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "unknown key audio.volum; did you mean volume?" in " ".join(seen(app).split())
        await press(pilot, "right", "down", "down", "escape")
    assert file().read_text() == FAULTY
    app = Listening(make_workspace(tmp_path))
    async with app.run_test() as pilot:
        await reach(pilot, app, "screen.tips")
        await press(pilot, "space")
        assert "settings.toml.bak" in status(app)
        assert "unknown key" not in seen(app)
        await press(pilot, "space")
    assert file().with_name("settings.toml.bak").read_text() == FAULTY
    assert read_settings(file()) == Settings()
    assert len(list(file().parent.iterdir())) == 2


async def test_a_disk_that_does_not_take_the_change_is_told_and_the_change_holds(app: Listening) -> None:
    folder = paths.config_dir()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be")
    async with app.run_test() as pilot:
        await reach(pilot, app, "audio.volume")
        await press(pilot, "right")
        assert status(app).startswith("Couldn't save this (")
        assert app.screen.query_one("#status").has_class("-bad")
        assert app.workspace.settings.audio.volume == 85
        assert [settings.audio.volume for settings in app.told] == [85]


def test_a_file_with_comments_of_the_runners_own_is_kept_as_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[audio]\nvolume = 40  # at night\n")
    own_file = SettingsFile(path, read_settings(path))
    assert own_file.problem() is None
    assert own_file.save(Settings()).saved
    assert "at night" in (tmp_path / "settings.toml.bak").read_text()


def test_a_file_that_is_a_link_stays_one(tmp_path: Path) -> None:
    elsewhere = tmp_path / "dotfiles" / "runwalk.toml"
    path = tmp_path / "settings.toml"
    path.symlink_to(elsewhere)
    write_settings(path, with_value(Settings(), "audio.volume", 20))
    assert path.is_symlink()
    assert read_settings(elsewhere).audio.volume == 20


def test_a_file_of_our_own_is_replaced_without_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    write_settings(path, Settings())
    own_file = SettingsFile(path, Settings())
    for volume in (10, 20):
        assert own_file.save(with_value(Settings(), "audio.volume", volume)).line == "Saved."
    assert [other.name for other in tmp_path.iterdir()] == ["settings.toml"]


def test_an_older_copy_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for fault in ("one", "two", "two"):
        path.write_text(fault)
        assert SettingsFile(path, Settings()).save(Settings()).saved
    assert (tmp_path / "settings.toml.bak").read_text() == "one"
    assert (tmp_path / "settings.toml.bak2").read_text() == "two"
    assert not (tmp_path / "settings.toml.bak3").exists()


async def test_the_plain_form_has_ascii_alone(tmp_path: Path) -> None:
    app = Listening(make_workspace(tmp_path), ascii=True)
    async with app.run_test(size=(120, 60)) as pilot:
        for _ in range(5):
            await settle(pilot)
            # Textual draws a switch of blocks; its word beside it says the same.
            assert seen(app).replace("█", "").isascii(), seen(app)
            await press(pilot, "right")


async def test_a_number_field_leaves_the_arrows_up_and_down_to_the_page(app: Listening) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "down", "down", "up")
        assert row(app, "audio.volume").has_focus_within
        assert not app.screen.query_one("#screen-tips Switch", Switch).has_focus


async def test_a_page_of_settings_moves_by_its_height_from_the_tabs_too(app: Listening) -> None:
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        assert isinstance(app.focused, Tabs)
        scroll = next(iter(app.screen.query(SettingsScroll)))
        assert scroll.max_scroll_y > 0
        await pilot.press("pagedown")
        await settle(pilot)
        assert scroll.scroll_y > 0
        await pilot.press("pageup")
        await settle(pilot)
        assert scroll.scroll_y == 0
