"""The mark on a control whose text was refused, and the sentence that stands at it until it can be taken."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QAbstractScrollArea, QDockWidget, QLabel, QScrollArea, QWidget

_WIDEST = 34  # letters of the sentence in a line
_GAP = 2  # pixels below the control
_MOVED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange}


class Refusal(QObject):
    """Marks one control, and says at it what is wrong."""

    def __init__(self, control: QWidget) -> None:
        """Take the control; it is not marked yet."""
        super().__init__(control)
        self._control = control
        self._described = ""
        self._note: QLabel | None = None
        self._ground = control
        self._watched: list[QWidget] = []

    @property
    def sentence(self) -> str:
        """Return what is said at the control, "" where nothing is wrong."""
        return self._note.text() if self._note is not None else ""

    def tell(self, sentence: str) -> None:
        """Mark the control and say a sentence at it."""
        if sentence == self.sentence:
            self._place()
            return
        if self._note is None:
            self._described = self._control.accessibleDescription()
            self._note = self._begun()
            self._mark(refused=True)
        self._note.setText(sentence)
        self._control.setAccessibleDescription(sentence)
        self._place()
        QAccessible.updateAccessibility(QAccessibleEvent(self._control, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Take mark and sentence away."""
        if self._note is None:
            return
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = []
        self._note.hide()
        self._note.deleteLater()
        self._note = None
        self._control.setAccessibleDescription(self._described)
        self._mark(refused=False)

    def reveal(self) -> bool:
        """Bring the control before the user's eyes, and return whether that was possible."""
        above = self._control.parentWidget()
        while above is not None:
            if isinstance(above, QDockWidget):
                above.show()
                above.raise_()
            above = above.parentWidget()
        self.show_whole()
        return self._control.isVisible()

    def show_whole(self) -> None:
        """Scroll to the control and to all that is said at it; where both have no room, to the control."""
        above = self._control.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                for widget in filter(None, (self._note, self._control)):
                    above.ensureWidgetVisible(widget, 0, _GAP)
            above = above.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the sentence at the control wherever the control goes."""
        if event.type() in _MOVED:
            self._place()
        return False

    def _begun(self) -> QLabel:
        """Return a note on whatever scrolls with the control, and follow all that stands between the two."""
        ground, self._watched = self._control, [self._control]
        while (above := ground.parentWidget()) is not None and not ground.isWindow() and not _scrolled(ground):
            ground = above
            self._watched.append(ground)
        for widget in self._watched:
            widget.installEventFilter(self)
        self._ground = ground
        note = QLabel(ground)
        note.setTextFormat(Qt.TextFormat.PlainText)
        note.setWordWrap(True)
        note.setProperty("rank", "refusal")
        note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._control.destroyed.connect(note.deleteLater)
        return note

    def _place(self) -> None:
        """Put the sentence below the control, or above it where there is no room."""
        note, control, ground = self._note, self._control, self._ground
        if note is None:
            return
        note.setVisible(control.isVisible())
        note.ensurePolished()
        widest = note.fontMetrics().averageCharWidth() * _WIDEST
        width = min(max(control.width(), min(widest, note.sizeHint().width())), ground.width())
        note.resize(width, note.heightForWidth(width))
        corner = control.mapTo(ground, QPoint(0, control.height() + _GAP))
        if corner.y() + note.height() > ground.height():
            corner.setY(max(corner.y() - control.height() - note.height() - 2 * _GAP, 0))
        note.move(max(0, min(corner.x(), ground.width() - width)), corner.y())
        note.raise_()

    def _mark(self, *, refused: bool) -> None:
        self._control.setProperty("refused", refused)
        self._control.style().unpolish(self._control)
        self._control.style().polish(self._control)
        self._control.update()


def _scrolled(widget: QWidget) -> bool:
    """Return whether a widget is what a scroll area scrolls."""
    viewport = widget.parentWidget()
    area = viewport.parentWidget() if viewport is not None else None
    return isinstance(area, QAbstractScrollArea) and area.viewport() is viewport
