"""How History is composed at each size: the table alone, or with the session under the cursor beside it."""

from __future__ import annotations

NORMAL_FROM = 72
"""Columns from which there is a margin."""
HEAD_MARGIN = 4
"""Cells of a line that its text does not have, where that is most."""
BESIDE_FROM = 100
"""Columns from which the session under the cursor is shown beside the table."""
WIDE_FROM = 173
"""Columns from which it has more of them: so many that no column of the table has to go for that."""
DETAIL, WIDE_DETAIL = 44, 62
"""Columns that it has."""


def room_beside(width: int) -> int:
    """Columns for the session in full, beside the table, on a terminal of a width in columns."""
    return 0 if width < BESIDE_FROM else DETAIL if width < WIDE_FROM else WIDE_DETAIL


def room_for_table(width: int) -> int:
    """Columns for the table, without what stands at its sides and the scroll bar."""
    return width - room_beside(width) - (1 if width < NORMAL_FROM else 4)


HISTORY_CSS = f"""
HistoryScreen {{
    & #title {{ text-style: bold; padding: 1 2 0 2; }}
    & #hint {{ color: $text-muted; padding: 0 2 1 2; }}
    & #filter-box {{ display: none; height: auto; margin: 0 1; }}
    & #filter-box.-shown {{ display: block; margin-bottom: 1; }}
    & #filter-says {{ height: 1; padding: 0 2; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }}
    & #filter-says.-wrong {{ color: $warning; height: auto; max-height: 2; text-wrap: wrap; }}
    & #list {{ padding: 0 1 0 2; }}
    & SessionDetail {{ display: none; width: {DETAIL}; padding: 0 2; border-left: vkey $border-blurred; }}
    & #about {{ height: 1; text-wrap: nowrap; text-overflow: ellipsis; }}
    & #empty {{ height: 1fr; width: 100%; content-align: center middle; color: $text-muted; text-align: center; }}
    &.-beside SessionDetail, &.-wide SessionDetail {{ display: block; }}
    &.-wide SessionDetail {{ width: {WIDE_DETAIL}; }}
    &.-flat {{
        & #title, & #hint {{ padding: 0 2; }}
        & #hint {{ height: 1; text-wrap: nowrap; text-overflow: ellipsis; }}
        & #filter-box {{ margin: 0; }}
        & Input {{ height: 1; border: none; }}
        & #filter-says {{ display: none; }}
        & #filter-says.-wrong, & #filter-box:focus-within #filter-says {{ display: block; }}
    }}
    &.-narrow {{
        & #title, & #hint, & #filter-says, & #list {{ padding: 0; }}
        & #filter-box {{ margin: 0; }}
    }}
}}
"""
