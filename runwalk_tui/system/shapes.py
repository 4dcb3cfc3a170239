"""Plain values put into the shape of a class, in one thread at a time.

msgspec reads a class when it is first asked for it. Two threads that ask for one class meanwhile can crash the program
(msgspec 0.22 on Python 3.11: that was one `runwalk doctor` in a hundred, since it looks at everything at once).
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing import Any

T = TypeVar("T")

_one_at_a_time = Lock()


def in_shape(plain: Any, shape: type[T]) -> T:
    """The values of a TOML or JSON document as an object of this class. Raises msgspec.ValidationError."""
    import msgspec

    with _one_at_a_time:
        return msgspec.convert(plain, shape)  # noqa: TID251 # everybody else comes here
