"""`runwalk serve` before it serves: what it asks, and what it says where it can't."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from runwalk_tui.cli import cli
from runwalk_tui.commands.serve import NOT_HERE, code_lines
from runwalk_tui.serving.address import HERE, listening
from runwalk_tui.serving.hosted_app import can_host
from tests.support.needed import needed_module
from tests.support.real_program import RUNWALK

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is served there")
WITHOUT_AIOHTTP = """\
import importlib.util, sys
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name == "aiohttp" else real(name, *more)
from runwalk_tui.cli import main
sys.argv = ["runwalk", "serve"]
main()
"""


@pytest.fixture(autouse=True)
def optional_packages() -> None:
    for name in ("aiohttp", "segno", "textual_serve"):
        needed_module(name)


def test_without_a_terminal_a_room_is_only_served_with_yes() -> None:
    answer = CliRunner().invoke(cli, ["serve", "--lan"])
    assert answer.exit_code in (1, 2)
    # A computer without a home network has said so first.
    assert any(each in answer.output for each in ("add --yes", "connect it to the Wi-Fi", "one of a home network"))


def test_windows_is_told_in_one_line_what_is_missing_there() -> None:
    assert [can_host(each) for each in ("linux", "darwin", "win32")] == [True, True, False]
    assert "Windows" in NOT_HERE
    assert "\n" not in NOT_HERE


def test_a_code_without_colours_of_ours_is_the_same_code() -> None:
    address = "http://192.168.1.5:8000/?token=abcd-efgh-jkmn-pqrs"
    plain, coloured = (list(code_lines(address, colour=each)) for each in (False, True))
    assert "\x1b" not in "".join(plain)
    assert all("\x1b" in line for line in coloured)
    assert [click.unstyle(line) for line in coloured] == plain
    assert set("".join(plain)) == set("█▀▄ ")


def test_a_port_in_use_is_one_line() -> None:
    (taken,) = listening((HERE,), 0)
    port = str(taken.getsockname()[1])
    with taken:
        done = subprocess.run(
            [*RUNWALK, "serve", "--port", port], capture_output=True, text=True, timeout=60, check=False
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr
        == f"runwalk: port {port} is in use; choose another one with --port, or leave it out for a free one\n"
    )


@pytest.mark.parametrize("options", [["--port", "70000"], ["--port", "x"], ["--speed", "0"], ["--nonsense"]])
def test_wrong_options_are_refused(options: list[str]) -> None:
    answer = CliRunner().invoke(cli, ["serve", *options])
    assert answer.exit_code == 2


@pytest.mark.slow("starts the program")
def test_without_the_optional_packages_it_says_how_to_install_them() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_AIOHTTP], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith('runwalk: `runwalk serve` needs the optional "serve" packages: ')
    assert '"textual-serve>=1.1.3,<1.2"' in done.stderr
    assert done.stderr.count("\n") == 1
