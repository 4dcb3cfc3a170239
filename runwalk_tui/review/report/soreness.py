"""Soreness by place: where, after how many sessions, and when last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from runwalk_tui.review.report.letter import PlaceCount
from runwalk_tui.review.session_words import is_walk
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.rule.standing import Judged


def soreness_by_place(judged: Iterable[Judged], span: WeekSpan) -> tuple[PlaceCount, ...]:
    """The places that were sore after the counted sessions and walks of some weeks, the most frequent first.

    A place that is named twice for one session counts once. `judged` are in order of time.
    """
    days: dict[str, list[date]] = {}
    for one in judged:
        session = one.session
        walk = is_walk(session) and session.happened
        if span.holds(session.day) and (session.counted or walk):
            for place in dict.fromkeys(session.soreness):
                days.setdefault(place, []).append(session.day)
    found = [PlaceCount(place, len(each), max(each)) for place, each in days.items()]
    return tuple(sorted(found, key=lambda one: (-one.sessions, -one.latest.toordinal(), one.place)))
