"""The type of a chart: three faces, and how much room their words take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

if TYPE_CHECKING:
    from ui.look.theme import Theme

_TYPE, _SMALL_TYPE = 0.9, 0.82  # of the window's type
_TITLE, _SMALL_TITLE = 1.05, 0.95


class Face:
    """A font, and the room in pixels that its words take."""

    def __init__(self, font: QFont) -> None:
        """Take the font."""
        self.font = font
        self._metrics = QFontMetricsF(font)
        self.height = self._metrics.height()

    def width(self, words: str) -> float:
        """Return how wide words are."""
        return self._metrics.horizontalAdvance(words)

    def shortened(self, words: str, room: float) -> str:
        """Return words that fit into a room, the end left out where need be."""
        return self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)


@dataclass(frozen=True)
class Lettering:
    """The faces of a chart."""

    plain: Face
    strong: Face
    title: Face


def lettering(theme: Theme) -> Lettering:
    """Return the faces of a chart in a theme."""
    return _faces(theme, _TYPE, _TITLE)


def compact_lettering(theme: Theme) -> Lettering:
    """Return the faces of a chart beside a larger one."""
    return _faces(theme, _SMALL_TYPE, _TITLE)


def small_lettering(theme: Theme) -> Lettering:
    """Return the faces of a chart with little room."""
    return _faces(theme, _SMALL_TYPE, _SMALL_TITLE)


def _faces(theme: Theme, size: float, title: float) -> Lettering:
    return Lettering(Face(theme.font(size)), Face(theme.font(size, bold=True)), Face(theme.font(title, bold=True)))
