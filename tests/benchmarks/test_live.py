"""How long the view Live takes to paint while everything in it changes, and how long it lets input wait."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import cycle
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, QTimer

from simulator.policies.federal_ban import FederalBan
from simulator.policy import Measure
from simulator.scenario.library import load
from ui.preferences import Preferences
from ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytest_benchmark.fixture import BenchmarkFixture
    from pytestqt.qtbot import QtBot

    from ui.main_window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform has no windows to size
BUYERS = 2_048


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Return a window of 1440 by 900 with a ban beside the market without it, both simulated to the end."""
    from ui.main_window import MainWindow

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
