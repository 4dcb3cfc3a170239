"""What the line of keys says: the one place where its words are held, so that no picture needs to have them."""

from __future__ import annotations

from textual.app import App

from runwalk_tui.ui.controls.key_line import KeyLine

PAGES = {
    "history": "h History",
    "trends": "t Trends",
    "stages": "s Stages",
    "settings": ", Settings",
    "advice": "a Advice",
}
"""The keys of the pages, each told wherever another page or Home is shown."""
HELP, LEAVE = "? Help", "q Leave"


def free(page: str = "") -> str:
    """The keys that are heard outside a session, but the one of the page itself."""
    help_and_leave = LEAVE if page == "help" else f"{HELP} {LEAVE}"
    return " ".join([help_and_leave, *(words for name, words in PAGES.items() if name != page)])


HOME = f"Enter Start c Change o Walk today i Check in w Warning sign {free()} Ctrl+P Commands"
FIRST = HOME.replace(" c Change", "")
"""Before there is a stage there is none to change."""
STOPPED = FIRST.replace("Enter Start o Walk today", "Enter What to do")
TIMER = "n Next b Back + 30s e Ease m Pain x Stop u Mute l Lock q End ? Keys"
SCALE = "0–10 ← → Choose Enter Accept"
SIGNS = "n None of these Esc Back ? Help"
"""While nothing is said; then Enter continues."""
FORM = "Ctrl+S Save Esc Back ↑ ↓ Field"
STAGES = f"↑ ↓ Stage Enter Run this one Esc Back e Edit i What if p Programmes {free('stages')}"
YEAR = f"Enter Open Esc Back / Filter e Correct n Add o Sort Del Delete z Undo {free('history')}"
LOOKING = "Enter To the list Esc Back F1 Help"
TRENDS = f"↑ ↓ Scroll r Weeks p Report Esc Back {free('trends')}"
FOOTERS = {
    "home": HOME,
    "history": f"Enter Open Esc Back / Filter e Correct n Add o Sort Del Delete {free('history')}",
    "past-session": "Esc Back e Correct",
    "year": YEAR,
    "year-session": "Esc Back e Correct",
    "year-by-pain": YEAR,
    "year-found": YEAR,
    "year-wrong": LOOKING,
    "year-nothing": LOOKING,
    "trends": TRENDS,
    "trends-12": TRENDS,
    "trends-52": TRENDS,
    "trends-all": TRENDS,
    "trends-4": TRENDS,
    "finish": f"↑ ↓ Scroll Enter Home n What's next {free()}",
    "finished-home": HOME.replace("? Help", "n What's next f Look back ? Help"),
    **dict.fromkeys(("programmes", "programmes-exercise"), f"↑ ↓ Programme Enter Look at it Esc Back {free()}"),
    "finished-trends": TRENDS,
    "stages": STAGES,
    "what-if": "← → Change Esc Back ↑ ↓ Field ? Help",
    "what-if-pain": f"{SCALE} Esc Back ↑ ↓ Field ? Help",
    **dict.fromkeys(("figures", "figures-typed", "figures-wrong"), "↑ ↓ Field Ctrl+S Save Esc Back F1 Help"),
    **dict.fromkeys(("settings", "settings-more"), f"↑ ↓ Move ← → Other tab Esc Back {free('settings')}"),
    "advice": f"↑ ↓ Page Enter Read Esc Back n Next page b Previous page {free('advice')}",
    "advice-page": f"↑ ↓ Scroll Esc Back n Next page b Previous page {free('advice')}",
    "help": f"↑ ↓ Scroll Esc Back {free('help')}",
    "correct": f"{SCALE} {FORM} w Warning sign",
    "correct-slip": f"{SCALE} {FORM} w Warning sign",
    "add": "↑ ↓ Field Ctrl+S Save Esc Back F1 Help",
    "add-walk": f"← → Change {FORM} w Warning sign ? Help",
    "choose": "↑ ↓ Stage Enter Choose Esc Back ← Fewer → More ? Help",
    "check-in": "Enter Next Esc Later F1 Help",
    "check-in-activity": "Enter Next Esc Later F1 Help",
    "check-in-score": "Enter Next Esc Later F1 Help",
    "check-ins": f"↑ ↓ Scroll ⏎ Home {free()}",
    "warning-signs": SIGNS,
    "urgent-signs": SIGNS,
    "before": f"{SCALE} Esc Back s Skip w Warning sign ? Help",
    "warm-up": f"Space Pause {TIMER}",
    "run": f"Space Pause {TIMER}",
    "paused": f"Space Resume {TIMER}",
    "locked": "Space Pause l Unlock",
    "walk": f"Space Pause {TIMER}",
    "last-seconds": f"Space Pause {TIMER}",
    **dict.fromkeys(("halfway", "last-run", "mark-above", "sound-notice", "bell-only"), f"Space Pause {TIMER}"),
    # At the gentlest stage, and in other exercise, there is nothing to ease to.
    **dict.fromkeys(
        ("words-brisk", "words-jog", "words-fast", "words-rest", "words-stretch", "exercise-stretch", "exercise-rest"),
        f"Space Pause {TIMER}".replace(" e Ease", ""),
    ),
    "rest-home": HOME.replace("i Check in", "e Exercise i Check in"),
    "words-home": f"↑ ↓ Scroll {HOME}",
    "exercise-history": f"Enter Open Esc Back / Filter e Correct n Add o Sort Del Delete {free('history')}",
    "exercise-done": HOME,
    "rating-previews": f"{SCALE} s Skip w Warning sign ? Help",
    "rating": f"{SCALE} s Skip w Warning sign ? Help",
    "rating-now": f"{SCALE} Esc Back s Skip w Warning sign ? Help",
    "rating-sore": "Enter Next Esc Back s Skip w Warning sign ? Help",
    "rating-ready": "Enter Next Esc Back s Skip w Warning sign ? Help",
    "decision": "Enter Home Esc Change answers",
    "decision-ready": "Enter Home Esc Change answers",
    "first-home": FIRST,
    "first-screening": SIGNS,
    "first-signs": SIGNS,
    "first-trial": SIGNS,
    "first-conditions": SIGNS,
    "first-run-test": "Space Start w Warning sign q Leave",
    "run-test-walk": "Space Pause Enter Run now x Stop: pain w Warning sign q Leave",
    "run-test-run": "Space Enough x Stop: pain w Warning sign q Leave",
    "first-history": f"Esc Back n Add {free('history')}",
    "first-trends": f"r Weeks p Report Esc Back {free('trends')}",
    "year-home": HOME,
    "flare-home": HOME.replace("? Help", "p Flare-up plan ? Help"),
    "flare-plan": "Enter Home ↑ ↓ Scroll w Warning sign",
    "first-whom": "Enter Continue w Warning sign",
    "stop-home": STOPPED,
    **dict.fromkeys(("year-stages", "flare-stages"), STAGES),
    "stop-stages": STAGES.replace("Run this one", "Why not now"),
    "stop-sign": "Esc Home c I have been cleared",
}
"""By scene, at 80 columns; a scene that is not here has no such line, or tells nothing in it."""
AT_FORTY = tuple(
    name
    for name in FOOTERS
    if name not in ("halfway", "last-run", "mark-above", "sound-notice", "bell-only")
    and name not in ("warm-up", "run", "walk", "paused", "locked", "last-seconds")
    and name not in ("words-brisk", "words-jog", "words-fast", "words-rest", "words-stretch")
    and name not in ("exercise-stretch", "exercise-rest")
    and name not in ("year-wrong", "year-nothing")
    and name not in ("first-run-test", "run-test-walk", "run-test-run")
)
"""Scenes whose keys stand in a line at the foot even at 40 columns."""


def shown(line: KeyLine) -> str:
    """What stands in the line, as it is drawn."""
    drawn = ("".join(segment.text for segment in line.render_line(y)).rstrip() for y in range(line.size.height))
    return "\n".join(drawn)


def footer(app: App[None]) -> str:
    """What the line of keys says, with a single blank between the words; "" where there is none."""
    return " ".join(" ".join(shown(line) for line in app.screen.query(KeyLine)).split())


def cut_off(app: App[None], scene: str) -> list[str]:
    """The keys that are heard, and that the line of a narrow terminal cannot tell whole."""
    line = app.screen.query_one(KeyLine)
    told = shown(line)
    own = [
        binding.description
        for node, binding, enabled, _ in app.screen.active_bindings.values()
        if binding.show and enabled and node is not app
    ]
    everywhere = (HELP, LEAVE) if getattr(app.screen, "FREE", False) and scene != "help" else ()
    missing = [wanted for wanted in (*own, *everywhere) if wanted not in told]
    wide = [each for each in told.splitlines() if len(each) > app.size.width]
    return [*missing, *wide, *(() if own and app.screen.region.contains_region(line.region) else (told or "nothing",))]
