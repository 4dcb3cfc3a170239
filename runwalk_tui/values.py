"""Dataclasses that are there sooner.

`dataclasses` compiles six methods for each frozen class with slots, half a millisecond on Python 3.11. `runwalk next`
needs thirty such classes and the first picture a hundred, so here only `__init__` is compiled and the rest is shared.
The fields, and all that reads them (`replace`, `fields`, `asdict`, patterns), are still the library's own. What isn't
used here isn't there, and is refused: keyword-only fields, `InitVar`, `hash=` and inheritance. Objects are compared as
tuples of their values are, which the library does up to Python 3.12.

In return `==`, `hash` and `repr` take twice as long, 0.1 µs more for two fields.
"""

from __future__ import annotations

import dataclasses
import sys
from reprlib import recursive_repr
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
    said = made.__dataclass_params__
    said.init = said.repr = said.eq = True
    said.frozen = frozen
    compared = _values_of([each.name for each in every if each.compare])
    methods: dict[str, Any] = {
        "__init__": _init(made, every, frozen=frozen),
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
            if method is not None:
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


class _Made:
    """Stands for a value that is made anew for each object."""

    def __repr__(self) -> str:
        return "<factory>"


_MADE = _Made()


def _init(made: type[Any], every: tuple[Field[Any], ...], *, frozen: bool) -> Callable[..., None]:
    """`__init__`, the one method that is called often enough to be compiled for its class."""
    given, lines, known = ["self"], [], {"_set": object.__setattr__, "_set_anew": _MADE}
    for field in every:
        name, value, usual = field.name, field.name, f"_usual_{field.name}"
        if field.default_factory is not dataclasses.MISSING:
            known[usual] = field.default_factory
            value = f"{usual}() if {name} is _set_anew else {name}" if field.init else f"{usual}()"
            given.append(f"{name}=_set_anew")
        elif field.default is not dataclasses.MISSING:
            known[usual] = field.default
            value = name if field.init else usual
            given.append(f"{name}={usual}")
        elif field.init:
            given.append(name)
        else:
            continue
        if not field.init:
            given.pop()
        lines.append(f"  _set(self, {name!r}, {value})" if frozen else f"  self.{name} = {value}")
    if hasattr(made, "__post_init__"):
        lines.append("  self.__post_init__()")
    body = "\n".join(lines) or "  pass"
    found: dict[str, Any] = {}
    text = f"def make({', '.join(known)}):\n def __init__({', '.join(given)}):\n{body}\n return __init__"
    exec(text, vars(sys.modules[made.__module__]), found)
    init: Callable[..., None] = found["make"](**known)
    init.__annotations__ = {field.name: field.type for field in every if field.init} | {"return": None}
    return init


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
