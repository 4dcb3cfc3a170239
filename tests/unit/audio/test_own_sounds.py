"""The runner's own sounds may be as long as they like: only a change, or the end, takes their place."""

from __future__ import annotations

from array import array

import pytest

from runwalk_tui import paths
from runwalk_tui.audio import mixer
from runwalk_tui.audio.decode import load_sounds
from runwalk_tui.audio.mixer import FADE, RATE, Sound
from runwalk_tui.audio.sound_files import GROUPS, PRIORITIES, all_cues, cue_options
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.cues import CHANGE_CUES, COUNT_IN, Cue, CueName, schedule
from runwalk_tui.settings import AudioSettings
from tests.support.phases import laid_out

OWN_SECONDS = 7
"""Longer than the room that any cue is given."""
PHASES = laid_out(
    [(Kind.WARM_UP, 130, 0), (Kind.RUN, 6, 1), (Kind.WALK, 130, 1), (Kind.RUN, 12, 2), (Kind.COOL_DOWN, 125, 0)]
)
TICKS = (*COUNT_IN, CueName.TICK)
CHANGES = {*CHANGE_CUES.values(), CueName.FINISHED}


def own(name: CueName) -> Sound:
    seconds = 0.5 if name in TICKS else OWN_SECONDS
    return Sound(array("h", [1000]) * int(seconds * RATE), PRIORITIES[GROUPS[name]])


def mixed(cues: list[Cue]) -> list[tuple[Cue, mixer.Sounding]]:
    """Each cue that is heard, with its place."""
    sounds = {str(name): own(name) for name in CueName}
    begun = mixer.arrange([(round(cue.at * RATE), cue.name) for cue in cues], sounds)
    by_start = {round(cue.at * RATE): cue for cue in cues}
    return [(by_start[item.start], item) for item in begun]


@pytest.mark.parametrize("count_in", [3, 10])
def test_a_long_sound_of_the_runner_is_never_cut_by_a_tick(count_in: int) -> None:
    heard = mixed(list(schedule(PHASES, cue_options(AudioSettings(count_in=count_in)))))
    starts = {item.start: cue.name for cue, item in heard}
    cut = [(cue.name, starts[item.end - FADE]) for cue, item in heard if item.cut and cue.name not in TICKS]
    assert cut, "the plan was to crowd them"
    assert all(other not in TICKS for _, other in cut)


def test_a_tick_that_falls_into_a_long_sound_is_left_out() -> None:
    cues = [Cue(0.0, CueName.LAST_RUN), Cue(5.0, CueName.THREE), Cue(6.0, CueName.TWO), Cue(8.0, CueName.ONE)]
    assert [cue.name for cue, _ in mixed(cues)] == [CueName.LAST_RUN, CueName.ONE]


@pytest.mark.parametrize("long", [CueName.HALFWAY, CueName.LAST_RUN, CueName.ONE_MINUTE_LEFT])
@pytest.mark.parametrize("change", sorted(CHANGES))
def test_a_change_takes_the_place_of_any_sound(long: CueName, change: CueName) -> None:
    (_, cut), (_, whole) = mixed([Cue(0.0, long), Cue(3.0, change)])
    assert cut.end == 3 * RATE + FADE
    assert not whole.cut


def test_nothing_but_another_change_takes_the_place_of_a_change() -> None:
    for change in CHANGES:
        for other in set(CueName) - CHANGES:
            assert [cue.name for cue, _ in mixed([Cue(0.0, change), Cue(3.0, other)])] == [change]


@pytest.mark.parametrize("pack", ["voice", "both"])
def test_a_word_that_ships_is_over_before_a_tick_can_come(pack: str) -> None:
    """So that no tick is left out either, in a session with the shipped words."""
    settings = AudioSettings(pack=pack)  # type: ignore[arg-type]  # one of its words
    sounds, _ = load_sounds({cue.name: cue.recipe for cue in all_cues(settings, paths.shipped_sounds())})
    cues = schedule(PHASES, cue_options(settings))
    begun = mixer.arrange([(round(cue.at * RATE), cue.name) for cue in cues], sounds)
    assert len(begun) == len(cues)
    assert not [item for item in begun if item.cut and mixer.audible(item.sound.samples) > item.end - item.start]
