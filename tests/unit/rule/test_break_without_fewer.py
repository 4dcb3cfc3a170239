"""After two weeks off, a stage that is done once has nothing gentler to start with than the stage before it."""

from __future__ import annotations

from runwalk_tui.own_table.taking import table_of_shipped
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.rule.prescription import prescribe, why_in_brief
from runwalk_tui.rule.reading import read
from runwalk_tui.session.records import Placement
from tests.support.rule_cases import at, day, log_of, run, shipped_table

ONCE = parse_table(
    """
[programme]
name = "Once"

[[stage]]
id = "a"
intervals = ["run 5m", "walk 2m", "run 5m"]

[[stage]]
id = "b"
intervals = ["run 20m"]
""",
    "once.toml",
)


def reason(stage: str) -> str:
    log = log_of(Placement(at(-1), stage), run(0, stage=stage, reps=1, programme="Once"))
    assert "gentle" not in why_in_brief(read(ONCE, log, day(17)))
    return prescribe(ONCE, log, day(17)).reasons[0]


def test_the_stage_before_is_named_as_what_is_gentler() -> None:
    assert reason("b").endswith("So it's stage b again. For a gentler start, choose stage a.")


def test_at_the_first_stage_there_is_only_stopping_early() -> None:
    assert reason("a").endswith("So it's stage a again. For a gentler start, stop early.")


def test_of_walks_the_shorter_one_before_is_gentler() -> None:
    walks = table_of_shipped(SHIPPED["walking"])
    log = log_of(Placement(at(-1), "15m"), run(0, stage="15m", reps=1, run_seconds=0, programme=walks.programme))
    why = prescribe(walks, log, day(17)).reasons[0]
    assert "So it's stage 15m* again. For a gentler start, choose stage 10m*." in why


def test_with_fewer_repetitions_to_offer_it_starts_gently() -> None:
    log = log_of(Placement(at(-1), "4"), run(0, stage="4", reps=10))
    assert "start gently: stage 4 with 6 repetitions" in prescribe(shipped_table(), log, day(15)).reasons[0]
