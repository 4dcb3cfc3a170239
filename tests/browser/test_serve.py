"""`runwalk serve` in a real browser, by touch alone, as on a tablet that stands on the treadmill."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from runwalk_tui.history.store import Store
from runwalk_tui.settings import AudioSettings
from tests.support.browser_page import OLDER_TABLET, PHONE, TABLET, Browser, BrowserPage, browser, seen
from tests.support.listening import PrivatePulse, recognise
from tests.support.needed import needed_program
from tests.support.processes import alive, wait_until
from tests.support.real_program import QUICK, RUNWALK, TEST_LIMIT, settle_in, timetable
from tests.support.served import Served, served
from tests.support.sound_stage import templates

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("touch"),  # one browser at a time: a finger doesn't hit what several of them draw late
    pytest.mark.timeout(TEST_LIMIT),
    pytest.mark.skipif(sys.platform == "win32", reason="nothing is served there"),
]
SILENT = {"PULSE_SERVER": "none", "LANG": "C.UTF-8"}
HEARD = timetable(warm_up="3s", run="5s", walk="3s", cool_down="3s")
"""Each phase is longer than its sound."""
LAST_SOUND = 4.0
"""Seconds after which the last sound of a session has been heard."""
LONG = timetable(warm_up="20m")
"""A session that is still in its warm-up when a test has ended."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    settle_in(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
async def chromium(tmp_path: Path) -> AsyncIterator[Browser]:
    async with browser(tmp_path) as found:
        yield found


def table(folder: Path, text: str) -> Path:
    written = folder / "stages.toml"
    written.write_text(text)
    return written


async def opened(chromium: Browser, serving: Served, screen: tuple[int, int] = TABLET) -> BrowserPage:
    """A tab that has been let in, on Home."""
    page = await chromium.tab(screen)
    await page.open(serving.url)
    await page.shows("Start here")
    return page


async def take_in_the_note(page: BrowserPage) -> None:
    """Touch OK beside where the sound comes from; the page is larger then, and the app has drawn all of it."""
    size = "JSON.stringify({...document.getElementById('text').dataset})"
    before = await page.evaluate(size)
    await page.tap_button("OK")

    async def drawn() -> bool:
        return await page.evaluate(size) != before and bool((await page.text()).split("\n")[-1].strip())

    await seen(drawn, "the app in the larger page")


async def begin(page: BrowserPage) -> None:
    """Start a session, with a pain of 3 before it."""
    await page.tap("Start(?! here)")
    await page.shows("How is your pain right now")
    await page.tap(r"\b3\b")
    await page.tap("Start the session")
    await page.shows("Pause")


async def rate(page: BrowserPage) -> None:
    """Answer what is asked after a session, and go home."""
    await page.shows("What was your worst pain")
    await page.tap(r"\b4\b")
    await page.tap(r"\bNext\b")
    await page.shows("How is your pain now")
    await page.tap(r"\b2\b")
    await page.tap(r"\bNext\b")
    await page.shows("new soreness")
    await page.tap("knee")
    await page.tap(r"\bNext\b")
    await page.shows("How hard was it")
    await page.tap(r"\b5\b")
    await page.tap(r"\bNext\b")
    await page.shows("like to note")
    await page.tap(r"\bSave\b")


def told(data: Path, stages: Path, *words: str) -> str:
    """What a command says about this log."""
    command = [*RUNWALK, "--data-dir", str(data), "--stages", str(stages), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.mark.parametrize("screen", [TABLET, OLDER_TABLET, PHONE], ids=str)
async def test_a_whole_session_and_its_rating_by_touch(
    screen: tuple[int, int], chromium: Browser, data: Path, tmp_path: Path
) -> None:
    stages = table(tmp_path, QUICK)
    with served(data, stages=stages, environment=SILENT) as serving:
        page = await opened(chromium, serving, screen)
        await take_in_the_note(page)
        await begin(page)
        await rate(page)
        await page.shows("Saved: 2 of 2 repetitions")
        await page.tap(r"\bHome\b")
        await page.shows("Next session|you can run|Week")
        assert {urlsplit(each).netloc for each in page.asked_for} == {serving.host}
    (session,) = json.loads(told(data, stages, "history", "--json"))["sessions"]
    assert (session["pain_before"], session["pain_worst"], session["pain_after"]) == (3, 4, 2)
    assert (session["soreness"], session["effort"], session["reps_done"], session["source"]) == (
        ["knee"],
        5,
        2,
        "timer",
    )
    assert json.loads(told(data, stages, "next", "--json"))["decision"] == "repeat", "a new soreness waits"


async def test_a_session_that_is_touched_in_the_page_is_heard_on_the_computer(
    chromium: Browser, data: Path, tmp_path: Path
) -> None:
    needed_program("pulseaudio")
    needed_program("parec")
    with PrivatePulse(tmp_path / "pulse") as pulse:
        around = {**pulse.env, "HOME": str(tmp_path), "LANG": "C.UTF-8", "XDG_CONFIG_HOME": str(tmp_path / "config")}
        recorder = pulse.record()
        with served(data, stages=table(tmp_path, HEARD), environment=around) as serving:
            page = await opened(chromium, serving)
            await begin(page)
            await page.shows("What was your worst pain")
            at = time.monotonic() + LAST_SOUND
            wait_until(lambda: recorder.reaches > at)
            await rate(page)
            await page.shows("Saved: 2 of 2 repetitions")
        heard = [each.name for each in recognise(recorder.stop(), templates(AudioSettings()))]
    assert [name for name in heard if name != "tick"] == [
        *("warm-up", "run", "walk", "run", "walk", "cool-down", "finished"),
    ]


async def test_on_a_computer_without_sound_the_page_rings_the_bell(
    chromium: Browser, data: Path, tmp_path: Path
) -> None:
    with served(data, stages=table(tmp_path, LONG), environment=SILENT) as serving:
        page = await opened(chromium, serving)
        await page.evaluate(
            "window.rung = 0; const start = OscillatorNode.prototype.start;"
            "OscillatorNode.prototype.start = function (at) { window.rung++; return start.call(this, at); }"
        )
        await begin(page)
        await page.shows("you'll hear the bell|bell only")
        await page.tap(r"\bNext\b")
        await seen(lambda: page.evaluate("window.rung > 0"), "a tone")


async def test_a_rehearsal_without_sound_says_nothing_of_the_sound(
    chromium: Browser, data: Path, tmp_path: Path
) -> None:
    with served(data, "--speed", "20", "--mute", stages=table(tmp_path, LONG), environment=SILENT) as serving:
        page = await opened(chromium, serving)
        await page.shows("a rehearsal: nothing counts")
        assert "The sound comes from the computer" not in await page.words()


async def test_where_the_sound_comes_from_is_said_once(chromium: Browser, data: Path) -> None:
    with served(data, environment=SILENT) as serving:
        page = await opened(chromium, serving)
        await page.says("The sound comes from the computer, not from here.")
        await page.tap_button("OK")
        await page.open(serving.address)
        await page.shows("Start here")
        assert "The sound comes" not in await page.words()


async def test_every_button_is_large_enough_for_a_finger(chromium: Browser, data: Path, tmp_path: Path) -> None:
    with served(data, stages=table(tmp_path, LONG), environment=SILENT) as serving:
        page = await opened(chromium, serving)
        low = 44  # pixels of the page; the least that Apple and the W3C (WCAG 2.5.5) ask for
        sizes = await page.evaluate(
            "[...document.querySelectorAll('button')].filter(each => each.offsetParent).map("
            "each => Math.min(each.offsetWidth, each.offsetHeight))"
        )
        assert min(sizes) >= low
        for spot in (await page.spot("Walk today"), await page.spot(r"\bChange\b")):
            assert 3 * spot.height >= low, "a button has three rows"
        await begin(page)
        assert 3 * (await page.spot(r"\bPause\b")).height >= low


@pytest.mark.parametrize("screen", [TABLET, PHONE], ids=str)
async def test_each_number_of_pain_is_as_large_as_a_finger(
    screen: tuple[int, int], chromium: Browser, data: Path, tmp_path: Path
) -> None:
    beside = 22  # pixels from the middle of a number to each side; 44 are a finger
    with served(data, stages=table(tmp_path, LONG), environment=SILENT) as serving:
        page = await opened(chromium, serving, screen)
        await take_in_the_note(page)
        await page.tap("Start(?! here)")
        await page.shows("How is your pain right now")
        three, eight = await page.spot(r"\b3\b(?= +4)"), await page.spot(r"\b8\b(?= +9)")
        for x, y in ((1 - beside, 0), (beside - 1, 0), (0, 1 - beside), (0, beside - 1)):
            for number, spot in ((8, eight), (3, three)):  # a severe pain would lead on to another question
                await page.touch(spot.x + x, spot.y + y)
                await page.shows(rf"\[{number}\]")
        await page.tap("Start the session")
        await page.shows("Pause")
        await page.tap(r"\bPain\b")
        await page.shows("Tap 0 to 10")
        seven, eight = await page.spot(r"\b7\b(?= +8)"), await page.spot(r"\b8\b(?= +9)")
        assert eight.x - seven.x >= 2 * beside


async def test_the_answers_that_end_a_session_are_a_finger_apart_on_a_phone(
    chromium: Browser, data: Path, tmp_path: Path
) -> None:
    with served(data, stages=table(tmp_path, LONG), environment=SILENT) as serving:
        page = await opened(chromium, serving, PHONE)
        await take_in_the_note(page)
        await begin(page)
        await page.tap(r"\bEnd\b")
        answers = [await page.spot(each) for each in (r"Continue \(", r"Save as it is \(", r"Discard \(")]
        assert all(lower.y - upper.y >= 44 for upper, lower in pairwise(answers))


async def test_the_keys_of_the_page_reach_what_no_touch_does(chromium: Browser, data: Path) -> None:
    with served(data, environment=SILENT) as serving:
        page = await opened(chromium, serving)
        await page.tap("Settings")
        await page.shows("Sound")
        before = await page.text()
        await page.tap_button("Down")
        await page.shows(f"^(?!{re.escape(before.splitlines()[0])}$)|Sound")
        await page.tap_button("Esc")
        await page.shows("Start here")
        rows = await page.evaluate("document.getElementById('text').dataset.rows")
        await page.tap_button("Larger letters")
        await page.shows("Start here")
        wait_until_fewer = f"Number(document.getElementById('text').dataset.rows) < {rows}"
        while not await page.evaluate(wait_until_fewer):
            continue


async def test_a_long_page_is_scrolled_by_a_finger_and_nothing_on_it_is_touched(chromium: Browser, data: Path) -> None:
    with served(data, environment=SILENT) as serving:
        page = await opened(chromium, serving, PHONE)
        await take_in_the_note(page)
        await page.tap(r"\bHelp\b")
        await page.shows("Letters work with Caps Lock on")
        await page.swipe(180, 480, -400)

        async def moved() -> bool:
            return "Letters work with Caps Lock on" not in await page.text()

        await seen(moved, "what was below")
        await page.swipe(180, 120, 500)
        await page.shows("Letters work with Caps Lock on")
        await page.tap_button("Esc")
        await page.shows("Start here")


async def test_a_touch_brings_up_no_keyboard_until_it_is_asked_for(chromium: Browser, data: Path) -> None:
    kind = "document.querySelector('.xterm-helper-textarea').inputMode"
    with served(data, environment=SILENT) as serving:
        page = await opened(chromium, serving)
        assert await page.evaluate(kind) == "none"
        await page.tap_button("Keyboard")
        assert await page.evaluate(kind) == "text"
        await page.tap_button("Keyboard")
        assert await page.evaluate(kind) == "none"


async def test_the_keyboard_goes_when_the_note_is_finished_or_something_else_is_touched(
    chromium: Browser, data: Path
) -> None:
    kind = "document.querySelector('.xterm-helper-textarea').inputMode"

    async def is_away() -> bool:
        return bool(await page.evaluate(kind) == "none")

    with served(data, environment=SILENT) as serving:
        page = await opened(chromium, serving)
        await page.tap_button("Keyboard")
        assert not await is_away()
        await page.tap("TODAY")
        await seen(is_away, "no keyboard after a touch")
        await page.tap_button("Keyboard")
        await page.tell("Input.dispatchKeyEvent", type="rawKeyDown", key="Enter", windowsVirtualKeyCode=13)
        await page.tell("Input.dispatchKeyEvent", type="keyUp", key="Enter", windowsVirtualKeyCode=13)
        await seen(is_away, "no keyboard after Enter")


async def test_a_page_whose_parts_are_slow_says_so_and_is_never_blank(chromium: Browser, data: Path) -> None:
    with served(data, environment=SILENT) as serving:
        page = await chromium.tab()
        await page.tell("Fetch.enable", patterns=[{"urlPattern": f"*{part}"} for part in (".js", ".css", ".ttf")])
        await page.tell("Page.navigate", url=serving.url)
        await page.says("One moment")
        assert await page.evaluate("location.search.startsWith('?token=')"), "before it's let in"
        await page.tell("Fetch.disable")  # all that has waited comes
        await page.shows("Start here")
        assert "One moment" not in await page.words()
        await page.tell("Fetch.enable", patterns=[{"urlPattern": f"*{part}"} for part in (".js", ".css", ".ttf")])
        await page.tell("Page.navigate", url=serving.address)
        await page.says("One moment")
        await page.tell("Fetch.disable")
        await page.shows("Start here")


async def test_letters_that_never_come_hold_nothing_up(chromium: Browser, data: Path) -> None:
    with served(data, environment=SILENT) as serving:
        page = await chromium.tab()
        await page.tell("Fetch.enable", patterns=[{"urlPattern": "*.ttf"}])
        await page.tell("Page.navigate", url=serving.url)
        await page.shows("Start here")


async def test_back_and_forward_in_the_browser_lead_to_the_same_session(
    chromium: Browser, data: Path, tmp_path: Path
) -> None:
    with served(data, stages=table(tmp_path, LONG), environment=SILENT) as serving:
        page = await opened(chromium, serving)
        await begin(page)
        app, ends = serving.app, (await page.shows(r"ends \d\d:\d\d")).group()
        await page.evaluate("history.back()")
        await seen(lambda: page.evaluate("location.href === 'about:blank'"), "what was there before")
        await page.evaluate("history.forward()")
        assert (await page.shows(r"ends \d\d:\d\d")).group() == ends
        assert serving.app == app


async def test_where_a_screen_cannot_be_kept_on_the_page_says_so(chromium: Browser, data: Path) -> None:
    with served(data, environment=SILENT) as serving:
        page = await opened(chromium, serving)
        assert "Set this screen to stay on" not in await page.words()
        # as at an address in a network, over which nothing is encrypted
        await page.tell("Page.addScriptToEvaluateOnNewDocument", source="delete Navigator.prototype.wakeLock")
        await page.open(serving.address)
        await page.says("Set this screen to stay on.")


async def test_a_wrong_token_gets_nothing_but_a_page_that_says_what_to_do(chromium: Browser, data: Path) -> None:
    with served(data, environment=SILENT) as serving:
        page = await chromium.tab()
        for wrong in (serving.address, f"{serving.address}?token=wrong"):
            await page.open(wrong)
            await page.says("open the whole address there, with its token")
            assert await page.evaluate("document.scripts.length") == 0
        assert {urlsplit(each).path for each in page.asked_for} == {"/"}
        assert not serving.app, "nothing was started for nobody"
        await page.open(serving.url)
        await page.shows("Start here")
        assert await page.evaluate("location.href") == serving.address, "the token is out of sight"
        assert await page.evaluate("document.cookie") == "", "no script can read the pass"


async def test_a_page_with_the_cookie_and_without_the_key_says_what_to_do(chromium: Browser, data: Path) -> None:
    with served(data, environment=SILENT) as serving:
        page = await opened(chromium, serving)
        other = await chromium.tab()
        await other.open(f"{serving.address}page.css")
        await seen(lambda: other.evaluate("location.pathname === '/page.css'"), "a page of this address")
        await other.evaluate("localStorage.removeItem('key')")
        await other.open(serving.address)
        await other.says("open the whole address, with its token")
        assert not (await other.text()).strip()
        await page.come_to_front()
        assert "Continued in another window" not in await page.words()
        await page.open(serving.url)
        await page.shows("Start here")


async def test_the_newest_page_takes_over_and_the_older_one_can_take_it_back(chromium: Browser, data: Path) -> None:
    with served(data, environment=SILENT) as serving:
        older = await opened(chromium, serving)
        newer = await opened(chromium, serving, PHONE)
        await older.says("Continued in another window")
        await older.come_to_front()
        await older.tap_button("Use it here")
        await older.shows("Start here")
        await newer.says("Continued in another window")


async def test_a_session_goes_on_without_a_page_and_the_next_one_sees_it_as_it_stands(
    chromium: Browser, data: Path, tmp_path: Path
) -> None:
    with served(data, stages=table(tmp_path, LONG), environment=SILENT) as serving:
        page = await opened(chromium, serving)
        await begin(page)
        app = serving.app
        ends = (await page.shows(r"ends \d\d:\d\d")).group()
        keeps_tab = await chromium.tab()  # Chromium ends with its last tab
        await page.close()
        await keeps_tab.open(serving.address)
        await keeps_tab.shows("Pause")
        assert (await keeps_tab.shows(r"ends \d\d:\d\d")).group() == ends, "it wasn't paused meanwhile"
        assert serving.app == app
        await keeps_tab.tap(r"\bPause\b")
        await keeps_tab.shows(r"\bGo on\b|\bResume\b|Space Go|paused")


@pytest.mark.parametrize(("name", "status"), [("SIGKILL", -9), ("SIGTERM", 143), ("SIGINT", 0), ("SIGHUP", 129)])
async def test_however_the_server_ends_no_process_stays_and_the_session_is_offered_again(
    name: str, status: int, chromium: Browser, data: Path, tmp_path: Path
) -> None:
    stages = table(tmp_path, LONG)
    with served(data, stages=stages, environment=SILENT) as serving:
        page = await opened(chromium, serving)
        await begin(page)
        app = serving.app
        assert alive(app)
        assert serving.stop(getattr(signal, name)) == status
        wait_until(lambda: not alive(app))
        await page.says("Connection lost" if name == "SIGKILL" else "What you did is saved on the computer")
    with served(data, stages=stages, environment=SILENT) as serving:
        await page.open(serving.url)
        await page.shows("Continue")
    with Store.open(data) as store:
        assert not store.log().sessions


async def test_an_app_that_was_left_can_be_opened_again(chromium: Browser, data: Path) -> None:
    with served(data, environment=SILENT) as serving:
        page = await opened(chromium, serving)
        first = serving.app
        await page.tap("q Leave")
        await page.says("runwalk is closed")
        wait_until(lambda: not alive(first))
        await page.tap_button("Open it again")
        await page.shows("Start here")
        assert serving.app not in (0, first)


async def test_a_page_that_loses_its_connection_says_so_and_comes_back_by_itself(
    chromium: Browser, data: Path, tmp_path: Path
) -> None:
    with served(data, stages=table(tmp_path, LONG), environment=SILENT) as serving:
        page = await opened(chromium, serving)
        await begin(page)
        app = serving.app
        await page.evaluate("WebSocket.prototype.send = function () { this.close(); }")
        await page.tap_button("Up")
        await page.says("If a session was running, it's kept on the computer")
        await page.shows("Pause")
        await page.says("The sound comes from the computer")

        async def is_back() -> bool:
            return "Connection lost" not in await page.words()

        await seen(is_back, "the page without a word about the connection")
        await page.shows(r"ends \d\d:\d\d")
        assert serving.app == app


async def test_trying_again_where_nothing_runs_stays_on_the_page(chromium: Browser, data: Path) -> None:
    with served(data, environment=SILENT) as serving:
        page = await opened(chromium, serving)
        serving.stop(signal.SIGINT)
        await page.says("runwalk serve has been stopped")
        await page.tap_button("Try again")
        await page.says("Start runwalk serve on the computer")
        assert await page.evaluate("location.href") == serving.address


async def test_a_page_whose_server_comes_back_comes_back_by_itself(
    chromium: Browser, data: Path, tmp_path: Path
) -> None:
    with served(data, environment=SILENT) as serving:
        page = await opened(chromium, serving)
        port = serving.host.rpartition(":")[2]
        serving.stop(signal.SIGKILL)
        await page.says("Connection lost")
    with served(data, "--port", port, environment=SILENT):
        await page.says("open the whole address there")  # each run has a token of its own


async def test_an_editor_cannot_be_opened_from_the_page(chromium: Browser, data: Path, tmp_path: Path) -> None:
    opened_it = tmp_path / "opened"
    editor = tmp_path / "editor.sh"
    editor.write_text(f"#!/bin/sh\ntouch '{opened_it}'\n")
    editor.chmod(0o700)
    with served(data, environment={**SILENT, "EDITOR": str(editor), "VISUAL": str(editor)}) as serving:
        page = await opened(chromium, serving)
        await page.tap("Stages")
        await page.shows("To change it, press e")
        assert "your editor" not in await page.text(), "nothing is offered that doesn't work here"
        await page.press("o")
        await page.shows("An editor can't be opened in this terminal")
        assert not opened_it.exists()


async def test_with_another_runwalk_on_the_log_the_page_says_so(chromium: Browser, data: Path, tmp_path: Path) -> None:
    with served(data, environment=SILENT) as first, served(data, environment=SILENT) as second:
        await opened(chromium, first)
        page = await opened(chromium, second)
        await page.shows("Another copy of runwalk")
