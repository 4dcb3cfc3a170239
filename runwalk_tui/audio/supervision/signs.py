"""What the system shows of sound devices without being asked to open one: cards, sound servers, Bluetooth.

It only tells when looking is worth while. A device may come with none of this changing (headphones that a sound
server knows already, a server in the network), so what looks goes on looking. Only Linux shows anything here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

NODES = "dev/snd"
CARDS = "proc/asound/cards"
LINKS = "sys/class/bluetooth"
"""Adapters, and a name such as hci0:256 for each device that is connected."""
FOR_ALL = "run/pulse/native"
"""Where a PulseAudio listens that serves the whole system."""
USERS = "run/user"
"""Where a user's servers listen if the environment doesn't say."""


def device_signs(
    environment: Mapping[str, str] = os.environ, system: str = sys.platform, root: Path = Path("/")
) -> object:
    """All of it, to be compared with what it was; never raises. `root` is where the system's own files begin."""
    if not system.startswith("linux"):
        return None
    nodes = [(name, os.access(root / NODES / name, os.R_OK | os.W_OK)) for name in _names(root / NODES)]
    servers = [_made(path) for path in (*_sockets(environment, root), root / FOR_ALL)]
    return nodes, _content(root / CARDS), _names(root / LINKS), servers


def _sockets(environment: Mapping[str, str], root: Path) -> Iterator[Path]:
    """Where the sound servers of this user would listen."""
    runtime = Path(environment.get("XDG_RUNTIME_DIR") or root / USERS / str(os.getuid()))
    yield Path(environment.get("PULSE_RUNTIME_PATH") or runtime / "pulse") / "native"
    yield Path(environment.get("PIPEWIRE_RUNTIME_DIR") or runtime) / "pipewire-0"
    for server in environment.get("PULSE_SERVER", "").split():
        # As in "{machine}unix:/path"; one in the network can't be seen from here.
        address = server.rpartition("}")[2].removeprefix("unix:")
        if address.startswith("/"):
            yield Path(address)


def _made(path: Path) -> tuple[int, int] | None:
    """Tells one socket from the next in its place, None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_ctime_ns


def _names(folder: Path) -> list[str]:
    try:
        return sorted(each.name for each in folder.iterdir())
    except OSError:
        return []


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
