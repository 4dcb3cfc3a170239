"""What is said goes out line by line, in plain characters, and never moves the cursor."""

from __future__ import annotations

import io
import os

import pytest

from runwalk_tui.plain.lines import Lines, plain_words

UTF8 = {"LANG": "de_DE.UTF-8"}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def said(text: str, environment: dict[str, str], *, ascii: bool = False) -> str:
    stream = io.StringIO()
    Lines(stream, environment, ascii=ascii).say(text)
    return stream.getvalue()


def test_characters_of_the_screen_become_plain_ones_even_where_they_could_be_shown() -> None:
    assert said("Stage 4 · 10 repetitions – “good” × 2…", UTF8) == 'Stage 4, 10 repetitions - "good" x 2...\n'


def test_words_of_the_runner_stay_as_they_are_in_a_utf8_locale() -> None:
    assert said("Größe, 良い", UTF8) == "Größe, 良い\n"


@pytest.mark.parametrize(
    "environment",
    [{}, {"LANG": "C"}, {"LC_ALL": "de_DE.ISO-8859-1", "LANG": "de_DE.UTF-8"}, {"LC_CTYPE": "C.UTF-8", "LANG": "C"}],
)
def test_another_locale_gets_ascii_only(environment: dict[str, str]) -> None:
    assert said("Größe", environment) == "Gr??e\n"


def test_the_setting_asks_for_ascii_in_any_locale() -> None:
    assert said("é", UTF8, ascii=True) == "?\n"


def test_control_characters_are_written_out_and_never_sent() -> None:
    line = said("a\x1b[2Jb\x07c\x9bd\u202ee", UTF8)
    assert line == "a\\x1b[2Jb\\x07c\\x9bd\\u202ee\n"


def test_a_text_of_several_lines_is_one_line() -> None:
    assert plain_words("one\ntwo\r\nthree") == "one two three"


def test_the_bell_rings_on_a_terminal_only() -> None:
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        Lines(stream, UTF8).ring()
    assert (terminal.getvalue(), pipe.getvalue()) == ("\a", "")


def test_a_reader_who_has_gone_makes_it_silent_and_not_fail() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        lines = Lines(stream, UTF8)
        lines.say("one")
        lines.say("two")
        assert lines.gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), writing)
