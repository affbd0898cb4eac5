"""Every window, view and dialog of the program, and how each is brought onto the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from simulator.policy import POLICIES
from simulator.scenario.keeping.journal import Journal, lost_works, work_on
from simulator.scenario.keeping.saving import save
from simulator.scenario.library import load
from ui.charts.chart_frame import ChartFrame
from ui.dialogs.lost_work import LostWork
from ui.window.found import show_assumption
from ui.window.mistakes import MistakeDialog, Record

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow

Shows = Callable[["MainWindow", Path], QWidget]
"""Brings something onto the screen and returns the widget that holds it."""

BROKEN = """format = 2
title = "Broken"
extends = "base@1"
colour = "red"

[measures.ban]
kind = "federal_bann"
start = "2026-13"
"""


def dialogs() -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def dialog_after(act: Callable[[], object]) -> QWidget:
    """Return the dialog that something opens."""
    before = dialogs()
    act()
    QApplication.processEvents()
    opened = [dialog for dialog in dialogs() if dialog not in before]
    assert opened, "it opened no dialog"
    return opened[-1]


def action(window: QWidget, name: str) -> QAction:
    """Return an action of a window by its id."""
    found = window.findChild(QAction, name)
    assert found is not None, name
    return found


def _action(name: str) -> Shows:
    return lambda window, _: dialog_after(action(window, name).trigger)


def _view(name: str, part: int | None = None) -> Shows:
    def show(window: MainWindow, _: Path) -> QWidget:
        window.tabs.show_tab(name)
        if part is not None:
            window.tabs.page(name).views.setCurrentIndex(part)  # type: ignore[attr-defined]  # it has parts
        return window

    return show


def _compared(window: MainWindow, _: Path) -> QWidget:
    window.tabs.show_tab("compare")
    page = window.tabs.page("compare")
    page.choose(("present", ""), ("shipped", "ban_the_service"), ("shipped", "europe_turns"))  # type: ignore[attr-defined]
    return window


def _levers_open(window: MainWindow, _: Path) -> QWidget:
    for policy in POLICIES:
        window.levers.open(policy)
    window.levers.row("federal_ban").tick.click()
    return window


def _assumption(window: MainWindow, _: Path) -> QWidget:
    show_assumption(window, "research.frontier_pace")
    return window


def _panel(name: str) -> Shows:
    def show(window: MainWindow, _: Path) -> QWidget:
        dock = next(dock for dock in window.docks if dock.objectName() == name)
        dock.show()
        dock.raise_()
        return window

    return show


def _tables(window: MainWindow, _: Path) -> QWidget:
    window.tabs.show_tab("live")
    for frame in window.findChildren(ChartFrame):
        if frame.isVisible():
            frame.show_table(True)
    return window


def _kept(window: MainWindow, _: Path) -> QWidget:
    window.levers.row("federal_ban").tick.click()
    window.session.kept.keep(window.session.scenario, "A future with a rather long name that somebody gave it")
    window.bookmarks.toggle(window.session.hand)
    return window


def _earlier_versions(window: MainWindow, folder: Path) -> QWidget:
    path = folder / "mine.toml"
    save(load("base"), path)
    save(load("base").changed(title="Another title"), path)
    window.files.open(path)
    return dialog_after(action(window, "earlier_versions").trigger)


def _lost_work(window: MainWindow, _: Path) -> QWidget:
    journal = Journal()
    journal.note(work_on(load("base").changed(title="Lost"), None, ""))
    journal.leave()
    return dialog_after(lambda: LostWork(window, lost_works(), window.safekeeping.restore).open())


def _file_problems(window: MainWindow, folder: Path) -> QWidget:
    (folder / "broken.toml").write_text(BROKEN, encoding="utf-8")
    return dialog_after(lambda: window.files.open(folder / "broken.toml"))


def _save_question(window: MainWindow, _: Path) -> QWidget:
    window.levers.row("federal_ban").tick.click()
    return dialog_after(window.files.new)


def _whose_question(window: MainWindow, folder: Path) -> QWidget:
    path = folder / "shared.toml"
    window.files.save_to(path)
    save(load("base").changed(title="By somebody else"), path)
    window.levers.row("federal_ban").tick.click()
    return dialog_after(window.files.save)


def _notice(window: MainWindow, _: Path) -> QWidget:
    window.notice.tell("Something could not be done, and this sentence tells what and why.", "details", again=str)
    return window


def _notice_details(window: MainWindow, _: Path) -> QWidget:
    window.notice.tell("Something could not be done.", "details that are longer")
    details = next(button for button in window.notice.findChildren(QPushButton) if "Details" in button.text())
    return dialog_after(details.click)


def _mistake(window: MainWindow, _: Path) -> QWidget:
    record = Record()
    record.add("a mistake")
    return dialog_after(MistakeDialog(window, record, saved=True).open)


def _rename(window: MainWindow, _: Path) -> QWidget:
    kept = window.session.kept.keep(window.session.scenario, "Kept")
    return dialog_after(lambda: window.futures.ask_to_rename(kept))


def _indicators(window: MainWindow, _: Path) -> QWidget:
    small = window.market.small
    assert small is not None
    return dialog_after(small.more.click)


def _first_steps(window: MainWindow, _: Path) -> QWidget:
    window.hint.begin()
    return window


def _presented(act: str) -> Shows:
    def show(window: MainWindow, _: Path) -> QWidget:
        presented = window.projector.present()
        presented.showNormal()
        presented.resize(1280, 720)
        if act:
            getattr(presented, act)()
        return presented

    return show


SHOWN: dict[str, Shows] = {
    "live": _view("live"),
    "tables of live": _tables,
    "nothing compared": _view("compare"),
    "compare": _compared,
    "all makers": _view("makers", 0),
    "one maker": _view("makers", 1),
    "the shake-out": _view("makers", 2),
    "evidence": _view("evidence", 0),
    "what the model is": _view("evidence", 1),
    "levers": _levers_open,
    "an assumption": _assumption,
    **{f"panel: {name}": _panel(name) for name in ("levers", "assumptions", "figures", "news", "timeline")},
    "kept futures": _kept,
    "first steps": _first_steps,
    "a notice": _notice,
    "details of a notice": _notice_details,
    **{
        name: _action(name)
        for name in (
            "find_anything",
            "settings",
            "shortcuts",
            "what",
            "about",
            "keep",
            "name_bookmark",
            "gallery",
            "scenario",
            "files",
        )
    },
    "earlier_versions": _earlier_versions,
    "lost work": _lost_work,
    "problems of a file": _file_problems,
    "the question to save": _save_question,
    "the question whose file it is": _whose_question,
    "a mistake of the program": _mistake,
    "another name for a future": _rename,
    "indicators to pick": _indicators,
    "presented": _presented(""),
    "presented: a guess": _presented("toggle_guessing"),
    "presented: a table": _presented("toggle_table"),
    "presented: black": _presented("toggle_black_out"),
}
"""By name."""


def put_away(window: MainWindow, scenario: Scenario) -> None:
    """Close every dialog, stop presenting, and go back to a scenario."""
    for dialog in dialogs():
        dialog.reject()
    if window.projector.presentation is not None:
        window.projector.presentation.leave()
    window.notice.hide()
    for frame in window.findChildren(ChartFrame):
        frame.show_table(False)
    if window.session.scenario != scenario or window.session.path is not None:
        window.session.note_saved(window.session.scenario, window.session.path)  # type: ignore[arg-type]  # may be None
        window.session.open(scenario, None)
    QApplication.processEvents()
