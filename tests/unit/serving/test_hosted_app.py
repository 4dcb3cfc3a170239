"""What the app is told about its terminal, and what is left of its words."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from runwalk_tui.serving.hosted_app import COLUMNS, app_command, app_environment, last_words, within
from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.terminal.filters import needs_ascii
from runwalk_tui.ui.terminal.title import takes_progress


def test_the_app_hears_nothing_of_the_terminal_in_which_serving_began() -> None:
    mine = {"LANG": "de_DE.UTF-8", "NO_COLOR": "1", "HOME": "/home/me"}
    other = {"TERM": "linux", "TMUX": "/tmp/x", "TERM_PROGRAM": "WezTerm", "COLUMNS": "20", "TEXTUAL_DRIVER": "x:Y"}
    told = app_environment({**mine, **other})
    assert told == {**mine, "TERM": "xterm-256color", "COLORTERM": "truecolor", IN_BROWSER: "yes"}
    assert not takes_progress(told)


@pytest.mark.parametrize("around", [{"LC_ALL": "C"}, {"LANG": "de_DE"}, {"LC_CTYPE": "POSIX", "LANG": "C"}, {}])
def test_a_browser_shows_every_letter_whatever_the_locale_says(around: dict[str, str]) -> None:
    mine = app_environment(around)
    assert not needs_ascii(mine)
    assert mine["PYTHONUTF8"] == "1"


def test_the_app_starts_from_any_folder_as_it_was_found(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise SystemExit('a file in the current folder was imported')")
    done = subprocess.run(
        app_command(["--version"]), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.split()[0]) == (0, "runwalk,"), done.stderr


@pytest.mark.parametrize(("typed", "taken"), [(-5, 20), (0, 20), (80, 80), (500, 500), (10**12, 500)])
def test_a_size_that_cannot_be_is_the_nearest_that_can(typed: int, taken: int) -> None:
    assert within(typed, COLUMNS) == taken


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (b"", ""),
        (b"\x1b[?1049h\x1b[2Jrunwalk: on the screen", ""),
        (b"\x1b[?1049hrunwalk: before\x1b[?1049l\x1b[?25h\r\n", ""),
        (b"\x1b[?1049h\x1b[?1049l\x1b]2;\x07\x1b[23;2trunwalk: it stopped\r\n", "it stopped"),
        (b"runwalk: /data: permission denied\r\n", "/data: permission denied"),
        (b"\x1b[?1049l\x1b[31mrunwalk:\x1b[0m \xff\xfe in it", "\ufffd\ufffd in it"),
    ],
)
def test_the_last_words_are_what_was_said_after_the_screen_was_left(shown: bytes, words: str) -> None:
    assert last_words(shown) == words
