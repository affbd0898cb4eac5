"""Several windows, each with its own session; found where they were left; mistakes told after the work was saved."""

from __future__ import annotations

import gc
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QSettings, Qt, QThread, QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from simulator.scenario.keeping.journal import Journal, Lost, lost_works
from tests.ui.everything import action
from tests.ui.patient import settle
from ui.charts.pictures import Pictures
from ui.look.settings import Settings
from ui.session.recent import forget_files, note_file, recent_files
from ui.window.mistakes import MistakeDialog, Mistakes
from ui.window.studio import Studio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow

pytestmark = pytest.mark.screen("windows take the focus from each other, and are placed on a screen")

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def studio(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """Return a studio with settings and journals of its own; what it opened is closed at the end."""
    monkeypatch.setattr("simulator.scenario.keeping.journal.folder", lambda: tmp_path / "journals")
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    opened = Studio(Settings(store))
    yield opened
    for window in opened.windows:
        qtbot.addWidget(window)
        window.close_for_good()
    assert opened.windows == ()


def shown(studio: Studio, scenario: Scenario, qtbot: QtBot) -> MainWindow:
    window = studio.open(scenario)
    window.resize(1280, 720)
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def press(window: MainWindow, qtbot: QtBot, words: str) -> None:
    """Press a button of the question that a window asks."""
    question = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    button = next(each for each in question.findChildren(QPushButton) if words in each.text().replace("&", ""))
    qtbot.mouseClick(button, LEFT)


def change(window: MainWindow) -> None:
    window.levers.row("federal_ban").tick.click()


def test_each_window_has_its_own_session_worker_and_undo(studio: Studio, base: Scenario, qtbot: QtBot) -> None:
    first = shown(studio, base, qtbot)
    qtbot.keyClick(first, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    _, second = studio.windows
    change(first)
    assert first.session.changed
    assert not second.session.changed
    assert first.session.simulation.worker is not second.session.simulation.worker
    second.session.steps.undo()
    assert first.session.changed


def test_one_window_closed_leaves_the_other_at_work(studio: Studio, base: Scenario, qtbot: QtBot) -> None:
    first, second = shown(studio, base, qtbot), shown(studio, base, qtbot)
    qtbot.keyClick(second, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert studio.windows == (first,)
    assert first.session.simulation.worker.isRunning()
    assert not gc.isenabled()  # or Python might collect widgets in the worker's thread
    qtbot.waitUntil(lambda: first.session.simulation.complete)


def test_a_window_closed_at_once_begins_nothing(studio: Studio, base: Scenario, qtbot: QtBot) -> None:
    window = studio.open(base)
    window.close_for_good()
    settle(qtbot)
    assert gc.isenabled()
    assert "journal" not in {thread.name for thread in threading.enumerate()}


def test_a_gallery_left_open_ends_with_its_window(studio: Studio, base: Scenario, qtbot: QtBot) -> None:
    window = shown(studio, base, qtbot)
    action(window, "gallery").trigger()
    (pictures,) = window.findChildren(Pictures)
    (simulation,) = pictures.findChildren(QThread)
    qtbot.waitUntil(simulation.isRunning)
    studio.quit()
    assert not simulation.isRunning()
    assert gc.isenabled()


def test_the_end_of_the_program_stops_every_thread(studio: Studio, base: Scenario, qtbot: QtBot) -> None:
    window = shown(studio, base, qtbot)
    action(window, "gallery").trigger()
    threads = [*window.findChildren(QThread), window.session.simulation.worker]
    qtbot.waitUntil(lambda: all(thread.isRunning() or thread.isFinished() for thread in threads))
    studio.end()
    assert not any(thread.isRunning() for thread in threads)
    assert "journal" not in {thread.name for thread in threading.enumerate()}


def test_quitting_asks_for_each_window_and_one_no_keeps_all(studio: Studio, base: Scenario, qtbot: QtBot) -> None:
    first, second, third = (shown(studio, base, qtbot) for _ in range(3))
    change(first)
    change(third)
    qtbot.keyClick(second, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    asked = [window for window in studio.windows if window.findChildren(QMessageBox)]
    press(asked[0], qtbot, "Discard")
    (other,) = {first, third} - set(asked)
    press(other, qtbot, "Cancel")
    assert set(studio.windows) == {first, second, third}
    assert asked[0].session.changed
    studio.quit()
    for window in (asked[0], other):
        press(window, qtbot, "Discard")
    assert studio.windows == ()


def test_what_is_changed_after_the_answer_is_asked_about_again(studio: Studio, base: Scenario, qtbot: QtBot) -> None:
    first, second = (shown(studio, base, qtbot) for _ in range(2))
    change(first)
    change(second)
    studio.quit()
    press(first, qtbot, "Discard")
    first.levers.row("audit").tick.click()  # while the other window asks
    press(second, qtbot, "Discard")
    assert set(studio.windows) == {first, second}
    press(first, qtbot, "Discard")
    assert studio.windows == ()


def test_a_window_closed_while_another_asks_does_not_keep_the_program_open(
    studio: Studio, base: Scenario, qtbot: QtBot
) -> None:
    first, second = (shown(studio, base, qtbot) for _ in range(2))
    change(second)
    studio.quit()
    first.close()
    qtbot.waitUntil(lambda: studio.windows == (second,))
    press(second, qtbot, "Discard")
    assert studio.windows == ()


def test_a_window_is_found_where_it_was_left_with_its_panels_and_its_tab(
    studio: Studio, base: Scenario, qtbot: QtBot
) -> None:
    first = shown(studio, base, qtbot)
    first.docks[2].hide()
    first.tabs.show_tab("makers")
    first.resize(1111, 666)
    first.close()
    again = shown(studio, base, qtbot)
    again.resize(again.size())
    assert not again.docks[2].isVisible()
    assert again.tabs.current == "makers"


def test_a_window_left_on_a_screen_that_is_gone_comes_back_on_one_that_is_there(
    studio: Studio, base: Scenario, qtbot: QtBot
) -> None:
    first = shown(studio, base, qtbot)
    first.move(QPoint(9000, 7000))
    first.close()
    again = studio.open(base)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(again.frameGeometry().center())


def test_files_opened_or_saved_are_offered_again(studio: Studio, base: Scenario, qtbot: QtBot, tmp_path: Path) -> None:
    window = shown(studio, base, qtbot)
    for name in ("one & only.toml", "two.toml"):
        window.files.save_to(tmp_path / name)
    menu = next(action.menu() for action in window.menuBar().actions()[0].menu().actions() if "recent" in action.text())
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()][:2] == ["&1  two.toml", "&2  one && only.toml"]
    menu.actions()[1].trigger()
    assert window.session.path == tmp_path / "one & only.toml"
    (tmp_path / "two.toml").unlink()
    menu.aboutToShow.emit()
    assert menu.actions()[0].text() == "&1  one && only.toml"


def test_nine_files_are_remembered_each_once_and_can_be_forgotten(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    paths = [tmp_path / f"{number}.toml" for number in range(12)]
    for path in (*paths, paths[5]):
        path.touch()
        note_file(store, path)
    assert recent_files(store) == [paths[place] for place in (5, 11, 10, 9, 8, 7, 6, 4, 3)]
    forget_files(store)
    assert recent_files(store) == []


class HandmadeError(Exception):
    pass


def test_a_mistake_is_told_after_the_work_was_saved_and_the_window_lives_on(
    studio: Studio, base: Scenario, qtbot: QtBot
) -> None:
    window = shown(studio, base, qtbot)
    change(window)
    mistakes = Mistakes(studio)

    def stumble() -> None:
        raise HandmadeError(f"at {Path.home() / 'secret'}")

    for _ in range(3):
        try:
            stumble()
        except HandmadeError:
            mistakes.hear(*sys.exc_info())  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(window.findChildren(MistakeDialog)))
    (page,) = window.findChildren(MistakeDialog)
    qtbot.mouseClick(next(each for each in page.findChildren(QPushButton) if "Copy" in each.text()), LEFT)
    copied = QGuiApplication.clipboard().text()
    assert "HandmadeError: at ~/secret" in copied
    assert "PySide6" in copied
    assert str(Path.home()) not in copied
    assert "3 ×" in copied
    (lost,) = _left_by(window)
    assert lost.work.read().scenario == window.session.scenario
    lost.release()
    page.reject()
    window.session.steps.undo()
    assert not window.session.changed


def test_a_mistake_in_another_thread_is_told_in_the_window(studio: Studio, base: Scenario, qtbot: QtBot) -> None:
    window = shown(studio, base, qtbot)
    mistakes = Mistakes(studio)
    thread = threading.Thread(target=lambda: mistakes.happened.emit("HandmadeError: far away"))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(window.findChildren(MistakeDialog)))
    (page,) = window.findChildren(MistakeDialog)
    assert "far away" in page.report.toPlainText()
    page.reject()


class Stumbling(QWidget):
    """Raises whenever it is painted, whenever it filters an event, or whenever a timer strikes, many times."""

    def __init__(self, way: str, parent: QWidget) -> None:
        """Begin to stumble in a way: "painting", "filtering" or "timing"."""
        super().__init__(parent)
        self.way, self.times = way, 0
        self.resize(20, 20)
        self.show()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._strike)
        self._timer.start(1)

    def stumble(self) -> None:
        self.times += 1
        raise HandmadeError(f"the {self.times}th time, in {self!r}")

    def _strike(self) -> None:
        if self.way == "filtering":
            QApplication.sendEvent(self.parentWidget(), QEvent(QEvent.Type.User))
        elif self.way == "painting":
            self.repaint()
        else:
            self.stumble()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - as Qt calls it
        if self.way == "painting":
            self.stumble()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - as Qt calls it
        if event.type() == QEvent.Type.User:
            self.stumble()
        return False


@pytest.mark.parametrize("way", ["painting", "filtering", "timing"])
def test_a_mistake_that_happens_again_and_again_is_saved_for_once_and_does_not_bury_the_window(
    studio: Studio,
    base: Scenario,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    way: str,
) -> None:
    window = shown(studio, base, qtbot)
    qtbot.waitUntil(lambda: window.safekeeping.begun)
    change(window)
    mistakes = Mistakes(studio)
    monkeypatch.setattr(sys, "excepthook", mistakes.hear)
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: sys.stderr.write("told in the terminal\n"))
    written, told = [], []
    note_now, tell = Journal.note, window.notice.tell
    monkeypatch.setattr(Journal, "note", lambda *work: (written.append(work), note_now(*work)))
    monkeypatch.setattr(window.notice, "tell", lambda *words: (told.append(words[0]), tell(*words)))
    settle(qtbot)
    written.clear()
    stumbling = Stumbling(way, window)
    if way == "filtering":
        window.installEventFilter(stumbling)
    qtbot.waitUntil(lambda: stumbling.times >= 20 and bool(window.findChildren(MistakeDialog)))
    (page,) = window.findChildren(MistakeDialog)
    page.reject()
    qtbot.waitUntil(lambda: stumbling.times >= 100)
    stumbling.deleteLater()
    qtbot.waitUntil(lambda: not window.findChildren(Stumbling))
    assert len(written) == 1
    assert len([dialog for dialog in window.findChildren(MistakeDialog) if dialog.isVisible()]) == 0
    assert 1 <= len(told) <= stumbling_tells(100_000)
    assert capsys.readouterr().err.count("told in the terminal") == 1
    assert "goes on" in window.notice.text
    window.session.steps.undo()


def stumbling_tells(times: int) -> int:
    """Return how often a line may tell of what happened so many times."""
    return times.bit_length()


def test_two_mistakes_are_told_apart_and_both_are_in_the_report(studio: Studio, base: Scenario, qtbot: QtBot) -> None:
    window = shown(studio, base, qtbot)
    mistakes = Mistakes(studio)
    for what in ("One: 0x7f01", "Two", "One: 0x7f02", "One: 0x7f03"):
        mistakes.happened.emit(what)
    qtbot.waitUntil(lambda: bool(window.findChildren(MistakeDialog)))
    (page,) = window.findChildren(MistakeDialog)
    page.copy_report()
    assert "3 ×\nOne: 0x7f01\nTwo" in QGuiApplication.clipboard().text()
    page.reject()


def test_work_that_was_saved_or_given_up_is_not_offered_again(
    studio: Studio, base: Scenario, qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown(studio, base, qtbot)
    change(window)
    assert window.safekeeping.rescue()
    window.files.save_to(tmp_path / "mine.toml")
    change(window)
    assert window.safekeeping.rescue()
    window.close_for_good()
    assert lost_works() == []


def _left_by(window: MainWindow) -> list[Lost]:
    """Return what the next start would find if the program ended now."""
    window.safekeeping.close()
    return lost_works()
