"""Whatever the size of text, on a small screen things may be scrolled, but nothing is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from tests.ui.everything import SHOWN, put_away
from tests.ui.looks import cut, scrolled_sideways
from tests.ui.patient import settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow

pytestmark = pytest.mark.screen("a real screen has a size to fit")

PROJECTOR = QSize(1280, 720)


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
