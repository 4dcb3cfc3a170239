"""Opening a workspace: log, table and settings as far as they can be used, and a notice for whatever is wrong.

The program starts on a day on which any of them has a fault, so each fault becomes a line at the start.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from runwalk_tui import paths
from runwalk_tui.clock_check import clock_problem
from runwalk_tui.history.database.migrations import EDITION
from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.history.store import Store
from runwalk_tui.keys.in_use import USUAL_KEYS, KeysInUse
from runwalk_tui.own_table.watching import TableWatch
from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule_edition import remember_edition, what_is_new
from runwalk_tui.settings import Settings, SettingsError, read_settings
from runwalk_tui.system.files import read_text
from runwalk_tui.system.own_files import whose
from runwalk_tui.system.problems import Problem
from runwalk_tui.system.safe_text import shown
from runwalk_tui.table_in_use import TableInUse, table_in_use
from runwalk_tui.workspace import Workspace

if TYPE_CHECKING:
    from runwalk_tui.outward.outward import Outward
    from runwalk_tui.radio.radio import Sensor
    from runwalk_tui.session.clock import Clock
    from runwalk_tui.session.follower import SessionFollower
    from runwalk_tui.session.measured import Instruments

OUT_OF_REACH = (
    "What you do now is saved in a rescue file, and will be added to your log the next time runwalk can open it."
)
MENDABLE = frozenset({Trouble.FULL, Trouble.READ_ONLY, Trouble.IO, Trouble.LOCKED})
"""Why a database cannot be written although nothing is wrong with it."""


def workspace_on(stages: Path | None, data: Path | None) -> Workspace:
    """Open everything; `stages` and `data` are what was given as options. Raises StoreError when there is no log."""
    store = _open_store(paths.data_dir(data))
    try:
        return _with(store, stages)
    except BaseException:
        store.close()
        raise


def close(workspace: Workspace, *, in_order: bool) -> None:
    """Close everything; unless the program was told to end, say on standard error what is left to be told."""
    workspace.close()
    if in_order:
        with suppress(OSError):
            sys.stderr.writelines(f"runwalk: {shown(str(problem))}\n" for problem in workspace.unsynced)


def _open_store(folder: Path) -> Store:
    """The log for writing; where the disk does not allow that now, a copy of it. Raises StoreError."""
    try:
        return Store.open(folder)
    except StoreError as error:
        if error.trouble not in MENDABLE:
            raise
        return Store.open_copy(folder, error)


def _with(store: Store, stages: Path | None) -> Workspace:
    watch = TableWatch(stages)
    in_use = table_in_use(watch.take(), store)
    settings, keys, faults = _settings_and_keys(paths.settings_file())
    notices = (*_about_store(store, in_use), *in_use.error_lines, *faults)
    workspace = Workspace(in_use, watch, store, settings, keys, notices)
    outward = _WhatFollows(workspace)
    workspace.follow_with, workspace.let_followers_go = outward.follower, outward.close
    workspace.measure_with = lambda: _instruments(workspace)
    workspace.sessions_are_ours, workspace.told_outside = outward.take_over, outward.problems
    workspace.notices += workspace.load_tips()
    workspace.notices += tuple(_about_log(workspace))
    return workspace


class _WhatFollows:
    """What leaves the terminal, loaded once there is something that does: nothing does before the first picture."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._outward: Outward | None = None

    def _made(self) -> Outward:
        if self._outward is None:
            from runwalk_tui.outward.outward import Outward

            workspace = self._workspace
            self._outward = Outward(
                lambda: workspace.settings,
                lambda: workspace.wall(),
                lambda file: whose(file, workspace.store.path.parent, workspace.in_use.path),
            )
        return self._outward

    def follower(self, clock: Clock) -> SessionFollower | None:
        return self._made().follower(clock)

    def take_over(self) -> None:
        if self._workspace.settings.status.file.strip():
            self._made().take_over()

    def problems(self) -> tuple[Problem, ...]:
        return self._outward.problems() if self._outward is not None else ()

    def close(self) -> None:
        if self._outward is not None:
            self._outward.close()


def _instruments(workspace: Workspace) -> Instruments | None:
    """What measures in a session, as the settings are by then; None where nothing is wanted."""
    if not workspace.settings.radio.on:
        return None
    from runwalk_tui.radio.instruments import RadioInstruments  # late: most runners have it off
    from runwalk_tui.radio.wanted import LAST_USED, wishes_of

    def remember(used: Mapping[Sensor, str]) -> None:
        for sensor, address in used.items():
            workspace.reliable_store.remember(LAST_USED[sensor], address)

    last = {sensor: workspace.reliable_store.recall(key) or "" for sensor, key in LAST_USED.items()}
    return RadioInstruments(wishes_of(workspace.settings.radio, last), remember)


def _about_store(store: Store, in_use: TableInUse) -> Iterator[str]:
    """What the runner is told about the log's file, a line each."""
    yield from store.notices
    if store.out_of_reach is not None:
        yield f"{store.out_of_reach}. {OUT_OF_REACH}"
    elif in_use.problem:
        yield str(in_use.problem)


def _about_log(workspace: Workspace) -> Iterator[str]:
    """What the runner is told about what is in the log, a line each. Raises StoreError.

    The log is read here in any case, where a disk that fails is still one line; from now on there is one to show.
    """
    log = workspace.log()
    if problem := clock_problem(log, workspace.wall(), workspace.habits):
        yield str(problem)
    edition = workspace.reliable_store.recall(EDITION)
    if told := what_is_new(edition, workspace.table, log, workspace.today()):
        remember_edition(workspace.store)
        yield told


def _settings_and_keys(path: Path) -> tuple[Settings, KeysInUse, list[str]]:
    """The settings, the keys, and a line for each thing that is wrong with either."""
    try:
        settings = read_settings(path)
    except SettingsError as error:
        return Settings(), USUAL_KEYS, [f"{error}; until you fix that, runwalk uses its usual settings."]
    if not settings.keys:
        return settings, USUAL_KEYS, []
    from runwalk_tui.keys.reading import read_keys  # late: hardly anybody changes a key

    keys, faults = read_keys(str(path), read_text(path))
    told = [f"{path} has {plural(len(faults), 'error')} in [keys]; using the usual keys."] if faults else []
    return settings, keys, [*told, *map(str, faults)]
