"""An answer by command that makes a flare-up says where its plan is; the end of a programme says what could be next."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from runwalk_tui import paths
from runwalk_tui.cli import cli
from runwalk_tui.history.store import Store
from runwalk_tui.own_table.taking import table_of_shipped
from runwalk_tui.programme.shipped import SHIPPED
from tests.support.finished_log import finished_log

PLAN = "The plan after a flare-up: start runwalk and press p."
YESTERDAY = f"{datetime.now().astimezone().date() - timedelta(days=1)}T07:30"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def typed(data: Path, line: str) -> str:
    done = CliRunner().invoke(cli, [*line.split(), "--data-dir", str(data)])
    assert done.exit_code == 0, done.output
    return done.output


def test_log_edit_and_morning_name_the_key_when_they_make_a_flare_up(data: Path) -> None:
    assert PLAN not in typed(data, f"log --stage 4 --reps 6 --worst 3 --at {YESTERDAY}")
    assert PLAN in typed(data, "morning 8")
    assert PLAN not in typed(data, "morning 9"), "it was one already"
    assert PLAN not in typed(data, "morning 2")
    assert PLAN in typed(data, "edit last --worst 9")
    assert PLAN in typed(data, "log --stage 4 --reps 6 --worst 9")


def test_the_key_is_the_runners_own(data: Path) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('[keys.home]\nflare_up_plan = "g"\n', "utf-8")
    assert "start runwalk and press g." in typed(data, "log --stage 4 --reps 6 --worst 9")


def test_a_warning_sign_leads_to_no_plan(data: Path) -> None:
    assert PLAN not in typed(data, "log --stage 4 --reps 6 --worst 9 --red-flag chest")


def test_next_names_what_comes_after_a_finished_programme(data: Path) -> None:
    now = datetime.now().astimezone()
    with Store.open(data) as store:
        store.merge(finished_log(table_of_shipped(SHIPPED["asteroid"]), now))
    said = typed(data, f"next --on {now.date()}")
    assert "Next could be “Keep running”" in said
    assert "To take it up: runwalk stages use keep-running" in said
