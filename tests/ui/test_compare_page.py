"""Futures side by side: the same axes, differences in charts, figures and words, costs beside effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from simulator.entries import ORIGINS
from simulator.experiment.quantities import HEADLINES
from simulator.history import Branch
from simulator.policies.federal_ban import FederalBan
from simulator.policy import Measure
from simulator.receipts import read_receipt
from simulator.scenario.library import load
from simulator.scenario.plain_names import ADJECTIVES
from ui.charts.exporting import receipt_in_picture
from ui.look import wording
from ui.models.comparison import Costly, Future, compared, first_difference, what_differs
from ui.models.measures import aim_in_words
from ui.models.values import KeptFuture
from ui.pages.compare.choices import Sources
from ui.pages.compare.compared_table import share_room
from ui.pages.compare.suggestions import SUGGESTED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.pages.compare.compare import ComparePage
    from ui.window.main_window import MainWindow

NOW, END, JULY_2026 = 28, 64, 34
PRESENT, BAN = ("present", ""), ("shipped", "ban_the_service")


@pytest.fixture
def window(open_window: Callable[..., MainWindow], base: Scenario, months: list[World]) -> MainWindow:
    """Return a window on the page."""
    found = open_window(base, months)
    found.tabs.show_tab("compare")
    return found


@pytest.fixture
def page(window: MainWindow) -> ComparePage:
    """Return the page, with nothing chosen yet."""
    from ui.pages.compare.compare import ComparePage

    found = window.tabs.page("compare")
    assert isinstance(found, ComparePage)
    return found


def compare(page: ComparePage, qtbot: QtBot, *choices: tuple[str, str]) -> tuple[Future, ...]:
    page.choose(*choices)
    qtbot.waitUntil(lambda: all(len(future.branch.worlds) > END for future in page.futures))
    qtbot.waitUntil(lambda: page.table.key_figures.rowCount() == len(HEADLINES))
    return page.futures


def test_what_is_compared_before_anybody_chooses(base: Scenario) -> None:
    edited = base.changed(title="Edited")
    kept = (KeptFuture("Mine", edited),)
    ban = load("ban_the_service")
    assert Sources(edited, base, kept, {}).usual() == [("opened", ""), PRESENT]
    assert Sources(base, base, kept, {}).usual() == [PRESENT, ("kept", "Mine")]
    assert Sources(ban, ban, (), {}).usual() == [("shipped", "base"), PRESENT]
    assert Sources(base, base, (), {}).usual() == [PRESENT, ("", "")]


def test_what_is_compared_runs_with_the_luck_the_buyers_and_the_end_of_the_market_on_show(base: Scenario) -> None:
    present = base.changed(seed=7, buyers=300, end=40)
    other = Sources(present, present, (), {}).scenario(BAN)
    assert other is not None
    assert (other.seed, other.buyers, other.end) == (7, 300, 40)


def test_no_two_futures_go_by_one_title(base: Scenario) -> None:
    twin = Sources(base, base, (), {"copy.toml": base})
    titles = [title for title, _ in twin.titled([PRESENT, ("file", "copy.toml")])]
    assert titles == ["This market", base.title]


def test_a_narrow_table_leaves_out_columns_of_differences_before_it_squeezes_the_rest() -> None:
    usual, least, differences = {1: 100, 2: 100, 3: 60}, {1: 40, 2: 80, 3: 50}, {3}
    assert share_room(600, usual, least, differences) == usual
    assert share_room(350, usual, least, differences) == {1: 100, 2: 100}
    squeezed = share_room(200, usual, least, differences)
    assert 40 < squeezed[1] < 80, "what has room to give becomes narrower"
    assert squeezed[2] == 80, "no column is cut"


def row_of(page: ComparePage, label: str) -> list[str]:
    return next(row for row in page.table.words() if row[0].startswith(label))


def test_the_base_market_alone_asks_what_to_compare_it_with(page: ComparePage, qtbot: QtBot) -> None:
    assert page.hint.isVisible()
    assert not page.table.isVisible()
    buttons = page.hint.findChildren(QPushButton)
    assert len(buttons) == len(SUGGESTED)
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert page.choices == [PRESENT, ("shipped", "ban_the_service")]


@pytest.mark.screen("the window system gives the focus")
def test_a_choice_by_keyboard_shows_both_futures_and_simulates_the_other(page: ComparePage, qtbot: QtBot) -> None:
    box = page.slots[1].box
    box.setFocus()
    qtbot.keyClicks(box, "Ban")
    qtbot.waitUntil(lambda: len(page.futures) == 2)
    qtbot.waitUntil(lambda: len(page.futures[1].branch.worlds) > END)
    assert page.futures[1].scenario.measures


def test_futures_are_the_same_until_the_first_that_may_differ(page: ComparePage, qtbot: QtBot) -> None:
    first, other = compare(page, qtbot, PRESENT, BAN)
    since = first_difference((first, other))
    assert NOW <= since <= JULY_2026
    for month in range(since):
        assert np.array_equal(first.branch.worlds[month].buyers.offer, other.branch.worlds[month].buyers.offer)


def test_differences_in_the_table_are_those_of_the_worlds(window: MainWindow, page: ComparePage, qtbot: QtBot) -> None:
    futures = compare(page, qtbot, PRESENT, BAN)
    window.session.move_hand(60)
    label = "Chinese share of use, United States"
    quantity = next(one for one in HEADLINES if one.label == label)
    shares = [quantity.at(future.branch, 60) for future in futures]
    words = f"{abs(100.0 * (shares[1] - shares[0])):.1f}"
    qtbot.waitUntil(lambda: words in row_of(page, label)[3])


def test_costs_stand_beside_effects_and_what_takes_a_while_comes_later(page: ComparePage, qtbot: QtBot) -> None:
    compare(page, qtbot, PRESENT, BAN)
    costs = [row for row in page.table.words() if row[0].startswith("Cost:")]
    assert len(costs) == sum(one.cost for one in HEADLINES)
    window = page.window()
    window.session.move_hand(END)  # type: ignore[attr-defined]  # a window has a session
    qtbot.waitUntil(lambda: row_of(page, "Cost: Buyers' welfare")[3].startswith("−0."))


def test_a_costly_number_is_worked_out_once_and_only_when_wanted(base: Scenario) -> None:
    from simulator.history import Branch

    branch = Branch(base.setup, base.timeline)
    branch.world(3)
    futures = (Future("Base", base, branch), Future("Again", base, branch))
    costly = Costly()
    label = next(one.label for one in HEADLINES if one.costly)

    def difference() -> str:
        return next(one for one in compared(futures, 3, costly) if one.label.startswith(label)).differences[1]

    assert difference() == ""
    assert costly.work_one_out()
    costly.forget_wishes()
    difference()
    assert not costly.work_one_out()


def test_what_differs_is_said_in_words(page: ComparePage, qtbot: QtBot) -> None:
    compare(page, qtbot, PRESENT, BAN)
    assert "Federal ban" in page.words.text()


def test_what_differs_names_whom_a_measure_is_aimed_at_as_the_window_does(base: Scenario) -> None:
    ban = Measure("ban", FederalBan(), JULY_2026)
    banned = base.with_measure(ban)
    ((_, said),) = what_differs([Future(one.title, one, Branch(one.setup, one.timeline)) for one in (base, banned)])
    assert aim_in_words(ban, banned) in said[0]
    assert {name: wording.origin(name) for name in ORIGINS} == ADJECTIVES


def test_titles_and_questions_are_no_differences(base: Scenario) -> None:
    from simulator.history import Branch

    branch = Branch(base.setup, base.timeline)
    other = base.changed(title="Another title", question="Another question?")
    assert what_differs((Future("a", base, branch), Future("b", other, branch))) == (("b", ()),)


def test_difference_charts_share_one_axis(page: ComparePage, qtbot: QtBot) -> None:
    compare(page, qtbot, PRESENT, BAN, ("shipped", "close_the_weights"))
    page.as_differences.setChecked(True)
    apart = page.charts.frames[1:3]
    qtbot.waitUntil(lambda: all(each.chart.figure.signed for each in apart))
    assert len({(each.chart.figure.low, each.chart.figure.high) for each in apart}) == 1
    assert not page.charts.frames[0].chart.figure.signed


def test_an_edited_market_is_compared_with_itself_as_opened(page: ComparePage, window: MainWindow) -> None:
    window.levers.row("federal_ban").tick.click()
    assert page.choices == [("opened", ""), PRESENT]


def test_the_future_kept_last_is_compared_with_a_market_that_is_as_it_was_opened(
    page: ComparePage, window: MainWindow
) -> None:
    window.levers.row("federal_ban").tick.click()
    kept = window.session.kept.keep(window.session.scenario, "banned")
    window.session.steps.undo()
    assert page.choices == [PRESENT, ("kept", kept.name)]


def test_a_future_that_was_kept_can_be_compared_and_goes_when_it_is_deleted(
    page: ComparePage, window: MainWindow, qtbot: QtBot
) -> None:
    window.levers.row("federal_ban").tick.click()
    kept = window.session.kept.keep(window.session.scenario, "My ban")
    compare(page, qtbot, ("opened", ""), ("kept", "My ban"))
    window.session.kept.delete(kept)
    assert ("kept", "My ban") not in page.choices


def test_at_most_four_and_at_least_two_futures_are_compared(page: ComparePage) -> None:
    page.choose(PRESENT, BAN)
    for name in ("close_the_weights", "europe_turns"):
        page.add.click()
        assert not page.add.isVisible()
        page.choose(*page.choices[:-1], ("shipped", name))
    assert len(page.slots) == 4
    assert not page.add.isVisible()
    while page.slots[0].remove.isVisible():
        page.slots[-1].remove.click()
    assert len(page.slots) == 2


def test_a_file_can_be_compared_and_a_broken_one_is_told(page: ComparePage, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QDialog

    from simulator.scenario.keeping.saving import save

    good, bad = tmp_path / "mine.toml", tmp_path / "bad.toml"
    save(load("close_the_weights"), good)
    bad.write_text("format = ", encoding="utf-8")
    page.choose(PRESENT, ("", ""))
    page.compare_with_file(1, good)
    assert page.futures[1].title == load("close_the_weights").title
    page.compare_with_file(1, bad)
    (dialog,) = [one for one in page.window().findChildren(QDialog) if one.isVisible()]
    dialog.close()
    assert page.futures[1].title == load("close_the_weights").title


@pytest.mark.screen("the clipboard is the window system's")
def test_the_table_is_copied_with_its_headings(page: ComparePage, qtbot: QtBot) -> None:
    compare(page, qtbot, PRESENT, BAN)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "Differences, then costs"
    assert len(lines) == 1 + len(HEADLINES)


def test_a_picture_of_a_future_reopens_that_future_and_not_the_one_on_show(
    window: MainWindow, page: ComparePage, qtbot: QtBot, tmp_path: Path
) -> None:
    _, banned = compare(page, qtbot, PRESENT, BAN)
    window.charts.save_to(page.charts.frames[1].chart, tmp_path / "banned.png")
    again = read_receipt(receipt_in_picture(tmp_path / "banned.png")).scenario
    assert (again.setup, again.timeline) == (banned.scenario.setup, banned.scenario.timeline)


def test_leaving_the_page_leaves_the_simulation_to_what_is_on_show(
    page: ComparePage, window: MainWindow, qtbot: QtBot
) -> None:
    compare(page, qtbot, PRESENT, BAN)
    window.tabs.show_tab("live")
    assert not window.session.simulation.watched


def test_before_anything_differs_the_page_offers_a_month_in_which_it_does(
    page: ComparePage, window: MainWindow, qtbot: QtBot
) -> None:
    futures = compare(page, qtbot, PRESENT, BAN)
    window.session.move_hand(first_difference(futures) - 1)
    qtbot.waitUntil(lambda: "nothing differs yet" in page.month.text())
    window.session.move_hand(first_difference(futures) + 1)
    qtbot.waitUntil(lambda: "nothing differs yet" not in page.month.text())
    qtbot.mouseClick(page.later, Qt.MouseButton.LeftButton)
    assert window.session.hand == min(first_difference(futures) + 48, END)
    qtbot.waitUntil(lambda: not page.later.isVisible())
