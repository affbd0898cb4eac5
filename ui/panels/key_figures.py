"""Key figures of the month under the hand, each with its difference from the course of events compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.look import wording
from ui.look.clock import TEXT, Paced
from ui.look.wording import tr
from ui.models.key_figures import Group, KeyFigure, key_figures
from ui.models.values import Comparison
from ui.widgets.form import plain_label, plain_tip

if TYPE_CHECKING:
    from ui.session.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class _Row(QWidget):
    """One figure: label and value, the difference below."""

    def __init__(self) -> None:
        super().__init__()
        self._label = plain_label()
        self._value = plain_label(rank="heading")
        self._value.setWordWrap(False)
        self._value.setAlignment(_RIGHT)
        self._difference = plain_label(rank="difference")
        self._difference.setAlignment(_RIGHT)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(0)
        layout.setColumnStretch(0, 1)
        layout.addWidget(self._label, 0, 0)
        layout.addWidget(self._value, 0, 1)
        layout.addWidget(self._difference, 1, 0, 1, 2)

    def show_figure(self, figure: KeyFigure) -> None:
        """Show a figure."""
        self._label.setText(figure.label)
        self._value.setText(figure.value)
        self._difference.setText(figure.difference)
        self._difference.setVisible(bool(figure.difference))
        self.setToolTip(plain_tip(figure.definition))
        self.setAccessibleName(f"{figure.label}: {figure.value} {figure.difference}".strip())


class Numbers(QScrollArea):
    """All key figures, in groups about the same buyers."""

    def __init__(self, session: Session) -> None:
        """Take the session whose month it shows."""
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Key figures"))
        self._content = QWidget()
        self._layout = QVBoxLayout(self._content)
        self._layout.setContentsMargins(10, 2, 8, 8)
        self._layout.setSpacing(6)
        self._month: QLabel = plain_label(rank="title")
        self._compared = plain_label(rank="muted")
        self._layout.addWidget(self._month)
        self._layout.addWidget(self._compared)
        self._layout.addStretch(1)
        self._titles: list[QLabel] = []
        self._rows: list[_Row] = []
        self._shown: tuple[object, ...] = ()
        self.setWidget(self._content)
        self._paced = Paced(self, TEXT, self._refresh)
        for signal in (session.hand_moved, session.months_added, session.branch_changed, session.filter_changed):
            signal.connect(self._paced.ask)
        self._paced.ask()

    def _refresh(self) -> None:
        session = self._session
        count = session.hand + 1
        months = session.branch.worlds[:count]
        if len(months) < count:
            return  # not simulated yet; what stood here stays until it is
        ghost = session.ghost.worlds[:count] if session.ghost else []
        shown = (months[-1], session.ghost_world, session.filter, session.comparison, *wording.number_style())
        if self._shown and all(new is old for new, old in zip(shown, self._shown, strict=True)):
            return
        self._shown = shown
        groups = key_figures(months, ghost if len(ghost) == count else [], session.filter)
        self._month.setText(wording.month(session.hand))
        self._compared.setText(_compared_with(session))
        self._compared.setVisible(session.ghost is not None)
        if not self._rows:
            self._build(groups)
        for title, group in zip(self._titles, groups, strict=True):
            title.setText(group.title)
        figures = [figure for group in groups for figure in group.figures]
        for row, figure in zip(self._rows, figures, strict=True):
            row.show_figure(figure)

    def _build(self, groups: tuple[Group, ...]) -> None:
        for group in groups:
            self._titles.append(plain_label(rank="muted"))
            self._layout.insertWidget(self._layout.count() - 1, self._titles[-1])
            for _ in group.figures:
                self._rows.append(_Row())
                self._layout.insertWidget(self._layout.count() - 1, self._rows[-1])


def _compared_with(session: Session) -> str:
    if session.comparison is Comparison.AS_OPENED:
        return tr("with the effect of all changes")
    if session.comparison is Comparison.LAST_EDIT and session.changed_once:
        return tr("with the effect of the last change")
    return tr("beside {name}").format(name=session.ghost_name)
