"""What a locale says about weeks and clocks."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from runwalk_tui.calendar_in_use import habits_from
from runwalk_tui.session.habits import CalendarHabits
from runwalk_tui.settings import CalendarSettings
from runwalk_tui.system.locale_habits import habits_of_locale, locale_name


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"LANG": "en_US.UTF-8"}, "en_US"),
        ({"LANG": "de_DE@euro"}, "de_DE"),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "de_DE.UTF-8"}, "de_DE"),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, ""),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "de_DE"),
        ({"LANG": "C"}, ""),
        ({"LANG": "POSIX"}, ""),
    ],
)
def test_the_environment_names_the_locale_in_the_order_of_posix(environ: dict[str, str], name: str) -> None:
    assert locale_name(environ) == name


@pytest.mark.parametrize(
    ("name", "habits"),
    [
        ("en_US", (6, True)),
        ("en_GB", (0, False)),
        ("de_DE", (0, False)),
        ("pt_BR", (6, False)),
        ("ar_EG", (5, True)),
        ("ko_KR", (6, True)),
        ("xx_YY", (0, False)),
        ("no locale at all", (0, False)),
        ("", (0, False)),
    ],
)
def test_a_locale_says_where_its_week_starts_and_how_far_its_clock_counts(name: str, habits: tuple[int, bool]) -> None:
    assert habits_of_locale(name) == habits


@pytest.mark.parametrize(
    ("settings", "habits"),
    [
        (CalendarSettings(), CalendarHabits(6, True)),
        (CalendarSettings(first_weekday="monday"), CalendarHabits(0, True)),
        (CalendarSettings(clock="24"), CalendarHabits(6, False)),
        (CalendarSettings("saturday", "12"), CalendarHabits(5, True)),
    ],
)
def test_what_is_set_comes_before_the_locale(
    settings: CalendarSettings, habits: CalendarHabits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert habits_from(settings) == habits


@pytest.mark.parametrize(("locale", "loaded"), [("C.UTF-8", "False"), ("en_US.UTF-8", "True")])
def test_babel_is_loaded_only_for_a_locale_that_has_a_country(locale: str, loaded: str) -> None:
    asks = (
        "import sys; from runwalk_tui.calendar_in_use import habits_in_use;"
        "habits_in_use(); print('babel' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", asks], env={**os.environ, "LANG": locale}, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == loaded
