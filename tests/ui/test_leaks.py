"""A window that was closed leaves nothing behind: no widget, no timer, no thread."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

import pytest

from tests.ui.patient import settle

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.everything import SHOWN, put_away
from ui.look.settings import Settings
from ui.window.studio import Studio

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario

pytestmark = pytest.mark.screen("native windows come and go with their widgets")

LOOKED_AT = ("live", "tables of live", "compare", "one maker", "the shake-out", "evidence", "an assumption", "levers")
OPENED = ("find_anything", "settings", "shortcuts", "gallery", "scenario", "keep", "presented", "presented: a guess")


def look_around(studio: Studio, scenario: Scenario, qtbot: QtBot, folder: Path) -> None:
    """Open a window, look at everything, and close it."""
    window = studio.open(scenario)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.market.shares is not None and window.session.simulation.complete)
    for name in (*LOOKED_AT, *OPENED):
        SHOWN[name](window, folder)
        settle(qtbot)
        put_away(window, scenario)
    qtbot.waitUntil(lambda: not window.session.simulation.busy)
    window.close_for_good()


def let_go(qtbot: QtBot) -> None:
    """Let go of everything that only waits for its turn to go."""
    for _ in range(3):
        settle(qtbot)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def widgets() -> list[QWidget]:
    return [widget for widget in QApplication.allWidgets() if shiboken6.isValid(widget)]


def ticking() -> int:
    return sum(
        1 for each in gc.get_objects() if isinstance(each, QTimer) and shiboken6.isValid(each) and each.isActive()
    )


def running() -> list[str]:
    own = [each.name for each in threading.enumerate() if not each.name.startswith("Dummy-")]  # Python's notes of Qt's
    qts = [each for each in gc.get_objects() if isinstance(each, QThread) and shiboken6.isValid(each)]
    return sorted([*own, *(each.objectName() or "Qt" for each in qts if each.isRunning() and not each.isMainThread())])


def test_a_window_that_was_closed_leaves_no_widget_timer_or_thread(
    base: Scenario, qtbot: QtBot, tmp_path: Path
) -> None:
    studio = Studio(Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)))
    look_around(studio, base, qtbot, tmp_path)  # what is made once and kept is made now
    let_go(qtbot)
    before = len(widgets()), ticking(), running()
    for _ in range(2):
        look_around(studio, base, qtbot, tmp_path)
    let_go(qtbot)
    left = [f"{type(each).__name__} {each.objectName()}" for each in widgets() if each.parentWidget() is None]
    assert (len(widgets()), ticking(), running()) == before, left
    assert studio.windows == ()
