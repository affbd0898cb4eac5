"""What tests of the window share. Qt is imported inside fixtures only: where it cannot start, tests are skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.history import Branch
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.session.worker import Worker
    from ui.window.main_window import MainWindow

FEW = 512  # buyers: the same market, sooner
END = 64  # January 2029: far enough to see a future


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the platform without a screen say what it cannot do; what needs one says why."""
    if not config.pluginmanager.has_plugin("pytest-qt"):
        return  # Qt cannot start, and one item stands for all of ours
    for item in items:
        for mark in item.iter_markers("screen"):
            if [type(reason) for reason in mark.args] != [str]:
                raise pytest.UsageError(f'{item.nodeid}: say why a screen is needed: screen("...")')
        item.add_marker(
            pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing the keyboard)", extend=True)
        )


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Return pytest-qt's robot, which waits here for as long as it takes, and types one word however slowly."""
    from tests.ui.patient import PatientBot

    qapp.setKeyboardInputInterval(round(1000 * PATIENCE))  # ms, in which the letters typed into a list belong together
    return PatientBot(request)


@pytest.fixture(scope="session")
def base() -> Scenario:
    """Return the base market with few buyers."""
    from simulator.scenario.library import load

    return load("base").changed(buyers=FEW, end=END)


@pytest.fixture(scope="session")
def months(base: Scenario) -> list[World]:
    """Return all months of the base market, so that not every test has to wait for them."""
    branch = Branch(base.setup, base.timeline)
    branch.world(base.end)
    return branch.worlds


def activated(window: QWidget) -> bool:
    """Ask for the window to be the active one, again if need be, and tell whether it is."""
    window.activateWindow()
    return window.isActiveWindow()


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., MainWindow]]:
    """Return how to open a window with settings of its own; each is closed, and its threads are awaited, at the end."""
    from PySide6.QtCore import QSettings

    from ui.look.settings import Settings
    from ui.session.session import Session
    from ui.window.opened import opened_window

    windows: list[MainWindow] = []

    def open_one(scenario: Scenario, known: Sequence[World] = (), worker: Worker | None = None) -> MainWindow:
        session = Session(scenario, worker=worker)
        for world in known:
            session.branch.append(world)
        store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        window = opened_window(session, Settings(store))
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(1280, 720)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield open_one
    for window in windows:
        window.session.note_saved(window.session.scenario, tmp_path / "kept.toml")
        window.close()
        assert not window.session.simulation.worker.isRunning()


@pytest.fixture
def window(open_window: Callable[..., MainWindow], base: Scenario, months: list[World], qtbot: QtBot) -> MainWindow:
    """Return a window whose market is simulated to the end."""
    window = open_window(base, known=months)

    def drawn() -> bool:
        return window.market.shares is not None and window.market.shares.figure.known > base.end

    qtbot.waitUntil(lambda: window.session.simulation.complete and drawn())
    return window
