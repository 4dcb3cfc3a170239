"""The examples of this folder are asked four times: of the rule, of the oracle, of the commands from outside, and of
the preview that the screens show beside a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner

from runwalk_tui.cli import cli
from runwalk_tui.history.json_file import to_json
from runwalk_tui.history.store import Store
from runwalk_tui.keys.in_use import USUAL_KEYS
from runwalk_tui.own_table.watching import TableWatch
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.session.records import Log
from runwalk_tui.settings import Settings
from runwalk_tui.table_in_use import TableInUse
from runwalk_tui.workspace import Workspace
from tests.support import rule_oracle
from tests.support.as_json import as_json
from tests.support.rule_cases import Rule
from tests.support.table_text import table_text


def _fields_of_the_rule(table: StageTable, log: Log, today: date) -> dict[str, Any]:
    prescription = prescribe(table, log, today)
    return {field: getattr(prescription, field) for field in rule_oracle.FIELDS}


def _fields_of_the_commands(table: StageTable, log: Log, today: date) -> dict[str, Any]:
    """`runwalk import`, then `runwalk next --json`, on files written for the occasion."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "stages.toml").write_text(table_text(table), "utf-8")
        (folder / "log.json").write_text(to_json(_with_ids_of_their_own(log)), "utf-8")
        places = ["--data-dir", str(folder / "data"), "--stages", str(folder / "stages.toml")]
        imported = CliRunner().invoke(cli, ["import", str(folder / "log.json"), *places])
        assert imported.exit_code == 0, imported.output
        told = CliRunner().invoke(cli, ["next", "--json", "--on", today.isoformat(), *places])
    answer = as_json(told)
    for field in ("earliest", "move_up_from"):
        answer[field] = answer[field] and date.fromisoformat(answer[field])
    return {field: answer[field] for field in rule_oracle.FIELDS}


def _fields_of_the_preview(table: StageTable, log: Log, today: date) -> dict[str, Any]:
    """What the screens say to the last session before it is kept: the log on the disk lacks it still."""
    log = _with_ids_of_their_own(log)
    with TemporaryDirectory() as name:
        store = Store.open(Path(name))
        try:
            in_use = TableInUse(table, Path(name))
            workspace = Workspace(in_use, TableWatch(in_use.path), store, Settings(), USUAL_KEYS, ())
            workspace.wall = lambda: datetime.combine(today, time(12), UTC)
            store.merge(replace(log, sessions=log.sessions[:-1]))
            told = workspace.what_follows()(log.sessions[-1]) if log.sessions else workspace.prescription()
        finally:
            store.close()
    return {field: getattr(told, field) for field in rule_oracle.FIELDS}


def _with_ids_of_their_own(log: Log) -> Log:
    """The log with no two sessions of one id, as a file has to be."""
    ids = {session.id: f"{number}" for number, session in enumerate(log.sessions)}
    clearances = tuple(
        replace(one, clears=None if one.clears is None else tuple(ids.get(known, known) for known in one.clears))
        for one in log.clearances
    )
    named = tuple(replace(session, id=str(number)) for number, session in enumerate(log.sessions))
    return replace(log, sessions=named, clearances=clearances)


@pytest.fixture(
    params=[_fields_of_the_rule, rule_oracle.answer, _fields_of_the_commands, _fields_of_the_preview],
    ids=["rule", "oracle", "commands", "preview"],
)
def rule(request: pytest.FixtureRequest) -> Rule:
    """Each of the four, as a function that answers with plain fields."""
    answers: Rule = request.param
    return answers
