"""What virtual runners are like: an assumption, for nobody has published how often runners with back pain flare up."""

from __future__ import annotations

from dataclasses import dataclass

_CHANCES = (
    *("adherence", "flare", "stops", "soreness", "cut_short", "not_ready", "morning", "red_flag", "done_part"),
    "easy_day",
)


@dataclass(frozen=True, slots=True)
class RunnerModel:
    """What virtual runners are like. Every default is our own assumption but for the two of adherence."""

    adherence: float = 0.70
    """Part of the sessions on offer that a runner goes to, on average, 0 to 1. From the ASTEROID trial: 70 %."""
    adherence_spread: float = 0.20
    """Standard deviation of that between runners. From the ASTEROID trial: 20 %."""
    pain: float = 3.0
    """Usual pain at the start, on average, 0 to 10."""
    pain_spread: float = 1.5
    """Standard deviation of that between runners."""
    pain_per_week: float = -0.1
    """Change of the usual pain in a week, on average."""
    pain_per_week_spread: float = 0.15
    day_to_day: float = 0.5
    """Standard deviation of pain around the usual from one rating to the next."""
    flare: float = 0.05
    """Chance of a flare-up in a session, 0 to 1."""
    flare_rise: tuple[int, int] = (3, 6)
    """Least and most points by which pain rises in a flare-up."""
    flare_days: float = 3.0
    """Days after which half of that rise is gone."""
    stops: float = 0.3
    """Chance of stopping for pain in a flare-up."""
    soreness: float = 0.05
    """Chance of new soreness somewhere after a session."""
    cut_short: float = 0.05
    """Chance of doing fewer repetitions than planned, for other reasons than pain."""
    not_ready: float = 0.05
    """Chance of saying "not ready to move on"."""
    morning: float = 0.8
    """Chance of answering for the next morning."""
    red_flag: float = 0.0005
    """Chance of ticking a red flag after a session."""
    clearance_days: int = 14
    """Days until a clinician has cleared the runner."""
    break_per_week: float = 0.015
    """Chance in each week that a longer break begins."""
    break_days: tuple[int, int] = (10, 35)
    """Least and most days of a break."""
    after_rise: int = 0
    """Points by which pain right after a session is above the usual; it has settled the next morning."""
    ceiling: int | None = None
    """So many stages above the first one every session brings a flare-up, 0 or more; None for nowhere."""
    done_part: float = 1.0
    """Part of the repetitions after which the runner goes home for other reasons than pain, above 0 to 1."""
    easy_day: float = 0.0
    """Chance of running a lower stage than was asked for."""
    effort: int | None = None
    """How hard each session is, 0 to 10; None when the runner does not say."""

    def __post_init__(self) -> None:
        for name in _CHANCES:
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is a chance from 0 to 1, not {getattr(self, name)}")
