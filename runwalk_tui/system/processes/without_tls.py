"""asyncio without TLS: the app never speaks it, and it takes 4 MB of memory and one part in seventy of the start."""

from __future__ import annotations

import sys


def load_asyncio() -> None:
    """Load asyncio as where Python was built without TLS, which asyncio allows for. Whoever wants TLS has it later."""
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    try:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # Python's own way of saying that there is no such module
        import asyncio  # noqa: F401  # it's there from now on, for whoever imports it
    finally:
        sys.modules.pop("ssl", None)
