"""A folder that git shares: each computer has a clone, and there is nothing for git to merge by hand."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from runwalk_tui.history.json_file import to_json
from tests.support.real_program import RUNWALK
from tests.unit.syncing.computers import Computer, Home, a_session

PAGE = Path(__file__).parents[3] / "docs" / "sync.md"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")


def git(folder: Path, *arguments: str, status: int = 0) -> str:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_TERMINAL_PROMPT": "0"}
    known = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *known, *arguments], cwd=folder, env={**os.environ, **own}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == status, done.stderr
    return done.stdout


def carry(computer: Computer) -> None:
    """What somebody types, or a script of theirs does."""
    git(computer.shared, "add", "--all")
    if git(computer.shared, "status", "--porcelain"):
        git(computer.shared, "commit", "--message", "My log")
    git(computer.shared, "pull", "--no-rebase", "--no-edit")
    git(computer.shared, "push")


@pytest.mark.slow("starts git some forty times")
def test_two_clones_of_a_repository_exchange_their_logs(home: Home) -> None:
    middle = home.place / "log.git"
    git(home.place, "init", "--bare", str(middle))
    laptop, upstairs = (home.computer(name, shared=home.place / f"{name}-clone") for name in ("laptop", "upstairs"))
    git(home.place, "clone", str(middle), str(laptop.shared))
    (laptop.shared / "README.md").write_text("My log\n")
    git(laptop.shared, "add", "--all")
    git(laptop.shared, "commit", "--message", "A start")
    git(laptop.shared, "push")
    git(home.place, "clone", str(middle), str(upstairs.shared))
    for day in range(3):
        for hour, computer in ((8, laptop), (18, upstairs)):
            computer.does(a_session(day, hour=hour, note=f"on the {computer.name}"))
            report = computer.sync()
            assert report.problems == ()
            assert report.foreign == ("README.md",)
        carry(laptop)
        carry(upstairs)
        carry(laptop)
    for computer in (laptop, upstairs, laptop, upstairs):
        computer.sync()
        carry(computer)
    assert to_json(laptop.store.log()) == to_json(upstairs.store.log())
    assert len(laptop.sessions) == 6
    carry(laptop)
    commits = git(middle, "rev-list", "--count", "main")
    for computer in (laptop, upstairs):
        computer.sync()
        carry(computer)
    assert git(middle, "rev-list", "--count", "main") == commits, "there was nothing to carry"


@pytest.mark.slow("starts git some twenty times")
def test_a_conflict_of_two_computers_with_one_data_folder_is_over_with_the_next_sync(home: Home) -> None:
    middle = home.place / "log.git"
    git(home.place, "init", "--bare", str(middle))
    laptop = home.computer("laptop", shared=home.place / "laptop-clone")
    git(home.place, "clone", str(middle), str(laptop.shared))
    laptop.does(a_session())
    laptop.sync()
    git(laptop.shared, "add", "--all")
    git(laptop.shared, "commit", "--message", "A start")
    git(laptop.shared, "push")
    laptop.store.close()
    shutil.copytree(home.place / "laptop", home.place / "new")
    laptop = home.computer("laptop", shared=laptop.shared)
    new = home.computer("new", shared=home.place / "new-clone")
    git(home.place, "clone", str(middle), str(new.shared))
    for day, computer in ((1, laptop), (2, new)):
        computer.does(a_session(day))
        computer.sync()
        git(computer.shared, "commit", "--all", "--message", "My log")
    git(laptop.shared, "push")
    git(new.shared, "pull", "--no-rebase", "--no-edit", status=1)
    assert new.sync().problems == ()
    git(new.shared, "commit", "--all", "--message", "Mine")
    git(new.shared, "push")
    for computer in (laptop, new, laptop, new):
        git(computer.shared, "pull", "--no-rebase", "--no-edit")
        computer.sync()
        carry(computer)
    assert to_json(laptop.store.log()) == to_json(new.store.log())
    assert len(laptop.sessions) == 3
    assert len(list(new.shared.glob("runwalk-*"))) == 2


@pytest.mark.slow("starts git and runwalk some fifty times")
@pytest.mark.skipif(os.name == "nt", reason="the line is one for a Unix shell")
def test_the_line_on_the_page_works_from_an_empty_repository_on_and_after_both_have_committed(home: Home) -> None:
    (line,) = re.findall(r"^\$ (git pull .*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    middle = home.place / "log.git"
    git(home.place, "init", "--bare", str(middle))
    programs = home.place / "programs"
    programs.mkdir()
    (programs / "runwalk").write_text(f'#!/bin/sh\nexec {shlex.join(RUNWALK)} "$@" --data-dir "$DATA" --yes\n')
    (programs / "runwalk").chmod(0o700)
    laptop, upstairs = (home.computer(name, shared=home.place / f"{name}-clone") for name in ("laptop", "upstairs"))
    for computer in (laptop, upstairs):
        git(home.place, "clone", str(middle), str(computer.shared))
        for what, value in (("user.name", "Ana"), ("user.email", "ana@example.org")):
            git(computer.shared, "config", what, value)

    def type_the_line(computer: Computer) -> None:
        own = {"DATA": str(computer.store.folder), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
        nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        subprocess.run(
            ["sh", "-c", line],
            cwd=computer.shared,
            env={**os.environ, **own, **nobody},
            capture_output=True,
            timeout=60,
        )

    laptop.does(a_session())
    type_the_line(laptop)
    type_the_line(upstairs)
    for day, offline, other in ((1, laptop, upstairs), (2, upstairs, laptop)):
        for computer in (offline, other):
            computer.does(a_session(day, hour=computer is other, note=f"on the {computer.name}"))
        git(offline.shared, "remote", "set-url", "origin", str(home.place / "nowhere"))
        type_the_line(offline)
        type_the_line(other)
        git(offline.shared, "remote", "set-url", "origin", str(middle))
        for computer in (offline, other, offline):
            type_the_line(computer)
    assert len(laptop.sessions) == 5
    assert to_json(laptop.store.log()) == to_json(upstairs.store.log())
    assert git(laptop.shared, "status", "--porcelain") == ""
