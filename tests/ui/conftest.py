"""Makes the stand-ins and the scenes importable from every test of the screens."""

from __future__ import annotations

import sys
from pathlib import Path

for folder in (Path(__file__).parent, Path(__file__).parents[2] / "scripts"):
    sys.path.insert(0, str(folder))
