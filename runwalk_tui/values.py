"""Dataclasses that are there sooner.

`dataclasses` compiles six methods for each frozen class with slots, half a millisecond on Python 3.11. `runwalk next`
needs thirty such classes and the first picture a hundred. Here only `__init__` is compiled, when the first object is
made, and the rest is shared. What reads fields (`replace`, `fields`, `asdict`) is still the library's own, which is
asked about a class once somebody wants to know. What isn't used here isn't there, and is refused: keyword-only fields,
`InitVar`, `hash=` and inheritance. Objects are compared as tuples of their values are, which the library does up to
Python 3.12.

In return `==`, `hash` and `repr` take twice as long, 0.1 µs more for two fields. An object of two fields is made in
0.4 µs and not in 0.25; one of seven as quickly, and one of more fields sooner.
"""

from __future__ import annotations

import dataclasses
import inspect
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
    given = dict(vars(cls))
    written = frozenset(given)
    if "__eq__" in written and given.get("__hash__") is None:
        written -= {"__hash__"}  # Python wrote it, as it does beside each `__eq__`
    every = _fields_of(cls, given)
    compared = _values_of([each.name for each in every if each.compare])

    def later(name: str, make: Callable[[], Any]) -> _AskedLater:
        def put() -> Any:
            found = make()
            setattr(made, name, found)
            return found

        return _AskedLater(put)

    def of_library(name: str) -> _AskedLater:
        return later(name, lambda: getattr(_as_the_library_has_it(cls, given, frozen=frozen, slots=slots), name))

    methods: dict[str, Any] = {
        "__dataclass_fields__": of_library("__dataclass_fields__"),
        "__dataclass_params__": of_library("__dataclass_params__"),
        "__match_args__": tuple(each.name for each in every if each.init),
        "__init__": later("__init__", lambda: _init(made, every, slots=slots)),
        "__repr__": later("__repr__", lambda: _repr(made, every)),
        "__eq__": _named(_eq(compared), cls, "__eq__"),
        "__hash__": _named(_hash(compared), cls, "__hash__") if frozen else None,
    }
    if sys.version_info >= (3, 13):
        methods["__replace__"] = of_library("__replace__")
    if frozen and slots:
        methods |= {name: _named(method, cls, name) for name, method in _kept(every).items()}
    methods = {name: method for name, method in methods.items() if name not in written}
    made = _with_slots(cls, every, methods) if slots else _without_slots(cls, every, methods)
    for name, method in _frozen(made, every).items() if frozen else ():
        if name not in written:
            setattr(made, name, _named(method, cls, name))
    if not made.__doc__:
        made.__doc__ = made.__name__ + str(inspect.signature(made)).replace(" -> None", "")
    return made


class _AskedLater:
    """Stands in a class for what most classes are never asked for. Once it is, it's made and put in this place."""

    def __init__(self, put: Callable[[], Any]) -> None:
        self.put = put

    def __get__(self, asking: Any, kind: type[Any] | None = None) -> Any:
        found = self.put()
        return found.__get__(asking, kind) if isinstance(found, FunctionType) else found


def _as_the_library_has_it(cls: type[Any], given: dict[str, Any], *, frozen: bool, slots: bool) -> Any:
    """A class with the same fields that the library made, for all that it says of them."""
    wanted = {"__module__", "__doc__", "__annotations__", *given.get("__annotations__", ())}
    twin = type(cls.__name__, (), {name: value for name, value in given.items() if name in wanted})
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(twin)
    said = made.__dataclass_params__
    said.init = said.repr = said.eq = True
    said.frozen = frozen
    return made


def _fields_of(cls: type[Any], given: dict[str, Any]) -> tuple[Field[Any], ...]:
    """The fields of a class, as far as its methods need them. Raises TypeError and ValueError, as the library does."""
    every, before = [], False
    known: dict[str, Any] = given.get("__annotations__", {})
    for name, kind in known.items():
        if not str(kind).removeprefix("typing.").startswith("ClassVar"):
            value = given.get(name, dataclasses.MISSING)
            each = value if isinstance(value, dataclasses.Field) else dataclasses.field(default=value)
            each.name, each.type = name, kind
            every.append(each)
            if why := _beyond_this(each):
                raise _not_here(cls, why)
            if each.default.__class__.__hash__ is None:
                raise ValueError(
                    f"mutable default {type(each.default)} for field {name} is not allowed: use default_factory"
                )
            usual = bool(_usual(each))
            if each.init and before and not usual:
                raise TypeError(f"non-default argument {name!r} follows default argument")
            before = usual if each.init else before
    for name, value in given.items():
        if isinstance(value, dataclasses.Field) and name not in known:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return tuple(every)


def _not_here(cls: type[Any], why: str) -> TypeError:
    return TypeError(f"{cls.__qualname__}: {why} is only for dataclasses.dataclass, not runwalk_tui.values.dataclass")


def _beyond_this(field: Field[Any]) -> str:
    """What a field asks for that would silently be otherwise than the library's; "" where it's nothing."""
    for named in ("InitVar", "KW_ONLY"):
        if named in str(field.type):
            return named
    if field.kw_only is True:
        return f"the keyword-only field {field.name!r}"
    if field.hash is not None:
        return f"hash= of the field {field.name!r}"
    if field.name == "self" or field.name.startswith(("_set", "_usual_")):
        return f"the name {field.name!r}"
    return ""


def _with_slots(cls: type[Any], every: tuple[Field[Any], ...], methods: dict[str, Any]) -> type[Any]:
    """The class made anew, with slots for its fields."""
    if "__slots__" in vars(cls):
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    names = tuple(each.name for each in every)
    left = {"__dict__", "__weakref__", *names}
    body = {name: value for name, value in vars(cls).items() if name not in left}
    kind: Any = type(cls)
    made: type[Any] = kind(cls.__name__, cls.__bases__, {**body, **methods, "__slots__": names})
    made.__qualname__ = cls.__qualname__
    return made


def _without_slots(cls: type[Any], every: tuple[Field[Any], ...], methods: dict[str, Any]) -> type[Any]:
    """The class itself."""
    for each in every:
        if isinstance(vars(cls).get(each.name), dataclasses.Field):
            if each.default is dataclasses.MISSING:
                delattr(cls, each.name)
            else:
                setattr(cls, each.name, each.default)
    for name, method in methods.items():
        setattr(cls, name, method)
    return cls


def _named(method: Callable[..., Any], cls: type[Any], name: str) -> Callable[..., Any]:
    """The method with the name that it has in its class."""
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    return method


class _Anew:
    """Stands for a value that is made anew for each object."""

    def __repr__(self) -> str:
        return "<factory>"


_ANEW = _Anew()


def _init(made: type[Any], every: tuple[Field[Any], ...], *, slots: bool) -> Any:
    """`__init__`, the one method that is called often enough to be compiled for its class.

    It hands all values over at once, as a line for each takes four times as long to compile.
    """
    given, names, values, usual = [], [], [], []
    known: dict[str, Any] = {"_set_anew": _ANEW}
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
    home = sys.modules.get(made.__module__)  # none where the rest of it couldn't be loaded
    init: Any = eval(text, {} if home is None else vars(home))(**known)
    init.__name__, init.__qualname__, init.__defaults__ = "__init__", f"{made.__qualname__}.__init__", tuple(usual)
    init.__annotations__ = {field.name: field.type for field in every if field.init} | {"return": None}
    return init


def _usual(field: Field[Any]) -> list[Any]:
    """What a field is where nothing is given for it, in a list; an empty one where something must be."""
    if field.default_factory is not dataclasses.MISSING:
        return [_ANEW]
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


def _repr(made: type[Any], every: tuple[Field[Any], ...]) -> Callable[..., Any]:
    names = [each.name for each in every if each.repr]

    @recursive_repr()
    def __repr__(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return _named(__repr__, made, "__repr__")


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
