"""What a computer may speak with: each is asked for the voices of a language and told to speak into WAV files.

macOS has `say`, Windows has SAPI, which PowerShell reaches, and espeak-ng and piper can be installed on any system.
None of them is a dependency, and nothing is sent anywhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

LONGEST_WAIT = 60.0
"""Seconds after which a system that says nothing is given up: for one word, or to name its voices."""
PIPER_FOLDERS = ("~/.local/share/piper", "~/.local/share/piper-voices", "~/piper", "/usr/share/piper-voices")
"""Where voices of piper are looked for, besides the one that is named."""


class VoiceError(Exception):
    """A system can't speak; the message says why, in one line."""


FOR_FUN = frozenset(
    (
        *("Albert", "Bad News", "Bahh", "Bells", "Boing", "Bubbles", "Cellos", "Deranged", "Good News", "Hysterical"),
        *("Jester", "Organ", "Pipe Organ", "Superstar", "Trinoids", "Whisper", "Wobble", "Zarvox"),
    )
)
"""Voices of macOS that sing, whisper or croak; by the alphabet, two of them are the first that it has for English."""
Spoken = Iterator[tuple[str, Path]]
"""The name of each word with its WAV file, as soon as there is one."""


@dataclass(frozen=True, slots=True)
class System:
    """One way to speak."""

    name: str
    """What it is called on the command line."""
    voice_for: Callable[[str], str]
    """Its voice for a language, by the language's code; "" where it has none or isn't there."""
    speak: Callable[[str, Mapping[str, str], Path], Spoken]
    """Speaks words with a voice into files in a folder. Raises VoiceError."""
    is_here: Callable[[], bool]
    """Whether its program is on this computer."""
    hint: str
    """How it comes to a voice for one more language."""


def _run(arguments: list[str], text: str = "", **environment: str) -> str:
    """What a program prints. Raises VoiceError."""
    try:
        done = subprocess.run(
            arguments,
            input=text,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=LONGEST_WAIT,
            env=os.environ | environment,
        )
    except subprocess.TimeoutExpired:
        raise VoiceError(f"{arguments[0]} did not answer within {LONGEST_WAIT:.0f} seconds") from None
    except OSError as error:
        raise VoiceError(f"{arguments[0]} can't be started: {(error.strerror or str(error)).lower()}") from error
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise VoiceError(f"{arguments[0]} failed: {said[-1] if said else f'exit status {done.returncode}'}")
    return done.stdout


def _one_by_one(said: Mapping[str, str], folder: Path, speak: Callable[[str, Path], object]) -> Spoken:
    for name, text in said.items():
        file = folder / f"{name}.wav"
        speak(text, file)
        if not file.exists():
            raise VoiceError(f"nothing was spoken for “{text}”")
        yield name, file


def _say_voice(language: str) -> str:
    """macOS lists a voice a line: its name, its language as in "de_DE", and after a # what it says."""
    if shutil.which("say") is None:
        return ""
    for line in _run(["say", "-v", "?"]).splitlines():
        words = line.partition("#")[0].split()
        voice = " ".join(words[:-1])
        if voice and voice not in FOR_FUN and words[-1].replace("-", "_").split("_")[0] == language:
            return voice
    return ""


def _say(voice: str, said: Mapping[str, str], folder: Path) -> Spoken:
    form = ["--file-format=WAVE", "--data-format=LEI16@48000"]
    yield from _one_by_one(
        said, folder, lambda text, file: _run(["say", "-v", voice, *form, "-o", str(file), "-f", "-"], text)
    )


SAPI_START = (
    "$ErrorActionPreference = 'Stop'; [Console]::OutputEncoding = [Text.Encoding]::UTF8; "
    "Add-Type -AssemblyName System.Speech; $s = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
)
SAPI_VOICES = SAPI_START + (
    "foreach ($v in $s.GetInstalledVoices()) { if ($v.Enabled) "
    "{ $v.VoiceInfo.Culture.TwoLetterISOLanguageName + ' ' + $v.VoiceInfo.Name } }"
)
SAPI_SPEAK = SAPI_START + (
    "$f = New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo(48000, 'Sixteen', 'Mono'); "
    "$s.SelectVoice($env:RUNWALK_VOICE); $s.SetOutputToWaveFile($env:RUNWALK_FILE, $f); "
    "$s.Speak([IO.File]::ReadAllText($env:RUNWALK_TEXT, [Text.Encoding]::UTF8)); $s.Dispose()"
)
"""Voice, file and text come in the environment and in a file: nothing in them is ever read as a command."""


def _powershell() -> str:
    return shutil.which("powershell") or shutil.which("pwsh") or ""


def _sapi_voice(language: str) -> str:
    program = _powershell()
    listed = _run([program, "-NoProfile", "-NonInteractive", "-Command", SAPI_VOICES]) if program else ""
    for line in listed.splitlines():
        code, _, voice = line.strip().partition(" ")
        if code == language and voice:
            return voice
    return ""


def _sapi(voice: str, said: Mapping[str, str], folder: Path) -> Spoken:
    program = _powershell()

    def speak(text: str, file: Path) -> None:
        written = file.with_suffix(".txt")
        written.write_text(text, "utf-8")
        command = [program, "-NoProfile", "-NonInteractive", "-Command", SAPI_SPEAK]
        _run(command, RUNWALK_VOICE=voice, RUNWALK_FILE=str(file), RUNWALK_TEXT=str(written))

    yield from _one_by_one(said, folder, speak)


def _espeak_voice(language: str) -> str:
    """espeak-ng lists a table with a heading; a language that it doesn't know has the heading alone."""
    if shutil.which("espeak-ng") is None:
        return ""
    listed = _run(["espeak-ng", f"--voices={language}"]).splitlines()[1:]
    return language if any(line.split()[1:2] for line in listed) else ""


def _espeak(voice: str, said: Mapping[str, str], folder: Path) -> Spoken:
    pace = ["-s", "150"]
    yield from _one_by_one(
        said,
        folder,
        lambda text, file: _run(["espeak-ng", "-v", voice, *pace, "-b", "1", "-w", str(file), "--stdin"], text),
    )


def _piper_voice(language: str) -> str:
    """A voice of piper is a file such as de_DE-thorsten-medium.onnx, with a .json beside it."""
    if shutil.which("piper") is None:
        return ""
    for folder in (Path(name).expanduser() for name in PIPER_FOLDERS):
        found = sorted(
            file for file in folder.rglob(f"{language}_*.onnx") if file.with_name(f"{file.name}.json").exists()
        )
        if found:
            return str(found[0])
    return ""


def _piper(voice: str, said: Mapping[str, str], folder: Path) -> Spoken:
    yield from _one_by_one(
        said, folder, lambda text, file: _run(["piper", "--model", voice, "--output_file", str(file)], f"{text}\n")
    )


SYSTEMS = {
    system.name: system
    for system in (
        System(
            "say",
            _say_voice,
            _say,
            lambda: bool(shutil.which("say")),
            "add a voice in System Settings, Accessibility, Spoken Content",
        ),
        System(
            "sapi",
            _sapi_voice,
            _sapi,
            lambda: bool(_powershell()),
            "add the language's speech in Settings, Time & language",
        ),
        System(
            "piper",
            _piper_voice,
            _piper,
            lambda: bool(shutil.which("piper")),
            "put the .onnx and .json file of a voice into ~/.local/share/piper",
        ),
        System(
            "espeak-ng",
            _espeak_voice,
            _espeak,
            lambda: bool(shutil.which("espeak-ng")),
            "espeak-ng --voices lists what it speaks, and --with espeak-ng --voice NAME takes one of them",
        ),
    )
}
"""Every system by its name, the better-sounding ones first."""
OWN_OF = {"darwin": "say", "win32": "sapi"}
"""The system that only one kind of computer has; another program of that name elsewhere is something else."""


def choose(language: str, wanted: str, voice: str) -> tuple[System, str]:
    """What speaks a language, and with which voice: as wanted, else the first that has one. Raises VoiceError."""
    if wanted:
        system = SYSTEMS[wanted]
        if found := voice or system.voice_for(language):
            return system, found
        raise VoiceError(_no_voice(system, language) if system.is_here() else f"{wanted} isn't on this computer")
    usable = [
        system for name, system in SYSTEMS.items() if name not in OWN_OF.values() or name == OWN_OF.get(sys.platform)
    ]
    for system in usable:
        if found := system.voice_for(language):
            return system, voice or found
    here = [system for system in usable if system.is_here()]
    if here:
        raise VoiceError(_no_voice(here[-1], language))
    raise VoiceError("no program on this computer speaks it; install espeak-ng, which does")


def _no_voice(system: System, language: str) -> str:
    return f"{system.name} is here, but doesn't speak {language}; {system.hint}"
