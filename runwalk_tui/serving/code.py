"""An address as a QR code of half blocks, two rows of it a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

QUIET = 2
"""Light modules around it. The standard asks for four; two are enough for cameras, and fit on a small terminal."""
BLOCKS = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
"""By the upper and the lower module, 1 for a dark one; the letters are light, and what is behind them dark."""


def half_blocks(text: str) -> Iterator[str]:
    """The code line by line, to be shown in light letters on a dark ground."""
    import segno

    rows = [[int(bool(module)) for module in row] for row in segno.make_qr(text).matrix_iter(border=QUIET)]
    for upper, lower in zip_longest(rows[::2], rows[1::2], fillvalue=[0] * len(rows[0])):
        yield "".join(BLOCKS[pair] for pair in zip(upper, lower, strict=True))
