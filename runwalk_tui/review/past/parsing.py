"""From what is typed into the filter to its terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from runwalk_tui.review.past.terms import (
    Comparison,
    FigureName,
    FigureTerm,
    KindTerm,
    KindWanted,
    NoteTerm,
    PeriodEdge,
    PeriodTerm,
    SessionFilter,
    SoreTerm,
    StageTerm,
    Term,
    TextTerm,
    Wanted,
)
from runwalk_tui.rule.reasons import MONTHS
from runwalk_tui.session.limits import YEARS

FORMS = "stage:4  pain>5  before>3  effort>7  from:2026-01  to:2026-03-15  sore:knee  kind:walk  -flare"
"""One example of each kind of term, shown while the filter is empty."""
MEANINGS = {
    "stage:4": "a stage",
    "pain>5": "the worst pain; also before>3, after>3, morning>3, effort>7, reps<6, with >= <= < or = as well",
    "from:2026-01": "from the start of a year, month or day; to:2026-03-15 up to and including it",
    "sore:knee": "new soreness",
    "note:rain": 'words in the note; more than one go in quotes, as in note:"new shoes"',
    "kind:walk": "walks; also run, other, rehearsal",
    "-flare": "everything except those; put the - before any word or filter",
}
"""What each kind of term finds, by its example."""
OTHER_NAMES = {"worst": "pain", "since": "from", "until": "to"}
"""What people type as well."""
KINDS = {"run-walk": KindWanted.RUN, "companion": KindWanted.COMPANION}
"""Other words for a kind of session."""
FIGURES = {name.value: name for name in FigureName}
SPACED = (*FIGURES, *(name for name, other in OTHER_NAMES.items() if other in FIGURES))
"""Words after which a sign and a number are a comparison, also with spaces between."""
MOST_FIGURE = {FigureName.REPS: 100}
"""The largest figure; 10 for the others."""


class FilterError(ValueError):
    """A term that cannot be understood, told in one line that has the right form."""


@dataclass(frozen=True, slots=True)
class _Token:
    """What is between two spaces."""

    text: str
    bare: int
    """How many characters, from the first on, are outside quotes."""

    @property
    def all_bare(self) -> bool:
        return self.bare == len(self.text)


def parse_filter(text: str) -> SessionFilter:
    """Read a filter. Raises FilterError, and nothing else, for a term that cannot be understood."""
    return SessionFilter(tuple(_terms([*_tokens(_closed_up(text))])))


def _closed_up(text: str) -> str:
    """A comparison without the spaces in it: "pain > 5" is "pain>5"; what is in quotes is left alone."""
    parts = text.split('"')
    parts[::2] = (re.sub(rf"(?i)\b({'|'.join(SPACED)})\s*([<>]=?|=)\s*(?=[0-9])", r"\1\2", part) for part in parts[::2])
    return '"'.join(parts)


def _tokens(text: str) -> Iterator[_Token]:
    """The words of a text; what is in quotes stays together. Quotes that are not closed reach to the end."""
    letters: list[str] = []
    bare: int | None = None
    inside = False
    for sign in [*text, None]:
        if sign is None or (sign.isspace() and not inside):
            if letters or bare is not None:
                yield _Token("".join(letters), len(letters) if bare is None else bare)
            letters, bare = [], None
        elif sign == '"':
            inside = not inside
            bare = len(letters) if bare is None else bare
        else:
            letters.append(sign)


def _terms(tokens: list[_Token]) -> Iterator[Term]:
    at = 0
    while at < len(tokens):
        count = _words_together(tokens[at:])
        if count > 1:
            yield Term(TextTerm(_plain(" ".join(token.text for token in tokens[at : at + count]))))
        else:
            wanted, without = _stripped(tokens[at])
            found = _wanted(wanted)
            if found is not None:
                yield Term(found, without)
        at += count


def _words_together(tokens: list[_Token]) -> int:
    """How many words are one thing: "21 oct", "21 oct 2025", "stage 4"; 1 for all others."""
    texts = [token.text.casefold() if token.all_bare else "" for token in (*tokens[:3], _Token("", 0), _Token("", 0))]
    if texts[0] == "stage" and re.fullmatch(r"[0-9]\w*", texts[1]):
        return 2
    if not (re.fullmatch(r"[0-9]{1,2}", texts[0]) and _is_month(texts[1])):
        return 1
    return 3 if re.fullmatch(r"[0-9]{2}|[0-9]{4}", texts[2]) else 2


def _is_month(word: str) -> bool:
    return len(word) >= 3 and any(month.casefold().startswith(word) for month in MONTHS)


def _stripped(token: _Token) -> tuple[_Token, bool]:
    """A token without the sign that excludes it, and whether it had one."""
    for sign in ("-", "not:"):
        if token.text.casefold().startswith(sign) and token.bare >= len(sign):
            return _Token(token.text[len(sign) :], token.bare - len(sign)), True
    return token, False


def _wanted(token: _Token) -> Wanted | None:
    """What a token asks for; None for nothing but a sign."""
    found = re.match(r"([A-Za-z][A-Za-z-]*)(>=|<=|>|<|=|:)", token.text[: token.bare])
    if found is None:
        words = _plain(token.text)
        return TextTerm(words) if words else None
    typed = found[1].casefold()
    name = OTHER_NAMES.get(typed, typed)
    value = _plain(token.text[found.end() :])
    if name in FIGURES:
        return _figure(FIGURES[name], found[2], value, token.text)
    read = READERS.get(name)
    if read is None:
        raise FilterError(_unknown(typed, found[2], value, token.text))
    if found[2] not in (":", "="):
        raise FilterError(f"“{token.text}”: write it as {EXAMPLES[name]}")
    return read(value)


def _plain(text: str) -> str:
    """A text as it is compared: neither case nor spacing matters."""
    return " ".join(text.casefold().split())


def _unknown(typed: str, sign: str, value: str, text: str) -> str:
    near = get_close_matches(typed, [*EXAMPLES, *OTHER_NAMES], n=1)
    if near:
        name = OTHER_NAMES.get(near[0], near[0])
        example = EXAMPLES[name]
        return f"“{text}”: did you mean {name}, such as {example}?"
    return f"“{text}”: there is no filter {typed}{sign}; put it in quotes to search for it as text"


def _figure(name: FigureName, sign: str, value: str, text: str) -> FigureTerm:
    most = MOST_FIGURE.get(name, 10)
    if not (re.fullmatch(r"[0-9]{1,3}", value) and int(value) <= most):
        raise FilterError(f"“{text}”: {name} needs a number from 0 to {most}, such as {EXAMPLES[name]}")
    return FigureTerm(name, Comparison.EXACTLY if sign == ":" else Comparison(sign), int(value))


def _stage(value: str) -> StageTerm:
    if not value:
        raise FilterError(f"stage: needs the id of a stage, such as {EXAMPLES['stage']}")
    return StageTerm(value)


def _sore(value: str) -> SoreTerm:
    if not value:
        raise FilterError(f"sore: needs a place, such as {EXAMPLES['sore']}")
    return SoreTerm(value)


def _note(value: str) -> NoteTerm:
    if not value:
        raise FilterError(f"note: needs a word, such as {EXAMPLES['note']}")
    return NoteTerm(value)


def _kind(value: str) -> KindTerm:
    kinds = {**{kind.value: kind for kind in KindWanted}, **KINDS}
    if value not in kinds:
        raise FilterError(f"kind: needs one of {', '.join(KindWanted)}, such as {EXAMPLES['kind']}")
    return KindTerm(kinds[value])


def _period(edge: PeriodEdge) -> Callable[[str], PeriodTerm]:
    def read(value: str) -> PeriodTerm:
        found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", value)
        year, month, day = (int(part) if part else None for part in found.groups()) if found else (None, None, None)
        if year is None or not _is_a_day(year, month, day):
            raise FilterError(
                f"{edge}: needs a year, a month or a day, such as {edge}:2026, {edge}:2026-03 or {edge}:2026-03-15"
            )
        return PeriodTerm(edge, year, month, day)

    return read


def _is_a_day(year: int, month: int | None, day: int | None) -> bool:
    """Whether there is such a day, month or year in a log."""
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return False
    return year in YEARS


READERS: dict[str, Callable[[str], Wanted]] = {
    "stage": _stage,
    "sore": _sore,
    "note": _note,
    "kind": _kind,
    "from": _period(PeriodEdge.FROM),
    "to": _period(PeriodEdge.TO),
}
EXAMPLES = {
    "stage": "stage:4",
    "sore": "sore:knee",
    "note": "note:rain",
    "kind": "kind:walk",
    "from": "from:2026-01",
    "to": "to:2026-03-15",
    "pain": "pain>5",
    "before": "before>3",
    "after": "after>3",
    "morning": "morning>3",
    "effort": "effort>7",
    "reps": "reps<6",
}
"""The right form of each term."""
