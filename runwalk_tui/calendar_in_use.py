"""How weeks and times of day are shown: as it is set, else as the locale of this computer has it."""

from __future__ import annotations

from runwalk_tui import paths
from runwalk_tui.session.habits import WEEKDAYS, CalendarHabits
from runwalk_tui.settings import CalendarSettings, SettingsError, read_settings
from runwalk_tui.system.locale_habits import habits_of_locale, locale_name


def habits_from(settings: CalendarSettings) -> CalendarHabits:
    """What the settings say; the locale is asked only about what they leave to it."""
    asks = "auto" in (settings.first_weekday, settings.clock)
    first, twelve = habits_of_locale(locale_name()) if asks else (0, False)
    return CalendarHabits(
        first if settings.first_weekday == "auto" else WEEKDAYS.index(settings.first_weekday),
        twelve if settings.clock == "auto" else settings.clock == "12",
    )


def habits_in_use() -> CalendarHabits:
    """The same from the runner's settings file; one that cannot be used leaves it to the locale."""
    try:
        settings = read_settings(paths.settings_file()).calendar
    except SettingsError:  # opening the app or `runwalk doctor` says what is wrong with it
        settings = CalendarSettings()
    return habits_from(settings)
