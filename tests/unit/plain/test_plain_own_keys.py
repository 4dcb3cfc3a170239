"""The runner's own keys in plain lines: what is told is what is heard."""

from __future__ import annotations

from runwalk_tui.flows.in_session import ask_to_end
from runwalk_tui.keys.in_use import KeysInUse
from runwalk_tui.plain.home import stay_home
from runwalk_tui.workspace import NO_MORNING, Workspace
from tests.support.plain_parts import Converse, Page, session

OWN = KeysInUse(
    {
        "history.filter": ("y",),
        "history.correct": ("v",),
        "history.delete": ("x",),
        "history.undo": ("u",),
        "history.add": ("j",),
        "questions.not_remembered": ("k",),
        "questions.skip": ("j",),
        "anywhere.warning_sign": ("v",),
    }
)


def test_history_tells_and_hears_them(workspace: Workspace, page: Page, converse: Converse) -> None:
    workspace.keys = OWN
    session(workspace, 9)
    session(workspace, 10)
    converse(stay_home, "3\ny pain>9\nn\n1\nx\nu\n1\nv\nb\n\n0\n")
    assert (
        "y to search (y flare, y stage:4, y pain>5); j adds one you did without the app, Enter goes back." in page.text
    )
    assert "Nothing matches pain>9. y on its own shows everything." in page.said
    assert "Please type a number from 1 to 2, y and what to look for, j, or just Enter." in page.said
    assert "v corrects it, x deletes it, Enter goes back." in page.said
    assert "u brings back the last one deleted" in page.text
    assert any(line.startswith("Back in the log: ") for line in page.said)
    assert "b goes back, v reports a warning sign." in page.text
    assert len(workspace.log().sessions) == 2


def test_a_morning_that_is_not_remembered_has_its_own_key(workspace: Workspace, page: Page, converse: Converse) -> None:
    workspace.keys = OWN
    record = session(workspace, 2)
    converse(stay_home, "n\nk\n0\n")
    assert "0 to 10; k if you don't remember; Enter to answer later." in page.said
    assert "Please type a whole number from 0 to 10, or k." in page.said
    assert workspace.store.recall(NO_MORNING) == record.id


def test_the_pain_of_a_morning_says_what_it_was_read_as(workspace: Workspace, page: Page, converse: Converse) -> None:
    session(workspace, 2)
    converse(stay_home, "(\n0\n0\n0\n")
    assert "That is 5 on a French keyboard." in page.said
    assert workspace.log().sessions[0].pain_morning == 5


def test_every_key_that_stops_for_pain_does_so_at_the_end_too() -> None:
    stop = ask_to_end(("v", "ч")).answers[-1]
    assert (stop.id, stop.keys) == ("stop", ("v", "ч"))
