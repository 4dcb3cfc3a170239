"""One thing that was looked at, and looking at several side by side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from threading import Thread

from runwalk_tui.paths import NoHomeError
from runwalk_tui.system import instants


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing."""

    subject: str
    works: bool
    message: str
    """One line."""
    advice: str = ""
    """What to do, in one line; empty when there is nothing to do."""
    in_the_way: bool = False
    """Whether no session can be run properly until this is put right; else what is wrong is only worth knowing."""


Check = Callable[[], Sequence[Finding]]


def side_by_side(checks: Sequence[tuple[str, Check]], patience: float, needed: Collection[str] = ()) -> list[Finding]:
    """Do all checks at once; one that fails, or has not answered after so many seconds, becomes a finding itself.

    `needed` are the subjects without which no session can be run properly.
    """
    end = instants.now() + patience
    answers = [(subject, _start(subject, check, needed=subject in needed)) for subject, check in checks]
    found: list[Finding] = []
    for subject, answer in answers:
        try:
            found += answer.result(max(0.0, end - instants.now()))
        except TookTooLong:
            advice = "Try again when this computer is less busy. If it still doesn't answer, a restart may help."
            message = f"it didn't answer within {patience:g} seconds"
            found.append(Finding(subject, False, message, advice, in_the_way=subject in needed))
    return found


def _start(subject: str, check: Check, *, needed: bool) -> Future[Sequence[Finding]]:
    """Do a check in a thread that delays nobody when the program ends."""
    answer: Future[Sequence[Finding]] = Future()

    def work() -> None:
        try:
            answer.set_result(check())
        except NoHomeError as error:
            advice = "Until then, runwalk has nowhere to put your files."
            answer.set_result([Finding(subject, False, str(error), advice, in_the_way=True)])
        except Exception as error:  # noqa: BLE001 # whatever a library does: the doctor says so and carries on
            message = " ".join(f"it couldn't be checked: {type(error).__name__}: {error}".split())
            answer.set_result([Finding(subject, False, message, "Please report this line.", in_the_way=needed)])

    Thread(target=work, name=f"doctor-{subject}", daemon=True).start()
    return answer
