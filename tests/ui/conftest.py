"""What all tests of the screens have in common."""

from __future__ import annotations

import gc

# An app is a large web of objects, and looking for garbage in it over and over is a fifth of the time these tests take.
gc.set_threshold(100_000, 50, 1000)
