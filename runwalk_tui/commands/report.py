"""The page for a clinician, and the programme as a hand-out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from runwalk_tui.commands.log_and_table import reading, table_of
from runwalk_tui.commands.outputs import done_even_if_not_printed, refuse, refuse_own_file, say, write_out
from runwalk_tui.commands.typed.arguments import OUT, Where, today_here, with_shared_options
from runwalk_tui.commands.typed.command import Command
from runwalk_tui.commands.typed.values import WholeNumber

if TYPE_CHECKING:
    from runwalk_tui.rule.screening import Screening

MOST_WEEKS = 520
"""Ten years."""


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        'runwalk report -o report.html --name "Alex Example"',
        "runwalk report --blank -o programme.html  # the programme on paper",
    ),
)
@click.option("-o", "out", type=OUT, required=True, metavar="FILE", help="HTML file to write.")
@click.option("--weeks", type=WholeNumber(1, MOST_WEEKS), help="How many weeks to show, 1 to 520; without it, 12.")
@click.option("--name", metavar="TEXT", help="Your name, for the top of the page. It isn't saved anywhere else.")
@click.option("--blank", is_flag=True, help="The programme as a hand-out, with a table to fill in by hand.")
@click.pass_obj
def report(where: Where, out: Path, weeks: int | None, name: str | None, blank: bool) -> None:
    """Make a page to print for whoever treats your back.

    It's one file that opens in any browser: your stage, pain, sessions and walks, warning signs, check-ins and notes.
    Nothing is sent anywhere.
    """
    if blank and (weeks is not None or name is not None):
        raise click.UsageError("--blank has nothing of your log in it, so --weeks and --name don't go with it")
    if str(out) == "-":
        raise click.UsageError("-o needs the name of a file, such as report.html")
    refuse_own_file(where, out)
    write_out(where, out, _hand_out(where) if blank else _letter(where, weeks, name or ""))
    with done_even_if_not_printed():
        say(str(out))


def _letter(where: Where, weeks: int | None, name: str) -> str:
    """The page about the runner's log; ends the command where there is nothing in it."""
    from runwalk_tui.calendar_in_use import habits_in_use
    from runwalk_tui.flows.shown.report import NOTHING_YET, is_empty, page_about
    from runwalk_tui.rule.reading import read
    from runwalk_tui.system.safe_text import safe_name
    from runwalk_tui.workspace import SCREENING

    with reading(where) as store:
        log, answers = store.log(), store.recall(SCREENING)
    if is_empty(log):
        refuse(f"{NOTHING_YET}; `runwalk report --blank -o FILE` makes a hand-out of the programme")
    return page_about(
        read(table_of(where), log, today_here()),
        name=safe_name(name.strip()),
        screening=_screening(answers),
        habits=habits_in_use(),
        weeks=weeks,
    )


def _screening(answers: str | None) -> Screening | None:
    """The answers to the questions before the first session; None when there are none that can be read."""
    from runwalk_tui.rule.screening import Screening

    if answers is None:
        return None
    try:
        return Screening.from_json(answers)
    except ValueError:
        say("runwalk: your answers to the first questions can't be read, so they aren't on the page", err=True)
        return None


def _hand_out(where: Where) -> str:
    """The programme in use, for somebody who starts on paper."""
    from runwalk_tui.exports.report.page import hand_out_html
    from runwalk_tui.review.report.on_paper.hand_out import hand_out_of

    return hand_out_html(hand_out_of(table_of(where)))
