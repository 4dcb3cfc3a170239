"""A page in Chromium that is tapped and read, as on a tablet, by Chromium's own remote control."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.chromium import QUIET
from tests.support.needed import needed_module, needed_program

TABLET, OLDER_TABLET, PHONE = (1280, 800), (1024, 768), (390, 844)
"""Screens in pixels of the page."""
GUARD = 60.0
"""Seconds after which something will never be seen; no measure of speed."""
EMPTY = 15.0
"""Seconds after which somebody in front of an empty page opens it again."""
ON_THE_WAY = ("navigated", "Cannot find context", "context was destroyed")
"""What is said of a script whose page gave way to another one."""
OPENED_AGAIN = 3
"""How often at most."""
LAST_ASKED = 12
"""Addresses that are told of a page on which something isn't seen."""
SETTLES = 0.25
"""Seconds in which something stays where it is before it is touched; nobody hits what is still moving."""
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
OPTIONS = (*(option for option in QUIET if not option.startswith("--host-resolver")), ONLY_HERE)


async def seen(look: Callable[[], Awaitable[Any]], what: str) -> Any:
    """Wait until something is seen; returns it."""
    loop = asyncio.get_running_loop()
    limit = loop.time() + GUARD
    while not (found := await look()):
        assert loop.time() < limit, f"not seen: {what}"
        await asyncio.sleep(0.05)
    return found


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is on the page, in pixels."""

    x: float
    y: float
    height: float
    """Of a row of the terminal, or of a button."""


class BrowserPage:
    """One tab."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._count = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._listening = asyncio.create_task(self._listen())
        self.asked_for: list[str] = []
        """Every address that the page has asked for, its connections too."""

    async def _listen(self) -> None:
        async for message in self._connection:
            told = json.loads(message.data)
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told)
            elif told["method"] == "Network.requestWillBeSent":
                self.asked_for.append(told["params"]["request"]["url"])
            elif told["method"] == "Network.webSocketCreated":
                self.asked_for.append(told["params"]["url"])

    async def tell(self, method: str, **options: Any) -> dict[str, Any]:
        """One word to the browser, and its answer."""
        answer = await self._asked(method, options)
        assert "error" not in answer, answer
        return dict(answer["result"])

    async def _asked(self, method: str, options: dict[str, Any]) -> dict[str, Any]:
        """What the browser says to one word, an error too."""
        self._count += 1
        number = self._count
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._connection.send_json({"id": number, "method": method, "params": options})
        return await asyncio.wait_for(self._answers[number], GUARD)

    async def become(self, screen: tuple[int, int]) -> None:
        """A tablet or a phone with a screen of this size, to be touched."""
        width, height = screen
        await self.tell(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=True
        )
        await self.tell("Emulation.setTouchEmulationEnabled", enabled=True)

    async def come_to_front(self) -> None:
        """As somebody picks this tab; one behind another one is neither touched nor drawn."""
        await self.tell("Page.bringToFront")

    async def open(self, url: str) -> None:
        """Go to an address; where the page stays empty, as now and then on a busy machine, once more."""
        for _ in range(OPENED_AGAIN):
            await self.tell("Page.navigate", url=url)
            limit = asyncio.get_running_loop().time() + EMPTY
            while asyncio.get_running_loop().time() < limit:
                if await self.evaluate("document.readyState === 'complete' && document.body.innerText.trim()"):
                    return
                await asyncio.sleep(0.05)

    async def evaluate(self, script: str) -> Any:
        """What a piece of script comes to; None while the page changes."""
        options = {"expression": script, "returnByValue": True, "awaitPromise": True}
        answer = await self._asked("Runtime.evaluate", options)
        if any(said in answer.get("error", {}).get("message", "") for said in ON_THE_WAY):
            return None
        assert "error" not in answer, answer
        return answer["result"]["result"].get("value")

    async def words(self) -> str:
        """All that can be read on the page outside of the terminal."""
        return str(await self.evaluate("document.body ? document.body.innerText : ''"))

    async def text(self) -> str:
        """What the terminal shows, a line each row."""
        return str(await self.evaluate("document.getElementById('text')?.textContent || ''"))

    async def shows(self, pattern: str) -> re.Match[str]:
        """Wait until the terminal shows something."""

        async def look() -> re.Match[str] | None:
            return re.search(pattern, await self.text(), re.MULTILINE)

        try:
            found: re.Match[str] = await seen(look, pattern)
        except AssertionError:
            said = f"{await self.text()}\n{await self.words()}\n{await self._where()}"
            raise AssertionError(f"not seen: {pattern}\n{said}") from None
        return found

    async def _where(self) -> str:
        """Which page this is, how far it has come, and what it asked for last."""
        here = await self.evaluate("[location.href, document.readyState, document.visibilityState].join(' ')")
        return "\n".join([str(here), *self.asked_for[-LAST_ASKED:]])

    async def says(self, sentence: str) -> None:
        """Wait until the page says something around the terminal."""

        async def look() -> bool:
            return sentence in await self.words()

        await seen(look, sentence)

    async def spot(self, pattern: str) -> Spot:
        """Where something stands in the terminal, once it stays there; the last one, if it stands there several
        times."""
        before: list[Spot] = []

        async def look() -> Spot | None:
            now = await self._spot(pattern)
            settled = now if before and before[-1] == now else None
            before.append(now)
            await asyncio.sleep(SETTLES)
            return settled

        found: Spot = await seen(look, f"{pattern}, in one place")
        return found

    async def _spot(self, pattern: str) -> Spot:
        await self.shows(pattern)
        rows = (await self.text()).split("\n")
        found = [(number, each) for number, line in enumerate(rows) for each in re.finditer(pattern, line)]
        if not found:
            return Spot(-1, -1, 0)
        row, at = found[-1]
        left, top, width, height = await self.evaluate(
            "(() => { const box = document.querySelector('.xterm-screen').getBoundingClientRect(), "
            "text = document.getElementById('text').dataset; "
            "return [box.left, box.top, box.width / text.columns, box.height / text.rows]; })()"
        )
        return Spot(left + width * (at.start() + at.end()) / 2, top + height * (row + 0.5), height)

    async def tap(self, pattern: str) -> None:
        """Touch something in the terminal."""
        spot = await self.spot(pattern)
        await self.touch(spot.x, spot.y)

    async def tap_button(self, name: str) -> None:
        """Touch a button of the page itself, by its text or its label."""

        script = (
            "[...document.querySelectorAll('button')].filter(each => each.offsetParent && (each.innerText === NAME || "
            "each.ariaLabel === NAME)).map(each => each.getBoundingClientRect()).map(box => [box.x + box.width / 2, "
            "box.y + box.height / 2])[0]"
        ).replace("NAME", json.dumps(name))

        async def look() -> Any:
            return await self.evaluate(script)

        await self.touch(*await seen(look, name))

    async def touch(self, x: float, y: float) -> None:
        await self.tell("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        await self.tell("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    async def swipe(self, x: float, y: float, down: float) -> None:
        """Draw a finger over the page, so many pixels down."""
        steps = 10
        await self.tell("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        for step in range(1, steps + 1):
            points = [{"x": x, "y": y + down * step / steps}]
            await self.tell("Input.dispatchTouchEvent", type="touchMove", touchPoints=points)
        await asyncio.sleep(SETTLES)  # a finger that is still moving as it leaves has the next touch taken for a stop
        await self.tell("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    async def press(self, letter: str) -> None:
        """Press the key of a letter."""
        await self.tell("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
        await self.tell("Input.dispatchKeyEvent", type="keyUp", key=letter)

    async def picture(self, path: Path) -> None:
        """Write what is seen as a PNG."""
        path.write_bytes(b64decode((await self.tell("Page.captureScreenshot", format="png"))["data"]))

    async def close(self) -> None:
        """As somebody closes a tab."""
        await self.tell("Page.close")
        self._listening.cancel()
        await self._connection.close()


class Browser:
    """Chromium, with as many tabs as are wanted; they share their cookies."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address

    async def tab(self, screen: tuple[int, int] = TABLET) -> BrowserPage:
        """A new tab, as on a tablet."""
        async with self._client.put(f"{self._address}/json/new?about:blank") as answer:
            target = await answer.json(content_type=None)
        page = BrowserPage(await self._client.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0))
        await page.tell("Page.enable")
        await page.tell("Network.enable")
        await page.become(screen)
        return page


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Browser]:
    """Chromium with its files in a folder, without a network beyond this computer."""
    aiohttp = needed_module("aiohttp")
    program = needed_program("chromium", "chromium-browser", "google-chrome")
    command = [program, *OPTIONS, "--remote-debugging-port=0", f"--user-data-dir={folder / 'profile'}", "about:blank"]
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env={**os.environ}
    )
    try:
        told = folder / "profile" / "DevToolsActivePort"

        async def look() -> str:
            return told.read_text().split("\n")[0] if told.exists() and told.read_text().count("\n") else ""

        port = await seen(look, "Chromium")
        async with aiohttp.ClientSession() as client:
            yield Browser(client, f"http://127.0.0.1:{port}")
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
