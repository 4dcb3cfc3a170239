"""The words that a voice says besides the cues, by the names of their sound files.

A phrase is made of one to three of them: "three" and "of nine", "next: walk" and "one minute" and "thirty". So a few
dozen files say whatever a session needs, and each is spoken as a whole and not spelt from single words.
"""

from __future__ import annotations

from runwalk_tui.session.cues import COUNT_IN

BEGIN = "begin"
"""The first sentence of the warm-up."""
NEXT_RUN, NEXT_WALK, NEXT_COOL_DOWN = "next-run", "next-walk", "next-cool-down"
NUMBERS = (
    *(name.value for name in COUNT_IN),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
"""The names of their files from 1 on; the first ten are those of the count-in."""
RUN = "run-"
"""What the words for the number of a run begin with: "run-3" is said with the file of "three"."""
MINUTES = (*range(1, 16), 20, 25, 30)
SECONDS = (*range(10, 60, 5),)
AND_SECONDS = (*range(5, 60, 5),)
"""After the minutes: "one minute" and "thirty"."""
MOST_TO_GO = 3
"""How many runs before the end "three to go" is first said."""
ENCOURAGEMENTS = ("easy-1", "easy-2", "easy-3", "easy-4")


def of(total: int) -> str:
    """ "of nine"."""
    return f"of-{total}"


def to_go(runs: int) -> str:
    """ "two to go"."""
    return f"to-go-{runs}"


def minutes(count: int) -> str:
    """ "three minutes"."""
    return f"minutes-{count}"


def seconds(count: int) -> str:
    """ "forty-five seconds"."""
    return f"seconds-{count}"


def and_seconds(count: int) -> str:
    """ "thirty", after the minutes."""
    return f"and-{count}"


def how_many(run: int, runs: int) -> tuple[str, ...]:
    """ "three of nine"; nothing where there are more than can be said."""
    return (f"{RUN}{run}", of(runs)) if 1 <= run <= runs <= len(NUMBERS) else ()


def file_of(word: str) -> str:
    """The name of a word's file."""
    return NUMBERS[int(word.removeprefix(RUN)) - 1] if word.startswith(RUN) else word


def how_long(length: int) -> tuple[str, ...]:
    """So many seconds in words; nothing where there are no words for it, which is rare."""
    whole, rest = divmod(length, 60)
    if not whole:
        return (seconds(rest),) if rest in SECONDS else ()
    if whole not in MINUTES or (rest and rest not in AND_SECONDS):
        return ()
    return (minutes(whole), and_seconds(rest)) if rest else (minutes(whole),)


ALL_WORDS: tuple[str, ...] = (
    BEGIN,
    NEXT_RUN,
    NEXT_WALK,
    NEXT_COOL_DOWN,
    *(f"{RUN}{number}" for number in range(1, len(NUMBERS) + 1)),
    *(of(total) for total in range(2, len(NUMBERS) + 1)),
    *(to_go(runs) for runs in range(1, MOST_TO_GO + 1)),
    *(minutes(count) for count in MINUTES),
    *(seconds(count) for count in SECONDS),
    *(and_seconds(count) for count in AND_SECONDS),
    *ENCOURAGEMENTS,
)
"""Every word."""
FILES: tuple[str, ...] = tuple(file for word in ALL_WORDS if (file := file_of(word)) not in COUNT_IN)
"""The names of the files that a voice has for them, besides those of its cues."""
