"""The table that ships is known before it's read, word for word; any other text is read as it stands."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from runwalk_tui import paths, table_in_use
from scripts.pages import ROOT
from scripts.table_as_read import table_as_read


def test_what_is_known_of_it_is_what_it_says() -> None:
    ((name, text),) = table_as_read().items()
    assert (ROOT / name).read_text("utf-8") == text, "python -m scripts.pages writes it anew"
    known = json.loads(text)
    assert repr(known["values"]) == repr(tomllib.loads(known["text"]))


def test_an_edited_text_is_read_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited = tmp_path / "stages.toml"
    edited.write_text(paths.shipped_stages().read_text("utf-8").replace("ASTEROID run-walk", "Mine"), "utf-8")
    monkeypatch.setattr(table_in_use, "shipped_stages", lambda: edited)
    assert table_in_use.load_programme(edited).programme == "Mine"


@pytest.mark.parametrize("written", [None, "", "broken", "[]", "{}", '{"text": 1}', "TEXT ALONE", "NO TABLE"])
def test_without_what_is_known_of_it_the_table_is_the_same(
    written: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = table_in_use.load_programme(paths.shipped_stages())
    file = tmp_path / "known.json"
    if written is not None:
        text = paths.shipped_stages().read_text("utf-8")
        odd = {"TEXT ALONE": json.dumps({"text": text}), "NO TABLE": json.dumps({"text": text, "values": 7})}
        file.write_text(odd.get(written, written), "utf-8")
    monkeypatch.setattr(table_in_use, "shipped_reading", lambda: file)
    assert table_in_use.load_programme(paths.shipped_stages()) == known
