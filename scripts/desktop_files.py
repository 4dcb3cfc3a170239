"""What a desktop and the shells find in share/: the entry in the menu, and the scripts that make Tab ask runwalk."""

from __future__ import annotations

import tomllib
from pathlib import Path

from runwalk_tui.cli import VARIABLE, cli
from runwalk_tui.commands.typed.tab import PROGRAM, Bash, Fish, Zsh

ROOT = Path(__file__).parents[1]


def desktop_files() -> dict[str, str]:
    """Each file by its path, where systems look for it below /usr, /usr/local or ~/.local."""
    return {
        "share/applications/runwalk.desktop": _entry(),
        "share/bash-completion/completions/runwalk": Bash(cli, {}, PROGRAM, VARIABLE).source(),
        "share/zsh/site-functions/_runwalk": Zsh(cli, {}, PROGRAM, VARIABLE).source(),
        "share/fish/vendor_completions.d/runwalk.fish": Fish(cli, {}, PROGRAM, VARIABLE).source(),
    }


def _entry() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    words = [*project["keywords"], "pain", "physiotherapy"]
    return "\n".join(
        [
            "# Made by `python -m scripts.pages`.",
            "[Desktop Entry]",
            "Type=Application",
            "Version=1.4",
            f"Name={PROGRAM}",
            "GenericName=Run-walk timer",
            "Comment=Run-walk sessions for people with low back pain, adjusted to how it feels",
            f"Exec={PROGRAM}",
            f"Icon={PROGRAM}",
            "Terminal=true",
            "Categories=Utility;Clock;",
            f"Keywords={';'.join(word for word in words if word not in ('textual', 'tui'))};",
            "Actions=plain;",
            "",
            "[Desktop Action plain]",
            "Name=As plain text, for screen readers",
            f"Exec={PROGRAM} --plain",
            "",
        ]
    )
