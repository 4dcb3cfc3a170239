"""Run a command over and over while other processes keep every processor busy, and say how each run ended.

    python -m scripts.busy [--runs 10] [--burners 2] make test

The last lines are a table: the outcome and the seconds of each run. Nothing is judged by its seconds.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def burning(count: int) -> Iterator[None]:
    """Keep so many processors busy meanwhile."""
    processes = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--burners", type=int, default=2, help="processes that do nothing but compute; 0 for none")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    if not given.command:
        parser.error("which command?")
    rows = []
    for run in range(1, given.runs + 1):
        began = time.monotonic()
        with burning(given.burners):
            status = subprocess.run(given.command, check=False).returncode
        rows.append(f"run {run}: {'passed' if status == 0 else f'FAILED ({status})'}, {time.monotonic() - began:.0f} s")
        print(rows[-1], flush=True)
    print(f"{given.runs} runs of {' '.join(given.command)}, {given.burners} processes burning:", *rows, sep="\n")
    sys.exit(any("FAILED" in row for row in rows))


if __name__ == "__main__":
    main()
