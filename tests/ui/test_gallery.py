"""Scenarios are found by their question, with a picture of what becomes of them; newcomers get three steps."""

from __future__ import annotations

import gc
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.patience import PATIENCE
from tests.ui.keyboard import focused, press

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtWidgets import QListWidget, QWidget

from simulator.scenario.keeping.saving import save
from simulator.scenario.library import load, shipped
from ui.charts.pictures import Pictures, _Simulation
from ui.dialogs.gallery import Gallery
from ui.look.settings import Settings
from ui.look.theme import theme
from ui.panels.hint import Hint, steps
from ui.session.recent import note_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.window.main_window import MainWindow

END = 40


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a user whose folder holds one scenario and one file that is none."""
    folder = tmp_path / "mine"
    folder.mkdir()
    save(load("base").changed(title="My market", question="What if?"), folder / "mine.toml")
    (folder / "other.toml").write_text("a = 1\n", encoding="utf-8")
    found = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    found.choose(folder=str(folder))
    note_file(found.store, folder / "mine.toml")
    return found


class NoPictures(Pictures):
    """Makes no pictures, so that a test of words need not wait."""

    def _ask_for(self, key: str, scenario: Scenario) -> None:
        """Forget that somebody asked."""


@pytest.fixture
def gallery(qtbot: QtBot, settings: Settings, tmp_path: Path) -> Iterator[Gallery]:
    """Return the gallery, open."""
    parent = QWidget()
    qtbot.addWidget(parent)
    found = Gallery(parent, settings, NoPictures(theme("light"), tmp_path / "pictures"))
    found.open()
    qtbot.waitUntil(lambda: found.complete)
    yield found
    parent.close()


def words(cards: QListWidget) -> list[str]:
    return [cards.item(place).text() for place in range(cards.count()) if not cards.item(place).isHidden()]


def test_every_scenario_that_ships_has_a_card_with_its_question(gallery: Gallery) -> None:
    said = words(gallery.shipped)
    assert len(said) == len(shipped())
    for one, card in zip(shipped(), said, strict=True):
        assert one.title in card
        assert one.question in card


def test_the_users_folder_and_the_files_opened_last_stand_beside_them(gallery: Gallery) -> None:
    for cards in (gallery.folder, gallery.recent):
        (card,) = words(cards)
        assert "My market" in card
        assert "mine.toml" in card


def test_a_search_narrows_the_cards(gallery: Gallery, qtbot: QtBot) -> None:
    qtbot.keyClicks(gallery.search, "gift")
    assert len(words(gallery.shipped)) == 1
    assert "gift or a strategy" in words(gallery.shipped)[0]


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_enter_chooses_a_card_and_closes_the_gallery(gallery: Gallery, qtbot: QtBot) -> None:
    gallery.shipped.setCurrentRow(1)
    gallery.shipped.setFocus()
    with qtbot.waitSignal(gallery.chosen) as chosen:
        qtbot.keyClick(gallery.shipped, Qt.Key.Key_Return)
    assert chosen.args == [shipped()[1].name]
    assert not gallery.isVisible()


def test_a_search_selects_what_it_finds_and_the_button_opens_it(gallery: Gallery, qtbot: QtBot) -> None:
    qtbot.keyClicks(gallery.search, "gift")
    with qtbot.waitSignal(gallery.chosen) as chosen:
        qtbot.mouseClick(gallery.open_button, Qt.MouseButton.LeftButton)
    assert chosen.args == ["close_the_weights"]


def test_a_gallery_in_which_nothing_is_found_opens_nothing(gallery: Gallery, qtbot: QtBot) -> None:
    qtbot.keyClicks(gallery.search, "no such words")
    with qtbot.assertNotEmitted(gallery.chosen):
        qtbot.mouseClick(gallery.open_button, Qt.MouseButton.LeftButton)


def test_an_empty_folder_says_so(qtbot: QtBot, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    settings.choose(folder=str(tmp_path / "empty"))
    parent = QWidget()
    qtbot.addWidget(parent)
    gallery = Gallery(parent, settings, NoPictures(theme("light"), tmp_path))
    qtbot.waitUntil(lambda: gallery.complete)
    assert "no scenario" in words(gallery.folder)[0]
    gallery.close()


# --- Pictures -----------------------------------------------------------------------------------------------


def test_a_picture_is_made_once_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    scenario = load("close_the_weights").changed(end=END)
    first = Pictures(theme("light"), tmp_path)
    key, picture = first.find(scenario)
    assert picture is None
    qtbot.waitUntil(lambda: first.known(key) is not None)
    first.stop()
    again = Pictures(theme("light"), tmp_path)
    found = again.find(scenario)[1]
    assert found is not None
    assert found.size() == first.known(key).size()  # type: ignore[union-attr]  # waited for
    again.stop()


def test_another_market_or_theme_has_another_picture(tmp_path: Path) -> None:
    base = load("base").changed(end=END)
    light, dark = Pictures(theme("light"), tmp_path), Pictures(theme("dark"), tmp_path)
    keys = {light.key(base), dark.key(base), light.key(base.changed(seed=5)), light.key(base.changed(end=END + 1))}
    assert len(keys) == 4
    assert light.key(base) == light.key(base.changed(title="Another", buyers=600))


def test_stopping_in_the_middle_leaves_no_thread(tmp_path: Path) -> None:
    pictures = Pictures(theme("light"), tmp_path)
    pictures.find(load("base"))
    pictures.stop()
    assert not list(tmp_path.iterdir())


def test_no_widget_is_collected_in_the_thread_that_makes_pictures(tmp_path: Path) -> None:
    pictures = Pictures(theme("light"), tmp_path)
    pictures.find(load("base"))
    assert not gc.isenabled()  # or Python might collect in that thread
    pictures.stop()
    assert gc.isenabled()


def test_nothing_begins_once_pictures_were_stopped(tmp_path: Path) -> None:
    pictures = Pictures(theme("light"), tmp_path)
    pictures.stop()
    pictures.find(load("base"))
    (simulation,) = pictures.findChildren(_Simulation)
    assert not simulation.isRunning()
    assert not simulation.isFinished()


# --- First steps --------------------------------------------------------------------------------------------


def test_a_newcomer_gets_three_steps_and_sees_them_once(qtbot: QtBot, tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    hint = Hint(store)
    qtbot.addWidget(hint)
    assert not hint.isHidden()
    for step in steps():
        assert step in hint.accessibleName()
        hint.next.click()
    assert hint.isHidden()
    again = Hint(store)
    qtbot.addWidget(again)
    assert again.isHidden()
    again.begin()
    assert not again.isHidden()


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_the_window_opens_the_gallery_and_what_is_chosen(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], qtbot: QtBot
) -> None:
    window = open_window(base, months)
    press("Ctrl+G")
    (gallery,) = window.findChildren(Gallery)
    qtbot.waitUntil(lambda: gallery.complete)
    gallery.shipped.setCurrentRow(1)
    gallery.shipped.itemActivated.emit(gallery.shipped.currentItem())
    assert window.session.scenario.title == shipped()[1].title


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_the_window_tells_what_the_file_of_a_scenario_says(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], qtbot: QtBot
) -> None:
    from PySide6.QtWidgets import QDialog, QLabel

    window = open_window(base, months)
    window.files.open("ban_the_service")
    qtbot.keyClick(focused(), Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    (page,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    said = "\n".join(label.text() for label in page.findChildren(QLabel))
    for part in ("What to look at", "To discuss", "Does banning Chinese-hosted AI remove Chinese models?"):
        assert said.count(part) == 1, part
    page.close()


def test_a_scenario_saved_with_every_value_extends_nothing_and_is_the_same(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], tmp_path: Path
) -> None:
    window = open_window(base, months)
    window.files.save_in_full_to(tmp_path / "full.toml")
    again = load(tmp_path / "full.toml")
    assert not again.extends
    assert (again.setup, again.timeline, again.end) == (base.setup, base.timeline, base.end)
    window.files.save_in_full_to(tmp_path / "nowhere" / "full.toml")
    assert "could not be saved" in window.notice.text


class _Ending(_Simulation):
    """Has looked for the last time when it first starts, and ends when it may."""

    def __init__(self, parent: QObject) -> None:
        """Take the parent."""
        super().__init__(parent)
        self.may_end = Event()

    def run(self) -> None:
        """End without another look the first time."""
        if not self.may_end.is_set():
            self.may_end.wait(PATIENCE)
            return
        super().run()


def test_a_picture_asked_for_while_the_thread_is_ending_is_made_too(qtbot: QtBot) -> None:
    parent = QObject()
    simulation = _Ending(parent)
    simulation.start()
    simulation.add("late", load("base").changed(buyers=4096, end=2))
    try:
        with qtbot.waitSignal(simulation.simulated) as made:
            simulation.may_end.set()
    finally:
        simulation.may_end.set()
        simulation.stop()
    assert made.args is not None
    assert made.args[0] == "late"
