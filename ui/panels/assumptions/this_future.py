"""What a future starts from besides the model: its luck, its number of buyers, and what is known of the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QToolButton, QVBoxLayout, QWidget

from simulator.scenario.reading.contents import Run
from ui.look import wording
from ui.look.wording import tr
from ui.session.undo import Gestures
from ui.widgets.form import calm, form_layout, plain_label, plain_tip
from ui.widgets.number_box import whole_box

if TYPE_CHECKING:
    from ui.session.session import Session

_BUYERS = (1_024, 4_096, 16_384, 65_536)


class ThisFuture(QWidget):
    """Seed, buyers and history under a heading that folds them away."""

    def __init__(self, session: Session) -> None:
        """Change what the session's scenario starts from."""
        super().__init__()
        self._session = session
        self._gestures = Gestures()
        self.seed = whole_box(Run, "seed", session.scenario.seed)
        self.seed.number_changed.connect(self._change_seed)
        self.buyers = QComboBox()
        self.buyers.activated.connect(self._change_buyers)
        self.history = QComboBox()
        self.history.addItem(tr("Locked"), "locked")
        self.history.addItem(tr("Free"), "free")
        self.history.activated.connect(self._lock)
        self.heading = QToolButton()
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._content = QWidget()
        self._lay_out()
        self.heading.toggled.connect(self._unfold)
        self._unfold(False)
        self.refresh()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addWidget(self._content)
        form = form_layout(self._content)
        luck = tr("The seed: the same number always brings the same luck, another number other luck")
        buyers = tr("Simulated enterprises: more of them take longer and scatter less")
        history = tr("Locked: makers known to be alive in January 2026 live until then. Free: the model decides.")
        for words, box, meaning in (
            (tr("Luck"), self.seed, luck),
            (tr("Buyers"), self.buyers, buyers),
            (tr("History"), self.history, history),
        ):
            calm(box)
            box.setAccessibleName(words)
            box.setAccessibleDescription(meaning)
            box.setToolTip(plain_tip(meaning))
            label = plain_label(words)
            label.setBuddy(box)
            form.addRow(label, box)

    def refresh(self) -> None:
        """Show what the scenario has."""
        scenario = self._session.scenario
        self.seed.show_number(scenario.seed)
        self.buyers.clear()
        for count in sorted({*_BUYERS, scenario.buyers}):
            self.buyers.addItem(wording.number(count), count)
        self.buyers.setCurrentIndex(self.buyers.findData(scenario.buyers))
        self.history.setCurrentIndex(self.history.findData(scenario.history))
        words = tr("Luck {seed}, {buyers} buyers, history {history}").format(
            seed=scenario.seed, buyers=self.buyers.currentText(), history=self.history.currentText().lower()
        )
        self.heading.setText(tr("This future"))
        self.heading.setToolTip(plain_tip(words))
        self.heading.setAccessibleName(tr("This future: {words}").format(words=words))

    def _unfold(self, unfolded: bool) -> None:
        self._content.setVisible(unfolded)
        self.heading.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)

    def _change_seed(self, seed: float) -> None:
        text, gesture = tr("Change the luck"), self._gestures.proceed()
        self._session.edit(text, lambda scenario: scenario.changed(seed=round(seed)), gesture)

    def _change_buyers(self) -> None:
        count = self.buyers.currentData()
        self._session.edit(tr("Change the number of buyers"), lambda scenario: scenario.changed(buyers=count))

    def _lock(self) -> None:
        history = self.history.currentData()
        text = tr("Lock history") if history == "locked" else tr("Set history free")
        self._session.edit(text, lambda scenario: scenario.changed(history=history))
