"""The line below everything: what is being simulated, how far it is, and what to make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar

from ui.look import wording
from ui.look.clock import TEXT, Paced
from ui.look.wording import tr
from ui.widgets.form import plain_tip
from ui.widgets.shortened import ShortenedLabel

if TYPE_CHECKING:
    from ui.session.session import Session


class StatusLine(QStatusBar):
    """Progress on the left, the caveat on the right."""

    def __init__(self, session: Session) -> None:
        """Follow the simulation of a session."""
        super().__init__()
        self._session = session
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedSize(QSize(90, 6))
        self._progress.setAccessibleName(tr("Progress of the simulation"))
        self._doing = ShortenedLabel("caveat")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(6, 0, 8, 2)
        self.addWidget(self._progress)
        self.addWidget(self._doing, 1)
        self.addPermanentWidget(_caveat())
        self._paced = Paced(self, TEXT, self._show_progress)
        simulation = session.simulation
        for signal in (simulation.months_added, simulation.finished, simulation.halted, simulation.failed):
            signal.connect(self._paced.ask)
        session.branch_changed.connect(self._paced.ask)

    def _show_progress(self) -> None:
        branch, scenario = self._session.branch, self._session.scenario
        done, stopped = self._session.simulation.complete, self._session.simulation.stopped
        self._progress.setVisible(not done and not stopped)
        self._progress.setRange(0, scenario.end)
        self._progress.setValue(max(0, len(branch.worlds) - 1))
        if stopped:
            last = wording.month(branch.worlds[-1].month) if branch.worlds else ""
            words = tr("Stopped after {month}") if last else tr("Stopped before the first month")
            self._doing.setText(words.format(month=last))
        elif not done and branch.worlds:
            self._doing.setText(tr("Simulating … {month}").format(month=wording.month(branch.worlds[-1].month)))
        else:
            words = tr("Simulated to {month} with {buyers} buyers, seed {seed}")
            month, buyers = wording.month(scenario.end), wording.number(scenario.buyers)
            self._doing.setText(words.format(month=month, buyers=buyers, seed=scenario.seed))
        self._doing.setToolTip(plain_tip(self._doing.text()))


def _caveat() -> QLabel:
    caveat = QLabel(wording.caveat())
    caveat.setTextFormat(Qt.TextFormat.PlainText)
    caveat.setProperty("rank", "caveat")
    return caveat
