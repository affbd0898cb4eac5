"""The views of the market, one tab each: which there are, and who builds them.

A view is built when it is first shown, and draws only while it is visible. Each but the first imports its page in its
builder, so that no start waits for a page that nobody looks at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.look.wording import tr
from ui.pages.live.live import LivePage
from ui.widgets.page import Page

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from ui.look.theme import Theme
    from ui.session.session import Session

LIVE = "live"


@dataclass(frozen=True)
class View:
    """One tab: its id, its title, and how it is built."""

    id: str
    title: str
    build: Callable[[Session], Page]


@cache
def views() -> tuple[View, ...]:
    """Return the table of views, in the user's language."""
    return (
        View(LIVE, tr("Live"), LivePage),
        View("compare", tr("Compare"), _compare),
        View("makers", tr("Makers"), _makers),
        View("evidence", tr("Evidence"), _evidence),
    )


class Views(QTabWidget):
    """The tabs; the first is there from the start, the others when they are first shown."""

    shown = Signal(str)  # id of the view

    def __init__(self, session: Session, settings: QSettings) -> None:
        """Take the session that every view shows, and where is kept how the user arranged them."""
        super().__init__()
        self._session, self._settings = session, settings
        self._theme: Theme | None = None
        self._pages: dict[str, Page] = {}
        self._places: list[QVBoxLayout] = []
        self.setDocumentMode(True)
        self.setAccessibleName(tr("Views"))
        self.tabBar().setAccessibleName(tr("Views"))
        self.tabBar().setExpanding(False)
        for view in views():
            holder = QWidget()
            place = QVBoxLayout(holder)
            place.setContentsMargins(0, 0, 0, 0)
            self._places.append(place)
            self.addTab(holder, view.title)
        self.live = LivePage(session)
        self._add(0, self.live)
        self.currentChanged.connect(self._show_current)

    @property
    def current(self) -> str:
        """Return the id of the view on show."""
        return views()[self.currentIndex()].id

    def page(self, name: str) -> Page:
        """Return a view, built if it was not.

        Raises
        ------
        StopIteration
            If there is no such view.
        """
        if name not in self._pages:
            place, view = next((place, view) for place, view in enumerate(views()) if view.id == name)
            self._add(place, view.build(self._session))
        return self._pages[name]

    def show_view(self, name: str) -> None:
        """Show a view, if there is one of this id."""
        for place, view in enumerate(views()):
            if view.id == name:
                self.setCurrentIndex(place)

    def set_theme(self, chosen: Theme) -> None:
        """Dress every view that is built in a theme."""
        self._theme = chosen
        for page in self._pages.values():
            page.set_theme(chosen)

    def remember(self) -> None:
        """Keep what the user arranged, and which view is on show."""
        self._settings.setValue("view", self.current)
        for page in self._pages.values():
            page.remember(self._settings)

    def _add(self, place: int, page: Page) -> None:
        """Put a view into its tab."""
        self._pages[views()[place].id] = page
        page.recall(self._settings)
        if self._theme is not None:
            page.set_theme(self._theme)
        self._places[place].addWidget(page)

    def _show_current(self) -> None:
        self.page(self.current)
        self.shown.emit(self.current)


def _compare(session: Session) -> Page:
    from ui.pages.compare.compare import ComparePage

    return ComparePage(session)


def _makers(session: Session) -> Page:
    from ui.pages.makers import MakersPage

    return MakersPage(session)


def _evidence(session: Session) -> Page:
    from ui.pages.evidence import EvidencePage

    return EvidencePage(session)
