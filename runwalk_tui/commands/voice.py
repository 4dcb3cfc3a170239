"""A voice of the runner's own, spoken once by what the computer speaks with."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runwalk_tui import paths
from runwalk_tui.commands.outputs import refuse, say
from runwalk_tui.commands.progress import ProgressLine
from runwalk_tui.commands.typed import suggestions
from runwalk_tui.commands.typed.arguments import PATH, Where, with_shared_options
from runwalk_tui.commands.typed.command import CommandGroup
from runwalk_tui.commands.typed.values import OneWord

if TYPE_CHECKING:
    from runwalk_tui.voice.languages import Language

LISTED = 5
"""How many files are named at most before they are replaced."""


@with_shared_options
@click.group(
    cls=CommandGroup,
    examples=(
        "runwalk voice make --lang de  # German cues, spoken by this computer",
        "runwalk voice words           # change what is said, or add a language",
    ),
)
def voice() -> None:
    """Have your computer speak the cues in your language."""


@with_shared_options
@voice.command(
    "make",
    examples=(
        "runwalk voice make --lang de",
        "runwalk voice make --lang fr --with espeak-ng --to ~/my-sounds",
    ),
)
@click.option(
    "--lang",
    required=True,
    metavar="CODE",
    shell_complete=suggestions.languages,
    help="The language: en, de, es, fr, it, nl or one of your own.",
)
@click.option(
    "--with",
    "system",
    metavar="PROGRAM",
    type=OneWord(("say", "sapi", "piper", "espeak-ng")),
    help="The program that speaks: say (macOS), sapi (Windows), piper or espeak-ng; if you don't name one, the first "
    "that has a voice.",
)
@click.option(
    "--voice",
    "named",
    default="",
    metavar="NAME",
    help="Which of its voices to use; for piper, the voice's .onnx file.",
)
@click.option(
    "--to",
    "folder",
    type=PATH,
    help="Folder for the sounds; without it, the one in Settings, or else a new one in your settings folder.",
)
@click.option("--yes", is_flag=True, help="Replace any of your sounds already there, without asking.")
@click.pass_obj
def make_(where: Where, lang: str, system: str | None, named: str, folder: Path | None, yes: bool) -> None:
    """Have your computer speak all cues and words into your sound folder.

    It takes a minute or two and needs no internet. Nothing of yours is replaced unless you say so,
    and if it can't be finished, everything stays as it was.
    """
    from runwalk_tui.voice.making import in_the_way, make
    from runwalk_tui.voice.systems import VoiceError, choose
    from runwalk_tui.voice.workplace import BusyError, one_at_a_time

    language = _language(lang)
    to = _sound_folder(folder, language)
    _try(to)
    try:
        with one_at_a_time(to):
            if there := in_the_way(to, language.said):
                _ask(to, there, sure=yes)
            chosen, with_voice = choose(language.code, system or "", named)
            with ProgressLine(f"Speaking {language.name}") as progress:
                make(chosen, with_voice, language.said, to, lambda done: progress(done / len(language.said)))
    except BusyError:
        refuse(f"a voice is already being made in {to}; wait until it's finished, or name another folder with --to")
    except VoiceError as error:
        refuse(f"no voice for {language.name} ({language.code}): {error}")
    except OSError as error:
        refuse(f"{error.filename or to}: {(error.strerror or str(error)).lower()}; nothing was changed")
    spoken = f"{len(language.said)} sounds in {to}, spoken by {chosen.name} ({with_voice})"
    say(f"{spoken}; for a different voice, use --voice.")
    if not _is_set(to):
        say("To hear them, set Custom sounds in Settings to that folder.")


@with_shared_options
@voice.command(
    "words",
    examples=(
        "runwalk voice words          # prints where it is",
        'vi "$(runwalk voice words)"  # opens it in vi',
    ),
)
def words_() -> None:
    """Put the table of words into your settings folder.

    Change the words in it, or add a language; runwalk voice make then has them spoken.
    If you already have a table, it stays as it is.
    """
    from runwalk_tui.system.files import write_whole_in_new_folder
    from runwalk_tui.voice.languages import SHIPPED, own_words

    own = own_words()
    if not paths.stands_there(own):
        try:
            write_whole_in_new_folder(own, SHIPPED.read_text("utf-8"))
        except OSError as error:
            refuse(f"{own}: {(error.strerror or str(error)).lower()}")
    say(str(own))


def _language(code: str) -> Language:
    from runwalk_tui.voice.languages import WordsError, codes, language

    try:
        found = language(code)
        known = codes()
    except WordsError as error:
        refuse(str(error))
    if found is None:
        raise click.UsageError(
            f"no words for {code}: there are {', '.join(known)}; to add a language, see runwalk voice words"
        )
    return found


def _sound_folder(given: Path | None, language: Language) -> Path:
    """Where the sounds go: as given, else as set, else a folder of the language in the settings folder."""
    if given is not None:
        return given.expanduser().absolute()
    from runwalk_tui.settings import SettingsError, read_settings

    try:
        named = read_settings(paths.settings_file()).audio.folder
        return Path(named).expanduser() if named else paths.config_dir() / "sounds" / language.code
    except SettingsError as error:
        refuse(str(error))
    except RuntimeError:
        refuse(f"{named}: there is no such home folder; write the full path in Settings")


def _try(folder: Path) -> None:
    """See that a folder can be written to, before minutes of speaking. Ends the command where it can't."""
    there = next(each for each in (folder, *folder.parents) if os.path.lexists(each))
    if not there.is_dir():
        refuse(f"{there} is a file, not a folder; name another with --to")
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        refuse(f"{there} can't be written to: {(error.strerror or str(error)).lower()}; name another with --to")


def _is_set(folder: Path) -> bool:
    """Whether the settings have this folder, so that its sounds are played."""
    from runwalk_tui.settings import SettingsError, read_settings

    try:
        named = read_settings(paths.settings_file()).audio.folder
        return bool(named) and Path(named).expanduser().resolve() == folder.resolve()
    except (SettingsError, RuntimeError, OSError):
        return False


def _ask(folder: Path, there: list[str], *, sure: bool) -> None:
    """Ask whether sounds of the runner's may be replaced. Ends the command when not, or when nobody can be asked."""
    if sure:
        return
    named = ", ".join(there[:LISTED]) + (f" and {len(there) - LISTED} more" if len(there) > LISTED else "")
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        refuse(f"{folder} already has {named}; add --yes to replace what is there, or --to for another folder")
    if not click.confirm(f"{folder} already has {named}. Replace them?", default=False, err=True):
        refuse("nothing was changed")
