"""Build runwalk and try what was built as whoever installs it would, on each supported Python that this computer has.

    python -m scripts.wheel_test [3.12 ...] [--without-tests]

The source distribution is built from this folder, and the wheel from the source distribution, so that what is missing
there is noticed. Each is installed into an empty environment outside this folder. There: doctor, next, a whole session
on a pseudo-terminal, the man pages, and then the quick tests, which find the installed program and not this folder.
Where uv and pipx are there, each installs the wheel once, too, for somebody with an empty home.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from scripts.pythons import QUICK, ROOT, SUPPORTED, find
from tests.support.pty_terminal import Terminal
from tests.support.real_program import timetable

TABLE = timetable(warm_up="2s", run="4s", walk="2s", cool_down="1s")
"""A session of a quarter of a minute."""
ENTER = "\r"
FOREIGN = ("PYTHON", "XDG_", "RUNWALK_", "CI", "PIPX_", "UV_TOOL_")
"""How the variables begin that whoever installs runwalk may not have."""
TOOLS = {
    "uv": (("tool", "install", "--quiet", "--python"), ".local/share/uv/tools/runwalk-tui"),
    "pipx": (("install", "--quiet", "--python"), ".local/share/pipx/venvs/runwalk-tui"),
}
"""How each is told which Python to take, and the environment that it makes, as docs/install.md has it."""
BUILD = "import sys, hatchling.build as build; print(build.build_{kind}(sys.argv[1]))"


class WheelFaultError(Exception):
    """What was installed does not do what it should. The message says what."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A virtual environment that has nothing but runwalk and what it needs."""

    folder: Path
    home: Path
    """An empty home folder for whoever runs it."""

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def program(self) -> Path:
        return self.folder / "bin" / "runwalk"

    @property
    def env(self) -> dict[str, str]:
        """An environment that knows neither this folder nor anybody's files; readers of our files may be missing."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        return {**kept, "HOME": str(self.home), "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"}

    def run(self, *command: str | Path, wanted: Sequence[int] = (0,)) -> str:
        """Run a command of it in its home; returns what it printed. Raises WheelFaultError."""
        done = subprocess.run(
            [str(part) for part in command], cwd=self.home, env=self.env, capture_output=True, text=True, check=False
        )
        if done.returncode not in wanted or "Traceback" in done.stderr:
            raise WheelFaultError(f"{' '.join(map(str, command))} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout


@dataclass(frozen=True, slots=True)
class Built:
    """What was built."""

    wheel: Path
    sdist: Path
    source: Path
    """A folder with what the source distribution holds."""


def build(folder: Path) -> Built:
    """Build both in a folder."""
    dist = folder / "dist"
    dist.mkdir()
    subprocess.run([sys.executable, "-c", BUILD.format(kind="sdist"), dist], cwd=ROOT, check=True)
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    source = folder / sdist.name.removesuffix(".tar.gz")
    subprocess.run([sys.executable, "-c", BUILD.format(kind="wheel"), dist], cwd=source, check=True)
    (wheel,) = dist.glob("*.whl")
    return Built(wheel, sdist, source)


def install(python: Path, built: Path, folder: Path) -> Installed:
    """Make the environment and install what was built."""
    home = folder.with_name(f"{folder.name}-home")
    home.mkdir()
    subprocess.run([python, "-m", "venv", folder], check=True)
    here = Installed(folder, home)
    here.run(here.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", built)
    here.run(here.python, "-m", "pip", "check")
    return here


def install_with(tool: str, python: Path, built: Path, home: Path) -> Installed:
    """Have uv or pipx install what was built in an empty home. Raises WheelFaultError."""
    options, environment = TOOLS[tool]
    home.mkdir()
    here = Installed(home / environment, home)
    here.run(tool, *options, python, built)
    here.run(home / ".local" / "bin" / "runwalk", "--version")
    return here


def try_commands(here: Installed) -> None:
    """It is itself and not this folder, and has its tables, sounds and man pages. Raises WheelFaultError."""
    where = here.run(here.python, "-c", "import runwalk_tui; print(runwalk_tui.__file__)").strip()
    if not Path(where).is_relative_to(here.folder):
        raise WheelFaultError(f"{where} was imported, and not what was installed")
    json.loads(here.run(here.program, "doctor", "--json", wanted=(0, 1)))  # 1: no sound here, say
    if json.loads(here.run(here.program, "next", "--json"))["decision"] != "placement":
        raise WheelFaultError("next doesn't ask an empty log for a starting stage")
    if "--speed" not in here.run(here.program, "--help"):
        raise WheelFaultError("--help doesn't name --speed")
    here.run(here.program, "stages", "use", "walking")
    here.run(here.program, "stages", "use", "asteroid")
    here.run(here.program, "render", "--stage", "1", "--reps", "6", "-o", "session.wav")
    for shared in ("man/man1/runwalk.1", "applications/runwalk.desktop", "fish/vendor_completions.d/runwalk.fish"):
        if not (here.folder / "share" / shared).is_file():
            raise WheelFaultError(f"share/{shared} isn't there")


def try_session(here: Installed) -> None:
    """A session on a pseudo-terminal, from the questions before the first one to the next. Raises WheelFaultError."""
    table = here.home / "short.toml"
    table.write_text(TABLE)
    places = ("--stages", str(table), "--data-dir", str(here.home / "session"))
    here.run(here.program, "place", "1", *places)
    terminal = Terminal(command=(str(here.program), *places), env={**here.env, "PYTHONPATH": ""})
    try:
        terminal.wait_for("Start here")
        terminal.press(ENTER)
        terminal.answer_screening()
        terminal.wait_for("How is your pain right now?")
        terminal.press("2", ENTER)
        terminal.wait_for_title("Run 2/2")
        terminal.wait_for("What was your worst pain")
        terminal.press("3", ENTER)
        terminal.wait_for("How is your pain now?")
        terminal.press("2", ENTER)
        terminal.wait_for("new soreness")
        terminal.press(ENTER)
        terminal.wait_for("How hard was it?")
        terminal.press("4", ENTER)
        terminal.wait_for("Anything you'd like to note?")
        terminal.press(ENTER)
        terminal.wait_for("Saved: 2 of 2 repetitions at stage 1")
        terminal.press(ENTER)
        terminal.wait_for("1 of 3 sessions")
        terminal.press("q")
        if terminal.ended() != 0:
            raise WheelFaultError("the app didn't end as it should")
    finally:
        terminal.close()
    (session,) = json.loads(here.run(here.program, "history", "--json", *places))["sessions"]
    if (session["reps_done"], session["pain_worst"]) != (2, 3):
        raise WheelFaultError(f"the session was saved as {session}")


def try_tests(here: Installed, built: Path, source: Path) -> None:
    """The quick tests, in a folder that has them and not the program. Raises WheelFaultError."""
    here.run(here.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{built}[test]")
    tests = source.with_name(f"{here.folder.name}-tests")
    shutil.copytree(source, tests, ignore=lambda folder, _: {"runwalk_tui"} if Path(folder) == source else set())
    command = [str(here.python), "-m", "pytest", *QUICK, "-p", "no:cacheprovider"]
    if subprocess.run(command, cwd=tests, env=here.env, check=False).returncode:
        raise WheelFaultError("a quick test fails")


def contents(here: Installed) -> Mapping[str, str]:
    """A fingerprint of each file of the program and of share/, by its path."""
    (package,) = here.folder.glob("lib/python3.*/site-packages/runwalk_tui")
    files = (path for top in (package, here.folder / "share") for path in top.rglob("*"))
    return {
        str(path.relative_to(here.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file() and path.suffix != ".pyc"
    }


def try_on(version: str, python: Path, folder: Path, built: Built, *, tests: bool) -> None:
    """Everything, on one Python. Raises WheelFaultError."""
    from_wheel = install(python, built.wheel, folder / f"{version}-wheel")
    from_source = install(python, built.sdist, folder / f"{version}-sdist")
    for here in (from_wheel, from_source):
        try_commands(here)
        try_session(here)
        print(f"{here.folder.name}: doctor, next and a session are fine", flush=True)
    same = contents(from_wheel) == contents(from_source)
    if tests:
        try_tests(from_wheel, built.wheel, built.source)
        if same:
            print(f"Python {version}: the source distribution installs the same files, so they are tested once")
        else:
            try_tests(from_source, built.sdist, built.source)


def try_tool(tool: str, python: Path, built: Path, home: Path) -> None:
    """What uv or pipx installs. Raises WheelFaultError."""
    here = install_with(tool, python, built, home)
    try_commands(here)
    try_session(here)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("versions", nargs="*", default=SUPPORTED, metavar="VERSION", help=", ".join(SUPPORTED))
    parser.add_argument("--without-tests", action="store_true", help="leave out the quick tests")
    given = parser.parse_args()
    found = {version: python for version in given.versions if (python := find(version)) is not None}
    if not found:
        sys.exit("none of these Pythons is on this computer")
    outcomes: dict[str, str] = {}

    def note(what: str, attempt: Callable[[], None]) -> None:
        print(what, flush=True)
        try:
            attempt()
        except (WheelFaultError, subprocess.CalledProcessError, pytest.fail.Exception) as error:
            outcomes[what] = f"FAILED: {error}"
        else:
            outcomes[what] = "passed"

    with tempfile.TemporaryDirectory(prefix="runwalk-wheel-") as name:
        folder = Path(name)
        built = build(folder)
        for version, python in found.items():
            note(
                f"Python {version}, {python}",
                partial(try_on, version, python, folder, built, tests=not given.without_tests),
            )
        oldest = next(iter(found.values()))
        for tool in TOOLS:
            if shutil.which(tool) is None:
                outcomes[tool] = "not on this computer"
            else:
                note(tool, partial(try_tool, tool, oldest, built.wheel, folder / f"{tool}-home"))
    for what, outcome in outcomes.items():
        print(f"{what}: {outcome}")
    if any(outcome.startswith("FAILED") for outcome in outcomes.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
