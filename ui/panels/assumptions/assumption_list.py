"""The assumptions as Qt's item models: a group each with its numbers, marked where changed, filtered by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel

from ui.look.wording import tr
from ui.models.assumptions import Assumption, assumptions, changed_assumptions, group_in_words
from ui.widgets.form import in_words, plain_tip
from ui.widgets.number_box import number_in_words

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario

PATH = Qt.ItemDataRole.UserRole
_PLACE = Qt.ItemDataRole.UserRole + 1  # in the order of declaration
_CHANGED = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


class AssumptionList(QStandardItemModel):
    """All assumptions with their values, below the groups that they belong to."""

    def __init__(self, parent: QObject) -> None:
        """List every declared number, without its value."""
        super().__init__(0, 2, parent)
        self.setHorizontalHeaderLabels([tr("Assumption"), tr("Value")])
        self._items: dict[str, tuple[QStandardItem, QStandardItem]] = {}
        groups: dict[str, QStandardItem] = {}
        for place, each in enumerate(assumptions()):
            if each.group not in groups:
                groups[each.group] = self._add_group(each.group, place)
            self._add(each, groups[each.group], place)

    def show_values(self, scenario: Scenario) -> int:
        """Show the values of a scenario, mark those that are not the model's own, and return how many these are."""
        changed = {each.path for each in changed_assumptions(scenario)}
        for each in assumptions():
            value = self._items[each.path][1]
            value.setText(number_in_words(each.declared, each.value(scenario), unit=False))
            value.setData(number_in_words(each.declared, each.value(scenario)), Qt.ItemDataRole.AccessibleTextRole)
            self._mark(each, changed=each.path in changed)
        for row in range(self.rowCount()):
            self._count_changed(row)
        return len(changed)

    def index_of(self, path: str) -> QModelIndex:
        """Return where an assumption stands.

        Raises
        ------
        KeyError
            If there is no such assumption.
        """
        return self._items[path][0].index()

    def _add_group(self, name: str, place: int) -> QStandardItem:
        group = _item(in_words(name), place)
        group.setToolTip(plain_tip(group_in_words(name)))
        self.appendRow([group, _item("", place)])
        return group

    def _add(self, each: Assumption, group: QStandardItem, place: int) -> None:
        name, value = _item(each.title, place), _item("", place)
        name.setData(each.path, PATH)
        for item in (name, value):
            item.setToolTip(plain_tip(each.declared.help))
        group.appendRow([name, value])
        self._items[each.path] = (name, value)

    def _mark(self, each: Assumption, *, changed: bool) -> None:
        name, value = self._items[each.path]
        font = QFont(name.font())
        font.setBold(changed)
        for item in (name, value):
            item.setFont(font)
            item.setData(changed, _CHANGED)
        name.setText(f"• {each.title}" if changed else each.title)
        was = tr(", changed from {value}").format(value=number_in_words(each.declared, each.default))
        name.setData(f"{each.title}{was if changed else ''}", Qt.ItemDataRole.AccessibleTextRole)

    def _count_changed(self, row: int) -> None:
        group = self.item(row)
        count = sum(bool(group.child(place).data(_CHANGED)) for place in range(group.rowCount()))
        group.setData(count > 0, _CHANGED)
        self.item(row, 1).setText(tr("{count} changed").format(count=count) if count else "")


class SoughtAssumptions(QSortFilterProxyModel):
    """The assumptions that match some words, the changed ones first if wanted."""

    def __init__(self, listed: AssumptionList, parent: QObject) -> None:
        """Show all assumptions of a list at first."""
        super().__init__(parent)
        self._words: list[str] = []
        self._changed_first = False
        self._known = {each.path: each for each in assumptions()}
        self.setRecursiveFilteringEnabled(True)
        self.sort(0)
        self.setSourceModel(listed)

    def seek(self, words: list[str]) -> None:
        """Show only the assumptions that match all of some words."""
        self._words = words
        self.invalidate()

    def put_changed_first(self, wanted: bool) -> None:
        """List what is changed before the rest, or everything as it is declared."""
        self._changed_first = wanted
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Return whether an assumption is shown; a group is shown for what it holds."""
        known = self._known.get(str(self.sourceModel().index(row, 0, parent).data(PATH)))
        return known is not None and known.speaks_of(self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Return whether the left one stands above the right one."""
        return self._rank(left) < self._rank(right)

    def _rank(self, index: Index) -> tuple[bool, int]:
        return self._changed_first and not index.data(_CHANGED), int(index.data(_PLACE))


def _item(text: str, place: int) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setData(place, _PLACE)
    item.setData(False, _CHANGED)
    return item
