"""The red flags: what they are called, how soon each must be seen to, and what to do about it (RULES, section 7).

The topics are those that the NHS lists for back pain; the sentences are our own. They name no illness and come from
no questionnaire: all they can say is whom to ask, and how soon.

A log holds ids, so that a sentence can become clearer without an old log losing its meaning. The first edition wrote
texts; those are still known. Words that are neither stay as they were typed and count as an emergency: to go once in
vain is better than not to go.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from runwalk_tui.values import dataclass


class Urgency(StrEnum):
    """How soon a red flag must be seen to, the soonest first."""

    EMERGENCY = "emergency"
    URGENT = "urgent"


class Statement(Protocol):
    """What whoever asks needs to know of a statement that is true or not: a red flag, or a condition."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def question(self) -> str: ...


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A red flag: reason to see somebody before the next run."""

    id: str
    """How the log has it, and what `runwalk log --red-flag` takes; never changed once released."""
    text: str
    """How it is told to people, at most 33 characters: a row of 40 columns holds no more."""
    in_full: str
    """The same in plain words, for a page that has room for them."""
    question: str
    """One question of one sentence, at most 62 characters, answered with yes or no."""
    urgency: Urgency
    was: tuple[str, ...] = ()
    """Texts that mean it in older logs."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about a red flag, in any country."""

    urgency: Urgency
    headline: str
    """What to do, in few words, for a page with room for few."""
    more: str
    """What the headline leaves out of `action`; comes before `detail`."""
    action: str
    """What to do and how urgently, in one sentence."""
    detail: str
    """What else to know."""


EMERGENCY_FLAGS = (
    RedFlag(
        "both-legs",
        "both legs sore/tingly/numb/weak",
        "both legs hurt or tingle, or feel numb or weak",
        "Do both legs hurt or tingle, or feel numb or weak?",
        Urgency.EMERGENCY,
        ("both legs numb or weak or painful", "both legs numb, weak or painful"),
    ),
    RedFlag(
        "saddle",
        "numb/tingly genitals or buttocks",
        "numb or tingly around the genitals or buttocks",
        "Do you feel numb or tingly around your genitals or buttocks?",
        Urgency.EMERGENCY,
        ("numb, tingly genitals or buttocks", "numb genitals or buttocks"),
    ),
    RedFlag(
        "bladder-bowel",
        "hard to pee or can't hold pee/poo",
        "hard to pee, or can't control when you pee or poo",
        "Is it hard to pee, or can't you control when you pee or poo?",
        Urgency.EMERGENCY,
        ("can't pee, or control pee or poo", "bladder or bowel trouble"),
    ),
    RedFlag(
        "chest",
        "chest pain",
        "pain or tightness in the chest",
        "Do you have pain or tightness in your chest?",
        Urgency.EMERGENCY,
    ),
    RedFlag(
        "accident",
        "pain since a serious accident",
        "back pain that started after a serious accident",
        "Did your back pain start after a serious accident?",
        Urgency.EMERGENCY,
    ),
)
URGENT_FLAGS = (
    RedFlag(
        "fever",
        "fever or feeling unwell",
        "fever or feeling unwell",
        "Do you have a fever, or feel unwell?",
        Urgency.URGENT,
    ),
    RedFlag(
        "weight-loss",
        "unexplained weight loss",
        "weight loss without trying",
        "Have you lost weight without trying to?",
        Urgency.URGENT,
    ),
    RedFlag(
        "lump",
        "lump, or back has changed shape",
        "a lump on the back, or the back has changed shape",
        "Is there a lump on your back, or has your back changed shape?",
        Urgency.URGENT,
        ("lump or changed shape of the back",),
    ),
    RedFlag(
        "night",
        "worse at night/not eased by rest",
        "pain that's worse at night, or that rest doesn't ease",
        "Is the pain worse at night, or does resting not help?",
        Urgency.URGENT,
        (
            "worse at night or despite rest",
            "pain at night or despite rest",
            "pain at night or in spite of rest",
        ),
    ),
    RedFlag(
        "cough",
        "worse with a sneeze, cough or poo",
        "pain that's worse when you sneeze, cough or poo",
        "Is the pain worse when you sneeze, cough or poo?",
        Urgency.URGENT,
        ("worse on a sneeze, cough or stool",),
    ),
    RedFlag(
        "upper-back",
        "pain from the top of the back",
        "pain that comes from the top of the back",
        "Does the pain come from the top of your back?",
        Urgency.URGENT,
    ),
    RedFlag(
        "one-leg",
        "leg now tingly/numb/weak/clumsy",
        "one leg has started to tingle, or gone numb, weak or clumsy",
        "Has one leg started to tingle, or gone numb, weak or clumsy?",
        Urgency.URGENT,
        ("one leg now numb, weak or clumsy", "a leg newly numb, weak or clumsy", "one leg newly numb or weak"),
    ),
    RedFlag(
        "faint",
        "faint or get dizzy with exercise",
        "fainting or getting dizzy when you exercise",
        "Do you faint or get dizzy when you exercise?",
        Urgency.URGENT,
        ("faint or dizzy while exercising",),
    ),
    RedFlag(
        "walking",
        "can't walk as usual",
        "can't walk the way you usually do",
        "Are you unable to walk the way you usually do?",
        Urgency.URGENT,
        ("can't walk normally", "cannot walk normally"),
    ),
)
RED_FLAGS = EMERGENCY_FLAGS + URGENT_FLAGS
"""Every red flag, the most urgent first."""

ADVICE = {
    Urgency.EMERGENCY: Advice(
        Urgency.EMERGENCY,
        "Call your emergency number",
        "Do it now, or go straight to an emergency department.",
        "Call your emergency number or go to an emergency department now.",
        "Don't wait to see if it passes, and let someone else drive.",
    ),
    Urgency.URGENT: Advice(
        Urgency.URGENT,
        "See a doctor before you run",
        "It's urgent.",
        "See a doctor urgently, before you run again.",
        "When you book, say that it's urgent. If it gets worse quickly, call your emergency number.",
    ),
}
STOP_SIGN = "Your sessions are on hold until a doctor or physiotherapist has cleared you."
NOT_KEPT = "This is a rehearsal, so it isn't saved."


def flag_of(words: str) -> RedFlag | None:
    """Return the red flag that words in a log mean, by its id or a text of it; None when it is none."""
    return _KNOWN.get(_plain(words))


def to_keep(words: str) -> str:
    """How a red flag is written down: by its id, or as it was typed when it is none that is known."""
    flag = flag_of(words)
    return words if flag is None else flag.id


def in_words(red_flags: Iterable[str], *, in_full: bool = False) -> str:
    """Red flags of a log as people read them: texts for ids, the runner's own words as they are.

    With `in_full` the texts are the longer ones.
    """
    known = ((words, flag_of(words)) for words in red_flags)
    return "; ".join(words if flag is None else flag.in_full if in_full else flag.text for words, flag in known)


def urgency_of(words: str) -> Urgency:
    """How soon a red flag of a log must be seen to; one that is not known is an emergency."""
    flag = flag_of(words)
    return Urgency.EMERGENCY if flag is None else flag.urgency


def is_emergency(red_flags: Iterable[str]) -> bool:
    """Whether any of the red flags cannot wait."""
    return any(urgency_of(words) is Urgency.EMERGENCY for words in red_flags)


def advice_for(red_flags: Iterable[str]) -> Advice | None:
    """Return the most urgent advice for the red flags of a log; None when there are none."""
    urgencies = {urgency_of(words) for words in red_flags}
    return next((ADVICE[urgency] for urgency in Urgency if urgency in urgencies), None)


def what_follows(red_flags: Iterable[str], *, rehearsal: bool) -> str:
    """What happens when these are reported: what to do, then the hold; a rehearsal holds nothing."""
    advice = advice_for(red_flags)
    action = f"{advice.action} " if advice else ""
    if rehearsal:
        return f"{action}{NOT_KEPT}"
    return f"{action}{STOP_SIGN}"


def _plain(words: str) -> str:
    """Words without their case, their outer punctuation and their double spaces; an id may be typed with spaces."""
    return " ".join(words.casefold().replace("_", " ").replace("-", " ").split()).strip(" .?!")


_KNOWN = {_plain(words): flag for flag in RED_FLAGS for words in (flag.id, flag.text, flag.in_full, *flag.was)}
