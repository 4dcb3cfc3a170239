"""Damaged copies of the table that ships and of one with every kind of step: each loads or is refused with faults.

RUNWALK_MUTATIONS sets how many copies are tried.
"""

from __future__ import annotations

import os
import random
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.faults import TableError
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.toml_lines import key_lines
from runwalk_tui.table_in_use import load_table

SETS = Path(__file__).parents[2] / "support" / "plans" / "every_kind.toml"
COPIES = int(os.environ.get("RUNWALK_MUTATIONS", "500"))
Mutation = Callable[[bytes, random.Random], bytes]


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def change_a_figure(data: bytes, chance: random.Random) -> bytes:
    places = [at for at, byte in enumerate(data) if chr(byte) in '0123456789"=[]sm']
    at = chance.choice(places)
    return data[:at] + chance.choice([b"", b"-", b"9" * 30, b".", b'"', b"[", b"]", b"\\", b"true"]) + data[at + 1 :]


def delete_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    first = chance.randrange(len(lines))
    return b"".join(lines[:first] + lines[first + chance.randint(1, 8) :])


def repeat_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    first = chance.randrange(len(lines))
    piece = lines[first : first + chance.randint(1, 8)]
    at = chance.choice([first, chance.randrange(len(lines))])
    return b"".join(lines[:at] + piece * chance.randint(1, 60) + lines[at:])


def splice(data: bytes, chance: random.Random) -> bytes:
    start, end, at = (chance.randrange(len(data)) for _ in range(3))
    return data[:at] + data[min(start, end) : max(start, end)] + data[at + chance.randint(0, 200) :]


def swap_words(data: bytes, chance: random.Random) -> bytes:
    words = [b"run", b"walk", b"reps", b"fill", b"intervals", b"stage", b"[[stage]]", b"id", b'"2m"', b"programme"]
    words += [b"times", b"steps", b"jog 1m", b"{", b"}", b"was", b"400m"]
    return data.replace(chance.choice(words), chance.choice([*words, b"", b"\x1b[2J", b"\xff"]), chance.randint(1, 3))


def cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


MUTATIONS: tuple[Mutation, ...] = (
    flip_bits,
    change_a_figure,
    delete_lines,
    repeat_lines,
    splice,
    swap_words,
    cut_off,
)


@pytest.mark.timeout(300 + COPIES)
def test_a_damaged_table_loads_or_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    chance = random.Random(13)
    originals = [shipped_stages().read_bytes(), SETS.read_bytes()]
    file = tmp_path / "stages.toml"
    loaded = refused = 0
    for _ in range(COPIES):
        data = original = chance.choice(originals)
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            data = chance.choice(MUTATIONS)(data or original, chance)
        file.write_bytes(data)
        try:
            table = load_table(file)
        except TableError as error:
            refused += 1
            assert error.faults
            lines = data.count(b"\n") + 1
            for fault in error.faults:
                assert 1 <= fault.line <= lines
                assert fault.message
                assert str(fault).isprintable()
                assert str(fault).startswith(f"{file}:{fault.line}: ")
                assert len(fault.where) + len(fault.message) < 400
        else:
            loaded += 1
            for stage in table.stages:
                assert plan_session(table, stage, table.full(stage)).total <= 6 * 3600
        lines_are_those_of_tomllib(data)
    print(f"{COPIES} tables: {loaded} were still good, {refused} refused")
    assert loaded
    assert refused


def lines_are_those_of_tomllib(data: bytes) -> None:
    """Where tomllib still accepts the damaged text, its keys and those with a line are the same."""
    try:
        text = data.decode()
        document = tomllib.loads(text)
    except ValueError:
        return
    lines = key_lines(text)
    for table, values in document.items():
        assert (table,) in lines
        for position, value in enumerate(values) if isinstance(values, list) else ():
            assert (table, position) in lines
            if isinstance(value, dict):
                assert {(table, position, key) for key in value} <= lines.keys()
