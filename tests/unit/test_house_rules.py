"""What the design promises about imports, start-up and the papers, held by tests."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("textual", "rich", "miniaudio", "simpleaudio", "numpy", "wakepy", "asyncio")


def modules_after(*arguments: str) -> set[str]:
    """The modules that a fresh interpreter has loaded once a command is done."""
    code = (
        "import sys\n"
        "from runwalk_tui.cli import cli\n"
        f"cli({list(arguments)!r}, standalone_mode=False)\n"
        "sys.stderr.write('\\n'.join(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["next"],
        ["next", "--json"],
        ["history"],
        ["history", "--csv"],
        ["stages"],
        ["place", "1"],
        ["log", "--reps", "6", "--stage", "1"],
    ],
    ids=" ".join,
)
def test_a_command_loads_neither_the_screen_nor_the_sound(arguments: list[str]) -> None:
    assert modules_after(*arguments).isdisjoint(HEAVY)


def test_the_key_table_of_the_readme_is_the_one_of_the_bindings() -> None:
    from runwalk_tui.ui.key_table import key_table

    assert key_table() in (ROOT / "README.md").read_text("utf-8")


def test_the_help_screen_shows_the_same_keys() -> None:
    from runwalk_tui.ui.screens import help as help_screen

    assert "{keys}" in help_screen.HELP


def test_every_link_of_the_readme_leads_somewhere() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_no_file_names_a_package_registry() -> None:
    hosts = ("py" + "pi.org", "python" + "hosted", "npm" + "js", "deb." + "debian.org")
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    for name in kept:
        path = ROOT / name
        if path.suffix in {".py", ".toml", ".md", ".sh", ""} and path.is_file():
            text = path.read_text("utf-8", errors="replace")
            assert not any(host in text for host in hosts), name
