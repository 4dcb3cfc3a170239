"""Past sessions as lines: by week, and found by the filter that the screen has."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from runwalk_tui.corrections.sheet import fields_of
from runwalk_tui.paths import shipped_stages
from runwalk_tui.plain.home import stay_home
from runwalk_tui.table_in_use import load_table
from runwalk_tui.workspace import Workspace
from tests.support.invented_log import TODAY
from tests.support.plain_parts import Converse, Page
from tests.support.second_year import second_year


@pytest.fixture
def second(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with a second year in it, on the evening after."""
    table = load_table(shipped_stages())
    workspace.in_use = type(workspace.in_use)(table, workspace.in_use.path)
    workspace.wall = lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 18, 5, tzinfo=TODAY.tzinfo)
    second_year(table).keep_in(workspace.store)
    return workspace


@pytest.mark.usefixtures("second")
def test_sessions_are_listed_week_by_week(page: Page, converse: Converse) -> None:
    converse(stay_home, "\n3\na\n\n0\n")
    said = page.said
    week = said.index("Week of 15 December 2025, 2 of 3 sessions, 27 minutes of running, 1 walk.")
    assert "2025-12-19 18:10; walk of 35 minutes; pain before 4, after 3" in said[week + 1]
    assert "; flare-up; pain before 3, worst 8" in said[week + 2]
    headings = [line for line in said if line.startswith("Week of ")]
    assert len(headings) == len(set(headings))


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("f sore:knee", "2025-08-18"),
        ("/22 oct", "2025-10-22"),
        ('/ "left the watch"', "2025-10-06"),
        ("F warning sign", "2025-11-07"),
        ("f from:2026-01-21", "2026-01-21"),
        ("f kind:walk to:2025-05", "2025-05-23"),
        ("f kind:companion from:2026", "2026-01-04"),
    ],
)
def test_a_filter_numbers_what_it_finds_anew(page: Page, converse: Converse, typed: str, found: str) -> None:
    converse(stay_home, f"\n3\n{typed}\n1\n\n0\n")
    numbered = [line for line in page.said if line.startswith("1 20")]
    assert numbered[-1].startswith(f"1 {found}")
    assert " of 127 sessions." in next(line for line in page.said if " of 127 sessions." in line)


@pytest.mark.usefixtures("second")
def test_what_cannot_be_understood_or_found_is_said_and_asked_again(page: Page, converse: Converse) -> None:
    converse(stay_home, "\n3\nf stag:4\nf pain>9\nf\n\n0\n")
    assert '"stag:4": did you mean stage, such as stage:4?' in page.said
    assert "Nothing matches pain>9. f on its own shows everything." in page.said
    assert "Everything:" in page.said


def test_enter_leaves_a_note_as_it_is_also_one_that_is_the_word_for_none(second: Workspace, converse: Converse) -> None:
    last = replace(second.log().sessions[-1], note="-")
    second.store.save(last)
    note, effort = len(fields_of("run-walk")), len(fields_of("run-walk")) - 1
    converse(stay_home, f"\n3\n1\nc\n{note}\n\n{effort}\n9\n\n\n0\n")
    found = second.log().sessions[-1]
    assert (found.effort, found.note) == (9, "-")


@pytest.mark.usefixtures("second")
def test_stretching_has_no_stage_of_the_programme(page: Page, converse: Converse) -> None:
    converse(stay_home, "\n3\nf kind:companion from:2026\n1\n\n0\n")
    assert "1 2026-01-04 10:00; other exercise (15 minutes); pain before 3, after 2" in page.said
    assert "Stretching" in page.said


@pytest.mark.usefixtures("second")
def test_the_key_that_corrects_on_the_screen_corrects_here_too(page: Page, converse: Converse) -> None:
    converse(stay_home, "\n3\n1\ne\nb\n\n0\n")
    assert any(line.startswith("Correct a session.") for line in page.said)
