"""History files with something broken at random: a list of faults or a log, never anything else.

`RUNWALK_MUTATIONS` says how many are tried (500 without it).
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.history.json_file import HistoryFileError, from_json, to_json
from runwalk_tui.history.store import Store
from runwalk_tui.imports.incoming import read_file
from runwalk_tui.session.records import Log

COUNT = int(os.environ.get("RUNWALK_MUTATIONS", "500"))

ODD: list[Any] = [
    *(
        None,
        True,
        -1,
        11,
        10**25,
        -0.0,
        1e308,
        "",
        "\x1b[2J",
        "\ud800",
        "\x00",
        "x" * 30_000,
        "[bold]",
        "=1+1",
        "../..",
        "日",
    ),
    *([], {}, [[]], {"": {}}, [None] * 50, "2026-13-01T00:00:00Z", "2026-01-05T07:30:00", "9999-12-31T23:59:59-14:00"),
]


def original() -> dict[str, Any]:
    sessions = [
        {
            "id": f"s{day}",
            "started_at": f"2026-01-0{day}T07:30:00+01:00",
            "programme": "p",
            "stage": "4",
            "reps_planned": 10,
            "reps_done": 10,
            "pain_marks": [{"at": 412.5, "pain": 4}],
            "soreness": ["knee"],
            "pain_before": 3,
            "note": "fine",
            "felt_ready": True,
            "updated_at": "2026-01-10T00:00:00Z",
        }
        for day in range(1, 4)
    ]
    return {
        "format": "runwalk-history",
        "version": 1,
        "sessions": sessions,
        "placements": [{"at": "2026-01-05T07:00:00+01:00", "stage": "4", "how": "chosen"}],
        "checkins": [
            {
                "at": "2026-01-05T07:00:00Z",
                "current": 31,
                "average": 28,
                "worst": 55,
                "disability": 21,
                "activity": "stairs",
                "activity_score": 6,
                "safe": 7,
            }
        ],
        "clearances": ["2026-02-01T09:00:00+01:00", {"at": "2026-03-01T09:00:00+01:00", "clears": ["a"]}],
    }


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) inside a document."""
    inside = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [(value, key) for key, _ in inside] + [place for _, item in inside for place in places(item)]


def other_value(chance: random.Random) -> bytes:
    document = original()
    for _ in range(chance.randrange(1, 4)):
        container, key = chance.choice(places(document))
        container[key] = deepcopy(chance.choice(ODD))
    return json.dumps(document).encode()


def other_key(chance: random.Random) -> bytes:
    document = original()
    container, key = chance.choice([place for place in places(document) if isinstance(place[0], dict)])
    value = container.pop(key)
    if chance.random() < 0.7:
        container[chance.choice([f"{key}s", "\x1b", "", "x" * 1000, key.upper()])] = value
    return json.dumps(document).encode()


def other_bytes(chance: random.Random) -> bytes:
    content = bytearray(json.dumps(original(), ensure_ascii=False).encode())
    for _ in range(chance.randrange(1, 6)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def other_character(chance: random.Random) -> bytes:
    content = bytearray(json.dumps(original()).encode())
    for _ in range(chance.randrange(1, 4)):
        content[chance.randrange(len(content))] = chance.choice(b'{}[]",:0123456789.eE-+\\ntu\x00')
    return bytes(content)


def cut_off(chance: random.Random) -> bytes:
    content = json.dumps(original()).encode()
    return content[: chance.randrange(len(content))]


def repeated(chance: random.Random) -> bytes:
    content = json.dumps(original()).encode()
    begin, length = chance.randrange(len(content)), chance.randrange(1, 200)
    return content[: begin + length] + content[begin:]


def nested(chance: random.Random) -> bytes:
    document = original()
    container, key = chance.choice(places(document))
    container[key] = "HERE"
    depth = chance.choice([10, 500, 5000, 100_000])
    opening, closing = chance.choice([("[", "]"), ('{"a":', "}")])
    inner = opening * depth + "1" + closing * depth
    return json.dumps(document).replace('"HERE"', inner).encode()


KINDS: list[Callable[[random.Random], bytes]] = [
    *(other_value, other_value, other_key, other_bytes, other_character, cut_off, repeated, nested),
]


@pytest.mark.timeout(1200)
def test_a_mutated_history_file_gives_faults_or_a_log_that_can_be_stored(tmp_path: Path) -> None:
    chance = random.Random(20260105)
    path = tmp_path / "history file.json"
    taken = 0
    with Store.open(tmp_path / "data", rescue_folders=()) as store:
        store.merge(from_json(json.dumps(original())))
        for number in range(COUNT):
            content = KINDS[number % len(KINDS)](chance)
            path.write_bytes(content)
            try:
                log = read_file(path)
            except HistoryFileError as refused:
                assert refused.faults, content
                assert all(fault.isprintable() and len(fault) < 1000 for fault in refused.faults), content
                continue
            taken += 1
            store.merge(log)
            assert from_json(to_json(store.log())) == store.log(), content
            if number % 50 == 0:
                assert isinstance(store.log(), Log)
    print(f"{COUNT} files: {taken} were still good, {COUNT - taken} refused")
    assert 0 < taken < COUNT
