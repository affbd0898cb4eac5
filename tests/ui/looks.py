"""What a window cuts off: controls and words that have less room than they need, and no way to be scrolled to."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QScrollArea,
    QSlider,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

_SLACK = 3  # pixels
_ARROW = 26  # pixels of a box besides its words, at least
_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QLabel, QSlider, QTabBar, QMenuBar)


def cut(parent: QWidget) -> list[str]:
    """Return what is cut, in words that name it."""
    found = []
    for widget in parent.findChildren(QWidget):
        if not widget.isVisible() or _is_behind(widget):
            continue
        if isinstance(widget, _CONTROLS) and not _inner(widget):
            found += [f"{_named(widget)}: {why}" for why in (*_too_small(widget), *_hidden_part(widget, parent))]
        if isinstance(widget, QTableView):
            found += [f"{_named(widget)}: {why}" for why in _narrow_columns(widget)]
    return found


def _named(widget: QWidget) -> str:
    text = "" if isinstance(widget, QTextEdit) else getattr(widget, "text", lambda: "")()
    words = text or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} {str(words)[:50]!r}"


def _inner(widget: QWidget) -> bool:
    """Tell whether Qt made a widget as a part of another one, which sees to it."""
    above = widget.parentWidget()
    parts = (QComboBox, QAbstractSpinBox, QHeaderView, QTabBar, QMenuBar, QLineEdit, QTableView)
    return widget.objectName().startswith("qt_") or isinstance(above, parts)


def _too_small(widget: QWidget) -> list[str]:
    size, needed = widget.size(), _needed(widget)
    told = []
    if size.width() + _SLACK < needed.width():
        told.append(f"{size.width()} of {needed.width()} pixels wide")
    if size.height() + _SLACK < needed.height():
        told.append(f"{size.height()} of {needed.height()} pixels high")
    return told


def _needed(widget: QWidget) -> QSize:
    """Return the size in which everything that a control says is seen."""
    if isinstance(widget, QLabel):
        return _needed_by_label(widget)
    if isinstance(widget, QComboBox):
        words = widget.fontMetrics().horizontalAdvance(widget.currentText()) + _ARROW
        told = widget.currentText() in widget.toolTip()  # a long name may be shortened where the tooltip has it
        return QSize(0 if told else words, widget.minimumSizeHint().height())
    if isinstance(widget, QAbstractButton):
        told = bool(widget.property("choice"))  # a list of names, whose tooltip has them all
        return QSize(0, widget.sizeHint().height()) if told or not widget.text() else widget.sizeHint()
    if isinstance(widget, QTabBar) and widget.usesScrollButtons():
        return QSize(0, widget.minimumSizeHint().height())
    return widget.minimumSizeHint()


def _needed_by_label(label: QLabel) -> QSize:
    if not label.text() or label.pixmap().width():
        return QSize(0, 0)
    words = _without_mnemonic(label.text()) if label.buddy() is not None else label.text()
    if type(label) is not QLabel and label.toolTip():
        return QSize(0, 0)  # one of ours, which shortens its words and has all of them in its tooltip
    if label.wordWrap():
        room = label.contentsRect().width()
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
        needed = label.fontMetrics().boundingRect(QRect(0, 0, max(1, room), 10_000), flags, words)
        return QSize(needed.width(), needed.height())
    return QSize(label.fontMetrics().horizontalAdvance(words), label.fontMetrics().height())


def _without_mnemonic(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _hidden_part(widget: QWidget, top: QWidget) -> list[str]:
    """Tell whether a part of a widget lies outside what holds it, where no scrolling leads to it."""
    area = QRect(QPoint(0, 0), widget.size())
    below: QWidget = widget
    above = widget.parentWidget()
    while above is not None and below is not top:
        area = area.translated(below.pos())
        scrolls = isinstance(above.parentWidget(), QAbstractScrollArea) and _scrolls(above)
        if not scrolls and not above.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(area):
            return [f"{area.getRect()} lies outside {type(above).__name__} of {above.width()} × {above.height()}"]
        if scrolls:
            area = above.rect()
        below, above = above, above.parentWidget()
    return []


def _scrolls(viewport: QWidget) -> bool:
    area = viewport.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is viewport


def _is_behind(widget: QWidget) -> bool:
    """Tell whether a widget belongs to a panel that stands behind another one: Qt puts it beside the window."""
    above: QWidget | None = widget
    while above is not None and not isinstance(above, QDockWidget):
        above = above.parentWidget()
    return above is not None and not above.parentWidget().rect().intersects(above.geometry())


def _narrow_columns(table: QTableView) -> list[str]:
    if table.wordWrap():
        return []
    return [
        f"column {column} has {table.columnWidth(column)} of {table.sizeHintForColumn(column)} pixels"
        for column in range(table.model().columnCount())
        if not table.isColumnHidden(column) and table.columnWidth(column) + _SLACK < table.sizeHintForColumn(column)
    ]


def scrolled_sideways(parent: QWidget) -> list[str]:
    """Return what must be scrolled from side to side, which nobody likes to do while reading."""
    areas = [*parent.findChildren(QScrollArea), *parent.findChildren(QTextEdit)]
    return [
        _named(area)
        for area in areas
        if area.isVisible() and not _is_behind(area) and area.horizontalScrollBar().maximum() > _SLACK
    ]
