"""Writes the table of extras in docs/install.md: what each brings, how much it weighs, and under which licences.

    python -m scripts.extras

runwalk is installed alone into an empty environment outside this folder, then with each extra into another. What one
weighs is what is there more: files as they are after the install, without bytecode. What runwalk alone brings is too
much for a cell, so it stands below the table. A test says that each extra of pyproject.toml has its row.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "install.md"
WIDTH = 120
FIRST, LAST = "<!-- extras: measured by `python -m scripts.extras` -->", "<!-- end of extras -->"
FOR_WHOM: Mapping[str, str] = {
    "render": "FLAC, OGG and MP3 for `runwalk render`; WAV needs nothing",
    "watch": "FIT files for a watch: `runwalk plan fit`, `runwalk export fit`",
    "sync": "encryption for `runwalk sync`",
    "serve": "the app in a browser: `runwalk serve`",
    "sounddevice": "a second way to play sound where miniaudio is the first; on Linux it needs libportaudio2",
    "simpleaudio": "a third way to play sound",
    "radio": "heart rate straps and treadmills by Bluetooth",
}
"""What each extra for runners brings; the others are for whoever changes runwalk."""
ITSELF = "runwalk-tui"
OWN_LICENCES = "MIT; the voices have [licences of their own](../sounds/README.md#licences)"
"""What runwalk's own files are under."""
LOOK = """
import json, sys
from importlib.metadata import distributions
from pathlib import Path
found = {}
for each in distributions():
    said = each.metadata
    terms = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License ::")]
    files = {Path(each.locate_file(file)).resolve() for file in each.files or () if file.suffix != ".pyc"}
    if not terms and not said.get("License"):
        kept = [file for file in each.files or () if "licen" in file.name.lower()]
        terms = [next(filter(None, map(str.strip, each.locate_file(file).read_text().splitlines()))) for file in kept]
    found[each.name] = {
        "bytes": sum(file.stat().st_size for file in files if file.is_file()),
        "licence": said.get("License-Expression") or (terms or [said.get("License") or ""])[-1],
    }
print(json.dumps(found))
"""
SHORT = {
    "MIT License": "MIT",
    "The MIT License (MIT)": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Apache 2": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
}
"""Licences as they are told in classifiers, by the names that lists of licences have."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was installed."""

    size: int
    """Bytes."""
    licence: str


def extras() -> Mapping[str, list[str]]:
    """The extras of pyproject.toml, each with what it asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: Mapping[str, list[str]] = project["optional-dependencies"]
    return found


def measured(folder: Path, wanted: str) -> Mapping[str, Package] | None:
    """What an install brings, by the name of each package; None where it can't be installed here."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = str(folder / "bin" / "python")
    # uv, where there is one, only because it is quicker. pip wants to know of the other Python before "install".
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python, "install"]
    install = ["uv", "pip", "install", "--python", python] if shutil.which("uv") else pip
    if subprocess.run([*install, "--quiet", wanted], check=False).returncode:
        return None
    told = subprocess.run([python, "-c", LOOK], capture_output=True, text=True, check=True).stdout
    return {
        name: Package(each["bytes"], SHORT.get(each["licence"], each["licence"]).partition("\n")[0][:80])
        for name, each in json.loads(told).items()
    }


def megabytes(size: int) -> str:
    """Bytes as the page tells them."""
    return f"{size / 1_000_000:.1f} MB"


def in_words(brought: Mapping[str, Package]) -> str:
    """Packages, megabytes and licences, as cells of a row."""
    names = ", ".join(sorted(brought, key=str.lower))
    return f"{len(brought)}: {names} | {megabytes(weight(brought))} | {licences(brought)}"


def weight(brought: Mapping[str, Package]) -> int:
    """Bytes of all of them."""
    return sum(package.size for package in brought.values())


def licences(brought: Mapping[str, Package]) -> str:
    """Each licence once, in the order of the alphabet."""
    return ", ".join(sorted({package.licence or "not told" for package in brought.values()}, key=str.lower))


def alone_in_words(alone: Mapping[str, Package]) -> str:
    """The sentences below the table: what the first row is made of."""
    needed = {name: package for name, package in alone.items() if name != ITSELF}
    sounds = sum(file.stat().st_size for file in (ROOT / "sounds").rglob("*") if file.is_file())
    return (
        f"runwalk itself is {megabytes(alone[ITSELF].size)}, {megabytes(sounds)} of them sounds ({OWN_LICENCES}). "
        f"It needs {len(needed)} packages, {megabytes(weight(needed))}: {', '.join(sorted(needed, key=str.lower))}. "
        f"Their licences: {licences(needed)}."
    )


def table(alone: Mapping[str, Package], brought: Mapping[str, Mapping[str, Package] | None]) -> str:
    """The rows, with runwalk alone first and what it is made of below; None where an extra can't be installed."""
    lines = [
        f"On {platform.system()}, {platform.machine()}, Python {platform.python_version()}:",
        "",
        "| | for | packages | size | licences |",
        "|---|---|---|---|---|",
        f"| runwalk alone | | {len(alone)}: see below | {megabytes(weight(alone))} | see below |",
    ]
    for extra, found in brought.items():
        told = in_words({name: each for name, each in found.items() if name not in alone}) if found else "| | "
        lines.append(f"| `{extra}` | {FOR_WHOM[extra]} | {told} |")
    return "\n".join([*lines, "", *wrap(alone_in_words(alone), WIDTH, break_on_hyphens=False, break_long_words=False)])


def measure() -> str:
    """The table of this computer."""
    with tempfile.TemporaryDirectory() as name:
        alone = measured(Path(name) / "alone", str(ROOT))
        if alone is None:
            raise SystemExit("runwalk itself can't be installed here")
        return table(alone, {extra: measured(Path(name) / extra, f"{ROOT}[{extra}]") for extra in FOR_WHOM})


def main() -> None:
    made = f"{FIRST}\n\n{measure()}\n\n{LAST}"
    page = PAGE.read_text("utf-8")
    PAGE.write_text(re.sub(f"{FIRST}.*?{LAST}", lambda _: made, page, flags=re.DOTALL), "utf-8")
    print(made)


if __name__ == "__main__":
    main()
