"""Where an answer would lead is asked of the rule itself, about a log that is read once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from runwalk_tui.history.store import Store
from runwalk_tui.session.active_session import prepare
from runwalk_tui.session.records import Log, Rating, SessionRecord
from runwalk_tui.wording import outcome_words, spans
from tests.support.stand_ins import NOON, make_workspace

SESSION = SessionRecord("s", NOON.replace(day=22), "Test", "2", 4, 4, pain_before=3, pain_worst=3, pain_after=3)


def test_a_scale_of_eleven_answers_reads_the_log_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = make_workspace(tmp_path)
    with workspace.store:
        workspace.store.save(SESSION)
        reads: list[Log] = []
        read = Store.log

        def counted(store: Store) -> Log:
            reads.append(read(store))
            return reads[-1]

        monkeypatch.setattr(Store, "log", counted)
        follows = workspace.what_follows()
        told = spans(lambda pain: outcome_words(follows(replace(SESSION, pain_morning=pain)), workspace.table))
        assert [line.partition(":")[0] for line in told] == ["0–4", "5–10"]
        assert len(reads) == 1
        active = prepare(workspace.table, workspace.table.stage("2"), 4, NOON)
        rated = workspace.what_follows_from(active)
        assert len({outcome_words(rated(Rating(worst=pain, after=pain)), workspace.table) for pain in range(11)}) > 1
        assert len(reads) == 2
        monkeypatch.undo()
        assert workspace.log().sessions == (SESSION,), "nothing is kept"
