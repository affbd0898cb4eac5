"""A kind of chart is one file: whatever asks for its name is drawn with it, on screen and in exports."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.registry import UnknownNameError

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QImage, QMouseEvent, Qt
from PySide6.QtWidgets import QApplication

import ui.charts.kinds
from tests.ui.charting import rows
from ui.charts.chart_frame import ChartFrame
from ui.charts.exporting import Look, save_figure
from ui.charts.marks import KINDS
from ui.look.theme import theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

BARS = '''"""Bars: the first series as a bar each month."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from simulator.world import Floats
from ui.charts.axes import Axes, Tick, round_values
from ui.charts.marks import KINDS, Kind, Marks
from ui.charts.scene import Scene
from ui.figures.figure import Figure


class Bars(Marks):
    """A bar for each month."""

    def __init__(self, figure: Figure, axes: Axes) -> None:
        """Place the bars."""
        self._figure, self._axes = figure, axes
        self._tops = axes.y(np.array([series.values for series in figure.series]))

    def draw_past(self, painter: QPainter, scene: Scene) -> None:
        """Draw the bars up to the hand."""
        self._fill(painter, scene.ink(self._figure.series[0]))

    def draw_future(self, painter: QPainter, scene: Scene) -> None:
        """Draw the bars after the hand."""
        self._fill(painter, scene.faint_ink(self._figure.series[0]))

    def _fill(self, painter: QPainter, colour: QColor) -> None:
        axes = self._axes
        for month, top in zip(self._figure.months, self._tops[0], strict=True):
            painter.fillRect(QRectF(axes.x(month) - 4.0, top, 8.0, axes.frame.bottom() - top), colour)

    def marks_at(self, position: int) -> Floats:
        """Return where the bars of a month end."""
        tops: Floats = self._tops[:, position]
        return tops

    def series_at(self, position: int, y: float) -> int | None:
        """Return the bar under the mouse."""
        return 0 if y >= self._tops[0, position] else None


def ticks(figure: Figure, height: float) -> tuple[Tick, ...]:
    """Return round values, as many as have room."""
    return tuple(Tick(value, figure.brief(value)) for value in round_values(0.0, figure.high, height))


KINDS.add("bars", Kind(Bars, ticks))
'''


@pytest.fixture
def bars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Add a file with a kind of chart beside those that there are, and return the name of the kind."""
    monkeypatch.setattr(ui.charts.kinds, "__path__", [*ui.charts.kinds.__path__, str(tmp_path)])
    monkeypatch.setattr(KINDS, "_parts", {name: KINDS[name] for name in KINDS})
    monkeypatch.setattr(KINDS, "_discovered", False)
    (tmp_path / "bars.py").write_text(BARS, encoding="utf-8")
    yield "bars"
    del sys.modules["ui.charts.kinds.bars"]
    del ui.charts.kinds.bars  # type: ignore[attr-defined]  # it was planted


def colour_at(image: QImage, x: float, y: float) -> str:
    return image.pixelColor(round(x), round(y)).name()


def test_a_planted_kind_is_shown_exported_and_pointed_at(bars: str, qtbot: QtBot, tmp_path: Path) -> None:
    figure = rows(bars, [0.5] * 148, [0.75] * 148)
    frame = ChartFrame("own")
    qtbot.addWidget(frame)
    frame.resize(1300, 400)
    with qtbot.waitExposed(frame):
        frame.show()
    frame.show_figure(rows("stacked", [0.5] * 148, [0.5] * 148))
    frame.show_figure(figure)
    chart = frame.chart
    axes, light = chart.laid_out(), chart.theme
    ink = light.colour("maker.openai")
    assert [tick.value for tick in axes.ticks] == [0.0, 0.5, 1.0]
    image = chart.grab().toImage()
    assert colour_at(image, axes.x(10), axes.row(0.25)) == ink.name()
    assert colour_at(image, axes.x(100), axes.row(0.25)) == light.faded(ink).name()
    assert colour_at(image, axes.x(10), axes.row(0.6)) == light.panel
    assert [label.series.key for label in chart.labels()] == ["google", "openai"]

    point = QPointF(axes.x(10), axes.row(0.25))
    no_button = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, point, point, no_button, no_button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart, move)
    assert [reading.series.key for reading in chart.read_out()] == ["google", "openai"]

    save_figure(figure, tmp_path / "bars.png", "", Look(QSize(1300, 400), theme("light")))
    exported = QImage(str(tmp_path / "bars.png"))
    assert colour_at(exported, 2 * axes.x(10), 2 * axes.row(0.1)) == ink.name()


def test_a_kind_that_nobody_has_drawn_is_named_with_the_nearest_one(qtbot: QtBot) -> None:
    frame = ChartFrame()
    qtbot.addWidget(frame)
    with pytest.raises(UnknownNameError, match='did you mean "lines"'):
        frame.show_figure(rows("linse", [0.5]))


def test_the_readme_shows_how_a_kind_is_added() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert BARS.strip().splitlines()[-1] in readme
