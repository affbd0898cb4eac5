"""A newcomer's question is answered on screen, by keys and buttons that can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import Qt

from simulator.scenario.library import shipped
from tests.ui.conftest import activated
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.window.main_window import MainWindow

pytestmark = pytest.mark.screen("the first minutes, as a newcomer has them: windows, dialogs, keys and mouse")

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def test_what_a_hosted_only_ban_does_to_chinese_revenue_in_america_and_what_it_costs_the_buyers(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], qtbot: QtBot
) -> None:
    from ui.dialogs.gallery import Gallery
    from ui.pages.compare.compare import ComparePage

    window = open_window(base, months)

    press("Ctrl+G")  # 1: scenarios by question
    (gallery,) = window.findChildren(Gallery)
    qtbot.waitUntil(lambda: gallery.complete)
    qtbot.keyClicks(gallery.search, "hosted")  # 2: a word of the question
    cards = gallery.shipped
    found = [place for place in range(cards.count()) if not cards.item(place).isHidden()]
    assert [shipped()[place].name for place in found][:1] == ["ban_the_service"]
    cards.setCurrentRow(found[0])
    qtbot.keyClick(cards, Qt.Key.Key_Return)  # 3: open it

    qtbot.waitUntil(lambda: activated(window))
    press("Ctrl+2")  # 4: compare it with the base market
    page = window.tabs.page("compare")
    assert isinstance(page, ComparePage)
    end = window.session.scenario.end
    qtbot.waitUntil(lambda: all(len(one.branch.worlds) > end for one in page.futures))
    qtbot.waitUntil(page.later.isVisible)
    qtbot.mouseClick(page.later, LEFT)  # 5: a month in which it tells
    assert page.later.text().endswith("2030")

    def difference(label: str) -> str:
        rows = [row for row in page.table.words() if row[0].startswith(label)]
        return rows[0][3] if rows else ""

    revenue, adaptation, welfare = (
        "Enterprise receipts of Chinese makers, US",
        "Cost: Adaptation cost",
        "Cost: Buyers' welfare",
    )
    qtbot.waitUntil(lambda: difference(revenue).startswith("−$"))
    qtbot.waitUntil(lambda: difference(adaptation).startswith("+$"))
    qtbot.waitUntil(lambda: difference(welfare).startswith("−0."))
