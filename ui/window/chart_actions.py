"""What people take from a chart: its picture or its table, in a file or on the clipboard."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.look.wording import tr

if TYPE_CHECKING:
    from ui.charts.exporting import Look
    from ui.charts.month_chart import MonthChart
    from ui.look.settings import Settings
    from ui.session.session import Session
    from ui.widgets.notices import Notice


class ChartActions(QObject):
    """Saves and copies the chart that has the focus, or else the largest on show."""

    done = Signal(str)  # what was done, in one sentence

    def __init__(self, window: QWidget, session: Session, notice: Notice, settings: Settings) -> None:
        """Take the window whose charts these are, its session, where failures are reported, and the settings."""
        super().__init__(window)
        self._settings = settings
        self._window, self._session, self._notice = window, session, notice

    def chart(self) -> MonthChart | None:
        """Return the chart to save or copy, None if none is on show."""
        from ui.charts.month_chart import MonthChart

        charts = [chart for chart in self._window.findChildren(MonthChart) if chart.isVisible() and chart.figure.known]
        focused = next((chart for chart in charts if chart.hasFocus()), None)
        return focused or max(charts, key=lambda chart: chart.width() * chart.height(), default=None)

    def ask_to_save(self) -> None:
        """Let the user choose a file for the chart; the ending decides the format."""
        chart = self._chart_or_say_so()
        if chart is None:
            return
        from ui.charts.exporting import file_name, filters

        dialog = QFileDialog(self._window, tr("Save “{title}”").format(title=chart.figure.title))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(filters())
        dialog.setDefaultSuffix(".png")
        folder = self._session.path.parent if self._session.path else Path.home()
        dialog.selectFile(str(folder / file_name(chart.figure)))
        dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix(words.split("*")[-1].rstrip(")")))
        dialog.fileSelected.connect(lambda path: self.save_to(chart, Path(path)))
        dialog.open()

    def save_to(self, chart: MonthChart, path: Path) -> None:
        """Save a chart to a file as it looks on screen, and report failures."""
        from simulator.receipts import anonymous, receipt
        from ui.charts.exporting import save_figure

        scenario = chart.figure.provenance.run or self._session.scenario
        if self._settings.chosen.anonymous:
            scenario = anonymous(scenario)
        try:
            lost = save_figure(chart.figure, path, receipt(scenario), _look_of(chart))
        except (OSError, ValueError) as problem:
            text = tr("The chart could not be saved to {path}.").format(path=path)
            self._notice.tell(text, str(problem), again=lambda: self.save_to(chart, path))
            return
        if lost:
            self._notice.tell(" ".join(lost))
        self.done.emit(tr("Saved to {path}").format(path=path))

    def copy_picture(self) -> None:
        """Put the chart's picture on the clipboard."""
        chart = self._chart_or_say_so()
        if chart is None:
            return
        from ui.charts.exporting import image, paint_figure

        look = _look_of(chart)
        drawn = image(QSizeF(look.size), lambda painter: paint_figure(painter, chart.figure, look))
        QGuiApplication.clipboard().setImage(drawn)
        self.done.emit(tr("The picture of “{title}” is on the clipboard").format(title=chart.figure.title))

    def copy_table(self) -> None:
        """Put the chart's table on the clipboard, as spreadsheets read it."""
        chart = self._chart_or_say_so()
        if chart is None:
            return
        from ui.charts.exporting import comma_separated, exact_table

        out = io.StringIO()
        csv.writer(out, "excel-tab", lineterminator="\n").writerows(exact_table(chart.figure))
        content = QMimeData()
        content.setText(out.getvalue())
        content.setData("text/csv", comma_separated(chart.figure).encode())
        QGuiApplication.clipboard().setMimeData(content)
        self.done.emit(tr("The table of “{title}” is on the clipboard").format(title=chart.figure.title))

    def _chart_or_say_so(self) -> MonthChart | None:
        chart = self.chart()
        if chart is None:
            self.done.emit(tr("There is no chart on show"))
        return chart


def _look_of(chart: MonthChart) -> Look:
    """Return how a chart looks on screen, with room for its title."""
    from ui.charts.exporting import Look

    least = QSize(640, 360)
    return Look(chart.size().expandedTo(least), chart.theme, chart.hand, chart.covered)
