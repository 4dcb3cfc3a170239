"""What a voice says in each language: a small table that the runner can edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.programme.toml_text import parse_toml
from runwalk_tui.session.cues import COUNT_IN, CueName
from runwalk_tui.session.talk import words
from runwalk_tui.system.files import read_text
from runwalk_tui.system.problems import FaultyTextError

FILE = "voice-words.toml"
"""The runner's own table, in the settings folder."""
SHIPPED = Path(__file__).with_name("languages.toml")
WITH_NUMBERS = ("count", "of", "to-go", "minutes", "seconds", "and")
"""The lines that stand for several words each."""
LONGEST = 100
"""Characters of a line: a voice needs ten seconds for it, which is as much as is ever played."""
ONE_BY_ONE = (
    *(name.value for name in CueName if name not in COUNT_IN and name is not CueName.TICK),
    words.BEGIN,
    words.NEXT_RUN,
    words.NEXT_WALK,
    words.NEXT_COOL_DOWN,
    *words.ENCOURAGEMENTS,
)
"""The names of files that have a line each."""


class WordsError(Exception):
    """A table of words can't be used; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Language:
    """What is said in one language."""

    code: str
    """Of two or three letters, as in "de": what voices are looked for by."""
    name: str
    """In the language itself."""
    said: Mapping[str, str]
    """The name of each file with its text."""


def languages() -> dict[str, Language]:
    """Every language by its code: the runner's own in place of those that ship. Raises WordsError."""
    found = shipped_languages()
    if paths.has_config_dir() and paths.stands_there(own := own_words()):
        found |= _read(own)
    return found


def shipped_languages() -> dict[str, Language]:
    """Those that come with the program."""
    return _read(SHIPPED)


def own_words() -> Path:
    """Where the runner's own table is, if there is one. Raises NoHomeError."""
    return paths.config_dir() / FILE


def _read(path: Path) -> dict[str, Language]:
    try:
        tables = parse_toml(read_text(path))
    except FaultyTextError as error:
        line, message = error.slips[0]
        raise WordsError(f"{path}:{line}: {message}") from error
    except OSError as error:
        raise WordsError(f"{path} can't be read: {(error.strerror or str(error)).lower()}") from error
    return {code: _language(path, code, table) for code, table in tables.items()}


def _language(path: Path, code: str, table: object) -> Language:
    where = f"{path}: [{code}]"
    if not (code.isascii() and code.isalpha() and code.islower() and len(code) in (2, 3)):
        raise WordsError(f"{where}: a language is two or three small letters, such as [de]")
    if not isinstance(table, dict):
        raise WordsError(f"{path}: {code}: words stand under a language, such as [de]")
    known = _numbered()
    for line, text in table.items():
        if line not in ("name", *WITH_NUMBERS, *ONE_BY_ONE, *known):
            raise WordsError(f"{where}: {line} is no word that is ever said")
        if not isinstance(text, str) or not text.strip() or len(text) > LONGEST or not text.isprintable():
            raise WordsError(f"{where} {line}: write a text of 1 to {LONGEST} letters, in quotes")
    lacking = [line for line in (*WITH_NUMBERS, *ONE_BY_ONE) if line not in table]
    if lacking:
        raise WordsError(f"{where} lacks {', '.join(lacking)}")
    said = {}
    for line, (file, number) in known.items():
        text = table.get(line) or table[line.rpartition("-")[0]]
        said[file] = text.replace("{n}", str(number))
    said |= {line: table[line] for line in ONE_BY_ONE}
    return Language(code, table.get("name", code), said)


def _numbered() -> dict[str, tuple[str, int]]:
    """Each line for one number alone, with its file and the number: "count-3" is "three" and 3."""
    return {
        **{f"count-{n}": (name, n) for n, name in enumerate(words.NUMBERS, 1)},
        **{f"of-{n}": (words.of(n), n) for n in range(2, len(words.NUMBERS) + 1)},
        **{f"to-go-{n}": (words.to_go(n), n) for n in range(1, words.MOST_TO_GO + 1)},
        **{f"minutes-{n}": (words.minutes(n), n) for n in words.MINUTES},
        **{f"seconds-{n}": (words.seconds(n), n) for n in words.SECONDS},
        **{f"and-{n}": (words.and_seconds(n), n) for n in words.AND_SECONDS},
    }
