"""Short tips for walk phases and for the time between sessions, from a file that the runner can edit.

What the file may hold is explained in the comments of the built-in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from runwalk_tui import paths
from runwalk_tui.paths import stands_there
from runwalk_tui.programme.faults import Fault, FaultyFileError, quote
from runwalk_tui.programme.toml_text import parse_toml
from runwalk_tui.programme.validation import Report, Section
from runwalk_tui.system.files import read_text
from runwalk_tui.system.problems import FaultyTextError
from runwalk_tui.values import dataclass

if TYPE_CHECKING:
    from runwalk_tui.programme.toml_lines import KeyPath

LONGEST = 160
"""Characters of a tip or of its source."""
MOST = 500
"""Tips in one file."""
TIP_KEYS = ("when", "text", "source")


class When(StrEnum):
    """When a tip is shown."""

    WALK = "walk"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Tip:
    """One tip."""

    text: str
    """One line."""
    source: str
    """Where it comes from; "our own" when there is no other source."""
    when: frozenset[When]
    """At least one."""


@dataclass(frozen=True, slots=True)
class TipsInUse:
    """The tips that are shown, and what is wrong with the runner's own file."""

    tips: tuple[Tip, ...]
    path: Path
    """The file that was read: the runner's own if there is one."""
    faults: tuple[Fault, ...] = ()
    """When there are any, `tips` are those that ship."""


class TipsError(FaultyFileError):
    """The file is one of tips."""


def tip_for(tips: Sequence[Tip], when: When, number: int) -> Tip | None:
    """Return the tip whose turn it is: the first of its kind for 0, the next for 1, and round again.

    None when there is no tip of that kind. `number` is any whole number, such as a count of sessions or days.
    """
    suitable = [tip for tip in tips if when in tip.when]
    return suitable[number % len(suitable)] if suitable else None


def shipped_tips() -> Path:
    """The file of tips that ships."""
    return Path(__file__).with_name("tips.toml")


def own_tips() -> Path:
    """Where the runner's own file of tips is, if there is one."""
    return paths.config_dir() / "tips.toml"


def tips_in_use(own: Path | None = None) -> TipsInUse:
    """Return the runner's own tips, or those that ship when there are none or they have faults.

    `own` is another place for the runner's own file than the usual one.
    """
    path = own or own_tips()
    if not stands_there(path):
        return TipsInUse(load_tips(shipped_tips()), shipped_tips())
    try:
        return TipsInUse(load_tips(path), path)
    except TipsError as error:
        return TipsInUse(load_tips(shipped_tips()), path, error.faults)


def load_tips(path: Path) -> tuple[Tip, ...]:
    """Return the tips in a file. Raises TipsError with every fault of it, also when it cannot be read."""
    try:
        text = read_text(path)
    except FaultyTextError as error:
        raise _not_toml(str(path), error) from error
    return parse_tips(text, str(path))


def parse_tips(text: str, name: str) -> tuple[Tip, ...]:
    """Return the tips in a text; `name` is what its faults call the file. Raises TipsError with every fault.

    A file without any tip is fine: it is one way to have none.
    """
    try:
        document = parse_toml(text, arrays=("tip",))
    except FaultyTextError as error:
        raise _not_toml(name, error) from error
    report = Report(name, text)
    whole = Section(report, (), "", document, ("tip",))
    given = whole.value("tip")
    if given is not None and not isinstance(given, list | dict):
        whole.fault(f"{quote(given)} is not a tip; write [[tip]] on its own line", "tip")
        given = None
    written = [] if given is None else whole.tables("tip")
    if len(written) > MOST:
        whole.fault(f"there are {len(written)} of them; a file has at most {MOST}", "tip")
    tips = tuple(_tip(report, path, position, values) for position, (path, values) in enumerate(written[:MOST], 1))
    if report.faults:
        raise TipsError(report.faults)
    return tips


def _tip(report: Report, path: KeyPath, position: int, values: object) -> Tip:
    """One [[tip]]; it means something only when no fault was noted."""
    where = f"tip {position}"
    if not isinstance(values, dict):
        report.add(path, where, f"{quote(values)} is not a tip; write [[tip]] on its own line")
        return Tip("", "", frozenset(When))
    section = Section(report, path, where, values, TIP_KEYS)
    for key, example in (("when", '"walk"'), ("text", '"Land quietly."'), ("source", '"our own"')):
        if key not in section:
            section.fault(f"this key is missing; a tip has when, text and source: {key} = {example}", key)
    return Tip(_line(section, "text"), _line(section, "source"), _when(section))


def _line(section: Section, key: str) -> str:
    return section.text(key, "none", LONGEST, empty=False)


def _when(section: Section) -> frozenset[When]:
    """One word, or a list of them."""
    given = section.value("when")
    words = given if isinstance(given, list) else [When.WALK if given is None else given]
    known = [word for word in words if isinstance(word, str) and word in list(When)]
    for position, word in enumerate(words):
        if word not in known:
            at = (position,) if isinstance(given, list) else ()
            section.fault(f'{quote(word)} is not known; write "walk", "between", or both in a list', "when", *at)
    if not words:
        section.fault('the list is empty; write "walk", "between", or both', "when")
    return frozenset(map(When, known))


def _not_toml(name: str, error: FaultyTextError) -> TipsError:
    return TipsError(Fault(name, line, "", message) for line, message in error.slips)
