"""What the design promises about imports, start-up and the papers, held by tests."""

from __future__ import annotations

import ast
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
        if path.suffix in {".py", ".toml", ".md", ".sh", ".yml", ".yaml", ""} and path.is_file():
            text = path.read_text("utf-8", errors="replace")
            assert not any(host in text for host in hosts), name


# Private members.

PUBLIC_ALL_THE_SAME = frozenset({"_replace", "_asdict", "_fields", "_make", "_exit"})
"""A named tuple's own, which have an underscore so as not to be taken for fields; and os._exit."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC_ALL_THE_SAME


def private_uses(tree: ast.AST) -> list[tuple[int, str]]:
    """Where a piece of source reaches for what belongs to another class or module alone, each with its line."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                continue
            case ast.Attribute(value=ast.Call(func=ast.Name(id="super"))):
                continue
            case ast.Attribute(attr=name) if is_private(name):
                found.append((node.lineno, name))
            case ast.Import(names=names):
                parts = [part for alias in names for part in alias.name.split(".")]
                found += [(node.lineno, part) for part in parts if is_private(part)]
            case ast.ImportFrom(module=module, names=names):
                parts = [*(module or "").split("."), *(alias.name for alias in names)]
                found += [(node.lineno, part) for part in parts if is_private(part)]
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if name in BY_NAME:
                words = [arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                found += [(node.lineno, word) for word in words if is_private(word.rpartition(".")[2])]
    return found


BY_NAME = frozenset({"getattr", "setattr", "delattr", "hasattr", "object", "patch"})
"""What takes the name of a member as a text: the functions of Python, of monkeypatch and of mock."""


def test_no_test_and_no_script_touches_a_private_member() -> None:
    files = [path for folder in ("tests", "scripts") for path in sorted((ROOT / folder).rglob("*.py"))]
    assert len(files) > 100
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in files
        for line, name in private_uses(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "app._exit_now",
        "app.screen._compositor.draw()",
        "import textual._wait",
        "from textual.widgets._toast import Toast",
        "from runwalk_tui.cli import _main",
        "monkeypatch.setattr(coach, '_wall', clock)",
        "monkeypatch.setattr('runwalk_tui.desk._open_store', failing)",
        "mock.patch.object(QuestionScreen, '_tell')",
        "getattr(app, '_timers')",
    ],
)
def test_the_search_for_private_members_finds_one(source: str) -> None:
    assert private_uses(ast.parse(source))


@pytest.mark.parametrize("source", ["self._app", "cls._made", "super()._display()", "pair._replace(a=1)", "a.__dict__"])
def test_the_search_for_private_members_leaves_alone(source: str) -> None:
    assert not private_uses(ast.parse(source))
