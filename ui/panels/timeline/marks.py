"""Marks that every part of the timeline draws: the line of the month under the hand, and the frame of the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def draw_hand(painter: QPainter, x: float, height: int, palette: QPalette) -> None:
    """Draw the line of the month under the hand."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1))
    painter.drawLine(QPointF(round(x), 0), QPointF(round(x), height))


def draw_focus(painter: QPainter, widget: QWidget) -> None:
    """Draw a frame around the widget that has the focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setBrush(Qt.BrushStyle.NoBrush)  # or the frame would be filled, and hide everything
    painter.setPen(QPen(widget.palette().color(QPalette.ColorRole.Highlight), 1, Qt.PenStyle.DotLine))
    painter.drawRect(widget.rect().adjusted(0, 0, -1, -1))
