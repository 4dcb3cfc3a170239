"""Chromium without a window and without a network: it prints a page, or draws it as it is on a screen."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.support.needed import needed_program

GUARD = 120.0
"""Seconds after which it hangs; no measure of speed."""
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--hide-scrollbars",
)
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page of a PDF."""

    width: float
    """Points of 1/72 inch, as is the height."""
    height: float
    words: tuple[tuple[float, float, float, float, str], ...]
    """Left, top, right and bottom edge of each, and the word."""

    @property
    def text(self) -> str:
        """All words, a blank between two."""
        return " ".join(word[-1] for word in self.words)


class Chromium:
    """Starts it anew for each thing that is asked, with files of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program = needed_program("chromium", "chromium-browser", "google-chrome")
        self._made = 0

    def printed(self, html: str, paper: str) -> list[PrintedPage]:
        """The pages of a page printed on this paper ("A4", "letter"), each word where it is."""
        pdf = self._new("pdf")
        self._open(self._page(sized(html, paper)), f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
        boxes = self._new("xml")
        subprocess.run([needed_program("pdftotext"), "-bbox", pdf, boxes], check=True, timeout=GUARD)
        return [
            PrintedPage(
                float(width),
                float(height),
                tuple(
                    (float(left), float(top), float(right), float(bottom), word)
                    for left, top, right, bottom, word in WORD.findall(inside)
                ),
            )
            for width, height, inside in PAGE.findall(boxes.read_text("utf-8", "replace"))
        ]

    def grey(self, html: str, *, dark: bool = False) -> bytes:
        """The first page on A4 as a grey printer has it: a byte for each pixel, 0 for black to 255 for white."""
        pdf = self._new("pdf")
        self._open(self._page(sized(html, "A4")), f"--print-to-pdf={pdf}", "--no-pdf-header-footer", _scheme(dark=dark))
        picture = self._new("pgm")
        grey = (needed_program("pdftoppm"), "-gray", "-r", "40", "-l", "1", "-singlefile")
        command = [*grey, str(pdf), str(picture.with_suffix(""))]
        subprocess.run(command, check=True, timeout=GUARD)
        return picture.read_bytes().split(b"255\n", 1)[1]

    def drawn(self, html: str, *, width: int, height: int, dark: bool = False) -> Path:
        """The path of a PNG: the page on a screen of this size, in the colours that are preferred."""
        picture = self._new("png")
        self._open(self._page(html), f"--screenshot={picture}", f"--window-size={width},{height}", _scheme(dark=dark))
        return picture

    def said(self, html: str) -> str:
        """The title that a page has once its own script has run."""
        answer = self._open(self._page(html), "--dump-dom")
        found = re.search("<title>(.*?)</title>", answer, re.DOTALL)
        return found.group(1) if found else ""

    def _page(self, html: str) -> Path:
        page = self._new("html")
        page.write_text(html, "utf-8")
        return page

    def _new(self, kind: str) -> Path:
        self._made += 1
        return self._folder / f"{self._made}.{kind}"

    def _open(self, page: Path, *options: str) -> str:
        command = [self._program, *QUIET, f"--user-data-dir={self._folder / 'profile'}", *options, page.as_uri()]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
        ) as running:
            try:
                answer, _ = running.communicate(timeout=GUARD)
            finally:
                if running.poll() is None:
                    os.killpg(running.pid, signal.SIGKILL)
        assert running.returncode == 0
        return answer


def _scheme(*, dark: bool) -> str:
    """The option for what a reader prefers."""
    return f"--blink-settings=preferredColorScheme={0 if dark else 1}"


def sized(html: str, paper: str) -> str:
    """A copy of a page that asks for this paper; the page itself leaves it to the printer."""
    assert "</style>" in html
    return html.replace("</style>", f"@page {{ size: {paper}; }}</style>", 1)
