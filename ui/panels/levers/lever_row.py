"""One lever: its name, a switch and a slider; opened, everything that can be set."""

from __future__ import annotations

from functools import partial
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
from ui.widgets.typed import is_typed_in, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.policy import Measure, Policy
    from simulator.scenario.value import Scenario
    from ui.session.session import Session

_SLIDER = 60  # pixels; the most that the slider takes beside the name
_REMARK, _DETAILS = 2, 3  # the lines of the grid below name and slider


class LeverRow(QWidget):
    """The lever of one policy; moving it puts a measure on the timeline from the month under the hand on."""

    def __init__(self, session: Session, kind: type[Policy]) -> None:
        """Edit the measures of one policy in a session."""
        super().__init__()
        self._session, self._kind = session, kind
        self._gestures = Gestures()
        self.begin()
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
        self._remark = plain_label(rank="muted")
        self._layout = self._build_grid()
        self.stack(False)
        self.refresh()

    def begin(self) -> None:
        """Begin with a market: what was set in the last one and is on no timeline is gone."""
        self._month = self._session.hand  # under the hand when the gesture began
        self._template = edits.unplaced(self._kind, self._month)
        self._held = ""  # the measure that the form stays with, wherever the hand goes
        self._before = self._standing()  # when the gesture began
        self._told: tuple[Scenario, str] = (self._session.scenario, "")

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
            if self._details.is_in_use and not self._held:
                self._held = self._details.measure  # somebody types: the form is no longer what the hand passes
            self._details.show_lever(self._shown(now), now)
        self._show_remark(now)

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

    def fold(self) -> None:
        """Hide what can be set."""
        self._arrow.setChecked(False)

    @property
    def remark(self) -> str:
        """Return what stands below the name: what the lever has done to a plan, or what is set out of sight."""
        return self._remark.text()

    @property
    def is_typed_in(self) -> bool:
        """Return whether something is typed in the form that is not taken over."""
        return is_typed_in(self)

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
        grid.addWidget(self._remark, _REMARK, 1, 1, 4)
        return grid

    # --- What it knows and does ---------------------------------------------------------------------------

    def _standing(self) -> Standing:
        return standing(self._session.scenario, self._kind, self._session.hand, self._template)

    def _shown(self, now: Standing) -> edits.Lever:
        return shown_lever(now, self._session.selected, self._held)

    def _show_remark(self, now: Standing) -> None:
        """Say what the last move of the lever did to the plan, else what was set and is not in sight."""
        scenario, told = self._told
        out_of_sight = not self._arrow.isChecked() and not now.lever.placed and now.planned is None
        words = told if scenario == now.scenario else ""
        self._remark.setText(words or (now.set_in_words if out_of_sight else ""))
        self._remark.setVisible(bool(self._remark.text()))

    def _open(self, opened: bool) -> None:
        if not opened and self._details is not None and not settle(self._details):
            self._arrow.setChecked(True)
            return
        self._arrow.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        if opened and self._details is None:
            self._details = LeverDetails(self._session, self._kind, self._shown(self._standing()))
            self._details.changed.connect(self._change)
            self._details.stack(bool(self._stacked))
            self._layout.addWidget(self._details, _DETAILS, 0, 1, 5)
        if self._details is not None:
            self._details.setVisible(opened)
        if not opened:
            self._held = ""
        self.refresh()

    def _change(self, measure: Measure, gesture: int) -> None:
        """Replace the measure on show; one that is not on the timeline is kept until the lever is moved."""
        if self._shown(self._standing()).placed:
            self._held = measure.id
            text = tr("Change {policy}").format(policy=tr(self._kind.title))
            if not self._session.edit(text, lambda scenario: scenario.with_measure(measure), gesture, in_form=True):
                self._stay()
        else:
            self._template = measure
            self.refresh()

    def _switch(self, on: bool) -> None:
        self._month, kind = self._session.hand, self._kind
        self._move(partial(edits.switch_lever, kind=kind, month=self._month, on=on), Gestures().begin())

    def _slide(self) -> None:
        held = self.slider.isSliderDown()  # a drag stays in the month in which it began, even while the market plays
        proceeds = held or self._month == self._session.hand
        gesture = self._gestures.proceed(held=held) if proceeds else self._gestures.begin()
        if not self._session.steps.joins(gesture):
            self._month = self._session.hand
        strength = self.slider.strength
        self._move(partial(edits.move_lever, kind=self._kind, month=self._month, strength=strength), gesture)

    def _move(self, change: Callable[..., Scenario], gesture: int) -> None:
        """Move the lever, stay with the measure that it moves, and say what became of one that was planned."""
        session, month, kind = self._session, self._month, self._kind
        if not session.steps.joins(gesture):
            self._before = standing(session.scenario, kind, month, self._to_begin())
        before = self._before
        words = tr("Move {policy}") if before.lever.placed or before.planned else tr("Add {policy}")
        text, template = words.format(policy=tr(kind.title)), before.lever.measure
        if not session.edit(text, lambda scenario: change(scenario, template=template), gesture):
            self._stay()
            return
        now = edits.lever(session.scenario, kind, month)
        self._told = session.scenario, before._replace(scenario=session.scenario).brought_forward(now)
        if now.placed:
            self._held = now.measure.id
            if session.selected and self._shown(before).measure.id == session.selected:
                session.select(self._held)
        self.refresh()

    def _stay(self) -> None:
        """Show what stands after an edit that was not taken, and say why it was not."""
        self._told = self._session.scenario, self._session.gate.reason
        self.refresh()

    def _to_begin(self) -> Measure:
        """Return what the lever puts on the timeline where nothing is in force or planned: what its form shows."""
        shown = self._shown(self._standing())
        in_sight = self._arrow.isChecked() and shown.placed and not shown.measure.history
        return shown.measure.changed(announced=None, enabled=True) if in_sight else self._template
