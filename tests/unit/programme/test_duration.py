from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.duration import format_clock, format_duration, parse_duration


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("15s", 15),
        ("90s", 90),
        ("2m", 120),
        ("90m", 5400),
        ("1m30s", 90),
        ("1m05s", 65),
        ("1h", 3600),
        ("1h30m", 5400),
        ("1h30s", 3630),
        ("1h30m15s", 5415),
        ("1:30", 90),
        ("01:30", 90),
        ("0:05", 5),
        ("90:00", 5400),
        ("1:30:00", 5400),
        ("0s", 0),
        (45, 45),
        (0, 0),
    ],
)
def test_every_form_of_a_duration_is_read(written: object, seconds: int) -> None:
    assert parse_duration(written) == seconds


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (1.5, "1.5 is a fraction; write "),
        (90.0, "90.0 is a fraction; write "),
        (float("nan"), "nan is a fraction; write "),
        ("1.5m", '"1.5m" is a fraction; write '),
        ("1,5 m", '"1,5 m" is a fraction; write '),
        ("1/2m", '"1/2m" is a fraction; write '),
        (True, "true is not a duration; write "),
        (False, "false is not a duration; write "),
        (-5, "-5 is negative; a duration is 0 or more seconds"),
        ("-5s", '"-5s" is negative; a duration is 0 or more seconds'),
        ("15", '"15" has no unit; write for example "15s" or "2m"'),
        ("1m90s", '"1m90s" has a part above 59; only the first part'),
        ("1:60", '"1:60" has a part above 59; only the first part'),
        ("1:60:00", '"1:60:00" has a part above 59; only the first part'),
        (time(1, 30), '01:30:00 is a time of day; put a duration in quotes, such as "1:30:00"'),
        ("", '"" is not a duration; write "15s", "2m", "1m30s", "1:30" or a whole number of seconds'),
        ("a while", '"a while" is not a duration; write "15s"'),
        ("2 minutes", '"2 minutes" is not a duration; write "2m"'),
        ("1 min 30 sec", '"1 min 30 sec" is not a duration; write "1m30s"'),
        ("1 hour and 5 minutes", '"1 hour and 5 minutes" is not a duration; write "1h5m"'),
        ("1m 30s", '"1m 30s" is not a duration; write "1m30s"'),
        ("2m30", '"2m30" is not a duration; write "2m30s"'),
        ("1h30", '"1h30" is not a duration; write "1h30m"'),
        ("2M", '"2M" is not a duration; write "2m"'),
        (" 2m", '" 2m" is not a duration; write "2m"'),
        ("2m\n", '"2m\\n" is not a duration; write "2m"'),
        ("30s1m", '"30s1m" is not a duration'),
        ("1:5", '"1:5" is not a duration'),
        (":30", '":30" is not a duration'),
        ("٣s", '"٣s" is not a duration'),
        ("\x1b[2J", '"\\x1b[2J" is not a duration'),
        ([1], "a list is not a duration"),
        ({"a": 1}, "a table is not a duration"),
        (None, "a NoneType is not a duration"),
    ],
)
def test_what_is_no_duration_is_refused_with_what_would_be_right(written: object, says: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_duration(written)
    assert str(caught.value).startswith(says)
    assert "\n" not in str(caught.value)


def test_a_number_of_thousands_of_digits_is_refused_in_one_short_line() -> None:
    for written in ("9" * 5000 + "s", -(16**5000)):
        with pytest.raises(ValueError) as caught:
            parse_duration(written)
        assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("seconds", "short", "clock"),
    [
        (0, "0s", "0:00"),
        (5, "5s", "0:05"),
        (60, "1m", "1:00"),
        (90, "1m30s", "1:30"),
        (3600, "1h", "1:00:00"),
        (3630, "1h30s", "1:00:30"),
        (5400, "1h30m", "1:30:00"),
        (21600, "6h", "6:00:00"),
    ],
)
def test_seconds_are_written_short_and_as_a_clock(seconds: int, short: str, clock: str) -> None:
    assert format_duration(seconds) == short
    assert format_clock(seconds) == clock


@given(st.integers(0, 10**9))
def test_a_duration_that_is_written_reads_as_the_same_seconds(seconds: int) -> None:
    assert parse_duration(format_duration(seconds)) == seconds
    assert parse_duration(format_clock(seconds)) == seconds
    assert parse_duration(seconds) == seconds


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.binary(), st.none()))
def test_anything_else_is_a_number_of_seconds_or_a_value_error(written: object) -> None:
    try:
        seconds = parse_duration(written)
    except ValueError as error:
        assert str(error).isprintable()
    else:
        assert type(seconds) is int
        assert seconds >= 0


@pytest.mark.parametrize("write", [format_duration, format_clock])
def test_negative_seconds_are_not_written(write: object) -> None:
    assert callable(write)
    with pytest.raises(ValueError, match="0 or more seconds, not -1"):
        write(-1)
