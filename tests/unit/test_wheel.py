"""The built wheel works apart from the checkout, and the source distribution has what a contributor needs."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from runwalk_tui.programme.shipped import DEFAULT, SHIPPED
from scripts.pages import whole_files

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    not (ROOT / "runwalk_tui").exists(), reason="there is nothing here to build: what is installed is tested"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, built by the backend itself."""
    out = tmp_path_factory.mktemp("wheel")
    code = f"import os; os.chdir({str(ROOT)!r}); import hatchling.build as b; print(b.build_wheel({str(out)!r}))"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=300)
    (built,) = out.glob("*.whl")
    return built


def test_the_table_and_the_sounds_are_in_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "runwalk_tui/stages.toml" in names
    assert "runwalk_tui/guidance/tips.toml" in names
    assert {"runwalk_tui/guidance/sources.toml", "runwalk_tui/guidance/pages/normal.md"} <= names
    for template in ("page.j2", "letter.j2", "hand_out.j2", "charts.j2", "style.css"):
        assert f"runwalk_tui/exports/report/templates/{template}" in names
    for name in set(SHIPPED) - {DEFAULT}:
        assert f"runwalk_tui/programmes/{name}.toml" in names
    assert {"runwalk_tui/voice/languages.toml", "runwalk_tui/sounds/voice/begin.wav"} <= names
    licences = {Path(name).name for name in names if ".dist-info/licenses/" in name}
    assert {"LICENSE", "LICENSE-voice.txt", "NOTICE-voice.txt", "LICENSE-voice-classic.txt"} <= licences
    for pack in ("tones", "voice", "voice-classic"):
        for cue in ("run", "walk", "warm-up", "cool-down", "finished"):
            assert f"runwalk_tui/sounds/{pack}/{cue}.wav" in names


def test_what_a_desktop_a_shell_and_man_look_for_is_in_it(wheel: Path) -> None:
    data = f"{wheel.name.removesuffix('-py3-none-any.whl')}.data/data"
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"{data}/{path}" for path in whole_files()} <= names
    assert f"{data}/share/icons/hicolor/scalable/apps/runwalk.svg" in names


def test_what_a_contributor_needs_is_in_the_source_distribution(tmp_path: Path) -> None:
    code = f"import os; os.chdir({str(ROOT)!r}); import hatchling.build as b; b.build_sdist({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=300)
    (built,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(built) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        *("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "README.md", "LICENSE", "Makefile", "pyproject.toml"),
        *("docs/rule.md", "docs/formats.md", "docs/pictures/home.svg", "scripts/pages.py", "tests/conftest.py"),
        "share/man/man1/runwalk.1",
        *(".ci/packages", ".github/workflows/ci.yml", ".pre-commit-config.yaml", "stages.toml", "sounds/tones/run.wav"),
        *(f"runwalk_tui/programmes/{name}.toml" for name in set(SHIPPED) - {DEFAULT}),
    } <= names


@pytest.mark.parametrize(
    ("more", "told"),
    [((), "ASTEROID run-walk"), (("use", "walking"), "“Walking” is your programme now")],
    ids=["the usual table", "another programme"],
)
def test_it_works_from_another_folder_without_the_checkout(
    wheel: Path, tmp_path: Path, more: tuple[str, ...], told: str
) -> None:
    unpacked = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(unpacked)
    code = (
        "import runwalk_tui, pathlib\n"
        f"assert pathlib.Path(runwalk_tui.__file__).is_relative_to({str(unpacked)!r}), runwalk_tui.__file__\n"
        "from runwalk_tui.paths import shipped_stages, shipped_sounds\n"
        f"assert shipped_stages().is_relative_to({str(unpacked)!r}) and shipped_sounds().is_dir()\n"
        "from runwalk_tui.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "stages", *more],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked), "RUNWALK_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert told in done.stdout
