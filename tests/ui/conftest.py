"""Makes the stand-ins and the scenes importable from every test of the screens."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

for folder in (Path(__file__).parent, Path(__file__).parents[2] / "scripts"):
    sys.path.insert(0, str(folder))

# An app is a large web of objects, and looking for garbage in it over and over is a fifth of the time these tests take.
gc.set_threshold(100_000, 50, 1000)
