"""The session as lines of text: for screen readers, simple terminals, slow lines, scripts and logs."""

from __future__ import annotations

from runwalk_tui.plain.program import run_plain

__all__ = ["run_plain"]
