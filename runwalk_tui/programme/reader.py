"""stages.toml becomes a StageTable, or all of its faults at once.

The comments of the table that ships tell its editor what can be in the file.
"""

from __future__ import annotations

from typing import Any

from runwalk_tui.programme.duration import format_duration
from runwalk_tui.programme.faults import Fault, TableError, quote
from runwalk_tui.programme.stage import (
    LONGEST_NAME,
    LONGEST_SESSION,
    LONGEST_STEP,
    MOST_COUNT,
    MOST_DAYS,
    MOST_REPS,
    MOST_STAGES,
    WORST_PAIN,
    Policy,
    Stage,
    StageTable,
    TableKind,
)
from runwalk_tui.programme.stage_reader import STAGE_KEYS, check_length, read_stage, stage_label
from runwalk_tui.programme.toml_text import parse_toml
from runwalk_tui.programme.validation import Report, Section
from runwalk_tui.system.problems import FaultyTextError

TABLES = ("programme", "progression", "placement", "stage")
PROGRAMME_KEYS = ("name", "sessions_per_week", "warm_up", "cool_down", "session_limit", "reps", "then", "kind")
PROGRESSION_KEYS = Policy.__match_args__
PLACEMENT_KEYS = ("thresholds",)

PLACES = {
    **dict.fromkeys(PROGRAMME_KEYS, "[programme]"),
    **dict.fromkeys(PROGRESSION_KEYS, "[progression]"),
    **dict.fromkeys(PLACEMENT_KEYS, "[placement]"),
    **{key: "[programme] or a [[stage]]" if key in PROGRAMME_KEYS else "a [[stage]]" for key in STAGE_KEYS},
}
"""Where each key belongs, for one that is somewhere else."""

_USUAL = StageTable("programme", ())
"""Bears the defaults of what a file leaves out, and so does the stage."""
_USUAL_STAGE = Stage("", ())


def parse_table(text: str, name: str) -> StageTable:
    """Return the table in a text; `name` is what its faults call the file. Raises TableError with every fault."""
    try:
        document = parse_toml(text, arrays=("stage",))
    except FaultyTextError as error:
        raise not_toml(name, error) from error
    report = Report(name, text, PLACES)
    table = _read(report, document)
    if report.faults:
        raise TableError(report.faults)
    return table


def not_toml(name: str, error: FaultyTextError) -> TableError:
    """The slips of a text as faults of a table."""
    return TableError(Fault(name, line, "", message) for line, message in error.slips)


def _read(report: Report, document: dict[str, Any]) -> StageTable:
    """Return the table that the document describes; it means something only when no fault was noted."""
    whole = Section(report, (), "", document, TABLES)
    programme = _programme(whole)
    read = _stages(report, whole, _usual_stage(programme))
    table = StageTable(
        programme=programme.text("name", _USUAL.programme, LONGEST_NAME, empty=False),
        stages=tuple(stage for _, stage in read),
        policy=_policy(whole.table("progression", PROGRESSION_KEYS)),
        sessions_per_week=programme.whole("sessions_per_week", _USUAL.sessions_per_week, 1, MOST_COUNT),
        session_limit=programme.duration("session_limit", None, 1, LONGEST_SESSION),
        thresholds=_thresholds(whole.table("placement", PLACEMENT_KEYS)),
        then=programme.text("then", "", LONGEST_NAME, empty=False) if programme.value("then") is not None else "",
        kind=TableKind(programme.choice("kind", _USUAL.kind.value, [kind.value for kind in TableKind])),
    )
    for section, stage in read:
        if section.sound and programme.sound:
            check_length(section, table, stage)
    return table


def _programme(whole: Section) -> Section:
    """The table [programme]; that it and its name are there is all that is checked yet."""
    programme = whole.table("programme", PROGRAMME_KEYS)
    if "programme" not in whole:
        whole.fault('[programme] is missing; it needs at least a name: name = "My run-walk"', "programme")
    elif "name" not in programme and isinstance(whole.value("programme"), dict):
        programme.fault('this key is missing; sessions are filed under it: name = "My run-walk"', "name")
    return programme


def _usual_stage(programme: Section) -> Stage:
    """What [programme] says for the stages that do not say it themselves."""
    fewest, most = programme.span("reps", (_USUAL_STAGE.reps_min, _USUAL_STAGE.reps_max), 1, MOST_REPS)
    return Stage(
        id="",
        steps=(),
        reps_min=fewest,
        reps_max=most,
        warm_up=programme.duration("warm_up", 0, 0, LONGEST_STEP) or 0,
        cool_down=programme.duration("cool_down", 0, 0, LONGEST_STEP) or 0,
    )


def _policy(progression: Section) -> Policy:
    """The figures of the rule; every one of them has a default."""
    usual = Policy()

    def pain(key: str) -> int:
        return progression.whole(key, getattr(usual, key), 0, WORST_PAIN)

    def count(key: str) -> int:
        return progression.whole(key, getattr(usual, key), 1, MOST_COUNT)

    def days(key: str) -> int:
        return progression.whole(key, getattr(usual, key), 0, MOST_DAYS)

    return Policy(
        acceptable_pain=pain("acceptable_pain"),
        severe_pain=pain("severe_pain"),
        pain_rise=pain("pain_rise"),
        hard_effort=pain("hard_effort"),
        sessions_to_advance=count("sessions_to_advance"),
        min_days_per_stage=days("min_days_per_stage"),
        rest_days=days("rest_days"),
        rest_days_after_flare=days("rest_days_after_flare"),
        reps_step=count("reps_step"),
        break_repeat_days=days("break_repeat_days"),
        break_step_back_days=days("break_step_back_days"),
        break_retest_days=days("break_retest_days"),
        manual=progression.flag("manual", usual.manual),
    )


def _thresholds(placement: Section) -> tuple[int, int]:
    """The two durations of the run test that divide three starting stages."""
    given = placement.value("thresholds")
    if given is None:
        return _USUAL.thresholds
    if not isinstance(given, list) or len(given) != 2:
        placement.fault('give two durations, the shorter first: ["30s", "90s"]', "thresholds")
        return _USUAL.thresholds
    low, high = (placement.seconds(value, 1, LONGEST_STEP, "thresholds", at) for at, value in enumerate(given))
    if low is None or high is None:
        return _USUAL.thresholds
    if low >= high:
        pair = f"{format_duration(low)} and then {format_duration(high)}"
        placement.fault(f'{pair} must go up; put the shorter first: ["30s", "90s"]', "thresholds")
    return low, high


def _stages(report: Report, whole: Section, usual: Stage) -> list[tuple[Section, Stage]]:
    """The stages in order, each with the table of the file it was read from."""
    given = whole.tables("stage")
    if "stage" not in whole or whole.value("stage") == []:
        whole.fault("there is none; at least one [[stage]] is needed", "stage")
    if len(given) > MOST_STAGES:
        whole.fault(f"there are {len(given)}; a table has at most {MOST_STAGES}", "stage")
    read: list[tuple[Section, Stage]] = []
    for position, (path, values) in enumerate(given[:MOST_STAGES], 1):
        if isinstance(values, dict):
            section = Section(report, path, stage_label(values, position), values, STAGE_KEYS)
            read.append((section, read_stage(section, position, usual)))
        else:
            wrong = f"{quote(values)} is not a stage; write [[stage]] on its own line"
            report.add(path, stage_label({}, position), wrong)
    _check_ids(read)
    return read


def _check_ids(read: list[tuple[Section, Stage]]) -> None:
    """Note a fault for every id, present or earlier, that another stage has or had before it."""
    first: dict[str, tuple[Section, tuple[str | int, ...]]] = {}
    """Where each id is; on which line is asked only for a fault, since the text has to be scanned for that."""

    def line_of(stage_id: str) -> int:
        section, keys = first[stage_id]
        return section.line(*keys)

    for section, stage in read:
        given = section.value("id")
        if given in (None, stage.id):  # otherwise its id has another error
            if stage.id in first:
                own = "" if given else "; this stage has no id, so its position is its id"
                section.fault(f"{quote(stage.id)} is already used on line {line_of(stage.id)}{own}", "id")
            first.setdefault(stage.id, (section, ("id",)))
        for position, earlier in enumerate(stage.was):
            if earlier == stage.id:
                section.fault(f"{quote(earlier)} is what the stage is called now; leave it out", "was", position)
            elif earlier in first:
                section.fault(f"{quote(earlier)} is already used on line {line_of(earlier)}", "was", position)
            first.setdefault(earlier, (section, ("was", position)))
