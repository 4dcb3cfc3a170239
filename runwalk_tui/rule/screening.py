"""The screening: what is asked before the first run (RULES, section 7).

First the red flags of `red_flags`, then whether the programme suits the runner. The topics and what is said about them
come from whom the trial included, and what it saw; the sentences are our own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from runwalk_tui.session.records import Clearance


@dataclass(frozen=True, slots=True)
class Condition:
    """A reason why the programme may not suit the runner, or to ask somebody first; it blocks nothing."""

    id: str
    """How it is saved; never changed once released."""
    text: str
    """How it is told to people, at most 33 characters: a row of 40 columns holds no more."""
    question: str
    """One question of one sentence, at most 62 characters, answered with yes or no."""
    advice: str
    """What a yes means, in one sentence: why the trial did not include such people, or whom to ask."""
    was: tuple[str, ...] = ()
    """Texts that mean it in answers of the first edition."""


TRIAL_CONDITIONS = (
    Condition(
        "age",
        "under 18 or over 45",
        "Are you under 18 or over 45?",
        "The trial was with adults aged 18 to 45, so it says little about people your age: "
        "ask a doctor or physiotherapist.",
    ),
    Condition(
        "new-pain",
        "new back pain, or under 12 weeks",
        "Is this a new kind of pain, or has it lasted under 12 weeks?",
        "Everyone in the trial had had back pain for more than 12 weeks, so it can't tell you about newer pain.",
        ("back pain new or under 12 weeks",),
    ),
    Condition(
        "leg-pain",
        "leg pain worse than back pain",
        "Does your leg hurt more than your back?",
        "The trial was about low back pain: if your leg hurts more, ask a doctor or physiotherapist first.",
    ),
    Condition(
        "spine",
        "spinal disease or back surgery",
        "Do you have a spinal disease, or have you had back surgery?",
        "The trial was about back pain with no known cause: ask whoever treats your back whether you can run.",
        ("back-surgery", "back surgery"),
    ),
    Condition(
        "inflammatory",
        "inflammatory disease",
        "Do you have an inflammatory disease?",
        "Ask the doctor who treats you for it whether running is right for you, and when.",
    ),
)
"""What sets somebody apart from the runners of the trial."""
HEALTH_CONDITIONS = (
    Condition(
        "heart",
        "heart condition",
        "Has a doctor ever said you have a heart condition?",
        "Ask the doctor who looks after your heart before your first run.",
    ),
    Condition(
        "fainting",
        "fainted, or nearly",
        "Have you ever fainted, or nearly fainted?",
        "Before you run, ask a doctor what caused it: a runner who fainted in the trial had an underlying condition.",
    ),
    Condition(
        "asthma-diabetes",
        "uncontrolled asthma or diabetes",
        "Do you have asthma or diabetes that isn't well controlled?",
        "Ask the doctor or nurse who treats your asthma or diabetes how to run with it.",
    ),
    Condition(
        "pregnancy",
        "pregnant, or birth in last year",
        "Are you pregnant, or have you given birth in the last year?",
        "Ask your midwife or doctor whether running is right for you, and when.",
        ("pregnancy or birth within a year",),
    ),
    Condition(
        "leg-injury",
        "leg injury in the last six weeks",
        "Have you hurt a leg or foot in the last six weeks?",
        "Ask a physiotherapist when you can run again: most problems in the trial were in a leg or foot.",
    ),
)
"""What somebody who knows the runner should have a word about."""
CONDITIONS = TRIAL_CONDITIONS + HEALTH_CONDITIONS


def condition_of(words: str) -> Condition | None:
    """Return what saved words mean, an id or a text of the first edition; None when it is nothing that is asked."""
    return next((each for each in CONDITIONS if words in (each.id, each.text, *each.was)), None)


def condition_ids(kept: Iterable[str]) -> tuple[str, ...]:
    """The ids of saved conditions, in the order in which they are asked; what is not asked any more is left out."""
    found = {condition_of(words) for words in kept}
    return tuple(each.id for each in CONDITIONS if each in found)


def conditions_in_words(kept: Iterable[str]) -> str:
    """Kept conditions as people read them."""
    known = ((words, condition_of(words)) for words in kept)
    return "; ".join(words if each is None else each.text for words, each in known)


def advice_about(conditions: Iterable[str]) -> tuple[str, ...]:
    """One sentence for each condition that was answered with yes, told once."""
    return tuple(each.advice for each in map(condition_of, conditions) if each is not None)


@dataclass(frozen=True, slots=True)
class Screening:
    """The answers to the questions before the first session."""

    at: datetime
    """Aware: when they were given."""
    red_flags: tuple[str, ...] = ()
    """Red flags that were ticked, as a log has them; any raises the stop sign."""
    conditions: tuple[str, ...] = ()
    """Ids of the conditions that were answered with yes; the first edition wrote texts."""

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
    """Whether the questions are to be asked: never answered, or answered with a red flag that has been cleared.

    What was ticked before a clinician's clearance says nothing about the time after it. Answers of the first edition
    are answers: the questions that came later block nothing, so nobody is asked everything again for their sake; who
    wants to hear them finds them on the menu.
    """
    if screening is None:
        return True
    return bool(screening.red_flags) and any(cleared.at >= screening.at for cleared in clearances)


def _texts(answers: dict[str, object], name: str) -> tuple[str, ...]:
    texts = answers.get(name, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError(f"{name} of a screening is a list of texts, not {texts!r}")
    return tuple(texts)
