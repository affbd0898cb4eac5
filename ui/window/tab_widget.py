"""The tabs in the middle of the window. A page is built when it is first shown, and draws only while it is visible."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.look.wording import tr
from ui.window.tabs import LIVE, tabs

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from ui.look.theme import Theme
    from ui.pages.live.live import LivePage
    from ui.session.session import Session
    from ui.widgets.page import Page

_SHOWN = "view"  # where the settings keep which tab was shown last


class Tabs(QTabWidget):
    """The tabs; Live has its page from the start, the others when they are first shown."""

    shown = Signal(str)  # id of the tab

    def __init__(self, session: Session, store: QSettings) -> None:
        """Take the session that every page shows, and where the user's arrangement of each is kept."""
        super().__init__()
        self._session, self._store = session, store
        self._theme: Theme | None = None
        self._tabs = tabs()
        self._pages: dict[str, Page] = {}
        self._places: dict[str, QVBoxLayout] = {}
        self.setDocumentMode(True)
        self.setAccessibleName(tr("Pages"))
        self.tabBar().setAccessibleName(tr("Pages"))
        self.tabBar().setExpanding(False)
        for tab in self._tabs:
            holder = QWidget()
            self._places[tab.id] = QVBoxLayout(holder)
            self._places[tab.id].setContentsMargins(0, 0, 0, 0)
            self.addTab(holder, tr(tab.title))
        self.live = cast("LivePage", self.page(LIVE))
        self.currentChanged.connect(self._show_current)

    @property
    def current(self) -> str:
        """Return the id of the tab on show."""
        return self._tabs[self.currentIndex()].id

    def page(self, name: str) -> Page:
        """Return the page of a tab, built if it was not.

        Raises
        ------
        StopIteration
            If there is no such tab.
        """
        if name not in self._pages:
            tab = next(tab for tab in self._tabs if tab.id == name)
            self._add(tab.id, tab.build(self._session))
        return self._pages[name]

    def show_tab(self, name: str) -> None:
        """Show a tab, if there is one of this id."""
        for place, tab in enumerate(self._tabs):
            if tab.id == name:
                self.setCurrentIndex(place)

    def set_theme(self, chosen: Theme) -> None:
        """Dress every page that is built in a theme."""
        self._theme = chosen
        for page in self._pages.values():
            page.set_theme(chosen)

    def recall(self) -> None:
        """Show the tab that was shown last."""
        self.show_tab(str(self._store.value(_SHOWN, "")))

    def remember(self) -> None:
        """Keep which tab is on show, and how the user arranged each page."""
        self._store.setValue(_SHOWN, self.current)
        for page in self._pages.values():
            page.remember(self._store)

    def _add(self, name: str, page: Page) -> None:
        self._pages[name] = page
        page.recall(self._store)
        if self._theme is not None:
            page.set_theme(self._theme)
        self._places[name].addWidget(page)

    def _show_current(self) -> None:
        self.page(self.current)
        self.shown.emit(self.current)
