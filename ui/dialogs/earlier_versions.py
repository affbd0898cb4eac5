"""The dialog of earlier versions of a file: when each was saved, how it differs, and the way back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QScrollArea, QWidget

from simulator.scenario.differences import differences
from simulator.scenario.keeping.versions import Version, earlier_versions
from simulator.scenario.problems import ScenarioProblems
from simulator.scenario.reading.parsing import text_of
from simulator.scenario.reading.reading import read_text
from ui.dialogs.dialog import Dialog
from ui.look import wording
from ui.look.wording import tr
from ui.widgets.form import plain_label

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.scenario.value import Scenario
    from ui.session.session import Session

_MOST_AT_ONCE = 8  # versions that are shown without scrolling


class EarlierVersions(Dialog):
    """Lists the kept versions of the file; bringing one back is an edit and can be undone."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        """Take the parent window, and the session whose file it is."""
        super().__init__(parent, tr("Earlier versions"), 560)
        self._session = session
        self._found: Scenario | None = None
        try:
            self._versions = [] if session.path is None else earlier_versions(session.path)
        except OSError as problem:
            self.say(tr("Shakeout's own folder cannot be read ({why}).").format(why=problem.strerror or problem))
            self.finish()
            return
        name = "" if session.path is None else session.path.name
        if not self._versions:
            self.say(tr("{name} has not been saved over yet. Each save keeps what was there before.").format(name=name))
            self.finish()
            return
        self.say(tr("What {name} held before it was saved again, the latest first:").format(name=name))
        self.listing = QListWidget()
        self.listing.setAccessibleName(tr("Earlier versions"))
        self.listing.addItems(
            [tr("Saved {when}").format(when=wording.moment(version.saved)) for version in self._versions]
        )
        self.listing.setSpacing(2)
        rows = min(len(self._versions), _MOST_AT_ONCE)
        self.listing.setFixedHeight(12 + (self.listing.sizeHintForRow(0) + 4) * rows)
        self.add(self.listing)
        self.difference = plain_label()
        self.difference.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.add(_scrolling(self.difference))
        self.bring_back = QPushButton(tr("&Bring back"))
        self.bring_back.clicked.connect(self._bring_back)
        self.finish(self.bring_back)
        self.listing.currentRowChanged.connect(self._show)
        self.listing.setCurrentRow(0)

    def _show(self, row: int) -> None:
        """Say how a version differs from the scenario on show."""
        self._found = None
        try:
            self._found, remarks = _scenario_of(self._versions[row], self._session.path)
            found = differences(self._session.scenario, self._found)
            heading = tr("How it differs from what you have now:") if found else tr("It says what you have now.")
            self.difference.setText("\n".join((*remarks, heading, *(f"•  {text}" for text in found))))
        except ScenarioProblems as problems:
            self.difference.setText(tr("This version cannot be read. {why}").format(why=problems))
        self.bring_back.setEnabled(self._found not in (None, self._session.scenario))

    def _bring_back(self) -> None:
        version = self._versions[self.listing.currentRow()]
        if (found := self._found) is not None:
            text = tr("Bring back the version of {when}").format(when=wording.moment(version.saved))
            if not self._session.edit(text, lambda _: found):
                return
        self.accept()


def _scenario_of(version: Version, path: Path | None) -> tuple[Scenario, tuple[str, ...]]:
    """Return the scenario of a version as it was read where its file stands, and what there is to say of it."""
    found = read_text(text_of(version.path), path)
    if found.scenario is None:
        raise ScenarioProblems(tr("It has problems"), found.problems)
    return found.scenario, found.remarks


def _scrolling(label: QLabel) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(label)
    area.setWidgetResizable(True)
    area.setMinimumHeight(120)
    area.setAccessibleName(tr("Differences"))
    return area
