"""Whether Bluetooth can be listened with, where the runner wants a heart rate or a belt's speed."""

from __future__ import annotations

from runwalk_tui.doctor.finding import Finding
from runwalk_tui.settings import RadioSettings

LOOKS = 1.0
"""Seconds of listening; it is only to see whether it works, so it needn't hear anybody."""
ANSWERS_WITHIN = 2.5
"""Seconds for all the rest: less than the doctor waits for."""

ADVICE = "Put that right, or clear Heart rate and Belt in Settings; your session is the same without them."


def bluetooth(radio: RadioSettings) -> list[Finding]:
    """What there is to say of it; where it is off nothing is looked at, and nothing said."""
    if not radio.on:
        return []
    from runwalk_tui.radio.looking import look_around
    from runwalk_tui.radio.radio import RadioError
    from runwalk_tui.radio.wanted import why_no_sensor

    for name, wanted in (("heart_rate", radio.heart_rate), ("belt", radio.belt)):
        if why := why_no_sensor(wanted):
            return [Finding("Bluetooth", False, f"{name}: {why}", ADVICE)]
    try:
        near = look_around(LOOKS, patience=ANSWERS_WITHIN)
    except RadioError as error:
        return [Finding("Bluetooth", False, str(error), ADVICE)]
    heard = f"; nearby: {', '.join(each.called for each in near)}" if near else ""
    return [Finding("Bluetooth", True, f"works{heard}")]
