"""The page "Is this normal?": its text, with the figures of the table in use and the red flags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template

from runwalk_tui.guidance.tips import Tip
from runwalk_tui.programme.stage import Policy
from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule.red_flags import ADVICE, EMERGENCY_FLAGS, URGENT_FLAGS, RedFlag, Urgency

_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:@])")
"""Characters that Markdown would act on."""


def advice_text(policy: Policy, tips: Sequence[Tip] = ()) -> str:
    """Return the page as Markdown; `tips` are listed with their sources, and left out when there are none."""
    page = Template(Path(__file__).with_name("advice.md").read_text("utf-8"))
    now, urgent = ADVICE[Urgency.EMERGENCY], ADVICE[Urgency.URGENT]
    return page.substitute(
        acceptable_pain=policy.acceptable_pain,
        pain_rise=policy.pain_rise,
        severe_pain=policy.severe_pain,
        rest_days_after_flare=plural(policy.rest_days_after_flare, "day"),
        emergency_action=f"**{now.action}**",
        emergency_detail=now.detail,
        emergency_list=_list(EMERGENCY_FLAGS),
        urgent_action=f"**{urgent.action}**",
        urgent_detail=urgent.detail,
        urgent_list=_list(URGENT_FLAGS),
        tips=_tips(tips),
    )


def _list(flags: Iterable[RedFlag]) -> str:
    return "\n".join(f"- {flag.question}" for flag in flags)


def _tips(tips: Sequence[Tip]) -> str:
    """The tips as a section; the runner's own words are text and never markup."""
    if not tips:
        return ""
    paragraphs = [f"{_plain(tip.text)}\\\n*Source: {_plain(tip.source)}*" for tip in tips]
    return "\n\n".join(["## Tips", *paragraphs, ""])


def _plain(text: str) -> str:
    return _MEANS_SOMETHING.sub(r"\\\1", text)
