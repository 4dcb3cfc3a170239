"""How Home is written and styled: the styles of a widget are found once, and anew only for what is marked."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Static

from runwalk_tui.ui.screens.home.keys import HomeKeys
from runwalk_tui.ui.screens.home.parts import leave_out
from runwalk_tui.workspace import Workspace


class StyledOnce(HomeKeys):
    """A page whose classes change first, and whose styles follow together."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (116, "-wide"), (160, "-huge")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (34, "-tall")]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._unstyled: set[Widget] = set()
        """What has other classes than it is styled for; each time styles are found anew for all that's inside it."""

    def _classes_for_size(self) -> dict[str, bool]:
        """The classes of the breakpoints, as Textual will find them."""
        found: dict[str, bool] = {}
        for cells, breakpoints in zip(
            self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True
        ):
            reached = [name for least, name in breakpoints if cells >= least]
            found |= {name: name == reached[-1] for _, name in breakpoints}
        return found

    def _put(self, selector: str, content: str) -> None:
        """Write a text; one that is empty has no line."""
        place = self.query_one(selector, Static)
        place.update(content)
        leave_out(place, not content)

    def _mark(self, what: Widget, name: str, wanted: bool) -> None:
        """Give a class or take it; the styles follow in `_restyle`."""
        if what.has_class(name) != wanted:
            what.set_class(wanted, name, update=False)
            self._unstyled.add(what)

    def _restyle(self) -> None:
        """Find the styles of what was marked, all of it at once where that is the page itself."""
        marked, self._unstyled = self._unstyled, set()
        for each in {self} if self in marked else marked:
            each.update_node_styles()
