"""Single values put into the text of a table: everything but them stays byte for byte."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.own_table.rewriting import CannotRewriteError, Edits, Value, rewritten
from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.toml_lines import KeyPath
from runwalk_tui.programme.toml_text import parse_toml

SPACES = st.text(" \t", max_size=3)
COMMENTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=20).map(lambda text: f"#{text}")
DURATIONS = st.integers(1, 5000).map(lambda seconds: f"{seconds}s")


@dataclass(frozen=True)
class Line:
    """A key with its value, and everything around that."""

    before: str
    value: str
    after: str

    def with_value(self, value: str) -> str:
        return f"{self.before}{value}{self.after}"


@st.composite
def key_lines(draw: st.DrawFn, key: str, values: st.SearchStrategy[str]) -> Line:
    written = draw(st.sampled_from((key, '"' + key + '"')))
    before = f"{draw(SPACES)}{written}{draw(SPACES)}={draw(SPACES)}"
    comment = draw(st.none() | COMMENTS)
    return Line(before, draw(values), draw(SPACES) if comment is None else f"{draw(SPACES)}{comment}")


def quoted(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return values.flatmap(lambda text: st.sampled_from((f'"{text}"', f"'{text}'")))


REPS = st.tuples(st.integers(1, 9), st.integers(9, 20), SPACES, SPACES).map(
    lambda parts: f"[{parts[2]}{parts[0]},{parts[3]}{parts[1]}{parts[2]}]"
)
PLACES: dict[str, KeyPath] = {
    "run": ("stage", 1, "run"),
    "walk": ("stage", 1, "walk"),
    "per week": ("programme", "sessions_per_week"),
}
FILLER = st.lists(SPACES | COMMENTS, max_size=3)


@given(
    st.data(),
    st.lists(st.sampled_from(("run", "walk", "per week")), unique=True, min_size=1),
    st.sampled_from(("\n", "\r\n")),
)
def test_only_the_values_change(data: st.DataObject, changed: list[str], end: str) -> None:
    draw = data.draw
    week = draw(key_lines("sessions_per_week", st.integers(1, 7).map(str)))
    run, walk = (draw(key_lines(key, quoted(DURATIONS) | st.integers(1, 99).map(str))) for key in ("run", "walk"))
    reps = draw(key_lines("reps", REPS))
    new: dict[str, Value] = {"run": draw(DURATIONS), "walk": draw(DURATIONS), "per week": draw(st.integers(1, 7))}
    edits: Edits = {PLACES[key]: new[key] for key in changed}

    def text(*, after: bool) -> str:
        def shown(line: Line, key: str) -> str:
            value = f'"{new[key]}"' if isinstance(new[key], str) else str(new[key])
            return line.with_value(value if after and key in changed else line.value)

        lines = [*fill[0], "[programme]", 'name = "x"', *fill[1], shown(week, "per week"), *fill[2], "[[stage]]"]
        lines += ['run = "1m" # ours', 'walk = "1m"', *fill[3], "[[stage]]", shown(run, "run"), *fill[4]]
        return end.join([*lines, reps.with_value(reps.value), shown(walk, "walk"), *fill[0]])

    fill = [draw(FILLER) for _ in range(5)]
    assert rewritten(text(after=False), edits) == text(after=True)


def test_a_pair_goes_into_the_list_that_is_there_with_its_comments() -> None:
    text = '[programme]\nname = "x"\nreps = [\n  6, # few\n  10, # many\n]\n[[stage]]\nrun = "1m"\nwalk = "1m"\n'
    assert rewritten(text, {("programme", "reps"): (6, 12)}) == text.replace("10,", "12,")
    assert rewritten(text, {("programme", "reps"): (5, 10)}) == text.replace("6,", "5,")


def test_a_key_that_is_not_there_gets_a_line_in_its_table_and_every_comment_stays() -> None:
    text = shipped_stages().read_text("utf-8")
    edits: Edits = {("stage", 5, "reps"): (6, 12), ("stage", 12, "warm_up"): "3m", ("stage", 3, "run"): "1m10s"}
    changed = rewritten(text, edits)
    before, after = text.splitlines(), changed.splitlines()
    assert [line for line in after if line not in before] == ['run = "1m10s"', "reps = [6, 12]", 'warm_up = "3m"']
    assert [line for line in after if line.startswith("#")] == [line for line in before if line.startswith("#")]
    assert parse_toml(changed)["stage"][5]["reps"] == [6, 12]


def test_a_new_line_has_the_indent_and_the_end_of_its_neighbour() -> None:
    text = '[programme]\r\nname = "x"\r\n[[stage]]\r\n  run = "1m"\r\n  walk = "1m"'
    assert rewritten(text, {("stage", 0, "reps"): 4}) == f"{text}\r\n  reps = 4"
    assert rewritten(f"{text}\r\n", {("stage", 0, "reps"): 4}) == f"{text}\r\n  reps = 4\r\n"


def test_a_new_line_is_not_put_into_a_value_of_several_lines() -> None:
    text = '[programme]\nname = "x"\n[[stage]]\nintervals = [\n  "run 1m",\n  "walk 1m",\n]\n'
    changed = rewritten(text, {("stage", 0, "reps"): 4})
    assert parse_toml(changed)["stage"][0] == {"intervals": ["run 1m", "walk 1m"], "reps": 4}


@pytest.mark.parametrize(
    "text",
    [
        'programme = {name = "x"}\nstage = [{run = "1m", walk = "1m"}]\n',
        'programme.name = "x"\n[[stage]]\nrun = "1m"\nwalk = "1m"\n',
    ],
    ids=["in one line", "with dots"],
)
def test_a_table_written_otherwise_is_changed_rightly_or_refused_in_one_line(text: str) -> None:
    expected = parse_toml(text)
    for edits in ({("stage", 0, "run"): "2m"}, {("programme", "warm_up"): "2m"}, {("stage", 0, "reps"): (2, 3)}):
        try:
            changed = parse_toml(rewritten(text, edits))  # type: ignore[arg-type] # each is Edits
        except CannotRewriteError as error:
            assert "\n" not in str(error)
            continue
        assert changed != expected
        assert changed["programme"]["name"] == "x"


def test_a_table_that_is_not_there_is_refused() -> None:
    with pytest.raises(CannotRewriteError):
        rewritten('[programme]\nname = "x"\n', {("stage", 0, "run"): "2m"})


def test_stages_with_another_table_between_them_can_be_changed() -> None:
    """TOML has this, and people who move a table up or down get it."""
    text = (
        '[[stage]]\nrun = "1m" # first\nwalk = "1m"\n\n[programme]\nname = "x"\n\n'
        '[[stage]]\nrun = "2m"  # second\nwalk = "1m"\nreps = [6, 10]\nnote = "old"\n'
    )
    edits: Edits = {("stage", 1, "run"): "3m", ("stage", 1, "reps"): (6, 12), ("stage", 1, "note"): None}
    changed = text.replace('"2m"', '"3m"').replace("[6, 10]", "[6, 12]").replace('note = "old"\n', "")
    assert rewritten(text, edits) == changed
    assert rewritten(text, {("stage", 0, "walk"): "30s"}) == text.replace('walk = "1m"', 'walk = "30s"', 1)
