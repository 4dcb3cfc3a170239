"""`[keys]` of settings.toml: what it changes, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.keys.actions import ACTIONS, HEARD_TOGETHER, NEEDED, PLACES
from runwalk_tui.keys.in_use import USUAL_KEYS, KeysInUse
from runwalk_tui.keys.names import key_named, printed
from runwalk_tui.keys.reading import read_keys
from runwalk_tui.opening import workspace_on
from runwalk_tui.settings import Settings, read_settings, write_settings


def faults(text: str) -> list[str]:
    return [str(fault) for fault in read_keys("settings.toml", text)[1]]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("x", "x"),
        ("X", "x"),
        ("Ч", "ч"),
        ("Space", "space"),
        (" ", "space"),
        ("+", "plus"),
        ("Esc", "escape"),
        ("ctrl+R", "ctrl+r"),
        ("F5", "f5"),
        ("PgDn", "pagedown"),
        ("é", "é"),
        ("nothing", None),
        ("", None),
        ("f13", None),
    ],
)
def test_a_key_is_named_as_people_name_it(text: str, key: str | None) -> None:
    assert key_named(text) == key


@pytest.mark.parametrize("key", sorted({key for action in ACTIONS for key in action.keys}))
def test_every_usual_key_has_a_printed_name_that_names_it(key: str) -> None:
    said = printed(key)
    assert said in "↑↓←→" or key_named(said) == key


def test_a_key_is_changed_on_each_screen_where_it_is_heard() -> None:
    keys, wrong = read_keys("settings.toml", '[keys.timer]\nstop_for_pain = ["v", "ч"]\npause = "p"\n')
    assert wrong == ()
    keymap = keys.keymap()
    assert {keymap[binding] for binding in ("timer.stop", "mark.stop", "run_test.stop")} == {"v,ч"}
    assert keymap["run_test.begin"] == "p,enter"
    assert keys.shown("timer.stop_for_pain") == "v"
    assert keys.typed("timer.stop_for_pain") == ("v", "ч")


def test_without_a_word_about_keys_nothing_is_changed() -> None:
    assert read_keys("settings.toml", "[screen]\ntips = false\n") == (USUAL_KEYS, ())
    assert USUAL_KEYS.keymap() == {}


def test_lines_have_their_usual_key_where_the_new_one_types_no_character() -> None:
    keys = KeysInUse({"timer.pause": ("f5",), "timer.next": ("space",)})
    assert keys.typed("timer.pause") == ("p",)
    assert keys.typed("timer.next") == ("n", " ")  # Space alone is no line
    assert keys.line_key("timer.next") == "n"


def test_two_keys_can_change_places() -> None:
    keys, wrong = read_keys("settings.toml", '[keys.timer]\nmute = "n"\nnext = "u"\n')
    assert wrong == ()
    assert (keys.shown("timer.mute"), keys.shown("timer.next")) == ("n", "u")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("keys = 3", "settings.toml:1: keys: this must be a table, such as [keys.timer]"),
        ("[keys]\ntimer = 3", "settings.toml:2: keys.timer: this must be a table, such as [keys.timer]"),
        ('[keys.tmer]\npause = "p"', "settings.toml:1: keys.tmer: there is no such place; did you mean timer?"),
        ('[keys.timer]\n\npaus = "p"', "settings.toml:3: keys.timer.paus: there is no such name; did you mean pause?"),
        (
            '[keys.timer]\npause = "spcae"',
            '"spcae" is not a key such as "p", "space", "+" or "f5"; did you mean space?',
        ),
        ("[keys.timer]\npause = 5", '5 is not a key such as "p", "space", "+" or "f5"'),
        ("[keys.timer]\npause = []", 'there is no key here; give a key such as "p", "space", "+" or "f5"'),
        ('[keys.timer]\nmute = "x"', "settings.toml:2: keys.timer.mute: x is stop_for_pain already, in a session"),
        ('[keys.timer]\nmute = "k"\nnext = "k"', "settings.toml:3: keys.timer.next: k is mute already"),
        ('[keys.timer]\nmute = "4"', "4 is needed in a session: digits are for answers; choose another key"),
        ('[keys.questions]\nskip = "enter"', "Enter is needed after a session: it accepts an answer"),
        ('[keys.questions]\nskip = "esc"', "Esc is needed after a session: it goes back"),
        ('[keys.anywhere]\nwarning_sign = "k"', "k is needed after a session: it answers a question there"),
        ('[keys.home]\nwalk = "4"', "4 is needed on Home: digits are for answers"),
        ('[keys.timer]\nstop_for_pain = "é"', "é is needed in a session: it is a digit on a French keyboard"),
        ('[keys.timer]\nend = "q"\nmark = "esc"', "Esc is needed in a session: it goes back from a question"),
        ('[keys.timer]\nstop_for_pain = "left"', "← can't be used here: it moves the answer"),
        ('[keys.timer]\nstop_for_pain = "d"', "d can't be used here: it answers “End this session?”"),
        ('[keys.timer]\nstop_for_pain = "f5"\nmute = "x"', "settings.toml:3: keys.timer.mute: with --plain, no key"),
        ('[keys.timer]\nnext = "p"', "with --plain, no key is left for timer.pause (usually p); choose another key"),
        ('[keys.home]\nwalk = "ctrl+c"', "Ctrl+C is needed on Home: its use is fixed"),
    ],
)
def test_a_fault_is_named_at_its_line_with_what_would_be_right(text: str, said: str) -> None:
    assert any(said in fault for fault in faults(text)), faults(text)


def test_every_fault_is_told_at_once_in_the_order_of_the_lines() -> None:
    told = faults('[keys.timer]\npaus = "p"\nmute = "x"\nnext = "1"\n[keys.moon]\na = "b"\n')
    assert [fault.split(":")[1] for fault in told] == ["2", "3", "4", "5"]


def test_the_usual_keys_are_without_a_fault() -> None:
    written = "\n".join(f"[keys.{place}]\n{lines_of(place)}" for place in PLACES)
    keys, wrong = read_keys("settings.toml", written)
    assert [str(fault) for fault in wrong] == []
    assert all(keys.keys(action.where) == action.keys for action in ACTIONS)


def lines_of(place: str) -> str:
    """The usual keys of a place, written down as somebody would."""
    return "\n".join(
        f"{action.name} = {[key.replace('equals_sign', '=').replace('question_mark', '?') for key in action.keys]}"
        for action in ACTIONS
        if action.place == place
    )


def test_each_place_says_what_it_needs() -> None:
    assert HEARD_TOGETHER.keys() == NEEDED.keys()


def test_faulty_keys_do_not_stop_the_app_and_the_usual_ones_work(tmp_path: Path) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text('[keys.timer]\npaus = "p"\nmute = "v"\n', "utf-8")
    workspace = workspace_on(None, tmp_path / "data")
    try:
        assert workspace.keys == USUAL_KEYS
        assert workspace.notices[-2:] == (
            f"{file} has 1 error in [keys]; using the usual keys.",
            f"{file}:2: keys.timer.paus: there is no such name; did you mean pause?",
        )
    finally:
        workspace.close()


def test_keys_stay_in_the_file_when_a_setting_is_changed(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[keys.timer]\nmute = "v"\n', "utf-8")
    write_settings(file, read_settings(file))
    assert read_keys(str(file), file.read_text("utf-8"))[0].changed == {"timer.mute": ("v",)}
    write_settings(file, Settings())
    assert "keys" not in file.read_text("utf-8")
