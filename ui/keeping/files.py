"""The file of a session: start again, open, save, and ask about unsaved changes before leaving it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from simulator.disk import content_of, mark, mark_of
from simulator.scenario.library import introduction, load_to_edit, load_with_remarks, shipped
from simulator.scenario.problems import Problem, ScenarioProblems
from simulator.scenario.reading.reading import read_text
from simulator.scenario.shelf import find
from simulator.text import file_name
from ui.dialogs import reading as pages
from ui.look.wording import tr
from ui.session.recent import note_file
from ui.widgets.typed import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.scenario.keeping.saving import Saved
    from simulator.scenario.value import Scenario
    from ui.look.settings import Settings
    from ui.session.session import Session
    from ui.widgets.notices import Notice

_UNNAMED = "scenario"  # the file of a title without letters
_ENDING = ".toml"
_EXPORTS = (".png", ".svg", ".pdf", ".csv", ".parquet")  # with a receipt of the future that they show


class Files(QObject):
    """Opens and saves the scenario of a session; a failure is reported, and nothing is lost."""

    opening = Signal()  # another scenario is about to replace the present one
    saved = Signal(Path)

    def __init__(self, window: QWidget, session: Session, notice: Notice, settings: Settings) -> None:
        """Take the parent window of dialogs, the session, where failures are reported, and the usual folder."""
        super().__init__(window)
        self._settings = settings
        self._window, self._session, self._notice = window, session, notice
        self._base, self._known = "", ""  # what the file held when it was last read or written, and the mark of it
        self._told = ""  # the mark of what the user knows another program to have written
        self._note_content()

    @property
    def base(self) -> str:
        """Return the text of the file when it was last read or written, "" where there is none."""
        return self._base

    def new(self) -> None:
        """Start again with the base market."""
        self.open("base")

    def open(self, name_or_path: str | Path) -> None:
        """Open a scenario that ships, or a file, once the present one is saved or given up."""
        self.leave_present(lambda: self._open(name_or_path))

    def tell_remarks(self, path: Path) -> None:
        """Tell what there is to say of a file that another version wrote, when a window opens on it."""
        try:
            _, remarks = load_with_remarks(path)
        except ScenarioProblems:  # it has changed since it was read
            return
        if remarks:
            self._notice.tell_all(_of_file(path, remarks))

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
        name = file_name(self._session.scenario.title) or _UNNAMED
        dialog.selectFile(str(self._session.path or self._settings.folder / f"{name}{_ENDING}"))
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path), then))
        dialog.open()

    def save_to(self, path: Path, then: Callable[[], None] | None = None, *, overwrite: bool = False) -> None:
        """Save to a file, then go on; `overwrite` whatever another program has written to it."""
        from simulator.scenario.keeping.saving import ChangedOnDiskError

        scenario = self._session.scenario
        try:
            known = "" if overwrite else self._known_of(path)
            if not self._write(scenario, path, again=lambda: self.save_to(path, then), known=known):
                return
        except ChangedOnDiskError as change:
            self._ask_whose(
                str(change), partial(self.ask_to_save, then), partial(self.save_to, path, then, overwrite=True)
            )
            return
        self._session.note_saved(scenario, path)
        self._note_content()
        note_file(self._settings.store, path)
        self.saved.emit(path)
        if then is not None:
            then()

    def ask_to_save_copy(self, scenario: Scenario, name: str) -> None:
        """Let the user choose where to save a scenario other than the one on show, which stays as it is."""
        dialog = self._dialog(tr("Save {name}").format(name=name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_ENDING)
        path = self._session.path
        folder = self._settings.folder if path is None else path.parent
        dialog.selectFile(str(folder / f"{file_name(name) or _UNNAMED}{_ENDING}"))
        dialog.fileSelected.connect(lambda path: self.save_copy_to(scenario.changed(title=name), Path(path)))
        dialog.open()

    def save_copy_to(self, scenario: Scenario, path: Path, *, overwrite: bool = False) -> None:
        """Save a scenario other than the one on show to a file; the file of the one on show then holds another."""
        from simulator.scenario.keeping.saving import ChangedOnDiskError

        again = partial(self.save_copy_to, scenario, path)
        try:
            if not self._write(scenario, path, again, "" if overwrite else self._known_of(path)):
                return
        except ChangedOnDiskError as change:
            self._notice.tell(str(change), again=partial(again, overwrite=True), doing=tr("Overwrite"))
            return
        if self._is_open(path):
            self._note_content()
            self._session.note_saved(scenario, path)
        self.saved.emit(path)

    def ask_to_save_in_full(self) -> None:
        """Let the user choose where to write the scenario with every value, so that it extends nothing."""
        dialog = self._dialog(tr("Save with every value"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_ENDING)
        path = self._session.path
        folder = self._settings.folder if path is None else path.parent
        name = file_name(tr("{title} in full").format(title=self._session.scenario.title))
        dialog.selectFile(str(folder / f"{name}{_ENDING}"))
        dialog.fileSelected.connect(lambda chosen: self.save_in_full_to(Path(chosen)))
        dialog.open()

    def save_in_full_to(self, path: Path, *, overwrite: bool = False) -> None:
        """Write the scenario with every value to a file; what is on show stays what it is.

        `overwrite` whatever another program has written to it.
        """
        from simulator.scenario.keeping.saving import ChangedOnDiskError, save_in_full

        known = self._known if path == self._session.path and not overwrite else ""
        again = partial(self.save_in_full_to, path)
        try:
            if not self._written(lambda: save_in_full(self._session.scenario, path, known), again):
                return
        except ChangedOnDiskError as change:
            self._ask_whose(str(change), self.ask_to_save_in_full, partial(self.save_in_full_to, path, overwrite=True))
            return
        if self._is_open(path):
            self._note_content()
        self.saved.emit(path)

    def look_again(self) -> None:
        """Warn the user if another program has changed the file since it was last read or written."""
        path = self._session.path
        if path is None or not self._known or (mark := mark_of(path)) in ("", self._known, self._told):
            return
        self._told = mark
        text = tr("{name} has been changed by another program.").format(name=path.name)
        if self._session.changed:
            text = tr("{text} What you set is not in it; you can undo the loading.").format(text=text)
        self._notice.tell(text, again=self.load_theirs, doing=tr("Load it"))

    def load_theirs(self) -> None:
        """Replace the scenario by what its file holds now, as one step of undo."""
        path = self._session.path
        if path is None:
            return
        try:
            theirs = load_to_edit(path)
        except ScenarioProblems as found:
            pages.problems_dialog(self._window, found).open()
            return
        if not self._session.edit(tr("Load {name} again").format(name=path.name), lambda _: theirs):
            return
        self._session.note_saved(theirs, path)
        self._note_content()

    def resume(self, scenario: Scenario, path: Path | None, base: str) -> None:
        """Go on with unsaved work on a file that held a text."""
        self.opening.emit()
        self._session.open(self._as_saved(scenario, path, base), path)
        self._base, self._known, self._told = base, mark(base.encode()) if base else "", ""
        self._session.edit(tr("Restore unsaved work"), lambda _: scenario)
        if not self._session.changed:  # it was saved after it was written down
            self._note_content()

    def show_scenario(self) -> None:
        """Show the scenario's question and the introduction in its file."""
        scenario, path = self._session.scenario, self._session.path
        if path is None:  # one that ships is known by its title
            path = next((find(one.name) for one in shipped() if one.title == scenario.title), None)
        try:
            told = introduction(path) if path is not None else ""
        except ScenarioProblems:  # the file is gone: what it said is not needed to go on
            told = ""
        pages.about_scenario(self._window, scenario, told).open()

    def leave_present(self, then: Callable[[], None]) -> None:
        """Take what is typed; go on at once if nothing is unsaved, otherwise once the user has saved or declined to."""
        if not settle(self._window):
            return
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

    def _is_open(self, path: Path) -> bool:
        """Return whether a file is that of the session, however its path is written."""
        try:
            return self._session.path is not None and path.samefile(self._session.path)
        except OSError:
            return False

    def _known_of(self, path: Path) -> str:
        """Return the mark of what a file is known to hold, "" where it is not that of the session."""
        return self._known if self._is_open(path) else ""

    def _note_content(self) -> None:
        """Remember what the file holds, so that a change of it is noticed."""
        path = self._session.path
        self._base, self._known, self._told = "", "", ""
        if path is not None:
            try:
                content = content_of(path)
            except OSError:
                return
            self._base, self._known = content.decode(errors="replace"), mark(content)

    def _as_saved(self, scenario: Scenario, path: Path | None, base: str) -> Scenario:
        """Return what unsaved work goes back to when it is undone: its file, else what it held, else its parent."""
        try:
            if path is not None and path.exists():
                return load_to_edit(path)
            if base and (held := read_text(base, path).scenario) is not None:
                return held
            return load_to_edit(scenario.extends or "base")
        except ScenarioProblems:
            return load_to_edit("base")

    def _ask_whose(self, problem: str, save_elsewhere: Callable[[], None], overwrite_it: Callable[[], None]) -> None:
        """Let the user choose between her work and what another program has written to the file."""
        buttons, roles = QMessageBox.StandardButton, QMessageBox.ButtonRole
        dialog = QMessageBox(QMessageBox.Icon.Warning, "Shakeout", problem, buttons.Cancel, self._window)
        dialog.setTextFormat(Qt.TextFormat.PlainText)
        dialog.setInformativeText(tr("What it holds now stays among its earlier versions if you overwrite it."))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        elsewhere = dialog.addButton(tr("Save as…"), roles.AcceptRole)
        overwrite = dialog.addButton(tr("Overwrite"), roles.DestructiveRole)
        theirs = dialog.addButton(tr("Load theirs"), roles.ActionRole)
        dialog.setDefaultButton(elsewhere)
        elsewhere.clicked.connect(lambda _=False: save_elsewhere())
        overwrite.clicked.connect(lambda _=False: overwrite_it())
        theirs.clicked.connect(self.load_theirs)
        dialog.open()

    def _open(self, name_or_path: str | Path) -> None:
        path = name_or_path if isinstance(name_or_path, Path) else None
        remarks: tuple[str, ...] = ()
        try:
            if path is not None and path.suffix.lower() in _EXPORTS:
                scenario, remarks = _scenario_behind(path)
                path = None
            elif path is not None:
                scenario, remarks = load_with_remarks(path)
                remarks = _of_file(path, remarks)
            else:
                scenario = load_to_edit(name_or_path)
        except ScenarioProblems as found:
            pages.problems_dialog(self._window, found).open()
            return
        self.opening.emit()
        self._session.open(scenario, path)
        self._note_content()
        if isinstance(name_or_path, Path):
            note_file(self._settings.store, name_or_path)
        if remarks:
            self._notice.tell_all(remarks)

    def _write(self, scenario: Scenario, path: Path, again: Callable[[], None], known: str = "") -> bool:
        """Save a scenario; return whether that worked, and tell the user if it did not.

        Raises
        ------
        ChangedOnDiskError
            If the file holds something else than what is known of it.
        """
        from simulator.scenario.keeping.saving import save

        return self._written(lambda: save(scenario, path, known), again)

    def _written(self, write: Callable[[], Saved], again: Callable[[], None]) -> bool:
        """Write a file; return whether that worked, and tell the user if it did not, or what could not be kept."""
        from simulator.scenario.keeping.saving import ChangedOnDiskError

        try:
            saved = write()
        except ChangedOnDiskError:
            raise
        except (OSError, ScenarioProblems) as problem:
            self._notice.tell(tr("{problem} What you set is still open.").format(problem=problem), again=again)
            return False
        if saved.warning:
            self._notice.tell(saved.warning)
        return True

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(
            tr("Scenarios (*.toml);;Pictures and tables with a receipt (*.png *.svg *.pdf *.csv *.parquet)")
        )
        own = self._session.path
        dialog.setDirectory(str(own.parent if own is not None else self._settings.folder))
        return dialog


def _of_file(path: Path, remarks: tuple[str, ...]) -> tuple[str, ...]:
    """Return remarks with the name of the file before the first."""
    return (f"{path.name}: {remarks[0]}", *remarks[1:]) if remarks else ()


def _scenario_behind(path: Path) -> tuple[Scenario, tuple[str, ...]]:
    """Return the scenario that an export came from, and what there is to say if another program made it.

    Raises
    ------
    ScenarioProblems
        If the export has no receipt, or one that cannot be read.
    """
    from simulator.receipts import NotRepeatableError, read_receipt, repeatable
    from simulator.tables import receipt_in, unlike_its_receipt
    from ui.charts.exporting import receipt_in_picture

    try:
        is_picture = path.suffix.lower() == ".png"
        text = receipt_in_picture(path) if is_picture else receipt_in(path)
        remark = "" if is_picture else unlike_its_receipt(path)
    except OSError as problem:
        raise ScenarioProblems(str(path), [Problem("", None, str(problem))]) from problem
    if not text:
        words = tr(
            "It carries no receipt, so nobody knows which future it shows. Shakeout writes one into every PNG and "
            "Parquet file, and beside every other."
        )
        raise ScenarioProblems(str(path), [Problem("", None, words)])
    try:
        return repeatable(text, path.name).scenario, (remark,) if remark else ()
    except NotRepeatableError as difference:
        found = read_receipt(text, path.name)
        return found.scenario, (f"{difference} {remark}".strip(), *found.gone)
