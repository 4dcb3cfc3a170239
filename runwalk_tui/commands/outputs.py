"""What a command prints or writes: text for a person, data for a program, and files that the runner named.

Each is complete or an error is said: if standard output can't be written to, the exit status is not 0, and no file is
left half written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from runwalk_tui.commands.colour import bad, has_colour
from runwalk_tui.commands.typed.arguments import Where
from runwalk_tui.system.standard_streams import discard_output


class NotPrintedError(Exception):
    """Standard output cannot be written."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"standard output can't be written to: {(error.strerror or str(error)).lower()}")
        self.reader_left = isinstance(error, BrokenPipeError)
        """Whether the reader stopped reading (`runwalk history | head`), which is no error."""


PROGRAM = "runwalk:"
"""What an error starts with, so that it can be told from what another program in a pipe says."""


def say(text: str, *, err: bool = False, first: Callable[[str], str] | None = None) -> None:
    """Print text for a person, on a terminal with its first line styled by `first`.

    A path or a text from a file does nothing to the terminal, whatever is in it.

    Raises NotPrintedError. If standard error cannot be written, it is said on standard output if that is a terminal;
    otherwise only the exit status tells, since standard output may go to a program that expects data.
    """
    from runwalk_tui.system.safe_text import shown

    try:
        printed = shown(text)
        if has_colour(sys.stderr if err else sys.stdout):
            printed = _styled(printed, err=err, first=first)
        click.echo(printed, err=err)
    except OSError as error:
        discard_output(sys.stderr if err else sys.stdout)
        if not err:
            raise NotPrintedError(error) from error
        if sys.stdout.isatty():
            say(text)


def _styled(text: str, *, err: bool, first: Callable[[str], str] | None) -> str:
    """The text with its first line or, of an error, the name of the program in colour."""
    if err and text.startswith(PROGRAM):
        return bad(PROGRAM) + text.removeprefix(PROGRAM)
    if first is None:
        return text
    line, end, rest = text.partition("\n")
    return f"{first(line)}{end}{rest}"


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
    give_bytes(data)


def give_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are. Raises NotPrintedError."""
    stream = sys.stdout
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except OSError as error:
        discard_output(stream)
        raise NotPrintedError(error) from error


@contextmanager
def done_even_if_not_printed(done: Callable[[], bool] = lambda: True) -> Iterator[None]:
    """If the work is `done` and only the answer cannot be printed, say so and end with status 0.

    A status of 1 would have a script do it again, and a session would be in the log twice.
    """
    try:
        yield
    except NotPrintedError as error:
        if not done():
            raise
        if not error.reader_left:
            say(f"runwalk: saved, but {error}", err=True)
        raise SystemExit(0) from None


def refuse(message: str) -> NoReturn:
    """End the command with status 1 and one line that says why."""
    say(f"runwalk: {message}", err=True)
    raise SystemExit(1) from None


def refuse_table(error: Exception) -> NoReturn:
    """The same for a stage table, whose errors have a line each."""
    say(str(error), err=True)
    raise SystemExit(1) from None


def write_out(where: Where, out: Path, content: str | bytes) -> None:
    """Write a file that the runner named, completely or not at all; ends the command when that cannot be."""
    from runwalk_tui.system.files import write_whole_or_along

    refuse_own_file(where, out)
    try:
        write_whole_or_along(out, content)
    except OSError as error:
        refuse(f"{out}: {error.strerror or error}")


def refuse_own_file(where: Where, out: Path) -> None:
    """End the command when a file that the runner named is one of the program's own, or a database of any program.

    Call it before the log is opened: to close a database file takes SQLite's locks away from this process.
    """
    from runwalk_tui.system.own_files import whose

    what = whose(out, where.data, where.stages)
    if what:
        refuse(f"{out}: it is {what}; nothing was written. Choose another name")
