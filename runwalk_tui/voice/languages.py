"""What a voice says in each language: a small table that the runner can edit."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runwalk_tui import paths
from runwalk_tui.programme.toml_lines import KeyPath, key_lines, nearest_line
from runwalk_tui.programme.toml_text import parse_toml
from runwalk_tui.session.cues import COUNT_IN, CueName
from runwalk_tui.session.talk import words
from runwalk_tui.system.files import read_text
from runwalk_tui.system.problems import FaultyTextError

FILE = "voice-words.toml"
"""The runner's own table, in the settings folder."""
SHIPPED = Path(__file__).with_name("languages.toml")
NUMBER = "{n}"
"""Stands for a number in a line."""
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


Lines = dict[KeyPath, int]
"""Where each line of a table is."""


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


def language(code: str) -> Language | None:
    """A language by its code, the runner's own lines in place of those that ship; None where there are no words for it.
    Other languages in the runner's table aren't looked at. Raises WordsError."""
    shipped, own = _tables(SHIPPED), {}
    lines: Lines = {}
    if paths.has_config_dir() and paths.stands_there(own_words()):
        own, lines = _tables(own_words()), key_lines(read_text(own_words()))
    if code not in shipped and code not in own:
        return None
    usual = shipped.get(code, {})
    return _language(own_words() if code in own else SHIPPED, lines, code, own.get(code, {}), usual)


def codes() -> list[str]:
    """Of every language that there are words for. Raises WordsError."""
    own = _tables(own_words()) if paths.has_config_dir() and paths.stands_there(own_words()) else {}
    return list(_tables(SHIPPED) | own)


def shipped_languages() -> dict[str, Language]:
    """Those that come with the program."""
    return {code: _language(SHIPPED, {}, code, table, {}) for code, table in _tables(SHIPPED).items()}


def own_words() -> Path:
    """Where the runner's own table is, if there is one. Raises NoHomeError."""
    return paths.config_dir() / FILE


def _tables(path: Path) -> dict[str, Any]:
    try:
        return parse_toml(read_text(path))
    except FaultyTextError as error:
        line, message = error.slips[0]
        raise WordsError(f"{path}:{line}: {message}") from error
    except OSError as error:
        raise WordsError(f"{path} can't be read: {(error.strerror or str(error)).lower()}") from error


def _language(path: Path, lines: Lines, code: str, table: object, usual: Mapping[str, str]) -> Language:
    """The words of a table, and of another one where it has none. Raises WordsError, which names the first fault."""
    where = f"{path}:{nearest_line(lines, (code,))}: [{code}]"
    if not (code.isascii() and code.isalpha() and code.islower() and len(code) in (2, 3)):
        raise WordsError(f"{where}: a language is two or three lowercase letters, such as [de]")
    if not isinstance(table, dict):
        raise WordsError(f"{where}: words go under a language, such as [de]")
    known = _numbered()
    faults = [
        f"{path}:{nearest_line(lines, (code, line))}: [{code}] {fault}"
        for line, text in table.items()
        if (fault := _fault(line, text, known))
    ]
    whole = {**usual, **table}
    lacking = [line for line in (*WITH_NUMBERS, *ONE_BY_ONE) if line not in whole]
    if lacking:
        faults.append(f"{where} lacks {', '.join(lacking)}")
    if faults:
        raise WordsError(faults[0] + (f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""))
    said = {}
    for line, (file, number) in known.items():
        text = whole.get(line) or whole[line.rpartition("-")[0]]
        said[file] = text.replace(NUMBER, str(number))
    said |= {line: whole[line] for line in ONE_BY_ONE}
    return Language(code, whole.get("name", code), said)


def _fault(line: str, text: object, known: Container[str]) -> str:
    """What is wrong with one line; "" when nothing is."""
    if line not in ("name", *WITH_NUMBERS, *ONE_BY_ONE) and line not in known:
        return f"{line} isn't one of the words that are said"
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST or not text.isprintable():
        return f"{line}: write 1 to {LONGEST} characters, in quotes"
    if line in WITH_NUMBERS and NUMBER not in text:
        return f"{line}: write {NUMBER} where the number goes"
    rest = text if line in ONE_BY_ONE or line == "name" else text.replace(NUMBER, "")
    if "{" in rest or "}" in rest:
        return f"{line}: a voice would read the brackets out" + ("" if rest is text else f"; only {NUMBER} is a number")
    return ""


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
