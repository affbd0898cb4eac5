"""Levers: what governments and firms can do, one row each, generated from the policies' declarations.

Moving a lever puts a dated measure on the timeline from the month under the hand on. An opened row shows what the
policy does, who has done it, and a form for the measure.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from simulator.dates import HORIZON, NEVER
from simulator.policy import Measure, Policy, Target
from ui import edits, wording
from ui.clock import TEXT, Paced
from ui.commands import Gestures
from ui.form import Form, MonthBox, NamesChoice, calm, form_layout, indent, plain_label, plain_tip
from ui.models.measures import headline, names_in_words
from ui.wording import tr

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario
    from ui.session import Session

_STEPS = 100  # of a slider
_NARROWEST = 308  # pixels


class StrengthSlider(QSlider):
    """A slider from no effect to the full one; a click puts the handle where it points."""

    def __init__(self) -> None:
        """Begin at no effect."""
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, _STEPS)
        self.setSingleStep(5)
        self.setPageStep(20)
        self.setMinimumWidth(64)
        self.setMaximumWidth(84)
        calm(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the handle under the pointer, and drag it from there."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style, control = self.style(), QStyle.ComplexControl.CC_Slider
        handle = style.subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
        groove = style.subControlRect(control, option, QStyle.SubControl.SC_SliderGroove, self)
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and not handle.contains(at):
            room = groove.width() - handle.width()
            left = at.x() - groove.x() - handle.width() // 2
            self.setSliderDown(True)
            self.setValue(QStyle.sliderValueFromPosition(0, _STEPS, left, room))
        super().mousePressEvent(event)


class MeasureForm(QWidget):
    """Everything that can be set of one measure: targets, months, and the numbers of its policy."""

    def __init__(self, session: Session, measure: Measure, row: LeverRow) -> None:
        """Take the measure to show, and the row that decides what becomes of a change."""
        super().__init__()
        self._row = row
        self._measure = measure
        self._gestures = Gestures()
        form = form_layout(self)
        self._targets = {field: self._target(field, session.scenario) for field in measure.policy.may_target}
        for field, choice in self._targets.items():
            form.addRow(plain_label(_TARGET_WORDS[field]()), choice)
        self._start = MonthBox(tr("First month in force"))
        self._end = MonthBox(tr("Last month in force"), after_last=tr("No end"))
        self._announced = MonthBox(tr("Month of announcement"), before_first=tr("Not before"))
        self._ramp = QSpinBox()
        self._ramp.setRange(0, 60)
        self._ramp.setAccessibleName(tr("Months to full strength"))
        self._ramp.setSpecialValueText(tr("At once"))
        self._ramp.setSuffix(tr(" months"))
        self._ramp.setKeyboardTracking(False)
        indent(self._ramp)
        calm(self._ramp)
        self._dates = {
            tr("From"): (self._start, tr("First month in force")),
            tr("Until"): (self._end, tr("Last month in force")),
            tr("Grows over"): (self._ramp, tr("Months in which it grows evenly to its full strength")),
            tr("Announced"): (self._announced, tr("Month from which people know of it")),
        }
        for words, (box, meaning) in self._dates.items():
            box.setToolTip(f"{meaning}. {box.toolTip()}".strip())
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setMinimumWidth(110)
            form.addRow(plain_label(words), box)
        self._form = form
        self._start.valueChanged.connect(self._set_start)
        self._end.valueChanged.connect(self._set_end)
        self._ramp.valueChanged.connect(lambda months: self._offer(ramp=months))
        self._announced.valueChanged.connect(lambda month: self._offer(announced=None if month < 0 else month))
        self._numbers = Form(measure.policy, form)
        self._numbers.value_changed.connect(lambda policy: self._offer(policy=policy))

    def show_measure(self, measure: Measure, *, placed: bool) -> None:
        """Show a measure without telling anybody; one that is not on the timeline has no months yet."""
        self._measure = measure
        for field, choice in self._targets.items():
            choice.show_names(getattr(measure.target, field))
        self._start.show_month(measure.start)
        self._end.show_month(min(measure.end, HORIZON))
        self._announced.show_month(-1 if measure.announced is None else measure.announced)
        self._ramp.blockSignals(True)
        self._ramp.setValue(measure.ramp)
        self._ramp.blockSignals(False)
        self._numbers.show_value(measure.policy)
        for box in (self._start, self._end, self._announced):
            self._form.setRowVisible(box, placed)

    def _target(self, field: str, scenario: Scenario) -> NamesChoice:
        default = getattr(self._measure.policy.default_target, field)
        choice = NamesChoice(_TARGET_WORDS[field](), names_in_words(field, scenario), default)
        choice.names_changed.connect(lambda names: self._aim(field, names))
        return choice

    def _aim(self, field: str, names: tuple[str, ...]) -> None:
        fields = {name: getattr(self._measure.target, name) for name in Target.model_fields}
        self._offer(target=Target(**{**fields, field: names}))

    def _set_start(self, month: int) -> None:
        self._offer(start=month, end=max(month, self._measure.end))

    def _set_end(self, month: int) -> None:
        end = NEVER if month >= HORIZON else month
        self._offer(end=end, start=min(end, self._measure.start))

    def _offer(self, **fields: object) -> None:
        self._row.change(self._measure.changed(**fields), self._gestures.proceed())


class LeverRow(QWidget):
    """One lever: name, on or off, strength; opened, everything that can be set."""

    def __init__(self, session: Session, kind: type[Policy]) -> None:
        """Take the session that it edits and the policy that it stands for."""
        super().__init__()
        self._session, self._kind = session, kind
        self._gestures = Gestures()
        self._month = session.hand  # under the hand when the gesture began
        self._template = edits.unplaced(kind, session.hand)
        self._details: QWidget | None = None
        self._form: MeasureForm | None = None
        title = tr(kind.title)
        self._arrow = QToolButton()
        self._arrow.setCheckable(True)
        self._arrow.setAutoRaise(True)
        self._arrow.setFixedSize(20, 22)
        self._arrow.setStyleSheet("padding: 1px")  # so that the arrow has room
        self._arrow.setArrowType(Qt.ArrowType.RightArrow)
        self._arrow.setAccessibleName(tr("Details of {policy}").format(policy=title))
        self._arrow.setToolTip(tr("What it does, who has done it, and what can be set"))
        self._arrow.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._arrow.toggled.connect(self._open)
        self.tick = QCheckBox()
        self.tick.setAccessibleName(tr("{policy}, on or off").format(policy=title))
        self.tick.clicked.connect(self._switch)
        self._name = plain_label(title)
        self._name.setToolTip(plain_tip(_what_it_does(kind)))
        self._name.installEventFilter(self)
        self.slider = StrengthSlider()
        self.slider.setAccessibleName(tr("Strength of {policy}").format(policy=title))
        self.slider.setToolTip(tr("Strength: {meaning}").format(meaning=kind.strength_means))
        self.slider.sliderPressed.connect(self._gestures.begin)
        self.slider.valueChanged.connect(self._move)
        self._value = QLabel()
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._value.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %") + 4)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(4)
        self._layout.setVerticalSpacing(2)
        self._layout.setColumnStretch(2, 1)
        for column, widget in enumerate((self._arrow, self.tick, self._name, self.slider, self._value)):
            self._layout.addWidget(widget, 0, column)
        self.refresh()

    def refresh(self) -> None:
        """Show how the lever stands in the month under the hand."""
        lever = edits.lever(self._session.scenario, self._kind, self._session.hand, self._template)
        self.tick.setChecked(lever.strength > 0.0)
        self._value.setText(self._in_words(lever.strength))
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round(_STEPS * lever.strength / self._kind.greatest_strength))
            self.slider.blockSignals(False)
        self.slider.setAccessibleDescription(self._in_words(lever.strength))
        if self._details is not None and self._arrow.isChecked():
            self._show_details(lever)

    def open(self) -> None:
        """Show everything that can be set."""
        self._arrow.setChecked(True)

    def change(self, measure: Measure, gesture: int) -> None:
        """Replace the measure that the form shows; one not on the timeline yet is kept until the lever is moved."""
        if self._shown()[1]:
            text = tr("Change {policy}").format(policy=tr(self._kind.title))
            self._session.edit(text, lambda scenario: scenario.with_measure(measure), gesture)
        else:
            self._template = measure
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the row at a click on the lever's name."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._arrow.toggle()
        return False

    def _switch(self, on: bool) -> None:
        gesture = Gestures().begin()
        self._month = self._session.hand
        self._set(self._kind.greatest_strength if on else 0.0, gesture)

    def _move(self, place: int) -> None:
        held = self.slider.isSliderDown()  # a drag stays in the month in which it began, even while the market plays
        proceeds = held or self._month == self._session.hand
        gesture = self._gestures.proceed(held=held) if proceeds else self._gestures.begin()
        if gesture != self._session.gesture:
            self._month = self._session.hand
        self._set(self._kind.greatest_strength * place / _STEPS, gesture)

    def _set(self, strength: float, gesture: int) -> None:
        month, kind, template = self._month, self._kind, self._template
        text = tr("Move {policy}").format(policy=tr(kind.title))
        self._session.edit(text, lambda scenario: edits.move_lever(scenario, kind, month, strength, template), gesture)
        self.refresh()

    def _open(self, opened: bool) -> None:
        self._arrow.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        if opened and self._details is None:
            self._build_details()
        if self._details is not None:
            self._details.setVisible(opened)
        self.refresh()

    def _build_details(self) -> None:
        self._details = QFrame()
        self._details.setProperty("card", True)
        layout = QVBoxLayout(self._details)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(plain_label(_what_it_does(self._kind)))
        layout.addWidget(plain_label(tr("In reality: {text}").format(text=self._kind.in_reality), "muted"))
        meaning = tr("Strength: {meaning}.").format(meaning=self._kind.strength_means)
        layout.addWidget(plain_label(meaning, "muted"))
        self._headline = plain_label(rank="heading")
        layout.addWidget(self._headline)
        self._form = MeasureForm(self._session, self._shown()[0], self)
        layout.addWidget(self._form)
        buttons = QHBoxLayout()
        self._off = QPushButton(tr("Switch off"))
        self._off.clicked.connect(self._switch_shown)
        self._delete = QPushButton(tr("Delete"))
        self._delete.setToolTip(tr("Take the measure off the timeline"))
        self._delete.clicked.connect(self._delete_shown)
        buttons.addWidget(self._off)
        buttons.addWidget(self._delete)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self._layout.addWidget(self._details, 1, 0, 1, 5)

    def _show_details(self, lever: edits.Lever) -> None:
        measure, placed = self._shown(lever)
        if self._form is None:
            return
        self._headline.setText(
            headline(measure, self._session.scenario)
            if placed
            else tr("Not in force. Moving the lever puts it on the timeline from {month} on.").format(
                month=wording.month(self._session.hand)
            )
        )
        self._form.show_measure(measure, placed=placed)
        self._off.setVisible(placed)
        self._off.setText(tr("Switch off") if measure.enabled else tr("Switch on"))
        self._off.setAccessibleName(tr("{what}: {policy}").format(what=self._off.text(), policy=tr(self._kind.title)))
        self._delete.setVisible(placed)
        self._delete.setAccessibleName(tr("Delete measure: {policy}").format(policy=tr(self._kind.title)))

    def _shown(self, lever: edits.Lever | None = None) -> tuple[Measure, bool]:
        """Return the measure to show and whether it is on the timeline: the selected one before the lever's own."""
        session = self._session
        if session.selected:
            selected = session.scenario.measure(session.selected)
            if type(selected.policy) is self._kind:
                return selected, True
        lever = lever or edits.lever(session.scenario, self._kind, session.hand, self._template)
        return lever.measure, lever.placed

    def _switch_shown(self) -> None:
        measure, placed = self._shown()
        if placed:
            text = tr("Switch {policy}").format(policy=tr(self._kind.title))
            self._session.edit(text, lambda scenario: edits.switch_measure(scenario, measure.id))

    def _delete_shown(self) -> None:
        measure, placed = self._shown()
        if placed:
            text = tr("Delete {policy}").format(policy=tr(self._kind.title))
            self._session.edit(text, lambda scenario: scenario.without_measure(measure.id))

    def _in_words(self, strength: float) -> str:
        if strength == 0.0:
            return tr("off")
        return wording.share(strength) if self._kind.greatest_strength == 1.0 else wording.number(strength, 2)


class Levers(QScrollArea):
    """All levers, by who pulls them."""

    def __init__(self, session: Session) -> None:
        """Take the session that the levers edit."""
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = QWidget()
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(6, 2, 6, 8)
        layout.setSpacing(4)
        self._rows: dict[str, LeverRow] = {}
        for actor, kinds in edits.lever_kinds().items():
            heading = plain_label(wording.actor(actor), "heading")
            layout.addWidget(heading)
            for kind in kinds:
                self._rows[kind.id] = LeverRow(session, kind)
                layout.addWidget(self._rows[kind.id])
        layout.addStretch(1)
        self.setWidget(self._content)
        self._fit()
        self._paced = Paced(self, TEXT, self._refresh)
        session.hand_moved.connect(self._paced.ask)
        session.scenario_changed.connect(self._refresh)
        session.selection_changed.connect(self._open_selected)

    def row(self, policy: str) -> LeverRow:
        """Return the row of a policy, by its id."""
        return self._rows[policy]

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(_NARROWEST, self._content.minimumSizeHint().width() + bar))

    def _refresh(self) -> None:
        for row in self._rows.values():
            row.refresh()

    def _open_selected(self, measure: str) -> None:
        self._refresh()
        if measure:
            row = self._rows[self._session.scenario.measure(measure).policy.id]
            row.open()
            QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row, 0, 40))


def _what_it_does(kind: type[Policy]) -> str:
    return " ".join(inspect.cleandoc(kind.__doc__ or "").split())


_TARGET_WORDS = {
    "maker": lambda: tr("Makers"),
    "origin": lambda: tr("Makers from"),
    "model": lambda: tr("Models"),
    "region": lambda: tr("Where"),
}
