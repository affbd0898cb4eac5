"""The opened part of a lever: what its policy does, who has done it, and a form for its measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.look.wording import tr
from ui.models.measures import short_name
from ui.panels.levers.lever_words import what_it_does
from ui.panels.levers.measure_form import MeasureForm, cast_of
from ui.panels.levers.standing import Standing
from ui.session import edits
from ui.widgets.form import plain_label
from ui.widgets.typed import is_typed_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simulator.policy import Measure, Policy
    from ui.session.session import Session


class LeverDetails(QFrame):
    """Explanations, form and buttons of one lever."""

    changed = Signal(object, int)  # the measure as it should be, and the gesture that the change belongs to

    def __init__(self, session: Session, kind: type[Policy], shown: edits.Lever) -> None:
        """Show one policy's measures of a session, `shown` first."""
        super().__init__()
        self._session, self._kind, self._shown = session, kind, shown
        self._stacked = False
        self.setProperty("card", True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 6, 8, 8)
        self._layout.setSpacing(6)
        self._explain()
        self._history = self._add_label("muted")
        self._headline = self._add_label("heading")
        self._remarks = self._add_label("muted")  # from the file: why it is there, and who says so
        self._locked = self._add_label("muted")
        self._form_holder = QVBoxLayout()
        self._layout.addLayout(self._form_holder)
        self._form: MeasureForm | None = None
        self._form_for_cast()
        self._months = self._add_label(
            "muted"
        )  # below the form: else its boxes would move under the mouse that sets them
        self._buttons = QHBoxLayout()
        self._layout.addLayout(self._buttons)
        self._off = self._add_button(tr("Switch off"), "", self._switch)
        copying = tr("Add a copy to the timeline that begins when this one ends")
        self._duplicate = self._add_button(tr("Duplicate"), copying, self._copy)
        self._delete = self._add_button(tr("Delete"), tr("Take the measure off the timeline"), self._take_off)
        self._buttons.addStretch(1)

    @property
    def measure(self) -> str:
        """Return the id of the measure on show, "" where it is on no timeline."""
        return self._shown.measure.id if self._shown.placed else ""

    @property
    def is_in_use(self) -> bool:
        """Return whether the user is in the form, or has left something in it that is not taken over."""
        form = self._form
        return form is not None and (form in _ancestors(QApplication.focusWidget()) or is_typed_in(form))

    def stack(self, stacked: bool) -> None:
        """Put controls below their names and buttons below each other, or side by side."""
        self._stacked = stacked
        if self._form is not None:
            self._form.stack(stacked)
        way = QHBoxLayout.Direction.TopToBottom if stacked else QHBoxLayout.Direction.LeftToRight
        self._buttons.setDirection(way)

    def show_lever(self, shown: edits.Lever, standing: Standing) -> None:
        """Show a measure, and how its lever stands in the month under the hand."""
        self._shown = shown
        measure, scenario = shown.measure, self._session.scenario
        self._say(self._history, standing.history_in_words)
        self._headline.setText(standing.headline_of(shown))
        self._say(self._months, standing.months_in_words(shown))
        source = tr("Source: {source}").format(source=measure.source) if measure.source else ""
        self._say(self._remarks, "\n".join(filter(None, (measure.note, source))))
        why = edits.why_locked(scenario, measure)
        self._say(self._locked, why)
        form = self._form_for_cast()
        form.show_measure(measure, placed=shown.placed)
        form.setEnabled(not why)
        self._show_buttons()

    # --- How it is built ----------------------------------------------------------------------------------

    def _explain(self) -> None:
        """Say what the policy does, who has done it, and what its strength means."""
        self._layout.addWidget(plain_label(what_it_does(self._kind)))
        self._layout.addWidget(plain_label(tr("In reality: {text}").format(text=self._kind.in_reality), "muted"))
        if not edits.is_switch(self._kind):
            meaning = tr("Strength: {meaning}.").format(meaning=self._kind.strength_means)
            self._layout.addWidget(plain_label(meaning, "muted"))

    def _add_label(self, rank: str) -> QLabel:
        label = plain_label(rank=rank)
        self._layout.addWidget(label)
        return label

    def _add_button(self, words: str, tip: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.clicked.connect(act)
        self._buttons.addWidget(button)
        return button

    def _form_for_cast(self) -> MeasureForm:
        """Return the form, a new one if the scenario now has other makers, models or regions."""
        form, scenario = self._form, self._session.scenario
        if form is not None and form.cast == cast_of(scenario):
            return form
        if form is not None:
            self._form_holder.removeWidget(form)
            form.setParent(None)
            form.deleteLater()
        self._form = form = MeasureForm(scenario, self._shown.measure, self._why_not)
        form.changed.connect(self.changed)
        form.stack(self._stacked)
        self._form_holder.addWidget(form)
        return form

    def _why_not(self, measure: Measure) -> str:
        """Return why the measure on show cannot be another one; what is on no timeline yet is judged when it is."""
        session = self._session
        if not self._shown.placed:
            return ""
        return session.gate.why_not(session.scenario, session.scenario.with_measure(measure))

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    # --- The buttons --------------------------------------------------------------------------------------

    def _show_buttons(self) -> None:
        """Offer what can be done with a measure on the timeline."""
        title = tr(self._kind.title)
        self._off.setText(tr("Switch off") if self._shown.measure.enabled else tr("Switch on"))
        for button in (self._off, self._duplicate, self._delete):
            button.setVisible(self._shown.placed)
        self._off.setAccessibleName(tr("{what}: {policy}").format(what=self._off.text(), policy=title))
        self._duplicate.setAccessibleName(tr("Duplicate measure: {policy}").format(policy=title))
        self._delete.setAccessibleName(tr("Delete measure: {policy}").format(policy=title))

    def _switch(self) -> None:
        if self._shown.placed:
            name, text = self._shown.measure.id, tr("Switch {measure}").format(measure=self._named())
            self._session.edit(text, lambda scenario: edits.switch_measure(scenario, name))

    def _copy(self) -> None:
        if self._shown.placed:
            self._session.duplicate(self._shown.measure.id)

    def _take_off(self) -> None:
        if self._shown.placed:
            name, text = self._shown.measure.id, tr("Delete {measure}").format(measure=self._named())
            self._session.edit(text, lambda scenario: scenario.without_measure(name))

    def _named(self) -> str:
        """Return what a step of undo calls the measure on show."""
        return short_name(self._shown.measure, self._session.scenario)


def _ancestors(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()
