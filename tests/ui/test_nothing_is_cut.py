"""Whatever the size of text, on a small screen things may be scrolled, but nothing is cut."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from tests.ui.everything import SHOWN, put_away
from tests.ui.looks import cut, scrolled_sideways
from tests.ui.patient import lay_out, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow

pytestmark = pytest.mark.screen("a real screen has a size to fit")

PROJECTOR = QSize(1280, 720)
PIXELS = 20  # of width: wider than the longest step between two lines of a sentence and the next


def faults(shown: QWidget) -> list[str]:
    """Return what cannot be read of what is on show; a dialog has the screen, a window a projector."""
    room = PROJECTOR
    if isinstance(shown, QDialog):
        room = shown.screen().availableSize()
        if room.width() < PROJECTOR.width():
            return []  # the platform without a screen imitates one that is narrower than any projector
    wide = [f"{shown.width()} pixels wide"] if shown.width() > room.width() else []
    high = [f"{shown.height()} pixels high"] if shown.height() > room.height() else []
    return [*wide, *high, *cut(shown), *(f"scrolled sideways: {name}" for name in scrolled_sideways(shown))]


@pytest.mark.parametrize("theme, size", [("light", 200), ("projector", 100), ("dark", 100), ("light", 80)])
def test_nothing_is_cut_wherever_somebody_looks(
    window: MainWindow, base: Scenario, qtbot: QtBot, tmp_path: Path, theme: str, size: int
) -> None:
    window.settings.choose(theme=theme, text_size=size)
    window.resize(PROJECTOR)
    settle(qtbot)
    told = []
    for name, show in SHOWN.items():
        shown = show(window, tmp_path)
        settle(qtbot)
        told += [f"{name}: {fault}" for fault in faults(shown)]
        put_away(window, base)
    assert not told, "\n".join(told)


@pytest.mark.parametrize("name", ["compare", "levers"])
def test_no_pixel_of_width_makes_a_sentence_lose_its_last_line(
    window: MainWindow, base: Scenario, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    window.settings.choose(theme="light", text_size=200)
    window.resize(PROJECTOR)
    settle(qtbot)
    SHOWN[name](window, tmp_path)
    settle(qtbot)
    told = []
    for narrower in range(PIXELS):
        window.resize(PROJECTOR.width() - narrower, PROJECTOR.height())
        lay_out()
        told += [f"{window.width()} pixels wide: {fault}" for fault in cut(window)]
    put_away(window, base)
    assert not told, "\n".join(told)


def test_a_sentence_that_grows_has_its_room_once_the_window_has_come_to_rest(window: MainWindow, qtbot: QtBot) -> None:
    window.settings.choose(theme="light", text_size=200)
    window.resize(PROJECTOR)
    SHOWN["compare"](window, Path())
    settle(qtbot)
    sentence = window.tabs.page("compare").since  # type: ignore[attr-defined]  # the page of Compare has it
    for words in range(0, 200, 20):
        sentence.setText("until December 2025 " * words)
        lay_out()
        assert sentence.height() >= sentence.heightForWidth(sentence.width()), words


def test_a_sentence_of_compare_keeps_a_line_of_some_words_in_the_largest_type(window: MainWindow, qtbot: QtBot) -> None:
    window.settings.choose(theme="light", text_size=200)
    window.resize(PROJECTOR)
    SHOWN["compare"](window, Path())
    settle(qtbot)
    page = window.tabs.page("compare")
    sentence, box = page.since, page.as_differences  # type: ignore[attr-defined]  # the page of Compare has both
    assert sentence.width() >= 20 * sentence.fontMetrics().averageCharWidth()
    assert box.mapTo(page, box.rect().topLeft()).y() > sentence.mapTo(page, sentence.rect().bottomLeft()).y()
