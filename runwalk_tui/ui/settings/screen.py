"""The settings: everything in settings.toml, saved as it is changed, and each cue and the words to listen to."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from threading import Thread
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static, Switch, TabbedContent, TabPane, Tabs

from runwalk_tui import paths
from runwalk_tui.audio.status import usual_instead
from runwalk_tui.audio.supervision.device_names import DeviceName, FindNames
from runwalk_tui.audio.word_files import Example, examples, folder_gaps, why_no_words
from runwalk_tui.exports.folder_check import why_no_folder, why_no_format
from runwalk_tui.outward.notification import why_no_notification
from runwalk_tui.outward.status_file import why_no_status_file
from runwalk_tui.settings import AudioSettings
from runwalk_tui.system.own_files import whose
from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.controls.adapted import ChoiceField
from runwalk_tui.ui.controls.key_line import KeyLine, KeyWord
from runwalk_tui.ui.messages import SettingsChanged
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.settings.cue_list import CueList
from runwalk_tui.ui.settings.setting_list import OF_WORDS, USUAL_OUTPUT, Value, groups, value_of, with_value
from runwalk_tui.ui.settings.setting_row import SettingRow
from runwalk_tui.ui.settings.settings_file import SettingsFile
from runwalk_tui.ui.theme.icons import POINTER
from runwalk_tui.workspace import Workspace

OURS_FIRST = ("runwalk-dark", "runwalk-light")
"""Themes of our own, before Textual's."""

MOVE = KeyWord("↑ ↓", "Move")
OTHER_PART = KeyWord("← →", "Other tab")
"""On the tabs."""
CANNOT = {
    "after_session.export": "Saved, but no file can be written.",
    "after_session.folder": "Saved, but no file can be written: {why}.",
    "notify.finished": "Saved, but no notification can be shown here.",
    "sync.folder": "Saved, but your log can't be synced: {why}.",
    "status.file": "Saved, but it can't be written: {why}.",
    "radio.heart_rate": "Saved, but it won't work yet: {why}.",
    "radio.belt": "Saved, but it won't work yet: {why}.",
}
"""Instead of "Saved." for what can't work as it is set; the reason is also at its row, where there is room for it."""
CONTROLS = (Input, Switch, ChoiceField, CueList)


class SettingsScroll(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls as the focus moves; the arrows are for moving it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
    ]


class SettingsScreen(AnsweringScreen[None]):
    """A page for each part of the settings, and one to hear the cues and the words."""

    class DevicesFound(Message):
        """What the sound can play on; from a thread."""

        def __init__(self, wanted: str, devices: tuple[DeviceName, ...]) -> None:
            """`wanted` is the setting that was asked for."""
            super().__init__()
            self.wanted, self.devices = wanted, devices

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go(-1)", "Up", show=False),
        Binding("down", "go(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("escape", "leave", "Back", id="settings.leave"),
    ]
    AUTO_FOCUS = "Tabs"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (84, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full")]
    DEFAULT_CSS = """
    SettingsScreen {
        align: center top;
        & #title, & #hint, & #fault, & #status { width: 100%; max-width: 130; }
        & #title { text-style: bold; padding: 1 2 0 2; }
        & #hint { color: $text-muted; padding: 0 2 1 2; }
        & #fault { color: $warning; padding: 0 2; display: none; }
        & #fault.-shown { display: block; }
        & TabbedContent { height: 1fr; max-width: 130; }
        & Tab { color: $text-muted; }
        & Tab.-active { color: $foreground; text-style: bold; }
        & Tabs:focus Tab.-active { color: $block-cursor-foreground; }
        & TabPane { padding: 0; height: 1fr; }
        & ContentSwitcher { height: 1fr; }
        & SettingsScroll {
            height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; scrollbar-background: $background;
        }
        & .words { color: $text-muted; padding: 0 1; margin-bottom: 1; }
        & #status { height: auto; max-height: 3; padding: 0 2; color: $success; }
        & #status.-bad { color: $error; }
        &.-flat #title, &.-flat #hint { display: none; }
        &.-flat SettingRow { margin-bottom: 0; }
        &.-flat SettingsScroll { padding: 0; }
        &.-flat Tab { padding: 0 1; }
        &.-flat Underline { display: none; }
        &.-flat Tabs { height: 1; }
        &.-narrow #title, &.-narrow #hint, &.-narrow #fault, &.-narrow #status { padding: 0 1; }
        &.-ascii Underline, &.-ascii .arrow { display: none !important; }
        &.-wide SettingRow {
            layout: horizontal;
            & > .line { width: 46; }
            & .label { width: 24; }
            & .control { width: 1fr; }
            & > .explains, & > .fault { width: 1fr; padding-left: 2; }
            &.-faulty > .explains { display: none; }
        }
        &.-wide SettingRow.-long {
            layout: vertical;
            & > .line { width: 100%; }
            & > .explains, & > .fault { width: 100%; padding-left: 24; }
        }
    }
    """

    def __init__(
        self,
        workspace: Workspace,
        play: Callable[..., None],
        *,
        device_names: FindNames = lambda _: (),
        ascii: bool = False,
    ) -> None:
        """`play` sounds a cue by its name at once, or words one after the other, as the workspace's settings say by
        then; `device_names` finds what the sound can play on, and may take seconds."""
        super().__init__(classes="-ascii" if ascii else "")
        self._workspace = workspace
        self._play = play
        self._find_names = device_names
        self._devices: tuple[DeviceName, ...] = ()
        """What the sound can play on, as far as that is known."""
        self._ascii = ascii
        self._file = SettingsFile(paths.settings_file(), workspace.settings)

    def compose(self) -> ComposeResult:
        settings = self._workspace.settings
        yield Static("Settings", id="title")
        yield Static("Changes are saved straight away.", id="hint")
        yield Static(id="fault", markup=False)
        with TabbedContent():
            for group in groups(self._themes(), in_browser=IN_BROWSER in os.environ):
                with TabPane(group.name, id=f"page-{group.name.lower()}"), SettingsScroll():
                    for item in group.items:
                        yield SettingRow(item, value_of(settings, item.where))
            with TabPane("Listen", id="page-listen"), SettingsScroll():
                yield Static("Each as it's set now. Press Enter to hear one.", classes="words")
                yield CueList(self._examples(), sign=POINTER.shown(self._ascii), id="cue-list")
        yield Static(id="status", markup=False)
        yield KeyLine(ascii=self._ascii)

    def on_mount(self) -> None:
        self._tell_fault()
        self._tell_faults()
        self._tell_what_needs_a_voice()
        self._look_for_devices()
        # The line keeps its place only while it has something to say.
        self.query_one("#status").display = False

    def say(self, line: str) -> None:
        """Show what the sound has to say, in one line."""
        self._say(line, bad=bool(line))

    def on_descendant_focus(self) -> None:
        self.query_one(KeyLine).also = (MOVE, OTHER_PART) if isinstance(self.focused, Tabs) else (MOVE,)

    def on_setting_row_setting_changed(self, event: SettingRow.SettingChanged) -> None:
        event.stop()
        self._change(event.item.where, event.value)

    def _change(self, where: str, value: Value) -> str:
        """Keep another value, in memory and in the file, and tell the app; returns what is said when it can't work."""
        settings = with_value(self._workspace.settings, where, value)
        if settings == self._workspace.settings:
            return ""
        # In memory first: what was chosen holds even when the disk does not take it.
        self._workspace.settings = settings
        outcome = self._file.save(settings)
        self._tell_fault()
        why = self._tell_faults().get(where, "")
        wrong = CANNOT.get(where, "").format(why=why) if outcome.saved and why else ""
        line = outcome.line.replace("Saved.", wrong, 1) if wrong else outcome.line
        self._say(line, bad=bool(wrong) or not outcome.saved)
        self.query_one(CueList).show_examples(self._examples())
        self._tell_what_needs_a_voice()
        self.post_message(SettingsChanged(settings))
        if where == "audio.backend":
            self._look_for_devices()
        return wrong

    def _look_for_devices(self) -> None:
        """Offer the devices that there are, as soon as it is known.

        In a thread of its own, which nobody waits for: a library that hangs holds up neither this page nor the end.
        """
        wanted, loop, here = self._workspace.settings.audio.backend, asyncio.get_running_loop(), copy_context()

        def look() -> None:
            found = self.DevicesFound(wanted, self._find_names(wanted))
            with suppress(RuntimeError):  # the program has ended meanwhile
                loop.call_soon_threadsafe(self.post_message, found, context=here)

        Thread(target=look, name="device names", daemon=True).start()

    def on_settings_screen_devices_found(self, event: DevicesFound) -> None:
        event.stop()
        if event.wanted != self._workspace.settings.audio.backend:
            return  # another one is being asked
        self._devices = event.devices
        others = [(device.name, device.name) for device in self._devices]
        self.query_one("#audio-output", SettingRow).offer((USUAL_OUTPUT, *others))
        self._tell_faults()

    def _why_no_device(self, audio: AudioSettings) -> str:
        if not audio.output or not self._devices or any(device.is_called(audio.output) for device in self._devices):
            return ""
        return usual_instead(audio.output, audio.backend)

    def on_cue_list_wanted(self, event: CueList.Wanted) -> None:
        event.stop()
        self._play(*event.example.names)
        if event.example.volume:
            self._say(f"Playing: {event.example.label}")
        else:
            self._say(f"{event.example.label} is at volume 0, so you won't hear it.", bad=True)

    def action_go(self, by: int) -> None:
        """The control above or below; up and down go round by way of the tabs."""
        pages = self.query_one(TabbedContent)
        tabs = pages.query_one(Tabs)
        # The page of a tab is shown a moment after the tab is chosen; a quick key must not reach the one before.
        pane = next(pane for pane in pages.query(TabPane) if pages.get_tab(pane) is tabs.active_tab)
        pages.active = pane.id or ""
        controls = [node for node in pane.query("*") if isinstance(node, CONTROLS)]
        chain = [tabs, *controls]
        here = next((place for place, node in enumerate(chain) if node.has_focus_within), 0)
        # At once: a key that comes right after must find the focus where it went.
        self.set_focus(chain[(here + by) % len(chain)])

    def action_page(self, by: int) -> None:
        """Move the page that is shown, from the tabs, too."""
        pages = self.query_one(TabbedContent)
        for scroll in pages.query(SettingsScroll):
            if pages.active_pane in scroll.ancestors:
                scroll.scroll_relative(y=by * scroll.size.height, animate=False)

    def action_leave(self) -> None:
        for row in self.query(SettingRow):
            if row.typed is not None and (wrong := self._change(row.item.where, row.typed)):
                # On its own: this page, which says it at the setting, is about to go.
                line = f"{row.item.label}: {wrong[:1].lower()}{wrong[1:]}"
                self.notify(line, severity="warning", markup=False)
        # After the message to the app, which is in the same queue.
        self.call_later(self._close)

    def _close(self) -> None:
        self.dismiss(None)

    def _themes(self) -> tuple[str, ...]:
        others = sorted(name for name in self.app.available_themes if name not in OURS_FIRST)
        return (*(name for name in OURS_FIRST if name in self.app.available_themes), *others)

    def _examples(self) -> tuple[Example, ...]:
        return examples(self._workspace.settings.audio, paths.shipped_sounds())

    def _tell_what_needs_a_voice(self) -> None:
        """Say at each row about words why it does nothing, where it doesn't."""
        audio = self._workspace.settings.audio
        why = why_no_words(audio, paths.shipped_sounds())
        for row in self.query(SettingRow):
            if row.item.where in OF_WORDS:
                alone = row.item.where == "audio.talk.length" and not audio.talk.next
                row.explain(why or ("Needs “Say what's next”, which is off." if alone else ""))

    def _tell_fault(self) -> None:
        """Name what is wrong with the file, and what becomes of it."""
        problem = self._file.problem()
        line = f"{problem} (The file won't change until you change something here, and a copy of it is saved first.)"
        self.query_one("#fault", Static).update(line if problem else "")
        self.query_one("#fault").set_class(problem is not None, "-shown")

    def _tell_faults(self) -> dict[str, str]:
        """Say what can't work as it is set, at its own row, and return it: the runner's own sounds, and what leaves
        the terminal."""
        from runwalk_tui.radio.wanted import why_no_sensor  # late: whoever opens no settings needs none of it

        settings, store = self._workspace.settings, self._workspace.store
        status = settings.status.file.strip()
        problems = {
            "audio.output": self._why_no_device(settings.audio),
            "audio.folder": "; ".join(folder_gaps(settings.audio)),
            "after_session.export": why_no_format(settings.after_session),
            "after_session.folder": why_no_folder(settings.after_session),
            "notify.finished": why_no_notification() if settings.notify.finished else "",
            "sync.folder": self._why_no_sync(settings.sync.folder),
            "radio.heart_rate": why_no_sensor(settings.radio.heart_rate),
            "radio.belt": why_no_sensor(settings.radio.belt),
            "status.file": why_no_status_file(
                status, lambda file: whose(file, store.path.parent, self._workspace.in_use.path)
            ),
        }
        for where, problem in problems.items():
            self.query_one(f"#{where.replace('.', '-')}", SettingRow).complain(problem)
        return problems

    def _why_no_sync(self, folder: str) -> str:
        if not folder.strip():
            return ""
        from runwalk_tui.syncing.folder_in_settings import why_no_sync  # late: most runners have one computer

        return why_no_sync(folder, self._workspace.store.folder)

    def _say(self, line: str, *, bad: bool = False) -> None:
        status = self.query_one("#status", Static)
        status.update(line)
        status.display = bool(line)
        status.set_class(bad, "-bad")
