"""The table of makers as Qt reads it: words to show, and numbers to sort by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication, QPalette

from simulator.world import Kind, Status
from ui.look import wording
from ui.look.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from simulator.world import Floats
    from ui.models.makers import MakerRow

Index = QModelIndex | QPersistentModelIndex

SORT = Qt.ItemDataRole.UserRole
MAKER = Qt.ItemDataRole.UserRole + 1
SPARK = Qt.ItemDataRole.UserRole + 2
"""Roles: the number or word to sort by, the row of the maker, and the line that a sparkline draws."""

_NOWHERE = QModelIndex()
_PROFITABLE = 1e9  # months of runway to sort by where nothing is lost
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column:
    """One column: heading, definition, words to show and what to sort by."""

    title: str
    meaning: str
    words: Callable[[MakerRow], str]
    order: Callable[[MakerRow], float | str]
    numeric: bool = True


def columns() -> tuple[Column, ...]:
    """Return the columns, in the user's language."""
    return (
        Column(tr("Maker"), tr("Who makes the models"), lambda m: m.name, lambda m: m.name.casefold(), numeric=False),
        Column(tr("Status"), tr("Where it stands in its life"), _status_in_brief, _status_in_brief, numeric=False),
        Column(
            tr("Share"),
            tr("Share of the workload of the buyers on show who use its weights, whoever hosts them"),
            lambda m: wording.share(m.share) if m.share > 0.0 else wording.UNKNOWN,
            lambda m: m.share,
        ),
        Column(tr("So far"), tr("Its share in each month up to the hand"), lambda _: "", lambda m: m.share),
        Column(
            tr("Revenue"),
            tr("What its customers pay a month: enterprises, consumers, national programmes; no money of investors"),
            lambda m: wording.money(m.revenue),
            lambda m: m.revenue,
        ),
        Column(
            tr("Cost"),
            tr("App-store fees, serving less what a state pays of it, research, marketing, administration, a month"),
            lambda m: wording.money(m.cost),
            lambda m: m.cost,
        ),
        Column(
            tr("Cash"),
            tr("In the till at the end of the month"),
            lambda m: wording.money(m.cash),
            lambda m: m.cash,
        ),
        Column(
            tr("Runway"),
            tr("Months until the cash is gone at the loss of this month; a group or a patron pays for its own"),
            runway_words,
            lambda m: min(m.runway, _PROFITABLE),
        ),
        Column(
            tr("Capability"),
            tr("Points of its best model on offer"),
            lambda m: wording.number(m.capability),
            lambda m: m.capability,
        ),
        Column(
            tr("Price"),
            tr("List price of its best model, $ per million tokens"),
            lambda m: wording.price(m.price),
            lambda m: m.price,
        ),
        Column(
            tr("Downloads"),
            tr("Downloads of its open weights this month"),
            lambda m: wording.number(m.downloads) if m.downloads >= 1.0 else wording.UNKNOWN,
            lambda m: m.downloads,
        ),
        Column(
            tr("Origin"),
            tr("Where it is from"),
            lambda m: wording.origin(m.origin),
            lambda m: wording.origin(m.origin),
            numeric=False,
        ),
    )


STATUS, SHARE, SPARKLINE = 1, 2, 3
"""The column whose words change, the one by which makers are ranked at first, and the one that is drawn."""


def status_words(maker: MakerRow) -> str:
    """Return where a maker stands in its life."""
    if maker.status == Status.ACTIVE:
        return tr("many small firms") if maker.kind == Kind.TAIL else tr("trains models")
    return {
        Status.RETREATED: tr("has stopped training"),
        Status.ACQUIRED: tr("bought"),
        Status.BANKRUPT: tr("failed"),
        Status.WAITING: tr("yet to come"),
    }[maker.status]


def _status_in_brief(maker: MakerRow) -> str:
    """Return where a maker stands in its life in as few words as a narrow column has room for."""
    if maker.status == Status.ACTIVE:
        return tr("many firms") if maker.kind == Kind.TAIL else tr("trains")
    return tr("stopped") if maker.status == Status.RETREATED else status_words(maker)


def runway_words(maker: MakerRow) -> str:
    """Return how long the cash lasts."""
    if maker.kind != Kind.STARTUP or not maker.alive:
        return wording.UNKNOWN
    if np.isinf(maker.runway):
        return tr("no loss")
    return tr("{number} months").format(number=wording.number(maker.runway)).replace(" ", wording.HARD_SPACE)


class MakersTable(QAbstractTableModel):
    """Rows of makers."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without makers."""
        super().__init__(parent)
        self._columns = columns()
        self._rows: tuple[MakerRow, ...] = ()

    def show_makers(self, rows: tuple[MakerRow, ...]) -> None:
        """Show these makers; where they are the same ones in the same order, selection and scrolling stay."""
        same = [one.row for one in rows] == [one.row for one in self._rows]
        if same and rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def rows(self) -> tuple[MakerRow, ...]:
        """Return the makers on show."""
        return self._rows

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of makers."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - what Qt asks for differs by role
        """Return what a cell shows, means, sorts by or draws."""
        maker, column = self._rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(maker)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.numeric else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and not maker.alive:
            return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == STATUS:
            return status_words(maker)
        if role == SORT:
            return column.order(maker)
        if role == MAKER:
            return maker.row
        if role == SPARK and index.column() == SPARKLINE:
            return maker
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.words(maker) or _course_words(maker.shares)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as above
        """Return the heading of a column, or its definition as a tooltip."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.meaning
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.numeric and section != SPARKLINE else _LEFT
        return None


def chosen(rows: Sequence[MakerRow], words: str, origin: str, *, gone: bool) -> tuple[MakerRow, ...]:
    """Return the makers whose name, origin or status has the words; of an origin, or of any; with those gone or not."""
    return tuple(
        maker
        for maker in rows
        if origin in {"", maker.origin}
        and (gone or maker.alive)
        and words.casefold() in f"{maker.name} {wording.origin(maker.origin)} {status_words(maker)}".casefold()
    )


class SortedMakers(QSortFilterProxyModel):
    """The makers in the order of a column."""

    def __init__(self, source: MakersTable, parent: QObject | None = None) -> None:
        """Take the table to sort."""
        super().__init__(parent)
        self.setSourceModel(source)
        self.setSortRole(SORT)

    def lessThan(self, one: Index, other: Index) -> bool:
        """Compare two cells; what has no number comes before every number."""
        left, right = one.data(SORT), other.data(SORT)
        if isinstance(left, float) and isinstance(right, float):
            if np.isnan(left) or np.isnan(right):
                return bool(np.isnan(left) and not np.isnan(right))
            return left < right
        return str(left) < str(right)


def _course_words(shares: Floats) -> str:
    """Return a sparkline in words, for those who do not see it."""
    if len(shares) < 2:  # noqa: PLR2004 - a line has two ends
        return wording.share(float(shares[-1]))
    return tr("from {first} to {last}, highest {peak}").format(
        first=wording.share(float(shares[0])),
        last=wording.share(float(shares[-1])),
        peak=wording.share(float(shares.max())),
    )
