"""What the user prefers is applied at once, remembered, and can be taken back."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.keyboard import focused
from tests.ui.patient import settle
from ui.dialogs.settings import SettingsDialog
from ui.look import wording
from ui.look.settings import Choice, Settings
from ui.widgets.number_box import NumberBox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.window.main_window import MainWindow


@pytest.fixture(autouse=True)
def _usual_numbers() -> Iterator[None]:
    """Leave the numbers of other tests alone."""
    yield
    wording.write_numbers(Choice().numbers, Choice().money)
    QLocale.setDefault(wording.locale())


def opened(window: MainWindow, qtbot: QtBot) -> SettingsDialog:
    qtbot.keyClick(focused(), Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    return next(page for page in window.findChildren(SettingsDialog) if page.isVisible())


def texts(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel)).replace(wording.HARD_SPACE, " ")


def kept(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_colours_chosen_by_keys_are_worn_at_once(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.theme.setFocus()
    for _ in range(2):
        qtbot.keyClick(page.theme, Qt.Key.Key_Down)
    assert window.settings.chosen.theme == "dark"
    assert window.palette().window().color().lightness() < 60


@pytest.mark.screen("panels are laid out again when the window system answers")
def test_everything_grows_with_the_size_of_text(window: MainWindow, qtbot: QtBot) -> None:
    assert window.market.shares is not None
    shares, label, bars = window.market.shares, window.levers.row("federal_ban").tick, window.timeline.bars
    before = (
        shares.line_height,
        bars.lane_height,
        label.fontMetrics().height(),
        label.sizeHint().width(),
    )
    opened(window, qtbot).text_size.stepBy(100)
    qtbot.waitUntil(lambda: bars.lane_height > 1.5 * before[1])
    after = (
        shares.line_height,
        bars.lane_height,
        label.fontMetrics().height(),
        label.sizeHint().width(),
    )
    assert all(new > 1.5 * old for new, old in zip(after, before, strict=True))


@pytest.mark.screen("a real screen has a size to fit")
@pytest.mark.parametrize("size", [80, 150, 200])
@pytest.mark.parametrize("dress", ["light", "projector"])
def test_text_of_any_size_leaves_the_window_on_a_small_screen(
    window: MainWindow, qtbot: QtBot, size: int, dress: str
) -> None:
    window.settings.choose(text_size=size, theme=dress)
    settle(qtbot)  # panels fit themselves to the type
    assert window.minimumSizeHint().width() <= 1280
    assert window.minimumSizeHint().height() <= 720


@pytest.mark.parametrize(
    "style,number,typed",
    [("12,345.6", "16,384", "2 000.5"), ("12 345,6", "16 384", "2 000,5"), ("12.345,6", "16.384", "2 000,5")],
)
def test_numbers_are_written_as_chosen_in_texts_and_in_controls(
    window: MainWindow, qtbot: QtBot, style: str, number: str, typed: str
) -> None:
    page = opened(window, qtbot)
    page.numbers.setCurrentIndex(page.numbers.findData(style))
    page.numbers.activated.emit(page.numbers.currentIndex())
    assert wording.number(16384).replace(wording.HARD_SPACE, " ") == number
    window.levers.open("subsidy")
    box = window.levers.row("subsidy").findChildren(NumberBox)[0]
    box.show_number(20.005)  # a share: 2000.5 %
    assert typed in box.text().replace(wording.HARD_SPACE, " ")
    assert window.settings.chosen.numbers == style


def test_texts_on_show_are_written_anew(window: MainWindow, qtbot: QtBot) -> None:
    window.levers.row("federal_ban").tick.click()
    qtbot.waitUntil(lambda: window.session.simulation.complete and " m" in texts(window))
    window.settings.choose(money="$1.7 billion")
    qtbot.waitUntil(lambda: " million" in texts(window))


def test_what_is_chosen_is_remembered_and_reset_forgets_it(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], tmp_path: Path, qtbot: QtBot
) -> None:
    first = open_window(base, known=months)
    first.settings.choose(theme="dark", text_size=150, reduced_motion=True, numbers="12.345,6", folder=str(tmp_path))
    assert kept(tmp_path).chosen == Choice("dark", 150, True, "12.345,6", "$1.7 bn", str(tmp_path))
    assert kept(tmp_path).folder == tmp_path
    page = opened(first, qtbot)
    next(button for button in page.findChildren(type(page.folder)) if button.text() == "&Reset to defaults").click()
    assert first.settings.chosen == Choice()
    assert page.text_size.number == 100
    assert kept(tmp_path).chosen == Choice()


def test_settings_that_make_no_sense_count_as_not_set(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    for name, value in (("theme", "pink"), ("text_size", "huge"), ("numbers", "XII"), ("folder", "/nowhere")):
        store.setValue(name, value)
    settings = Settings(store)
    assert settings.chosen.theme == "system"
    assert settings.chosen.text_size == 100
    assert settings.chosen.numbers == "12,345.6"
    assert settings.folder.is_dir()


def test_whoever_wants_little_motion_sees_few_steps_at_the_same_speed(window: MainWindow, qtbot: QtBot) -> None:
    seen: list[int] = []
    window.session.hand_moved.connect(seen.append)
    window.settings.choose(reduced_motion=True)
    window.player.set_speed(3)  # 8 months a second
    seen.clear()
    window.player.play()
    qtbot.waitUntil(lambda: len(seen) >= 2)
    window.player.pause()
    assert {later - earlier for earlier, later in itertools.pairwise(seen)} == {4}
    assert not QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)


def test_files_are_looked_for_in_the_chosen_folder(window: MainWindow, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QFileDialog

    window.settings.choose(folder=str(tmp_path))
    window.files.ask_to_open()
    (dialog,) = window.findChildren(QFileDialog)
    assert dialog.directory().absolutePath() == str(tmp_path)
    dialog.reject()
