"""What the program makes of the pages is what it would make today."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.pages import PAGES, ROOT, first_line, last_line, renewed


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_the_program_says(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert renewed(text, PAGES[page]) == text, "python -m scripts.pages writes it anew"


def test_only_what_is_between_the_comments_is_written() -> None:
    page = f"Before.\n\n{first_line('sums')}\nold\n{last_line('sums')}\n\nAfter.\n"
    assert (
        renewed(page, {"sums": lambda: "1 + 1 = \\2\n"})
        == f"Before.\n\n{first_line('sums')}\n\n1 + 1 = \\2\n\n{last_line('sums')}\n\nAfter.\n"
    )


@pytest.mark.parametrize("times", [0, 2])
def test_a_part_that_is_not_there_just_once_is_named(times: int) -> None:
    page = f"{first_line('sums')}\n{last_line('sums')}\n" * times
    with pytest.raises(ValueError, match=f"“sums” is there {times} times"):
        renewed(page, {"sums": lambda: "2"})


def test_every_made_part_of_a_page_is_made_by_the_script() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    for path in pages:
        parts = PAGES.get(path.relative_to(ROOT).as_posix(), {})
        assert path.read_text("utf-8").count("made by `python -m scripts.pages`") == len(parts), Path(path).name
