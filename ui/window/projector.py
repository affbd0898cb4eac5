"""The market on the projector: on the second screen, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.pages.presentation.presentation import Presentation
    from ui.session.player import Player
    from ui.session.session import Session


class Projector(QObject):
    """Shows the presentation of a window, and puts it away."""

    def __init__(self, window: QWidget, session: Session, player: Player) -> None:
        """Take the window that presents, its session, and who plays it."""
        super().__init__(window)
        self._window, self._session, self._player = window, session, player
        self.presentation: Presentation | None = None

    def present(self) -> Presentation:
        """Show the presentation in full, and return it."""
        if self.presentation is None:
            self.presentation = self._begun()
        self.presentation.showFullScreen()
        return self.presentation

    def close(self) -> None:
        """Put the presentation away, if there is one."""
        if self.presentation is not None:
            self.presentation.close()

    def _begun(self) -> Presentation:
        from ui.pages.presentation.presentation import Presentation

        presentation = Presentation(self._session, self._player)
        presentation.left.connect(self._end)
        screens = QGuiApplication.screens()
        others = [screen for screen in screens if screen is not self._window.screen()]
        presentation.setGeometry((others or screens)[0].availableGeometry())
        return presentation

    def _end(self) -> None:
        if self.presentation is not None:
            self.presentation.deleteLater()
            self.presentation = None
        self._window.activateWindow()
