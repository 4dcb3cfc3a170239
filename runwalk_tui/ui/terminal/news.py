"""What the app says in a corner for some seconds: news leaves with the screen it belongs to, trouble stays."""

from __future__ import annotations

from textual.app import App
from textual.notifications import SeverityLevel

from runwalk_tui.system import instants


class NewsApp(App[None]):
    """Can take its news away before its time."""

    def __init__(self) -> None:
        self._trouble: list[tuple[float, str, str]] = []
        """Errors, each with the second until which it is shown, and its title."""
        super().__init__()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        if severity == "error":
            stays = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
            self._trouble.append((instants.now() + stays, message, title))
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def forget_news(self) -> None:
        """Take away what was said; an error stays for the rest of its seconds."""
        now = instants.now()
        trouble = [each for each in self._trouble if each[0] > now]
        self._trouble.clear()
        self.clear_notifications()
        for until, message, title in trouble:
            self.notify(message, title=title, severity="error", timeout=until - now, markup=False)
