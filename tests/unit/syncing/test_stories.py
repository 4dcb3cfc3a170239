"""Three computers that write, correct, delete and sync in any order, their clocks an hour apart, come to one log."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from runwalk_tui.history.json_file import to_json
from runwalk_tui.session.records import CheckIn, Placement, clearance_of
from tests.support.examples import TIMES, taking_turns
from tests.unit.syncing.computers import NOW, Computer, Home, a_session

STORIES = 24
PROGRAMME = "ASTEROID run-walk"


def does_something(computer: Computer, chance: random.Random, step: int) -> None:
    """What somebody does there; its clock is up to an hour away from the others."""
    at = NOW + timedelta(minutes=10 * step) + chance.choice((-1, 0, 0, 1)) * timedelta(hours=1)
    store = computer.store
    log = store.log()
    match chance.randrange(8):
        case 0 | 1:
            store.save(replace(a_session(), started_at=at, red_flags=chance.choice(((), (), ("one-leg",)))))
        case 2 | 3 if log.sessions:
            session = chance.choice(log.sessions)
            note = f"{computer.name} {step}"
            flags = chance.choice((session.red_flags, tuple(dict.fromkeys((*session.red_flags, "lump")))))
            store.save(replace(session, note=note, red_flags=flags, updated_at=at), was=session)
        case 4 if calm := [session for session in log.sessions if not session.red_flags]:
            store.delete(chance.choice(calm).id, at)  # one with a warning sign that nobody cleared can't be deleted
        case 5:
            store.place(Placement(at, chance.choice("234"), "chosen", PROGRAMME))
            if len(log.placements) > 1:
                first = log.placements[0]
                store.move_placement(replace(first, at=first.at - timedelta(hours=1)), first)
        case 6:
            same_time = NOW + timedelta(hours=step // 8)  # that of another computer's, but nobody answers one again
            if same_time not in {checkin.at for checkin in log.checkins}:
                store.check_in(CheckIn(same_time, chance.randrange(100), 28, 55))
        case 7 if log.sessions:
            seen = [session for session in log.sessions if session.red_flags]
            store.clear(clearance_of(seen, at))


@pytest.mark.examples
@pytest.mark.slow("plays the days of three computers over and over")
@pytest.mark.parametrize("story", taking_turns(STORIES * TIMES, turn=0, of=4))
def test_three_computers_that_sync_now_and_then_come_to_one_log(home: Home, story: int) -> None:
    chance = random.Random(story)
    computers = [home.computer(name) for name in ("laptop", "upstairs", "office")]
    kept: list[tuple[str, bytes]] = []
    for step in range(40):
        computer = chance.choice(computers)
        if chance.random() < 0.6:
            does_something(computer, chance, step)
        else:
            assert computer.sync().problems == ()
            if kept and chance.random() < 0.2:  # a carrier brings an old version once more
                name, content = chance.choice(kept)
                (home.shared / f"{name[:16]}.sync-conflict-20260105-073000-A{step}.json").write_bytes(content)
            file = chance.choice(home.files())
            kept.append((file.name, file.read_bytes()))
    for computer in computers * 2:
        computer.sync()
    first, *others = (to_json(computer.store.log()) for computer in computers)
    assert others == [first, first]
    before = {file: file.stat().st_mtime_ns for file in home.files()}
    assert not any(computer.sync().changed for computer in computers)
    assert {file: file.stat().st_mtime_ns for file in home.files()} == before
    assert len({file.name[:16] for file in home.files()}) == 3, "no computer took another for itself"
