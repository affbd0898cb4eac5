"""The file of a session: begin anew, open, save, and ask about what is not saved before it is left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from simulator.scenario.library import load_to_edit
from simulator.scenario.problems import Problem, ScenarioProblems
from ui.panels import pages
from ui.recent import note_file
from ui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.scenario.value import Scenario
    from ui.panels.notices import Notice
    from ui.preferences import Preferences
    from ui.session import Session

_ENDING = ".toml"
_EXPORTS = (".png", ".svg", ".pdf", ".csv", ".parquet")  # with a receipt of the run that they came from


class Files(QObject):
    """Opens and saves the scenario of a session; what fails is told, and nothing is lost."""

    opening = Signal()  # another scenario is about to replace the present one
    saved = Signal(Path)

    def __init__(self, window: QWidget, session: Session, notice: Notice, preferences: Preferences) -> None:
        """Take the window over which dialogs stand, the session, where failures are told, and the usual folder."""
        super().__init__(window)
        self._preferences = preferences
        self._window, self._session, self._notice = window, session, notice

    def new(self) -> None:
        """Begin anew with the base market."""
        self.open("base")

    def open(self, name_or_path: str | Path) -> None:
        """Open a scenario that ships, or a file, once the present one is saved or given up."""
        self.leave_present(lambda: self._open(name_or_path))

    def ask_to_open(self) -> None:
        """Let the user choose a file."""
        dialog = self._dialog(tr("Open a scenario"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.open(Path(path)))
        dialog.open()

    def save(self) -> None:
        """Save to the scenario's file, or ask for one."""
        if self._session.path is None:
            self.ask_to_save()
        else:
            self.save_to(self._session.path)

    def ask_to_save(self, then: Callable[[], None] | None = None) -> None:
        """Let the user choose where to save, and go on once it is saved."""
        dialog = self._dialog(tr("Save the scenario"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_ENDING)
        name = _file_name(self._session.scenario.title)
        dialog.selectFile(str(self._session.path or self._preferences.folder / f"{name}{_ENDING}"))
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path), then))
        dialog.open()

    def save_to(self, path: Path, then: Callable[[], None] | None = None) -> None:
        """Save to a file, and go on once it is saved."""
        scenario = self._session.scenario
        if not self._write(scenario, path, again=lambda: self.save_to(path, then)):
            return
        self._session.note_saved(scenario, path)
        note_file(self._preferences.settings, path)
        self.saved.emit(path)
        if then is not None:
            then()

    def ask_to_save_copy(self, scenario: Scenario, name: str) -> None:
        """Let the user choose where to save another scenario than the one on show, which stays as it is."""
        dialog = self._dialog(tr("Save {name}").format(name=name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_ENDING)
        path = self._session.path
        folder = self._preferences.folder if path is None else path.parent
        dialog.selectFile(str(folder / f"{_file_name(name)}{_ENDING}"))
        dialog.fileSelected.connect(lambda path: self.save_copy_to(scenario.changed(title=name), Path(path)))
        dialog.open()

    def save_copy_to(self, scenario: Scenario, path: Path) -> None:
        """Save another scenario than the one on show to a file."""
        if self._write(scenario, path, again=lambda: self.save_copy_to(scenario, path)):
            self.saved.emit(path)

    def leave_present(self, then: Callable[[], None]) -> None:
        """Go on at once when there is nothing to save, else when the user has saved or does not want to."""
        if not self._session.changed:
            then()
            return
        buttons = QMessageBox.StandardButton
        text = tr("Save the changes to “{title}”?").format(title=self._session.scenario.title)
        dialog = QMessageBox(
            QMessageBox.Icon.Question, "Shakeout", text, buttons.Save | buttons.Discard | buttons.Cancel, self._window
        )
        dialog.setTextFormat(Qt.TextFormat.PlainText)
        dialog.setInformativeText(tr("Without saving they are lost."))
        dialog.setDefaultButton(buttons.Save)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def decide(answer: int) -> None:
            if answer == buttons.Discard:
                then()
            elif answer == buttons.Save and self._session.path is not None:
                self.save_to(self._session.path, then)
            elif answer == buttons.Save:
                self.ask_to_save(then)

        dialog.finished.connect(decide)
        dialog.open()

    def _open(self, name_or_path: str | Path) -> None:
        path = name_or_path if isinstance(name_or_path, Path) else None
        warning = ""
        try:
            if path is not None and path.suffix.lower() in _EXPORTS:
                scenario, warning = _run_behind(path)
                path = None
            else:
                scenario = load_to_edit(name_or_path)
        except ScenarioProblems as found:
            pages.problems_page(self._window, found).open()
            return
        self.opening.emit()
        self._session.open(scenario, path)
        if isinstance(name_or_path, Path):
            note_file(self._preferences.settings, name_or_path)
        if warning:
            self._notice.tell(warning)

    def _write(self, scenario: Scenario, path: Path, again: Callable[[], None]) -> bool:
        """Tell whether a scenario was saved; the user is told where it was not."""
        from simulator.scenario.saving import save

        try:
            save(scenario, path)
        except (OSError, ScenarioProblems) as problem:
            text = tr("The scenario could not be saved to {path}. Nothing was lost: it is still open.")
            self._notice.tell(text.format(path=path), str(problem), again=again)
            return False
        return True

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(
            tr("Scenarios (*.toml);;Pictures and tables with a receipt (*.png *.svg *.pdf *.csv *.parquet)")
        )
        own = self._session.path
        dialog.setDirectory(str(own.parent if own is not None else self._preferences.folder))
        return dialog


def _run_behind(path: Path) -> tuple[Scenario, str]:
    """Return the scenario that an export came from, and a warning where this program computes it otherwise.

    Raises
    ------
    ScenarioProblems
        If the export has no receipt, or one that cannot be read.
    """
    from simulator.receipts import NotRepeatableError, read_receipt, repeatable
    from simulator.tables import receipt_in
    from ui.exporting import receipt_in_picture

    try:
        text = receipt_in_picture(path) if path.suffix.lower() == ".png" else receipt_in(path)
    except OSError as problem:
        raise ScenarioProblems(str(path), [Problem("", None, str(problem))]) from problem
    if not text:
        words = tr(
            "It carries no receipt, so nobody knows which run it came from. Shakeout writes one into every PNG and "
            "Parquet file, and beside every other."
        )
        raise ScenarioProblems(str(path), [Problem("", None, words)])
    try:
        return repeatable(text, path.name).scenario, ""
    except NotRepeatableError as difference:
        return read_receipt(text, path.name).scenario, str(difference)


def _file_name(title: str) -> str:
    """Return a name for the file of a title."""
    letters = "".join(letter if letter.isalnum() else " " for letter in title.lower())
    return "_".join(letters.split()) or "scenario"
