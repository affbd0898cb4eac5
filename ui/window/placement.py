"""Where a window stands on its screen, and how large it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget

_AT_FIRST = QSize(1320, 840)
_FRAME = QSize(4, 32)  # pixels of what the desktop puts around a window
_GEOMETRY = "geometry"  # where the settings keep it


def recall(window: QWidget, store: QSettings) -> None:
    """Place a window where one was left last, or give it its first size."""
    window.resize(_AT_FIRST)
    geometry = store.value(_GEOMETRY)
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)
        _come_on_screen(window)


def remember(window: QWidget, store: QSettings) -> None:
    """Keep where a window stands."""
    store.setValue(_GEOMETRY, window.saveGeometry())


def show_within_screen(window: QWidget) -> None:
    """Show a window as it was left, and where it would be larger than its screen, as large as that."""
    room = QGuiApplication.primaryScreen().availableGeometry().size() - _FRAME
    if window.width() > room.width() or window.height() > room.height():
        window.showMaximized()
    else:
        window.show()


def _come_on_screen(window: QWidget) -> None:
    """Leave a screen that is no longer there, or has become too small."""
    screens = QGuiApplication.screens()
    if any(screen.availableGeometry().contains(window.frameGeometry().center()) for screen in screens):
        return
    room = QGuiApplication.primaryScreen().availableGeometry()
    window.resize(window.size().boundedTo(room.size()))
    window.move(room.center() - window.rect().center())
