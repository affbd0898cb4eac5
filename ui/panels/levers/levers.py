"""Levers: what governments and firms can do, one row each, generated from the policies' declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.look import wording
from ui.look.clock import TEXT, Paced
from ui.look.wording import tr
from ui.panels.levers.lever_group import LeverGroup
from ui.panels.levers.lever_row import LeverRow
from ui.session import edits
from ui.widgets.form import plain_label

if TYPE_CHECKING:
    from ui.session.session import Session

_LEAD = 140  # ms; not in the same frame as the key figures and the news
_NARROWEST, _WIDEST = 308, 430  # pixels; what is wider is scrolled
_WIDEST_BESIDE = 350  # pixels; with larger type the slider stands below the name


class Levers(QScrollArea):
    """All levers, grouped by who pulls them."""

    sought_elsewhere = Signal()  # the search hides the lever that should be shown

    def __init__(self, session: Session) -> None:
        """Edit the measures of a session."""
        super().__init__()
        self._session = session
        self.setAccessibleName(tr("Levers"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(6, 2, 6, 8)
        self._layout.setSpacing(4)
        self._rows: dict[str, LeverRow] = {}
        self._groups: dict[str, LeverGroup] = {}
        self._add_groups()
        self._nothing = plain_label(tr("No lever matches these words."), "muted")
        self._nothing.hide()
        self._layout.addWidget(self._nothing)
        self._layout.addStretch(1)
        self.setWidget(content)
        self._fit()
        self._paced = Paced(self, TEXT, self._refresh, lead=_LEAD)
        session.begun.connect(self._begin)
        session.hand_moved.connect(self._paced.ask)
        session.scenario_changed.connect(self._refresh)
        session.selection_changed.connect(self._open_selected)

    def _add_groups(self) -> None:
        """Add a row for every policy, in a group for each actor."""
        for actor, kinds in edits.lever_kinds().items():
            rows = {kind.id: LeverRow(self._session, kind) for kind in kinds}
            group = LeverGroup(wording.actor(actor), list(rows.values()), folded=actor == edits.EVENTS)
            self._rows.update(rows)
            self._groups.update(dict.fromkeys(rows, group))
            self._layout.addWidget(group)

    def row(self, policy: str) -> LeverRow:
        """Return the row of a policy, by its id."""
        return self._rows[policy]

    def group(self, policy: str) -> LeverGroup:
        """Return the group of a policy, by the policy's id."""
        return self._groups[policy]

    def open(self, policy: str) -> LeverRow:
        """Unfold the group of a policy and show everything that can be set; return its row."""
        row = self._rows[policy]
        self._groups[policy].heading.setChecked(True)
        row.open()
        return row

    def seek(self, text: str) -> list[LeverRow]:
        """Show only the levers that match all words, and return them, those first whose title has the words."""
        groups, words = dict.fromkeys(self._groups.values()), text.casefold().split()
        for group in groups:
            group.seek(words)
        found = [row for group in groups for row in group.found]
        self._nothing.setVisible(not found)
        return sorted(found, key=lambda row: not row.is_called(words))

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        for row in self._rows.values():
            row.fit()
            row.stack(False)
        needed = self._needed()
        if needed > _WIDEST_BESIDE:
            for row in self._rows.values():
                row.stack(True)
            needed = self._needed()
        self.setMinimumWidth(min(max(_NARROWEST, needed), _WIDEST))

    def _needed(self) -> int:
        """Return the width that every row fits in; rows know theirs at once, their container only later."""
        bar, margins = self.verticalScrollBar().sizeHint().width(), self._layout.contentsMargins()
        widest = max(row.minimumSizeHint().width() for row in self._rows.values())
        return margins.left() + widest + margins.right() + bar

    def _begin(self) -> None:
        """Forget what was sought, and what was set and stands on no timeline, with the market that it was meant for."""
        self.sought_elsewhere.emit()
        for row in self._rows.values():
            row.begin()

    def _refresh(self) -> None:
        for row in self._rows.values():
            row.refresh()
        for group in dict.fromkeys(self._groups.values()):
            group.refresh()

    def _open_selected(self, measure: str) -> None:
        self._refresh()
        if measure:
            row = self.open(self._session.scenario.measure(measure).policy.id)
            if not row.isVisibleTo(self):
                self.sought_elsewhere.emit()
            QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row, 0, 40))
