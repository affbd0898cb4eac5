"""The selectors above the large chart: how use is drawn, how it is divided, and whose use it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from simulator.indicator import BREAKDOWNS, GROUPS, PLACES, UNITS
from ui.figures.bands import CLOUD
from ui.look import wording
from ui.look.wording import tr
from ui.widgets.form import plain_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.session.session import Session

_NARROWEST_BOX = 72  # pixels
_AROUND = 52  # pixels of a box besides its words: arrow and padding
_BETWEEN, _EDGES = 6, 24  # pixels
_HOW = ("form", "by")  # how use is drawn; the other selectors say whose it is


class _Choice(NamedTuple):
    """A field of the filter, and how its selector is named and filled."""

    field: str
    before: str  # the word before the selector
    names: tuple[str, ...]
    say: Callable[[str], str]
    meaning: str


class Selectors(QWidget):
    """A box for each field of the session's filter, in one row or, where that is too narrow, in two."""

    def __init__(self, session: Session) -> None:
        """Show and change the filter of a session."""
        super().__init__()
        self._session = session
        self._scale = 1.0
        self.boxes: dict[str, QComboBox] = {}
        self._words: dict[str, QLabel] = {}
        for choice in _choices():
            self._add(choice)
        for place, name in enumerate(UNITS):
            self.boxes["units"].setItemData(place, wording.units_meaning(name), Qt.ItemDataRole.ToolTipRole)
        self._rows = (QHBoxLayout(), QHBoxLayout())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 0, 10, 0)
        layout.setSpacing(4)
        for row in self._rows:
            row.setSpacing(6)
            layout.addLayout(row)
        self._in_one_row = False
        self._fill_rows(one=True)
        self.set_scale(1.0)

    def set_scale(self, scale: float) -> None:
        """Let each box, and its list, be as wide as its longest words in type of a size."""
        self._scale = scale
        for box in self.boxes.values():
            box.setMaximumWidth(fit_list(box, scale))

    def show_filter(self) -> None:
        """Show what the session's filter has chosen."""
        chosen = self._session.filter
        for field, box in self.boxes.items():
            box.setCurrentIndex(box.findData(getattr(chosen, field)))
        self._share_room()
        clouds = chosen.by == CLOUD
        for field, usual in (("group", tr("Buyers")), ("units", tr("What use is measured in"))):
            self.boxes[field].setEnabled(not clouds)
            self.boxes[field].setToolTip(tr("Clouds are known only by region and by payments") if clouds else usual)

    def fit(self, width: int) -> None:
        """Use a page's width: leave out the words of the last selector first, then use a second row."""
        boxes = sum(max(_NARROWEST_BOX, self._width_of(box)) for box in self.boxes.values())
        words = {field: label.sizeHint().width() + _BETWEEN for field, label in self._words.items()}
        room = width - boxes - len(self.boxes) * _BETWEEN - _EDGES
        self._words["units"].setVisible(room >= sum(words.values()))
        self._fill_rows(one=room >= sum(words.values()) - words["units"])

    def _add(self, choice: _Choice) -> None:
        box = _box(choice)
        box.activated.connect(lambda _=0: self._choose(choice.field))
        if choice.before:
            self._words[choice.field] = plain_label(choice.before)
            self._words[choice.field].setWordWrap(False)
            self._words[choice.field].setBuddy(box)
        self.boxes[choice.field] = box

    def _row_of(self, field: str) -> QHBoxLayout:
        return self._rows[0 if self._in_one_row or field in _HOW else 1]

    def _fill_rows(self, *, one: bool) -> None:
        """Put the selectors into one row, or into two: how use is drawn, and whose it is."""
        if one == self._in_one_row:
            return
        self._in_one_row = one
        for row in self._rows:
            while row.count():
                row.takeAt(0)
        for field, box in self.boxes.items():
            if field in self._words:
                self._row_of(field).addWidget(self._words[field])
            self._row_of(field).addWidget(box)
        for row in self._rows:
            row.addStretch(1)
        self._share_room()

    def _share_room(self) -> None:
        """Give each box room in proportion to its words."""
        for field, box in self.boxes.items():
            self._row_of(field).setStretchFactor(box, self._width_of(box))

    def _width_of(self, box: QComboBox) -> int:
        return box_width(box, box.currentText(), self._scale)

    def _choose(self, field: str) -> None:
        self._session.show_filter(replace(self._session.filter, **{field: self.boxes[field].currentData()}))


def box_width(box: QComboBox, words: str, scale: float) -> int:
    """Return the width in which a box shows some words in full, in type of a size."""
    return box.fontMetrics().horizontalAdvance(words) + round(_AROUND * scale)


def fit_list(box: QComboBox, scale: float) -> int:
    """Make the list of a box as wide as its longest words, and return that width."""
    words = [box.itemText(place) for place in range(box.count())]
    width = max((box_width(box, each, scale) for each in words), default=0)
    box.view().setMinimumWidth(width)
    return width


def _choices() -> tuple[_Choice, ...]:
    places = ("world", "west", *(place for place in PLACES if place not in {"world", "west"}))
    return (
        _Choice("form", "", wording.FORMS, wording.form, tr("How use is drawn")),
        _Choice("by", tr("by"), (*BREAKDOWNS, CLOUD), wording.breakdown, tr("How use is divided")),
        _Choice("place", tr("in"), places, wording.place, tr("Region")),
        _Choice("group", tr("of"), GROUPS, wording.buyers, tr("Buyers")),
        _Choice("units", tr("measured in"), UNITS, wording.units, tr("What use is measured in")),
    )


def _box(choice: _Choice) -> QComboBox:
    box = QComboBox()
    for name in choice.names:
        box.addItem(choice.say(name), name)
    box.setAccessibleName(choice.meaning)
    box.setToolTip(choice.meaning)
    box.setMinimumContentsLength(max(6, len(choice.say(choice.names[0])) - 3))
    box.setMinimumWidth(_NARROWEST_BOX)  # a narrow window shortens what is shown, never the list
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box
