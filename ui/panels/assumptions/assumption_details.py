"""One assumption: what it means, a slider and a number, its range and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSlider, QVBoxLayout

from ui.look.wording import tr
from ui.session.undo import Gestures
from ui.widgets.form import calm, plain_label, plain_tip
from ui.widgets.number_box import NumberBox, number_in_words

if TYPE_CHECKING:
    from ui.models.assumptions import Assumption
    from ui.session.session import Session

_STEPS = 200  # of a slider
_DIGITS = 6  # of a number at which a slider stands: more would pretend to be meant


class AssumptionDetails(QFrame):
    """Explains the selected assumption and lets the user change it."""

    def __init__(self, session: Session) -> None:
        """Change assumptions of a session's scenario."""
        super().__init__()
        self._session = session
        self._gestures = Gestures()
        self._shown: Assumption | None = None
        self.setProperty("card", True)
        self._title = plain_label(rank="heading")
        self._help = plain_label()
        self._facts = plain_label(rank="muted")
        self.slider = self._build_slider()
        self.box: NumberBox | None = None
        self.reset = QPushButton(tr("Reset"))
        self.reset.clicked.connect(self.reset_shown)
        self._row = QHBoxLayout()
        self._row.addWidget(self.reset)
        self._lay_out()
        self.hide()

    def _build_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, _STEPS)
        slider.setPageStep(_STEPS // 10)
        slider.sliderPressed.connect(self._gestures.begin)
        slider.valueChanged.connect(self._slide)
        calm(slider)
        return slider

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._help)
        layout.addWidget(self.slider)
        layout.addLayout(self._row)
        layout.addWidget(self._facts)

    @property
    def path(self) -> str:
        """Return the key in a file of the assumption on show, "" where there is none."""
        return "" if self._shown is None else self._shown.path

    def show_assumption(self, wanted: Assumption | None) -> None:
        """Show an assumption, or none."""
        if wanted is None:
            self._shown = None
            self.hide()
            return
        if wanted != self._shown:
            self._shown = wanted
            self._build(wanted)
        self.refresh()
        self.show()

    def refresh(self) -> None:
        """Show the value that the scenario has."""
        shown = self._shown
        if shown is None or self.box is None:
            return
        declared, value = shown.declared, shown.value(self._session.scenario)
        self.box.show_number(value)
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round(_STEPS * (value - declared.low) / (declared.high - declared.low)))
            self.slider.blockSignals(False)
        self.slider.setAccessibleDescription(number_in_words(declared, value))
        self.reset.setEnabled(value != shown.default)
        self.reset.setToolTip(plain_tip(tr("Back to {value}").format(value=number_in_words(declared, shown.default))))

    def reset_shown(self) -> None:
        """Give the assumption the value that the model has for it."""
        if self._shown is not None:
            self._set(self._shown.default, self._gestures.begin())

    def _build(self, wanted: Assumption) -> None:
        """Fill the card for an assumption, with a number box of its own."""
        declared = wanted.declared
        self._title.setText(wanted.title)
        self._help.setText(declared.help)
        self._facts.setText(facts_in_words(wanted))
        if self.box is not None:
            self._row.removeWidget(self.box)
            self.box.setParent(None)
            self.box.deleteLater()
        self.box = NumberBox(declared, wanted.value(self._session.scenario))
        self.box.setAccessibleName(wanted.title)
        self.box.setAccessibleDescription(declared.help)
        self.box.judge(lambda number: self._why_not(wanted, number))
        self.box.number_changed.connect(lambda number: self._set(number, self._gestures.proceed()))
        self._row.insertWidget(0, self.box, 1)
        self.slider.setAccessibleName(tr("{title}, as a slider").format(title=wanted.title))
        self.reset.setAccessibleName(tr("Reset {title}").format(title=wanted.title))
        self._gestures = Gestures()  # what is shown next is changed in a step of its own

    def _why_not(self, shown: Assumption, number: object) -> str:
        """Return why an assumption cannot have a number beside the others, "" where it can."""
        scenario = self._session.scenario
        return self._session.gate.why_not(scenario, shown.set(scenario, number)) if isinstance(number, float) else ""

    def _slide(self, place: int) -> None:
        if self._shown is not None:
            declared = self._shown.declared
            number = declared.low + (declared.high - declared.low) * place / _STEPS
            number = min(max(float(f"{number:.{_DIGITS}g}"), declared.low), declared.high)
            self._set(number, self._gestures.proceed(held=self.slider.isSliderDown()))

    def _set(self, number: float, gesture: int) -> None:
        shown = self._shown
        if shown is not None:
            text = tr("Assume another {title}").format(title=shown.title.lower())
            if not self._session.edit(text, lambda scenario: shown.set(scenario, number), gesture, in_form=True):
                self.refresh()
                if self.box is not None:
                    self.box.typed.refuse(self._session.gate.reason)


def facts_in_words(one: Assumption) -> str:
    """Return the range of an assumption, the model's own value and its source."""
    declared = one.declared
    return tr("From {low} to {high}. The model's own value: {default}. Source: {source}.").format(
        low=number_in_words(declared, declared.low, unit=False),
        high=number_in_words(declared, declared.high),
        default=number_in_words(declared, one.default),
        source=declared.source,
    )
