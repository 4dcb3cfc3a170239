"""A dataclass of ours is what the library's would be, in all that can be seen of it."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import sys
import typing
from typing import Any

import pytest

from runwalk_tui import values
from runwalk_tui.programme.stage import Policy
from runwalk_tui.session.records import Log, Placement, SessionRecord

ours: Any = values.dataclass  # a type checker takes it for the library's own
theirs: Any = dataclasses.dataclass


class _Fields:
    """Fields of every kind that the program has."""

    name: str
    pain: int | None = None
    places: list[str] = dataclasses.field(default_factory=list)
    rank: int = dataclasses.field(default=0, compare=False)
    seen: str = dataclasses.field(default="", repr=False)
    kept: int = dataclasses.field(default=7, init=False)


class _Checked:
    """One that looks at what it was given."""

    seconds: int = 1

    def __post_init__(self) -> None:
        if self.seconds < 0:
            raise ValueError("seconds")


class _Nothing:
    """Without a field."""


class _Own:
    """With methods of its own."""

    name: str = ""

    def __repr__(self) -> str:
        return "own"

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 1


KINDS: tuple[dict[str, bool], ...] = ({"frozen": True, "slots": True}, {"slots": True}, {})
SHAPES = (_Fields, _Checked, _Nothing, _Own)


def both(shape: type, options: dict[str, bool]) -> list[Any]:
    """The class made by us and by the library."""
    body = {name: each for name, each in vars(shape).items() if name not in ("__dict__", "__weakref__")}
    return [make(**options)(type(shape.__name__, (), dict(body))) for make in (ours, theirs)]


@pytest.mark.parametrize("options", KINDS, ids=str)
@pytest.mark.parametrize("shape", SHAPES)
def test_it_looks_the_same(shape: type, options: dict[str, bool]) -> None:
    mine, library = both(shape, options)
    assert mine.__match_args__ == library.__match_args__
    assert mine.__doc__ == library.__doc__
    assert getattr(mine, "__slots__", None) == getattr(library, "__slots__", None)
    assert typing.get_type_hints(mine.__init__) == typing.get_type_hints(library.__init__)
    assert (mine.__hash__ is None) == (library.__hash__ is None)
    names = [[(each.name, each.type, each.compare) for each in dataclasses.fields(cls)] for cls in (mine, library)]
    assert names[0] == names[1]
    one, other = (list(inspect.signature(cls).parameters) for cls in (mine, library))
    assert one == other


@pytest.mark.parametrize("options", KINDS, ids=str)
def test_it_behaves_the_same(options: dict[str, bool]) -> None:
    for cls in both(_Fields, options):
        one = cls("a", 3)
        assert repr(one) == "_Fields(name='a', pain=3, places=[], rank=0, kept=7)"
        assert one == cls("a", 3, rank=5)
        assert one != cls("a", 4)
        assert one != object()
        assert cls("b").places is not cls("b").places
        assert dataclasses.replace(one, pain=9).pain == 9
        assert dataclasses.asdict(one) == {"name": "a", "pain": 3, "places": [], "rank": 0, "seen": "", "kept": 7}
        assert copy.deepcopy(one) == copy.copy(one) == one
        with pytest.raises(TypeError):
            cls()


def test_the_same_not_a_number_is_equal_on_every_python_as_the_library_had_it_before_3_13() -> None:
    nan = float("nan")
    our_class, their_class = both(_Checked, KINDS[0])
    assert our_class(nan) == our_class(nan)
    assert (their_class(nan) == their_class(nan)) is (sys.version_info < (3, 13))


def test_what_is_frozen_stays_as_it_is() -> None:
    for cls in both(_Checked, KINDS[0]):
        one = cls(5)
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'seconds'"):
            one.seconds = 6
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'seconds'"):
            del one.seconds
        assert one.seconds == 5
        assert hash(one) == hash((5,))
        with pytest.raises(ValueError, match="seconds"):
            cls(-1)


def test_records_are_pickled_and_hashed() -> None:
    import datetime

    at = datetime.datetime(2026, 1, 5, 7, tzinfo=datetime.UTC)
    record = SessionRecord("a", at, "P", "1", 3, 3, soreness=("knee",))
    log = Log((record,), (Placement(at, "1"),))
    assert pickle.loads(pickle.dumps(log)) == log
    assert hash(record) == hash(dataclasses.replace(record))
    assert Policy() == Policy()
    match record:
        case SessionRecord(id="a", started_at=when):
            assert when == at
        case _:
            pytest.fail("a record is matched by its fields")


def test_methods_that_a_class_has_itself_stay() -> None:
    for cls in both(_Own, KINDS[0]):
        assert repr(cls("a")) == "own"
        assert cls("a") == cls("b")
        assert hash(cls("c")) == 1
