"""What Ctrl+P offers."""

from __future__ import annotations

from pathlib import Path

from runwalk_tui.ui.palette import PAGES, commands
from tests.support.scenes import DrivenApp
from tests.support.waiting import settle


async def test_every_command_says_what_it_does_in_one_short_line(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        offered = list(commands(driven.app, driven.app.screen, driven.app.action_show))
        assert {name.capitalize() for name in PAGES} < {command.title for command in offered}
        for command in offered:
            assert command.help[0].isupper()
            assert len(command.help) <= 70
        await driven.press(pilot, "t")
        assert [command.title for command in commands(driven.app, driven.app.screen, driven.app.action_show)] == [
            "Theme",
            "Leave",
        ]
        for page in ("stages", "programmes"):
            await driven.app.action_show(page)
            await settle(pilot)
            assert [command.title for command in commands(driven.app, driven.app.screen, driven.app.action_show)] == [
                "Edit stages",
                "Theme",
                "Leave",
            ]
