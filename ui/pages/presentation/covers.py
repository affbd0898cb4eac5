"""What lies over the picture while presenting: black, and a ring that follows the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QCursor, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

_POINTER = 26  # pixels, radius of the pointer's ring
_POINTING = 16  # ms between two looks at where the mouse is


class BlackOut(QWidget):
    """Covers everything, so that eyes turn to the speaker; a click or a key lifts it."""

    lifted = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint black."""
        QPainter(self).fillRect(self.rect(), Qt.GlobalColor.black)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask to be lifted."""
        self.lifted.emit()


class Pointer(QWidget):
    """A ring that follows the mouse and lets it through."""

    def __init__(self, parent: QWidget, colour: str) -> None:
        """Lie over a parent, and draw the ring in a colour."""
        super().__init__(parent)
        self._colour = QColor(colour)
        self._at = QPoint(-100, -100)
        self._clock = QTimer(self)
        self._clock.setInterval(_POINTING)
        self._clock.timeout.connect(self.follow)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def showEvent(self, event: QShowEvent) -> None:
        """Start following."""
        super().showEvent(event)
        self._clock.start()
        self.follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop following."""
        super().hideEvent(event)
        self._clock.stop()

    def follow(self) -> None:
        """Move the ring to the mouse, whatever lies below it."""
        at = self.mapFromGlobal(QCursor.pos())
        if at == self._at:
            return
        room = _POINTER + 4
        for point in (self._at, at):
            self.update(QRect(point.x() - room, point.y() - room, 2 * room, 2 * room))
        self._at = at

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, 5))
        glow = QColor(self._colour)
        glow.setAlpha(50)
        painter.setBrush(glow)
        painter.drawEllipse(self._at, _POINTER, _POINTER)
