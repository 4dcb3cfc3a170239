"""The table that ships, as tomllib reads it. A start takes it from there: tomllib takes 2 ms to load and to read it."""

from __future__ import annotations

import json
import tomllib

from runwalk_tui.paths import shipped_reading, shipped_stages


def table_as_read() -> dict[str, str]:
    """The file with the text of the table and its values, by its path."""
    text = shipped_stages().read_text("utf-8")
    file = shipped_reading()
    name = "/".join((file.parents[1].name, file.parent.name, file.name))
    return {name: json.dumps({"text": text, "values": tomllib.loads(text)}, indent=1, ensure_ascii=False) + "\n"}
