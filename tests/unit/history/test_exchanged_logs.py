"""Two logs that are edited, flagged, cleared and exchanged in any order: in the end they are the same, and no red flag
that nobody has cleared is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.history.json_file import from_json, to_json
from runwalk_tui.history.store import Store
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import Log, SessionRecord, clearance_of
from tests.support.examples import examples

START = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
SESSIONS = tuple(SessionRecord(f"s{day}", START - timedelta(days=9 - day), "P", "1", 6, 6) for day in range(3))
DOINGS = st.sampled_from(["note", "flag", "delete", "undo", "clear", "import", "import"])


class Exchange:
    """Two stores, and the red flags that were noted in either and not cleared in either."""

    def __init__(self, stores: tuple[Store, Store]) -> None:
        self.stores = stores
        self.uncleared: set[str] = set()
        self.minutes = 0
        for store in stores:
            store.merge(Log(sessions=SESSIONS))

    def wall(self) -> datetime:
        self.minutes += 1
        return START + timedelta(minutes=self.minutes)

    def do(self, doing: str, place: int, choice: int) -> None:
        store, at = self.stores[place], self.wall()
        log = store.log()
        session = log.sessions[choice % len(log.sessions)] if log.sessions else None
        match doing:
            case "note" if session is not None:
                store.save(replace(session, note=str(self.minutes), updated_at=at))
            case "flag" if session is not None:
                flag = f"flag {self.minutes}"
                store.save(replace(session, red_flags=(*session.red_flags, flag), updated_at=at))
                self.uncleared.add(flag)
            case "delete" if session is not None and not session.red_flags:
                store.delete(session.id, at)
            case "undo":
                store.restore(at=at)
            case "clear":
                shown = stop_sign(log)
                store.clear(clearance_of(shown, at))
                self.uncleared -= {flag for each in shown for flag in each.red_flags}
            case "import":
                self.carry(1 - place, place)

    def carry(self, source: int, target: int) -> None:
        self.stores[target].merge(from_json(to_json(self.stores[source].log())))


@examples(20)
@given(st.lists(st.tuples(DOINGS, st.integers(0, 1), st.integers(0, 9)), min_size=3, max_size=14))
def test_no_order_of_an_exchange_loses_a_flag_or_ends_in_two_logs(story: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as name:
        folders = Path(name) / "here", Path(name) / "there"
        with Store.open(folders[0], rescue_folders=()) as here, Store.open(folders[1], rescue_folders=()) as there:
            exchange = Exchange((here, there))
            for doing, place, choice in story:
                exchange.do(doing, place, choice)
            for _ in range(3):
                exchange.carry(0, 1)
                exchange.carry(1, 0)
            mine, theirs = here.log(), there.log()
    assert {session.id: session for session in mine.sessions} == {session.id: session for session in theirs.sessions}
    assert set(mine.deleted) == set(theirs.deleted)
    assert exchange.uncleared <= {flag for session in stop_sign(mine) for flag in session.red_flags}
