"""Who is let in: the token of this run, the cookie and the key it is exchanged for, and the addresses of the page."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from hmac import compare_digest

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a token is made of: nothing that looks like something else when somebody copies it by hand."""
GROUPS, IN_A_GROUP = 4, 4
"""Sixteen letters of 31 are 79 bits: nobody guesses that while a session lasts, and it can still be typed."""
FIRST_WAIT, LONGEST_WAIT = 0.25, 4.0
"""Seconds until a wrong token is answered; each further one takes twice as long, up to the longest."""


def new_token() -> str:
    """A token that nobody can guess, in groups that can be copied by hand."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))


class Door:
    """Lets in whoever has the token, and knows them again by their cookie and their key.

    The token is asked for on this computer alone, too: other people who use the computer, and every program on it, can
    open its addresses, and the log is nobody's but the runner's. A cookie alone isn't enough for the log, since a
    browser gives it to every program that listens at this address, at whatever port. The key is kept by the page, where
    browsers let no page of another port read it.
    """

    def __init__(self, hosts: Collection[str]) -> None:
        """`hosts` are the addresses with their port, as a browser names them."""
        self.token = new_token()
        self._pass, self._key = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._hosts = frozenset(hosts)
        self._wrong = 0

    def opens_with(self, token: str) -> bool:
        """Whether this is the token, however it was typed."""
        typed = "".join(each for each in token.lower() if each.isalnum())
        return compare_digest(typed.encode(), self.token.replace("-", "").encode())

    @property
    def cookie(self) -> str:
        """What the token is exchanged for; it holds for this run only, as the token does."""
        return self._pass

    def knows(self, cookie: str | None) -> bool:
        """Whether somebody was let in before."""
        return cookie is not None and compare_digest(cookie.encode(), self._pass.encode())

    @property
    def key(self) -> str:
        """What opens the log, for a page that was let in; it holds for this run only."""
        return self._key

    def unlocks(self, key: str) -> bool:
        """Whether this is the key."""
        return compare_digest(key.encode("utf-8", "replace"), self._key.encode())

    def wait_after_wrong(self) -> float:
        """Seconds that a wrong token waits for its answer. The right one never waits, so nobody can lock it out."""
        self._wrong += 1
        return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(self._wrong - 1, 10))

    def answers_at(self, host: str | None) -> bool:
        """Whether a page was asked for at one of our own addresses.

        Another site may give its name our address (DNS rebinding); its pages would then be taken for ours.
        """
        return host is not None and host.lower() in self._hosts

    def is_ours(self, origin: str | None, host: str | None) -> bool:
        """Whether a page that asks for something is our own: a page of another site can open a connection to here."""
        return self.answers_at(host) and origin is not None and origin.lower() == f"http://{host}".lower()
