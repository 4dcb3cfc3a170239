"""The plain program from its start to its exit status."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from runwalk_tui.flows.front import Interrupted, LeftProgram
from runwalk_tui.flows.resume import offer_unfinished
from runwalk_tui.history.errors import StoreError
from runwalk_tui.opening import close, workspace_on
from runwalk_tui.plain.console.windows import console_at
from runwalk_tui.plain.front import PlainFront
from runwalk_tui.plain.home import stay_home
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.plain.lines import Lines
from runwalk_tui.session.clock import FastClock, SystemClock
from runwalk_tui.system.shutdown import ShutdownWatch
from runwalk_tui.workspace import Workspace

AGAIN = 0.5
"""Seconds after which a task that was told to end is told again: what it waited for may have come at the same moment,
and then Python drops the order."""
INTERRUPTED_STATUS = 128 + signal.SIGINT
"""Exit status after Ctrl+C, as shells have it."""


def run_plain(stages: Path | None, data: Path | None, shutdown: ShutdownWatch, *, mute: bool, speed: float) -> int:
    """Run the program as lines of text; returns the exit status."""
    try:
        workspace = workspace_on(stages, data)
    except StoreError as error:
        sys.stderr.write(f"runwalk: {error}\n")
        return 1
    lines = Lines(sys.stdout, ascii=workspace.settings.screen.ascii)
    try:
        lines.say("runwalk in plain lines. It gives no medical advice.")
        lines.say(*(f"Note: {notice}" for notice in workspace.notices))
        try:
            elsewhere = workspace.claim()
        except StoreError as error:
            sys.stderr.write(f"runwalk: {error}\n")
            return 1
        if elsewhere:
            lines.say(str(elsewhere))
        shutdown.hear_signals()
        workspace.sync_first()
        return asyncio.run(_run(workspace, lines, shutdown, muted=mute, speed=speed))
    finally:
        close(workspace, in_order=shutdown.told is None)


async def _run(workspace: Workspace, lines: Lines, shutdown: ShutdownWatch, *, muted: bool, speed: float) -> int:
    # A closed standard input is no file to read: its number may be that of the database by now.
    keyboard = _keyboard(sys.stdin.fileno(), sys.stdin.encoding) if sys.stdin else Keyboard(None)
    clock = SystemClock()
    front = PlainFront(workspace, lines, keyboard, clock, FastClock(clock, speed) if speed != 1.0 else None, muted)
    keyboard.on_gone = lines.on_gone = shutdown.lost
    lines.on_unread = keyboard.nobody_reads
    _handle(asyncio.get_running_loop(), signal.SIGINT, keyboard.interrupt)
    _heed(shutdown)
    keyboard.start()
    try:
        if not workspace.elsewhere:
            await offer_unfinished(front.conversation)
        await stay_home(front)
    except (Interrupted, LeftProgram):
        return INTERRUPTED_STATUS
    except asyncio.CancelledError:
        if shutdown.told is None:
            raise
        return shutdown.status
    return 1 if lines.gone else 0


def _keyboard(descriptor: int, encoding: str) -> Keyboard:
    return Keyboard(descriptor, encoding=encoding, console=console_at(descriptor))


def _heed(shutdown: ShutdownWatch) -> None:
    """Have the running task end when the program is told to."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def end(number: int) -> None:
        if task is not None and not task.done():
            task.cancel()
            loop.call_later(AGAIN, end, number)

    shutdown.heed(loop, end)


def _handle(loop: asyncio.AbstractEventLoop, number: int, call: Callable[[], None]) -> None:
    """Have a signal call something in the loop."""
    if signal.getsignal(number) is signal.SIG_IGN:
        return
    try:
        loop.add_signal_handler(number, call)
    except NotImplementedError:  # Windows
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(call))
