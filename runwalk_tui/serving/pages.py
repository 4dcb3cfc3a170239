"""The page with the app, what it is made of, and the short pages for whoever isn't let in."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

OWN = Path(__file__).parent / "page"
KINDS = {".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf"}

TOKEN_NEEDED = (
    "This page needs a token",
    "Look at the window on the computer in which runwalk serve is running: open the whole address there, with its "
    "token, or scan the code if there is one.",
)
OTHER_ADDRESS = (
    "This isn't the address of runwalk",
    "Use the address that runwalk serve shows on the computer.",
)
NOT_HERE = ("There is no such page", "Use the address that runwalk serve shows on the computer.")


@dataclass(frozen=True, slots=True)
class Part:
    """A file that the page is made of."""

    content: bytes
    """All of it."""
    kind: str
    """Its content type."""


def parts() -> dict[str, Part]:
    """What the page may ask for, by its address. Script, style and letters of the terminal come with textual-serve.

    They are read once, so that a package that is damaged or changed meanwhile is noticed before anybody runs. Raises
    OSError.
    """
    theirs = Path(str(files("textual_serve"))) / "static"
    found = {
        "/page.js": OWN / "page.js",
        "/let-in.js": OWN / "let-in.js",
        "/page.css": OWN / "page.css",
        "/terminal.js": theirs / "js" / "textual.js",
        "/terminal.css": theirs / "css" / "xterm.css",
        "/letters.ttf": theirs / "fonts" / "RobotoMono-VariableFont_wght.ttf",
    }
    return {address: Part(path.read_bytes(), KINDS[path.suffix]) for address, path in found.items()}


def page(*, mute: bool) -> str:
    """The page with the app; `mute` leaves out where the sound comes from."""
    return Template((OWN / "page.html").read_text("utf-8")).substitute(mute="yes" if mute else "no")


def let_in(key: str) -> str:
    """The page that keeps the key, and leads from the address with the token to the one without.

    A redirect would be asked for by whatever page the address was on, and no cookie goes along then.
    """
    return _short(
        "One moment", "runwalk is opening.", f'<script src="/let-in.js" data-key="{escape(key)}" defer></script>'
    )


def refusal(told: tuple[str, str]) -> str:
    """A page with a headline and what to do."""
    return _short(*told)


def _short(title: str, text: str, head: str = "") -> str:
    return Template((OWN / "short.html").read_text("utf-8")).substitute(
        title=escape(title), text=escape(text), head=head
    )
