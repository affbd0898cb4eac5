"""The makers' page says what the worlds say, and is used by mouse and keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulator.accounts import accounts
from simulator.world import Kind, Status
from tests.worlds import base_branch

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from ui.figures.figure import Provenance
from ui.models.makers import (
    accounts_figure,
    births_and_deaths_figure,
    long_tail_figure,
    maker_rows,
    portrait,
    runway_figure,
    survivors_figure,
)
from ui.models.makers_table import MAKER, SORT, SPARKLINE, MakersTable, SortedMakers, chosen

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.pages.makers.makers import MakersPage
    from ui.window.main_window import MainWindow

NOW = 28
FROM = Provenance("Base", 1)


def worlds(until: int = NOW) -> list[World]:
    return base_branch(until=until).worlds[: until + 1]


def row_of(maker: str, until: int = NOW) -> int:
    return next(one.row for one in maker_rows(worlds(until)) if one.id == maker)


def test_the_shares_of_all_makers_in_the_table_sum_to_one() -> None:
    assert sum(one.share for one in maker_rows(worlds())) == pytest.approx(1.0)
    assert sum(one.share for one in maker_rows(worlds(), "china", "large")) == pytest.approx(1.0)


def test_a_maker_that_has_yet_to_enter_is_not_in_the_table() -> None:
    world = worlds()[-1]
    listed = {one.row for one in maker_rows(worlds())}
    waiting = set(np.flatnonzero(world.makers.status == Status.WAITING))
    assert waiting
    assert not listed & waiting


def test_cost_is_revenue_less_profit_and_runway_is_cash_over_loss() -> None:
    world = worlds()[-1]
    zai = next(one for one in maker_rows(worlds()) if one.id == "zai")
    assert zai.cost == pytest.approx(zai.revenue - world.makers.profit[zai.row])
    assert zai.runway == pytest.approx(zai.cash / (zai.cost - zai.revenue))


def test_a_maker_that_was_bought_has_no_accounts() -> None:
    manus = next(one for one in maker_rows(worlds()) if one.id == "manus")
    assert manus.status == Status.ACQUIRED
    assert not manus.alive
    assert np.isnan(manus.revenue)


@pytest.mark.parametrize("maker", ["openai", "alibaba", "meta", "deepseek"])
def test_each_list_of_a_portrait_sums_to_the_whole_or_is_empty(maker: str) -> None:
    found = portrait(worlds(), row_of(maker))
    for parts in (found.channels, found.clouds, found.regions, found.buyers, found.came_from, found.left_for):
        assert not parts or sum(part.share for part in parts) == pytest.approx(1.0)
    assert found.channels
    assert 0.0 <= found.lost <= 1.0


def test_customers_who_came_and_left_are_those_whose_maker_changed() -> None:
    then, now = worlds()[-13], worlds()[-1]
    maker = row_of("openai")
    used_then, used_now = (each.models.maker[each.offers.model[each.buyers.offer]] for each in (then, now))
    budget = now.buyers.budget
    lost = budget[(used_then == maker) & (used_now != maker)].sum() / budget[used_then == maker].sum()
    assert portrait(worlds(), maker).lost == pytest.approx(lost)


def test_births_less_deaths_are_the_growth_of_the_long_tail() -> None:
    months = worlds(60)
    figure = births_and_deaths_figure(months, FROM)
    entries, exits = (next(s for s in figure.series if s.key == key).values for key in ("entries", "exits"))
    grown = len(months[60].tail) - len(months[48].tail)
    assert entries[60] - exits[60] == grown


def test_a_cohort_of_the_long_tail_only_shrinks() -> None:
    branch = base_branch(until=80)
    figure = survivors_figure(branch, 81, FROM)
    assert len(figure.series) > 3
    for series in figure.series:
        alive = series.values[np.isfinite(series.values)]
        assert (np.diff(alive) <= 0.0).all()
        assert alive[0] <= 1.0


def test_accounts_end_where_a_maker_ends() -> None:
    months = worlds()
    manus = int(np.flatnonzero(months[-1].makers.id == "manus")[0])
    revenue = accounts_figure(months, manus, FROM).series[0].values
    alive = np.array([world.makers.alive[manus] for world in months])
    (bought,) = np.flatnonzero(~alive[1:] & alive[:-1]) + 1
    assert np.isfinite(revenue[alive]).all()
    assert revenue[bought] > 0.0, "it sold until it was bought"
    assert np.isnan(revenue[bought + 1 :]).all()


def test_the_long_tail_has_accounts_without_the_capital_of_its_firms() -> None:
    months = worlds()
    tail = next(one for one in maker_rows(months) if one.kind == Kind.TAIL)
    book, paid = accounts(months[-1]), months[-1].payments
    own = book.maker(tail.row)
    staff = paid[own, book.outside("staff_and_suppliers")]
    assert tail.cost == pytest.approx(staff), "it pays nobody else for serving and research"
    capital = paid[[book.outside("investors"), book.outside("owners")], own].sum()
    assert tail.revenue == pytest.approx(paid[:, own].sum() - capital)
    revenue, cost, research = accounts_figure(months, tail.row, FROM).series
    assert revenue.values[-1] == tail.revenue
    assert cost.values[-1] == tail.cost
    assert np.isnan(research.values).all(), "nobody tells it apart"


def test_the_runway_is_that_of_chinese_start_ups_that_train() -> None:
    months = worlds()
    figure = runway_figure(months, FROM)
    makers = months[-1].makers
    for series in figure.series:
        row = int(np.flatnonzero(makers.id == series.key)[0])
        assert makers.kind[row] == Kind.STARTUP
        trains = [world.makers.status[row] == Status.ACTIVE for world in months]
        assert (np.isfinite(series.values) == trains).all()


def test_the_long_tail_counts_all_and_those_that_train() -> None:
    months = worlds()
    everybody, trains = (series.values for series in long_tail_figure(months, FROM).series)
    assert everybody[-1] == len(months[-1].tail)
    assert trains[-1] == months[-1].tail.trains.sum()


def test_the_table_sorts_by_number_and_puts_what_is_unknown_first() -> None:
    table = MakersTable()
    proxy = SortedMakers(table)
    table.show_makers(maker_rows(worlds()))
    cash = 7
    proxy.sort(cash, Qt.SortOrder.AscendingOrder)
    values = np.array([proxy.index(place, cash).data(SORT) for place in range(proxy.rowCount())])
    unknown = np.isnan(values)
    assert unknown.any()
    assert unknown[: unknown.sum()].all()
    assert (np.diff(values[~unknown]) >= 0.0).all()


def test_search_origin_and_those_gone_narrow_the_table() -> None:
    everybody = maker_rows(worlds())
    chinese = chosen(everybody, "", "china", gone=True)
    alive = chosen(everybody, "", "china", gone=False)
    assert len(everybody) > len(chinese) > len(alive) > 0
    assert {one.origin for one in chinese} == {"china"}
    assert all(one.alive for one in alive)
    assert [one.name for one in chosen(everybody, "z.AI", "", gone=True)] == ["Z.ai"]


def test_every_cell_can_be_read_aloud() -> None:
    table = MakersTable()
    table.show_makers(maker_rows(worlds()))
    spoken = [
        table.data(table.index(row, column), Qt.ItemDataRole.AccessibleTextRole)
        for row in range(table.rowCount())
        for column in range(table.columnCount())
    ]
    assert all(words.split(": ", 1)[1] for words in spoken)


# --- In the window ------------------------------------------------------------------------------------------


@pytest.fixture
def page(open_window: Callable[..., MainWindow], base: Scenario, months: list[World], qtbot: QtBot) -> MakersPage:
    """Return the page of a window whose market is simulated."""
    from ui.pages.makers.makers import MakersPage

    window = open_window(base, months)
    window.tabs.show_tab("makers")
    page = window.tabs.page("makers")
    assert isinstance(page, MakersPage)
    qtbot.waitUntil(lambda: page.all.proxy.rowCount() > 0)
    return page


@pytest.mark.screen("the window system gives the focus")
def test_enter_opens_the_page_of_the_selected_maker(page: MakersPage, qtbot: QtBot) -> None:
    table = page.all.table
    table.setFocus()
    table.selectRow(2)
    chosen = table.model().index(2, 0).data()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.views.currentIndex() == 1
    assert page.one.choice.currentText() == chosen
    assert page.one.accounts.chart.figure.known


def test_a_double_click_opens_a_maker_and_the_list_changes_to_another(page: MakersPage, qtbot: QtBot) -> None:
    table = page.all.table
    place = table.visualRect(table.model().index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.views.currentIndex() == 1
    before = page.one.state.text()
    other = page.one.choice.findText("Z.ai")
    page.one.choice.setCurrentIndex(other)
    page.one.choice.activated.emit(other)
    assert page.one.state.text() != before


def test_the_maker_that_stands_out_in_the_charts_is_the_one_on_its_page(page: MakersPage, qtbot: QtBot) -> None:
    page._session.focus.set("alibaba")  # noqa: SLF001 - as a click on its name in a chart does
    page.views.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.one.choice.currentText() == "Alibaba")
    page._session.focus.set("china")  # noqa: SLF001 - no maker
    assert page.one.choice.currentText() == "Alibaba"


def test_the_table_follows_the_hand(page: MakersPage, qtbot: QtBot) -> None:
    before = {one.id: one.revenue for one in page.all.makers.rows}
    page.window().session.move_hand(NOW + 12)  # type: ignore[attr-defined]  # a window has a session
    qtbot.waitUntil(
        lambda: {one.id: one.revenue for one in page.all.makers.rows} != before,
    )


def test_the_shake_out_draws_four_charts(page: MakersPage, qtbot: QtBot) -> None:
    page.views.setCurrentIndex(2)
    qtbot.waitUntil(lambda: all(each.chart.figure.known for each in page.charts))
    assert len({each.chart.figure.title for each in page.charts}) == len(page.charts)


def test_a_click_on_a_runway_opens_the_page_of_its_maker(page: MakersPage, qtbot: QtBot) -> None:
    page.views.setCurrentIndex(2)
    runway = page.charts[2]
    qtbot.waitUntil(lambda: bool(runway.chart.figure.known))
    runway.series_clicked.emit("zai")
    assert page.views.currentIndex() == 1
    assert page.one.choice.currentText() == "Z.ai"


def test_the_selected_maker_stays_selected_when_the_order_changes(page: MakersPage) -> None:
    page.all.select(row_of("zai"))
    page.all.table.sortByColumn(SPARKLINE + 1, Qt.SortOrder.AscendingOrder)
    assert page.all.selected() == row_of("zai")
    assert page.all.table.selectionModel().selectedRows()[0].data(MAKER) == row_of("zai")


def test_names_stay_in_sight_while_the_other_columns_are_scrolled(page: MakersPage, qtbot: QtBot) -> None:
    table = page.all.table
    page.window().resize(700, 500)
    (names,) = table.findChildren(QTableView)
    assert not names.isVisible()
    bar = table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert names.isVisible()
    table.setFocus()
    table.selectRow(2)
    before = bar.value()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert bar.value() == before, "the keys go down the rows and not back to the first column"
    assert names.selectionModel().selectedRows()[0].row() == 3
    place = names.visualRect(names.model().index(1, 0)).center()
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.selectionModel().selectedRows()[0].row() == 1
    bar.setValue(0)
    assert not names.isVisible()
