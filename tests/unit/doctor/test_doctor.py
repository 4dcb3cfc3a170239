"""The doctor looks at everything within seconds, says each thing in one line, and never fails itself."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest

from runwalk_tui.audio import status
from runwalk_tui.audio.backends import reasons
from runwalk_tui.audio.supervision.device_names import DeviceName
from runwalk_tui.doctor import files, machine, syncing
from runwalk_tui.doctor.examine import PATIENCE, examine
from runwalk_tui.doctor.finding import Finding, side_by_side
from runwalk_tui.doctor.radio import ANSWERS_WITHIN, LOOKS
from runwalk_tui.doctor.sound import sounds
from runwalk_tui.doctor.sound_check import (
    NAMING,
    OPENING,
    SINKS,
    AudioCheck,
    BackendCheck,
    check_audio,
    sinks_there,
)
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.settings import AudioSettings
from runwalk_tui.system.standard_streams import utf8_locale

BIG = os.terminal_size((120, 40))


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test looks at the files of whoever runs it."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for name in ("RUNWALK_STAGES", "RUNWALK_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)


# All of it.


def test_everything_is_looked_at_and_nothing_is_changed(tmp_path: Path) -> None:
    found = examine(None, tmp_path / "data")
    subjects = [finding.subject for finding in found]
    assert subjects == [
        *("versions", "terminal", "characters", "sound", "custom sounds"),
        *("keep awake", "data folder", "log", "stage table", "settings", "signals", "sync"),
    ]
    for finding in found:
        assert finding.message
        assert len(f"{finding.message}{finding.advice}".splitlines()) == 1
        assert finding.works or finding.advice
    assert not (tmp_path / "data").exists()
    assert not (tmp_path / "xdg_data_home").exists()


def test_a_check_that_fails_is_a_finding(tmp_path: Path) -> None:
    def fails() -> list[Finding]:
        raise RuntimeError("two\nlines")

    (finding,) = side_by_side([("thing", fails)], 5)
    assert finding == Finding("thing", False, "it couldn't be checked: RuntimeError: two lines", finding.advice)


def test_a_check_that_hangs_holds_up_nothing() -> None:
    release = threading.Event()

    def hangs() -> list[Finding]:
        release.wait(20)
        return []

    hanging, fine = side_by_side([("slow", hangs), ("quick", lambda: [Finding("quick", True, "ok")])], 0.1)
    release.set()
    assert not hanging.works
    assert "0.1 seconds" in hanging.message
    assert hanging.advice.startswith("Try again when this computer is less busy.")
    assert fine.works


def test_only_what_hangs_takes_longer_than_the_doctor_waits() -> None:
    assert PATIENCE > OPENING + NAMING + SINKS
    assert PATIENCE > LOOKS + ANSWERS_WITHIN
    assert PATIENCE > 2 * syncing.PATIENCE, "to look for the folder, and into it"


# The machine.


def test_versions_are_named() -> None:
    finding = machine.versions()
    assert finding.works
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in finding.message


def test_a_terminal_is_told_with_its_size_and_colours() -> None:
    finding = machine.terminal({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, BIG)
    assert finding == Finding("terminal", True, "TERM is xterm-256color, 120 x 40, 16 million colours")


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"TERM": "xterm-256color"}, "256 colours"),
        ({"TERM": "linux"}, "16 colours or fewer"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "no colour, because NO_COLOR is set"),
    ],
)
def test_colours(environment: dict[str, str], words: str) -> None:
    assert machine.colours(environment) == words


def test_a_small_or_dumb_terminal_gets_advice() -> None:
    small = machine.terminal({"TERM": "xterm"}, os.terminal_size((30, 10)))
    dumb = machine.terminal({"TERM": "dumb"}, BIG)
    assert not small.works
    assert "40 x 12" in small.advice
    assert not dumb.works
    assert "--plain" in dumb.advice


def test_a_pipe_is_no_fault_of_the_terminal() -> None:
    assert machine.terminal({"TERM": "xterm"}, None).works


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such variables")
@pytest.mark.parametrize(
    ("environment", "utf8"),
    [
        ({"LANG": "en_GB.UTF-8"}, True),
        ({"LANG": "C.utf8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_CTYPE": "de_DE.UTF-8@euro"}, True),
        ({"LC_ALL": "C.UTF-8", "LANG": "C"}, True),
        ({"LC_CTYPE": "UTF-8", "LANG": "en_GB.UTF-8"}, True),
        ({"LANG": "C"}, False),
        ({}, False),
        ({"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({"LANG": "de_DE"}, False),
    ],
)
def test_only_a_utf8_locale_counts_as_one(environment: dict[str, str], utf8: bool) -> None:
    assert utf8_locale(environment) is utf8
    assert machine.characters(environment).works is utf8


def test_what_python_puts_in_the_place_of_no_locale_is_not_taken_for_one() -> None:
    assert not utf8_locale({"LC_CTYPE": "C.UTF-8", "LANG": "C"})


# Sound.


def listen(
    backend: str, *tried: BackendCheck, settings: AudioSettings | None = None, faults: str = ""
) -> list[Finding]:
    """Look at sound on a machine where the audio's own check finds this."""
    found = AudioCheck(backend, tried, (faults,) if faults else ())
    return sounds(settings or AudioSettings(), lambda settings, folder: found)


NO_DEVICE = BackendCheck("miniaudio", False, "no sound device")
NOT_THERE = BackendCheck("simpleaudio", False, "it is not installed")


def test_a_device_that_opens_is_named() -> None:
    sound, own = listen("miniaudio", BackendCheck("miniaudio", True, "miniaudio, PULSEAUDIO"))
    assert sound == Finding("sound", True, "miniaudio, PULSEAUDIO is open, on this computer's usual device")
    assert own.works


def test_the_backend_that_failed_before_is_named_too() -> None:
    sound, _ = listen("simpleaudio", NO_DEVICE, BackendCheck("simpleaudio", True, "simpleaudio"))
    usual = "on this computer's usual device"
    assert sound == Finding("sound", True, f"simpleaudio is open, {usual} (not miniaudio: no sound device)")


def test_no_device_at_all_says_that_the_bell_rings_and_what_to_do() -> None:
    sound, _ = listen("bell", NO_DEVICE, NOT_THERE)
    assert not sound.works
    assert "miniaudio: no sound device; simpleaudio: it is not installed" in sound.message
    assert sound.message.startswith(status.bell("miniaudio", "no sound device", played=False)), "as the app says it"
    assert sound.in_the_way
    assert sound.advice


SPEAKERS = (DeviceName("Speakers", usual=True), DeviceName("Headset", usual=False))
OPEN = BackendCheck("miniaudio", True, "miniaudio, PulseAudio")
YOU_CAN_CHOOSE = "You can choose: “Speakers” (usual), “Headset” (Play on in Settings, or output in settings.toml)."


def with_devices(settings: AudioSettings, *, missing: bool = False) -> Finding:
    """What is said of the sound where these two devices are there."""
    found = AudioCheck("miniaudio", (OPEN,), (), missing, SPEAKERS)
    return sounds(settings, lambda settings, folder: found)[0]


def test_the_device_that_plays_is_named_with_those_that_could(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PULSE_SINK", raising=False)
    usual = with_devices(AudioSettings())
    assert usual.advice == YOU_CAN_CHOOSE, "for whoever has no Settings on a screen"
    assert usual.message == "miniaudio, PulseAudio is open, on “Speakers”, this computer's usual one"
    assert with_devices(AudioSettings(output="Headset")).message == "miniaudio, PulseAudio is open, on “Headset”"
    monkeypatch.setenv("PULSE_SINK", "bt")
    assert with_devices(AudioSettings()).message == "miniaudio, PulseAudio is open, on “bt”, as PULSE_SINK says"
    assert with_devices(AudioSettings(output="Headset")).message == "miniaudio, PulseAudio is open, on “Headset”"


def test_a_device_that_is_not_there_is_named_as_the_app_names_it_with_those_that_are() -> None:
    sound = with_devices(AudioSettings(output="Gone"), missing=True)
    assert not sound.works
    assert not sound.in_the_way, "the usual one plays"
    assert sound.message.startswith(status.usual_instead("Gone", "miniaudio"))
    assert sound.advice == (
        "Connect it, close any other program that's using it, or choose another one at Play on in Settings. "
        f"{YOU_CAN_CHOOSE}"
    )


def test_simpleaudio_that_can_choose_no_device_has_advice_that_helps() -> None:
    opened = BackendCheck("simpleaudio", True, "simpleaudio")
    found = AudioCheck("simpleaudio", (opened,), (), missing=True)
    sound = sounds(AudioSettings(backend="simpleaudio", output="Headset"), lambda settings, folder: found)[0]
    assert not sound.works
    assert sound.advice == "Set Sound output to automatic in Settings, or Play on to usual."


def test_on_alsa_alone_it_is_the_usual_device_or_what_pulse_sink_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a Raspberry Pi: ALSA's own name for the usual one says nothing."""
    found = AudioCheck(
        "sounddevice",
        (BackendCheck("sounddevice", True, "sounddevice, ALSA"),),
        (),
        devices=(DeviceName("default", usual=True),),
    )
    monkeypatch.delenv("PULSE_SINK", raising=False)
    usual = sounds(AudioSettings(), lambda settings, folder: found)[0]
    assert usual == Finding("sound", True, "sounddevice, ALSA is open, on this computer's usual device")
    monkeypatch.setenv("PULSE_SINK", "bt")
    assert sounds(AudioSettings(), lambda settings, folder: found)[0].message.endswith("on “bt”, as PULSE_SINK says")


@pytest.mark.parametrize(
    ("backend", "reason", "remedy"),
    [
        ("sounddevice", reasons.NO_PORTAUDIO, "install"),
        ("sounddevice", reasons.NOT_INSTALLED, "install sounddevice"),
        ("simpleaudio", reasons.NOT_INSTALLED, "install simpleaudio"),
        ("simpleaudio", reasons.CRASHES_HERE, "install simpleaudio-patched"),
        ("miniaudio", "it can't be loaded: no such file", "install --force-reinstall miniaudio"),
    ],
)
def test_where_a_library_is_the_trouble_the_advice_is_about_it(
    backend: Literal["miniaudio", "sounddevice", "simpleaudio"],
    reason: str,
    remedy: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("runwalk_tui.doctor.sound.is_installed", lambda library: library == "miniaudio")
    sound, _ = listen("bell", BackendCheck(backend, False, reason), settings=AudioSettings(backend=backend))
    assert sound.in_the_way
    line = status.bell(backend, reason, played=False)
    assert sound.message == (line if reason in line else f"{line} ({backend}: {reason})"), "and nothing twice"
    assert sound.advice.startswith("Set Sound output to automatic in Settings, or install ")
    assert remedy in sound.advice
    assert "Connect" not in sound.advice


def test_a_sound_server_without_a_device_is_told_as_what_it_is() -> None:
    sound, _ = listen("bell", BackendCheck("miniaudio", False, reasons.INTO_NOTHING))
    assert sound.in_the_way
    assert sound.message == "No sound (the sound server has no device); you'll hear the bell."
    assert sound.advice.startswith("Connect a device")


def test_headphones_that_are_slow_are_in_the_way_of_no_session() -> None:
    sound, _ = listen("bell", BackendCheck("miniaudio", False, reasons.SLOW))
    assert not sound.works
    assert not sound.in_the_way
    assert sound.message == "The sound is slow to start; until it does, you'll hear the terminal bell."
    assert sound.advice


def test_what_hangs_leaves_the_others_their_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The first two never answer; the third is tried all the same, within the same time."""
    for library in ("miniaudio", "sounddevice"):
        (tmp_path / f"{library}.py").write_text("import time\ntime.sleep(600)\n")
    (tmp_path / "simpleaudio.py").write_text("raise ValueError('broken')\n")
    monkeypatch.syspath_prepend(tmp_path)
    found = check_audio(AudioSettings(), tmp_path, opening=1.5)
    assert [check.backend for check in found.tried] == ["miniaudio", "sounddevice", "simpleaudio"]
    assert [check.detail == reasons.SLOW for check in found.tried[:2]] == [True, True]
    assert found.slow


def test_portaudio_that_is_missing_is_said_to_be_what_is_to_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a Raspberry Pi, where sounddevice is what comes with runwalk."""
    monkeypatch.setattr("runwalk_tui.doctor.sound.is_installed", lambda library: library == "sounddevice")
    sound, _ = listen("bell", BackendCheck("sounddevice", False, "PortAudio is missing"))
    assert sound.message.startswith("No sound (PortAudio is missing); you'll hear the bell.")
    assert "PortAudio" in sound.advice
    assert ("libportaudio2" in sound.advice) is (sys.platform == "linux")


def test_where_pulse_sink_asks_for_what_is_not_there_that_is_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SINK", "gone")
    sound, _ = listen("bell", NO_DEVICE, NOT_THERE)
    assert sound.advice.startswith("PULSE_SINK asks for “gone”")


@pytest.mark.parametrize("opened", ["miniaudio, PulseAudio", "sounddevice, ALSA", "simpleaudio"])
def test_a_sink_that_is_not_there_is_told_though_something_plays(opened: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As PipeWire has it, which lets the usual one play and says nothing."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PULSE_SINK", "gone")

    def told(*sinks: str, output: str = "") -> Finding:
        backend = opened.partition(",")[0]
        found = AudioCheck(backend, (BackendCheck(backend, True, opened),), (), sinks=frozenset(sinks))
        return sounds(AudioSettings(output=output), lambda settings, folder: found)[0]

    sound = told("0", "speakers")
    assert not sound.works
    assert not sound.in_the_way
    assert sound.message == (
        "PULSE_SINK asks for “gone”, which isn't there, so the usual device plays. "
        f"{opened} is open, on this computer's usual device"
    )
    assert sound.advice == "Check its name (pactl list short sinks), or unset PULSE_SINK."
    for there in (told("0", "gone"), told()):
        assert there == Finding("sound", True, f"{opened} is open, on “gone”, as PULSE_SINK says")
    assert told("0", "speakers", output="Headset").works, "a device that is chosen comes first"


@pytest.mark.skipif(os.name == "nt", reason="the program that stands in is a shell script")
@pytest.mark.parametrize("does", ["exit 1", "exec sleep 600"])
def test_a_sound_server_is_asked_for_its_sinks_and_not_waited_for(
    does: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pactl = tmp_path / "pactl"
    pactl.write_text("#!/bin/sh\nprintf '0\\tquiet\\tmodule-null-sink.c\\n7\\theadset\\tmodule-null-sink.c\\n'\n")
    pactl.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert sinks_there() == {"0", "quiet", "7", "headset"}
    pactl.write_text(f"#!/bin/sh\n{does}\n")
    assert sinks_there() == frozenset()


@pytest.mark.parametrize("chosen", ["bell", "silent"])
def test_what_the_runner_chose_is_no_fault(chosen: Literal["bell", "silent"]) -> None:
    sound, _ = listen(chosen, settings=AudioSettings(backend=chosen))
    assert sound.works
    assert (
        sound.message
        == {
            "bell": "set to the terminal bell in Settings",
            "silent": "set to no sound in Settings",
        }[chosen]
    )


def test_own_sounds_that_lack_or_break_are_named(tmp_path: Path) -> None:
    settings = AudioSettings(folder=str(tmp_path))
    _, own = listen("bell", NO_DEVICE, settings=settings, faults="run.wav can't be read")
    assert not own.works
    assert own.message == "run.wav can't be read"
    assert str(tmp_path) in own.advice


def test_our_words_between_own_cues_are_said_to_be_english(tmp_path: Path) -> None:
    (tmp_path / "run.wav").touch()
    _, own = listen("bell", NO_DEVICE, settings=AudioSettings(folder=str(tmp_path), pack="voice"))
    assert own.works
    assert "in English" in own.advice
    assert "runwalk voice make" in own.advice
    _, faulty = listen("bell", NO_DEVICE, settings=AudioSettings(folder=str(tmp_path), pack="voice"), faults="walk.wav")
    assert "in English" in faulty.advice
    chosen = AudioSettings(backend="bell", folder=str(tmp_path), pack="voice")
    _, on_the_bell = listen("bell", settings=chosen)
    assert "in English" not in on_the_bell.advice, "no word is heard there"


# The files.


def record() -> SessionRecord:
    return SessionRecord("a", datetime(2026, 1, 5, 7, 30, tzinfo=UTC), "p", "1", 2, 2)


def test_a_folder_that_is_not_there_yet_is_fine(tmp_path: Path) -> None:
    finding = files.data_folder(tmp_path / "new" / "data")
    assert finding.works
    assert "created when needed" in finding.message
    assert not (tmp_path / "new").exists()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    finding = files.data_folder(tmp_path / "file" / "data")
    assert not finding.works
    assert "--data-dir" in finding.advice


def test_a_folder_that_cannot_be_written_is_told() -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("there is no folder here that nobody can write")
    finding = files.data_folder(Path("/proc/self"))
    assert not finding.works
    assert "can't be written to" in finding.message


def test_a_full_disk_is_told_as_the_app_tells_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    finding = files.data_folder(tmp_path)
    assert finding.in_the_way
    assert (finding.message, finding.advice) == (
        f"{tmp_path}: the disk is full",
        "Free some space, so you don't lose a session.",
    )


def test_a_whole_log_is_counted_and_an_empty_one_is_fine(tmp_path: Path) -> None:
    assert files.log(tmp_path) == Finding("log", True, "no sessions yet")
    with Store.open(tmp_path, rescue_folders=()) as store:
        store.save(record())
    assert files.log(tmp_path) == Finding("log", True, "1 session, undamaged")


def test_a_log_that_another_process_uses_is_said_to_be(tmp_path: Path) -> None:
    with Store.open(tmp_path, rescue_folders=()) as store:
        assert store.claim() is not None
        finding = files.log(tmp_path)
    assert finding.works
    assert f"process {os.getpid()} is running a session" in finding.message


def test_a_damaged_log_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    with Store.open(tmp_path, rescue_folders=()) as store:
        store.save(record())
        path = store.path
    broken = b"x" * 200 + path.read_bytes()[200:]
    path.write_bytes(broken)
    finding = files.log(tmp_path)
    assert not finding.works
    assert finding.advice == "Start runwalk: it sets a damaged file aside and restores the newest good backup."
    assert path.read_bytes() == broken


def test_a_log_that_cannot_be_opened_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "runwalk.sqlite3").mkdir()
    finding = files.log(tmp_path)
    assert finding.in_the_way
    assert finding.advice == "Move that file, or choose another folder with --data-dir."


def test_a_faulty_stage_table_names_its_first_fault_and_how_many_more(tmp_path: Path) -> None:
    table = tmp_path / "stages.toml"
    table.write_text('[[stage]]\nrun = "x"\nwalk = "y"\n')
    finding = files.stage_table(table)
    assert not finding.works
    assert "stages.toml:1: programme:" in finding.message
    assert "(and 2 more)" in finding.message
    assert f"See all of them with: runwalk stages check {table}" in finding.advice


def test_a_stage_table_that_is_not_there_has_a_name_to_be_checked(tmp_path: Path) -> None:
    finding = files.stage_table(tmp_path / "typo.toml")
    assert finding.in_the_way
    assert finding.message == f"there is no {tmp_path / 'typo.toml'}"
    assert finding.advice.startswith("Check the name")


def test_faulty_settings_are_told_and_the_defaults_hold(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[audio]\nvolume = 300\n")
    assert not files.settings_file(settings).works
    settings.write_text("[audio]\nvolume = 30\n")
    assert files.settings_file(settings).works
    settings.unlink()
    assert files.settings_file(settings).message == "none, so runwalk uses its usual settings"
