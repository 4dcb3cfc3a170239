"""The simulation of today's rule against that of the rule's first edition, both measured in one run.

    python -m scripts.bench simulate

The first edition is taken out of the history of this repository, and measured where it is there.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.bench_programs import in_turns
from scripts.bench_table import Row, samples

ROOT = Path(__file__).resolve().parents[1]
FIRST_EDITION = "ee512edfe762"
"""The last commit with the first edition of the rule."""
NEEDED = ("runwalk_tui", "stages.toml")
GOAL = 1.2
ROUNDS = 3
SIMULATE = "from runwalk_tui.cli import main; main()"


def unpack_first_edition(folder: Path, repository: Path = ROOT) -> str:
    """Put the first edition into a folder; returns "", or in one line why it cannot be had."""
    asked = ["git", "-C", str(repository), "archive", "--format=tar", FIRST_EDITION, *NEEDED]
    try:
        done = subprocess.run(asked, capture_output=True, check=True)
    except FileNotFoundError:
        return "git is not installed"
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        return f"commit {FIRST_EDITION} is not in the history here ({said[-1] if said else 'git failed'})"
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return ""


def cpu_of_simulation(folder: Path, config: Path) -> float:
    """Seconds of CPU time that `runwalk stages simulate` takes as it lies in a folder, with all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", SIMULATE, "stages", "simulate", "--data-dir", str(config / "data")],
        cwd=folder,  # Python looks here for the package before it looks among those that are installed
        env={**os.environ, "XDG_CONFIG_HOME": str(config), "PYTHONPATH": ""},
        check=True,
        capture_output=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare_simulations() -> Iterator[Row]:
    """Measure both in turns."""
    what = "CPU of stages simulate, 1,000 runners over 12 weeks and 100 of other kinds over 26"
    with tempfile.TemporaryDirectory() as made:
        first, config = Path(made) / "first", Path(made) / "config"
        first.mkdir()
        why_not = unpack_first_edition(first)
        if why_not:
            yield Row(what, f"not compared with the first edition of the rule, because {why_not}")
            return
        sides = {"now": lambda: cpu_of_simulation(ROOT, config), "then": lambda: cpu_of_simulation(first, config)}
        taken = in_turns(ROUNDS, sides)
    then = "the first edition's 1,000 over 12 weeks"
    yield Row(what, samples(taken, "now", "s"), then, samples(taken, "then", "s"), GOAL)
