"""The page of evidence shows every fact that ships, where the band lies, and where the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulator import evidence

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from simulator.evidence.standing import BETWEEN
from ui.look.theme import theme
from ui.models.evidence import lines, verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.pages.evidence.evidence import EvidencePage
    from ui.window.main_window import MainWindow


def test_the_mean_is_drawn_inside_its_band_exactly_where_the_verdict_is_in() -> None:
    for line in lines(evidence.table()):
        if np.isfinite(line.scale.mean):
            drawn_inside = line.scale.low - 1e-9 <= line.scale.mean <= line.scale.high + 1e-9
            assert drawn_inside == line.inside, line.id


def test_everything_drawn_lies_on_the_scale() -> None:
    for line in lines(evidence.table()):
        assert ((line.scale.seeds >= 0.0) & (line.scale.seeds <= 1.0)).all()
        assert line.scale.low <= line.scale.high


def test_the_sentence_counts_what_is_in() -> None:
    hard = [one for one in evidence.table() if one.row.tier == "hard"]
    assert verdict(evidence.table()).startswith(f"{sum(one.inside for one in hard)} of {len(hard)} facts")


def test_a_share_that_just_misses_its_band_does_not_read_like_its_edge() -> None:
    row = next(one.row for one in evidence.table() if one.row.unit == "share" and one.row.high >= 0.1)
    (line,) = lines([evidence.Result(row, row.high + 0.004, 0.0, (row.high + 0.004,))])
    assert line.verdict == "out"
    assert line.value not in line.band
    assert line.value in dict(line.details)["The model"]


@pytest.fixture
def page(open_window: Callable[..., MainWindow], base: Scenario, months: list[World]) -> EvidencePage:
    """Return the page in a window."""
    from ui.pages.evidence.evidence import EvidencePage

    window = open_window(base, months)
    window.tabs.show_tab("evidence")
    found = window.tabs.page("evidence")
    assert isinstance(found, EvidencePage)
    return found


def test_the_page_says_that_the_market_is_between_two_calibrations_as_long_as_it_is(page: EvidencePage) -> None:
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    assert any("between two calibrations" in text for text in said) == bool(BETWEEN)


def test_every_fact_that_ships_is_listed_and_said_aloud(page: EvidencePage) -> None:
    model = page.facts
    assert model.rowCount() == len(evidence.table())
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            assert model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole)


def test_the_facts_can_be_narrowed_to_those_out(page: EvidencePage) -> None:
    page.tier.setCurrentIndex(page.tier.findData("out"))
    out = [one for one in evidence.table() if not one.inside and one.row.tier != "input"]
    assert page.facts.rowCount() == len(out)


def test_arrows_walk_the_facts_and_each_is_explained(page: EvidencePage, qtbot: QtBot) -> None:
    page.table.setFocus()
    page.table.selectRow(0)
    first = page.details.text()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    second = page.details.text()
    assert first != second
    results = evidence.table()
    assert second.startswith(results[1].row.id)
    assert results[1].row.source in second


@pytest.mark.parametrize("name", ["light", "dark", "projector"])
def test_the_bands_are_drawn_in_the_colours_of_the_theme(page: EvidencePage, name: str) -> None:
    chosen = theme(name)
    page.set_theme(chosen)
    seen = page.table.viewport().grab().toImage()
    colours = {seen.pixelColor(x, y).name() for x in range(0, seen.width(), 2) for y in range(0, seen.height(), 2)}
    assert chosen.good in colours


def test_the_page_on_the_model_says_what_it_is_not_and_how_to_cite_it(page: EvidencePage) -> None:
    page.views.setCurrentWidget(page.explanation)
    told = page.explanation.toPlainText()
    for heading in ("What it is not", "How to cite"):
        assert heading in told
