"""What the design promises about imports, start-up and the papers, held by tests."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.settings import Settings, SyncSettings, write_settings
from tests.support.private_names import defined_in, private_uses, taken_over
from tests.support.the_package import name_of, place_of

ROOT = Path(__file__).parents[2]
HEAVY = ("textual", "rich", "miniaudio", "sounddevice", "simpleaudio", "numpy", "wakepy", "asyncio")
FORMATS = ("jinja2", "markupsafe", "fit_tool", "xml", "runwalk_tui.exports.report", "runwalk_tui.outward", "pyrage")
"""What only the commands that write such files load."""
SYNCING = ("runwalk_tui.syncing", "runwalk_tui.syncing.automatic", "runwalk_tui.syncing.folder", "pyrage")
"""What is loaded only once a folder is set, or with `runwalk sync`."""


def modules_after(*commands: tuple[str, ...]) -> dict[str, set[str]]:
    """The modules that a fresh interpreter has loaded once each of some commands, one after the other, is done."""
    code = (
        "import json, sys\n"
        "from runwalk_tui.cli import cli\n"
        "loaded = {}\n"
        f"for command in {commands!r}:\n"
        "    cli(list(command), standalone_mode=False)\n"
        "    loaded[' '.join(command)] = list(sys.modules)\n"
        "sys.stderr.write('\\n' + json.dumps(loaded))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return {command: set(names) for command, names in json.loads(done.stderr.splitlines()[-1]).items()}


def test_no_command_loads_the_screen_the_sound_or_a_format_of_others() -> None:
    loaded = modules_after(
        ("next",),
        ("next", "--json"),
        ("history",),
        ("history", "--csv"),
        ("stages",),
        ("place", "1"),
        ("log", "--reps", "6", "--stage", "1"),
        ("export", "json"),
        ("plan", "icu", "--stage", "1"),
        ("plan", "ics"),
    )
    unwanted = {*HEAVY, *FORMATS, *SYNCING}
    assert [(command, names & unwanted) for command, names in loaded.items() if names & unwanted] == []


def test_what_is_due_is_answered_at_once() -> None:
    for_writers = {"msgspec", "signal", "subprocess", "difflib", "ctypes", "unicodedata", "runwalk_tui.history.merging"}
    assert modules_after(("next",))["next"].isdisjoint(
        {*for_writers, "runwalk_tui.history.json_file", "runwalk_tui.settings"}
    )


def test_neither_what_is_due_nor_the_history_loads_what_syncs_though_a_folder_is_set() -> None:
    write_settings(paths.settings_file(), Settings(sync=SyncSettings("~/runs")))
    for command, names in modules_after(("next",), ("history",)).items():
        assert names.isdisjoint({*SYNCING, "runwalk_tui.outward"}), command


def test_the_key_table_of_the_readme_is_the_one_of_the_bindings() -> None:
    from runwalk_tui.ui.key_table import key_table

    assert key_table() in (ROOT / "README.md").read_text("utf-8")


def test_the_help_screen_shows_the_same_keys() -> None:
    from runwalk_tui.ui.screens.pages import help as help_screen

    assert "{keys}" in help_screen.HELP


def test_every_link_of_the_readme_leads_somewhere() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    assert [link for link in links if "://" not in link and not (ROOT / link.partition("#")[0]).exists()] == []


def test_no_file_names_a_package_registry() -> None:
    hosts = ("py" + "pi.org", "python" + "hosted", "npm" + "js", "deb." + "debian.org")
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    for name in kept:
        path = ROOT / name
        if path.suffix in {".py", ".toml", ".md", ".sh", ".yml", ".yaml", ""} and path.is_file():
            text = path.read_text("utf-8", errors="replace")
            assert not any(host in text for host in hosts), name


# Private members.

OF_TEXTUAL = ("runwalk_tui/ui/terminal/", "tests/support/drawn.py")
"""The only places that may touch what is Textual's alone; tests/ui/terminal/test_private_names.py names all of it."""


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """The Python files below some folders that may not touch what is Textual's, with their source."""
    for folder in folders:
        for path in sorted(place_of(folder).rglob("*.py")):
            name = name_of(path)
            if not name.startswith(OF_TEXTUAL):
                yield name, ast.parse(path.read_text("utf-8"))


def test_no_test_and_no_script_touches_a_private_member() -> None:
    searched = list(sources("tests", "scripts"))
    assert len(searched) > 100
    assert [f"{name}:{line}: {word}" for name, tree in searched for line, word in private_uses(tree)] == []


def test_no_module_touches_a_private_member_of_another() -> None:
    searched = list(sources("runwalk_tui"))
    assert len(searched) > 100
    found = [
        f"{name}:{line}: {word}"
        for name, tree in searched
        for line, word in private_uses(tree)
        if word not in defined_in(tree)
    ]
    assert found == []


def test_only_the_room_of_the_terminal_takes_over_a_private_member_of_textual() -> None:
    found = []
    for name, _ in sources("runwalk_tui/ui", "tests/support", "tests/ui"):
        module = import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        found += [f"{name}:{line}: {word}" for line, word in taken_over(module)]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "app._exit_now",
        "app.screen._compositor.draw()",
        "import textual._wait",
        "from textual.widgets._toast import Toast",
        "from runwalk_tui.cli import _main",
        "monkeypatch.setattr(controller, '_wall', clock)",
        "monkeypatch.setattr('runwalk_tui.workspace._open_store', failing)",
        "mock.patch.object(QuestionScreen, '_tell')",
        "getattr(app, '_timers')",
        "app._exit",
    ],
)
def test_the_search_for_private_members_finds_one(source: str) -> None:
    assert private_uses(ast.parse(source))


@pytest.mark.parametrize(
    "source", ["self._app", "cls._made", "super()._display()", "pair._replace(a=1)", "a.__dict__", "os._exit(1)"]
)
def test_the_search_for_private_members_leaves_alone(source: str) -> None:
    assert not private_uses(ast.parse(source))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("def _handle_exception(self, error): ...", ["_handle_exception"]),
        ("def leave(self): return self._exit", ["_exit"]),
        ("_driver = None", ["_driver"]),
        ("def leave(self): self._ours = super()._filters", ["_filters"]),
        ("def leave(self): self._ours = self.exit()", []),
    ],
)
def test_the_search_finds_what_is_taken_over_from_textual(tmp_path: Path, body: str, words: list[str]) -> None:
    path = tmp_path / "taking.py"
    path.write_text(f"from textual.app import App\n\n\nclass Taking(App):\n    {body}\n")
    spec = spec_from_file_location("taking", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["taking"] = module
    try:
        spec.loader.exec_module(module)
        assert [word for _, word in taken_over(module)] == words
    finally:
        del sys.modules["taking"]
