"""The pages of advice: short, each about one thing, every line with its source, and with the figures of the table in
use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from string import Template

from runwalk_tui.guidance.flare_up import FLARE_UP, plan_in_general
from runwalk_tui.guidance.markdown_lines import escaped
from runwalk_tui.guidance.page import Page
from runwalk_tui.guidance.sources import named_in, sources, with_short_names
from runwalk_tui.guidance.tips import Tip
from runwalk_tui.programme.shipped import DEFAULT, SHIPPED
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.follow_up import TRIAL_ASKED, TRIAL_AVERAGE, TRIAL_SESSIONS, TRIAL_SHARE
from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule.red_flags import ADVICE, EMERGENCY_FLAGS, URGENT_FLAGS, RedFlag, Urgency

TRIAL = "trial"
"""Who the programme was tried with: also shown before the first session."""
WRITTEN = (
    *("normal", FLARE_UP, "someone", "fragile", "form", "ground", "shoes", "warm-up", "other-days", "effort"),
    *(TRIAL, "words"),
)
"""The pages by their ids, in order. What to do after a flare-up depends on the rule, and has no file."""
WITHOUT_SOURCES = (FLARE_UP, TRIAL, "words")
"""Pages that do not end with the full names of their sources: two are shown in the midst of a conversation."""
TRIAL_PROGRAMME = SHIPPED[DEFAULT].title
"""What the table that ships calls the programme of the trial."""


def advice_pages(table: StageTable, tips: Sequence[Tip] = ()) -> tuple[Page, ...]:
    """Every page; the one of tips is left out when there are none."""
    pages = [advice_page(each, table) for each in WRITTEN]
    if tips:
        pages.append(Page("tips", _tips(tips)))
    return (*pages, Page("sources", _sources()))


def advice_page(id: str, table: StageTable) -> Page:
    """One of WRITTEN, with the figures of a table."""
    text = plan_in_general(table) if id == FLARE_UP else Template(_written(id)).substitute(_figures(table))
    foot = "" if id in WITHOUT_SOURCES else _named(text)
    return Page(id, with_short_names(text).strip() + foot + "\n")


@cache
def _written(id: str) -> str:
    return (Path(__file__).with_name("pages") / f"{id}.md").read_text("utf-8")


def _figures(table: StageTable) -> dict[str, object]:
    """What stands in a page for each of its $names."""
    policy = table.policy
    now, urgent = ADVICE[Urgency.EMERGENCY], ADVICE[Urgency.URGENT]
    return {
        "acceptable_pain": policy.acceptable_pain,
        "pain_rise": policy.pain_rise,
        "severe_pain": policy.severe_pain,
        "week_here": _week_here(table),
        "emergency_action": f"**{now.action}**",
        "emergency_detail": now.detail,
        "emergency_list": _list(EMERGENCY_FLAGS),
        "urgent_action": f"**{urgent.action}**",
        "urgent_detail": urgent.detail,
        "urgent_list": _list(URGENT_FLAGS),
        "trial_share": TRIAL_SHARE,
        "trial_asked": TRIAL_ASKED,
        "trial_sessions": TRIAL_SESSIONS,
        "pain_lower": round(-TRIAL_AVERAGE.difference),
        "pain_least": round(-TRIAL_AVERAGE.high),
        "pain_most": round(-TRIAL_AVERAGE.low),
        "other": _other_programme(table),
    }


def _other_programme(table: StageTable) -> str:
    """That a programme is not the trial's; "" for the one that is."""
    if table.programme == TRIAL_PROGRAMME:
        return ""
    return f"**Your programme,** \"{escaped(table.programme)}\", isn't the trial's. {{own}}\n"


def _week_here(table: StageTable) -> str:
    """How many sessions a week and how much rest the programme has; only the trial's are from its protocol."""
    rest = table.policy.rest_days
    off = f"with at least {plural(rest, 'day')} off between them" if rest else "and needs no day off between them"
    sources = "{rule, protocol}" if table.programme == TRIAL_PROGRAMME else "{rule}"
    return (
        f"- **Your programme here** has {plural(table.sessions_per_week, 'session')} a week {off}. A walk on the other "
        f"days keeps you moving. {sources}"
    )


def _list(flags: Iterable[RedFlag]) -> str:
    return "\n".join(f"- {flag.question}" for flag in flags)


def _named(text: str) -> str:
    """The full names of the sources that a page names."""
    known = sources()
    named = [f"- {escaped(known[id].in_full)}" for id in named_in(text)]
    return "\n".join(["\n\n## Sources\n", *named])


def _tips(tips: Sequence[Tip]) -> str:
    """The tips; the runner's own words are text and never markup."""
    paragraphs = [f"{escaped(tip.text)}\\\n*Source: {escaped(tip.source)}*" for tip in tips]
    return "\n\n".join(["# Tips", *paragraphs, ""])


def _sources() -> str:
    """Every source, under the short name that pages use."""
    return "\n".join(
        [
            "# Sources",
            "",
            "The words in this app are ours; what they say comes from here. The name in bold is the one you see after "
            "a line.",
            "",
            *(f"- **{escaped(each.short)}:** {escaped(each.in_full)}" for each in sources().values()),
            "",
        ]
    )
