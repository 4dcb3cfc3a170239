"""Each figure of the rule in a sentence with its source, and where the programme is from."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from runwalk_tui.paths import shipped_programme, shipped_stages
from runwalk_tui.programme.remarks import remarks_of
from runwalk_tui.programme.shipped import PROGRAMMES
from runwalk_tui.programme.stage import Policy, Source, StageTable
from runwalk_tui.review.report.policy_words import policy_lines
from runwalk_tui.review.report.sources import marks_of, ranges, source_lines, stage_source
from runwalk_tui.table_in_use import load_table
from tests.support.a_letter import shipped_table

REMARKS = remarks_of(shipped_stages().read_text("utf-8"))


def shipped(name: str) -> StageTable:
    return load_table(shipped_programme(name))


def of(table: StageTable) -> dict[str, str]:
    """The source of each sentence."""
    return {line.meaning: line.source for line in policy_lines(table, REMARKS)}


def test_every_figure_of_the_table_that_ships_has_the_source_that_the_rule_names() -> None:
    blog = "theproactiveathlete.ca, a blog on the trial"
    assert of(shipped_table()) == {
        "Worst pain of up to 5 out of 10 during a session is accepted.": (
            "Silbernagel 2007, a model made for tendons, not backs"
        ),
        "Pain of 8 or more is a flare-up, whatever it was before.": "our choice",
        "A rise of 2 or more above the pain before the session or the usual pain counts.": (
            "our use of Ostelo 2008, which gives an improvement"
        ),
        "Effort of 8 or more out of 10 does not count towards the next stage.": "our choice",
        "The next stage is offered after 2 full sessions that went well; each flare-up that a stage has brought "
        "doubles this, three times at most.": blog,
        "A stage lasts at least 7 days.": blog,
        "After a session that went well, 4 repetitions more at most.": "our choice",
        "1 day without running between two sessions.": "our choice",
        "2 days without running after a flare-up.": "our choice",
        "After 14 days off, the stage starts again at its fewest repetitions.": "our choice",
        "One stage back for every 28 days off.": "our choice",
        "After 84 days off, the starting stage is set again.": "our choice",
        "3 sessions a week are planned.": "the trial",
        "Run test: under 30s stage 1, under 1m30s stage 2, otherwise stage 3.": "our choice",
    }


def test_a_figure_that_was_changed_bears_no_source_but_that_of_what_it_was() -> None:
    table = replace(shipped_table(), policy=Policy(acceptable_pain=3, rest_days=0), sessions_per_week=1)
    found = of(table)
    assert found["Worst pain of up to 3 out of 10 during a session is accepted."] == (
        "changed from 5 (Silbernagel 2007, a model made for tendons, not backs)"
    )
    assert found["No day without running between two sessions."] == "changed from 1 (our choice)"
    assert found["1 session a week is planned."] == "changed from 3 (the trial)"
    assert sum(source.startswith("changed") for source in found.values()) == 3
    own = of(replace(table, programme="My own", thresholds=(20, 100)))
    assert own["1 session a week is planned."] == "set in this table instead of 3 (the trial)"
    assert own["Run test: under 20s stage 1, under 1m40s stage 2, otherwise stage 3."] == (
        "set in this table instead of 30s and 1m30s (our choice)"
    )


def test_every_figure_is_told_once_however_large_it_is() -> None:
    nines: dict[str, Any] = {each.name: 9 for each in fields(Policy) if each.name != "manual"}
    odd = Policy(**nines)
    lines = policy_lines(replace(shipped_table(), policy=odd, thresholds=(10, 20)), REMARKS)
    assert len(lines) == len(policy_lines(shipped_table(), REMARKS))
    assert all(line.source.startswith("changed") for line in lines if "sessions a week" not in line.meaning)


def test_a_table_that_never_moves_says_so_and_leaves_out_what_it_does_not_use() -> None:
    lines = of(replace(shipped_table(), policy=Policy(manual=True)))
    assert "The stage never moves by itself: the patient chooses it." in lines
    assert not any("next stage" in meaning or "stage back" in meaning for meaning in lines)


def test_without_any_remark_a_default_is_called_one() -> None:
    assert {line.source for line in policy_lines(shipped_table(), {})} == {"runwalk's default", "our choice"}


def test_each_programme_that_ships_has_its_own_remarks_and_no_source_is_cut_or_left_as_code() -> None:
    for each in PROGRAMMES:
        own = remarks_of(*(path.read_text("utf-8") for path in (shipped_stages(), shipped_programme(each.name))))
        table = shipped(each.name)
        for line in policy_lines(table, own):
            assert "`" not in line.source and len(line.source) < 90, (each.name, line)
            assert not line.source.startswith("changed"), (each.name, line)
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
    assert source_lines(own)[0] == "Stages 1 and 2: set in this table"
    assert "ASTEROID" not in " ".join(source_lines(own)) and "ASTEROID" in source_lines(own, compared=True)[-1]
    assert {stage_source(own, stage) for stage in stages} == {"set in this table"}
    assert not any("estimate" in mark for mark in marks_of(own))


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
    assert ranges(names, [0, 2, 3, 4, 6]) == "w1, w3 to 5 and 7*"
    assert ranges(names, [7, 8, 9]) == "walk, easy and long"
