"""The hand of a chart: its line and month, the mark of now, and the cover over a hidden future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from simulator.dates import NOW
from ui.charts.heading import draw_key
from ui.charts.layout import GAP, LEADER
from ui.look import wording
from ui.look.wording import tr

if TYPE_CHECKING:
    from ui.charts.layout import Layout
    from ui.charts.scene import Scene

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


def draw_hand(painter: QPainter, scene: Scene, layout: Layout) -> None:
    """Draw the line of the hand, and in a large chart the strip above the frame: which months, which dashes."""
    frame, x = layout.axes.frame, layout.axes.hand_x(scene.hand)
    painter.setPen(QPen(QColor(scene.theme.text), 1))
    painter.drawLine(QPointF(x, frame.top() - 4.0), QPointF(x, frame.bottom()))
    if scene.compact:
        return
    pill = month_area(scene, layout)
    _draw_month(painter, scene, pill)
    if scene.hand != NOW and not (scene.covered and scene.hand < NOW):
        _draw_now(painter, scene, layout, pill)
    _draw_month_of_labels(painter, scene, layout, pill)
    draw_key(painter, scene, layout.axes, layout.size.width(), pill)


def month_in_words(scene: Scene) -> str:
    """Return what stands above the hand."""
    month = wording.month(scene.hand)
    return f"{month} · {tr('now')}" if scene.hand == NOW else month


def month_area(scene: Scene, layout: Layout) -> QRectF:
    """Return where the month of the hand stands: above it, neither left of the frame nor beyond the right edge."""
    frame, line = layout.axes.frame, scene.lettering.plain.height
    width = scene.lettering.strong.width(month_in_words(scene)) + 14.0
    most = max(frame.left(), layout.size.width() - width - 6.0)
    left = min(max(layout.axes.hand_x(scene.hand) - width / 2, frame.left()), most)
    return QRectF(left, frame.top() - 5.0 - line, width, line + 1.0)


def _draw_month(painter: QPainter, scene: Scene, pill: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(scene.theme.text))
    painter.drawRoundedRect(pill, 4.0, 4.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setFont(scene.lettering.strong.font)
    painter.setPen(QColor(scene.theme.panel))
    painter.drawText(pill, _CENTRE, month_in_words(scene))
    painter.setFont(scene.lettering.plain.font)


def _draw_now(painter: QPainter, scene: Scene, layout: Layout, taken: QRectF) -> None:
    x, frame = round(layout.axes.x(NOW)), layout.axes.frame
    pen = QPen(QColor(scene.theme.text), 1)
    pen.setDashPattern([1.0, 3.0])
    painter.setPen(pen)
    painter.drawLine(QPointF(x, frame.top() - 3.0), QPointF(x, frame.bottom()))
    width = scene.lettering.plain.width(tr("now"))
    area = QRectF(x - width / 2 - 1.0, taken.top(), width + 2.0, taken.height())
    if not area.intersects(taken.adjusted(-GAP, 0.0, GAP, 0.0)):
        painter.setPen(QColor(scene.theme.muted))
        painter.drawText(area, _CENTRE, tr("now"))


def _draw_month_of_labels(painter: QPainter, scene: Scene, layout: Layout, taken: QRectF) -> None:
    """Say which month the numbers of the labels belong to, unless it is that of the hand."""
    figure = scene.figure
    if scene.covered or not figure.known or figure.months[figure.known - 1] == scene.hand:
        return
    left = layout.axes.frame.right() + LEADER
    width = min(layout.label_width + 1.0, layout.size.width() - left - 10.0)
    area = QRectF(left, taken.top(), width, taken.height())
    if not area.intersects(taken.adjusted(-GAP, 0.0, GAP, 0.0)):
        painter.setPen(QColor(scene.theme.muted))
        painter.drawText(area, _RIGHT, wording.month(figure.months[figure.known - 1]))


def draw_cover(painter: QPainter, scene: Scene, layout: Layout, future: QRectF) -> None:
    """Hatch the hidden future, and say so where there is room."""
    painter.fillRect(future, QBrush(QColor(scene.theme.hairline), Qt.BrushStyle.BDiagPattern))
    words, line = tr("The future is hidden"), scene.lettering.plain.height
    room = scene.lettering.plain.width(words) + 24.0
    if future.width() > room + layout.label_width + 2 * LEADER:
        box = QRectF(future.right() - room, future.bottom() - 2.2 * line, room - 8.0, 1.6 * line)
        painter.fillRect(box, QColor(scene.theme.panel))
        painter.setPen(QColor(scene.theme.muted))
        painter.drawText(box, _CENTRE, words)
