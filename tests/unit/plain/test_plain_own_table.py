"""The stage table in plain lines: a save that is noticed between sessions, where it is, and what if."""

from __future__ import annotations

import os

import pytest

from runwalk_tui.plain.home import stay_home
from runwalk_tui.workspace import Workspace
from tests.support.plain_parts import SMALL, Converse, Page, Typist, placed

LONG_AGO = 1_700_000_000


def save(workspace: Workspace, text: str) -> None:
    file = workspace.in_use.path
    file.write_text(text)
    os.utime(file, (LONG_AGO, LONG_AGO))


def test_a_table_that_was_saved_is_told_with_what_it_does_for_today(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    save(workspace, SMALL.replace('run = "20s"', 'run = "40s"'))
    converse(stay_home, "\n0\n")
    assert "Stage 1: run 0:20 is now 0:40." in page.said
    assert "Today: still stage 1, 2 repetitions, 2 minutes." in page.said
    assert page.text.index("is now 0:40") < page.text.index("Each repetition: run 40s")


def test_a_session_that_was_offered_by_the_table_before_is_offered_anew(
    workspace: Workspace, page: Page, typist: Typist, converse: Converse
) -> None:
    placed(workspace)

    async def edits_meanwhile() -> None:
        await page.until("Type a number and press Enter.")
        save(workspace, SMALL.replace('run = "20s"', 'run = "40s"'))
        typist.type("1\n")
        await page.until("Each repetition: run 40s")
        typist.type("0\n")

    converse(stay_home, live=edits_meanwhile)
    assert "How is your pain" not in page.text
    assert not workspace.log().sessions


def test_a_table_with_errors_is_named_with_its_lines(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    save(workspace, SMALL.replace('run = "20s"', 'run = "20"'))
    converse(stay_home, "\n0\n")
    assert any("has 1 error; using its last version" in line for line in page.said)
    assert any('stage "1": run: "20" has no unit' in line for line in page.said)


def test_the_stages_say_where_the_table_is_and_when_the_last_one_comes(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    converse(stay_home, "5\n0\n")
    assert any(line.startswith(f"Your table is {workspace.in_use.path}. To change it") for line in page.said)
    assert any(line.startswith("Three sessions a week without trouble: stage 2 on ") for line in page.said)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("what if tomorrow 1 of 2", "Tomorrow: stage 1, 1 of 2 repetitions, worst pain 2."),
        ("What if pain 9", "That would be a flare-up."),
        ("what if pain 9", "After that, three sessions a week without trouble: stage 2 on "),
        ("what if", 'Ask like this: "what if tomorrow 4 of 10"'),
    ],
)
def test_what_if_is_answered_at_the_menu(
    typed: str, says: str, workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    converse(stay_home, f"{typed}\n0\n")
    assert any(line.startswith(says) for line in page.said)
    assert not workspace.log().sessions
