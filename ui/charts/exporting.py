"""Exports of a figure: picture or table, with the receipt that reopens the future that it shows.

A PNG carries its receipt inside; beside every other file stands a file with it.
"""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from simulator.dates import NOW, month_text
from simulator.disk import put
from simulator.tables import put_with_receipt
from ui.charts.month_chart import MonthChart
from ui.look import wording
from ui.look.theme import theme
from ui.look.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QPaintDevice

    from ui.figures.figure import Figure
    from ui.look.theme import Theme

PICTURES = (".png", ".svg", ".pdf")
ENDINGS = (*PICTURES, ".csv")
_RECEIPT = "Shakeout receipt"  # the key of a PNG's text
_MARGIN = 12.0  # pixels left and right of the line under a picture
_SHARPNESS = 2.0  # pixels of a PNG for each pixel of the window, so that print is crisp
_INCH = 25.4  # mm


@dataclass(frozen=True)
class Look:
    """How a picture looks: its size in pixels of the window, its theme, the month under the hand, the hidden future."""

    size: QSize
    theme: Theme
    hand: int = NOW
    covered: bool = False


PRINT = Look(QSize(1200, 675), theme("light"))
"""What a picture looks like where nobody has chosen."""


def save_figure(figure: Figure, path: Path, receipt: str, look: Look = PRINT) -> tuple[str, ...]:
    """Write a figure to a .png, .svg, .pdf or .csv file, and its receipt into a PNG or beside the others.

    Returns what an older file had besides its content and could not be kept, one sentence each.

    Raises
    ------
    ValueError
        If the path ends otherwise; the sentence says what is possible.
    OSError
        If a file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        choice = ", ".join(ENDINGS)
        message = tr("{name}: end the name with one of {choice}").format(name=path.name, choice=choice)
        raise ValueError(message)
    if ending == ".csv":
        content = comma_separated(figure).encode()
    else:
        size = QSizeF(look.size)
        content = picture(ending, size, figure.title, lambda painter: paint_figure(painter, figure, look), receipt)
    return save_content(content, path, receipt)


def save_content(content: bytes, path: Path, receipt: str) -> tuple[str, ...]:
    """Write an export and the receipt beside it in one step; a PNG has it inside and stands alone.

    Returns what an older file had besides its content and could not be kept, one sentence each.

    Raises
    ------
    OSError
        If a file cannot be written; an older one and its receipt are as they were.
    """
    return put(path, content) if path.suffix.lower() == ".png" else put_with_receipt(content, path, receipt)


def picture(ending: str, size: QSizeF, title: str, paint: Callable[[QPainter], None], receipt: str) -> bytes:
    """Return the file of what a function paints, `size` in pixels of the window, as ".png", ".svg" or ".pdf"."""
    if ending == ".png":
        drawn = image(size, paint)
        drawn.setText("Title", title)
        drawn.setText(_RECEIPT, receipt)
        return png(drawn)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = _svg(buffer, size, title) if ending == ".svg" else _pdf(buffer, size, title)
    _paint_on(device, paint)
    return bytes(buffer.data().data())


def png(drawn: QImage) -> bytes:
    """Return an image as a PNG file, with its texts."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(drawn)
    return bytes(buffer.data().data())


def image(size: QSizeF, paint: Callable[[QPainter], None], sharpness: float = _SHARPNESS) -> QImage:
    """Return what a function paints, `size` in pixels of the window, with `sharpness` pixels for each."""
    drawn = QImage((size * sharpness).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    per_metre = round(_dots_per_inch() * 1000.0 / _INCH)
    drawn.setDotsPerMeterX(per_metre)
    drawn.setDotsPerMeterY(per_metre)
    drawn.setDevicePixelRatio(sharpness)
    drawn.fill(Qt.GlobalColor.white)
    _paint_on(drawn, paint)
    return drawn


def paint_figure(painter: QPainter, figure: Figure, look: Look) -> None:
    """Paint a figure, with the line under it that says where it comes from and what it is not."""
    chart = MonthChart()
    chart.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    plain = look.theme.font(0.8)
    line = QFontMetricsF(plain, painter.device()).height() + 8.0
    chart.set_theme(look.theme)
    chart.resize(look.size.width(), round(look.size.height() - line))
    chart.show_figure(figure)
    chart.set_hand(look.hand)
    if look.covered:
        chart.cover_future()
    painter.fillRect(QRectF(0.0, 0.0, look.size.width(), look.size.height()), QColor(look.theme.panel))
    chart.paint_body(painter)
    painter.setFont(plain)
    painter.setPen(QColor(look.theme.muted))
    words = figure.provenance.sentence()
    area = QRectF(_MARGIN, look.size.height() - line, look.size.width() - 2 * _MARGIN, line - 4.0)
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
    chart.deleteLater()


def comma_separated(figure: Figure) -> str:
    """Return the table of a figure with exact values: a month a row, a series a column, and its old future, if any."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(exact_table(figure))
    return out.getvalue()


def exact_table(figure: Figure) -> list[list[str]]:
    """Return the header and the known months, with all digits; what is not known is empty."""
    columns = [(f"{series.name} ({figure.unit})", series.values) for series in figure.series]
    columns += [
        (f"{series.name}, {figure.ghost_name} ({figure.unit})", series.ghost)
        for series in figure.series
        if series.ghost is not None
    ]
    rows = [[tr("Month"), *(name for name, _ in columns)]]
    for row, month in enumerate(figure.months[: figure.known]):
        rows.append([month_text(month), *(_exact(float(values[row])) for _, values in columns)])
    return rows


def receipt_in_picture(path: Path) -> str:
    """Return the receipt inside a PNG, "" where there is none."""
    return QImage(str(path)).text(_RECEIPT)


def file_name(figure: Figure) -> str:
    """Return a name for the file of a figure, without its ending."""
    words = f"{figure.title} {figure.provenance.scenario}".lower()
    letters = "".join(letter if letter.isalnum() else " " for letter in words)
    return "_".join(letters.split()) or "figure"


def filters() -> str:
    """Return what a file dialog offers."""
    return ";;".join(
        (
            tr("Picture (*.png)"),
            tr("Drawing for print and slides (*.svg)"),
            tr("Page (*.pdf)"),
            tr("Table (*.csv)"),
        )
    )


def _exact(value: float) -> str:
    return repr(value) if math.isfinite(value) else ""


def _svg(buffer: QBuffer, size: QSizeF, title: str) -> QPaintDevice:
    from PySide6.QtSvg import QSvgGenerator

    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # the older one knows no clipping
    generator.setOutputDevice(buffer)
    generator.setResolution(round(_dots_per_inch()))
    generator.setSize(size.toSize())
    generator.setViewBox(QRectF(0.0, 0.0, size.width(), size.height()))
    generator.setTitle(title)
    generator.setDescription(wording.caveat())
    return generator


def _pdf(buffer: QBuffer, size: QSizeF, title: str) -> QPaintDevice:
    writer = QPdfWriter(buffer)
    dots = round(_dots_per_inch())
    writer.setResolution(dots)
    paper = QPageSize(size * (_INCH / dots), QPageSize.Unit.Millimeter)
    writer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setTitle(title)
    writer.setCreator("Shakeout")
    return writer


def _paint_on(device: QPaintDevice, paint: Callable[[QPainter], None]) -> None:
    painter = QPainter(device)
    try:
        paint(painter)
    finally:
        painter.end()


def _dots_per_inch() -> float:
    return float(QGuiApplication.primaryScreen().logicalDotsPerInch())
