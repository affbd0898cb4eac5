"""A line to type in and what it finds, of which the user chooses one by the keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.look.wording import tr
from ui.models.finding import likeness
from ui.widgets.form import plain_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QSettings

_MOST_RECENT = 8
_RECENT = "palette/recent"  # where the settings keep what was done last
_WIDTH, _ROWS = 70, 12  # in letters and in lines
_PLACE = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Found:
    """Something to choose: `id` is kept to remember it, `aside` is shown muted, `words` only help to find it."""

    id: str
    title: str
    aside: str
    do: Callable[[], object]
    keys: str = ""
    words: str = ""
    enabled: bool = True
    weight: float = 1.0  # how much it counts beside others that answer as well


def ranked(known: Sequence[Found], typed: str, recent: Sequence[str]) -> list[Found]:
    """Return what answers to the words typed, the likeliest first; without a word everything, what is recent first."""
    age = {name: place for place, name in enumerate(recent)}
    by_age = sorted(known, key=lambda each: age.get(each.id, len(age)))
    if not typed.strip():
        return by_age
    likely = [(each.weight * _likeness(typed, each), each) for each in by_age]
    return [each for score, each in sorted(likely, key=lambda pair: -pair[0]) if score > 0.0]


def _likeness(typed: str, each: Found) -> float:
    return likeness(typed, each.title, f"{each.aside} {each.words}")


class Chooser(QDialog):
    """A line to type in, and what it finds; the keyboard never leaves the line."""

    def __init__(
        self, window: QWidget, known: Sequence[Found], store: QSettings, *, title: str, prompt: str, nothing: str
    ) -> None:
        """Take the parent window, what can be chosen, and where it is kept what was chosen last.

        `prompt` stands in the empty line, and `nothing` where nothing is found.
        """
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._known, self._store = known, store
        self._recent = str(store.value(_RECENT, "")).splitlines()
        self._found: list[Found] = []
        self.line = self._line(title, prompt)
        self.listing = self._listing()
        self._nothing = plain_label(nothing, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addWidget(self.line)
        layout.addWidget(self.listing, 1)
        layout.addWidget(self._nothing)
        layout.addWidget(plain_label(tr("Arrow keys choose, Enter does it, Escape closes"), "caveat"))
        self.line.setFocus()
        self._seek("")
        self._fit(window)

    def _line(self, title: str, prompt: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(prompt)
        line.setAccessibleName(title)
        line.textChanged.connect(self._seek)
        line.installEventFilter(self)
        return line

    def _listing(self) -> QListWidget:
        listing = QListWidget()
        listing.setAccessibleName(tr("Found"))
        listing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        listing.setUniformItemSizes(True)
        listing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listing.setItemDelegate(_Lines(listing))
        listing.itemClicked.connect(lambda _: self.do_current())
        listing.currentRowChanged.connect(self._describe)
        return listing

    @property
    def found(self) -> tuple[Found, ...]:
        """Return what is listed."""
        return tuple(self._found)

    def do_current(self) -> None:
        """Close, remember what is chosen, and do it."""
        row = self.listing.currentRow()
        if row < 0 or not self._found[row].enabled:
            return
        chosen = self._found[row]
        recent = [chosen.id, *(name for name in self._recent if name != chosen.id)]
        self._store.setValue(_RECENT, "\n".join(recent[:_MOST_RECENT]))
        self.accept()
        chosen.do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and page keys choose, and Enter do, while the line is being typed in."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _MOVES:
            QApplication.sendEvent(self.listing, event)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.do_current()
            return True
        return False

    def _seek(self, typed: str) -> None:
        self._found = ranked(self._known, typed, self._recent)
        self.listing.clear()
        for each in self._found:
            self.listing.addItem(_item(each))
        first = next((place for place, each in enumerate(self._found) if each.enabled), -1)
        self.listing.setCurrentRow(first)
        self.listing.setVisible(bool(self._found))
        self._nothing.setVisible(not self._found)

    def _describe(self, row: int) -> None:
        """Let a screen reader, which stays in the line, say what Enter would do."""
        self.line.setAccessibleDescription(self._found[row].title if 0 <= row < len(self._found) else "")

    def _fit(self, window: QWidget) -> None:
        letters, line = self.fontMetrics().horizontalAdvance("x"), self.listing.sizeHintForRow(0)
        width = min(_WIDTH * letters, window.width() - 40)
        height = min((_ROWS + 4) * line, window.height() - 80)
        self.resize(width, height)
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, 50)))


def _item(each: Found) -> QListWidgetItem:
    item = QListWidgetItem(each.title)
    item.setData(_PLACE, (each.aside, each.keys))
    spoken = ", ".join(part for part in (each.title, each.aside, each.keys) if part)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
    if not each.enabled:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
    return item


class _Lines(QStyledItemDelegate):
    """Paints a line: its title, muted what it belongs to, and at the end its keys."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a line."""
        line = QStyleOptionViewItem(option)
        self.initStyleOption(line, index)
        title, line.text = line.text, ""
        line.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, line, painter, line.widget)
        painter.save()
        painter.setFont(line.font)
        self._write(painter, line, title, *index.data(_PLACE))
        painter.restore()

    @staticmethod
    def _write(painter: QPainter, line: QStyleOptionViewItem, title: str, aside: str, keys: str) -> None:
        plain, muted = _inks(line)
        gap = line.fontMetrics.horizontalAdvance("xx")
        room = line.rect.adjusted(gap // 2, 0, -gap // 2, 0)
        painter.setPen(muted)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys)
        room.setRight(room.right() - (line.fontMetrics.horizontalAdvance(keys) + gap if keys else 0))
        painter.setPen(plain)
        used = _written(painter, room, title)
        room.setLeft(room.left() + used + gap)
        if room.width() > 4 * gap:
            painter.setPen(muted)
            _written(painter, room, aside)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a line of text with some space."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), round(option.fontMetrics.height() * 1.6))


def _written(painter: QPainter, room: QRect, text: str) -> int:
    """Write a text, elided to the room that it has, and return its width."""
    metrics = painter.fontMetrics()
    words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
    return metrics.horizontalAdvance(words)


def _inks(line: QStyleOptionViewItem) -> tuple[QColor, QColor]:
    """Return the colours of a title and of what stands beside it."""
    enabled = bool(line.state & QStyle.StateFlag.State_Enabled)
    group = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
    if line.state & QStyle.StateFlag.State_Selected:
        chosen = line.palette.color(group, QPalette.ColorRole.HighlightedText)
        return chosen, chosen
    plain, muted = QPalette.ColorRole.Text, QPalette.ColorRole.PlaceholderText
    return line.palette.color(group, plain), line.palette.color(group, muted)
