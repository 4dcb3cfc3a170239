"""The page for a clinician, made from the app: where it is written, and what the runner is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from runwalk_tui.system.problems import Problem

if TYPE_CHECKING:
    from runwalk_tui.programme.remarks import Remark
    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.rule.reading import Reading
    from runwalk_tui.rule.screening import Screening
    from runwalk_tui.session.habits import CalendarHabits
    from runwalk_tui.session.records import Log
    from runwalk_tui.workspace import Workspace

WEEKS = 12
"""How far back the page looks when nobody says."""
NOTHING_YET = "nothing to report yet"


def is_empty(log: Log) -> bool:
    """Whether there is nothing to make a page of: no starting stage, and nothing done but rehearsals."""
    return not log.placements and not any(session.happened for session in log.sessions)


def remarks_for(table: StageTable) -> Mapping[str, Remark]:
    """What the table that ships says of the sources of its figures, and then the programme in use if it ships, too."""
    from runwalk_tui import paths
    from runwalk_tui.programme.remarks import remarks_of
    from runwalk_tui.programme.shipped import DEFAULT, SHIPPED

    in_use = [name for name, each in SHIPPED.items() if each.title == table.programme and name != DEFAULT]
    return remarks_of(*(paths.shipped_programme(name).read_text("utf-8") for name in (DEFAULT, *in_use)))


def page_about(
    reading: Reading, *, name: str, screening: Screening | None, habits: CalendarHabits, weeks: int | None = None
) -> str:
    """The page as HTML, however it is made: `name` is "" for none, without `weeks` it is about the last 12."""
    from runwalk_tui.exports.report.page import letter_html  # late: nobody else needs the templates
    from runwalk_tui.review.report.composing import letter_of

    letter = letter_of(
        reading,
        weeks=weeks or WEEKS,
        name=name,
        screening=screening,
        habits=habits,
        remarks=remarks_for(reading.table),
    )
    return letter_html(letter)


def make_report(workspace: Workspace) -> str | Problem:
    """Write the page for the last weeks; what to tell the runner: where it is, or why there is none.

    Nothing is opened and nothing is sent: a file is all that comes of it.
    """
    log = workspace.log()
    if is_empty(log):
        return Problem(f"There's {NOTHING_YET}. Your first session or starting stage is enough.")
    from runwalk_tui.exports.report.own_file import write_new

    page = page_about(workspace.reading(), name="", screening=workspace.screening(), habits=workspace.habits)
    try:
        path = write_new(page, workspace.today(), tuple(_folders()))
    except OSError as error:
        return Problem(f"The report can't be written: {error.strerror or error}.")
    return f"Report saved. On the computer, open this file in a browser to read or print it: {path}"


def _folders() -> Iterator[Path]:
    """The folder that the app was started in, then the home folder, as far as there are such."""
    for find in (Path.cwd, Path.home):
        try:
            yield find()
        except (OSError, RuntimeError):  # a folder that was removed, a user without a home: the other one will do
            continue
