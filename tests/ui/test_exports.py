"""What leaves the window can be read elsewhere, and reopens the run that it came from."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from simulator.receipts import receipt
from simulator.scenario.reading.vanished import Vanished
from simulator.tables import receipt_in, unlike_its_receipt
from tests.scenario.declared import let_vanish
from tests.ui.everything import action

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage

from ui.charts.exporting import (
    ENDINGS,
    PRINT,
    Look,
    comma_separated,
    file_name,
    receipt_in_picture,
    save_figure,
)
from ui.figures.figure import Figure, Provenance, Series
from ui.look.theme import theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow

RECEIPT = "# receipt → ü\n"


def figure() -> Figure:
    values = np.linspace(0.1, 0.9, 40)
    ghost = np.where(np.arange(40) > 28, values / 2, np.nan)
    return Figure(
        title="Market share by origin",
        subtitle="World",
        unit="share",
        kind="stacked",
        months=range(40),
        series=(
            Series("American, all", "american", values, "origin.united_states", ghost=ghost),
            Series("Chinese", "china", 1.0 - values, "origin.china"),
        ),
        definition="",
        provenance=Provenance("Base", 7),
        ghost_name="before",
    )


@pytest.mark.usefixtures("qtbot")
def test_a_picture_carries_its_receipt_inside_and_is_sharp_enough_for_print(tmp_path: Path) -> None:
    path = tmp_path / "share.png"
    save_figure(figure(), path, RECEIPT)
    assert receipt_in_picture(path) == RECEIPT
    assert QImage(str(path)).size() == PRINT.size * 2
    assert [file.name for file in tmp_path.iterdir()] == ["share.png"]


@pytest.mark.parametrize("ending", [".svg", ".pdf", ".csv"])
@pytest.mark.usefixtures("qtbot")
def test_every_other_export_has_its_receipt_beside_it(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"share{ending}"
    save_figure(figure(), path, RECEIPT)
    assert (tmp_path / f"share{ending}.receipt.toml").read_text(encoding="utf-8").startswith(RECEIPT)
    assert receipt_in(path) == RECEIPT
    assert not unlike_its_receipt(path)
    path.write_bytes(path.read_bytes() + b"\n")
    assert "not as it was" in unlike_its_receipt(path)


@pytest.mark.usefixtures("qtbot")
def test_a_drawing_is_whole_xml_with_the_words_of_the_chart(tmp_path: Path) -> None:
    path = tmp_path / "share.svg"
    save_figure(figure(), path, RECEIPT)
    words = " ".join(text.strip() for text in ET.parse(path).getroot().itertext())  # noqa: S314 - our own file
    for said in ("Market share by origin", "Chinese", "Conditional, not a forecast", "seed 7"):
        assert said in words


@pytest.mark.usefixtures("qtbot")
def test_a_page_is_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "share.pdf"
    save_figure(figure(), path, RECEIPT)
    content = path.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


def test_a_table_has_every_digit_of_every_known_month() -> None:
    shown = figure()
    rows = list(csv.reader(io.StringIO(comma_separated(shown))))
    assert rows[0] == ["Month", "American, all (share)", "Chinese (share)", "American, all, before (share)"]
    assert rows[1][0] == "2023-09"
    assert len(rows) == 1 + 40
    assert [float(row[1]) for row in rows[1:]] == list(shown.series[0].values)
    assert rows[1][3] == ""
    assert float(rows[-1][3]) == pytest.approx(0.45)


@pytest.mark.usefixtures("qtbot")
def test_a_picture_is_drawn_in_the_size_and_colours_asked_for(tmp_path: Path) -> None:
    dark = theme("dark")
    save_figure(figure(), tmp_path / "dark.png", RECEIPT, Look(QSize(640, 400), dark))
    drawn = QImage(str(tmp_path / "dark.png"))
    assert drawn.size() == QSize(1280, 800)
    assert drawn.pixelColor(2, 2).name() == dark.panel


def test_another_ending_is_refused_in_a_sentence_that_names_those_possible(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"share.gif.*\.png") as refusal:
        save_figure(figure(), tmp_path / "share.gif", RECEIPT)
    assert all(ending in str(refusal.value) for ending in ENDINGS)
    assert not list(tmp_path.iterdir())


def test_a_file_is_named_after_what_it_shows() -> None:
    assert file_name(figure()) == "market_share_by_origin_base"


# --- In the window ------------------------------------------------------------------------------------------


def test_author_and_notes_are_left_out_where_that_is_preferred(window: MainWindow, tmp_path: Path) -> None:
    chart = window.charts.chart()
    assert chart is not None
    window.session.edit("Name", lambda scenario: scenario.changed(author="Anna"))
    for name, anonymous in (("named.png", False), ("nameless.png", True)):
        window.settings.choose(anonymous=anonymous)
        window.charts.save_to(chart, tmp_path / name)
    assert 'author = "Anna"' in receipt_in_picture(tmp_path / "named.png")
    assert "Anna" not in receipt_in_picture(tmp_path / "nameless.png")


def test_a_picture_dropped_on_the_window_reopens_its_run(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    chart = window.charts.chart()
    assert chart is not None
    window.charts.save_to(chart, tmp_path / "share.png")
    scenario: Scenario = window.session.scenario
    window.session.open(scenario.changed(seed=99), None)
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(tmp_path / "share.png"))])
    drop = QDropEvent(
        QPointF(QPoint(200, 200)),
        Qt.DropAction.CopyAction,
        content,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)
    qtbot.waitUntil(lambda: window.session.scenario.seed == scenario.seed)
    again = window.session.scenario
    assert (again.setup, again.timeline, again.end) == (scenario.setup, scenario.timeline, scenario.end)
    assert not window.notice.isVisible()


def test_a_picture_of_another_model_opens_with_a_warning(window: MainWindow, tmp_path: Path) -> None:
    from simulator.version import model_version

    text = receipt(window.session.scenario).replace(model_version(), "0123456789abcdef")
    save_figure(figure(), tmp_path / "old.png", text)
    window.files.open(tmp_path / "old.png")
    assert "old.png: Made with the market of 0.1.0. The model has changed; numbers will differ." in window.notice.text


def test_a_picture_without_a_receipt_is_refused_kindly(window: MainWindow, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QDialog

    QImage(10, 10, QImage.Format.Format_RGB32).save(str(tmp_path / "plain.png"))
    before = window.session.scenario
    window.files.open(tmp_path / "plain.png")
    (dialog,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    dialog.close()
    assert window.session.scenario is before


def test_what_cannot_be_saved_is_told_and_can_be_tried_again(window: MainWindow, tmp_path: Path) -> None:
    chart = window.charts.chart()
    assert chart is not None
    window.charts.save_to(chart, tmp_path / "nowhere" / "share.png")
    assert "nowhere" in window.notice.text


@pytest.mark.screen("the clipboard is the window system's")
def test_copying_puts_the_picture_or_the_table_of_the_chart_on_the_clipboard(window: MainWindow) -> None:
    chart = window.charts.chart()
    assert chart is not None
    action(window, "copy_table").trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "Month"
    assert len(lines) == 1 + chart.figure.known
    action(window, "copy_picture").trigger()
    assert QGuiApplication.clipboard().image().width() >= chart.width()


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_the_dialog_saves_the_chart_on_show(window: MainWindow, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QFileDialog

    action(window, "save_chart").trigger()
    (dialog,) = window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "chosen.svg"))
    dialog.close()
    assert (tmp_path / "chosen.svg").exists()


def test_what_a_file_says_that_no_longer_exists_stands_in_the_notice(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "it is now an outcome of competition"
    let_vanish(monkeypatch, [Vanished(("run", name), reason) for name in ("luck", "speed")])
    path = tmp_path / "lesson.toml"
    path.write_text('format = 1\ntitle = "A lesson"\nextends = "base@1"\n[run]\nluck = 3\n', encoding="utf-8")
    market = "lesson.toml: Made with the market of 0.1.0. The model has changed; numbers will differ."
    window.files.open(path)
    assert window.notice.text == f'{market} "run.luck" no longer exists: {reason}.'
    assert not window.notice.details
    path.write_text(path.read_text(encoding="utf-8") + "speed = 2\n", encoding="utf-8")
    window.files.tell_remarks(path)
    assert window.notice.text == f"{market} 2 more remarks stand in the details."
    assert window.notice.details.splitlines() == [
        market,
        *(f'"run.{name}" no longer exists: {reason}.' for name in ("luck", "speed")),
    ]


def test_a_file_of_another_market_opens_with_a_warning(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.scenario.reading.reading.program_version", lambda: "0.2.0")
    path = tmp_path / "lesson.toml"
    path.write_text('format = 2\ntitle = "A lesson"\nextends = "base@1"\n', encoding="utf-8")
    window.files.open(path)
    assert window.session.scenario.title == "A lesson"
    assert (
        window.notice.text == "lesson.toml: Made with the market of 0.1.0. The model has changed; numbers will differ."
    )
