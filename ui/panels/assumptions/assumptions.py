"""Assumptions: every number of the model that one might dispute, found by words, explained, changed and reset.

They stand apart from the levers, because nobody decides them: they hold from the very first month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui.look.clock import TEXT, Paced
from ui.look.wording import tr
from ui.models.assumptions import assumptions, without_changed_assumptions
from ui.panels.assumptions.assumption_details import AssumptionDetails
from ui.panels.assumptions.assumption_list import PATH, AssumptionList, SoughtAssumptions
from ui.panels.assumptions.this_future import ThisFuture
from ui.widgets.field_keys import FieldKeys
from ui.widgets.form import plain_label
from ui.widgets.scrolled import Scrolled
from ui.widgets.typed import settle

if TYPE_CHECKING:
    from ui.session.session import Session

_LEAST = QSize(300, 240)  # with large type the panel is scrolled
_LEAST_TREE = 8  # lines
_BESIDE = 60  # pixels beside two controls in a line


class AssumptionsPanel(QWidget):
    """All assumptions by group; built when first shown, for there are hundreds."""

    def __init__(self, session: Session) -> None:
        """Show the assumptions of a session's scenario, once somebody looks."""
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
        self._build_controls()
        self._listed = AssumptionList(self)
        self._sought = SoughtAssumptions(self._listed, self)
        self.tree = self._build_tree()
        self.details = AssumptionDetails(self._session)
        self.future = ThisFuture(self._session)
        self._lay_out()
        self._connect()
        self._refresh()

    def ask(self) -> None:
        """Give the search line the focus."""
        self.build()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def choose(self, path: str) -> None:
        """Show an assumption by its key in a file, whatever was searched for.

        Raises
        ------
        KeyError
            If there is no such assumption.
        """
        self.build()
        self.line.clear()
        place = self._sought.mapFromSource(self._listed.index_of(path))
        self.tree.scrollTo(place)
        self.tree.setCurrentIndex(place)

    def show_setting(self, setting: str) -> None:
        """Show what this future starts from, with the focus on a setting: "seed", "buyers" or "history"."""
        self.build()
        self.line.clear()
        box = self.future.show_setting(setting)
        self._scrolled.ensureWidgetVisible(box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all assumptions again at Escape."""
        if self._built and event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
        else:
            super().keyPressEvent(event)

    # --- How it is built ----------------------------------------------------------------------------------

    def _build_controls(self) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Find an assumption"))
        self.line.setAccessibleName(tr("Find an assumption"))
        self.line.setToolTip(tr("Words of its name, its meaning, its unit or its source"))
        self.line.setClearButtonEnabled(True)
        FieldKeys(self.line, self.line)
        self.changed_first = QCheckBox(tr("Changed first"))
        self.changed_first.setToolTip(tr("List what differs from the model's own values before the rest"))
        self.reset_all = QPushButton(tr("Reset all"))
        self.reset_all.setToolTip(tr("Give every assumption the model's own value"))

    def _build_tree(self) -> QTreeView:
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

    def _lay_out(self) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(8, 2, 8, 6)
        layout.setSpacing(6)
        words = tr("Nobody decides these: they hold from the first month, and a change re-simulates everything.")
        layout.addWidget(plain_label(words, "muted"))
        layout.addWidget(self.line)
        self._choices = QHBoxLayout()
        self._choices.addWidget(self.changed_first)
        self._choices.addStretch(1)
        self._choices.addWidget(self.reset_all)
        layout.addLayout(self._choices)
        self._fit()
        layout.addWidget(self.tree, 1)
        self.tree.setMinimumHeight(_LEAST_TREE * self.fontMetrics().lineSpacing())
        self._nothing = plain_label(tr("No assumption matches these words."), "muted")
        self._nothing.hide()
        for widget in (self._nothing, self.details, self.future):
            layout.addWidget(widget)
        self._scrolled = Scrolled(content, _LEAST)
        self._whole.addWidget(self._scrolled)

    def _connect(self) -> None:
        self.reset_all.clicked.connect(self._reset_all)
        self.line.textChanged.connect(self._seek)
        self.line.returnPressed.connect(self._choose_first)
        self.changed_first.toggled.connect(self._sought.put_changed_first)
        self.changed_first.toggled.connect(self.tree.scrollToTop)
        self.tree.selectionModel().currentChanged.connect(self._show)
        self.tree.activated.connect(self.edit)
        self._paced = Paced(self, TEXT, self._refresh)
        self._session.begun.connect(self._begin)
        self._session.scenario_changed.connect(self._paced.ask)
        for part in (self.details, self.future):
            self._session.scenario_changed.connect(part.refresh)

    # --- How it follows -----------------------------------------------------------------------------------

    def _refresh(self) -> None:
        changed = self._listed.show_values(self._session.scenario)
        self.reset_all.setText(tr("Reset all ({count})").format(count=changed) if changed else tr("Reset all"))
        self.reset_all.setEnabled(bool(changed))

    def _begin(self) -> None:
        """Show all assumptions of another market, and none in full."""
        self.line.clear()
        self.changed_first.setChecked(False)
        self.tree.setCurrentIndex(QModelIndex())
        self.tree.collapseAll()
        self.tree.scrollToTop()

    def _seek(self, text: str) -> None:
        words = text.casefold().split()
        self._sought.seek(words)
        if words:
            self.tree.expandAll()
        nothing = self._sought.rowCount() == 0
        set_here = self.future.answers(words)
        self.future.heading.setChecked(set_here or self.future.heading.isChecked())
        self._nothing.setVisible(nothing and not set_here)
        self.tree.setVisible(not nothing)

    def _choose_first(self) -> None:
        """Choose the first assumption that was found, and go on with its number."""
        group = self._sought.index(0, 0)
        first = self._sought.index(0, 0, group)
        if first.isValid():
            self.tree.expand(group)
            self.tree.setCurrentIndex(first)
            self.edit()

    def _show(self, index: QModelIndex, before: QModelIndex) -> None:
        """Show an assumption, unless what is typed for the one before cannot be taken."""
        path = str(index.siblingAtColumn(0).data(PATH) or "")
        if path == self.details.path:
            return
        if not settle(self.details):
            QTimer.singleShot(0, self, lambda: self.tree.setCurrentIndex(before))
            return
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
