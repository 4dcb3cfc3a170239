"""Screens that would lose something if the program ended, and so ask first."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class AsksBeforeLeaving(Protocol):
    """A screen that the runner cannot leave by mistake, not even with Ctrl+Q or Ctrl+C."""

    def ask_before_leaving(self) -> bool:
        """Ask whether to leave; False when nothing would be lost, and nothing is asked."""
        ...
