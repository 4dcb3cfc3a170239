"""docs/rule.md: its figures are those of the shipped table, and its examples show what the rule can say."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from runwalk_tui.programme.duration import format_duration
from runwalk_tui.programme.stage import Policy
from runwalk_tui.rule import cautions, response
from runwalk_tui.rule.prescription import MORNING_ASKED_DAYS
from runwalk_tui.rule.standing import Decision
from runwalk_tui.wording import decision_words
from scripts.pages import ROOT
from scripts.rule_examples import COURSES, examples
from scripts.rule_tables import figures, shipped_table

PAGE = (ROOT / "docs" / "rule.md").read_text("utf-8")
BY_HAND = re.sub(r"<!-- ([\w ]+): made by.*?<!-- end of \1 -->", "", PAGE, flags=re.DOTALL)
"""The page without what the program makes of it."""
FIGURES = re.findall(r"(\d+) \(`(\w+)`\)", BY_HAND)
IN_A_WEEK = "sessions_per_week"
NUMBERS = [field.name for field in fields(Policy) if field.name != "manual"]


def test_there_is_text_besides_what_the_program_makes() -> None:
    assert "## How a session went" in BY_HAND
    assert "Mon  5 Jan" not in BY_HAND


@pytest.mark.parametrize(("said", "key"), FIGURES)
def test_a_figure_that_is_named_is_the_one_of_the_shipped_table(said: str, key: str) -> None:
    table = shipped_table()
    assert int(said) == (table.sessions_per_week if key == IN_A_WEEK else getattr(table.policy, key))


def test_every_figure_of_the_rule_is_named() -> None:
    assert {key for _, key in FIGURES} == {*NUMBERS, IN_A_WEEK}


def test_what_cannot_be_set_is_as_the_rule_has_it() -> None:
    low, high = shipped_table().thresholds
    limit = format_duration(shipped_table().session_limit or 0)
    for words in (
        f"your last {response.USUAL_SESSIONS} sessions and walks, none more than {response.USUAL_DAYS} days old",
        f"With fewer than {response.USUAL_LEAST} it isn't known",
        f"{response.TREND_DAYS} days up to your last session. If there are at least {response.TREND_SESSIONS},",
        f"until the {ORDINALS[MORNING_ASKED_DAYS[-1]]} day",
        f"under {low} s is stage 1, under {high} s stage 2",
        f"within {limit.removesuffix('m')} minutes",
        f"{ORDINALS[cautions.FLARES_TO_SEE_SOMEONE]} flare-up at the same stage",
        f"after {WORDS[cautions.SORE_SESSIONS]} sessions in {cautions.LATELY} days",
        f"in {WORDS[cautions.HIGH_SESSIONS]} of the last {WORDS[cautions.HIGH_OF]} sessions",
    ):
        assert words in " ".join(BY_HAND.split())


WORDS = {2: "two", 3: "three", 6: "six"}
ORDINALS = {2: "second", 7: "seventh"}


def test_the_table_of_figures_has_every_key_that_the_rule_reads() -> None:
    keys = re.findall(r"^\| `(\w+)` \|", figures(), re.MULTILINE)
    assert {*NUMBERS, "manual", IN_A_WEEK, "reps", "warm_up", "cool_down", "session_limit"} == set(keys)
    assert len(keys) == len(set(keys))


def test_there_are_a_dozen_examples_at_most_and_they_show_nearly_every_decision() -> None:
    assert 5 <= len(COURSES) <= 12
    shown = {decision for decision in Decision if f"> **{decision_words(decision)}" in examples()}
    assert shown == set(Decision) - {Decision.START, Decision.FINISHED}
