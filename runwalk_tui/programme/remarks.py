"""The remarks of a stages.toml: what it says beside a key, such as where the figure is from.

TOML has no meaning for them, so whoever shows a source reads it here from the text of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_BESIDE_A_KEY = re.compile(r"^(\w+) = (\S.*?) +# (.*(?:\n +# .*)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Remark:
    """A key that has a remark beside it."""

    key: str
    value: str
    """As it is written, without quotation marks."""
    words: str
    """The remark, on however many lines it is, as one."""


def remarks_in(text: str) -> Iterator[Remark]:
    """Each remark beside a key, in the order of the file."""
    for found in _BESIDE_A_KEY.finditer(text):
        key, value, words = found.groups()
        yield Remark(key, value.replace('"', ""), re.sub(r"\s*\n +# ", " ", words))


def remarks_of(*texts: str) -> Mapping[str, Remark]:
    """The remarks of some files by their keys; where several have one beside the same key, that of the last file."""
    return {remark.key: remark for text in texts for remark in remarks_in(text)}
