"""What has a key that a runner can change, by the name that settings.toml has for it, and where it is heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from runwalk_tui.keys.names import key_named, printed
from runwalk_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class KeyAction:
    """One thing that a key does."""

    place: str
    """The table of settings.toml: "timer" is [keys.timer]."""
    name: str
    keys: tuple[str, ...]
    """Its usual keys, by Textual's names, the one that is told first."""
    bindings: tuple[str, ...] = ()
    """The ids of the bindings that follow it; none for what only lines have."""
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys that a binding always has, whatever is set."""
    lines: tuple[str, ...] = ()
    """What is typed for it in plain lines; empty where that is the same as its usual keys."""

    @property
    def where(self) -> str:
        """Its place and name, as in "timer.pause"."""
        return f"{self.place}.{self.name}"


ACTIONS: tuple[KeyAction, ...] = (
    KeyAction("anywhere", "history", ("h",), ("app.history",)),
    KeyAction("anywhere", "trends", ("t",), ("app.trends",)),
    KeyAction("anywhere", "stages", ("s",), ("app.stages",)),
    KeyAction("anywhere", "settings", ("comma",), ("app.settings",)),
    KeyAction("anywhere", "advice", ("a",), ("app.advice",)),
    KeyAction(
        "anywhere",
        "help",
        ("question_mark",),
        ("app.help", "help.leave", "timer.keys", "timer_help.close"),
        {"help.leave": ("escape",), "timer.keys": ("f1",), "timer_help.close": ("escape", "f1", "enter")},
    ),
    KeyAction("anywhere", "leave", ("q",), ("app.leave",)),
    KeyAction(
        "anywhere",
        "warning_sign",
        ("w",),
        ("home.warning", "rating.warn", "before.warn", "form.warn", "run_test.warn", "reading.warn"),
    ),
    KeyAction("home", "start", ("enter",), ("home.start", "home.what_to_do")),
    KeyAction("home", "choose", ("c",), ("home.choose", "home.choose_stopped", "home.choose_first")),
    KeyAction("home", "walk", ("o",), ("home.walk", "home.extra_walk", "home.walk_stopped")),
    KeyAction(
        "home",
        "other_exercise",
        ("e",),
        ("home.other_exercise", "home.other_exercise_anyway", "home.other_exercise_stopped"),
    ),
    KeyAction("home", "check_in", ("i",), ("home.checkin",)),
    KeyAction("home", "next_programme", ("n",), ("home.next_programme", "finish.next_programme")),
    KeyAction("home", "flare_up_plan", ("p",), ("home.flare_up",)),
    KeyAction("home", "end_of_programme", ("f",), ("home.finish",)),
    KeyAction(
        "timer",
        "pause",
        ("space",),
        ("timer.pause", "timer.go_on", "run_test.begin", "run_test.enough", "run_test.pause"),
        {"run_test.begin": ("enter",)},
        ("p", " "),
    ),
    KeyAction("timer", "next", ("n",), ("timer.next", "run_test.skip"), {"run_test.skip": ("enter",)}),
    KeyAction("timer", "back", ("b",), ("timer.back",)),
    KeyAction("timer", "extend", ("plus", "equals_sign"), ("timer.extend",)),
    KeyAction("timer", "ease", ("e",), ("timer.ease",)),
    KeyAction("timer", "mark", ("m",), ("timer.mark", "mark.leave"), {"mark.leave": ("escape",)}),
    KeyAction("timer", "stop_for_pain", ("x",), ("timer.stop", "mark.stop", "timer_help.stop", "run_test.stop")),
    KeyAction("timer", "mute", ("u",), ("timer.mute",)),
    KeyAction("timer", "lock", ("l",), ("timer.lock", "timer.unlock")),
    KeyAction("timer", "glance", ("f",), ("timer.glance",)),
    KeyAction("timer", "time_left", ("t",)),
    KeyAction("timer", "end", ("q", "escape"), ("timer.end", "run_test.leave"), lines=("q",)),
    KeyAction("questions", "skip", ("s",), ("rating.skip", "before.skip", "run_test_result.skip")),
    KeyAction("questions", "not_remembered", ("n",), ("morning.forget",)),
    KeyAction("questions", "run_again", ("r",), ("run_test_result.again",)),
    KeyAction("questions", "cleared", ("c",), ("stop_sign.clear",)),
    KeyAction("questions", "fewer", ("left", "minus"), ("choose.fewer",)),
    KeyAction("questions", "more", ("right", "plus"), ("choose.more",)),
    KeyAction("history", "filter", ("slash",), ("history.filter",), lines=("f",)),
    KeyAction("history", "correct", ("e",), ("history.edit", "past_session.edit"), lines=("c", "e")),
    KeyAction("history", "add", ("n",), ("history.add",)),
    KeyAction("history", "sort", ("o",), ("history.order",)),
    KeyAction("history", "reverse", ("r",), ("history.reverse",)),
    KeyAction("history", "delete", ("delete",), ("history.delete",), lines=("d",)),
    KeyAction("history", "undo", ("z",), ("history.undo",)),
    KeyAction("history", "save", ("ctrl+s",), ("form.save", "figures.save")),
    KeyAction("stages", "figures", ("e",), ("stages.figures",)),
    KeyAction("stages", "what_if", ("i",), ("stages.what_if",)),
    KeyAction("stages", "programmes", ("p",), ("stages.programmes",)),
    KeyAction("stages", "open_file", ("o",), ("stages.open_file",)),
    KeyAction("trends", "range", ("r",), ("trends.range",)),
    KeyAction("trends", "report", ("p",), ("trends.report",)),
    KeyAction("advice", "next_part", ("n",), ("advice.next",)),
    KeyAction("advice", "part_before", ("b",), ("advice.before",)),
)
BY_WHERE: Mapping[str, KeyAction] = {action.where: action for action in ACTIONS}
PLACES: tuple[str, ...] = tuple(dict.fromkeys(action.place for action in ACTIONS))

PAGES = ("history", "trends", "stages", "settings", "advice", "help", "leave")
HEARD_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "on Home": (
        *(f"anywhere.{name}" for name in (*PAGES, "warning_sign")),
        *(
            f"home.{name}"
            for name in (
                *("start", "choose", "walk", "other_exercise", "check_in"),
                *("flare_up_plan", "next_programme", "end_of_programme"),
            )
        ),
    ),
    "in History": tuple(
        action.where
        for action in ACTIONS
        if action.place == "history" or action.where in {f"anywhere.{name}" for name in PAGES}
    ),
    "in the list of stages": (
        *(f"anywhere.{name}" for name in PAGES),
        *(action.where for action in ACTIONS if action.place == "stages"),
    ),
    "in Trends": (*(f"anywhere.{name}" for name in PAGES), "trends.range", "trends.report"),
    "on the advice page": (*(f"anywhere.{name}" for name in PAGES), "advice.next_part", "advice.part_before"),
    "in a session": (*(action.where for action in ACTIONS if action.place == "timer"), "anywhere.help"),
    "in the run test": (
        "anywhere.warning_sign",
        *(f"timer.{name}" for name in ("pause", "next", "stop_for_pain", "time_left", "end")),
    ),
    "after a session": ("questions.skip", "anywhere.warning_sign"),
    "after a run test": ("questions.skip", "questions.run_again"),
    "at the question about the next morning": ("questions.not_remembered",),
    "at the stop sign": ("questions.cleared",),
    "where you choose a session": ("questions.fewer", "questions.more"),
}
"""Which of them are heard in the same place, so that no two can have the same key."""

IN_LINES = frozenset(
    {
        *(f"timer.{name}" for name in ("pause", "next", "back", "extend", "ease", "mark", "stop_for_pain", "mute")),
        *("timer.time_left", "timer.end", "anywhere.warning_sign", "questions.skip", "questions.not_remembered"),
        *(f"history.{name}" for name in ("filter", "correct", "add", "delete", "undo")),
    }
)
"""Which of them plain lines hear."""

DIGITS = {
    **{str(digit): "digits are for answers" for digit in range(10)},
    **{key_named(key) or key: "it is a digit on a French keyboard" for key in "&é\"'(-è_çà"},
}
ALWAYS = {
    **{str(digit): "digits are for answers" for digit in range(10)},
    "tab": "it goes from field to field",
    "f1": "it shows the help",
    **{f"ctrl+{key}": "its use is fixed" for key in "cqpz"},
}
ANSWERS = {**DIGITS, **ALWAYS, "enter": "it accepts an answer", "escape": "it goes back"}
ARROWS = {
    **dict.fromkeys(("up", "down", "left", "right", "home", "end"), "it moves the answer"),
    **dict.fromkeys(("delete", "backspace"), "it clears the answer"),
}
LETTERS = dict.fromkeys("hkcafbolryn", "it answers a question there")
"""Places of soreness with their sides, yes and not yet."""
NEEDED: Mapping[str, Mapping[str, str]] = {
    "on Home": {**ALWAYS, **dict.fromkeys(("up", "down", "pageup", "pagedown"), "it scrolls")},
    "in History": {
        **ALWAYS,
        "enter": "it opens a session",
        "escape": "it goes back",
        **dict.fromkeys(("up", "down", "pageup", "pagedown", "home", "end"), "it moves in the list"),
    },
    "in the list of stages": {
        **ALWAYS,
        "enter": "it runs a stage",
        "escape": "it goes back",
        **dict.fromkeys(("up", "down", "pageup", "pagedown", "home", "end"), "it moves in the list"),
    },
    "in Trends": {
        **ALWAYS,
        "escape": "it goes back",
        **dict.fromkeys(("left", "right", "up", "down", "pageup", "pagedown", "home", "end"), "it moves the view"),
    },
    "on the advice page": {
        **ALWAYS,
        "escape": "it goes back",
        **dict.fromkeys(("up", "down", "pageup", "pagedown", "home", "end"), "it scrolls"),
    },
    "in a session": {**DIGITS, **ALWAYS, "enter": "it confirms a pain score", "escape": "it goes back from a question"},
    "in the run test": {**DIGITS, **ALWAYS, "enter": "it starts the run"},
    "after a session": {**ANSWERS, **ARROWS, **LETTERS},
    "after a run test": {**ANSWERS, **ARROWS},
    "at the question about the next morning": {**ANSWERS, **ARROWS},
    "at the stop sign": {**ALWAYS, "enter": "it goes home", "escape": "it goes home"},
    "where you choose a session": {**ANSWERS, "up": "it chooses a stage", "down": "it chooses a stage"},
}
"""Keys that each place needs for something else, with the reason as the end of a sentence."""
NEVER: Mapping[str, Mapping[str, str]] = {
    "timer.stop_for_pain": {
        **dict.fromkeys("gsd", "it answers “End this session?”, which has its own key for stopping for pain"),
        **ARROWS,
        **dict.fromkeys(("pageup", "pagedown"), "it scrolls the help"),
        **dict.fromkeys("wf", "it answers the question after the stop, so a double press would answer that too"),
    }
}
"""Keys that one action cannot have, likewise."""


def told(keys: tuple[str, ...]) -> str:
    """Keys as a person reads them, such as "q or Esc"."""
    return " or ".join(map(printed, keys))
