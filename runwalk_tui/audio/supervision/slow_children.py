"""Children that are slow to open a device: another backend has its turn, and whoever opens first plays."""

from __future__ import annotations

from typing import Any, Protocol


class ChildLike(Protocol):
    """What the supervisor needs of `child.Child`."""

    def send(self, verb: str, *rest: Any) -> None: ...
    def kill(self) -> None: ...


class SlowChildren:
    """Those that had their turn and may open a device yet."""

    def __init__(self) -> None:
        self._until: dict[ChildLike, tuple[str, float]] = {}

    def __contains__(self, child: ChildLike) -> bool:
        return child in self._until

    def __bool__(self) -> bool:
        return bool(self._until)

    def add(self, child: ChildLike, backend: str, until: float) -> None:
        """Wait for it until an instant."""
        self._until[child] = backend, until

    def take(self, child: ChildLike) -> str:
        """Let go of one; returns its backend."""
        return self._until.pop(child)[0]

    def overdue(self, now: float) -> list[ChildLike]:
        """Those that have been waited for long enough."""
        return [child for child, (_, until) in self._until.items() if now >= until]

    def backends(self) -> set[str]:
        """What they try to open."""
        return {backend for backend, _ in self._until.values()}

    def wake(self) -> float | None:
        """When the first of them is overdue."""
        return min((until for _, until in self._until.values()), default=None)

    def end(self) -> None:
        """End them all."""
        for child in self._until:
            child.kill()
        self._until.clear()
