"""A number that is not allowed is refused with its range, and the nearest one that is takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolTip

from simulator.parameters import Param
from ui.look import wording
from ui.widgets.form import NumberBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.screen("a tooltip is a window of its own")

SHARE = Param("share", 0.0, 1.0, "A share.", "a source")
MONEY = Param("$M a month", 0.0, 5000.0, "Money.", "a source")


def typed(declared: Param, text: str, qtbot: QtBot) -> NumberBox:
    """Return the control of a number after something was typed into it."""
    box = NumberBox(declared, 0.5 * declared.high)
    box.setLocale(wording.locale())
    qtbot.addWidget(box)
    box.show()
    box.selectAll()
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    return box


@pytest.mark.parametrize(
    "declared, text, shown, told",
    [
        (SHARE, "150", "100 %", "Between 0 and 100; 150 is not possible."),
        (MONEY, "70000", "$5,000 m a month", "Between 0 and 5,000; 70,000 is not possible."),
    ],
)
def test_a_number_beyond_its_range_becomes_the_nearest_and_the_range_is_told(
    declared: Param, text: str, shown: str, told: str, qtbot: QtBot
) -> None:
    box = typed(declared, text, qtbot)
    assert box.text().replace(wording.HARD_SPACE, " ") == shown
    assert told in QToolTip.text()


def test_a_number_within_its_range_is_taken_without_a_word(qtbot: QtBot) -> None:
    assert typed(SHARE, "25", qtbot).value() == 25.0
    assert not QToolTip.isVisible()


def test_letters_change_no_number(qtbot: QtBot) -> None:
    assert typed(SHARE, "abc", qtbot).value() == 50.0
