"""How long a frame takes while everything changes: new figure, new hand, every pixel painted anew."""

import os
from itertools import cycle

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from simulator.world import World
from tests.worlds import FEW, base_branch, scenario
from ui.charts.month_chart import MonthChart
from ui.figures.capability import capability_figure
from ui.figures.figure import Figure
from ui.figures.shares import Use, share_figure
from ui.look.theme import theme
from ui.panels.timeline.timeline import Timeline
from ui.session.session import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform has no windows to size
SIZES = ((700, 330), (860, 420), (1400, 900))


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    """Return every month of the base market with few buyers."""
    return base_branch().worlds[:148]


def frames(
    qtbot: QtBot, qapp: QApplication, benchmark: BenchmarkFixture, chart: MonthChart, figures: list[Figure]
) -> None:
    """Time one frame after another."""
    qtbot.addWidget(chart)
    chart.set_theme(theme("dark"))
    chart.show_figure(figures[0])
    with qtbot.waitExposed(chart):
        chart.show()
    hands, turns = cycle(range(28, 148)), cycle(figures)

    def frame() -> None:
        chart.show_figure(next(turns))
        chart.set_hand(next(hands))
        qapp.processEvents()

    benchmark(frame)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_market_shares(
    qtbot: QtBot, qapp: QApplication, benchmark: BenchmarkFixture, worlds: list[World], size: tuple[int, int]
) -> None:
    chart = MonthChart()
    chart.resize(*size)
    figures = [share_figure(worlds, worlds[::-1], Use(place=place)) for place in ("united_states", "world")]
    frames(qtbot, qapp, benchmark, chart, figures)


@pytest.mark.parametrize("size", [(700, 180), (860, 220)], ids=str)
def test_capability(
    qtbot: QtBot, qapp: QApplication, benchmark: BenchmarkFixture, worlds: list[World], size: tuple[int, int]
) -> None:
    chart = MonthChart()
    chart.resize(*size)
    frames(qtbot, qapp, benchmark, chart, [capability_figure(worlds), capability_figure(worlds, worlds[::-1])])


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_scrubbing(
    qtbot: QtBot, qapp: QApplication, benchmark: BenchmarkFixture, worlds: list[World], size: tuple[int, int]
) -> None:
    chart = MonthChart()
    chart.resize(*size)
    frames(qtbot, qapp, benchmark, chart, [share_figure(worlds)])


def test_figure_of_known_months(benchmark: BenchmarkFixture, worlds: list[World]) -> None:
    share_figure(worlds)
    benchmark(share_figure, worlds, worlds, Use(place="united_states"))


def test_the_hand_on_the_timeline(qtbot: QtBot, qapp: QApplication, benchmark: BenchmarkFixture) -> None:
    session = Session(scenario().changed(buyers=FEW))
    for world in base_branch().worlds[:148]:
        session.branch.append(world)
    timeline = Timeline(session)
    qtbot.addWidget(timeline)
    timeline.resize(860, 300)
    with qtbot.waitExposed(timeline):
        timeline.show()
    qtbot.waitUntil(lambda: bool(timeline.news.flags()))
    hands = cycle(range(148))

    def frame() -> None:
        session.move_hand(next(hands))
        for part in (timeline.ruler, timeline.news, timeline.lanes, timeline.bars):
            part.repaint()
        qapp.processEvents()

    benchmark(frame)
    session.close()
