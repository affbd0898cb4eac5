"""How long the view Live takes to paint while everything in it changes, and how long it lets input wait."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from itertools import count, cycle
from statistics import median
from time import perf_counter, time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea

from simulator.policies.federal_ban import FederalBan
from simulator.policy import Measure
from simulator.scenario.library import load
from ui.look.settings import Preferences
from ui.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytest_benchmark.fixture import BenchmarkFixture
    from pytestqt.qtbot import QtBot

    from ui.window.main_window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform has no windows to size
BUYERS = 2_048


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Return a window of 1440 by 900 with a ban beside the market without it, both simulated to the end."""
    from ui.window.main_window import MainWindow

    base = load("base").changed(buyers=BUYERS)
    window = MainWindow(
        Session(base), Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    )
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.wear("dark")
    with qtbot.waitExposed(window):
        window.show()
    session = window.session
    qtbot.waitUntil(lambda: session.complete and window.market.large is not None, timeout=60_000)
    session.edit("ban", lambda scenario: scenario.with_measure(Measure("ban", FederalBan(), start=30)))
    qtbot.waitUntil(lambda: session.complete and not session.busy, timeout=60_000)
    qtbot.wait(500)
    yield window
    session.note_saved(session.scenario, tmp_path / "kept.toml")
    window.close()


def draw(window: MainWindow, qapp: QApplication) -> None:
    """Draw every chart at once, not when its pace allows it, and paint what changed."""
    live = window.market
    assert live.small is not None
    for part in (live, *live.small.charts):
        part._draw()  # noqa: SLF001 - at once
        part._follow()  # noqa: SLF001
    qapp.processEvents()


def test_paint_while_everything_changes(window: MainWindow, qapp: QApplication, benchmark: BenchmarkFixture) -> None:
    session = window.session
    hands, places = cycle(range(28, 148)), cycle(("europe", "united_states"))

    def frame() -> None:
        session.show_filter(replace(session.filter, place=next(places)))
        session.move_hand(next(hands))
        draw(window, qapp)

    benchmark(frame)


def test_paint_while_the_hand_moves(window: MainWindow, qapp: QApplication, benchmark: BenchmarkFixture) -> None:
    hands = cycle(range(28, 148))

    def frame() -> None:
        window.session.move_hand(next(hands))
        window.market._follow()  # noqa: SLF001 - at once
        for chart in window.market.small.charts:  # type: ignore[union-attr]  # it was waited for
            chart._follow()  # noqa: SLF001
        qapp.processEvents()

    benchmark(frame)


def test_longest_stall_after_an_edit(window: MainWindow, qtbot: QtBot, benchmark: BenchmarkFixture) -> None:
    """Time the longest wait for the event loop between an edit and the last pixel of the new future."""
    session = window.session
    starts = cycle(range(31, 60))
    longest: list[float] = []

    def stall() -> None:
        gaps: list[float] = []
        last = perf_counter()

        def beat() -> None:
            nonlocal last
            now = perf_counter()
            gaps.append(now - last)
            last = now

        timer = QTimer()
        timer.setInterval(0)
        timer.timeout.connect(beat)
        timer.start()
        month = next(starts)
        session.edit("move", lambda scenario: scenario.with_measure(Measure("ban", FederalBan(), start=month)))
        qtbot.waitUntil(lambda: session.complete and not session.busy, timeout=60_000)
        qtbot.wait(200)
        timer.stop()
        longest.append(1e3 * max(gaps))

    benchmark.pedantic(stall, rounds=5)
    benchmark.extra_info["ms, the median of the longest stalls"] = median(longest)
    benchmark.extra_info["ms, the longest stall of all"] = max(longest)


class _Paints(QObject):
    """Notes when a widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.last = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt gives the name
        """Note the time of a paint."""
        if event.type() == QEvent.Type.Paint:
            self.last = perf_counter()
        return False


def test_input_to_paint_while_the_worker_is_busy(window: MainWindow, qtbot: QtBot, benchmark: BenchmarkFixture) -> None:
    session, chart = window.session, window.market.shares
    assert chart is not None
    paints, seeds, waits = _Paints(), count(100), list[float]()
    (view,) = chart.findChildren(QAbstractScrollArea)
    view.viewport().installEventFilter(paints)
    keys = cycle([Qt.Key.Key_Right] * 9 + [Qt.Key.Key_Left] * 9)
    chart.setFocus()

    def press() -> None:
        if not session.busy:
            session.edit("other luck", lambda scenario: scenario.changed(seed=next(seeds)))
        begun = perf_counter()
        QTest.keyClick(chart, next(keys))
        qtbot.waitUntil(lambda: paints.last > begun, timeout=5_000)
        waits.append(paints.last - begun)
        qtbot.wait(15)

    benchmark.pedantic(press, rounds=300)
    longest = 1000.0 * sorted(waits)[int(0.99 * len(waits))]
    benchmark.extra_info["ms, the 99th percentile from key to paint"] = longest


_START = """
import os, sys, tempfile, time
from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea
from PySide6.QtWidgets import QApplication
from simulator.scenario.library import load_to_edit
from ui.window.main_window import MainWindow
from ui.look.settings import Preferences
from ui.session.session import Session

application = QApplication([])
settings = QSettings(os.path.join(tempfile.mkdtemp(), "settings.ini"), QSettings.Format.IniFormat)
window = MainWindow(Session(load_to_edit("base")), Preferences(settings))
window.resize(1440, 900)
window.show()

def look():
    chart = window.market.shares
    if chart is not None and chart.figure.known > 28:
        chart.grab()
        print(time.time() - float(os.environ["BEGUN"]))
        window.close()
        application.quit()

timer = QTimer()
timer.timeout.connect(look)
timer.start(5)
application.exec()
"""


def test_start_to_the_first_chart(benchmark: BenchmarkFixture) -> None:
    def start() -> float:
        begun = {**os.environ, "BEGUN": str(time()), "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run([sys.executable, "-c", _START], env=begun, capture_output=True, text=True, check=True)
        return float(done.stdout)

    start()  # so that the measured ones are warm
    waits = benchmark.pedantic(lambda: [start() for _ in range(5)], rounds=1)
    benchmark.extra_info["ms, the median from the start to the first chart"] = 1000.0 * median(waits)
