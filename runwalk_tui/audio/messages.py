"""What the player and its child process say to each other: one JSON list a line, its first item the verb.

To the child:

- `["open", backend, sounds, latency, output]`: sounds are `{name: [volume, priority, [[file, …], …]]}`, see
  `decode.py`; output is the name of the device that plays, "" for the system's choice
- `["outputs", backend]`: say which devices there are
- `["schedule", [[at, name], …]]`: replaces every cue that has not started; like every order, obeyed once sound flows
- `["silence"]`: forgets the schedule and ends what is sounding
- `["play", name, …]`: at once, one after the other; a word once it has been read
- `["finish"]`: end as soon as everything has been heard

The end of the pipe ends it at once.

From the child:

- `["ready", device, [fault, …], missing]`: the stream is open; a fault names a sound file that cannot be used;
  missing says that the device of the name that was asked for isn't there or can't be opened, so the system's choice
  plays
- `["faults", [fault, …]]`: words that can't be used, found out after "ready"; those aren't said
- `["outputs", [[name, usual], …]]`: the devices that can be asked for by name; usual marks the system's choice
- `["cue", at, name, fate]`: what became of a cue, said when its samples are handed to the device; see FATES
- `["failed", reason, lasting]`: the backend cannot be loaded, which lasts, or finds no device; the child ends
- `["lost", reason]`: the device went away; the child ends
- `["again"]`: the child ends, which is the quickest way to silence, and wants to be started again
"""

from __future__ import annotations

import json
from typing import Any

LATE = 0.3
"""Seconds after which a cue is no longer worth playing: it would be mistaken for another one."""
HEAD_START = 0.15
"""Seconds from an order to a sound until it can be heard: what a device holds, and room for a busy machine."""
HEAD_STARTS = {"simpleaudio": 0.3, "bell": 0.0, "silent": 0.0}
"""The same for backends that need more or less when they are the ones that are set."""
SILENCE_WITHIN = 0.05
"""Seconds from the order to be silent to silence."""
FATES = ("played", "late", "covered")
"""A cue is played, dropped for being LATE, or dropped because a more important one is sounding."""


def encode(verb: str, *rest: Any) -> bytes:
    """One line."""
    return json.dumps([verb, *rest], separators=(",", ":")).encode() + b"\n"


def decode(line: bytes | str) -> tuple[str, list[Any]]:
    """The verb and the rest of a line. Raises ValueError when it is not a message."""
    message = json.loads(line)
    if not isinstance(message, list) or not message or not isinstance(message[0], str):
        raise ValueError(f"not a message: {line!r}")
    return message[0], message[1:]
