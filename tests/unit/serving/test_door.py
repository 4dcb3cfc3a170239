"""Who is let in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.serving.door import FIRST_WAIT, LONGEST_WAIT, Door

HOSTS = ("127.0.0.1:8000", "localhost:8000", "192.168.1.5:8000")


def test_each_run_has_a_token_of_its_own() -> None:
    doors = [Door(HOSTS) for _ in range(50)]
    assert len({door.token for door in doors}) == len({door.cookie for door in doors}) == 50
    assert len({door.key for door in doors} | {door.cookie for door in doors}) == 100
    assert not any(door.opens_with(doors[0].token) for door in doors[1:])


def test_a_token_may_be_typed_without_its_hyphens_and_in_capitals() -> None:
    door = Door(HOSTS)
    assert door.opens_with(door.token)
    assert door.opens_with(door.token.replace("-", " ").upper())


@given(st.text(max_size=30))
def test_whatever_else_is_typed_opens_nothing(typed: str) -> None:
    door = Door(HOSTS)
    assert not door.opens_with(typed)
    assert not door.knows(typed)


def test_a_part_of_the_token_opens_nothing_and_neither_does_the_token_as_a_cookie() -> None:
    door = Door(HOSTS)
    assert not door.opens_with(door.token[:-1])
    assert not door.opens_with(door.token + "a")
    assert not door.opens_with("")
    assert not door.knows(door.token)
    assert not door.knows(None)
    assert door.knows(door.cookie)


def test_each_wrong_token_waits_longer_than_the_one_before_up_to_a_limit() -> None:
    door = Door(HOSTS)
    waits = [door.wait_after_wrong() for _ in range(2000)]
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "LOCALHOST:8000", "192.168.1.5:8000"])
def test_it_answers_at_its_own_addresses(host: str) -> None:
    assert Door(HOSTS).answers_at(host)
    assert Door(HOSTS).is_ours(f"http://{host}", host)


@pytest.mark.parametrize("host", [None, "", "evil.example:8000", "127.0.0.1:8001", "127.0.0.1", "127.0.0.1:8000.evil"])
def test_it_answers_at_no_other_address(host: str | None) -> None:
    assert not Door(HOSTS).answers_at(host)


@pytest.mark.parametrize(
    "origin", [None, "null", "", "http://evil.example", "https://127.0.0.1:8000", "http://localhost:8000"]
)
def test_a_page_of_another_site_is_not_ours(origin: str | None) -> None:
    assert not Door(HOSTS).is_ours(origin, "127.0.0.1:8000")
