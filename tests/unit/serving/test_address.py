"""Where the page can be reached."""

from __future__ import annotations

import sys

import pytest

from runwalk_tui.serving.address import HERE, AddressError, checked, listening
from runwalk_tui.serving.code import half_blocks
from runwalk_tui.serving.program import names_of
from tests.support.needed import needed_module


@pytest.mark.parametrize("address", ["192.168.1.5", "10.0.0.7", "172.16.3.4", "169.254.1.1"])
def test_an_address_of_a_home_network_is_fine(address: str) -> None:
    assert checked(address) == address


def test_a_computer_whose_address_is_open_to_the_internet_serves_nobody() -> None:
    with pytest.raises(AddressError, match=r"8\.8\.8\.8, is open to the internet"):
        checked("8.8.8.8")


@pytest.mark.parametrize("address", ["100.101.5.6", "192.0.2.7", "198.18.0.1"])
def test_an_address_that_is_no_homes_serves_nobody(address: str) -> None:
    with pytest.raises(AddressError, match=rf"{address}, isn't one of a home network"):
        checked(address)


@pytest.mark.parametrize("address", ["", "127.0.0.1", "0.0.0.0"])
def test_without_a_network_it_says_what_to_do(address: str) -> None:
    with pytest.raises(AddressError, match="connect it to the Wi-Fi"):
        checked(address)


@pytest.mark.skipif(sys.platform == "win32", reason="ports are shared otherwise there, and nothing is served")
def test_a_port_in_use_is_named_and_without_one_the_next_free_one_is_taken() -> None:
    (first,) = listening((HERE,), 0)
    port = first.getsockname()[1]
    with first, pytest.raises(AddressError, match=f"port {port} is in use"):
        listening((HERE,), port)
    (one,) = listening((HERE,), None)
    with one:
        (other,) = listening((HERE,), None)
        with other:
            assert other.getsockname()[1] > one.getsockname()[1] >= 8000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8")
def test_several_addresses_have_the_same_port() -> None:
    found = listening((HERE, "127.0.0.2"), 0)
    assert len({each.getsockname()[1] for each in found}) == 1
    for each in found:
        each.close()


def test_a_page_is_reached_by_each_name_with_its_port() -> None:
    assert names_of([("127.0.0.1", 8000), ("192.168.1.5", 8000)]) == {
        *("127.0.0.1:8000", "localhost:8000", "192.168.1.5:8000"),
    }
    assert "127.0.0.1" in names_of([("127.0.0.1", 80)]), "a browser leaves the usual port out"


def test_a_code_of_half_blocks_holds_every_module_of_the_code() -> None:
    segno = needed_module("segno")
    url = "http://192.168.178.23:8000/?token=abcd-efgh-jkmn-pqrs"
    lines = list(half_blocks(url))
    upper, lower = {"█": 0, "▀": 0, "▄": 1, " ": 1}, {"█": 0, "▀": 1, "▄": 0, " ": 1}
    rows = [[part[each] for each in line] for line in lines for part in (upper, lower)]
    wanted = [[int(bool(module)) for module in row] for row in segno.make_qr(url).matrix_iter(border=2)]
    assert rows[: len(wanted)] == wanted
    assert len({len(line) for line in lines}) == 1
    assert len(lines[0]) <= 80
