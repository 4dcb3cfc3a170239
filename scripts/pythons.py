"""Run the quick tests and the short real walks on each Python that runwalk supports and this machine has.

    python -m scripts.pythons [3.12 ...]

Each has a virtual environment of its own, .venv-3.12 and so on. simpleaudio is installed, too, where it can be built:
its last release breaks on newer Pythons, so it is the first thing to look at there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SUPPORTED = ("3.11", "3.12", "3.13")
PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable")
QUICK = (
    "-n",
    "3",
    "--dist",
    "worksteal",
    "-q",
    "-m",
    "not audio and not terminal and not spreadsheet and not browser and not slow",
)
REAL = ("-n", "4", "--dist", "loadgroup", "-v", "-m", "short and not torture")


def find(version: str) -> Path | None:
    """Return the interpreter of a version: the one on the path, else the newest that pyenv has."""
    under_pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    patches = [path for path in under_pyenv.glob(f"{version}.*/bin/python") if path.parts[-3].split(".")[2].isdigit()]
    patches.sort(key=lambda path: int(path.parts[-3].split(".")[2]))
    on_path = shutil.which(f"python{version}")
    for found in [*([Path(on_path)] if on_path else []), *reversed(patches)]:
        # What pyenv puts on the path is there for each version, and runs none that is not chosen.
        answer = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
        if answer.returncode == 0 and answer.stdout.startswith(f"Python {version}."):
            return found
    return None


def prepare(version: str, found: Path) -> Path:
    """Make the virtual environment and install everything; returns its interpreter."""
    folder = ROOT / f".venv-{version}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        subprocess.run([found, "-m", "venv", folder], check=True)
    subprocess.run([python, *PIP, ".[test]"], cwd=ROOT, check=True)
    built = subprocess.run([python, *PIP, ".[test,simpleaudio]"], cwd=ROOT, capture_output=True, check=False)
    if built.returncode:
        print(f"Python {version}: simpleaudio cannot be built here (it needs a compiler and the ALSA headers)")
    return python


def passes(python: Path, *options: str) -> bool:
    """Run some tests."""
    return subprocess.run([python, "-m", "pytest", *options], cwd=ROOT, check=False).returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("versions", nargs="*", default=SUPPORTED, metavar="VERSION", help=", ".join(SUPPORTED))
    outcomes: dict[str, str] = {}
    for version in parser.parse_args().versions:
        found = find(version)
        if found is None:
            outcomes[version] = "not on this machine"
            continue
        print(f"Python {version}: {found}", flush=True)
        python = prepare(version, found)
        outcomes[version] = "passed" if passes(python, *QUICK) and passes(python, *REAL) else "FAILED"
    for version, outcome in outcomes.items():
        print(f"Python {version}: {outcome}")
    if "passed" not in outcomes.values() or "FAILED" in outcomes.values():
        sys.exit(1)


if __name__ == "__main__":
    main()
