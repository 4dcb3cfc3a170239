"""Sound, and a machine that stays awake, for as long as something runs against the clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from runwalk_tui.audio.status import BELL_RINGS, AudioStatus
from runwalk_tui.plain.kit import Kit, Sound
from runwalk_tui.system.keep_awake import KeepAwake

SILENT = "There is no terminal whose bell could ring, so this session is silent."


@asynccontextmanager
async def on_air(kit: Kit) -> AsyncIterator[tuple[Sound, asyncio.Task[str]]]:
    """Sound from before the first question, so that the device is open when the first cue is due; the last cue is
    heard to its end.

    The task keeps the machine awake, and says in one line if it would not.
    """
    loop = asyncio.get_running_loop()
    sound = kit.make_sound(
        kit.workspace,
        lambda: _from_thread(loop, kit.lines.ring),
        lambda status: _from_thread(loop, lambda: _report(kit, status)),
    )
    sound.start()
    if kit.muted:
        sound.mute(True)
    keep_awake = KeepAwake()
    holding = asyncio.ensure_future(keep_awake.hold())
    try:
        yield sound, holding
    finally:
        sound.finish()
        await keep_awake.release()
        await asyncio.wait([holding])


def _report(kit: Kit, status: AudioStatus) -> None:
    """What the sound has to say."""
    if status.message and status.message != BELL_RINGS:  # it was said already, with its reason
        kit.lines.say(status.message)
    if status.backend == "bell" and not kit.lines.can_ring:
        kit.lines.say(SILENT)


def _from_thread(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    try:
        loop.call_soon_threadsafe(call)
    except RuntimeError:
        return  # the program has ended in the meantime: there is nobody to tell
