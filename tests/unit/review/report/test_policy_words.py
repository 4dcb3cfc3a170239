"""Each figure of the rule in a sentence with its source, and where the programme is from."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from runwalk_tui.paths import shipped_programme, shipped_stages
from runwalk_tui.programme.remarks import Remark, remarks_of
from runwalk_tui.programme.shipped import PROGRAMMES
from runwalk_tui.programme.stage import Policy, Source, StageTable
from runwalk_tui.review.report.policy_words import policy_lines, source_of
from runwalk_tui.review.report.sources import marks_of, ranges, source_lines
from runwalk_tui.rule.response import Response, respond
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.table_in_use import load_table
from tests.support.a_letter import shipped_table

REMARKS = remarks_of(shipped_stages().read_text("utf-8"))


def shipped(name: str) -> StageTable:
    return load_table(shipped_programme(name))


def of(table: StageTable) -> dict[str, str]:
    """The source of each sentence."""
    return {line.meaning: line.source for line in policy_lines(table, REMARKS)}


def a_session(**given: Any) -> SessionRecord:
    """A session with 3 in every pain, but for what is given."""
    threes = {"pain_before": 3, "pain_worst": 3, "pain_after": 3, "pain_morning": 3}
    return SessionRecord("one", datetime(2026, 1, 5, tzinfo=UTC), "P", "4", 6, 6, **{**threes, **given})


def meanings(table: StageTable) -> str:
    return "\n".join(of(table))


def test_every_figure_of_the_table_that_ships_has_the_source_that_the_rule_names() -> None:
    blog = "theproactiveathlete.ca, a blog on the trial"
    assert of(shipped_table()) == {
        "Flare-up: stopped for pain; worst pain 8 or more, or above 5 and 2 or more above the pain before; or next "
        "morning 8 or more, or 2 or more above the pain before, or above 5 and 2 or more above the usual pain. Worst "
        "pain is never less than the pain after.": (
            "5: Silbernagel 2007, a model made for tendons, not backs; 8: our choice; 2: our choice, from Ostelo 2008, "
            "whose figure is for improvement"
        ),
        "Pain before not given: the usual pain in its place, the middle one of the last 6 pains before a session or "
        "walk in 56 days. With fewer than 3 it is unknown, and worst or next-morning pain above 5 is a flare-up.": (
            "our choice"
        ),
        "Not settled: new soreness; or no score the next morning, and pain after not given or 2 or more above the pain "
        "before, or worst pain above 5. Tolerated: anything else.": "our choice",
        "A stage back after a flare-up or a warning sign, or after new soreness twice in a row; the same again after a "
        "session that is not settled.": "our choice",
        "The next stage is offered after 2 tolerated sessions with the most repetitions.": blog,
        "That count starts again after a session that is not settled or has an effort of 8 or more out of 10.": (
            "our choice"
        ),
        "Each flare-up at a stage doubles the number of sessions needed, up to three times.": "our choice",
        "A stage lasts at least 7 days.": blog,
        "After a tolerated session, up to 4 more repetitions.": "our choice",
        "No more repetitions and no next stage while pain before sessions rises by 2 or more in 28 days.": "our choice",
        "1 day without running between two sessions.": "our choice",
        "2 days without running after a flare-up or a warning sign.": "our choice",
        "After 14 days off, the stage starts again with its fewest repetitions.": "our choice",
        "One stage back for every 28 days off.": "our choice",
        "After 84 days off, the starting stage is set again.": "our choice",
        "3 sessions a week are planned.": "the trial",
        "Run test: under 30s, or stopped for pain, stage 1; under 1m30s stage 2; otherwise stage 3.": "our choice",
    }


def test_a_figure_that_was_changed_bears_no_source_but_that_of_what_it_was() -> None:
    table = replace(shipped_table(), policy=Policy(acceptable_pain=3, rest_days=0), sessions_per_week=1)
    found = of(table)
    flare = next(source for meaning, source in found.items() if meaning.startswith("Flare-up"))
    assert flare.startswith("3: changed from 5 (Silbernagel 2007, a model made for tendons, not backs); 8: our choice;")
    assert found["No day without running between two sessions."] == "changed from 1 (our choice)"
    assert found["1 session a week is planned."] == "changed from 3 (the trial)"
    assert sum("changed" in source for source in found.values()) == 3
    own = of(replace(table, programme="My own", thresholds=(20, 100)))
    assert own["1 session a week is planned."] == "changed from 3 in this programme (the trial)"
    assert own["Run test: under 20s, or stopped for pain, stage 1; under 1m40s stage 2; otherwise stage 3."] == (
        "changed from 30s and 1m30s in this programme (our choice)"
    )


def test_every_figure_is_told_once_however_large_it_is() -> None:
    nines: dict[str, Any] = {each.name: 9 for each in fields(Policy) if each.name != "manual"}
    lines = policy_lines(replace(shipped_table(), policy=Policy(**nines), thresholds=(10, 20)), REMARKS)
    assert len(lines) == len(policy_lines(shipped_table(), REMARKS))
    assert sum(line.source.count("changed from") for line in lines) == len(nines) + 1, "and the run test"


def test_a_flare_up_is_what_the_rule_says_it_is() -> None:
    """The words of the line, and what the rule answers to a session just at each figure and just below it."""
    (line,) = [meaning for meaning in of(shipped_table()) if meaning.startswith("Flare-up")]
    for words, flaring, tolerated in (
        ("stopped for pain", {"stopped_for_pain": True}, {}),
        ("worst pain 8 or more", {"pain_before": 7, "pain_worst": 8}, {"pain_before": 7, "pain_worst": 7}),
        ("above 5 and 2 or more above the pain before", {"pain_worst": 6}, {"pain_before": 5, "pain_worst": 6}),
        ("next morning 8 or more", {"pain_before": 7, "pain_morning": 8}, {"pain_before": 7, "pain_morning": 7}),
        ("or 2 or more above the pain before", {"pain_morning": 5}, {"pain_morning": 4}),
        (
            "or above 5 and 2 or more above the usual pain",
            {"pain_before": 6, "pain_morning": 6},
            {"pain_before": 5, "pain_morning": 5},
        ),
        (
            "Worst pain is never less than the pain after",
            {"pain_before": 6, "pain_worst": 5, "pain_after": 8},
            {"pain_before": 6, "pain_worst": 5, "pain_after": 6},
        ),
    ):
        assert words in line
        usual = 3 if "usual" in words else None
        assert respond(a_session(**flaring), Policy(), usual) is Response.FLARE, words
        assert respond(a_session(**tolerated), Policy(), usual) is Response.TOLERATED, words


def test_not_settled_is_what_the_rule_says_it_is() -> None:
    for given in (
        {"soreness": ("left calf",)},
        {"pain_morning": None, "pain_after": None},
        {"pain_morning": None, "pain_after": 5},
        {"pain_morning": None, "pain_before": 5, "pain_worst": 6, "pain_after": 5},
    ):
        assert respond(a_session(**given), Policy(), None) is Response.UNSETTLED, given
    assert respond(a_session(pain_morning=None, pain_after=4), Policy(), None) is Response.TOLERATED


def test_pain_before_that_was_not_given_is_the_usual_one_and_without_that_the_limit_decides() -> None:
    for given in ({"pain_worst": 6}, {"pain_morning": 6}):
        assert respond(a_session(pain_before=None, **given), Policy(), None) is Response.FLARE
    assert respond(a_session(pain_before=None, pain_worst=5, pain_morning=5), Policy(), None) is Response.TOLERATED
    assert respond(a_session(pain_before=None, pain_morning=5), Policy(), 3) is Response.FLARE


def test_a_table_that_never_moves_says_so_and_leaves_out_what_it_does_not_use() -> None:
    found = meanings(replace(shipped_table(), policy=Policy(manual=True)))
    assert "The stage never moves by itself: the patient chooses it." in found
    assert "next stage" not in found and "tage back" not in found and "lasts" not in found


def test_where_the_number_of_repetitions_is_fixed_none_are_added() -> None:
    for name in ("first-5k", "walking"):
        found = meanings(shipped(name))
        assert "more repetition" not in found and "fewest" not in found and "most repetitions" not in found
        assert "after 3 tolerated sessions done in full." in found


def test_a_run_test_that_leads_to_one_stage_only_is_no_test() -> None:
    one = replace(shipped_table(), stages=shipped_table().stages[:1])
    two = replace(shipped_table(), stages=shipped_table().stages[:2])
    assert "Run test" not in meanings(one)
    assert "Run test: under 30s, or stopped for pain, stage 1; otherwise stage 2." in meanings(two)


@pytest.mark.parametrize("name", [each.name for each in PROGRAMMES])
def test_every_remark_beside_a_figure_of_the_rule_says_where_it_is_from(name: str) -> None:
    """A remark that is put into other words must not become a figure without a source."""
    keys = {"sessions_per_week", "thresholds", *(each.name for each in fields(Policy) if each.name != "manual")}
    found = remarks_of(shipped_programme(name).read_text("utf-8"))
    for key in keys & set(found):
        assert source_of(found[key], shipped(name)), found[key]
    assert name != "asteroid" or keys - set(found) == {"thresholds"}, "every figure has a remark"
    assert source_of(Remark("rest_days", "1", "because it is so"), shipped(name)) is None


def test_without_any_remark_a_default_is_called_one() -> None:
    sources = {line.source for line in policy_lines(shipped_table(), {}) if "Flare-up" not in line.meaning}
    assert sources == {"runwalk's default", "our choice"}


def test_each_programme_that_ships_has_its_own_remarks_and_no_source_is_cut_or_left_as_code() -> None:
    for each in PROGRAMMES:
        own = remarks_of(*(path.read_text("utf-8") for path in (shipped_stages(), shipped_programme(each.name))))
        table = shipped(each.name)
        for line in policy_lines(table, own):
            assert "`" not in line.source and len(line.source) < 140, (each.name, line)
            assert "changed" not in line.source and "default" not in line.source, (each.name, line)
        told = source_lines(table)
        assert all(line and not line.endswith(".") and "`" not in line for line in told)
        for source in {stage.source for stage in table.stages}:
            assert any("tage" in line for line in told), (each.name, source)


def test_the_trial_its_protocol_and_the_stages_nobody_published_are_named() -> None:
    told = source_lines(shipped_table())
    assert "doi 10.1136/bjsports-2024-108245" in told[0] and "doi 10.1136/bmjsem-2022-001524" in told[1]
    assert "Stages 1 to 6 and 13: urbanathlete.co.nz, a blog on the trial" in told
    assert "Stages 7* to 12*: our own estimate" in told
    assert marks_of(shipped_table())[0].startswith("* our own estimate")


def test_a_table_of_ones_own_claims_no_source_and_the_trial_is_named_only_where_it_is_compared_with() -> None:
    stages = tuple(replace(stage, source=Source.OWN) for stage in shipped_table().stages[:2])
    own = StageTable("My own", stages)
    assert source_lines(own)[0] == "Stages 1 and 2: set by whoever wrote this programme"
    assert "ASTEROID" not in " ".join(source_lines(own)) and "ASTEROID" in source_lines(own, compared=True)[-1]
    assert not any("estimate" in mark for mark in marks_of(own))


def test_a_figure_that_was_changed_is_not_ascribed_to_the_source_of_the_first_one() -> None:
    told = source_lines(replace(shipped_table(), policy=Policy(acceptable_pain=4, sessions_to_advance=3)))
    assert any(line.startswith("Acceptable pain (5 there, 4 in this programme): Silbernagel") for line in told)
    assert any(line.startswith("When to move up (2 there, 3 in this programme): theproactive") for line in told)
    assert any(line.startswith("Change in pain that matters to one person: Ostelo") for line in told)


def test_a_hand_out_says_at_its_start_whom_the_programme_was_tried_with_and_not_again_in_the_sources() -> None:
    for name in ("asteroid", "first-5k"):
        told, short = source_lines(shipped(name)), source_lines(shipped(name), for_whom=False)
        assert sum("18 to 45" in line or "No known study" in line for line in told) == 1
        assert not any("18 to 45" in line or "No known study" in line for line in short)


def test_a_figure_from_an_article_is_not_ascribed_to_the_blog_on_the_trial() -> None:
    table, own = shipped("return-to-running"), shipped_programme("return-to-running").read_text("utf-8")
    found = {line.meaning: line.source for line in policy_lines(table, {**REMARKS, **remarks_of(own)})}
    article = 'the article "Return to running after lower back pain" by a physio team'
    assert found["6 sessions a week are planned."] == article
    assert found["No day without running between two sessions."] == article
    assert f"Stages 5m, 8m and 90m: {article}" in source_lines(table)


def test_neighbours_are_told_in_short_where_they_are_numbered() -> None:
    names = ["w1", "w2", "w3", "w4", "5", "6*", "7*", "walk", "easy", "long"]
    assert ranges(names, [0]) == "w1"
    assert ranges(names, [0, 1]) == "w1 and w2"
    assert ranges(names, [0, 1, 2, 5]) == "w1 to w3 and 6*"
    assert ranges(names, [4, 5, 6]) == "5 to 7*"
    assert ranges(names, [0, 2, 3, 4, 6]) == "w1, w3, w4, 5 and 7*"
    assert ranges(["1", "2", "w4"], [0, 1, 2]) == "1, 2 and w4"
    assert ranges(["5m", "10m", "15m", "6", "7", "8"], [0, 1, 2, 3, 4, 5]) == "5m, 10m, 15m and 6 to 8"
    assert ranges(names, [7, 8, 9]) == "walk, easy and long"
