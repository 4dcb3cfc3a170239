"""The pages of advice: what is on them, and that each line says where it comes from."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from runwalk_tui.guidance import advice
from runwalk_tui.guidance.advice import TRIAL, WRITTEN, advice_page, advice_pages
from runwalk_tui.guidance.flare_up import FLARE_UP, plan_in_general
from runwalk_tui.guidance.markdown_lines import plain_lines, whole_lines
from runwalk_tui.guidance.page import Page
from runwalk_tui.guidance.sources import NAMED, named_in, sources, with_short_names
from runwalk_tui.guidance.tips import Tip, When, load_tips, shipped_tips
from runwalk_tui.rule.follow_up import TRIAL_SESSIONS, TRIAL_SHARE
from runwalk_tui.rule.red_flags import ADVICE, RED_FLAGS
from tests.support.rule_cases import shipped_table

PAGES = Path(advice.__file__).with_name("pages")
SHIPPED = load_tips(shipped_tips())
TABLE = shipped_table()
CLAIMS = [each for each in WRITTEN if each != "words"]
"""Pages that say what somebody found or advises; the glossary says how this app uses a word."""


def written(id: str) -> str:
    """A page as it is written, with the ids of its sources."""
    return (
        plan_in_general(shipped_table())
        if id == FLARE_UP
        else (PAGES / f"{id}.md").read_text("utf-8").replace("$other\n", "").replace("$week_here", "")
    )


def text_of(id: str) -> str:
    return advice_page(id, TABLE).text


def claims(text: str) -> list[str]:
    """The lines of a page that say something, with what a list takes from the line before it.

    Left out are headings, what comes between the title and the first thing that is said, names to be filled in, and
    the entries of a list whose introduction names the sources for all of them.
    """
    found: list[str] = []
    covered = introduced = False
    for line in whole_lines(text):
        item = line.startswith("- ")
        if line.startswith("#"):
            covered = False
        elif not introduced and not item and not NAMED.search(line):
            introduced = True  # what the page is about
        elif not (item and covered) and not re.fullmatch(r"\$\w+", line):
            found.append(line)
            introduced = True
            covered = not item and re.search(r":\s*\{[^}]*\}$", line) is not None
    return found


# Sources.


@pytest.mark.parametrize("id", CLAIMS)
def test_every_line_of_a_page_names_a_source_that_exists(id: str) -> None:
    said = claims(written(id))
    assert len(said) >= 5
    assert [line for line in said if not re.search(r"\{[^}]*\}$", line)] == []
    assert set(named_in(written(id))) <= sources().keys()


def test_a_line_without_a_source_is_found() -> None:
    assert claims("# A\n\nAbout.\n\n## B\n\n- one {own}\n- two\n\nAll of these: {nhs}\n\n- three\n- four\n") == [
        "- one {own}",
        "- two",
        "All of these: {nhs}",
    ]


def test_every_source_is_named_by_a_page_or_a_tip() -> None:
    named = {id for page in CLAIMS for id in named_in(written(page))}
    tips = {id for id, each in sources().items() if any(each.name in tip.source for tip in SHIPPED)}
    assert sources().keys() - named - tips == set()


def test_every_shipped_tip_begins_with_the_name_of_a_source() -> None:
    names = tuple(each.name for each in sources().values())
    assert [tip.source for tip in SHIPPED if not tip.source.startswith(names)] == []


def test_a_source_has_a_name_to_find_it_by_and_no_address() -> None:
    for each in sources().values():
        assert each.short and each.name
        assert len(each.short) <= 25
        assert not re.search(r"://|www\.|\.(com|org|net|nz|ca|uk)\b", f"{each.name} {each.about}")
    assert len({each.short for each in sources().values()}) == len(sources())


def test_the_five_articles_come_with_their_titles() -> None:
    titles = (
        "Could running actually help with low back pain?",
        "Running & Low Back Pain",
        "Should You Go Running With Back Pain?",
        "Return to running after lower back pain",
        "How To Avoid Lower Back Pain When Running",
    )
    for id, title in zip(("article", "keith", "shanna", "physios", "patient"), titles, strict=True):
        assert f'"{title}"' in sources()[id].name
        assert sources()[id].about


def test_an_id_that_is_none_is_no_silent_blank() -> None:
    with pytest.raises(KeyError):
        with_short_names("Said. {nobody}")


def test_pages_show_short_names_and_end_with_the_full_ones() -> None:
    text = text_of("form")
    assert "(physio team; Heiderscheit 2011)" in text
    foot = text.partition("## Sources")[2]
    assert "Return to running after lower back pain" in foot
    assert "NICE" not in foot
    assert "{" not in text.replace(r"\{", "")


# What is on them.


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("form", "Head Shoulders Arms Core Hips Lean Steps Landing 180"),
        ("ground", "Flat Soft Varied Downhill Stairs"),
        ("shoes", "big small shop Replace Support Comfort"),
        ("warm-up", "Before After hamstrings roller"),
        ("other-days", "Legs, deep Mattress Rest six"),
        ("effort", "Medium talk common 10%"),
        ("fragile", "MRI damage disagree podcast"),
        ("someone", "doctor physiotherapist osteopath"),
        ("normal", "Sore flare-up ache"),
    ],
)
def test_a_page_speaks_of_what_it_should(id: str, words: str) -> None:
    text = text_of(id)
    assert [word for word in words.split() if word not in text] == []


@pytest.mark.parametrize("id", ["form", "ground", "shoes", "warm-up", "other-days", "effort", "fragile"])
def test_where_sources_disagree_the_page_says_so(id: str) -> None:
    assert "## Where sources disagree" in text_of(id)


def test_it_says_first_that_it_is_no_medical_advice_and_what_cannot_wait() -> None:
    beginning = text_of("normal").split("## ")[0]
    assert "not medical advice" in beginning
    assert "help at once" in beginning
    assert "pain, tingling, numbness or weakness in both legs" in " ".join(beginning.split())
    assert "tingling around your genitals or buttocks" in " ".join(beginning.split())


def test_every_warning_sign_and_what_to_do_about_it_is_on_its_page() -> None:
    text = text_of("someone")
    for flag in RED_FLAGS:
        assert flag.question in text
    for each in ADVICE.values():
        assert each.action in text


def test_the_figures_are_those_of_the_table_in_use() -> None:
    table = shipped_table(acceptable_pain=3, pain_rise=4, rest_days_after_flare=1)
    text = " ".join(page.text for page in advice_pages(table))
    assert "above 3 **and** at least 4 more than before" in " ".join(text.split())
    assert "the worst pain was 8 out of 10 or more" in text
    assert "After 1 day without running" in text
    assert "$" not in text


def test_the_page_about_the_trial_says_who_ran_how_often_and_what_is_our_own() -> None:
    text = " ".join(text_of(TRIAL).split())
    for words in ("18 to 45", "exercise physiologist", f"{TRIAL_SHARE}%", f"{TRIAL_SESSIONS} of 3", "Stages 7 to 12"):
        assert words in text
    assert "15 points out of 100 lower" in text
    assert "between 5 and 25" in text
    assert "people who already ran" in text
    assert "Your programme" not in text


def test_where_articles_disagree_about_fragile_backs_neither_is_left_out() -> None:
    text = " ".join(text_of("fragile").split())
    for words in ("says no", "weak spots", "herniated disc", "Jarring", "20 ran"):
        assert words in text


def test_another_programme_is_not_told_that_it_was_tried() -> None:
    page = advice_page(TRIAL, replace(TABLE, programme="My *own*"))
    text = page.text
    assert "isn't the trial's" in page.beginning
    assert text.index("isn't the trial's") < text.index("comes from one trial")
    assert r"""**Your programme,** "My \*own\*", isn't the trial's.""" in text


def test_only_the_trials_programme_has_its_days_off_from_the_protocol() -> None:
    assert "3 sessions a week with at least 1 day off between them" in " ".join(text_of("other-days").split())
    assert "(our rule; ASTEROID protocol)" in text_of("other-days")
    daily = replace(shipped_table(rest_days=0), programme="Mine", sessions_per_week=6)
    text = " ".join(advice_page("other-days", daily).text.split())
    assert "6 sessions a week and needs no day off between them" in text
    assert "ASTEROID protocol" not in text


def test_what_may_be_more_than_a_flare_up_or_sore_muscles_is_sent_to_somebody() -> None:
    text = " ".join(text_of("normal").split())
    assert "A leg that has started to hurt, tingle or go numb?" in text
    assert "**If you can't walk as usual,** see a doctor" in text
    assert "Wait one more" not in text


def test_a_day_or_two_is_never_the_time_for_an_emergency() -> None:
    text = " ".join(text_of("someone").split())
    assert 'Never wait longer than that, and don\'t wait at all with anything under "Get help at once"' in text
    assert text.index("Can't walk properly?") < text.index("Ask when you can")


@pytest.mark.parametrize(
    "word",
    [
        *("Interval", "Repetition", "Stage", "Session", "Flare-up", "Cue", "Numeric rating scale (NRS)", "Warm-up"),
        *("Cool-down", "Placement", "Check-in", "Adherence", "Between groups", "Effort", "Stop sign", "Rehearsal"),
    ],
)
def test_the_glossary_has_the_words_of_the_app(word: str) -> None:
    glossary = text_of("words")
    assert f"**{word}:**" in glossary or f"**{word} (" in glossary


def test_the_glossary_is_in_order() -> None:
    words = re.findall(r"^\*\*([^:*]+):\*\*", text_of("words"), re.MULTILINE)
    assert len(words) > 20
    assert words == sorted(words, key=str.casefold)


def test_tips_have_a_page_with_their_sources_or_none() -> None:
    pages = {page.id: page for page in advice_pages(TABLE, SHIPPED)}
    assert pages["tips"].text.count("*Source: ") == len(SHIPPED)
    assert "tips" not in {page.id for page in advice_pages(TABLE)}


def test_a_tip_of_the_runners_own_is_text_and_never_markup() -> None:
    tip = Tip("[click](http://example.com) **now** # `x` <b>", "me_and_you", frozenset(When))
    (page,) = (page for page in advice_pages(TABLE, [tip]) if page.id == "tips")
    assert r"\[click\]\(http\:" in page.text


# As lines.


def test_a_page_has_a_title_a_beginning_and_parts() -> None:
    page = advice_page(TRIAL, TABLE)
    assert page.title == "Who this was tried with"
    assert page.beginning.startswith("The app's ASTEROID programme comes from one trial")
    assert [heading for heading, _ in page.parts] == ["The runners", "What came of it", "Our own"]


def test_a_page_becomes_whole_lines_without_marks() -> None:
    text = "# Page\n\nOne\ntwo **bold**.\n\n## Part\n\n- an item\n  goes on\n- another\n\nText\\*\\\n*Source: x*\n"
    assert plain_lines(text) == [
        "Page.",
        "One two bold.",
        "Part:",
        "- an item goes on",
        "- another",
        "Text*",
        "Source: x",
    ]


@pytest.mark.parametrize("page", advice_pages(TABLE, SHIPPED), ids=lambda page: page.id)
def test_no_mark_is_left_in_lines(page: Page) -> None:
    for line in plain_lines(page.text):
        assert not re.search(r"\*\*|\\|^#|\{", line)
