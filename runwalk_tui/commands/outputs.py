"""What a command gives: text for a person, data for a program, and files that the runner named.

Each is given in full or the trouble is said: an answer that standard output does not take goes into no exit status of
0 unnoticed, and no file is left half written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from runwalk_tui.commands.arguments import Where
from runwalk_tui.system.standard_streams import discard_output


class NotPrintedError(Exception):
    """Standard output does not take the answer."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"standard output cannot be written: {(error.strerror or str(error)).lower()}")
        self.reader_left = isinstance(error, BrokenPipeError)
        """Whether a reader has had enough (`runwalk history | head`), which is no trouble."""


def say(text: str, *, err: bool = False) -> None:
    """Print text for a person. A path or a text from a file does nothing to the terminal, whatever is in it.

    Raises NotPrintedError. What standard error does not take is said on a terminal if there is one; otherwise the exit
    status is what tells, since standard output may go into a file or a program that takes it for data.
    """
    from runwalk_tui.system.safe_text import shown

    try:
        click.echo(shown(text), err=err)
    except OSError as error:
        discard_output(sys.stderr if err else sys.stdout)
        if not err:
            raise NotPrintedError(error) from error
        if sys.stdout.isatty():
            say(text)


def give(text: str) -> None:
    """Print data for a program as UTF-8, whatever the locale; on a terminal so that they do nothing to it.

    No letter is ever replaced: what a terminal cannot show is written as an escape. Raises NotPrintedError.
    """
    from runwalk_tui.system.safe_text import shown

    stream = sys.stdout
    if stream.isatty():
        data = shown(text).encode(stream.encoding, "backslashreplace")
    else:
        data = text.encode("utf-8", "surrogateescape")  # a path may have bytes that are no letters
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except OSError as error:
        discard_output(stream)
        raise NotPrintedError(error) from error


@contextmanager
def done_even_if_not_printed(done: Callable[[], bool] = lambda: True) -> Iterator[None]:
    """When what was asked for is `done` and only the answer cannot be given, say so and end with status 0.

    A status of 1 would have a script do it again, and a session would be in the log twice.
    """
    try:
        yield
    except NotPrintedError as error:
        if not done():
            raise
        if not error.reader_left:
            say(f"runwalk: it is saved, but {error}", err=True)
        raise SystemExit(0) from None


def refuse(message: str) -> NoReturn:
    """End the command with status 1 and one line that says why."""
    say(f"runwalk: {message}", err=True)
    raise SystemExit(1) from None


def refuse_table(error: Exception) -> NoReturn:
    """The same for a stage table, whose faults have a line each."""
    say(str(error), err=True)
    raise SystemExit(1) from None


def write_out(where: Where, out: Path, content: str | bytes) -> None:
    """Put content into a file that the runner named, whole or not at all; ends the command when that cannot be."""
    from runwalk_tui.system.files import write_whole_or_along

    refuse_own_file(where, out)
    try:
        write_whole_or_along(out, content)
    except OSError as error:
        refuse(f"{out}: {error.strerror or error}")


def refuse_own_file(where: Where, out: Path) -> None:
    """End the command when a file that the runner named is one of the program's own, or a database of any program.

    Call it before the log is opened: to close a database file takes SQLite's locks away from the whole process.
    """
    from runwalk_tui.system.own_files import whose

    what = whose(out, where.data, where.stages)
    if what:
        refuse(f"{out}: it is {what}; nothing was written, choose another name")
