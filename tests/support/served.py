"""`runwalk serve` as a process of its own, as somebody types it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.processes import children, wait_until
from tests.support.real_program import RUNWALK, heed_signals

ADDRESS = re.compile(r"http://\S+")


class Served:
    """While it serves."""

    def __init__(self, process: subprocess.Popen[str], said: Path) -> None:
        self.process = process
        self._said = said
        wait_until(lambda: ADDRESS.search(self.said) or process.poll() is not None)
        found = ADDRESS.search(self.said)
        assert found, self.said
        self.url = found.group()
        """The address with its token."""
        self.host = urlsplit(self.url).netloc

    @property
    def said(self) -> str:
        """All that it has printed."""
        return self._said.read_text("utf-8")

    @property
    def address(self) -> str:
        """The address without a token."""
        return f"http://{self.host}/"

    @property
    def app(self) -> int:
        """The process of the app that is shown; 0 while there is none."""
        found = children(self.process.pid, "runwalk_tui.cli")
        return found[0] if found else 0

    def stop(self, number: int = signal.SIGINT) -> int:
        """As Ctrl+C does; returns the exit status."""
        self.process.send_signal(number)
        return self.process.wait(60)


@contextmanager
def served(
    data: Path, *options: str, stages: Path | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Serve a log until the block is left."""
    places = ["--data-dir", str(data), *(["--stages", str(stages)] if stages else [])]
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        with said.open("w") as file:
            process = subprocess.Popen(
                [*RUNWALK, "serve", "--port", "0", *places, *options],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                text=True,
                env={**os.environ, **(environment or {}), "PYTHONUNBUFFERED": "1"},
                preexec_fn=heed_signals,
                start_new_session=True,
            )
        try:
            yield Served(process, said)
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(60)
