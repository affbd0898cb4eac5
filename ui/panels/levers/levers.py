"""Levers: what governments and firms can do, one row each, generated from the policies' declarations.

Moving a lever puts a dated measure on the timeline from the month under the hand on. An opened row shows what the
policy does, who has done it, and a form for the measure.
"""

from __future__ import annotations

import inspect
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
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

from simulator.dates import HORIZON, NEVER, NOW
from simulator.parameters import Param
from simulator.policy import Measure, Policy, Target
from ui.look import wording
from ui.look.clock import TEXT, Paced
from ui.look.wording import tr
from ui.models.measures import headline, names_in_words
from ui.session import edits
from ui.session.undo import Gestures
from ui.widgets.form import (
    Form,
    MonthBox,
    NamesChoice,
    NumberBox,
    calm,
    form_layout,
    in_words,
    indent,
    options_of,
    plain_label,
    plain_tip,
)

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario
    from ui.session.session import Session

_LEAD = 140  # ms; not in the same frame as the key figures and the news
_STEPS = 100  # of a slider
_NARROWEST, _WIDEST = 308, 430  # pixels; what is wider is scrolled
_WIDEST_BESIDE = 350  # pixels; with larger type the slider stands below the name
_SLIDER = 60  # pixels; the most that it takes beside the name
_DETAILS = 2  # the line of a lever's row in which its details stand, below name and slider


class StrengthSlider(QSlider):
    """A slider from no effect to the full one; a click puts the handle where it points."""

    def __init__(self) -> None:
        """Begin at no effect."""
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, _STEPS)
        self.setSingleStep(5)
        self.setPageStep(20)
        self.setMinimumWidth(54)
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
        self.cast = cast_of(session.scenario)
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
        self._strength: NumberBox | None = None
        if not edits.is_switch(type(measure.policy)):
            self._strength = NumberBox(_strength_of(type(measure.policy)), measure.strength)
            self._strength.setAccessibleName(tr("Strength of the measure"))
            self._strength.number_changed.connect(lambda number: self._offer(strength=number))
            form.addRow(plain_label(tr("Strength")), self._strength)
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
        named = {kind: names_in_words(kind, session.scenario) for kind in ("maker", "model", "region")}
        self._numbers = Form(measure.policy, form, named)
        self._numbers.value_changed.connect(lambda policy: self._offer(policy=policy))

    def stack(self, stacked: bool) -> None:
        """Put each control below its name, or beside it."""
        policies = QFormLayout.RowWrapPolicy
        self._form.setRowWrapPolicy(policies.WrapAllRows if stacked else policies.DontWrapRows)

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
        if self._strength is not None:
            self._strength.show_number(measure.strength)
            self._form.setRowVisible(self._strength, placed)
        for box in (self._start, self._end):
            self._form.setRowVisible(box, placed and not (box is self._end and measure.policy.momentary))
        heard = measure.policy.heard_before or measure.announced is not None
        self._form.setRowVisible(self._announced, placed and heard)

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
        self._buttons: QHBoxLayout | None = None
        self._form: MeasureForm | None = None
        title = tr(kind.title)
        self._arrow = QToolButton()
        self._arrow.setCheckable(True)
        self._arrow.setAutoRaise(True)
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
        self._name.setToolTip(plain_tip(what_it_does(kind)))
        self._name.installEventFilter(self)
        self.slider = StrengthSlider()
        self.slider.setAccessibleName(tr("Strength of {policy}").format(policy=title))
        self.slider.setToolTip(tr("Strength: {meaning}").format(meaning=kind.strength_means))
        self.slider.sliderPressed.connect(self._gestures.begin)
        self.slider.valueChanged.connect(self._move)
        self._value = QLabel()
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(4)
        self._layout.setVerticalSpacing(2)
        self._layout.setColumnStretch(2, 1)
        self._layout.addWidget(self._arrow, 0, 0)
        self._layout.addWidget(self.tick, 0, 1)
        self._stacked: bool | None = None
        self.slider.setVisible(not edits.is_switch(kind))
        self.stack(False)
        self.refresh()

    def refresh(self) -> None:
        """Show how the lever stands in the month under the hand."""
        lever = edits.lever(self._session.scenario, self._kind, self._session.hand, self._template)
        self.tick.setChecked(lever.strength > 0.0)
        history = edits.history_in_force(self._session.scenario, self._kind, self._session.hand)
        planned = None if lever.placed else edits.next_of_kind(self._session.scenario, self._kind, self._session.hand)
        self._value.setText(self._stands(lever.strength, history, planned))
        told = [self._history_in_words(history), self._planned_in_words(planned)]
        self._value.setToolTip(plain_tip("\n".join(filter(None, told))))
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round(_STEPS * lever.strength / self._kind.greatest_strength))
            self.slider.blockSignals(False)
        self.slider.setAccessibleDescription(self._value.text())
        self.tick.setAccessibleDescription(self._value.text())
        if self._details is not None and self._arrow.isChecked():
            self._show_details(lever)

    def fit(self) -> None:
        """Give what stands at the end the same room in every row."""
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
        self._stack_details()

    def _stack_details(self) -> None:
        """Put also what belongs to the details below each other, or beside each other."""
        if self._form is not None:
            self._form.stack(bool(self._stacked))
        if self._buttons is not None:
            way = QHBoxLayout.Direction.TopToBottom if self._stacked else QHBoxLayout.Direction.LeftToRight
            self._buttons.setDirection(way)

    def open(self) -> None:
        """Show everything that can be set."""
        self._arrow.setChecked(True)

    @property
    def is_on(self) -> bool:
        """Tell whether the lever itself, and not history, is in force in the month under the hand."""
        return self.tick.isChecked()

    def speaks_of(self, words: list[str]) -> bool:
        """Tell whether the lever, by all that is said of it, speaks of all of some words."""
        said = all_that_is_said(self._kind).casefold()
        return all(word in said for word in words)

    def is_called(self, words: list[str]) -> bool:
        """Tell whether the title alone has all of some words."""
        return all(word in tr(self._kind.title).casefold() for word in words)

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
        placed = edits.lever(self._session.scenario, kind, month).placed
        words = tr("Move {policy}") if placed else tr("Add {policy}")
        text = words.format(policy=tr(kind.title))
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
        layout.addWidget(plain_label(what_it_does(self._kind)))
        layout.addWidget(plain_label(tr("In reality: {text}").format(text=self._kind.in_reality), "muted"))
        if not edits.is_switch(self._kind):
            meaning = tr("Strength: {meaning}.").format(meaning=self._kind.strength_means)
            layout.addWidget(plain_label(meaning, "muted"))
        self._history = plain_label(rank="muted")
        layout.addWidget(self._history)
        self._headline = plain_label(rank="heading")
        layout.addWidget(self._headline)
        self._planned = plain_label(rank="muted")
        layout.addWidget(self._planned)
        self._remarks = plain_label(rank="muted")  # from the file: why it is there, and who says so
        layout.addWidget(self._remarks)
        self._locked = plain_label(rank="muted")
        layout.addWidget(self._locked)
        self._form_place = QVBoxLayout()
        layout.addLayout(self._form_place)
        self._build_form()
        self._buttons = buttons = QHBoxLayout()
        self._stack_details()
        self._off = QPushButton(tr("Switch off"))
        self._off.clicked.connect(self._switch_shown)
        self._delete = QPushButton(tr("Delete"))
        self._delete.setToolTip(tr("Take the measure off the timeline"))
        self._delete.clicked.connect(self._delete_shown)
        self._duplicate = QPushButton(tr("Duplicate"))
        self._duplicate.setToolTip(tr("Put a copy on the timeline for when this one is over"))
        self._duplicate.clicked.connect(self._duplicate_shown)
        for button in (self._off, self._duplicate, self._delete):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self._layout.addWidget(self._details, _DETAILS, 0, 1, 5)

    def _build_form(self) -> None:
        """Build the form for the makers, models and regions of the scenario on show."""
        if self._form is not None:
            self._form_place.removeWidget(self._form)
            self._form.setParent(None)
            self._form.deleteLater()
        self._form = MeasureForm(self._session, self._shown()[0], self)
        self._form.stack(bool(self._stacked))
        self._form_place.addWidget(self._form)

    def _history_in_words(self, history: list[Measure]) -> str:
        if not history:
            return ""
        told = "; ".join(headline(measure, self._session.scenario) for measure in history)
        return tr("In force as history: {told}. The lever adds to it.").format(told=told)

    def _show_details(self, lever: edits.Lever) -> None:
        measure, placed = self._shown(lever)
        if self._form is None:
            return
        if self._form.cast != cast_of(self._session.scenario):
            self._build_form()
        history = edits.history_in_force(self._session.scenario, self._kind, self._session.hand)
        self._history.setText(self._history_in_words(history))
        self._history.setVisible(bool(history))
        self._headline.setText(
            headline(measure, self._session.scenario)
            if placed
            else tr("Not in force in {month}. Moving the lever puts it on the timeline from then on.").format(
                month=wording.month(self._session.hand)
            )
        )
        self._say(self._planned, self._told_of_months(measure, placed=placed))
        self._form.show_measure(measure, placed=placed)
        remarks = [measure.note, tr("Source: {source}").format(source=measure.source) if measure.source else ""]
        self._say(self._remarks, "\n".join(filter(None, remarks)))
        why = edits.why_locked(self._session.scenario, measure)
        self._say(self._locked, why)
        self._form.setEnabled(not why)
        self._off.setVisible(placed)
        self._duplicate.setVisible(placed)
        self._duplicate.setAccessibleName(tr("Duplicate measure: {policy}").format(policy=tr(self._kind.title)))
        self._off.setText(tr("Switch off") if measure.enabled else tr("Switch on"))
        self._off.setAccessibleName(tr("{what}: {policy}").format(what=self._off.text(), policy=tr(self._kind.title)))
        self._delete.setVisible(placed)
        self._delete.setAccessibleName(tr("Delete measure: {policy}").format(policy=tr(self._kind.title)))

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

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

    def _duplicate_shown(self) -> None:
        measure, placed = self._shown()
        if placed:
            self._session.duplicate(measure.id)

    def _delete_shown(self) -> None:
        measure, placed = self._shown()
        if placed:
            text = tr("Delete {policy}").format(policy=tr(self._kind.title))
            self._session.edit(text, lambda scenario: scenario.without_measure(measure.id))

    def _stands(self, strength: float, history: list[Measure], planned: Measure | None) -> str:
        """Return in a word or two how the lever stands in the month under the hand."""
        if strength == 0.0 and planned is not None:
            return tr("in {year}").format(year=wording.year(planned.start))
        return tr("history") if history and strength == 0.0 else self._in_words(strength)

    def _told_of_months(self, measure: Measure, *, placed: bool) -> str:
        """Return what the months of a measure mean: one that is yet to come is there, and one before now is fiction."""
        if not placed:
            return self._planned_in_words(edits.next_of_kind(self._session.scenario, self._kind, self._session.hand))
        if measure.history or measure.start >= NOW:
            return ""
        return tr("It begins before {now}: from there on the market is another than the real one.").format(
            now=wording.month(NOW)
        )

    def _planned_in_words(self, planned: Measure | None) -> str:
        if planned is None:
            return ""
        told = headline(planned, self._session.scenario)
        return tr("It is on the timeline: {told}.").format(told=told)

    def _in_words(self, strength: float) -> str:
        if strength == 0.0:
            return tr("off")
        if edits.is_switch(self._kind):
            return tr("on")
        return wording.share(strength) if self._kind.greatest_strength == 1.0 else wording.number(strength, 2)


class LeverGroup(QWidget):
    """The levers of one actor under a heading that folds them away."""

    def __init__(self, title: str, rows: list[LeverRow], *, folded: bool) -> None:
        """Take the heading, the rows, and whether they are folded away at first."""
        super().__init__()
        self._title, self._rows = title, rows
        self._sought: list[str] = []
        self.heading = QToolButton()
        self.heading.setCheckable(True)
        self.heading.setChecked(not folded)
        self.heading.setProperty("rank", "heading")
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading.setToolTip(tr("Fold these levers away, or unfold them"))
        self.heading.toggled.connect(self.refresh)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for row in rows:
            column.addWidget(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addWidget(self._content)
        self.refresh()

    def refresh(self) -> None:
        """Show what is unfolded or sought, and how many levers a folded group has, and has on."""
        found = [row.speaks_of(self._sought) for row in self._rows]
        for row, shown in zip(self._rows, found, strict=True):
            row.setVisible(shown)
        unfolded = self.heading.isChecked() or bool(self._sought)
        self._content.setVisible(unfolded)
        self.setVisible(any(found))
        on = sum(row.is_on for row in self._rows)
        words = tr("{title} ({count}, {on} on)") if on else tr("{title} ({count})")
        self.heading.setText(self._title if unfolded else words.format(title=self._title, count=len(self._rows), on=on))
        self.heading.setAccessibleName(words.format(title=self._title, count=len(self._rows), on=on))
        self.heading.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)

    def seek(self, words: list[str]) -> None:
        """Show only the levers that speak of all of some words; without words all."""
        self._sought = words
        self.refresh()

    @property
    def found(self) -> list[LeverRow]:
        """Return the rows that speak of what is sought."""
        return [row for row in self._rows if row.speaks_of(self._sought)]


class Levers(QScrollArea):
    """All levers, by who pulls them."""

    sought_elsewhere = Signal()  # what is to be shown is not among the levers that were sought

    def __init__(self, session: Session) -> None:
        """Take the session that the levers edit."""
        super().__init__()
        self._session = session
        self.setAccessibleName(tr("Levers"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = QWidget()
        self._layout = layout = QVBoxLayout(self._content)
        layout.setContentsMargins(6, 2, 6, 8)
        layout.setSpacing(4)
        self._rows: dict[str, LeverRow] = {}
        self._groups: dict[str, LeverGroup] = {}
        for actor, kinds in edits.lever_kinds().items():
            rows = {kind.id: LeverRow(session, kind) for kind in kinds}
            self._rows.update(rows)
            group = LeverGroup(wording.actor(actor), list(rows.values()), folded=actor == edits.EVENTS)
            self._groups.update(dict.fromkeys(rows, group))
            layout.addWidget(group)
        self._nothing = plain_label(tr("No lever speaks of this."), "muted")
        self._nothing.hide()
        layout.addWidget(self._nothing)
        layout.addStretch(1)
        self.setWidget(self._content)
        self._fit()
        self._paced = Paced(self, TEXT, self._refresh, lead=_LEAD)
        session.hand_moved.connect(self._paced.ask)
        session.scenario_changed.connect(self._refresh)
        session.selection_changed.connect(self._open_selected)

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
        """Show only the levers that speak of some words, and return them, those first whose title has the words."""
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
        """Return the width in which every row has room; they know it now, the content learns it later."""
        bar, margins = self.verticalScrollBar().sizeHint().width(), self._layout.contentsMargins()
        widest = max(row.minimumSizeHint().width() for row in self._rows.values())
        return margins.left() + widest + margins.right() + bar

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


class LeverPanel(QWidget):
    """The levers under a line in which to find one."""

    def __init__(self, levers: Levers) -> None:
        """Take the levers."""
        super().__init__()
        self._levers = levers
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Find a lever"))
        self.line.setAccessibleName(tr("Find a lever"))
        self.line.setToolTip(tr("Words of its title, its actor or its description"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(levers.seek)
        self.line.returnPressed.connect(self._open_first)
        levers.sought_elsewhere.connect(self.line.clear)
        above = QHBoxLayout()
        above.setContentsMargins(8, 0, 8, 2)
        above.addWidget(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(above)
        layout.addWidget(levers, 1)

    def ask(self) -> None:
        """Let the user type."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all levers again at Escape."""
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
        else:
            super().keyPressEvent(event)

    def _open_first(self) -> None:
        found = self._levers.seek(self.line.text())
        if self.line.text().strip() and found:
            found[0].open()


def _strength_of(kind: type[Policy]) -> Param:
    """Return the declaration of a policy's strength, from which its control is made."""
    unit = "share" if kind.greatest_strength == 1.0 else ""
    return Param(unit, 0.0, kind.greatest_strength, kind.strength_means, tr("your choice"))


def cast_of(scenario: Scenario) -> tuple[object, ...]:
    """Return whom measures of a scenario may name."""
    return scenario.makers, scenario.models, scenario.regions


def what_it_does(kind: type[Policy]) -> str:
    """Return what a policy does, in the words of its declaration."""
    return " ".join(inspect.cleandoc(kind.__doc__ or "").split())


@cache
def all_that_is_said(kind: type[Policy]) -> str:
    """Return everything by which a policy can be found: title, actor, description, and what can be set."""
    said = [tr(kind.title), wording.actor(kind.actor), what_it_does(kind), kind.in_reality, kind.strength_means]
    for name, field in kind.model_fields.items():
        said += [in_words(name), field.description or "", *map(in_words, options_of(field.annotation))]
    return " ".join(said)


_TARGET_WORDS = {
    "maker": lambda: tr("Makers"),
    "origin": lambda: tr("Makers from"),
    "model": lambda: tr("Models"),
    "region": lambda: tr("Where"),
}
