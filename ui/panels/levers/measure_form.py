"""A form for one measure: its targets, its dates, its strength and the numbers of its policy."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QSizePolicy, QWidget

from simulator.dates import HORIZON, NEVER
from simulator.parameters import Param
from simulator.policy import Measure, Policy, Target
from simulator.scenario.reading.contents import When
from ui.look.wording import tr
from ui.models.measures import names_in_words
from ui.session import edits
from ui.session.undo import Gestures
from ui.widgets.declared_form import Form
from ui.widgets.form import form_layout, plain_label
from ui.widgets.month_box import MonthBox
from ui.widgets.names_choice import NamesChoice
from ui.widgets.number_box import NumberBox, WholeBox, whole_box
from ui.widgets.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.scenario.value import Scenario

_NAMED = ("maker", "model", "region")  # kinds of what the numbers of a policy may name
_NARROWEST_DATE = 110  # pixels


class MeasureForm(QWidget):
    """Everything that can be set on one measure."""

    changed = Signal(object, int)  # the measure as it should be, and the gesture that the change belongs to

    def __init__(self, scenario: Scenario, measure: Measure, why_not: Callable[[Measure], str]) -> None:
        """Build the form for measures of one policy, with the names that a scenario has.

        `why_not` says why a measure cannot be what it shows, "" where it can.
        """
        super().__init__()
        self._measure, self._why_not = measure, why_not
        self.cast = cast_of(scenario)
        self._gestures = Gestures()
        self._form = form_layout(self)
        self._targets = {field: self._add_target(field, scenario) for field in measure.policy.may_target}
        self._strength = self._add_strength()
        self._start = MonthBox(tr("First month in force"))
        self._end = MonthBox(tr("Last month in force"), after_last=tr("No end"))
        self._announced = MonthBox(tr("Month of announcement"), before_first=tr("Not before"))
        self._ramp = _ramp_box()
        self._add_dates()
        named = {kind: names_in_words(kind, scenario) for kind in _NAMED}
        self._numbers = Form(measure.policy, self._form, named)
        self._numbers.value_changed.connect(lambda policy: self._offer(policy=policy))

    def stack(self, stacked: bool) -> None:
        """Put each control below its name, or beside it."""
        policies = QFormLayout.RowWrapPolicy
        self._form.setRowWrapPolicy(policies.WrapAllRows if stacked else policies.DontWrapRows)

    def show_measure(self, measure: Measure, *, placed: bool) -> None:
        """Show a measure without emitting a signal; one that is not on the timeline has no dates yet."""
        if measure.id != self._measure.id:
            self._take_back()
        self._measure = measure
        for field, choice in self._targets.items():
            choice.show_names(getattr(measure.target, field))
        self._start.show_month(measure.start)
        self._end.show_month(measure.end)
        self._announced.show_month(measure.announced)
        self._ramp.show_number(measure.ramp)
        self._numbers.show_value(measure.policy)
        if self._strength is not None:
            self._strength.show_number(measure.strength)
        self._show_rows(measure, placed=placed)

    # --- How it is built ----------------------------------------------------------------------------------

    def _add_target(self, field: str, scenario: Scenario) -> NamesChoice:
        default = getattr(self._measure.policy.default_target, field)
        title = _target_in_words(field)
        choice = NamesChoice(title, names_in_words(field, scenario), default)
        choice.names_changed.connect(lambda names: self._aim(field, names))
        self._form.addRow(plain_label(title), choice)
        return choice

    def _add_strength(self) -> NumberBox | None:
        """Add a box for the strength, unless the policy is only switched on and off."""
        kind = type(self._measure.policy)
        if edits.is_switch(kind):
            return None
        box = NumberBox(_strength_of(kind), self._measure.strength)
        box.setAccessibleName(tr("Strength of the measure"))
        box.number_changed.connect(lambda number: self._offer(strength=number))
        self._form.addRow(plain_label(tr("Strength")), box)
        return box

    def _add_dates(self) -> None:
        for title, box, meaning in (
            (tr("From"), self._start, tr("First month in force")),
            (tr("Until"), self._end, tr("Last month in force")),
            (tr("Grows over"), self._ramp, tr("Months in which it grows evenly to its full strength")),
            (tr("Announced"), self._announced, tr("Month from which people know of it")),
        ):
            box.setToolTip(f"{meaning}. {box.toolTip()}".strip())
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setMinimumWidth(_NARROWEST_DATE)
            self._form.addRow(plain_label(title), box)
        self._start.month_changed.connect(lambda month: self._offer(**self._starting(month)))
        self._end.month_changed.connect(lambda month: self._offer(end=month))
        self._ramp.number_changed.connect(lambda months: self._offer(ramp=round(months)))
        self._announced.month_changed.connect(lambda month: self._offer(announced=month))
        self._start.judge(lambda month: self._why_not(self._measure.changed(**self._starting(month))))
        for field, box in (("end", self._end), ("announced", self._announced)):
            box.judge(partial(self._judge, field))

    # --- How it follows and what it offers ----------------------------------------------------------------

    def _take_back(self) -> None:
        """Drop what was refused for a measure that gives way to another: it would be said of the wrong one."""
        for typed in self.findChildren(Typed):
            typed.take_back()

    def _show_rows(self, measure: Measure, *, placed: bool) -> None:
        """Show only the dates that a measure has."""
        if self._strength is not None:
            self._form.setRowVisible(self._strength, placed)
        self._form.setRowVisible(self._start, placed)
        self._form.setRowVisible(self._end, placed and not measure.policy.momentary)
        known_early = measure.policy.heard_before or measure.announced is not None
        self._form.setRowVisible(self._announced, placed and known_early)

    def _aim(self, field: str, names: tuple[str, ...]) -> None:
        fields = {name: getattr(self._measure.target, name) for name in Target.model_fields}
        self._offer(target=Target(**{**fields, field: names}))

    def _starting(self, month: object) -> dict[str, object]:
        """Return the dates of the measure where it starts in a month; what happens once has no end to be seen."""
        measure = self._measure
        if not measure.policy.momentary or measure.end >= NEVER or not isinstance(month, int):
            return {"start": month}
        return {"start": month, "end": min(month + measure.end - measure.start, HORIZON - 1)}

    def _judge(self, field: str, value: object) -> str:
        return self._why_not(self._measure.changed(**{field: value}))

    def _offer(self, **fields: object) -> None:
        self.changed.emit(self._measure.changed(**fields), self._gestures.proceed())


def cast_of(scenario: Scenario) -> tuple[object, ...]:
    """Return everyone whom measures of a scenario may name."""
    return scenario.makers, scenario.models, scenario.regions


def _ramp_box() -> WholeBox:
    box = whole_box(When, "ramp_months", 0, nought=tr("At once"))
    box.setAccessibleName(tr("Months to full strength"))
    return box


def _strength_of(kind: type[Policy]) -> Param:
    """Return the declaration of a policy's strength, from which its control is made."""
    unit = "share" if kind.greatest_strength == 1.0 else ""
    return Param(unit, 0.0, kind.greatest_strength, kind.strength_means, tr("your choice"))


def _target_in_words(field: str) -> str:
    words = {"maker": tr("Makers"), "origin": tr("Makers from"), "model": tr("Models"), "region": tr("Where")}
    return words[field]
