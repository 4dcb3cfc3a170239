"""Programs that stand in for those that speak: shell scripts, as there are on every system but Windows."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

FAKE = """#!{python}
import math, struct, sys, wave
arguments, text = sys.argv[1:], sys.stdin.read() if "{reads}" == "yes" else ""
with open({log!r}, "a") as log:
    print(arguments, repr(text), file=log)
{body}
def tone(file, rate=22050):
    with wave.open(file, "wb") as out:
        out.setnchannels(1); out.setsampwidth(2); out.setframerate(rate)
        out.writeframes(b"".join(struct.pack("<h", round(9000 * math.sin(i / 20))) for i in range(rate // 2)))
if "{flag}" in arguments:
    tone(arguments[arguments.index("{flag}") + 1])
"""


def put(folder: Path, name: str, *, flag: str = "-w", body: str = "", reads: str = "yes") -> Path:
    """A program that speaks a tone into the file after a flag, and notes how it was called."""
    log = folder / f"{name}.log"
    program = folder / name
    program.write_text(FAKE.format(python=sys.executable, log=str(log), flag=flag, body=body, reads=reads))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return log


ESPEAK = 'if any(a.startswith("--voices") for a in arguments): print("Pty Lang\\n 5 de --/M German"); raise SystemExit'
LISTED = """Albert  en_US  # I have a frog in my throat.
Anna (Enhanced)   de_DE    # Hallo
Bad News   en_US  # The light
Daniel   en_GB  # Hi"""
SAY = f'if "?" in arguments: print({LISTED!r}); raise SystemExit'
POWERSHELL = """import os
if "GetInstalledVoices" in arguments[-1]: print("en Zira\\r\\nde Microsoft Hedda Desktop\\r"); raise SystemExit
arguments += ["-w", os.environ["RUNWALK_FILE"]]
with open({log!r}, "a") as log: print(os.environ["RUNWALK_VOICE"], open(os.environ["RUNWALK_TEXT"]).read(), file=log)
"""
