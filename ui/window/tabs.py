"""Which tabs there are. To add one, write its page and declare it here.

The declaration is all that bar, menu, keys, the list of all that can be found, and `shakeout render` need to know.
Nothing here needs Qt, so that the command line can name the tabs without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from ui.look.marking import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from ui.session.session import Session
    from ui.widgets.page import Page

LIVE = "live"


@dataclass(frozen=True)
class Tab:
    """One tab: its id, which settings and `--view` use; its title; its key; and its page as "module:class"."""

    id: str
    title: str
    key: str
    page: str

    def build(self, session: Session) -> Page:
        """Return the page; its module is imported only now, so that no start waits for what nobody looks at."""
        module, _, name = self.page.partition(":")
        page: Page = getattr(import_module(module), name)(session)
        return page


TABS = (
    Tab(LIVE, QT_TRANSLATE_NOOP("", "Live"), key="Ctrl+1", page="ui.pages.live.live:LivePage"),
    Tab("compare", QT_TRANSLATE_NOOP("", "Compare"), key="Ctrl+2", page="ui.pages.compare.compare:ComparePage"),
    Tab("makers", QT_TRANSLATE_NOOP("", "Makers"), key="Ctrl+3", page="ui.pages.makers.makers:MakersPage"),
    Tab("evidence", QT_TRANSLATE_NOOP("", "Evidence"), key="Ctrl+4", page="ui.pages.evidence.evidence:EvidencePage"),
)
"""In the order in which they stand. Keys are declared, so that a tab keeps its own when another is added."""


def tabs() -> tuple[Tab, ...]:
    """Return all tabs, in the order in which they stand."""
    return TABS
