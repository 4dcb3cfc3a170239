"""The page read by a strict parser of HTML, which is not ours."""

from __future__ import annotations

from typing import Any

import pytest

from runwalk_tui.exports.report.page import hand_out_html, letter_html
from tests.support.a_letter import empty_letter, full_letter, hand_out, stopped_letter
from tests.support.needed import needed_module


@pytest.fixture(scope="module")
def html5lib() -> Any:
    return needed_module("html5lib")


def test_every_page_is_read_without_a_single_error(html5lib: Any) -> None:
    pages = [*map(letter_html, (full_letter(), empty_letter(), stopped_letter())), hand_out_html(hand_out())]
    for page in pages:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree = parser.parse(page)
        assert tree.find("head/title").text
        assert len(tree.findall(".//body//h1")) == 1


def test_a_table_has_as_many_cells_in_each_row_as_heads(html5lib: Any) -> None:
    tree = html5lib.parse(letter_html(full_letter()), namespaceHTMLElements=False)
    tables = tree.findall(".//table")
    assert len(tables) == 5
    for table in tables:
        heads = len(table.findall("thead/tr/th"))
        rows = table.findall("tbody/tr")
        assert rows
        assert {len(row) for row in rows} == {heads}
