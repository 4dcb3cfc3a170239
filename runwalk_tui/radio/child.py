"""The process that has the radio: `python -m runwalk_tui.radio.child`.

It is one of its own because a library that talks to the system's Bluetooth may hang, and because macOS ends a program
that asks for Bluetooth where its terminal isn't allowed to use it.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from runwalk_tui.radio.following import Follower, Wish
from runwalk_tui.radio.messages import Alive, Heard, Message, NoRadio, encode, read_order
from runwalk_tui.radio.radio import Radio, RadioError

ALIVE_EVERY = 2.0
"""Seconds between two signs of life."""
GOODBYE = 3.0
"""Seconds to let go of the devices: a strap that still has a link can't be found by anybody."""


async def serve(radio: Radio, line: bytes, ended: asyncio.Event, say: Callable[[Message], None]) -> None:
    """Do what an order asks for, until it is done or `ended` is set; then let go of every device."""
    wishes, look = read_order(line)
    work = asyncio.create_task(_look(radio, look, say) if look else _follow(radio, wishes, say))
    waiting = asyncio.create_task(ended.wait())
    alive = asyncio.create_task(_say_alive(say))
    await asyncio.wait([work, waiting], return_when=asyncio.FIRST_COMPLETED)
    for task in (work, waiting, alive):
        task.cancel()
    await asyncio.wait([work], timeout=GOODBYE)
    if work.done() and not work.cancelled():
        work.result()


async def _look(radio: Radio, seconds: float, say: Callable[[Message], None]) -> None:
    try:
        say(Heard(await radio.near(seconds)))
    except RadioError as error:
        say(NoRadio(str(error), lasting=False))


async def _follow(radio: Radio, wishes: tuple[Wish, ...], say: Callable[[Message], None]) -> None:
    await Follower(radio, say).follow(*wishes)


async def _say_alive(say: Callable[[Message], None]) -> None:
    while True:
        say(Alive())
        await asyncio.sleep(ALIVE_EVERY)


def run(make_radio: Callable[[], Radio], orders: BinaryIO, answers: BinaryIO) -> None:
    """Serve one order over two pipes. Raises whatever goes wrong."""

    def say(message: Message) -> None:
        try:
            answers.write(encode(message))
            answers.flush()
        except OSError:
            os._exit(0)  # nobody listens any more

    async def main() -> None:
        ended, loop = asyncio.Event(), asyncio.get_running_loop()
        line = await loop.run_in_executor(None, orders.readline)

        def wait_for_the_end() -> None:
            # Not through the buffer: the interpreter can't end while a thread holds that, and aborts.
            with suppress(OSError, ValueError):
                while os.read(orders.fileno(), 1):
                    pass
            loop.call_soon_threadsafe(ended.set)
            # A library that hangs doesn't hear that; the process must not stay.
            threading.Event().wait(GOODBYE + 1.0)
            os._exit(0)

        if line:
            threading.Thread(target=wait_for_the_end, daemon=True).start()
            await serve(radio, line, ended, say)

    try:
        radio = make_radio()
    except ImportError as error:
        say(NoRadio(str(error), lasting=True))
        return
    asyncio.run(main())


def _bleak() -> Radio:
    from runwalk_tui.radio.bleak_radio import BleakRadio

    return BleakRadio()


def main(make_radio: Callable[[], Radio] = _bleak) -> None:
    # What a library prints must not get between our messages.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    status = 1
    try:
        run(make_radio, sys.stdin.buffer, answers)
        status = 0
    finally:
        # Whatever a library raised: the parent sees the status, and starts another process.
        if status:
            traceback.print_exc()
        os._exit(status)  # without waiting for a thread of the system's Bluetooth


if __name__ == "__main__":
    main()
