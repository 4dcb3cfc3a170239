"""A dataclass of ours is what the library's would be, in all that can be seen of it."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import pickle
import sys
import types
import typing
from functools import cached_property
from typing import Any, ClassVar

import pytest

from runwalk_tui import values
from runwalk_tui.programme.stage import Policy
from runwalk_tui.session.records import Log, Placement, SessionRecord
from tests.support.the_package import PACKAGE

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


class _Counted:
    """With a value that belongs to the class, and a list made anew."""

    most: ClassVar[int] = 3
    marks: list[str] = dataclasses.field(default_factory=list)


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


class _SameName:
    """It says itself what is equal, and leaves the hash to whoever makes it."""

    name: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self))


KINDS: tuple[dict[str, bool], ...] = ({"frozen": True, "slots": True}, {"slots": True}, {})
SHAPES = (_Fields, _Checked, _Counted, _Nothing, _Own, _SameName)


def both(shape: type, options: dict[str, bool]) -> list[Any]:
    """The class made by us and by the library."""
    body = {name: each for name, each in vars(shape).items() if name not in ("__dict__", "__weakref__")}
    return [make(**options)(type(shape.__name__, (), dict(body))) for make in (ours, theirs)]


@pytest.mark.parametrize("options", KINDS, ids=str)
@pytest.mark.parametrize("shape", SHAPES)
def test_it_looks_the_same(shape: type, options: dict[str, bool]) -> None:
    mine, library = both(shape, options)
    assert seen_of(mine) == seen_of(library)
    assert typing.get_type_hints(mine.__init__) == typing.get_type_hints(library.__init__)


LEFT_THERE = {"__slotnames__", "__msgspec_cache__"}
"""What copy, pickle and msgspec leave on a class once they have seen it."""


def seen_of(cls: Any) -> dict[str, Any]:
    """What can be seen of a dataclass from outside."""
    names = ("name", "type", "init", "repr", "compare", "hash", "kw_only")
    options = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")
    return {
        "fields": [[getattr(each, name) for name in names] for each in dataclasses.fields(cls)],
        "options": [getattr(cls.__dataclass_params__, name) for name in options],
        "parameters": [(each.name, each.kind) for each in inspect.signature(cls).parameters.values()],
        "usual": [
            each.default.__name__ if callable(each.default) else repr(each.default)
            for each in inspect.signature(cls).parameters.values()
        ],
        "hash": cls.__hash__ is None,
        "has": sorted(vars(cls).keys() - LEFT_THERE),
        "matched": cls.__match_args__,
        "slots": getattr(cls, "__slots__", None),
        "doc": cls.__doc__,
    }


WITH_OURS = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "\nfrom runwalk_tui.values import dataclass" in path.read_text("utf-8")
]


@pytest.mark.parametrize("path", WITH_OURS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_each_class_of_the_program_is_as_the_library_makes_it(path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    module = importlib.import_module(name)
    text = path.read_text("utf-8").replace(
        "from runwalk_tui.values import dataclass", "from dataclasses import dataclass"
    )
    library = types.ModuleType(name)
    library.__file__, library.__package__ = str(path), name.rpartition(".")[0]
    monkeypatch.setitem(sys.modules, name, library)
    exec(compile(text, path, "exec"), vars(library))
    classes = [
        each
        for each, value in vars(library).items()
        if isinstance(value, type) and value.__module__ == name and dataclasses.is_dataclass(value)
    ]
    assert classes
    for each in classes:
        assert seen_of(getattr(module, each)) == seen_of(getattr(library, each))


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


def test_nothing_is_compiled_before_the_first_object_is_made() -> None:
    class Quiet:
        """It has made no object yet."""

        seconds: int = 1

    made = ours(frozen=True, slots=True)(Quiet)
    waiting = vars(made)["__init__"]
    assert not callable(waiting)
    assert made(5).seconds == made(seconds=5).seconds == 5
    assert vars(made)["__init__"].__code__.co_varnames == ("self", "seconds")


def test_the_library_is_asked_about_fields_only_by_whoever_wants_to_know() -> None:
    class Quiet:
        """Nobody has asked yet."""

        seconds: int = 1

    made = ours(frozen=True, slots=True)(Quiet)
    assert made(5) == made(5)
    assert not isinstance(vars(made)["__dataclass_fields__"], dict)
    assert [each.name for each in dataclasses.fields(made)] == ["seconds"]
    assert isinstance(vars(made)["__dataclass_fields__"], dict)


def test_a_class_makes_objects_where_the_rest_of_its_module_could_not_be_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = "a_module_with_a_fault"
    monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    body = {"__module__": name, "__doc__": "Left over.", "__annotations__": {"seconds": "int"}}
    kept = [make(frozen=True, slots=True)(type("Quiet", (), dict(body))) for make in (ours, theirs)]
    monkeypatch.delitem(sys.modules, name)  # as Python does then
    for cls in kept:
        assert cls(5).seconds == 5


def test_what_is_called_wrongly_is_told_as_the_library_tells_it() -> None:
    calls: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
        ((), {}),
        (("a", 1, [], 0, "", 3), {}),
        (("a",), {"nmae": "b"}),
        (("a",), {"kept": 1}),
    )
    for given, named in calls:
        told = []
        for cls in both(_Fields, KINDS[0]):
            with pytest.raises(TypeError) as raised:
                cls(*given, **named)
            told.append(str(raised.value))
        assert told[0] == told[1]


def test_a_class_made_of_one_of_ours_makes_objects_too() -> None:
    mine, _ = both(_Checked, KINDS[0])

    class Longer(mine):  # type: ignore[misc, valid-type]  # it is any class
        def __init__(self, seconds: int) -> None:
            super().__init__(2 * seconds)

    assert Longer(4).seconds == 8


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"__annotations__": {"name": "str", "pain": "int"}, "name": ""}, "argument 'pain' follows default argument"),
        ({"__annotations__": {"name": "list[str]"}, "name": []}, "mutable default <class 'list'> for field name"),
        ({"name": dataclasses.field(default="")}, "'name' is a field but has no type annotation"),
        ({"__annotations__": {}, "__slots__": ()}, "Odd already specifies __slots__"),
    ],
)
def test_what_the_library_refuses_is_refused(body: dict[str, Any], why: str) -> None:
    for make in (ours, theirs):
        with pytest.raises((TypeError, ValueError), match=why):
            make(frozen=True, slots=True)(type("Odd", (), dict(body)))


def test_a_class_without_a_docstring_gets_the_one_that_the_library_gives_it() -> None:
    body = {"__annotations__": {"name": "str", "pain": "int"}, "pain": 3}
    one, other = (make(frozen=True, slots=True)(type("Quiet", (), dict(body))) for make in (ours, theirs))
    assert one.__doc__ == other.__doc__


def test_methods_that_a_class_has_itself_stay() -> None:
    for cls in both(_Own, KINDS[0]):
        assert repr(cls("a")) == "own"
        assert cls("a") == cls("b")
        assert hash(cls("c")) == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"pain": (int, dataclasses.field(default=1, kw_only=True))}, "the keyword-only field 'pain'"),
        ({"pain": (int, dataclasses.field(default=1, hash=False))}, "hash= of the field 'pain'"),
        ({"pain": (dataclasses.InitVar[int], 1)}, "InitVar"),
        ({"self": (int, 1)}, "the name 'self'"),
        ({"_set": (int, 1)}, "the name '_set'"),
    ],
)
def test_what_would_be_otherwise_than_the_librarys_is_refused(fields: dict[str, Any], why: str) -> None:
    body = {name: value for name, (_, value) in fields.items()}
    body["__annotations__"] = {name: kind for name, (kind, _) in fields.items()}
    with pytest.raises(TypeError, match=f"Odd: {why} is only for"):
        ours(type("Odd", (), body))


def test_nothing_is_inherited_from_a_dataclass() -> None:
    parent, _ = both(_Checked, KINDS[0])
    with pytest.raises(TypeError, match="Odd: inheritance is only for"):
        ours(frozen=True)(type("Odd", (parent,), {}))
    child = theirs(frozen=True)(type("Child", (parent,), {}))
    assert child(3).seconds == 3
    with pytest.raises(TypeError, match="cannot inherit non-frozen dataclass from a frozen one"):
        theirs(type("Odd", (parent,), {}))


def test_an_object_that_holds_itself_can_be_shown() -> None:
    for cls in both(_Counted, {}):
        one = cls()
        one.marks.append(one)
        assert repr(one) == "_Counted(marks=[...])"


def test_a_copy_keeps_what_is_no_field() -> None:
    def remembered(make: Any) -> Any:
        @make(frozen=True)
        class Remembered:
            seconds: int = 1

            @cached_property
            def minutes(self) -> float:
                return self.seconds / 60

        made: Any = Remembered
        return made(90)

    for one in map(remembered, (ours, theirs)):
        assert one.minutes == 1.5
        assert vars(copy.copy(one)) == {"seconds": 90, "minutes": 1.5}
