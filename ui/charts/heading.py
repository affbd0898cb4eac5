"""The heading of a chart, and the key that says what the dashed lines are: where they have room, and their painting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from simulator.dates import HORIZON, NOW
from ui.look import wording
from ui.look.wording import tr

if TYPE_CHECKING:
    from ui.charts.axes import Axes
    from ui.charts.scene import Scene

_EDGE = 12.0  # pixels free at either side
_TOP = 6.0  # pixels above the title
_APART = 10.0  # pixels between title, subtitle and key
_DASHES = 24.0  # pixels of a dashed line in the key, and ...
_BEFORE_WORDS = 30.0  # ... from its start to its words
_LEAST_LEFT = 6.0
_LEAST_LETTERS = 5  # of what is shortened: fewer say nothing
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def heading_height(scene: Scene, width: float) -> float:
    """Return how high the heading of a chart of a width is, 0 without one."""
    if not scene.headed:
        return 0.0
    title = scene.lettering.title.height + 2.0
    return title if subtitle_is_beside(scene, width) else title + scene.lettering.plain.height


def subtitle_is_beside(scene: Scene, width: float) -> bool:
    """Return whether the subtitle, and the key of the dashed lines, have room beside the title.

    In small charts, of which several stand side by side, it never does, so that all have their frames alike.
    """
    if scene.small:
        return False
    figure, faces = scene.figure, scene.lettering
    key = key_width(scene) + _EDGE if figure.has_ghost else 0.0
    needed = faces.title.width(figure.title) + _APART + faces.plain.width(figure.subtitle) + key
    return needed <= width - 2 * _EDGE


def key_width(scene: Scene) -> float:
    """Return how wide the key of the dashed lines is."""
    return _BEFORE_WORDS + scene.lettering.plain.width(scene.figure.ghost_name)


def key_in_heading(scene: Scene, width: float) -> QRectF | None:
    """Return where the key lies beside the title, None where it has no room."""
    title, key = scene.lettering.title, key_width(scene)
    left = width - _EDGE - key
    if left < _EDGE + _APART + title.width(scene.figure.title):
        return None
    return QRectF(left, _TOP, key, title.height)


def key_above_frame(scene: Scene, axes: Axes, width: float, taken: QRectF) -> QRectF | None:
    """Return where the key lies in the strip above the frame, clear of the hand's month and of now, or None."""
    plain, key = scene.lettering.plain, key_width(scene)
    half = plain.width(tr("now")) / 2.0 + 1.0
    now = QRectF(axes.x(NOW) - half, taken.top(), 2.0 * half, taken.height())
    end = width - 20.0 - plain.width(wording.month(HORIZON - 1))
    lefts = (
        axes.frame.right() - key,
        taken.right() + _APART,
        taken.left() - _APART - key,
        now.left() - _APART - key,
    )
    areas = (QRectF(left, taken.top(), key, taken.height()) for left in lefts if _LEAST_LEFT <= left <= end - key)
    return next((area for area in areas if not area.intersects(taken) and not area.intersects(now)), None)


# --- Painting -----------------------------------------------------------------------------------------------


def draw_heading(painter: QPainter, scene: Scene, width: float) -> None:
    """Draw the title, and the subtitle beside or below it."""
    if not scene.headed:
        return
    title = scene.lettering.title
    line = QRectF(_EDGE, _TOP, width - 2 * _EDGE, title.height)
    painter.setFont(title.font)
    painter.setPen(QColor(scene.theme.text))
    painter.drawText(line, _LEFT, title.shortened(scene.figure.title, line.width()))
    _draw_subtitle(painter, scene, _subtitle_line(scene, line, width))


def _subtitle_line(scene: Scene, title: QRectF, width: float) -> QRectF:
    if not subtitle_is_beside(scene, width):
        return QRectF(_EDGE, title.bottom(), title.width(), scene.lettering.plain.height)
    line = QRectF(title)
    line.setLeft(line.left() + scene.lettering.title.width(scene.figure.title) + _APART)
    if scene.figure.has_ghost:
        line.setRight(line.right() - key_width(scene) - _EDGE)
    return line


def _draw_subtitle(painter: QPainter, scene: Scene, line: QRectF) -> None:
    plain = scene.lettering.plain
    painter.setFont(plain.font)
    painter.setPen(QColor(scene.theme.muted))
    words = plain.shortened(scene.figure.subtitle, line.width())
    if len(words) > _LEAST_LETTERS:
        painter.drawText(line, _LEFT, words)


def draw_key(painter: QPainter, scene: Scene, axes: Axes, width: float, taken: QRectF) -> None:
    """Say what the dashed lines are, where there is room; an area above the frame is taken by the hand's month."""
    if not scene.figure.has_ghost:
        return
    area = key_in_heading(scene, width) if scene.headed else key_above_frame(scene, axes, width, taken)
    if area is None:
        return
    middle = area.center().y()
    painter.setPen(scene.ghost_pen())
    painter.drawLine(QPointF(area.left(), middle), QPointF(area.left() + _DASHES, middle))
    painter.setPen(QColor(scene.theme.muted))
    painter.drawText(area.adjusted(_BEFORE_WORDS, 0.0, 2.0, 0.0), _LEFT, scene.figure.ghost_name)
