"""What came in from other computers, as lines: at Home, and never in the midst of a conversation."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from runwalk_tui.plain.front import PlainFront

if TYPE_CHECKING:
    from runwalk_tui.syncing.news import SyncNews

LOOK_AGAIN = 2.0
"""Seconds after which a Home that waits for a line asks whether it is time to look into the folder."""


def say_what_came_in(front: PlainFront, *, back: bool = False) -> bool:
    """Say what there is to tell of syncs that are over, and sync when something was written here; whether the log
    is another one than Home was said from, by that or by another program on this computer.

    With `back` the runner has just come to Home, and the folder is looked at sooner.
    """
    sync = front.workspace.sync
    if sync is None:
        return False
    sync.look(back=back)
    news = sync.news()
    front.lines.say(*_lines(front, news))
    return news.changed or (front.log_said is not None and front.workspace.log() != front.log_said)


async def sync_now(front: PlainFront) -> bool:
    """Sync because the runner asks for it, and say what came of it; whether the log changed by it."""
    if (sync := front.workspace.sync) is None:
        return False
    from runwalk_tui.syncing.automatic import SYNCED

    sync.look_anew()
    await asyncio.to_thread(sync.wait, sync.patience)
    news = sync.news()
    if news or not sync.running:
        front.lines.say(*(_lines(front, news) or (SYNCED,)))
    return news.changed


def _lines(front: PlainFront, news: SyncNews) -> tuple[str, ...]:
    """What is told, a line each."""
    if not news.lines:
        return tuple(map(str, news.problems))
    from runwalk_tui.syncing.news import of_another_table

    another = of_another_table(front.workspace.table, front.workspace.log(), news.brought)
    return (*news.lines, *filter(None, [another]), *map(str, news.problems))


@contextmanager
def told_what_comes_in(front: PlainFront, tell: Callable[[], None]) -> Iterator[None]:
    """Inside, `tell` is called in the running loop whenever a sync is over; now and then the folder is looked at."""
    sync = front.workspace.sync
    if sync is None:
        yield
        return
    loop, here = asyncio.get_running_loop(), [True]

    def in_loop() -> None:
        if here:  # a sync that is over at the very moment in which a conversation begins is told after it
            tell()

    def over() -> None:
        with suppress(RuntimeError):  # the loop is closed: the program ends
            loop.call_soon_threadsafe(in_loop)

    async def look_again() -> None:
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            sync.look()

    sync.on_news, looking = over, loop.create_task(look_again())
    try:
        yield
    finally:
        here.clear()
        sync.on_news = lambda: None
        looking.cancel()
