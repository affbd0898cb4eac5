"""Small pictures of what becomes of a scenario beside the base market: made in the background, drawn once, and kept.

A picture is kept under a hash of everything that it depends on, so that no old one is ever shown for another market.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QSizeF, Qt, QThread, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from simulator.dates import NOW
from simulator.disk import put, user_folder
from simulator.experiment.quantities import HEADLINES
from simulator.history import Branch
from simulator.scenario.library import load
from simulator.version import model_version
from ui.charts.plotting import polygon
from ui.look.garbage import Collector

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario
    from simulator.world import Floats
    from ui.look.theme import Theme

SIZE = QSize(232, 104)
LINES = {
    "share_united_states": "channel.api",
    "share_europe": "channel.marketplace",
    "share_latin_america": "channel.platform",
}
"""The headlines that a picture draws, and their colours."""
_BUYERS = 4096  # few: nobody reads numbers off so small a picture
_SMOOTH = 6  # months over which a line is averaged
_HIGHEST = 0.6  # share at the upper edge


class _Simulation(QThread):
    """Simulates scenarios one after the other, until none is left or it has to stop."""

    simulated = Signal(str, object)  # key, (lines, months) shares

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("pictures")
        self._waiting: list[tuple[str, Scenario]] = []
        self._stopped = False
        self._collector = Collector(self)
        self.finished.connect(self._go_on)

    def add(self, key: str, scenario: Scenario) -> None:
        """Simulate a scenario too; once told to stop, none."""
        if self._stopped:
            return
        self._waiting.append((key, scenario))
        if not self.isRunning():
            self._collector.begin()
            self.start()

    def stop(self) -> None:
        """Stop and wait."""
        self._stopped = True
        self.wait()
        self._collector.end()

    def _go_on(self) -> None:
        """Start again if something was added while the thread was ending."""
        if self.isRunning():
            return
        if self._waiting and not self._stopped:
            self.start()
        else:
            self._collector.end()

    def run(self) -> None:
        """Simulate what is waiting."""
        lines = [one for one in HEADLINES if one.name in LINES]
        while self._waiting and not self._stopped:
            key, scenario = self._waiting.pop(0)
            with suppress(ArithmeticError, LookupError, ValueError):  # a market that crashes has no picture
                branch = Branch(scenario.setup, scenario.timeline)
                for _ in branch.simulate(scenario.end):
                    if self._stopped:
                        return
                months = range(scenario.end + 1)
                self.simulated.emit(key, np.array([[one.at(branch, month) for month in months] for one in lines]))


class Pictures(QObject):
    """Finds the picture of a scenario, or has it made."""

    made = Signal(str)  # key of a picture that can be had now

    def __init__(self, theme: Theme, folder: Path | None = None, parent: QObject | None = None) -> None:
        """Take the theme to draw in, and where pictures are kept."""
        super().__init__(parent)
        self._theme = theme
        self._folder = folder or user_folder() / "pictures"
        self._courses: dict[str, Floats] = {}
        self._base_of: dict[str, str] = {}  # key of a picture → that of the base market with the same luck
        self._known: dict[str, QImage] = {}
        self._simulation = _Simulation(self)
        self._simulation.simulated.connect(self._keep)

    def key(self, scenario: Scenario) -> str:
        """Return the name under which the picture of a scenario is kept."""
        small = scenario.changed(buyers=_BUYERS)
        parts = (small.setup, small.timeline, small.end, model_version(), self._theme.name, SIZE.toTuple())
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]

    def find(self, scenario: Scenario) -> tuple[str, QImage | None]:
        """Return the key of a scenario's picture, and the picture if there is one; else it will be made."""
        key = self.key(scenario)
        if key not in self._known and key not in self._base_of:
            kept = QImage(str(self._path(key)))
            if kept.isNull():
                self._ask_for(key, scenario)
            else:
                kept.setDevicePixelRatio(kept.width() / SIZE.width())
                self._known[key] = kept
        return key, self._known.get(key)

    def known(self, key: str) -> QImage | None:
        """Return a picture that has been made."""
        return self._known.get(key)

    def stop(self) -> None:
        """Make no more pictures, and wait for the thread."""
        self._simulation.stop()

    def _ask_for(self, key: str, scenario: Scenario) -> None:
        base = load("base").changed(seed=scenario.seed, end=scenario.end)
        base_key = self.key(base)
        if base_key not in self._base_of:
            self._base_of[base_key] = base_key
            self._simulation.add(base_key, base.changed(buyers=_BUYERS))
        if key != base_key:
            self._base_of[key] = base_key
            self._simulation.add(key, scenario.changed(buyers=_BUYERS))

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.png"

    def _keep(self, key: str, courses: Floats) -> None:
        from ui.charts.exporting import image, png

        self._courses[key] = courses
        base = self._courses.get(self._base_of[key], courses)
        drawn = image(QSizeF(SIZE), lambda painter: self._paint(painter, courses, base))
        self._known[key] = drawn
        with suppress(OSError):  # a full or locked cache costs time, not pictures
            self._folder.mkdir(parents=True, exist_ok=True)
            put(self._path(key), png(drawn))
        self.made.emit(key)

    def _paint(self, painter: QPainter, courses: Floats, base: Floats) -> None:
        """Paint each share as a line, and dashed what it is in the base market."""
        width, height = float(SIZE.width()), float(SIZE.height())
        painter.fillRect(QRectF(0.0, 0.0, width, height), QColor(self._theme.panel))
        painter.setPen(QPen(QColor(self._theme.hairline), 1))
        now = width * NOW / (courses.shape[1] - 1)
        painter.drawLine(QPointF(now, 0.0), QPointF(now, height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dashes = QPen(QColor(self._theme.ghost), 1, Qt.PenStyle.DashLine)
        for line, old, colour in zip(courses, base, LINES.values(), strict=True):
            for values, pen in ((old, dashes), (line, QPen(self._theme.colour(colour), 2))):
                smooth = np.convolve(values, np.ones(_SMOOTH) / _SMOOTH, mode="valid")
                x = np.linspace(0.0, width, len(smooth))
                painter.setPen(pen)
                painter.drawPolyline(polygon(x, height * (1.0 - smooth / _HIGHEST)))
