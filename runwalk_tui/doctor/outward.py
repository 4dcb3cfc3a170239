"""What leaves the terminal: hooks, status file, notification, a file after each session. All is off by default."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from runwalk_tui.doctor.finding import Finding
from runwalk_tui.exports.folder_check import why_no_folder, why_no_format
from runwalk_tui.outward.notification import notifier, why_no_notification
from runwalk_tui.outward.outward import commands_of
from runwalk_tui.outward.status_file import why_no_status_file
from runwalk_tui.settings import AfterSession, Hooks, Settings
from runwalk_tui.system.own_files import whose

OR_OFF = "Put that right, or turn Notification off in Settings."
OFF = "off: hooks, status file, notification, file after each session"
OFF_BY_A_FAULT = "off, because settings.toml can't be used"


def signals(settings: Settings, data: Path, stages: Path, *, faulty: bool = False) -> list[Finding]:
    """What is switched on, and whether it can work. No hook is started and nothing is written.

    `data` and `stages` are in use: neither becomes the status file. `faulty` says that the file of the settings can't
    be used, which is a finding of its own.
    """
    if faulty:
        return [Finding("signals", False, OFF_BY_A_FAULT, "Fix settings.toml, then run this again.")]
    found = [
        *_hooks(settings.hooks),
        *_status_file(settings.status.file.strip(), data, stages),
        *_notification(on=settings.notify.finished),
        *_after_session(settings.after_session),
    ]
    return found or [Finding("signals", True, OFF)]


def _hooks(hooks: Hooks) -> Iterator[Finding]:
    told = [event.value for event, command in commands_of(hooks).items() if command]
    if broken := [event.value for event, command in commands_of(hooks).items() if "\0" in command]:
        why = f"{', '.join(broken)}: no command can have a zero byte in it"
        yield Finding("hooks", False, why, "Check [hooks] in settings.toml.")
    elif told:
        yield Finding("hooks", True, f"{', '.join(told)}; they start only in a session, so they weren't tried")


def _status_file(name: str, data: Path, stages: Path) -> Iterator[Finding]:
    if not name:
        return
    if why := why_no_status_file(name, lambda file: whose(file, data, stages)):
        yield Finding("status file", False, f"{name}: {why}", "Choose another path in Settings.")
    else:
        yield Finding("status file", True, name)


def _notification(*, on: bool) -> Iterator[Finding]:
    if on and (why := why_no_notification()):
        yield Finding("notification", False, "on", f"{why} {OR_OFF}")
    elif on:
        yield Finding("notification", True, f"at the end of a session, by {notifier()}; it wasn't tried")


def _after_session(after: AfterSession) -> Iterator[Finding]:
    if after.export == "off":
        return
    what = f"{after.export} into {after.folder or 'no folder'}"
    if why := why_no_format(after):
        yield Finding("after a session", False, what, f"{why}")
    elif why := why_no_folder(after):
        yield Finding("after a session", False, f"{after.export}: {why}", "Choose a folder in Settings.")
    else:
        yield Finding("after a session", True, what)
