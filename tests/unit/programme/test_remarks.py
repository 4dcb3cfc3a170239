"""What a stages.toml says beside its keys."""

from __future__ import annotations

from dataclasses import fields

from runwalk_tui.paths import shipped_programme, shipped_stages
from runwalk_tui.programme.remarks import Remark, remarks_in, remarks_of
from runwalk_tui.programme.stage import Policy


def test_a_remark_may_have_several_lines() -> None:
    text = 'reps = [6, 10]    # trial: "6 to 10". We read\n                  # this as both\nrun = "15s"  # short\n'
    assert list(remarks_in(text)) == [
        Remark("reps", "[6, 10]", 'trial: "6 to 10". We read this as both'),
        Remark("run", "15s", "short"),
    ]


def test_a_key_without_a_remark_and_a_line_of_comment_alone_are_none() -> None:
    assert list(remarks_in("# about = 1  # nothing\nrest_days = 1\n\n# rest_days = 2\n")) == []


def test_of_several_files_the_last_has_its_say() -> None:
    both = remarks_of("rest_days = 1  # ours\nreps_step = 4  # ours\n", "rest_days = 0  # walking needs none\n")
    assert {key: (one.value, one.words) for key, one in both.items()} == {
        "rest_days": ("0", "walking needs none"),
        "reps_step": ("4", "ours"),
    }


def test_every_figure_of_the_rule_has_a_remark_in_the_table_that_ships_and_its_default_as_the_value() -> None:
    found = remarks_of(shipped_stages().read_text("utf-8"))
    for each in fields(Policy):
        assert found[each.name].value == str(each.default).lower(), each.name
    assert found["sessions_per_week"].words.startswith("trial")


def test_the_other_programmes_say_where_their_own_figures_are_from() -> None:
    found = remarks_of(shipped_programme("first-5k").read_text("utf-8"))
    assert found["sessions_to_advance"] == Remark(
        "sessions_to_advance", "3", "our choice: a stage is a week of three sessions; `asteroid` asks for two"
    )
