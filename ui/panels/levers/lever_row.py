"""One lever: its name, a switch and a slider; opened, everything that can be set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QToolButton, QWidget

from ui.look.wording import tr
from ui.panels.levers.lever_details import LeverDetails
from ui.panels.levers.lever_words import all_that_is_said, what_it_does
from ui.panels.levers.standing import Standing, shown_lever, standing
from ui.panels.levers.strength_slider import StrengthSlider
from ui.session import edits
from ui.session.undo import Gestures
from ui.widgets.form import plain_label, plain_tip

if TYPE_CHECKING:
    from simulator.policy import Measure, Policy
    from ui.session.session import Session

_SLIDER = 60  # pixels; the most that the slider takes beside the name
_DETAILS = 2  # the line of the grid in which the details stand, below name and slider


class LeverRow(QWidget):
    """The lever of one policy; moving it puts a measure on the timeline from the month under the hand on."""

    def __init__(self, session: Session, kind: type[Policy]) -> None:
        """Edit the measures of one policy in a session."""
        super().__init__()
        self._session, self._kind = session, kind
        self._gestures = Gestures()
        self._month = session.hand  # under the hand when the gesture began
        self._template = edits.unplaced(kind, session.hand)
        self._details: LeverDetails | None = None
        self._stacked: bool | None = None
        self._arrow = self._build_arrow()
        self.tick = self._build_tick()
        self._name = plain_label(tr(kind.title))
        self._name.setToolTip(plain_tip(what_it_does(kind)))
        self._name.installEventFilter(self)
        self.slider = self._build_slider()
        self._value = QLabel()
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._layout = self._build_grid()
        self.stack(False)
        self.refresh()

    def refresh(self) -> None:
        """Show how the lever stands in the month under the hand."""
        now = self._standing()
        self.tick.setChecked(now.lever.strength > 0.0)
        self._value.setText(now.value_in_words)
        self._value.setToolTip(plain_tip("\n".join(filter(None, (now.history_in_words, now.planned_in_words)))))
        self.slider.show_strength(now.lever.strength)
        self.slider.setAccessibleDescription(self._value.text())
        self.tick.setAccessibleDescription(self._value.text())
        if self._details is not None and self._arrow.isChecked():
            self._details.show_lever(self._shown(now.lever), now)

    def fit(self) -> None:
        """Give the values at the end the same room in every row."""
        words = ("100 %", tr("history"), tr("in {year}").format(year="2028"))
        widest = max(map(self.fontMetrics().horizontalAdvance, words))
        self._value.setMinimumWidth(widest + 4)
        line = self.fontMetrics().height()
        self._arrow.setFixedSize(line + 5, line + 7)

    def stack(self, stacked: bool) -> None:
        """Put slider and value below the name, or beside it."""
        if stacked == self._stacked:
            return
        self._stacked = stacked
        line, switch = int(stacked), edits.is_switch(self._kind)
        for widget in (self._name, self.slider, self._value):
            self._layout.removeWidget(widget)
        self._layout.addWidget(self._name, 0, 2, 1, 3 if stacked and not switch else 2 if switch else 1)
        self.slider.setMaximumWidth(_SLIDER * (3 if stacked else 1))
        self._layout.addWidget(self.slider, line, 2 if stacked else 3, 1, 2 if stacked else 1)
        self._layout.addWidget(self._value, 0 if switch else line, 4)
        if self._details is not None:
            self._details.stack(stacked)

    def open(self) -> None:
        """Show everything that can be set."""
        self._arrow.setChecked(True)

    @property
    def is_on(self) -> bool:
        """Return whether the lever itself, and not history, is in force in the month under the hand."""
        return self.tick.isChecked()

    def speaks_of(self, words: list[str]) -> bool:
        """Return whether everything that is said of the lever has all of some words."""
        said = all_that_is_said(self._kind).casefold()
        return all(word in said for word in words)

    def is_called(self, words: list[str]) -> bool:
        """Return whether the title alone has all of some words."""
        return all(word in tr(self._kind.title).casefold() for word in words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the row at a click on the lever's name."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._arrow.toggle()
        return False

    # --- How it is built ----------------------------------------------------------------------------------

    def _build_arrow(self) -> QToolButton:
        arrow = QToolButton()
        arrow.setCheckable(True)
        arrow.setAutoRaise(True)
        arrow.setStyleSheet("padding: 1px")  # so that the arrow has room
        arrow.setArrowType(Qt.ArrowType.RightArrow)
        arrow.setAccessibleName(tr("Details of {policy}").format(policy=tr(self._kind.title)))
        arrow.setToolTip(tr("What it does, who has done it, and what can be set"))
        arrow.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        arrow.toggled.connect(self._open)
        return arrow

    def _build_tick(self) -> QCheckBox:
        tick = QCheckBox()
        tick.setAccessibleName(tr("{policy}, on or off").format(policy=tr(self._kind.title)))
        tick.clicked.connect(self._switch)
        return tick

    def _build_slider(self) -> StrengthSlider:
        slider = StrengthSlider(self._kind.greatest_strength)
        slider.setAccessibleName(tr("Strength of {policy}").format(policy=tr(self._kind.title)))
        slider.setToolTip(tr("Strength: {meaning}").format(meaning=self._kind.strength_means))
        slider.sliderPressed.connect(self._gestures.begin)
        slider.valueChanged.connect(self._slide)
        if edits.is_switch(self._kind):
            slider.hide()
        return slider

    def _build_grid(self) -> QGridLayout:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self._arrow, 0, 0)
        grid.addWidget(self.tick, 0, 1)
        return grid

    # --- What it knows and does ---------------------------------------------------------------------------

    def _standing(self) -> Standing:
        return standing(self._session.scenario, self._kind, self._session.hand, self._template)

    def _shown(self, lever: edits.Lever) -> edits.Lever:
        return shown_lever(self._session.scenario, self._session.selected, lever)

    def _open(self, opened: bool) -> None:
        self._arrow.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        if opened and self._details is None:
            self._details = LeverDetails(self._session, self._kind, self._shown(self._standing().lever))
            self._details.changed.connect(self._change)
            self._details.stack(bool(self._stacked))
            self._layout.addWidget(self._details, _DETAILS, 0, 1, 5)
        if self._details is not None:
            self._details.setVisible(opened)
        self.refresh()

    def _change(self, measure: Measure, gesture: int) -> None:
        """Replace the measure on show; one that is not on the timeline is kept until the lever is moved."""
        if self._shown(self._standing().lever).placed:
            text = tr("Change {policy}").format(policy=tr(self._kind.title))
            self._session.edit(text, lambda scenario: scenario.with_measure(measure), gesture)
        else:
            self._template = measure
            self.refresh()

    def _switch(self, on: bool) -> None:
        gesture = Gestures().begin()
        self._month = self._session.hand
        self._set(self._kind.greatest_strength if on else 0.0, gesture)

    def _slide(self) -> None:
        held = self.slider.isSliderDown()  # a drag stays in the month in which it began, even while the market plays
        proceeds = held or self._month == self._session.hand
        gesture = self._gestures.proceed(held=held) if proceeds else self._gestures.begin()
        if gesture != self._session.steps.gesture:
            self._month = self._session.hand
        self._set(self.slider.strength, gesture)

    def _set(self, strength: float, gesture: int) -> None:
        month, kind, template = self._month, self._kind, self._template
        placed = edits.lever(self._session.scenario, kind, month).placed
        words = tr("Move {policy}") if placed else tr("Add {policy}")
        text = words.format(policy=tr(kind.title))
        self._session.edit(text, lambda scenario: edits.move_lever(scenario, kind, month, strength, template), gesture)
        self.refresh()
