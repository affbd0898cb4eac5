"""Pictures of a widget that are drawn once and shown often: while the hand moves, nothing else of a panel changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_STALE = (
    QEvent.Type.PaletteChange,
    QEvent.Type.FontChange,
    QEvent.Type.StyleChange,
    QEvent.Type.FocusIn,
    QEvent.Type.FocusOut,
)


class Drawn(QObject):
    """What a function paints of a widget, kept until it is forgotten or the widget looks otherwise."""

    def __init__(self, widget: QWidget, paint: Callable[[QPainter], None]) -> None:
        """Take the widget, and what paints all of it on a transparent ground."""
        super().__init__(widget)
        self._widget, self._paint = widget, paint
        self._picture = QPixmap()
        widget.installEventFilter(self)

    def forget(self) -> None:
        """Paint anew when it is shown next."""
        self._picture = QPixmap()
        self._widget.update()

    def show(self, painter: QPainter, area: QRect) -> None:
        """Show an area of it."""
        ratio = self._widget.devicePixelRatioF()
        size = QSize(round(self._widget.width() * ratio), round(self._widget.height() * ratio))
        if self._picture.size() != size:
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._picture)
            inner.setFont(self._widget.font())
            self._paint(inner)
            inner.end()
        painter.save()
        painter.setClipRect(area)
        painter.drawPixmap(0, 0, self._picture)
        painter.restore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Forget what no longer looks like the widget."""
        if event.type() in _STALE:
            self._picture = QPixmap()
        return False
