"""Tips: the file that ships, the runner's own, its faults at their lines, and whose turn it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.guidance.tips import (
    LONGEST,
    MOST,
    Tip,
    TipsError,
    When,
    load_tips,
    own_tips,
    parse_tips,
    shipped_tips,
    tip_for,
    tips_in_use,
)

GOOD = '[[tip]]\nwhen = "walk"\ntext = "Land quietly."\nsource = "our own"\n'
NO_OCCASION = 'is not known; write "walk", "between", or both in a list'
NO_PLAIN_LINE = "has a line break or control character; write one line of plain text"


def faults(text: str) -> list[str]:
    """The faults of a text, as they are printed."""
    with pytest.raises(TipsError) as caught:
        parse_tips(text, "tips.toml")
    printed = [str(fault) for fault in caught.value.faults]
    assert str(caught.value) == "\n".join(printed)
    return printed


# The file that ships.


def test_the_tips_that_ship_load_and_there_are_some_for_each_occasion() -> None:
    tips = load_tips(shipped_tips())
    for when in When:
        assert sum(when in tip.when for tip in tips) >= 5
    assert len({tip.text for tip in tips}) == len(tips)


@pytest.mark.parametrize(
    "topic",
    [
        *("quiet", "shorter, quicker steps", "talk", "ground", "shoes", "muscles", "day off between runs"),
        *("hips level", "eyes ahead", "speed", "scan", "sleep", "deep water", "Replace", "common", "Medium effort"),
        "Downhill",
    ],
)
def test_the_tips_that_ship_speak_of_what_they_should(topic: str) -> None:
    assert any(topic in tip.text for tip in load_tips(shipped_tips()))


def test_tips_for_walk_phases_are_short_enough_to_be_read_on_the_move() -> None:
    assert all(len(tip.text) <= 90 for tip in load_tips(shipped_tips()) if When.WALK in tip.when)


# The file format.


def test_a_tip_may_be_for_both_occasions() -> None:
    assert parse_tips(GOOD.replace('"walk"', '["walk", "between"]'), "t")[0].when == frozenset(When)
    assert parse_tips(GOOD, "t") == (Tip("Land quietly.", "our own", frozenset({When.WALK})),)


def test_a_file_without_tips_is_one_way_to_have_none() -> None:
    assert parse_tips("# nothing here\n", "t") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD.replace('"walk"', '"run"'), [f'2: tip 1: when: "run" {NO_OCCASION}']),
        (
            GOOD.replace('"walk"', '["walk",\n"run"]'),
            [f'3: tip 1: when: no. 2: "run" {NO_OCCASION}'],
        ),
        (GOOD.replace('"walk"', "[]"), ['2: tip 1: when: the list is empty; write "walk", "between", or both']),
        (
            GOOD.replace("source", "sorce"),
            ["4: tip 1: sorce: this key is unknown; did you mean source?"],
        ),
        (
            GOOD + '[[tip]]\nwhen = "walk"\nsource = "me"\n',
            ['5: tip 2: text: this key is missing; a tip has when, text and source: text = "Land quietly."'],
        ),
        (GOOD.replace('"Land quietly."', '" "'), ["3: tip 1: text: it is empty; give at least one letter or digit"]),
        (GOOD.replace('"our own"', "7"), ['4: tip 1: source: 7 is not text; put it in quotes: "7"']),
        (
            GOOD.replace("Land", r"\u001b[31mLand"),
            [rf'3: tip 1: text: "\x1b[31mLand quietly." {NO_PLAIN_LINE}'],
        ),
        (GOOD.replace("[[tip]]", "[tip]"), ["1: tip: [tip] must be [[tip]], with two brackets on each side"]),
        ("tip = 3\n", ["1: tip: 3 is not a tip; write [[tip]] on its own line"]),
        ("tip = [3]\n", ["1: tip 1: 3 is not a tip; write [[tip]] on its own line"]),
        ("[tips]\n", ["1: tips: this key is unknown; did you mean tip?"]),
        (
            GOOD.replace('"our own"', '"our own'),
            ["4: a quote is missing: text starts and ends with one on the same line"],
        ),
    ],
)
def test_a_fault_is_told_at_its_line_with_what_would_be_right(text: str, expected: list[str]) -> None:
    assert faults(text) == [f"tips.toml:{line}" for line in expected]


def test_all_faults_are_told_at_once_in_order_of_their_lines() -> None:
    text = '[[tip]]\nwhen = "x"\ntext = ""\nsource = 1\n[[tip]]\nwen = "walk"\ntext = "a"\nsource = "b"\n'
    assert [line.split(":")[1] for line in faults(text)] == ["2", "3", "4", "6"]


def test_what_is_too_long_or_too_much_is_refused() -> None:
    long = "a" * (LONGEST + 1)
    assert f"at most {LONGEST}" in faults(GOOD.replace("Land quietly.", long))[0]
    assert f"at most {MOST}" in faults(GOOD * (MOST + 1))[0]
    assert len(parse_tips(GOOD * MOST, "t")) == MOST


@given(st.text(max_size=300))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        parse_tips(text, "t")
    except TipsError as error:
        assert error.faults
        assert all(str(fault).isprintable() for fault in error.faults)


# The runner's own file.


def test_without_a_file_of_their_own_the_runner_gets_the_tips_that_ship() -> None:
    in_use = tips_in_use()
    assert in_use.tips == load_tips(shipped_tips())
    assert (in_use.path, in_use.faults) == (shipped_tips(), ())


def test_the_runners_own_tips_go_before_those_that_ship() -> None:
    own_tips().parent.mkdir(parents=True)
    own_tips().write_text(GOOD, "utf-8")
    assert tips_in_use().tips == parse_tips(GOOD, "t")
    assert tips_in_use().path == own_tips()


def test_a_faulty_file_of_their_own_leaves_the_tips_that_ship_and_says_what_is_wrong(tmp_path: Path) -> None:
    own = tmp_path / "tips.toml"
    own.write_text("[[tip]]\n", "utf-8")
    in_use = tips_in_use(own)
    assert in_use.tips == load_tips(shipped_tips())
    assert in_use.path == own
    assert [fault.line for fault in in_use.faults] == [1, 1, 1]


def test_a_folder_in_place_of_the_file_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    assert "folder" in str(tips_in_use(tmp_path).faults[0])


# Whose turn it is.


def test_tips_take_turns_in_the_order_of_the_file_and_begin_again() -> None:
    walk, both, between = (
        Tip(text, "our own", frozenset(when))
        for text, when in (("a", [When.WALK]), ("b", list(When)), ("c", [When.BETWEEN]))
    )
    tips = (walk, both, between)
    assert [tip_for(tips, When.WALK, number) for number in range(4)] == [walk, both, walk, both]
    assert [tip_for(tips, When.BETWEEN, number) for number in range(3)] == [both, between, both]
    assert tip_for(tips, When.WALK, -1) == both


def test_there_is_no_tip_where_there_is_none_for_the_occasion() -> None:
    assert tip_for((), When.WALK, 3) is None
    assert tip_for(parse_tips(GOOD, "t"), When.BETWEEN, 0) is None
