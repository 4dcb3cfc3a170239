"""The lines of keys: by hand on awkward files, against tomllib on generated ones."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.toml_lines import KeyPath, key_lines, nearest_line
from tests.support.examples import examples

AWKWARD = """\
# [[stage]] in a comment

[programme]  # the first table
name = "a # b = c"
"warm_up" = "5m"
'cool_down' = 1
note = \"""
[[stage]]
run = "not a key"
two quotes "" and an escaped one \\\""" end\"""

[[stage]]
id = '''
walk = 1
'''''
run   =   "1m"
intervals = [   # with a comment ] here
  "run 3m", "walk 90s",

  # "run 1m",
  "run 5m" ,
]
when = 1979-05-27 07:32:00 # a date with a space
[[stage]]
"w\\u0061lk" = "2m"
point = { x = 1, "y z" = [1, { deep = 2 }] }
[stage.more]
a.b . "c" = 3
"""
AWKWARD_LINES = {
    ("programme",): 3,
    ("programme", "name"): 4,
    ("programme", "warm_up"): 5,
    ("programme", "cool_down"): 6,
    ("programme", "note"): 7,
    ("stage",): 12,
    ("stage", 0): 12,
    ("stage", 0, "id"): 13,
    ("stage", 0, "run"): 16,
    ("stage", 0, "intervals"): 17,
    ("stage", 0, "intervals", 0): 18,
    ("stage", 0, "intervals", 1): 18,
    ("stage", 0, "intervals", 2): 21,
    ("stage", 0, "when"): 23,
    ("stage", 1): 24,
    ("stage", 1, "walk"): 25,
    ("stage", 1, "point"): 26,
    ("stage", 1, "point", "x"): 26,
    ("stage", 1, "point", "y z"): 26,
    ("stage", 1, "point", "y z", 0): 26,
    ("stage", 1, "point", "y z", 1): 26,
    ("stage", 1, "point", "y z", 1, "deep"): 26,
    ("stage", 1, "more"): 27,
    ("stage", 1, "more", "a"): 28,
    ("stage", 1, "more", "a", "b"): 28,
    ("stage", 1, "more", "a", "b", "c"): 28,
}


def paths(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Every path in a document that `key_lines` notes."""
    if path:
        yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from paths(child, (*path, key))


def test_keys_are_found_among_comments_strings_and_arrays() -> None:
    assert key_lines(AWKWARD) == AWKWARD_LINES
    assert set(AWKWARD_LINES) == set(paths(tomllib.loads(AWKWARD)))


def test_windows_line_ends_count_once() -> None:
    assert key_lines('a = 1\r\n\r\n[b]\r\nc = """\r\n"""\r\nd = 2\r\n') == {
        ("a",): 1,
        ("b",): 3,
        ("b", "c"): 4,
        ("b", "d"): 6,
    }


@pytest.mark.parametrize("quotes", range(3))
def test_quotes_at_the_end_of_a_multi_line_string_belong_to_it(quotes: int) -> None:
    for mark in ('"', "'"):
        text = f"a = {mark * 3}x\n{mark * quotes}{mark * 3}\nb = 1"
        assert key_lines(text) == {("a",): 1, ("b",): 3}
        assert tomllib.loads(text)["a"] == "x\n" + mark * quotes


def test_a_path_without_a_line_has_that_of_the_table_around_it() -> None:
    lines = key_lines("\n[[stage]]\nrun = 1")
    assert nearest_line(lines, ("stage", 0, "walk")) == 2
    assert nearest_line(lines, ("programme", "name")) == 1


def test_text_that_tomllib_would_refuse_is_refused() -> None:
    with pytest.raises(ValueError, match="line 2 is not TOML"):
        key_lines("a = 1\n!")


def test_what_is_nested_as_deeply_as_tomllib_bears_is_followed() -> None:
    text = "a = " + "[" * 150 + "]" * 150 + "\nb = 1"
    assert tomllib.loads(text)
    assert key_lines(text) == {("a", *[0] * depth): 1 for depth in range(150)} | {("b",): 2}


scalars = st.one_of(st.integers(-5, 5), st.booleans(), st.text(max_size=6), st.floats(allow_nan=False), st.dates())
keys = st.one_of(st.sampled_from(["stage", "run", "walk", "a-b", "1"]), st.text(max_size=4))
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=12
)


@examples(200)
@given(st.dictionaries(keys, values, max_size=5), st.booleans())
def test_every_key_that_tomllib_finds_has_a_line_and_no_other(document: dict[str, object], multiline: bool) -> None:
    text = tomli_w.dumps(document, multiline_strings=multiline)
    assert set(key_lines(text)) == set(paths(tomllib.loads(text)))


VALUES = (
    "1",
    "true",
    "1979-05-27 07:32:00",
    '"#"',
    "'a\\'",
    '""',
    '"""\n[x]\n  y = 1\n"""',
    "'''\n''\n'''",
    "[]",
    "[\n1, # ]\n2,\n]",
    '[ "a", [\n"]"], {b = "}"} ]',
    "{}",
    '{ a.b = 1, "c" = [\n] }',
)


@examples(200)
@given(st.data())
def test_a_key_stands_where_it_was_written(data: st.DataObject) -> None:
    """Statements are written one after the other, and where each begins is counted while writing."""
    text = ""
    expected: dict[KeyPath, int] = {}
    table: KeyPath = ()
    stages = 0
    for number in range(data.draw(st.integers(1, 12))):
        text += data.draw(st.sampled_from(["", "\n", "# [x] = {\n", " \t", "\r\n"]))
        line = text.count("\n") + 1
        kind = data.draw(st.sampled_from(["table", "stage", "key", "key", "quoted", "dotted"]))
        if kind == "table":
            table = (f"t{number}",)
            text += f"[ t{number} ] # comment\n"
            expected[table] = line
        elif kind == "stage":
            table = ("stage", stages)
            stages += 1
            text += "[[stage]]\n"
            expected.setdefault(("stage",), line)
            expected[table] = line
        else:
            written = {"key": f"k{number}", "quoted": f'"k{number}\\u0021"', "dotted": f"k{number} . 'x y'"}[kind]
            name = f"k{number}!" if kind == "quoted" else f"k{number}"
            expected[*table, name] = line
            if kind == "dotted":
                expected[*table, name, "x y"] = line
            text += f"{written} = {data.draw(st.sampled_from(VALUES))}\n"
    tomllib.loads(text)
    found = key_lines(text)
    assert {path: found[path] for path in expected} == expected
