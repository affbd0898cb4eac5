"""Our own drawings as icons, in the colours of a theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.look.assets import asset
from ui.look.theme import Theme, theme

_SIZES = (16, 20, 24, 32, 48)


def icon(name: str, chosen: Theme) -> QIcon:
    """Return a drawing of `assets/icons` in the colour of text, muted where it is disabled, accented where it is on.

    Raises
    ------
    FileNotFoundError
        If there is no such drawing.
    """
    return _tinted(name, chosen.name)


@cache
def _tinted(name: str, theme_name: str) -> QIcon:
    chosen = theme(theme_name)
    drawing = asset("icons", f"{name}.svg").read_text(encoding="utf-8")
    result = QIcon()
    for mode, state, colour in (
        (QIcon.Mode.Normal, QIcon.State.Off, chosen.text),
        (QIcon.Mode.Normal, QIcon.State.On, chosen.accent),
        (QIcon.Mode.Selected, QIcon.State.Off, chosen.on_accent),
        (QIcon.Mode.Disabled, QIcon.State.Off, chosen.border),
        (QIcon.Mode.Disabled, QIcon.State.On, chosen.border),
    ):
        for size in _SIZES:
            result.addPixmap(_drawn(drawing.replace("currentColor", QColor(colour).name()), size), mode, state)
    return result


def _drawn(drawing: str, size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0.0, 0.0, float(size), float(size)))
    painter.end()
    return pixmap
