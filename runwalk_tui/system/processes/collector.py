"""Python's garbage collector, which a start does without.

What a start loads stays, and looking through it for garbage took a tenth of the time until an answer or the first
picture. So `start` turns the collector off, and whatever runs on afterwards calls this.
"""

from __future__ import annotations

import gc


def collect_again() -> None:
    """Turn the collector on where it was off, for what is made from now on: what is there already isn't looked at."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
