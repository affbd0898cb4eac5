"""The number that fixes a run is the seed everywhere, and is found; what one seed shows is told to be one of many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QListView,
    QTabBar,
    QWidget,
)

from simulator.scenario.library import load
from tests.ui.everything import SHOWN, put_away
from tests.ui.keyboard import enter
from ui.dialogs.chooser import Chooser, ranked
from ui.models.values import KeptFuture
from ui.window.found import everything
from ui.window.table import entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.pages.compare.compare import ComparePage
    from ui.window.main_window import MainWindow

END = 64
NUMBER_CALLED_LUCK = re.compile(
    r"^\W*(the )?luck\W*$"  # a heading, a name
    r"|\bluck\W{0,3}\d"  # Luck 7, luck: 7
    r"|\b(change|set|choose|pick|number of) (the |your )?luck\b",
    re.IGNORECASE,
)


# --- What the number is called ------------------------------------------------------------------------------


def texts(parent: QWidget) -> Iterator[str]:
    """Yield all that a widget and those within it say or mean, shown or not."""
    for widget in (parent, *parent.findChildren(QWidget)):
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
        for said in ("text", "title", "placeholderText", "prefix"):
            if callable(read := getattr(widget, said, None)):
                yield str(read())
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(place) for place in range(widget.count()))
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(place) for place in range(widget.count()))
        if isinstance(widget, QAbstractItemView):
            yield from cells(widget)
    for action in parent.findChildren(QAction):
        yield from (action.text(), action.toolTip())


def cells(view: QAbstractItemView) -> Iterator[str]:
    """Yield the headings and the cells of a list, a table, or the first level of a tree."""
    model = view.model()
    columns = 1 if isinstance(view, QListView) else model.columnCount()  # a list does not tell that it has one
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        yield from (str(model.index(row, column).data() or "") for row in range(min(model.rowCount(), 300)))


def test_a_name_that_holds_the_seed_is_told_from_words_about_luck() -> None:
    for name in ("Luck", "Luck:", "&Luck", "Luck 7, 4,096 buyers", "luck = 7", "Change the luck"):
        assert NUMBER_CALLED_LUCK.search(name), name
    for words in ("One course of luck: seed 7", "may be luck", "The same seed always brings the same luck"):
        assert not NUMBER_CALLED_LUCK.search(words), words


def test_nothing_in_the_window_calls_the_seed_luck(window: MainWindow, base: Scenario, tmp_path: Path) -> None:
    window.assumptions.build()
    told: set[str] = set()
    for name, show in SHOWN.items():
        shown = show(window, tmp_path)
        QApplication.processEvents()
        told |= {f"{name}: {said}" for said in texts(shown) if NUMBER_CALLED_LUCK.search(said)}
        put_away(window, base)
    told |= {said for said in texts(window) if NUMBER_CALLED_LUCK.search(said)}
    told |= {each.title for each in everything(window, entries()) if NUMBER_CALLED_LUCK.search(each.title)}
    window.assumptions.show_setting("seed")
    enter(window.assumptions.future.seed, "8")
    told |= {said for said in texts(window) if NUMBER_CALLED_LUCK.search(said)}
    assert not told


# --- Where it is found --------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["seed", "luck", "random"])
def test_find_anything_finds_the_one_place_where_the_seed_is_set(window: MainWindow, typed: str) -> None:
    found = ranked([*everything(window, entries())], typed, ())
    assert "setting:seed" in [each.id for each in found[:3]]
    next(each for each in found if each.id == "setting:seed").do()
    QApplication.processEvents()
    box = window.assumptions.future.seed
    assert box.isVisible()
    assert box.accessibleName() == "Seed"
    enter(box, "11")
    assert window.session.scenario.seed == 11
    holders = [one for one in window.findChildren(QAbstractSpinBox) if "seed" in one.accessibleName().casefold()]
    assert holders == [box], "there is one place to change it"


@pytest.mark.screen("the window system gives the focus")
def test_the_seed_is_found_and_typed_by_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    chooser = next(one for one in window.findChildren(Chooser) if one.isVisible())
    qtbot.keyClicks(chooser.line, "seed")
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return)
    qtbot.waitUntil(window.assumptions.future.seed.hasFocus)
    box = QApplication.focusWidget()
    assert box is not None
    qtbot.keyClicks(box, "12")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.session.scenario.seed == 12


@pytest.mark.parametrize("typed", ["seed", "Luck", "buyers", "history"])
def test_the_line_of_the_assumptions_finds_what_a_future_starts_from(
    window: MainWindow, qtbot: QtBot, typed: str
) -> None:
    panel = window.assumptions
    window.arrangement.bring_up("assumptions")
    panel.build()
    qtbot.waitUntil(panel.line.isVisible)
    panel.line.setText(typed)
    qtbot.waitUntil(panel.future.seed.isVisible)
    assert "No assumption matches these words." not in [
        label.text() for label in panel.findChildren(QLabel) if label.isVisible()
    ]
    panel.line.setText("zebra")
    assert "No assumption matches these words." in [
        label.text() for label in panel.findChildren(QLabel) if label.isVisible()
    ]


# --- What one seed shows ------------------------------------------------------------------------------------


def visible_words(parent: QWidget) -> str:
    """Return all words of the labels that are seen."""
    return "\n".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def ban(scenario: Scenario) -> Scenario:
    """Return the ban on the service with the seed, the buyers and the end of another scenario."""
    found = load("ban_the_service")
    return found.changed(seed=scenario.seed, buyers=scenario.buyers, end=scenario.end)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ComparePage:
    """Return the page that compares the base market with a ban."""
    from ui.pages.compare.compare import ComparePage

    window.tabs.show_tab("compare")
    found = window.tabs.page("compare")
    assert isinstance(found, ComparePage)
    found.choose(("present", ""), ("shipped", "ban_the_service"))
    qtbot.waitUntil(lambda: all(len(future.branch.worlds) > END for future in found.futures))
    qtbot.waitUntil(lambda: bool(found.table.key_figures.rowCount()))
    return found


def test_compare_says_that_it_shows_one_course_of_luck_and_how_to_see_more(page: ComparePage) -> None:
    words = visible_words(page)
    assert f"One course of luck: seed {page.futures[0].scenario.seed}" in words
    assert "another seed (Assumptions, This future)" in words
    assert "shakeout compare" in words
    assert page.table.key_figures.headerData(0, Qt.Orientation.Horizontal) == "Differences, then costs"


def test_compare_tells_futures_with_different_seeds(page: ComparePage, window: MainWindow, qtbot: QtBot) -> None:
    other = window.session.scenario.changed(seed=window.session.scenario.seed + 4, title="Other luck")
    window.session.kept.keep(other, "Another seed")
    page.choose(("present", ""), ("kept", "Another seed"))
    qtbot.waitUntil(lambda: "Seeds 1 and 5: what differs is luck as well" in visible_words(page))


def test_effects_stand_before_costs(page: ComparePage) -> None:
    costs = [row[0].startswith("Cost: ") for row in page.table.words()[1:]]
    assert costs == sorted(costs)
    assert not costs[0]
    assert costs[-1]


def test_live_and_the_key_figures_say_so_where_a_difference_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    figures = next(dock for dock in window.docks if dock.objectName() == "figures")
    assert "One course of luck" not in visible_words(window.market), "nothing is compared"
    assert "One course of luck" not in visible_words(figures)
    window.session.edit("ban", ban)
    window.arrangement.bring_up("figures")
    qtbot.waitUntil(lambda: "One course of luck: seed 1" in visible_words(window.market))
    qtbot.waitUntil(lambda: "One course of luck: seed 1" in visible_words(figures))
    window.session.comparison.show_differences(True)
    qtbot.waitUntil(lambda: "difference" in window.market.shares.figure.title)  # type: ignore[union-attr]
    assert "One course of luck: seed 1" in visible_words(window.market)
    other = KeptFuture("Other", window.session.scenario.changed(seed=9))
    window.session.comparison.choose(other)
    qtbot.waitUntil(lambda: "Seeds 9 and 1" in visible_words(window.market))


def test_present_says_so_where_a_difference_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F5)
    presented = window.projector.presentation
    assert presented is not None
    qtbot.waitUntil(lambda: "Conditional" in visible_words(presented))
    assert "One course of luck" not in visible_words(presented), "nothing is compared"
    window.session.edit("ban", ban)
    qtbot.waitUntil(lambda: "One course of luck: seed 1. Conditional" in visible_words(presented))
    presented.leave()


def test_a_picture_of_a_difference_names_its_seed_and_what_that_is(window: MainWindow, qtbot: QtBot) -> None:
    window.session.edit("ban", ban)
    window.session.comparison.show_differences(True)
    qtbot.waitUntil(lambda: "difference" in window.market.shares.figure.title)  # type: ignore[union-attr]
    figure = window.market.shares.figure  # type: ignore[union-attr]
    assert "seed 1: one course of luck" in figure.provenance.sentence()
