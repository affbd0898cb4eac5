"""The one door to pyqtgraph, which has no types: a picture that is painted in two layers, and fast polygons.

Everything else of the window draws through these names, so that the exceptions of the type checker stay in this file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from simulator.world import Floats

pg.setConfigOptions(antialias=False, useOpenGL=False)

Paint = Callable[[QPainter], None]


def polygon(x: Floats, y: Floats) -> QPolygonF:
    """Return the points of a line, in pixels, without a Python loop."""
    if len(x) == 0:
        return QPolygonF()  # without points there is no memory to write to
    points: QPolygonF = create_qpolygonf(len(x))
    memory = ndarray_from_qpolygonf(points)
    memory[:, 0], memory[:, 1] = x, y
    return points


def band(x: Floats, top: Floats, bottom: Floats) -> QPolygonF:
    """Return the closed area between two lines, in pixels."""
    return polygon(np.concatenate((x, x[::-1])), np.concatenate((top, bottom[::-1])))


class _Layer(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """Everything of one layer, painted by one function in pixels of the widget."""

    def __init__(self, paint: Paint) -> None:
        self._paint = paint
        self._bounds = QRectF(0.0, 0.0, 1.0, 1.0)
        super().__init__()

    def resize(self, bounds: QRectF) -> None:
        """Cover the whole widget."""
        self.prepareGeometryChange()
        self._bounds = bounds

    def boundingRect(self) -> QRectF:
        """Return the widget's rectangle."""
        return self._bounds

    def paint(self, painter: QPainter, *_: object) -> None:
        """Paint the layer, and report what goes wrong: an exception that reached Qt would end the program."""
        painter.save()
        try:
            self._paint(painter)
        except Exception:  # noqa: BLE001 - whatever it is
            sys.excepthook(*sys.exc_info())
        painter.restore()


class Picture(QWidget):
    """A widget painted in pixels in two layers: `body` changes with the figure, `overlay` follows the mouse.

    The mouse reaches this widget, never pyqtgraph, whose menus and zooming therefore do not exist.
    """

    def __init__(self, body: Paint, overlay: Paint, parent: QWidget | None = None) -> None:
        """Make a picture that calls these functions whenever it has to be painted."""
        super().__init__(parent)
        self._view = pg.GraphicsView(self, useOpenGL=False, background=None)
        self._view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.enableMouse(False)
        self._layers = (_Layer(body), _Layer(overlay))
        for layer in self._layers:
            self._view.scene().addItem(layer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)

    def set_background(self, colour: QColor) -> None:
        """Fill what no layer paints."""
        self._view.setBackground(colour)

    def repaint_body(self) -> None:
        """Repaint both layers, if the picture is visible."""
        if self.isVisible():
            self._layers[0].update()

    def repaint_overlay(self, *areas: QRectF) -> None:
        """Repaint these areas of the overlay, if the picture is visible."""
        if self.isVisible():
            for area in areas:
                self._layers[1].update(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep one scene unit at one pixel."""
        super().resizeEvent(event)
        bounds = QRectF(0.0, 0.0, float(self.width()), float(self.height()))
        self._view.setSceneRect(bounds)
        for layer in self._layers:
            layer.resize(bounds)
