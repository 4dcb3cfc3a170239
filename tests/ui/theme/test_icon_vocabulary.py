"""One vocabulary of icons, with a form for every terminal."""

import sys

import pytest
from rich.cells import cell_len

from runwalk_tui.programme.stage import Kind
from runwalk_tui.ui.lettering.large_icons import PHASE_GLYPHS
from runwalk_tui.ui.lettering.raster import Ink, ink_for
from runwalk_tui.ui.terminal.filters import needs_ascii
from runwalk_tui.ui.theme import icons
from runwalk_tui.ui.theme.icons import Icon, PhaseWord, word_of
from tests.support.phases import laid_out

ALL = [icon for icon in vars(icons).values() if isinstance(icon, Icon)]


def test_every_icon_is_one_cell_in_both_forms() -> None:
    assert ALL
    for icon in ALL:
        assert cell_len(icon.character) == 1
        assert len(icon.plain) == 1
        assert icon.plain.isascii()
        assert icon.shown(True) == icon.plain
        assert icon.shown(False) == icon.character


def test_every_phase_has_a_word_an_icon_and_a_colour_of_its_own() -> None:
    words = [word_of(kind) for kind in Kind] + [PhaseWord.PAUSED]
    assert len({word.word for word in words}) == len(words)
    assert len({word.icon.character for word in words}) == len(words)
    assert len({word.icon.plain for word in words}) == len(words)
    assert len({word.colour for word in words}) == len(words)
    assert all(word.icon.character in PHASE_GLYPHS for word in words)
    assert word_of(laid_out([(Kind.WARM_UP, 5, 0)])[0]) is PhaseWord.WARM_UP


@pytest.mark.parametrize(
    ("ascii", "term", "ink"),
    [
        (False, "xterm-256color", Ink.QUARTERS),
        (False, "linux", Ink.HALVES),
        (True, "xterm-256color", Ink.CHARACTERS),
        (True, "linux", Ink.CHARACTERS),
    ],
)
def test_the_ink_suits_the_terminal(ascii: bool, term: str, ink: Ink) -> None:
    assert ink_for(ascii, {"TERM": term}) is ink


@pytest.mark.parametrize(
    ("environment", "needed"),
    [
        ({"TERM": "xterm", "LANG": "en_GB.UTF-8"}, False),
        ({"TERM": "xterm", "LANG": "de_DE.utf8"}, False),
        ({"TERM": "xterm", "LANG": "de_DE.ISO-8859-1"}, True),
        ({"TERM": "xterm", "LC_ALL": "POSIX.ANSI_X3.4-1968", "LANG": "en_GB.UTF-8"}, True),
        ({"TERM": "xterm", "LC_CTYPE": "C.UTF-8", "LANG": "C.latin1"}, False),
        ({"TERM": "xterm", "LC_ALL": "C", "LANG": "en_GB.UTF-8"}, True),
        ({"TERM": "xterm", "LANG": "POSIX"}, True),
        ({"TERM": "xterm", "LC_CTYPE": "C.UTF-8", "LANG": "C"}, True),
        ({"TERM": "dumb", "LANG": "en_GB.UTF-8"}, True),
        ({"TERM": "vt100", "LANG": "en_GB.UTF-8"}, True),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the consoles of Windows take Unicode in every locale")
def test_another_encoding_or_an_old_terminal_needs_ascii(environment: dict[str, str], needed: bool) -> None:
    assert needs_ascii(environment) is needed
