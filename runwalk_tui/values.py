"""Dataclasses that are there sooner.

`dataclasses` compiles six methods for each frozen class with slots, half a millisecond on Python 3.11. `runwalk next`
needs twenty such classes and the first picture a hundred, so here only `__init__` is compiled, when the first object is
made, and the rest is shared.
The fields, and all that reads them (`replace`, `fields`, `asdict`, patterns), are still the library's own. What isn't
used here isn't there, and is refused: keyword-only fields, `InitVar`, `hash=` and inheritance. Objects are compared as
tuples of their values are, which the library does up to Python 3.12.

In return `==`, `hash` and `repr` take twice as long, 0.1 µs more for two fields. An object of two fields is made in
0.4 µs and not in 0.25; one of seven as quickly, and one of more fields sooner.
"""

from __future__ import annotations

import dataclasses
import sys
from reprlib import recursive_repr
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field
    from dataclasses import dataclass as dataclass  # to a type checker it is that one
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False):
        """As `dataclasses.dataclass`, with the two options that this program uses."""

        def made(cls):
            return _made(cls, frozen=frozen, slots=slots)

        return made if cls is None else made(cls)


def _made(cls: type[Any], *, frozen: bool, slots: bool) -> type[Any]:
    """The class with its fields and methods; a method that it has itself stays."""
    if any(map(dataclasses.is_dataclass, cls.__bases__)):
        raise _not_here(cls, "inheritance")
    written = frozenset(vars(cls))
    if "__eq__" in written and vars(cls).get("__hash__") is None:
        written -= {"__hash__"}  # Python wrote it, as it does beside each `__eq__`
    made: type[Any] = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    every = dataclasses.fields(made)
    if why := _beyond_this(made, every):
        raise _not_here(cls, why)
    _check_order(every)
    said = made.__dataclass_params__
    said.init = said.repr = said.eq = True
    said.frozen = frozen
    compared = _values_of([each.name for each in every if each.compare])
    methods: dict[str, Any] = {
        "__init__": _InitLater(made, every, slots=slots),
        "__repr__": _repr([each.name for each in every if each.repr]),
        "__eq__": _eq(compared),
        "__hash__": _hash(compared) if frozen else None,
    }
    if frozen:
        methods |= _frozen(made, every)
    if frozen and slots:
        methods |= _kept(every)
    for name, method in methods.items():
        if name not in written:
            if isinstance(method, FunctionType):
                method.__qualname__ = f"{made.__qualname__}.{name}"
            setattr(made, name, method)
    return made


def _not_here(cls: type[Any], why: str) -> TypeError:
    return TypeError(f"{cls.__qualname__}: {why} is only for dataclasses.dataclass, not runwalk_tui.values.dataclass")


def _beyond_this(made: type[Any], every: tuple[Field[Any], ...]) -> str:
    """What a class asks for that would silently be otherwise than the library's; "" where it's nothing."""
    if any("InitVar" in str(each.type) for each in made.__dataclass_fields__.values()):
        return "InitVar"
    for each in every:
        if each.kw_only:
            return f"the keyword-only field {each.name!r}"
        if each.hash is not None:
            return f"hash= of the field {each.name!r}"
        if each.name == "self" or each.name.startswith(("_set", "_usual_")):
            return f"the name {each.name!r}"
    return ""


def _check_order(every: tuple[Field[Any], ...]) -> None:
    """Refuse a field that has to be given after one that doesn't, as the library does when it makes `__init__`."""
    before = False
    for each in every:
        if each.init:
            usual = bool(_usual(each))
            if before and not usual:
                raise TypeError(f"non-default argument {each.name!r} follows default argument")
            before = usual


class _Made:
    """Stands for a value that is made anew for each object."""

    def __repr__(self) -> str:
        return "<factory>"


_MADE = _Made()


class _InitLater:
    """`__init__` until it's asked for, which compiles it: half of the classes of a start never make an object."""

    def __init__(self, made: type[Any], every: tuple[Field[Any], ...], *, slots: bool) -> None:
        self.made, self.every, self.slots = made, every, slots

    def __get__(self, asking: Any, kind: type[Any] | None = None) -> Any:
        init = _init(self.made, self.every, slots=self.slots)
        self.made.__init__ = init  # from now on it's like any other
        return init if asking is None else init.__get__(asking)


def _init(made: type[Any], every: tuple[Field[Any], ...], *, slots: bool) -> Any:
    """`__init__`, the one method that is called often enough to be compiled for its class.

    It hands all values over at once, as a line for each takes four times as long to compile.
    """
    given, names, values, usual = [], [], [], []
    known: dict[str, Any] = {"_set_anew": _MADE}
    for field in every:
        name, value = field.name, field.name
        if field.default_factory is not dataclasses.MISSING:
            known[f"_usual_{name}"] = field.default_factory
            value = f"_usual_{name}() if {name} is _set_anew else {name}" if field.init else f"_usual_{name}()"
        elif not field.init:
            if field.default is dataclasses.MISSING:
                continue
            known[f"_usual_{name}"] = field.default
            value = f"_usual_{name}"
        names.append(name)
        values.append(f"{value},")
        if field.init:
            given.append(f", {name}")
            usual += _usual(field)
    known["_set"] = _setting(made, names, slots=slots)
    text = f"lambda {', '.join(known)}: lambda self{''.join(given)}: _set(self, ({''.join(values)}))"
    init: Any = eval(text, vars(sys.modules[made.__module__]))(**known)
    init.__name__, init.__qualname__, init.__defaults__ = "__init__", f"{made.__qualname__}.__init__", tuple(usual)
    init.__annotations__ = {field.name: field.type for field in every if field.init} | {"return": None}
    return init


def _usual(field: Field[Any]) -> list[Any]:
    """What a field is where nothing is given for it, in a list; an empty one where something must be."""
    if field.default_factory is not dataclasses.MISSING:
        return [_MADE]
    return [] if field.default is dataclasses.MISSING else [field.default]


def _setting(made: type[Any], names: list[str], *, slots: bool) -> Callable[[Any, tuple[Any, ...]], None]:
    """What gives a new object the values of its fields, whether or not it can be changed later."""
    if slots:
        places = [vars(made)[name].__set__ for name in names]

        def put(self: Any, values: tuple[Any, ...]) -> None:
            for place, value in zip(places, values):  # noqa: B905  # of one length; to check it costs a tenth
                place(self, value)

    else:

        def put(self: Any, values: tuple[Any, ...]) -> None:
            vars(self).update(zip(names, values))  # noqa: B905  # as above

    if not hasattr(made, "__post_init__"):
        return put

    def put_and_check(self: Any, values: tuple[Any, ...]) -> None:
        put(self, values)
        self.__post_init__()

    return put_and_check


def _values_of(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values of these fields out of an object."""
    if len(names) > 1:
        from operator import attrgetter

        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _repr(names: list[str]) -> Callable[[Any], str]:
    @recursive_repr()
    def __repr__(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return __repr__


def _eq(compared: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, Any], Any]:
    def __eq__(self: Any, other: Any) -> Any:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hash(compared: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], int]:
    def __hash__(self: Any) -> int:
        return hash(compared(self))

    return __hash__


def _frozen(made: type[Any], every: tuple[Field[Any], ...]) -> dict[str, Callable[..., Any]]:
    """What keeps an object as it is."""
    names = frozenset(field.name for field in every)

    def __setattr__(self: Any, name: str, value: Any) -> None:
        if type(self) is made or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(made, self).__setattr__(name, value)

    def __delattr__(self: Any, name: str) -> None:
        if type(self) is made or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(made, self).__delattr__(name)

    return {"__setattr__": __setattr__, "__delattr__": __delattr__}


def _kept(every: tuple[Field[Any], ...]) -> dict[str, Callable[..., Any]]:
    """What lets an object that is frozen and has slots be copied and pickled."""

    def __getstate__(self: Any) -> list[Any]:
        return [getattr(self, field.name) for field in every]

    def __setstate__(self: Any, state: list[Any]) -> None:
        for field, value in zip(every, state, strict=True):
            object.__setattr__(self, field.name, value)

    return {"__getstate__": __getstate__, "__setstate__": __setstate__}
