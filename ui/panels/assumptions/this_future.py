"""What a future starts from besides the model: its seed, its number of buyers, and what is known of the past."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QToolButton, QVBoxLayout, QWidget

from simulator.scenario.value import Run
from ui.look import wording
from ui.look.wording import tr
from ui.session.undo import Gestures
from ui.widgets.form import calm, form_layout, plain_label, plain_tip
from ui.widgets.number_box import WholeBox, whole_box
from ui.widgets.typed import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.session.session import Session

_BUYERS = (1_024, 4_096, 16_384, 65_536)


class Setting(NamedTuple):
    """One thing that a future starts from: its key in a file, its name, what it means, and words to find it by."""

    id: str
    title: str
    meaning: str
    words: str


def settings() -> tuple[Setting, ...]:
    """Return what a future starts from, in the order in which it is shown."""
    seed = tr("The same seed always brings the same luck, another seed other luck")
    buyers = tr("Simulated enterprises: more of them take longer and scatter less")
    history = tr("Locked: makers known to be alive in January 2026 live until then. Free: the model decides.")
    return (
        Setting("seed", tr("Seed"), seed, tr("random number, chance, draws")),
        Setting("buyers", tr("Buyers"), buyers, tr("number of enterprises, sample size")),
        Setting("history", tr("History"), history, tr("past, events, survival")),
    )


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
        for setting in settings():
            box = self._box(setting.id)
            calm(box)
            box.setAccessibleName(setting.title)
            box.setAccessibleDescription(setting.meaning)
            box.setToolTip(plain_tip(setting.meaning))
            label = plain_label(setting.title)
            label.setBuddy(box)
            form.addRow(label, box)

    def _box(self, setting: str) -> WholeBox | QComboBox:
        boxes: dict[str, WholeBox | QComboBox] = {"seed": self.seed, "buyers": self.buyers, "history": self.history}
        return boxes[setting]

    def show_setting(self, setting: str) -> QWidget:
        """Unfold, give the box of a setting the focus, and return it."""
        self.heading.setChecked(True)
        box = self._box(setting)
        box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return box

    def answers(self, words: Sequence[str]) -> bool:
        """Return whether one of the settings is called by all of some words, in small letters."""
        said = [" ".join(setting[1:]).casefold() for setting in settings()]
        return bool(words) and any(all(word in each for word in words) for each in said)

    def refresh(self) -> None:
        """Show what the scenario has."""
        scenario = self._session.scenario
        self.seed.show_number(scenario.seed)
        self.buyers.clear()
        for count in sorted({*_BUYERS, scenario.buyers}):
            self.buyers.addItem(wording.number(count), count)
        self.buyers.setCurrentIndex(self.buyers.findData(scenario.buyers))
        self.history.setCurrentIndex(self.history.findData(scenario.history))
        words = tr("Seed {seed}, {buyers} buyers, history {history}").format(
            seed=scenario.seed, buyers=self.buyers.currentText(), history=self.history.currentText().lower()
        )
        self.heading.setText(tr("This future"))
        self.heading.setToolTip(plain_tip(words))
        self.heading.setAccessibleName(tr("This future: {words}").format(words=words))

    def _unfold(self, unfolded: bool) -> None:
        if not unfolded and not settle(self._content):
            self.heading.setChecked(True)
            return
        self._content.setVisible(unfolded)
        self.heading.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)

    def _change_seed(self, seed: float) -> None:
        text, gesture = tr("Change the seed"), self._gestures.proceed()
        self._session.edit(text, lambda scenario: scenario.changed(seed=round(seed)), gesture, in_form=True)

    def _change_buyers(self) -> None:
        count = self.buyers.currentData()
        if not self._session.edit(tr("Change the number of buyers"), lambda scenario: scenario.changed(buyers=count)):
            self.refresh()

    def _lock(self) -> None:
        history = self.history.currentData()
        text = tr("Lock history") if history == "locked" else tr("Set history free")
        if not self._session.edit(text, lambda scenario: scenario.changed(history=history)):
            self.refresh()
