"""A session as a sheet of fields: what is in each, as text, and the session that the texts describe.

A screen and lines of text show the same sheet, and what is typed into either is read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from runwalk_tui.corrections.days import SUCH_AS, day_meant
from runwalk_tui.corrections.entry import (
    FieldName,
    faults,
    lasting,
    made_consistent,
    minutes_of,
)
from runwalk_tui.programme.stage import MOST_REPS, WORST_PAIN, StageTable
from runwalk_tui.session.habits import ISO_HABITS, CalendarHabits, clock_time, time_in
from runwalk_tui.session.limits import MOST_MINUTES
from runwalk_tui.session.records import SessionKind, SessionRecord
from runwalk_tui.system.own_clock import on_own_clock
from runwalk_tui.system.safe_text import ITEM_LENGTH, ITEMS
from runwalk_tui.wording import SIDED_PLACES, SORENESS_PLACES

LABELS: Mapping[FieldName, str] = {
    "date": "Date",
    "time": "Time",
    "kind": "Kind",
    "stage": "Stage",
    "done": "Reps done",
    "planned": "Planned",
    "minutes": "Minutes",
    "before": "Pain before",
    "worst": "Worst pain",
    "after": "Pain after",
    "morning": "Next morning",
    "sore": "New soreness",
    "ready": "Ready",
    "effort": "Effort",
    "note": "Note",
}
"""What each field is called, in the order of the sheet."""
SCALES: Mapping[FieldName, str] = {
    "before": "pain_before",
    "worst": "pain_worst",
    "after": "pain_after",
    "morning": "pain_morning",
    "effort": "effort",
}
"""Fields that hold a number from 0 to 10 or nothing, each with its name in a record."""
READY = {"": None, "yes": True, "not yet": False}
"""What "ready" may say."""
KINDS: Mapping[SessionKind, str] = {
    SessionKind.RUN_WALK: "run-walk",
    SessionKind.WALK: "walk",
    SessionKind.COMPANION: "other",
}
"""Each kind of session as people call it; "other" is other exercise."""
SIDES = {"": "", "l": "left ", "r": "right "}
ONLY_A_SESSION: frozenset[FieldName] = frozenset(
    {"stage", "done", "planned", "worst", "morning", "sore", "ready", "effort"}
)
"""Fields that a walk and other exercise do not have."""
Texts = Mapping[FieldName, str]
SUCH_A_TIME = time(18, 16)
"""An example that tells the two ways of writing a time apart."""


def fields_of(kind: str) -> tuple[FieldName, ...]:
    """The fields that a kind of session has, in the order of the sheet."""
    left_out = {"minutes"} if kind == SessionKind.RUN_WALK else ONLY_A_SESSION
    return tuple(name for name in LABELS if name not in left_out)


def texts_of(session: SessionRecord, habits: CalendarHabits = ISO_HABITS) -> dict[FieldName, str]:
    """The text in each field of a session; "" for what was not given."""
    ready = {value: word for word, value in READY.items()}
    return {
        "date": f"{session.started_at:%Y-%m-%d}",
        "time": clock_time(session.started_at, habits),
        "kind": KINDS[session.kind],
        "stage": session.stage,
        "done": str(session.reps_done),
        "planned": str(session.reps_planned),
        "minutes": str(minutes_of(session)) if session.active_seconds else "",
        **{name: _or_empty(getattr(session, attribute)) for name, attribute in SCALES.items()},
        "sore": ", ".join(session.soreness),
        "ready": ready[session.felt_ready],
        "note": " ".join(session.note.split()),
    }


def _or_empty(value: int | None) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """The session that is corrected, or proposed, and what was typed into its fields since."""

    start: SessionRecord
    """The session as it is in the log; a new one as it is proposed."""
    table: StageTable
    now: datetime
    """The runner's wall clock, with its offset."""
    new: bool = False
    """Whether it is not in the log yet."""
    texts: Texts = field(default_factory=dict)
    """What is in the fields; those that are missing say what `start` says."""
    habits: CalendarHabits = ISO_HABITS
    """How the time of day is written; it is read in either way."""
    at: datetime | None = None
    """When it began, with its offset; takes precedence over date and time. Only a command sets this and the two
    below."""
    red_flags: tuple[str, ...] = ()
    """Warning signs that are added; none is ever taken away."""
    stopped: bool | None = None
    """Whether it was stopped for pain; None for what `start` says."""

    def text(self, name: FieldName) -> str:
        """What is in a field now."""
        return self.texts.get(name, self._began[name])

    def with_text(self, name: FieldName, text: str) -> SessionSheet:
        """The sheet with another text in a field; a day that is said in words is one in figures from then on."""
        if name == "date" and (day := day_meant(text, self.now.date())) is not None:
            text = f"{day}"
        return replace(self, texts={**self.texts, name: text})

    @property
    def _began(self) -> dict[FieldName, str]:
        return texts_of(self.start, self.habits)

    @property
    def changed(self) -> bool:
        """Whether any field says something else than at the start."""
        return any(self.texts.get(name, text).strip() != text.strip() for name, text in self._began.items())

    @property
    def fields(self) -> tuple[FieldName, ...]:
        """The fields that are shown, which depends on the kind."""
        return fields_of(self.text("kind"))

    @property
    def was(self) -> SessionRecord | None:
        """The session that is corrected; None for one that is new."""
        return None if self.new else self.start

    def read(self) -> tuple[SessionRecord, Mapping[FieldName, str]]:
        """The session that the fields describe, and one line for each fault; with any fault, `start` unchanged."""
        began, said = self._began, _Said(self)
        other_kind = self.text("kind") != began["kind"]
        for name in self.fields:
            text = self.text(name).strip()
            # What is there may begin or end with a space; only what was typed is read again.
            if self.new or text != began[name].strip() or (name == "minutes" and other_kind):
                READERS[name](said, text)
        if self.at is not None and self.at != self.start.started_at:
            said.set(started_at=self.at)
        if self.stopped is not None:
            said.set(stopped_for_pain=self.stopped)
        said.set(red_flags=tuple(dict.fromkeys((*self.start.red_flags, *self.red_flags))))
        if said.faults:
            return self.start, said.faults
        record = made_consistent(said.draft, self.table, self.was)
        wrong = faults(record, self.table, self.now, self.was)
        return (self.start, wrong) if wrong else (record, {})


class _Said:
    """Reads the fields one after the other."""

    def __init__(self, sheet: SessionSheet) -> None:
        self.sheet = sheet
        self.draft = sheet.start
        self.faults: dict[FieldName, str] = {}

    def set(self, **values: object) -> None:
        self.draft = replace(self.draft, **values)  # type: ignore[arg-type] # the fields of a record by name

    def count(self, name: FieldName, text: str, least: int, most: int) -> int | None:
        found = int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None
        if found is None or not least <= found <= most:
            self.faults[name] = f"a whole number from {least} to {most}"
            return None
        return found

    def date(self, text: str) -> None:
        self._at(text, self.sheet.text("time"))

    def time(self, text: str) -> None:
        if "date" not in self.faults:
            self._at(self.sheet.text("date"), text)

    def _at(self, day: str, hour: str) -> None:
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day.strip()):
                raise ValueError(day)
            moment = datetime.fromisoformat(day.strip())  # its offset is found below
        except ValueError:
            self.faults["date"] = SUCH_AS
            return
        found = time_in(hour)
        if found is None:
            self.faults["time"] = f"a time such as {clock_time(SUCH_A_TIME, self.sheet.habits)}"
            return
        start = self.sheet.start.started_at
        # Of a time that was not touched the seconds stay, too.
        same_time = (found.hour, found.minute) == (start.hour, start.minute)
        if same_time and day.strip() == f"{start:%Y-%m-%d}":
            return
        moment = datetime.combine(moment, start.time() if same_time else found)
        try:
            self.set(started_at=moved_to(moment, start, self.sheet.now))
        except (ValueError, OverflowError):
            self.faults["date"] = SUCH_AS

    def kind(self, text: str) -> None:
        # What the log calls it is understood, too.
        known = {**{str(kind): kind for kind in KINDS}, **{word: kind for kind, word in KINDS.items()}}
        if text not in known:
            self.faults["kind"] = f"one of {', '.join(KINDS.values())}"
        else:
            self.set(kind=known[text])

    def stage(self, text: str) -> None:
        """By any id that the stage has or had; a session of that stage stays as it was filed."""
        table, start = self.sheet.table, self.sheet.start
        place = table.index(text) if start.programme == table.programme else None
        if place is not None:
            same = not self.sheet.new and place == table.index(start.stage)
            text = start.stage if same else table.stages[place].id
        self.set(stage=text)

    def done(self, text: str) -> None:
        count = self.count("done", text, 0, MOST_REPS)
        if count is not None:
            self.set(reps_done=count)

    def planned(self, text: str) -> None:
        count = self.count("planned", text, 1, MOST_REPS)
        if count is not None:
            self.set(reps_planned=count)

    def minutes(self, text: str) -> None:
        count = self.count("minutes", text, 1, MOST_MINUTES)
        start = self.sheet.start
        if count is not None and (not start.active_seconds or count != minutes_of(start)):
            self.draft = lasting(self.draft, count)

    def scale(self, name: FieldName, text: str) -> None:
        value = self.count(name, text, 0, WORST_PAIN) if text else None
        if name in self.faults:
            self.faults[name] += ", or nothing"
        else:
            self.set(**{SCALES[name]: value})

    def sore(self, text: str) -> None:
        places = places_in(text)
        if len(places) > ITEMS or any(len(place) > ITEM_LENGTH for place in places):
            self.faults["sore"] = "too long; a note has room for more"
        else:
            self.set(soreness=places)

    def ready(self, text: str) -> None:
        if text not in READY:
            self.faults["ready"] = "yes, not yet, or nothing"
        else:
            self.set(felt_ready=READY[text])

    def note(self, text: str) -> None:
        self.set(note=text)


READERS: Mapping[FieldName, Callable[[_Said, str], None]] = {
    "kind": _Said.kind,
    "date": _Said.date,
    "time": _Said.time,
    "stage": _Said.stage,
    "done": _Said.done,
    "planned": _Said.planned,
    "minutes": _Said.minutes,
    "before": lambda said, text: said.scale("before", text),
    "worst": lambda said, text: said.scale("worst", text),
    "after": lambda said, text: said.scale("after", text),
    "morning": lambda said, text: said.scale("morning", text),
    "effort": lambda said, text: said.scale("effort", text),
    "sore": _Said.sore,
    "ready": _Said.ready,
    "note": _Said.note,
}


def moved_to(moment: datetime, start: datetime, now: datetime) -> datetime:
    """A day and a time of day on the runner's own clock, aware.

    The offset is what this machine's time zone had then, so that it is right across a clock change. A session that
    was recorded in another time zone, or on a clock that is not this machine's, stays on it.
    """
    same = all(at.astimezone().utcoffset() == at.utcoffset() for at in (start, now))
    return on_own_clock(moment) if same else moment.replace(tzinfo=start.tzinfo)


def places_in(text: str) -> tuple[str, ...]:
    """The sore places that a text names: "2 4r", "left knee, hip", or any other words with commas between."""
    return tuple(dict.fromkeys(_places(text)))


def _places(text: str) -> Iterator[str]:
    for part in re.split(r"\s*,\s*", " ".join(text.split())):
        numbered = re.findall(r"(\d)([lr]?)", part.lower())
        if re.fullmatch(r"\d[lr]?( \d[lr]?)*", part.lower()) and all(
            1 <= int(number) <= len(SORENESS_PLACES) for number, _ in numbered
        ):
            for number, side in numbered:
                place = SORENESS_PLACES[int(number) - 1]
                yield f"{SIDES[side]}{place}" if place in SIDED_PLACES else place
        elif part:
            yield part
