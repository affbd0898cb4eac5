"""Where the panels stand: at both sides of the view, or where the window is narrow for its type, behind one another.

What the user moved, made wider or closed stays so for as long as the window is as roomy as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QTabWidget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QSettings

ASIDE = ("figures", "news")
"""The panels that stand to the right of the view where there is room."""
_ROOMY = 1110  # pixels of the window at plain type: less has no room at both sides of the view
_LEFT, _RIGHT = 322, 236  # pixels of the panels at both sides
_ALL_LEFT, _MOST_LEFT = 300, 0.37  # pixels at plain type, and part of the window, where all stand at the left
_UPPER, _LOWER = 480, 220  # of the panels at the right
_LEAST_BELOW, _PART_BELOW, _MOST_BELOW = 148, 0.2, 0.3  # pixels at plain type, and parts of the window's height
_STATE, _NARROW = "state", "narrow"  # where the settings keep it
_VERSION = 3  # grows when panels change


class Arrangement(QObject):
    """Places the panels of a window, and puts them all away and back."""

    def __init__(self, window: QMainWindow) -> None:
        """Take the window, which has no panels yet."""
        super().__init__(window)
        self._window = window
        self._panels: dict[str, QDockWidget] = {}
        self._titles: list[_Title] = []  # of the panels that may stand alone
        self._scale = 1.0
        self._narrow: bool | None = None
        self._before: QByteArray | None = None  # the arrangement to which panels that were put away come back
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fit)

    def take(self, panels: Mapping[str, QDockWidget]) -> None:
        """Take the panels: levers, assumptions, figures, news and timeline."""
        window, self._panels = self._window, dict(panels)
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, panels["levers"])
        window.tabifyDockWidget(panels["levers"], panels["assumptions"])
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, panels["timeline"])
        for name in ASIDE:
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, panels[name])
        for name, panel in panels.items():
            title = _Title(panel.windowTitle())
            panel.setTitleBarWidget(title)
            if name in ASIDE:
                self._titles.append(title)
            else:
                title.fold(True)  # its tab is its title, or what it shows

    @property
    def narrow(self) -> bool:
        """Tell whether all panels but the timeline stand behind one another."""
        return bool(self._narrow)

    @property
    def alone(self) -> bool:
        """Tell whether the view has the whole window, for the panels have been put away."""
        return self._before is not None

    def fit(self, scale: float) -> None:
        """Place the panels anew where the window, for type of some size, has become narrow or is so no longer.

        Not before the event at hand is over: Qt crashes where panels move while it lays them out.
        """
        self._scale = scale
        self._soon.start()

    def _fit(self) -> None:
        narrow = self._window.width() / self._scale < _ROOMY
        if not self.alone and narrow != self._narrow:
            self._narrow = narrow
            self._place()

    def put_away(self) -> None:
        """Give the view the whole window."""
        if not self.alone:
            self._before = self._window.saveState(_VERSION)
            for panel in self._panels.values():
                panel.hide()

    def bring_back(self) -> None:
        """Show the panels again as they were before they were put away."""
        if self._before is not None:
            before, self._before = self._before, None
            self._window.restoreState(before, _VERSION)
            self.fit(self._scale)

    def recall(self, settings: QSettings) -> None:
        """Place the panels as they were left, in a window that is on screen.

        Of one that is yet to be shown and maximised Qt keeps the state to apply it once more, and crashes where panels
        have moved meanwhile.
        """
        state = settings.value(_STATE)
        if isinstance(state, QByteArray) and self._window.restoreState(state, _VERSION):
            self._narrow = str(settings.value(_NARROW, "")).casefold() == "true"
            self._entitle()

    def remember(self, settings: QSettings) -> None:
        """Keep how the panels are placed."""
        settings.setValue(_STATE, self._before or self._window.saveState(_VERSION))
        settings.setValue(_NARROW, self.narrow)

    # --- How it does it -----------------------------------------------------------------------------------

    def _place(self) -> None:
        window, panels = self._window, self._panels
        closed = [panel for panel in panels.values() if panel.isHidden()]
        aside = [panels[name] for name in ASIDE]
        if self.narrow:
            for panel in aside:
                window.tabifyDockWidget(panels["assumptions"], panel)
            left = round(min(_ALL_LEFT * self._scale, _MOST_LEFT * window.width()))
            window.resizeDocks([panels["levers"]], [left], Qt.Orientation.Horizontal)
        else:
            for panel in aside:
                window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, panel)
            window.resizeDocks([panels["levers"], aside[0]], [_LEFT, _RIGHT], Qt.Orientation.Horizontal)
            window.resizeDocks(aside, [_UPPER, _LOWER], Qt.Orientation.Vertical)
        part = max(_LEAST_BELOW, _PART_BELOW * window.height()) * self._scale
        below = round(min(part, _MOST_BELOW * window.height()))
        window.resizeDocks([panels["timeline"]], [below], Qt.Orientation.Vertical)
        for panel in closed:
            panel.hide()
        self._entitle()
        panels["levers"].raise_()

    def _entitle(self) -> None:
        """Give panels that stand alone a title; the others have their tabs, at the side where they are many."""
        for title in self._titles:
            title.fold(self.narrow)
        side = QTabWidget.TabPosition.West if self.narrow else QTabWidget.TabPosition.North
        self._window.setTabPosition(Qt.DockWidgetArea.LeftDockWidgetArea, side)


class _Title(QLabel):
    """The title of a panel, by which it is dragged; folded away it takes no room.

    It is never replaced: Qt and Python do not agree on whose a title is that was.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._folded = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("rank", "panel")

    def fold(self, folded: bool) -> None:
        """Take no room, or that of the words."""
        self._folded = folded
        self.setVisible(not folded)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room for the words, or none."""
        return QSize(0, 0) if self._folded else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the same: a title is never cut."""
        return self.sizeHint()
