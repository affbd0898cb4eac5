"""Key figures of the month under the hand, each with its difference from the future compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.look import wording
from ui.look.clock import TEXT, Paced
from ui.look.wording import tr
from ui.models.key_figures import Group, KeyFigure, key_figures
from ui.models.values import Ghost
from ui.widgets.form import plain_label, plain_tip

if TYPE_CHECKING:
    from ui.session.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class _Row(QWidget):
    """One key figure: label and value, the difference below."""

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

    def show_key_figure(self, shown: KeyFigure) -> None:
        """Show another key figure."""
        self._label.setText(shown.label)
        self._value.setText(shown.value)
        self._difference.setText(shown.difference)
        self._difference.setVisible(bool(shown.difference))
        self.setToolTip(plain_tip(shown.definition))
        self.setAccessibleName(f"{shown.label}: {shown.value} {shown.difference}".strip())


class KeyFigures(QScrollArea):
    """All key figures, in groups about the same buyers."""

    def __init__(self, session: Session) -> None:
        """Show the month under the hand of a session."""
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Key figures"))
        content = QWidget()
        self._layout = QVBoxLayout(content)
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
        self.setWidget(content)
        self._paced = Paced(self, TEXT, self._refresh)
        for signal in (
            session.hand_moved,
            session.simulation.months_added,
            session.branch_changed,
            session.filter_changed,
        ):
            signal.connect(self._paced.ask)
        self._paced.ask()

    def _refresh(self) -> None:
        session = self._session
        count = session.hand + 1
        months = session.branch.worlds[:count]
        if len(months) < count:
            return  # not simulated yet; what stood here stays until it is
        ghost = session.ghost.worlds[:count] if session.ghost else []
        if len(ghost) < count:
            ghost = []
        there = ghost[-1] if ghost else None
        shown = (months[-1], there, session.filter, session.comparison.chosen, *wording.number_style())
        if self._shown and all(new is old for new, old in zip(shown, self._shown, strict=True)):
            return
        self._shown = shown
        self._month.setText(wording.month(session.hand))
        self._compared.setText(f"{_compared_with(session)}. {session.comparison.course_of_luck}.")
        self._compared.setVisible(session.ghost is not None)
        self._show_groups(key_figures(months, ghost, session.filter))

    def _show_groups(self, groups: tuple[Group, ...]) -> None:
        if not self._rows:
            self._build(groups)
        for title, group in zip(self._titles, groups, strict=True):
            title.setText(group.title)
        figures = [figure for group in groups for figure in group.figures]
        for row, figure in zip(self._rows, figures, strict=True):
            row.show_key_figure(figure)

    def _build(self, groups: tuple[Group, ...]) -> None:
        for group in groups:
            self._titles.append(plain_label(rank="muted"))
            self._layout.insertWidget(self._layout.count() - 1, self._titles[-1])
            for _ in group.figures:
                self._rows.append(_Row())
                self._layout.insertWidget(self._layout.count() - 1, self._rows[-1])


def _compared_with(session: Session) -> str:
    if session.comparison.chosen is Ghost.AS_OPENED:
        return tr("with the effect of all changes")
    if session.comparison.chosen is Ghost.LAST_EDIT and session.comparison.changed_once:
        return tr("with the effect of the last change")
    return tr("beside {name}").format(name=session.comparison.name)
