"""Which device is meant by the name that was chosen."""

from __future__ import annotations

from runwalk_tui.audio.backends.output import Playback, named
from runwalk_tui.audio.supervision.device_names import DeviceName

SPEAKERS = Playback("bcm2835: Headphones (hw:0,0)", usual=True, handle=0)
HEADSET = Playback("Headset: USB Audio (hw:2,0)", usual=False, handle=1)


def test_a_headset_is_known_by_its_name_whatever_number_its_card_has_today() -> None:
    assert named("Headset: USB Audio (hw:1,0)", [SPEAKERS, HEADSET]) is HEADSET
    assert DeviceName(HEADSET.name, usual=False).is_called("Headset: USB Audio (hw:1,0)")
    assert named("Another: USB Audio (hw:2,0)", [SPEAKERS, HEADSET]) is None


def test_of_two_that_are_alike_the_one_with_the_number_that_was_chosen_plays() -> None:
    second = Playback("Headset: USB Audio (hw:3,0)", usual=False, handle=2)
    assert named("Headset: USB Audio (hw:3,0)", [HEADSET, second]) is second


def test_of_two_with_one_name_the_systems_choice_plays() -> None:
    usual = Playback(HEADSET.name, usual=True, handle=2)
    assert named(HEADSET.name, [HEADSET, usual]) is usual
