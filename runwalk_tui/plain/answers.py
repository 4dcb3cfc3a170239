"""How each question is printed, and how what is typed becomes its answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

from runwalk_tui.flows import questions as asked
from runwalk_tui.flows.front import Move, Question
from runwalk_tui.flows.rating import TITLES
from runwalk_tui.guidance.markdown_lines import plain_lines
from runwalk_tui.keys.unknown import as_digits
from runwalk_tui.plain.check_in import check_in
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.questions import BACK, BACK_WORDS, Questions
from runwalk_tui.plain.session_form import session_form
from runwalk_tui.plain.spoken import stage_line
from runwalk_tui.plain.timer.open_questions import PAINS
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.finish import finish_lines
from runwalk_tui.review.session_words import A_WALK_COUNTS_NOTHING, kept_words
from runwalk_tui.rule.follow_up import adherence_words, course_lines
from runwalk_tui.rule.reasons import DAYS, day_name
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.system.problems import Problem
from runwalk_tui.wording import SORENESS_PLACES, heading, headline, marks_explained, when

Show = Callable[[Any, Lines, Questions], Awaitable[Any]]
"""Prints a question and gives its answer."""

UNASKED = -1
"""In the place of an answer that nobody was there to give."""
LATER = "later"
MANY_STAGES = 20
"""Stages up to which all of them are named with the question."""
HOW_TO_RATE = "Enter to skip a question, b to go back to the one before, {warning} for a warning sign."
NOT_REMEMBERED = "questions.not_remembered"
CLEARANCE = "Once a doctor or physiotherapist has cleared you, record it with 6 on the menu."


# A few answers.


async def choice(question: asked.Choice, lines: Lines, questions: Questions) -> str:
    ids = [answer.id for answer in question.answers]
    labels = [answer.label for answer in question.answers]
    told = question.spoken or f"{_sentence(question.title)}\n{question.text}"
    *before, last = filter(None, told.split("\n"))
    lines.say(*before)
    if len(ids) == 1:  # something to read; Escape on a screen looks again
        ids, labels = [*ids, question.escape], [*labels, "Look again"]
    unasked = ids.index(question.without_anybody)
    back = ids.index(question.escape or question.answers[0].id)
    return ids[await questions.choose(last, labels, unasked=unasked, back=back)]


def _sentence(title: str) -> str:
    return title if title.endswith(("?", ".")) else f"{title}."


# Before a session.


async def pain_before(question: asked.PainBefore, lines: Lines, questions: Questions) -> int | asked.Back | None:
    lines.say(f"Next: {question.then}.")
    return await questions.number(
        "How is your pain right now, 0 to 10? 0 is no pain, 10 is the worst you can imagine.",
        f"Enter to skip, b to go back, {questions.warning} for a warning sign.",
    )


async def stage_wanted(question: asked.StageWanted, lines: Lines, questions: Questions) -> asked.StageAndReps | None:
    table, usual = question.table, question.usual
    if len(table.stages) <= MANY_STAGES:
        lines.say(*(stage_line(table, stage) for stage in table.stages))
        lines.say(*filter(None, [marks_explained(table)]))
    chosen = await questions.word(
        question.title,
        f"Type the stage's id; Enter for {usual.stage}, b to go back.",
        fault=lambda typed: _unknown(table, typed),
        usual=usual.stage,
    )
    if chosen is BACK:
        return None
    stage = table.stage(chosen)
    if question.stage_only:
        return asked.StageAndReps(chosen, stage.reps_min)
    full = table.full(stage)
    count = await questions.number(
        f"How many repetitions, 1 to {full}? Enter for "
        f"{(most := min(usual.reps if chosen == usual.stage else stage.reps_min, full))}, b to go back.",
        fault=f"Please type a whole number from 1 to {full}.",
        least=1,
        most=full,
        usual=most,
    )
    return None if count is None or count is BACK else asked.StageAndReps(chosen, count)


def _unknown(table: StageTable, typed: str) -> Problem | None:
    """What is wrong with an id."""
    if table.index(typed) is not None:
        return None
    ids = [stage.id for stage in table.stages]
    shown = ", ".join(ids) if len(ids) <= MANY_STAGES else f"{ids[0]} to {ids[-1]}"
    return Problem(f'There is no stage "{typed[:40]}"; the stages are {shown}.')


async def ticks(question: asked.TicksOf, lines: Lines, questions: Questions) -> asked.Ticks | None:
    page = question.page
    keys = {str(number): each for number, each in enumerate(page.statements, 1)}
    step = f"{question.number} of {question.count}. "
    if question.why and question.number == 1:
        lines.say(question.why)
    texts = (f"{step}{page.title} {page.spoken}".strip(), *(f"{key} {each.question}" for key, each in keys.items()))
    answer = await questions.ticks(
        *texts,
        _how_to_tick(question),
        keys={key: each.id for key, each in keys.items()},
        before=question.ticked if question.ticked or question.answered else None,
    )
    if isinstance(answer, Move):
        return asked.Ticks(question.ticked, Move.BACK if question.number > 1 else Move.LEAVE)
    return None if answer is None else asked.Ticks(answer)


def _how_to_tick(question: asked.TicksOf) -> str:
    """What Enter and the other keys do under a list."""
    if question.ticked:
        kept = "; ".join(each.text for each in question.page.statements if each.id in question.ticked)
        return f"Type the numbers that apply. Enter for the same as before: {kept}. 0 for none of these, b to go back."
    if question.answered:
        return "Type the numbers that apply, with spaces between; 0 or Enter for none of these, b to go back."
    return "Type the numbers that apply, with spaces between; 0 for none of these, b to go back."


async def stop_sign(question: asked.StopSignShown, lines: Lines, questions: Questions) -> bool:
    """False: the menu has the clearance."""
    lines.say(*question.lines)
    if not question.rehearsed:
        lines.say(CLEARANCE)
    return False


async def morning(question: asked.MorningPain, lines: Lines, questions: Questions) -> int | Literal["forgotten"] | None:
    if question.leads:
        lines.say("What each answer would lead to:", *map(spoken_span, question.leads))
    key, forgotten = questions.keys.line_key(NOT_REMEMBERED), questions.keys.typed(NOT_REMEMBERED)
    problem = Problem(f"Please type a whole number from 0 to 10, or {key}.")
    # Enter is "later" here too: a key that bounces must not lead round in a ring.
    given = question.given
    which = "0 to 10" if given is None else f"You said {given}: type {given} for the warning signs, or another number"
    answer = await questions.word(
        _which_morning(question.session, question.today),
        f"{which}; {key} if you don't remember; Enter to answer later.",
        fault=lambda typed: None if as_digits(typed) in PAINS or typed.lower() in forgotten else problem,
        usual=LATER,
    )
    if answer is BACK or answer == LATER:
        return None
    return "forgotten" if answer.lower() in forgotten else PAINS[questions.read(answer)]


def _which_morning(last: SessionRecord, today: date) -> str:
    ago = (today - last.last_day).days
    morning = day_name(last.last_day + timedelta(days=1))
    which = "yesterday's" if ago == 1 else f"{DAYS[last.day.weekday()]}'s"
    day = {1: "That's this morning", 2: f"That was yesterday, {morning}"}.get(ago, f"That was {morning}")
    return f"How was your pain on the morning after {which} session? {day}."


# After a session.


async def rating_page(question: asked.RatingPage, lines: Lines, questions: Questions) -> asked.Rated:
    rating, leads = question.rating, question.leads(question.rating)
    match question.field:
        case "after" if question.walk:
            lines.say(A_WALK_COUNTS_NOTHING)
        case _ if not leads:
            pass  # the runner sees what follows once all is answered
        case "worst":
            lines.say("What each answer would lead to, if the pain settles afterwards:", *map(spoken_span, leads))
        case "after":
            lines.say("What each answer would lead to:", *map(spoken_span, leads))
        case "soreness" | "felt_ready":
            lines.say(f"So far: {' '.join(leads)}.")
    answer = await _rated(question, questions)
    if isinstance(answer, Move):
        return asked.Rated(rating, Move.BACK)
    return asked.Rated(
        replace(rating, **{question.field: answer})  # type: ignore[arg-type] # the fields of Rating by name
    )


async def _rated(question: asked.RatingPage, questions: Questions) -> object:
    """The answer to one question of the rating; Enter keeps what was answered before."""
    step = f"{question.number} of {question.count}. " if question.count > 1 else ""
    title, rating = f"{step}{TITLES[question.field]}", question.rating
    match question.field:
        case "worst" | "after":
            pain = rating.worst if question.field == "worst" else rating.after
            return await _rated_number(question, questions, f"{title.removesuffix('?')}, 0 to 10?", pain)
        case "soreness":
            places = ", ".join(f"{number} {place}" for number, place in enumerate(SORENESS_PLACES, 1))
            sore = rating.soreness
            enter = f"You said {', '.join(sore)}: Enter to keep that, s for none." if sore else "Enter for none."
            return await questions.soreness(
                f"{title} {places}. Put spaces between several; 2l is left, 2r right. {enter}", usual=sore
            )
        case "felt_ready":
            ready = rating.felt_ready
            said = "" if ready is None else f" You said {'yes' if ready else 'not yet'}: Enter to keep that, s to skip."
            return await questions.yes_or_no(f"{title} 1 yes, 2 not yet.{said}", usual=ready)
        case "effort":
            scale = "0 is no effort at all, 10 as hard as you can."
            return await _rated_number(
                question, questions, f"{title.removesuffix('?')}, 0 to 10? {scale}", rating.effort
            )
        case "note":
            wrote = f'Enter to keep what you wrote: "{rating.note}"' if rating.note else "or press Enter for none"
            return await questions.note(f"{title} Type one line, {wrote}.", usual=rating.note)


async def _rated_number(
    question: asked.RatingPage, questions: Questions, title: str, before: int | None
) -> int | asked.Back | None:
    """A number, which was answered before or marked during the session unless `before` is None."""
    if before is None:
        return await questions.number(title)
    marked = question.field == "worst" and before == question.marked
    how = f"You marked {before} during the session" if marked else f"You said {before}"
    return await questions.number(
        title, f"{how}: Enter to keep that, {questions.skip} to skip.", usual=before, unasked=before
    )


async def decision(question: asked.DecisionShown, lines: Lines, questions: Questions) -> asked.Back | None:
    """What comes next, and why."""
    _say_decision(question, lines)
    told = "Enter continues; b goes back to your last answer."
    return BACK if question.may_go_back and await questions.one_of(told, words=BACK_WORDS) else None


def _say_decision(question: asked.DecisionShown, lines: Lines) -> None:
    record, due = question.kept.record, question.due
    what = [str(question.kept.problem or kept_words(record, due.reasons))]
    if due.decision is Decision.STOP:
        lines.say(*due.reasons, *due.warnings, *what)  # what is to be done comes first
        return
    lines.say(*what, *([question.compared] if question.compared else []))
    lines.say(f"Next: {heading(due, question.table).lower()}.")
    if due.stage is not None:
        lines.say(f"{headline(due, question.table)}.")
    lines.say(*due.reasons)
    lines.say(*due.warnings)
    if record.rehearsal:
        lines.say("This was a rehearsal: it's saved, but doesn't count.")
    lines.say(*filter(None, [when(due, question.today)]))


def spoken_span(line: str) -> str:
    """ "0–5: stage 4" as it is said aloud: "0 to 5: stage 4"."""
    return line.replace("–", " to ", 1)


# The run test.


async def run_test_pain(
    question: asked.RunTestPain, lines: Lines, questions: Questions
) -> int | Literal[Move.LEAVE] | None:
    lines.say(question.ran)
    pain = await questions.number(
        "How is your pain now, 0 to 10?", "Enter to skip. Pressed the wrong key, or want to leave? Type b."
    )
    return Move.LEAVE if pain is BACK else pain


async def run_test_stage(
    question: asked.RunTestStage, lines: Lines, questions: Questions
) -> str | Literal[Move.AGAIN, Move.BACK, Move.LEAVE]:
    lines.say(question.why, *([question.advice] if question.advice else []), question.ours)
    stages = question.stages[::-1]
    answers = [f"Start at stage {stage.id}: {question.in_words(stage)}" for stage in stages]
    picked = await questions.choose(
        "Which stage?", [*answers, "Run again", "Back"], unasked=UNASKED, back=len(stages) + 1
    )
    if picked == UNASKED:
        return Move.LEAVE
    if picked < len(stages):
        return stages[picked].id
    return Move.AGAIN if picked == len(stages) else Move.BACK


# What is shown to be read.

NEXT = ("n",)
"""What is typed to look at the programme that comes next."""


async def course(question: asked.CourseShown, lines: Lines, questions: Questions) -> None:
    lines.say(*course_lines(question.course), adherence_words(question.adherence))


async def finish(question: asked.FinishShown, lines: Lines, questions: Questions) -> bool:
    lines.say(*finish_lines(question.finish))
    then = question.finish.then
    return (
        then is not None
        and await questions.one_of(f"Type n to look at “{then.title}”, or press Enter.", words=NEXT) == "n"
    )


async def page(question: asked.PageShown, lines: Lines, questions: Questions) -> None:
    """A page to read, all at once: lines stay where they are."""
    title, *rest = plain_lines(question.page.text)
    lines.say(f"{title} This is {question.beside}." if question.beside else title, *rest)


SHOWN_BY: Mapping[type[Question[Any]], Show] = {
    asked.Choice: choice,
    asked.PainBefore: pain_before,
    asked.StageWanted: stage_wanted,
    asked.TicksOf: ticks,
    asked.StopSignShown: stop_sign,
    asked.MorningPain: morning,
    asked.RatingPage: rating_page,
    asked.DecisionShown: decision,
    asked.RunTestPain: run_test_pain,
    asked.RunTestStage: run_test_stage,
    asked.CheckInPage: check_in,
    asked.SessionForm: session_form,
    asked.CourseShown: course,
    asked.FinishShown: finish,
    asked.PageShown: page,
}
"""What shows each question."""
