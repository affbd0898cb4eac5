"""Assumptions: every number of the model that one might dispute, found by words, explained, changed and reset.

They stand apart from the levers, for nobody decides them: they hold from the first month of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui.look import wording
from ui.look.clock import TEXT, Paced
from ui.look.wording import tr
from ui.models.assumptions import (
    Assumption,
    assumptions,
    changed_assumptions,
    group_in_words,
    without_changed_assumptions,
)
from ui.session.undo import Gestures
from ui.widgets.form import NumberBox, calm, form_layout, in_words, number_in_words, plain_label, plain_tip
from ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from ui.session.session import Session

_LEAST = QSize(300, 240)  # with large type the panel is scrolled
_LEAST_TREE = 8  # lines
_BESIDE = 60  # pixels beside two controls in a line
_STEPS = 200  # of a slider
_GREATEST_SEED = 999_999
_BUYERS = (1_024, 4_096, 16_384, 65_536)
_PATH = Qt.ItemDataRole.UserRole
_PLACE = Qt.ItemDataRole.UserRole + 1  # in the order of declaration
_CHANGED = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


class _Sought(QSortFilterProxyModel):
    """The assumptions that speak of some words, the changed ones first where that is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._words: list[str] = []
        self._changed_first = False
        self._known = {each.path: each for each in assumptions()}
        self.setRecursiveFilteringEnabled(True)
        self.sort(0)

    def seek(self, words: list[str]) -> None:
        """Show only the assumptions that speak of all of some words."""
        self._words = words
        self.invalidate()

    def put_changed_first(self, wanted: bool) -> None:
        """List what is changed before the rest, or everything as it is declared."""
        self._changed_first = wanted
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Tell whether an assumption is shown; a group is shown for what it holds."""
        known = self._known.get(str(self.sourceModel().index(row, 0, parent).data(_PATH)))
        return known is not None and known.speaks_of(self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Tell which of two stands above the other."""
        return self._rank(left) < self._rank(right)

    def _rank(self, index: Index) -> tuple[bool, int]:
        return self._changed_first and not index.data(_CHANGED), int(index.data(_PLACE))


class _Details(QFrame):
    """One assumption: what it means, a slider and a number, its range and its source."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._gestures = Gestures()
        self._shown: Assumption | None = None
        self.setProperty("card", True)
        self._title = plain_label(rank="heading")
        self._help = plain_label()
        self._facts = plain_label(rank="muted")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setPageStep(_STEPS // 10)
        self.slider.sliderPressed.connect(self._gestures.begin)
        self.slider.valueChanged.connect(self._slide)
        calm(self.slider)
        self.box: NumberBox | None = None
        self.reset = QPushButton(tr("Reset"))
        self.reset.clicked.connect(self.reset_shown)
        self._row = QHBoxLayout()
        self._row.addWidget(self.reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._help)
        layout.addWidget(self.slider)
        layout.addLayout(self._row)
        layout.addWidget(self._facts)
        self.hide()

    def show_assumption(self, wanted: Assumption | None) -> None:
        """Show an assumption, or none."""
        if wanted is None:
            self._shown = None
            self.hide()
            return
        if wanted != self._shown:
            self._shown = wanted
            self._build(wanted)
        self.refresh()
        self.show()

    def refresh(self) -> None:
        """Show the value that the scenario has."""
        shown = self._shown
        if shown is None or self.box is None:
            return
        declared, value = shown.declared, shown.value(self._session.scenario)
        self.box.show_number(value)
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round(_STEPS * (value - declared.low) / (declared.high - declared.low)))
            self.slider.blockSignals(False)
        self.slider.setAccessibleDescription(number_in_words(declared, value))
        self.reset.setEnabled(value != shown.default)
        self.reset.setToolTip(plain_tip(tr("Back to {value}").format(value=number_in_words(declared, shown.default))))

    def reset_shown(self) -> None:
        """Give the assumption the value that the model has for it."""
        if self._shown is not None:
            self._set(self._shown.default, self._gestures.begin())

    def _build(self, wanted: Assumption) -> None:
        declared = wanted.declared
        self._title.setText(wanted.title)
        self._help.setText(declared.help)
        facts = tr("From {low} to {high}. The model's own value: {default}. Source: {source}.").format(
            low=number_in_words(declared, declared.low, unit=False),
            high=number_in_words(declared, declared.high),
            default=number_in_words(declared, wanted.default),
            source=declared.source,
        )
        self._facts.setText(facts)
        if self.box is not None:
            self._row.removeWidget(self.box)
            self.box.setParent(None)
            self.box.deleteLater()
        self.box = NumberBox(declared, wanted.value(self._session.scenario))
        self.box.setAccessibleName(wanted.title)
        self.box.setAccessibleDescription(declared.help)
        self.box.number_changed.connect(lambda number: self._set(number, self._gestures.proceed()))
        self._row.insertWidget(0, self.box, 1)
        self.slider.setAccessibleName(tr("{title}, as a slider").format(title=wanted.title))
        self.reset.setAccessibleName(tr("Reset {title}").format(title=wanted.title))
        self._gestures = Gestures()  # what is shown next is changed in a step of its own

    def _slide(self, place: int) -> None:
        if self._shown is not None:
            declared = self._shown.declared
            number = declared.low + (declared.high - declared.low) * place / _STEPS
            self._set(number, self._gestures.proceed(held=self.slider.isSliderDown()))

    def _set(self, number: float, gesture: int) -> None:
        shown = self._shown
        if shown is not None:
            text = tr("Assume another {title}").format(title=shown.title.lower())
            self._session.edit(text, lambda scenario: shown.set(scenario, number), gesture)


class _Run(QWidget):
    """What a run starts from besides the model: its luck, its number of buyers, and what is known of the past."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._gestures = Gestures()
        self.seed = QSpinBox()
        self.seed.setRange(0, _GREATEST_SEED)
        self.seed.setKeyboardTracking(False)
        self.seed.valueChanged.connect(self._draw_luck)
        self.buyers = QComboBox()
        self.buyers.activated.connect(self._people)
        self.history = QComboBox()
        self.history.addItem(tr("Locked"), "locked")
        self.history.addItem(tr("Free"), "free")
        self.history.activated.connect(self._lock)
        self.heading = QToolButton()
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._content = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addWidget(self._content)
        self.heading.toggled.connect(self._unfold)
        form = form_layout(self._content)
        for words, box, meaning in (
            (
                tr("Luck"),
                self.seed,
                tr("The seed: another number is another course of luck, and the same one the same"),
            ),
            (tr("Buyers"), self.buyers, tr("Simulated enterprises: more take longer and scatter less")),
            (
                tr("History"),
                self.history,
                tr("Locked: who is known to be alive in January 2026 lives till then. Free: the model decides."),
            ),
        ):
            calm(box)
            box.setAccessibleName(words)
            box.setAccessibleDescription(meaning)
            box.setToolTip(plain_tip(meaning))
            label = plain_label(words)
            label.setBuddy(box)
            form.addRow(label, box)
        self._unfold(False)
        self.refresh()

    def refresh(self) -> None:
        """Show what the scenario has."""
        scenario = self._session.scenario
        self.seed.blockSignals(True)
        self.seed.setValue(scenario.seed)
        self.seed.blockSignals(False)
        self.buyers.clear()
        for count in sorted({*_BUYERS, scenario.buyers}):
            self.buyers.addItem(wording.number(count), count)
        self.buyers.setCurrentIndex(self.buyers.findData(scenario.buyers))
        self.history.setCurrentIndex(self.history.findData(scenario.history))
        words = tr("Luck {seed}, {buyers} buyers, history {history}").format(
            seed=scenario.seed, buyers=self.buyers.currentText(), history=self.history.currentText().lower()
        )
        self.heading.setText(tr("This run"))
        self.heading.setToolTip(plain_tip(words))
        self.heading.setAccessibleName(tr("This run: {words}").format(words=words))

    def _unfold(self, unfolded: bool) -> None:
        self._content.setVisible(unfolded)
        self.heading.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)

    def _draw_luck(self, seed: int) -> None:
        text, gesture = tr("Draw other luck"), self._gestures.proceed()
        self._session.edit(text, lambda scenario: scenario.changed(seed=seed), gesture)

    def _people(self) -> None:
        count = self.buyers.currentData()
        self._session.edit(tr("Simulate other buyers"), lambda scenario: scenario.changed(buyers=count))

    def _lock(self) -> None:
        history = self.history.currentData()
        text = tr("Lock history") if history == "locked" else tr("Free history")
        self._session.edit(text, lambda scenario: scenario.changed(history=history))


class AssumptionsPanel(QWidget):
    """All assumptions by group; built when first shown, for there are hundreds."""

    def __init__(self, session: Session) -> None:
        """Take the session whose scenario they belong to."""
        super().__init__()
        self._session = session
        self._built = False
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Build what is seen for the first time; behind another tab a panel is shown and yet never painted."""
        super().paintEvent(event)
        if not self._built:
            QTimer.singleShot(0, self, self.build)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put side by side what has room."""
        super().resizeEvent(event)
        if self._built:
            self._fit()

    def _fit(self) -> None:
        needed = self.changed_first.sizeHint().width() + self.reset_all.sizeHint().width() + _BESIDE
        way = QHBoxLayout.Direction
        self._choices.setDirection(way.LeftToRight if needed <= self.width() else way.TopToBottom)

    def build(self) -> None:
        """Put everything on the panel, once."""
        if self._built:
            return
        self._built = True
        content = QWidget()
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(8, 2, 8, 6)
        self._layout.setSpacing(6)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Find an assumption"))
        self.line.setAccessibleName(tr("Find an assumption"))
        self.line.setToolTip(tr("Words of its name, its meaning, its unit or its source"))
        self.line.setClearButtonEnabled(True)
        self.changed_first = QCheckBox(tr("Changed first"))
        self.changed_first.setToolTip(tr("List what differs from the model's own values before the rest"))
        self.reset_all = QPushButton(tr("Reset all"))
        self.reset_all.setToolTip(tr("Give every assumption the model's own value"))
        self.reset_all.clicked.connect(self._reset_all)
        self._source = QStandardItemModel(0, 2, self)
        self._source.setHorizontalHeaderLabels([tr("Assumption"), tr("Value")])
        self._items: dict[str, tuple[QStandardItem, QStandardItem]] = {}
        self._fill()
        self._sought = _Sought()
        self._sought.setParent(self)
        self._sought.setSourceModel(self._source)
        self.tree = self._tree()
        self.details = _Details(self._session)
        self._lay_out()
        self.line.textChanged.connect(self._seek)
        self.line.returnPressed.connect(self._choose_first)
        self.changed_first.toggled.connect(self._sought.put_changed_first)
        self.changed_first.toggled.connect(self.tree.scrollToTop)
        self.tree.selectionModel().currentChanged.connect(lambda now, _: self._show(now))
        self.tree.activated.connect(self.edit)
        self.run = _Run(self._session)
        self._layout.addWidget(self.run)
        self._whole.addWidget(Scrolled(content, _LEAST))
        self._paced = Paced(self, TEXT, self._refresh)
        self._session.scenario_changed.connect(self._paced.ask)
        for part in (self.details, self.run):
            self._session.scenario_changed.connect(part.refresh)
        self._refresh()

    def ask(self) -> None:
        """Let the user type what an assumption is about."""
        self.build()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def choose(self, path: str) -> None:
        """Show an assumption by its key in a file, whatever was sought.

        Raises
        ------
        KeyError
            If there is no such assumption.
        """
        self.build()
        self.line.clear()
        place = self._sought.mapFromSource(self._items[path][0].index())
        self.tree.scrollTo(place)
        self.tree.setCurrentIndex(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all assumptions again at Escape."""
        if self._built and event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
        else:
            super().keyPressEvent(event)

    # --- How it is put together ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        words = tr("Nobody decides these: they hold from the first month, and a change re-simulates everything.")
        self._layout.addWidget(plain_label(words, "muted"))
        self._layout.addWidget(self.line)
        self._choices = QHBoxLayout()
        self._choices.addWidget(self.changed_first)
        self._choices.addStretch(1)
        self._choices.addWidget(self.reset_all)
        self._layout.addLayout(self._choices)
        self._fit()
        self._layout.addWidget(self.tree, 1)
        self.tree.setMinimumHeight(_LEAST_TREE * self.fontMetrics().lineSpacing())
        self._nothing = plain_label(tr("No assumption speaks of this."), "muted")
        self._nothing.hide()
        self._layout.addWidget(self._nothing)
        self._layout.addWidget(self.details)

    def _tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self._sought)
        tree.setAccessibleName(tr("Assumptions"))
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setUniformRowHeights(True)
        tree.setIndentation(14)
        tree.setAllColumnsShowFocus(True)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(70)
        return tree

    def _fill(self) -> None:
        groups: dict[str, QStandardItem] = {}
        for place, each in enumerate(assumptions()):
            if each.group not in groups:
                group = groups[each.group] = _item(in_words(each.group), place)
                group.setToolTip(plain_tip(group_in_words(each.group)))
                self._source.appendRow([group, _item("", place)])
            name, value = _item(each.title, place), _item("", place)
            name.setData(each.path, _PATH)
            name.setToolTip(plain_tip(each.declared.help))
            value.setToolTip(plain_tip(each.declared.help))
            groups[each.group].appendRow([name, value])
            self._items[each.path] = (name, value)

    # --- How it follows -----------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Show the values that the scenario has, and mark those that are not the model's own."""
        scenario = self._session.scenario
        changed = {each.path for each in changed_assumptions(scenario)}
        for each in assumptions():
            name, value = self._items[each.path]
            value.setText(number_in_words(each.declared, each.value(scenario), unit=False))
            value.setData(number_in_words(each.declared, each.value(scenario)), Qt.ItemDataRole.AccessibleTextRole)
            self._mark(each, name, value, changed=each.path in changed)
        for row in range(self._source.rowCount()):
            group = self._source.item(row)
            inner = [group.child(place) for place in range(group.rowCount())]
            count = sum(bool(child.data(_CHANGED)) for child in inner)
            group.setData(count > 0, _CHANGED)
            self._source.item(row, 1).setText(tr("{count} changed").format(count=count) if count else "")
        self.reset_all.setText(tr("Reset all ({count})").format(count=len(changed)) if changed else tr("Reset all"))
        self.reset_all.setEnabled(bool(changed))

    def _mark(self, each: Assumption, name: QStandardItem, value: QStandardItem, *, changed: bool) -> None:
        font = QFont(name.font())
        font.setBold(changed)
        for item in (name, value):
            item.setFont(font)
            item.setData(changed, _CHANGED)
        name.setText(f"• {each.title}" if changed else each.title)
        was = tr(", changed from {value}").format(value=number_in_words(each.declared, each.default))
        name.setData(f"{each.title}{was if changed else ''}", Qt.ItemDataRole.AccessibleTextRole)

    def _seek(self, text: str) -> None:
        words = text.casefold().split()
        self._sought.seek(words)
        if words:
            self.tree.expandAll()
        nothing = self._sought.rowCount() == 0
        self._nothing.setVisible(nothing)
        self.tree.setVisible(not nothing)

    def _choose_first(self) -> None:
        """Choose the first assumption that was found, and go on with its number."""
        group = self._sought.index(0, 0)
        first = self._sought.index(0, 0, group)
        if first.isValid():
            self.tree.expand(group)
            self.tree.setCurrentIndex(first)
            self.edit()

    def _show(self, index: QModelIndex) -> None:
        path = str(index.siblingAtColumn(0).data(_PATH) or "")
        known = {each.path: each for each in assumptions()}
        self.details.show_assumption(known.get(path))
        QTimer.singleShot(0, self, lambda: self.tree.scrollTo(self.tree.currentIndex()))  # the details took its room

    def edit(self) -> None:
        """Go on with the number of the assumption that is chosen."""
        if self.details.box is None or self.details.isHidden():
            return
        if self.details.isVisible():
            self.details.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.details.box.selectAll()
        else:  # the panel has just been built
            QTimer.singleShot(0, self.details, self.edit)

    def _reset_all(self) -> None:
        self._session.edit(tr("Reset all assumptions"), without_changed_assumptions)


def _item(text: str, place: int) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setData(place, _PLACE)
    item.setData(False, _CHANGED)
    return item
