"""`runwalk voice make`: whole or not at all, with what the computer has, and over nothing without being asked."""

from __future__ import annotations

import math
import os
import signal
import struct
import subprocess
import sys
import wave
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runwalk_tui import paths
from runwalk_tui.audio.word_files import options_with_words, word_recipes
from runwalk_tui.cli import cli
from runwalk_tui.session.talk.words import ALL_WORDS
from runwalk_tui.settings import AudioSettings, TalkSettings
from runwalk_tui.voice.languages import WITH_NUMBERS, Language, WordsError, language, own_words, shipped_languages
from runwalk_tui.voice.making import make
from runwalk_tui.voice.shaping import LOUDNESS, at_rate, loudness
from runwalk_tui.voice.systems import SYSTEMS, VoiceError, choose
from tests.support.needed import needed_program
from tests.support.processes import wait_until
from tests.support.real_program import MAIN
from tests.support.sound_files import read_wave
from tests.support.speaking import ESPEAK, POWERSHELL, SAY, put

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs that stand in are shell scripts")
FEW = {"run": "Laufen!", "walk": "Gehen.", "of-9": "von 9"}


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the only programs that there are."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def runwalk(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["voice", *arguments])


def test_one_line_says_what_to_do_where_nothing_speaks(programs: Path, tmp_path: Path) -> None:
    done = runwalk("make", "--lang", "de", "--to", str(tmp_path / "de"))
    assert done.exit_code == 1
    [line] = done.stderr.splitlines()
    assert "Deutsch" in line
    assert "espeak-ng" in line
    assert not (tmp_path / "de").exists()


@pytest.mark.slow("every word of a language is shaped in plain Python")
def test_a_whole_pack_is_made_and_its_words_are_said(programs: Path, tmp_path: Path) -> None:
    log = put(programs, "espeak-ng", body=ESPEAK)
    done = runwalk("make", "--lang", "de", "--to", str(tmp_path / "de"))
    assert (done.exit_code, done.stderr) == (0, "")
    assert {file.stem for file in (tmp_path / "de").iterdir()} == set(shipped_languages()["de"].said)
    assert "'von 9'" in log.read_text()
    settings = AudioSettings(folder=str(tmp_path / "de"))
    assert set(word_recipes(settings, paths.shipped_sounds())) == set(ALL_WORDS)
    assert options_with_words(settings, paths.shipped_sounds()).talk is not None


@pytest.mark.parametrize("below", ["", "voices/de"])
def test_a_place_that_no_folder_can_be_in_is_told_before_anything_is_spoken(
    programs: Path, tmp_path: Path, below: str
) -> None:
    log = put(programs, "espeak-ng", body=ESPEAK)
    (tmp_path / "afile").touch()
    done = runwalk("make", "--lang", "de", "--to", str(tmp_path / "afile" / below))
    assert done.exit_code == 1
    assert done.stderr.strip().endswith("afile is a file, not a folder; name another with --to")
    assert not log.exists()


def test_nothing_of_the_runner_is_replaced_without_being_asked(programs: Path, tmp_path: Path) -> None:
    put(programs, "espeak-ng", body=ESPEAK)
    (tmp_path / "run.mp3").write_bytes(b"mine")
    done = runwalk("make", "--lang", "de", "--to", str(tmp_path))
    assert done.exit_code == 1
    assert "run.mp3" in done.stderr
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["run.mp3"]


@pytest.mark.parametrize("there", [True, False])
def test_a_voice_that_fails_in_the_middle_leaves_nothing(programs: Path, tmp_path: Path, there: bool) -> None:
    put(programs, "espeak-ng", body=f"{ESPEAK}\nif '9' in text: print('no more', file=sys.stderr); raise SystemExit(3)")
    to = tmp_path / "sounds" / "de"
    if there:
        to.mkdir(parents=True)
        (to / "walk.wav").write_bytes(b"mine")
    with pytest.raises(VoiceError, match="no more"):
        make(SYSTEMS["espeak-ng"], "de", FEW, to, lambda _: None)
    assert [file.read_bytes() for file in to.iterdir()] == [b"mine"] if there else not to.exists()
    assert not there or [file.name for file in to.parent.iterdir()] == ["de"]


def test_an_order_to_end_leaves_nothing_that_was_spoken(programs: Path, tmp_path: Path) -> None:
    log = put(programs, "espeak-ng", body=f"{ESPEAK}\nimport time; time.sleep(600)")
    spoken = tmp_path / "spoken"
    spoken.mkdir()
    command = [sys.executable, "-c", MAIN, "voice", "make", "--lang", "de", "--to", str(tmp_path / "de")]
    with subprocess.Popen(command, env=os.environ | {"TMPDIR": str(spoken)}, stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: log.exists() and "--stdin" in log.read_text())
        assert {file.name[:14] for file in spoken.iterdir()} == {"runwalk-voice-"}
        process.terminate()
    assert process.returncode == 128 + signal.SIGTERM
    assert list(spoken.iterdir()) == []


def test_a_system_that_is_here_and_lacks_the_language_says_how_it_gets_one(programs: Path) -> None:
    with pytest.raises(VoiceError, match="espeak-ng isn't on this computer"):
        choose("xyz", "espeak-ng", "")
    put(programs, "espeak-ng", body=ESPEAK.replace("5 de", "").replace("--/M German", ""))
    for wanted in ("", "espeak-ng"):
        with pytest.raises(VoiceError, match="espeak-ng is here, but doesn't speak xyz; espeak-ng --voices lists"):
            choose("xyz", wanted, "")


def test_english_on_a_mac_is_not_spoken_by_a_voice_for_fun(programs: Path) -> None:
    put(programs, "say", flag="-o", body=SAY)
    assert choose("en", "say", "")[1] == "Daniel"


def test_silence_is_no_word(programs: Path, tmp_path: Path) -> None:
    put(programs, "espeak-ng", body=f"{ESPEAK}\nmath.sin = lambda _: 0.0")
    with pytest.raises(VoiceError, match="silence"):
        make(SYSTEMS["espeak-ng"], "de", FEW, tmp_path / "de", lambda _: None)


def test_a_word_that_had_no_room_is_said_to_be_cut_short(programs: Path, tmp_path: Path) -> None:
    """espeak-ng leaves an empty file on a full disk and says that all is well."""
    put(programs, "espeak-ng", body=f"{ESPEAK}\nopen(arguments[arguments.index('-w') + 1], 'w'); raise SystemExit")
    with pytest.raises(VoiceError, match="is cut short; check that there's room in"):
        make(SYSTEMS["espeak-ng"], "de", FEW, tmp_path / "de", lambda _: None)


def test_say_speaks_with_the_first_voice_of_the_language(programs: Path, tmp_path: Path) -> None:
    log = put(programs, "say", flag="-o", body=SAY)
    system, voice = choose("de", "say", "")
    assert voice == "Anna (Enhanced)"
    make(system, voice, FEW, tmp_path / "de", lambda _: None)
    assert "'--data-format=LEI16@48000'" in log.read_text()
    assert "'Laufen!'" in log.read_text()


def test_say_is_only_asked_on_a_mac_unless_it_is_named(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(programs, "say", flag="-o", body=SAY)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(VoiceError):
        choose("de", "", "")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert choose("de", "", "")[0].name == "say"


def test_sapi_gets_voice_and_text_where_nothing_in_them_is_a_command(programs: Path, tmp_path: Path) -> None:
    log = programs / "powershell.log"
    put(programs, "powershell", reads="no", body=POWERSHELL.format(log=str(log)))
    system, voice = choose("de", "sapi", "")
    assert voice == "Microsoft Hedda Desktop"
    said = {"run": "Lauf'; Remove-Item x"}
    make(system, voice, said, tmp_path / "de", lambda _: None)
    calls = log.read_text().splitlines()
    assert "Microsoft Hedda Desktop Lauf'; Remove-Item x" in calls
    assert not [call for call in calls if call.startswith("[") and "Remove-Item" in call]


def test_piper_speaks_with_a_voice_that_is_installed_and_comes_before_espeak(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    put(programs, "piper", flag="--output_file")
    put(programs, "espeak-ng", body=ESPEAK)
    assert choose("de", "", "")[0].name == "espeak-ng"
    model = tmp_path / "piper" / "de_DE-any-medium.onnx"
    model.parent.mkdir()
    model.touch()
    model.with_name(f"{model.name}.json").touch()
    system, voice = choose("de", "", "")
    assert (system.name, voice) == ("piper", str(model))
    make(system, voice, FEW, tmp_path / "de", lambda _: None)


@pytest.mark.slow("each word is shaped in plain Python")
@pytest.mark.parametrize("code", sorted(shipped_languages()))
def test_espeak_speaks_every_language_that_ships(tmp_path: Path, code: str) -> None:
    needed_program("espeak-ng")
    system, voice = choose(code, "espeak-ng", "")
    said = {name: shipped_languages()[code].said[name] for name in ("run", "walk", "minutes-25", "begin")}
    make(system, voice, said, tmp_path / code, lambda _: None)
    for name in said:
        samples = [sample / 32768 for sample in read_wave(tmp_path / code / f"{name}.wav")]
        assert loudness(samples) == pytest.approx(LOUDNESS, abs=0.3)
        assert 0.2 < len(samples) / 48_000 < 4


def test_a_sound_of_another_rate_keeps_its_pitch() -> None:
    made = at_rate([math.sin(2 * math.pi * 440 * i / 22_050) for i in range(22_050)], 22_050)
    assert len(made) == 48_000
    expected = [math.sin(2 * math.pi * 440 * i / 48_000) for i in range(48_000)]
    assert max(abs(a - b) for a, b in zip(made[2000:-2000], expected[2000:-2000], strict=True)) < 0.01


def test_each_language_says_everything() -> None:
    every = shipped_languages()
    assert {"en", "de"} < set(every)
    assert len({frozenset(language.said) for language in every.values()}) == 1


def test_the_table_can_be_edited_and_is_never_replaced() -> None:
    assert runwalk("words").stdout.strip() == str(own_words())
    own_words().write_text(own_words().read_text("utf-8").replace("Joggen.", "Trab!"), "utf-8")
    assert runwalk("words").exit_code == 0
    assert said("de")["run"] == "Trab!"


def said(code: str) -> Mapping[str, str]:
    """The words of a language that there is."""
    found = language(code)
    assert found is not None
    return found.said


def own_table(text: str) -> None:
    runwalk("words")
    own_words().write_text(text, "utf-8")


def test_a_table_with_one_changed_line_has_all_others_from_ours() -> None:
    """So a copy is still whole when a later version has one word more."""
    own_table("[de]\nrun = 'Trab.'\n")
    assert said("de") == {**shipped_languages()["de"].said, "run": "Trab."}


def test_a_slip_in_one_language_stops_no_other() -> None:
    own_table("[pt-br]\nrun = 3\n[fr]\nrun = 'x {m}'\n")
    assert said("de") == shipped_languages()["de"].said
    assert language("tlh") is None


def test_a_new_language_needs_every_line() -> None:
    own_table("[pt]\nname = 'português'\nrun = 'Corra.'\n")
    with pytest.raises(WordsError, match=r":1: \[pt\] lacks count, of"):
        language("pt")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("[de]\nrun = 3", "[de] run: write 1 to 100 characters"),
        ("[de]\nrunn = 'x'", "runn isn't one of the words"),
        ("[DE]\nrun = 'x'", "two or three lowercase letters"),
        ("[de]\n\nof = 'von {m}'", "voice-words.toml:3: [de] of: write {n} where the number goes"),
        ("[de]\nto-go = 'noch'", "[de] to-go: write {n} where the number goes"),
        ("[de]\nminutes-1 = 'eine {m}'", "[de] minutes-1: a voice would read the brackets out"),
        ("[de]\nrun = 'x {n}'", "[de] run: a voice would read the brackets out"),
        ("[de]\nof = 'von'\nto-go = 'noch'", "[de] of: write {n} where the number goes (and 1 more)"),
        ("[de", "voice-words.toml:1"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_in_one_line(table: str, told: str) -> None:
    runwalk("words")
    own_words().write_text(table)
    done = runwalk("make", "--lang", "DE" if "[DE]" in table else "de")
    assert done.exit_code == 1
    [line] = done.stderr.splitlines()
    assert told in line


def test_a_language_that_there_are_no_words_for_is_told_with_those_that_there_are() -> None:
    done = runwalk("make", "--lang", "tlh")
    assert done.exit_code == 2
    assert "de" in str(done.stderr)


def test_words_of_the_runner_are_never_mixed_with_ours(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "begin.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(struct.pack("<h", 900) * 9600)
    settings = AudioSettings(pack="voice", folder=str(tmp_path))
    assert list(word_recipes(settings, paths.shipped_sounds())) == ["begin"]


def test_tones_and_the_classic_voice_have_no_words_and_the_voice_has_all() -> None:
    sounds = paths.shipped_sounds()
    assert set(word_recipes(AudioSettings(pack="voice"), sounds)) == set(ALL_WORDS)
    assert set(word_recipes(AudioSettings(pack="both"), sounds)) == set(ALL_WORDS)
    assert word_recipes(AudioSettings(pack="tones"), sounds) == {}
    classic = word_recipes(AudioSettings(pack="voice-classic"), sounds)
    assert all(word.startswith("run-") for word in classic)  # the numbers of its count-in, and no "of nine" to follow


def test_whoever_wants_no_words_has_none_read() -> None:
    quiet = TalkSettings(next=False, length=False, count=False, to_go=False, warm_up=False)
    assert word_recipes(AudioSettings(pack="voice", talk=quiet), paths.shipped_sounds()) == {}


def test_a_line_with_a_number_is_read_with_digits() -> None:
    german: Language = shipped_languages()["de"]
    assert (german.said["minutes-1"], german.said["minutes-3"]) == ("eine Minute", "3 Minuten")
    assert not [text for text in german.said.values() if "{n}" in text]
    assert set(WITH_NUMBERS) & set(german.said) == set()
