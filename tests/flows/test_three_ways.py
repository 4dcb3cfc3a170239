"""A correction on the screen, in lines and by command leaves the same record."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.cli import cli
from runwalk_tui.corrections.entry import FieldName
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.workspace import Workspace
from tests.support.examples import examples
from tests.support.fronts.meanings import Fill, Meaning, Past
from tests.support.fronts.outcome import tell
from tests.support.fronts.stage_set import StageSet
from tests.support.fronts.story import placed, session

pytestmark = [pytest.mark.slow("corrects each session in three ways"), pytest.mark.examples]

OPTIONS: dict[FieldName, str] = {
    "kind": "kind",
    "stage": "stage",
    "done": "reps",
    "planned": "planned",
    "minutes": "minutes",
    "before": "before",
    "worst": "worst",
    "after": "after",
    "morning": "morning",
    "sore": "sore",
    "ready": "ready",
    "effort": "effort",
    "note": "note",
}
# Pains that are no reason to ask about warning signs, which a command does not do.
CALM = st.sampled_from(["", "0", "1", "2", "3"])
FIELDS: dict[FieldName, st.SearchStrategy[str]] = {
    "date": st.sampled_from(["2026-01-22", "2026-01-15", "2025-12-31"]),
    "time": st.sampled_from(["12:00", "06:45", "23:59"]),
    "stage": st.sampled_from("123"),
    "done": st.sampled_from(["0", "4", "10", "100"]),
    "planned": st.sampled_from(["1", "4", "12"]),
    "before": st.sampled_from(["2", "3", "4"]),
    "worst": CALM,
    "after": CALM,
    "morning": CALM,
    "sore": st.sampled_from(["", "left knee", "back, shin"]),
    "ready": st.sampled_from(["", "yes", "not yet"]),
    "effort": st.sampled_from(["", "0", "10"]),
    "note": st.sampled_from(["", "rain", "it went ok, 4 of 5"]),
}
OF_A_WALK: tuple[FieldName, ...] = ("date", "time", "before", "after", "note")


def _fill(name: FieldName, wanted: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[FieldName, str]]:
    return wanted.map(lambda text: (name, text))


def _some(names: tuple[FieldName, ...]) -> st.SearchStrategy[list[tuple[FieldName, str]]]:
    some = st.lists(st.sampled_from(names), unique=True, max_size=6)
    return some.flatmap(lambda chosen: st.tuples(*(_fill(name, FIELDS[name]) for name in chosen)).map(list))


A_WALK = st.tuples(_some(OF_A_WALK), st.sampled_from(["1", "25", "360"])).map(
    lambda drawn: [("kind", "walk"), ("minutes", drawn[1]), *drawn[0]]
)
CORRECTIONS = st.one_of(_some(tuple(FIELDS)), A_WALK)
SOURCES = st.sampled_from(["log", "timer"])


def arguments(texts: dict[FieldName, str]) -> list[str]:
    """The options of `runwalk edit` that mean the same."""
    given: list[str] = []
    if {"date", "time"} & texts.keys():
        given += ["--at", f"{texts.get('date', '2026-01-22')}T{texts.get('time', '12:00')}"]
    for name, option in OPTIONS.items():
        text = texts.get(name)
        if text is None:
            continue
        if not text:
            given += ["--without", option]
        elif name == "ready":
            given.append("--ready" if text == "yes" else "--not-ready")
        elif name == "sore":
            given += [each for place in text.split(", ") for each in ("--sore", place)]
        else:
            given += [f"--{option}", text]
    return given


def by_command(stage: StageSet, texts: dict[FieldName, str]) -> SessionRecord:
    """The session after `runwalk edit`."""
    workspace = stage.open()
    workspace.store.close()
    data, stages = workspace.store.folder, workspace.in_use.path
    if texts:
        line = ["edit", "last", *arguments(texts), "--data-dir", str(data), "--stages", str(stages)]
        told = CliRunner().invoke(cli, line)
        assert told.exit_code == 0, told.output
    with Store.open(data, read_only=True) as store:
        return store.log().sessions[0]


@examples(6)
@given(fills=CORRECTIONS, source=SOURCES)
def test_the_three_ways_leave_the_same_record(fills: list[tuple[FieldName, str]], source: str) -> None:
    def before(workspace: Workspace) -> None:
        placed(workspace)
        session(workspace, 2, run_seconds=161, walk_seconds=119, active_seconds=301, source=source)

    with TemporaryDirectory() as name:
        folder = Path(name)
        story: list[Meaning] = [Past("correct"), Fill(tuple(fills)), Past("close")]
        lines, screens = tell(folder, story, before)
        (on_screens,), (in_lines,) = screens.log.sessions, lines.log.sessions
        commanded = by_command(StageSet(folder / "command", before, rehearsal=False), dict(fills))
    assert on_screens == in_lines
    assert replace(commanded, id=on_screens.id, updated_at=on_screens.updated_at) == on_screens
    assert (commanded.updated_at is None) == (on_screens.updated_at is None)


@pytest.mark.parametrize(
    "fills",
    [(("date", "2026-01-19"), ("time", "07:30")), (("date", "2026-01-19"),), (("time", "07:30"),)],
    ids=["both", "date", "time"],
)
def test_a_session_from_another_time_zone_keeps_its_offset_in_all_three_ways(
    in_berlin: None, tmp_path: Path, fills: tuple[tuple[FieldName, str], ...]
) -> None:
    there = timezone(timedelta(hours=9))

    def before(workspace: Workspace) -> None:
        placed(workspace)
        workspace.store.save(replace(session(workspace, 2), started_at=datetime(2026, 1, 22, 12, 0, 21, tzinfo=there)))

    story: list[Meaning] = [Past("correct"), Fill(fills), Past("close")]
    lines, screens = tell(tmp_path, story, before)
    (on_screens,), (in_lines,) = screens.log.sessions, lines.log.sessions
    commanded = by_command(StageSet(tmp_path / "command", before, rehearsal=False), dict(fills))
    assert on_screens.started_at.isoformat() == in_lines.started_at.isoformat() == commanded.started_at.isoformat()
    assert on_screens.started_at.utcoffset() == timedelta(hours=9)
