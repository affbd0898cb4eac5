"""How long after an edit in January 2026 its first new months are on screen, in a window of 1440 × 900."""

import os
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from simulator.dates import NOW
from simulator.scenario.library import load
from ui.look.settings import Preferences
from ui.session.session import Session
from ui.window.main_window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform has no windows to size


def test_an_edit_to_its_first_new_months(
    qtbot: QtBot, qapp: QApplication, benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Session(load("base")), Preferences(settings))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    session, chart = window.session, window.market
    qtbot.waitUntil(lambda: session.complete and chart.shares is not None, timeout=30_000)
    strengths = count(40)

    def prepare() -> None:
        while session.undo_stack.canUndo():
            session.undo()
        qtbot.wait(400)

    def edit() -> None:
        loop = QEventLoop()
        chart.months_moved.connect(lambda: chart.shares is None or chart.shares.figure.known <= NOW or loop.quit())
        window.levers.row("federal_ban").slider.setValue(next(strengths))
        loop.exec()
        qapp.processEvents()  # paint

    benchmark.pedantic(edit, setup=prepare, rounds=20)
    session.note_saved(session.scenario, tmp_path / "kept.toml")
    window.close()
