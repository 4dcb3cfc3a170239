"""The screening: what is asked before the first run, and what a warning sign means (RULES, section 5).

The topics of the warning signs are those that the NHS lists for back pain; the sentences are our own. They name
no illness and come from no questionnaire: all they can say is whom to ask, and how soon.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from runwalk_tui.session.record import Clearance, SessionRecord, new_session_id


class Urgency(StrEnum):
    """How soon a warning sign must be seen to."""

    EMERGENCY = "emergency"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A warning sign: reason to see somebody before the next run."""

    id: str
    """Short and stable; `runwalk log --red-flag` takes it as well as the text."""
    text: str
    """How it stands in the log, at most 33 characters and without a comma; never changed once released."""
    question: str
    """One question of one sentence, answered with yes or no."""
    urgency: Urgency
    hints: tuple[str, ...] = ()
    """Beginnings of words by which a text of the runner's own is taken for this sign; emergencies only."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A reason to ask a professional before starting to exercise; it blocks nothing."""

    id: str
    text: str
    """How it is kept, at most 33 characters."""
    question: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about a warning sign, in any country."""

    urgency: Urgency
    action: str
    """What to do and how fast, in one sentence."""
    detail: str
    """What else to know."""


EMERGENCY_SIGNS = (
    RedFlag(
        "both-legs",
        "both legs numb or weak or painful",
        "Do both legs tingle, hurt, or feel numb or weak?",
        Urgency.EMERGENCY,
        ("legs",),
    ),
    RedFlag(
        "saddle",
        "numb genitals or buttocks",
        "Have you lost feeling around your genitals or buttocks?",
        Urgency.EMERGENCY,
        ("genital", "buttock", "saddle", "perine"),
    ),
    RedFlag(
        "bladder-bowel",
        "bladder or bowel trouble",
        "Is it hard to pass urine, or to hold urine or stool?",
        Urgency.EMERGENCY,
        ("bladder", "bowel", "urin", "stool", "incontinen"),
    ),
    RedFlag(
        "chest",
        "chest pain",
        "Do you have pain or tightness in your chest?",
        Urgency.EMERGENCY,
        ("chest",),
    ),
    RedFlag(
        "accident",
        "pain since a serious accident",
        "Did the back pain begin with a serious accident?",
        Urgency.EMERGENCY,
        ("accident", "crash"),
    ),
)
NEW_LEG_SIGN = RedFlag(
    "one-leg",
    "one leg newly numb or weak",
    "Has one leg newly become numb or weak?",
    Urgency.SOON,
)
"""Can come up in any run, so it has a key of its own wherever warning signs are asked for."""
SOON_SIGNS = (
    NEW_LEG_SIGN,
    RedFlag("fever", "fever or feeling unwell", "Do you have a fever, or feel ill?", Urgency.SOON),
    RedFlag("weight-loss", "unexplained weight loss", "Have you lost weight without meaning to?", Urgency.SOON),
    RedFlag(
        "lump",
        "lump or changed shape of the back",
        "Is there a lump on your back, or has its shape changed?",
        Urgency.SOON,
    ),
    RedFlag(
        "night",
        "pain at night or in spite of rest",
        "Is the pain worse at night, or does rest not ease it?",
        Urgency.SOON,
    ),
    RedFlag(
        "faint",
        "faint or dizzy while exercising",
        "Do you faint or turn dizzy when you exert yourself?",
        Urgency.SOON,
    ),
)
RED_FLAGS = EMERGENCY_SIGNS + SOON_SIGNS
"""Every warning sign, the most urgent first."""

CONDITIONS = (
    Condition("heart", "heart condition", "Has a doctor ever told you of a heart condition?"),
    Condition("fainting", "fainting", "Have you fainted, or nearly, in the last year?"),
    Condition(
        "asthma-diabetes",
        "uncontrolled asthma or diabetes",
        "Do you have asthma or diabetes that is not well controlled?",
    ),
    Condition(
        "pregnancy",
        "pregnancy or birth within a year",
        "Are you pregnant, or did you give birth within the last year?",
    ),
    Condition("back-surgery", "back surgery", "Have you ever had surgery on your back?"),
    Condition("leg-injury", "leg injury in the last six weeks", "Have you hurt a leg or foot in the last six weeks?"),
)

ADVICE = {
    Urgency.EMERGENCY: Advice(
        Urgency.EMERGENCY,
        "Call your emergency number or go to an emergency department now.",
        "Do not wait to see whether it passes, and let somebody else drive.",
    ),
    Urgency.SOON: Advice(
        Urgency.SOON,
        "See a doctor in the next days, before you run again.",
        "If it gets worse quickly, call your emergency number.",
    ),
}
STOP_SIGN = "No session is offered until a clinician has cleared you."
CONDITION_ADVICE = "Before your first run, ask a doctor, a physiotherapist or a midwife whether it suits you."
"""After any pre-exercise question was answered with yes."""


def flag_of(text: str) -> RedFlag | None:
    """Return the warning sign that a text in a log stands for; None when it is none of these.

    A text in the runner's own words is taken for an emergency as soon as one of its words says so: to go once in
    vain is better than not to go.
    """
    wanted = _plain(text)
    for flag in RED_FLAGS:
        if wanted in (flag.id, _plain(flag.text), _plain(flag.question)):
            return flag
    return next((flag for flag in EMERGENCY_SIGNS if any(f" {hint}" in f" {wanted}" for hint in flag.hints)), None)


def urgency_of(text: str) -> Urgency:
    """How soon a warning sign in a log must be seen to; one that is not known is to be seen soon."""
    flag = flag_of(text)
    return Urgency.SOON if flag is None else flag.urgency


def advice_for(red_flags: Iterable[str]) -> Advice | None:
    """Return the most urgent advice for the warning signs of a log; None when there are none."""
    urgencies = {urgency_of(text) for text in red_flags}
    return next((ADVICE[urgency] for urgency in Urgency if urgency in urgencies), None)


@dataclass(frozen=True, slots=True)
class Screening:
    """The answers to the questions before the first session."""

    at: datetime
    """Aware: when they were given."""
    red_flags: tuple[str, ...] = ()
    """Texts of the warning signs that were ticked; any raises the stop sign."""
    conditions: tuple[str, ...] = ()
    """Texts of the pre-exercise questions that were answered with yes."""

    def to_json(self) -> str:
        """For `Store.remember`."""
        answers = {"at": self.at.isoformat(), "red_flags": self.red_flags, "conditions": self.conditions}
        return json.dumps(answers, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Screening:
        """Read what `to_json` wrote. Raises ValueError for anything else."""
        answers = json.loads(text)
        if not isinstance(answers, dict):
            raise ValueError("a screening is an object with at, red_flags and conditions")
        at = answers.get("at")
        if not isinstance(at, str) or datetime.fromisoformat(at).tzinfo is None:
            raise ValueError(f"a screening bears a date and time with its offset, not {at!r}")
        return cls(datetime.fromisoformat(at), _texts(answers, "red_flags"), _texts(answers, "conditions"))


def screening_due(screening: Screening | None, clearances: Sequence[Clearance] = ()) -> bool:
    """Whether the questions are to be asked: never answered, or answered with a warning sign that has been cleared.

    What was ticked before a clinician's clearance says nothing about the time after it.
    """
    if screening is None:
        return True
    return bool(screening.red_flags) and any(cleared.at >= screening.at for cleared in clearances)


def stop_record(at: datetime, programme: str, stage: str, red_flags: Iterable[str]) -> SessionRecord:
    """Return the record that raises the stop sign without a run: a session in which nothing was done.

    For signs that were ticked before a session. The rule does not count it; only its warning signs are seen.
    """
    return SessionRecord(
        id=new_session_id(),
        started_at=at,
        programme=programme,
        stage=stage,
        reps_planned=1,
        reps_done=0,
        red_flags=tuple(red_flags),
        source="screening",
    )


def _plain(text: str) -> str:
    """A text without its case, its outer signs and its double spaces."""
    return " ".join(text.casefold().replace("_", " ").split()).strip(" .?!")


def _texts(answers: dict[str, object], name: str) -> tuple[str, ...]:
    texts = answers.get(name, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError(f"{name} of a screening is a list of texts, not {texts!r}")
    return tuple(texts)
