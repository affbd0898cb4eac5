"""Room for what may be too large: shown in full where there is room, scrolled to where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Squeezed(QWidget):
    """A column that is made as low as its parts bear before it is scrolled, rather than as low as they would like."""

    def heightForWidth(self, width: int) -> int:
        """Return the least height in which everything finds room at a width; Qt would return the preferred one."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else super().heightForWidth(width)


class Scrolled(QScrollArea):
    """A widget that may be given less room than it needs, as with large type on a small screen."""

    def __init__(self, content: QWidget, least: QSize) -> None:
        """Take the widget, and the least room in which it makes sense to scroll to its parts."""
        super().__init__()
        self._content, self._least = content, least
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def minimumSizeHint(self) -> QSize:
        """Return what the widget needs, but no more than the least room."""
        return self._least.boundedTo(self._content.minimumSizeHint())

    def sizeHint(self) -> QSize:
        """Return the size that the widget wants."""
        return self._content.sizeHint()
