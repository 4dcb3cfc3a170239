"""Where the page can be reached: this computer alone, or the network of this room."""

from __future__ import annotations

import errno
import socket
from ipaddress import ip_address, ip_network

HERE = "127.0.0.1"
FIRST_PORT = 8000
PORTS = range(FIRST_PORT, FIRST_PORT + 20)
"""Ports that are tried without --port, so that a bookmark on the tablet stays right."""
NOBODY = ("192.0.2.1", 9)
"""An address that belongs to nobody (RFC 5737). Asked for the way to it, the system names its own address in the
network; nothing is sent."""

HOME_NETWORKS = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")))
"""Addresses of homes (RFC 1918), and of devices that are connected without a router (RFC 3927)."""


class AddressError(Exception):
    """The page can't be reached there; the message says why, in one line."""


def address_in_room() -> str:
    """This computer's address in the network of this room. Raises AddressError."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(NOBODY)
            found = str(way.getsockname()[0])
        except OSError:
            found = ""
    return checked(found)


def checked(found: str) -> str:
    """The address, if it is one of a home network. Raises AddressError."""
    if not found or ip_address(found).is_loopback or ip_address(found).is_unspecified:
        raise AddressError("this computer isn't on a network; connect it to the Wi-Fi the tablet is on")
    if ip_address(found).is_global:
        why = "and not in the network of a room"
        raise AddressError(f"this computer's address, {found}, is open to the internet {why}, so nothing was started")
    if not any(ip_address(found) in each for each in HOME_NETWORKS):
        raise AddressError(f"this computer's address, {found}, isn't one of a home network, so nothing was started")
    return found


def listening(addresses: tuple[str, ...], port: int | None) -> tuple[socket.socket, ...]:
    """A socket that listens at each address, all at one port: this one, or the first that is free.

    Raises AddressError.
    """
    for each in PORTS if port is None else (port,):
        try:
            return _at(addresses, each)
        except OSError as error:
            if port is None and error.errno == errno.EADDRINUSE:
                continue
            raise AddressError(_told(error, each)) from error
    raise AddressError(f"the ports {PORTS[0]} to {PORTS[-1]} are all in use; choose another one with --port")


def _at(addresses: tuple[str, ...], port: int) -> tuple[socket.socket, ...]:
    made: list[socket.socket] = []
    try:
        for address in addresses:
            each = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            made.append(each)
            # Without it a port stays taken for a minute after the program has ended.
            each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            each.bind((address, port or (made[0].getsockname()[1] if len(made) > 1 else 0)))
            each.listen()
            each.setblocking(False)
    except OSError:
        for each in made:
            each.close()
        raise
    return tuple(made)


def _told(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use; choose another one with --port, or leave it out for a free one"
    if error.errno == errno.EACCES:
        return f"port {port} isn't yours to use; choose one from 1024 on, or leave --port out for a free one"
    return f"port {port} can't be opened: {(error.strerror or str(error)).lower()}"
