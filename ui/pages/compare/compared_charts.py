"""The charts of futures that are compared, side by side and on one scale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.charts.chart_frame import ChartFrame
from ui.figures.figure import Provenance
from ui.figures.shares import share_figure
from ui.look import wording
from ui.look.wording import tr
from ui.models.comparison import Future, common_range

if TYPE_CHECKING:
    from ui.figures.figure import Figure
    from ui.look.theme import Theme
    from ui.session.session import Session

_HEIGHT, _WIDTH = 220, 310  # pixels; the least width
_EDGES = 40  # pixels left and right of the charts
_MOST_COLUMNS = 2


class ComparedCharts(QWidget):
    """A chart for each future; all but the first show the first as a ghost, or the difference from it."""

    def __init__(self, session: Session) -> None:
        """Show futures as a session's filter asks for."""
        super().__init__()
        self._session = session
        self._theme: Theme | None = None
        self._futures: tuple[Future, ...] = ()
        self._as_differences = False
        self._columns = _MOST_COLUMNS
        self.frames: list[ChartFrame] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        session.future_covered.connect(self._cover)

    def set_theme(self, theme: Theme) -> None:
        """Dress the charts in a theme."""
        self._theme = theme
        for frame in self.frames:
            frame.set_theme(theme)

    def fit(self, width: int) -> None:
        """Put as many charts side by side as a page's width has room for."""
        columns = max(1, min(_MOST_COLUMNS, (width - _EDGES) // _WIDTH))
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def show_futures(self, futures: tuple[Future, ...]) -> None:
        """Make room for a chart of each future; one alone is not drawn."""
        self._futures = futures
        while len(self.frames) < len(futures):
            self.frames.append(self._new_frame())
        self._arrange()

    def show_differences(self, shown: bool) -> None:
        """Show differences from the first future, or each future as it is; `draw` draws them."""
        self._as_differences = shown

    def draw(self) -> None:
        """Draw every future, differences on one scale."""
        futures = self._futures
        if len(futures) < 2 or not all(future.branch.worlds for future in futures):  # noqa: PLR2004 - one alone is no comparison
            return
        figures = [self._figure(number) for number in range(len(futures))]
        if self._as_differences:
            low, high = common_range([(figure.low, figure.high) for figure in figures[1:]])
            figures[1:] = [replace(figure, low=low, high=high) for figure in figures[1:]]
        for frame, figure in zip(self.frames, figures, strict=False):  # frames of earlier futures are hidden
            frame.show_figure(figure)

    def follow(self) -> None:
        """Mark the month under the hand."""
        for frame in self.frames:
            frame.set_hand(self._session.hand)

    def _cover(self, covered: bool) -> None:
        for frame in self.frames:
            frame.cover(covered)

    def _arrange(self) -> None:
        count = len(self._futures)
        for number, frame in enumerate(self.frames):
            self._grid.removeWidget(frame)
            frame.setVisible(number < count > 1)
            if number < count > 1:
                self._grid.addWidget(frame, number // self._columns, number % self._columns)
        self.setVisible(count > 1)
        self._cover(self._session.future_hidden)
        self.follow()

    def _new_frame(self) -> ChartFrame:
        session = self._session
        frame = ChartFrame("own")
        frame.setMinimumWidth(_WIDTH)
        frame.setFixedHeight(_HEIGHT)
        frame.month_clicked.connect(session.move_hand)
        frame.series_clicked.connect(session.focus.toggle)
        frame.series_wanted.connect(session.focus.set)
        session.focus.changed.connect(frame.select)
        frame.select(session.focus.id)
        if self._theme is not None:
            frame.set_theme(self._theme)
        return frame

    def _figure(self, number: int) -> Figure:
        """Return the figure of the future at a place, or its difference from the first."""
        chosen, first, future = self._session.filter, self._futures[0], self._futures[number]
        figure = share_figure(
            future.branch.worlds,
            first.branch.worlds if number else [],
            chosen.use,
            Provenance(future.scenario.title, future.scenario.seed, future.scenario),
            tr("the first"),
            [each.branch.worlds for each in self._futures],
        )
        where = wording.place(chosen.place)
        if number and self._as_differences:
            figure = figure.difference()
            where = tr("less {first}{unit}").format(first=first.title, unit=figure.points_in_words)
        return replace(figure, title=future.title, subtitle=f"{where}, {wording.units(chosen.units).lower()}")
