"""Live: the large chart says what it is asked, small charts are picked and arranged, one series stands out in all."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QAccessible, QAction, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from simulator.dates import NOW
from simulator.indicator import INDICATORS
from simulator.policies.federal_ban import FederalBan
from simulator.policy import Measure
from simulator.wishes import COSTLY
from tests.ui.patient import settle
from ui.charts.month_chart import MonthChart
from ui.dialogs.chooser import Chooser
from ui.figures.figure import Provenance
from ui.figures.indicators import PART, SHOWN, WHOLE, Plot, divisions, indicator_figure, usual_plot
from ui.figures.shares import FORMS, Use, amount_figure
from ui.look import wording
from ui.look.theme import theme
from ui.models.values import Ghost
from ui.pages.live.catalogue import FIRST, FRONTIER, read, written
from ui.pages.live.live import LivePage
from ui.pages.live.plot_menu import fixed_to
from ui.pages.live.small_chart import CarriedChart, SmallChart
from ui.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.pages.live.small_charts import SmallCharts

FOLLOWED = {"region": "europe", "buyer": "corporations", "units": "spend"}


@pytest.fixture
def page(base: Scenario, months: list[World], qtbot: QtBot, tmp_path: Path) -> Iterator[LivePage]:
    """Return the page on a market that is simulated to the end."""
    session = Session(base)
    for world in months:
        session.branch.append(world)
    page = LivePage(session)
    session.setParent(page)
    qtbot.addWidget(page)
    page.recall(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    page.attach()
    page.set_theme(theme("light"))
    page.resize(900, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: drawn(page))
    yield page
    session.close()


def session_of(page: LivePage) -> Session:
    """Return the session that a page shows."""
    return page._session  # noqa: SLF001 - the page was made from it


def small(page: LivePage) -> SmallCharts:
    """Return the grid of small charts."""
    assert page.small is not None
    return page.small


def large(page: LivePage) -> MonthChart:
    """Return the large chart."""
    assert page.shares is not None
    return page.shares


def drawn(page: LivePage) -> bool:
    """Tell whether every chart in sight shows what is known."""
    charts = [large(page), *(chart.frame.chart for chart in small(page).charts if not chart.visibleRegion().isEmpty())]
    return all(chart.figure.known > NOW for chart in charts)


def ban(page: LivePage, qtbot: QtBot) -> None:
    """Ban Chinese models and wait for the future of it."""
    session = session_of(page)
    session.edit("ban", lambda scenario: scenario.with_measure(Measure("ban", FederalBan(), start=30)))
    qtbot.waitUntil(lambda: session.simulation.complete and not session.simulation.busy)
    qtbot.waitUntil(lambda: large(page).figure.has_ghost)


def choose(chart: SmallChart, name: str) -> None:
    """Trigger an entry of a small chart's menu, wherever it is."""
    menu = chart.frame.menu()
    actions = [*menu.actions(), *(action for inner in menu.findChildren(QMenu) for action in inner.actions())]
    next(action for action in actions if action.objectName() == name).trigger()
    menu.deleteLater()


# --- The large chart ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["maker", "model", "origin", "openness", "channel", "cloud"])
@pytest.mark.parametrize("form", wording.FORMS)
def test_every_breakdown_has_every_form(months: list[World], by: str, form: str) -> None:
    figure = FORMS[form](months, (), Use(by, "europe"), Provenance(), "")
    total = np.sum([series.values for series in figure.series], axis=0)
    assert len(figure.series) > 1
    assert figure.kind == ("lines" if form == "lines" else "stacked")
    if form == "amounts":
        assert figure.unit == "$M a month"
        assert 0.0 < total.max() <= figure.high
    else:
        assert total[-1] == pytest.approx(1.0, abs=1e-5)
        assert max(series.values.max() for series in figure.series) <= figure.high + 1e-9


def test_amounts_are_those_of_the_indicator(months: list[World]) -> None:
    figure = amount_figure(months, which=Use("channel"))
    total = np.sum([series.values for series in figure.series], axis=0)
    assert total[NOW] == pytest.approx(float(INDICATORS["spend"].cuts(months[NOW])[0].values[8, 0]), rel=1e-5)


def test_charts_that_an_earlier_version_chose_are_shown_in_the_same_units() -> None:
    chosen = Plot("market_share", "maker", (("units", "spend"),), "stacked")
    assert read(written((chosen,)).replace('"units"', '"measure"')) == (chosen,)


def test_a_plot_is_fixed_to_one_label_of_an_axis_until_it_follows_again() -> None:
    fixed = fixed_to(fixed_to(Plot("leakage", "origin"), "region", "europe"), "buyer", "public")
    assert dict(fixed.fixed) == {"region": "europe", "buyer": "public"}
    assert dict(fixed_to(fixed, "region", "").fixed) == {"buyer": "public"}


@pytest.mark.screen("the window system gives the focus")
def test_a_selector_changes_the_figure_and_the_kind_of_chart(page: LivePage, qtbot: QtBot) -> None:
    assert large(page).figure.kind == "stacked"
    box = page.selectors.boxes["form"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: large(page).figure.kind == "lines")
    assert session_of(page).filter.form == "lines"
    assert large(page).hand == session_of(page).hand


def test_clouds_leave_buyers_and_measure_open(page: LivePage) -> None:
    session = session_of(page)
    session.show_filter(replace(session.filter, by="cloud"))
    assert not page.selectors.boxes["group"].isEnabled()
    session.show_filter(replace(session.filter, by="maker"))
    assert page.selectors.boxes["group"].isEnabled()


def test_a_clicked_series_stands_out_in_every_chart_until_it_is_clicked_again(page: LivePage, qtbot: QtBot) -> None:
    session, chart = session_of(page), large(page)
    label = next(label for label in chart.labels() if label.series.key == "alibaba")
    before = chart.grab().toImage()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=label.place.center().toPoint())
    assert session.focus.id == "alibaba"
    assert [each.frame.chart.selected for each in small(page).charts] == ["alibaba"] * len(FIRST)
    assert chart.selected == "alibaba"
    assert chart.grab().toImage() != before
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=label.place.center().toPoint())
    assert session.focus.id == ""


@pytest.mark.screen("the window system gives the focus")
def test_arrow_keys_walk_through_the_series_and_escape_leaves_them(page: LivePage, qtbot: QtBot) -> None:
    session, chart = session_of(page), large(page)
    keys = [label.series.key for label in chart.labels()]
    chart.setFocus()
    for key, wanted in (
        (Qt.Key.Key_Down, keys[0]),
        (Qt.Key.Key_Down, keys[1]),
        (Qt.Key.Key_Up, keys[0]),
        (Qt.Key.Key_Up, keys[-1]),
        (Qt.Key.Key_Escape, ""),
    ):
        qtbot.keyClick(chart, key)
        assert session.focus.id == wanted


@pytest.mark.screen("the pointer is the window system's")
def test_the_read_out_stays_while_the_figure_changes(page: LivePage, qtbot: QtBot) -> None:
    chart = large(page)
    axes = chart.laid_out()
    QTest.mouseMove(chart, QPoint(round(axes.x(40)), round(axes.frame.center().y())))
    qtbot.waitUntil(lambda: bool(chart.read_out()))
    chart.show_figure(replace(chart.figure, title="another"))
    assert len(chart.read_out()) > 3


def test_differences_are_drawn_around_zero_in_every_chart(page: LivePage, qtbot: QtBot) -> None:
    ban(page, qtbot)
    qtbot.mouseClick(page.comparison.difference, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: large(page).figure.signed and small(page).charts[0].frame.chart.figure.signed)
    figure = large(page).figure
    assert large(page).figure.kind == "lines"
    assert figure.low < 0.0 < figure.high
    assert np.allclose(np.sum([np.nan_to_num(series.values) for series in figure.series], axis=0), 0.0, atol=1e-5)
    session_of(page).comparison.show_differences(False)
    qtbot.waitUntil(lambda: not large(page).figure.signed)
    assert not page.comparison.difference.isChecked()


def test_any_kept_future_can_be_laid_over(page: LivePage, qtbot: QtBot) -> None:
    session = session_of(page)
    kept = session.kept.keep(session.scenario, "As it is")
    ban(page, qtbot)
    place = page.comparison.box.findText("As it is")
    assert place > 0
    page.comparison.box.setFocus()
    page.comparison.box.setCurrentIndex(place)
    page.comparison.box.activated.emit(place)
    assert session.comparison.chosen == kept
    qtbot.waitUntil(lambda: large(page).figure.ghost_name == "As it is")
    assert large(page).figure.has_ghost
    page.comparison.box.activated.emit(page.comparison.box.findText("Nothing"))
    assert session.comparison.chosen is Ghost.NOTHING
    qtbot.waitUntil(lambda: not large(page).figure.has_ghost)


# --- Tables -------------------------------------------------------------------------------------------------


@pytest.mark.screen("the window system gives the focus")
def test_a_key_turns_a_chart_into_its_table_and_back(page: LivePage, qtbot: QtBot) -> None:
    frame, session = page.large, session_of(page)
    assert frame is not None
    frame.chart.setFocus()
    qtbot.keyClick(frame.chart, Qt.Key.Key_T)
    assert frame.lists
    assert not frame.chart.isVisible()
    table = frame.findChild(QWidget, "table")
    assert table is not None
    assert QAccessible.queryAccessibleInterface(table).text(QAccessible.Text.Name)
    assert frame._rows.rowCount() == frame.chart.figure.known  # noqa: SLF001
    assert frame._rows.index(NOW, 0).data() == "Jan 2026"  # noqa: SLF001
    session.hide_future(True)
    assert frame._rows.rowCount() == session.hand + 1  # noqa: SLF001 - the table keeps the secret too
    session.hide_future(False)
    qtbot.keyClick(table, Qt.Key.Key_T)
    assert not frame.lists
    assert frame.chart.isVisible()


def test_every_chart_speaks(page: LivePage) -> None:
    for chart in (large(page), *(each.frame.chart for each in small(page).charts)):
        assert chart.accessibleName() == chart.figure.title
    assert "Jan 2026" in large(page).accessibleDescription()


# --- Small charts -------------------------------------------------------------------------------------------


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_a_chart_of_any_indicator_can_be_picked_by_a_few_letters(page: LivePage, qtbot: QtBot) -> None:
    small(page).more.setFocus()
    qtbot.keyClick(small(page).more, Qt.Key.Key_Space)
    chooser = page.findChild(Chooser)
    assert chooser is not None
    offered = {each.id for each in chooser.found}
    assert offered == {f"indicator:{name}" for name in (FRONTIER, *INDICATORS, *COSTLY)}
    assert all(each.enabled for each in chooser.found)
    qtbot.keyClicks(chooser.line, "adoption")
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return)
    assert small(page).plots == (*FIRST, Plot("adoption", "region"))
    qtbot.waitUntil(lambda: small(page).charts[-1].frame.chart.figure.title == "Adoption")


def test_a_costly_indicator_is_worked_out_while_the_window_is_idle(
    page: LivePage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, grid = session_of(page), small(page)
    grid.show_plots(())
    grid.add("buyers_welfare")
    chart = grid.charts[0]
    said: list[str] = []
    say = chart.subtitle.setText
    monkeypatch.setattr(chart.subtitle, "setText", lambda text: (said.append(text), say(text)))
    qtbot.waitUntil(lambda: chart.frame.chart.figure.known == len(session.branch.worlds))
    qtbot.waitUntil(lambda: chart.subtitle.text() != "calculating …")
    assert said[0] == "calculating …"
    (cut,) = COSTLY["buyers_welfare"].cuts(session.branch, NOW)
    axes = dict(cut.axes)
    place = axes["region"].index("world"), axes["buyer"].index("all")
    assert chart.frame.chart.figure.series[0].values[NOW] == pytest.approx(float(cut.values[place]), rel=1e-5)


def test_a_costly_chart_waits_for_the_market_and_then_follows_an_edit(page: LivePage, qtbot: QtBot) -> None:
    session, grid = session_of(page), small(page)
    grid.show_plots(())
    grid.add("tail_survival")
    chart = grid.charts[0]
    qtbot.waitUntil(lambda: chart.frame.chart.figure.known == len(session.branch.worlds))
    before = chart.frame.chart.figure
    session.edit("ban", lambda scenario: scenario.with_measure(Measure("ban", FederalBan(), start=30)))
    qtbot.waitUntil(lambda: not session.simulation.busy)
    qtbot.waitUntil(
        lambda: chart.frame.chart.figure is not before and chart.frame.chart.figure.known == session.scenario.end + 1,
    )
    assert chart.frame.chart.figure.ghost_name == "before the last change"


@pytest.mark.screen("the window system gives the focus")
def test_a_chart_that_is_there_is_brought_into_view_and_not_added_again(page: LivePage, qtbot: QtBot) -> None:
    count = len(small(page).charts)
    page.show_indicator("leakage")
    assert len(small(page).charts) == count
    qtbot.waitUntil(small(page).charts[2].frame.chart.hasFocus)
    page.show_indicator("adoption")
    assert small(page).plots[-1].indicator == "adoption"


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_a_chart_can_be_replaced_and_removed(page: LivePage, qtbot: QtBot) -> None:
    choose(small(page).charts[1], "replace")
    chooser = page.findChild(Chooser)
    assert chooser is not None
    qtbot.keyClicks(chooser.line, "firms of the long tail")
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return)
    assert small(page).plots[1] == Plot("tail_firms")
    for _ in FIRST:
        choose(small(page).charts[0], "remove")
    assert small(page).plots == ()
    assert small(page).more.hasFocus()


@pytest.mark.screen("the window system gives the focus")
def test_a_chart_moves_by_keys(page: LivePage, qtbot: QtBot) -> None:
    chart = small(page).charts[0]
    chart.frame.chart.setFocus()
    qtbot.keyClick(chart.frame.chart, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert small(page).plots == (FIRST[1], FIRST[0], FIRST[2])
    choose(chart, "right")
    assert small(page).plots == (FIRST[1], FIRST[2], FIRST[0])
    qtbot.keyClick(chart.frame.chart, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert small(page).plots == (FIRST[1], FIRST[0], FIRST[2])
    assert session_of(page).hand == NOW, "these keys move no hand"


def test_a_chart_moves_by_dragging(page: LivePage) -> None:
    first, _, last = small(page).charts
    carried = CarriedChart(last)
    actions, buttons, keys = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), actions, carried, buttons, keys)
    QApplication.sendEvent(first, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(first, QDropEvent(QPointF(5, 5), actions, carried, buttons, keys))
    assert small(page).plots == (FIRST[2], FIRST[0], FIRST[1])


def test_the_title_of_a_chart_is_its_handle(page: LivePage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = small(page).charts[0]
    dragged: list[SmallChart] = []

    def note(handle: SmallChart) -> None:
        """Note what is dragged; Qt itself would wait for the mouse to let go."""
        dragged.append(handle)

    monkeypatch.setattr(SmallChart, "_drag", note)
    start = chart.title.rect().center()
    for handle, expected in ((chart.frame.chart, []), (chart.title, [chart])):
        qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
        for step in (6, 40, 60):
            place = QPointF(chart.mapFromGlobal(handle.mapToGlobal(start + QPoint(step, 0))))
            move = QMouseEvent(
                QEvent.Type.MouseMove,
                place,
                chart.mapToGlobal(place),
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(chart, move)
        qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=start)
        assert dragged == expected


def test_nothing_else_can_be_dropped_on_a_chart(page: LivePage) -> None:
    words = QMimeData()
    words.setText("words")
    actions, buttons, keys = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), actions, words, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(small(page).charts[0], enter)
    assert not enter.isAccepted()


def test_a_chart_is_divided_fixed_and_stacked_by_its_menu(page: LivePage, qtbot: QtBot) -> None:
    leakage = small(page).charts[2]
    choose(leakage, "choose_region")
    assert leakage.plot == Plot("leakage", "region")
    choose(leakage, "choose_europe")
    assert leakage.plot.fixed == (("origin", "europe"),)
    revenue = small(page).charts[1]
    choose(revenue, "stacked")
    qtbot.waitUntil(lambda: revenue.frame.chart.figure.kind == "stacked")
    assert revenue.frame.chart.figure.series[-1].name == "All others"


def test_small_charts_follow_the_region_of_the_large_one_unless_they_have_their_own(
    page: LivePage, qtbot: QtBot
) -> None:
    session, leakage = session_of(page), small(page).charts[2]
    session.show_filter(replace(session.filter, place="europe"))
    qtbot.waitUntil(lambda: "Europe" in leakage.frame.chart.figure.subtitle)
    leakage.show_plot(Plot("leakage", "origin", (("region", "china"),)))
    qtbot.waitUntil(lambda: leakage.frame.chart.figure.subtitle.startswith("China"))


def test_the_charts_are_found_as_they_were_left(page: LivePage, tmp_path: Path, qtbot: QtBot) -> None:
    chosen = (
        Plot("adoption", "buyer", (("region", "china"),)),
        Plot(FRONTIER),
        Plot("downloads", "origin", (), "stacked"),
    )
    small(page).show_plots(chosen)
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    page.remember(store)
    second = LivePage(session_of(page))
    qtbot.addWidget(second)
    second.recall(store)
    second.attach()
    assert small(second).plots == chosen


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"indicator": "revenue"}]', "null", '{"a": 1}'])
def test_settings_that_cannot_be_read_change_nothing(text: str) -> None:
    assert read(text) is None


def test_an_indicator_that_is_no_more_is_left_out() -> None:
    assert read(written((Plot("gone"), Plot("revenue", "maker")))) == (Plot("revenue", "maker"),)


@pytest.mark.screen("what is in sight is asked of the window system")
def test_a_chart_out_of_sight_is_drawn_when_it_is_scrolled_to(page: LivePage, qtbot: QtBot) -> None:
    grid = small(page)
    for name in ("adoption", "tail_firms", "distrust", "sentiment", "cash", "runway"):
        grid.add(name)
    grid.verticalScrollBar().setValue(0)
    settle(qtbot)
    last = grid.charts[-1]
    grid.put(grid.charts[0], len(grid.charts))
    grid.put(last, len(grid.charts))
    grid.verticalScrollBar().setValue(0)
    last.show_plot(Plot("valuation", "maker"))
    settle(qtbot)
    assert last.visibleRegion().isEmpty()
    assert last.frame.chart.figure.title != "Valuation"
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: last.frame.chart.figure.title == "Valuation")


def test_the_menu_of_a_chart_has_a_name_and_its_exports(page: LivePage) -> None:
    action = QAction("Copy", page)
    action.setObjectName("copy_picture")
    chart = small(page).charts[0]
    menu = chart.frame.menu()
    assert action in menu.actions()
    assert chart.button.accessibleName()
    menu.deleteLater()


# --- Figures of indicators ----------------------------------------------------------------------------------


def ways(worlds: Sequence[World]) -> list[Plot]:
    """Return every indicator along each of its axes."""
    return [Plot(name, by) for name in INDICATORS for by in divisions(name, worlds[-1])]


def test_every_indicator_can_be_drawn_along_each_of_its_axes(months: list[World]) -> None:
    for plot in ways(months):
        for form in ("lines", "stacked"):
            figure = indicator_figure(months, months[::-1], replace(plot, form=form), FOLLOWED)
            assert figure.series, plot
            assert figure.known, plot
            assert figure.low < figure.high, plot
            values = np.array([series.values for series in figure.series])
            if figure.kind == "lines":
                assert np.nanmax(values) <= figure.high * (1 + 1e-6), plot
                assert np.nanmin(values) >= figure.low * (1 + 1e-6) - 1e-9, plot
            else:
                assert np.nansum(values, axis=0).max() <= figure.high * (1 + 1e-6), plot
            assert len({series.name for series in figure.series}) == len(figure.series), plot
            assert len(figure.table().rows) == figure.known
            assert "Jan 2026" in figure.summary(NOW)


def test_a_line_has_the_value_of_the_indicator(months: list[World]) -> None:
    figure = indicator_figure(months, (), Plot("leakage", "origin"), {"region": "west", "buyer": "corporations"})
    chinese = next(series for series in figure.series if series.key == "china")
    cut, _ = INDICATORS["leakage"].cuts(months[NOW])
    axes = dict(cut.axes)
    at = (axes["origin"].index("china"), axes["region"].index("west"), axes["buyer"].index("corporations"))
    assert chinese.values[NOW] == pytest.approx(cut.values[at], abs=1e-6)
    assert figure.subtitle == "United States and Europe, corporations"


def test_stacked_shares_have_a_rest_so_that_they_fill_the_whole(months: list[World]) -> None:
    figure = indicator_figure(months, (), Plot("market_share", "maker", (), "stacked"), {"units": "workload"})
    assert figure.kind == "stacked"
    assert len(figure.series) == SHOWN + 1
    assert np.sum([series.values for series in figure.series], axis=0) == pytest.approx(np.ones(len(months)), abs=1e-4)


def test_what_does_not_add_up_is_not_stacked(months: list[World]) -> None:
    for plot in (Plot("leakage", "origin"), Plot("profit", "maker"), Plot("capability", "model"), Plot("tail_firms")):
        assert indicator_figure(months, (), replace(plot, form="stacked"), {}).kind == "lines"


def test_the_series_in_focus_is_always_among_those_shown(months: list[World]) -> None:
    without = indicator_figure(months, (), Plot("revenue", "maker"), {})
    assert "zai" not in {series.key for series in without.series}
    focused = indicator_figure(months, (), Plot("revenue", "maker"), {}, focus="zai")
    assert "zai" in {series.key for series in focused.series}
    assert len(focused.series) == len(without.series)


def test_receivers_are_one_axis(months: list[World]) -> None:
    assert divisions("value_capture", months[-1]) == (PART,)
    figure = indicator_figure(months, (), Plot("value_capture", PART), {})
    assert {series.name for series in figure.series} == {"Makers", "Clouds", "Buyers' own IT", "Hosting platform"}


def test_every_indicator_has_a_usual_plot_that_its_axes_allow(months: list[World]) -> None:
    for name in INDICATORS:
        assert usual_plot(name, months[-1]).by in divisions(name, months[-1])
    assert usual_plot("spend", months[-1]).by == WHOLE
    assert usual_plot("receipts", months[-1]).by == "maker"


def test_a_figure_of_no_months_is_empty() -> None:
    assert indicator_figure([], [], Plot("revenue", "maker"), {}).known == 0


def test_a_narrow_page_puts_the_selectors_into_two_rows_and_a_wide_one_into_one(page: LivePage, qtbot: QtBot) -> None:
    boxes = page.selectors.boxes
    assert len({box.geometry().center().y() for box in boxes.values()}) == 1
    page.resize(600, 640)
    qtbot.waitUntil(lambda: len({box.geometry().center().y() for box in boxes.values()}) == 2)
    assert not page.comparison.difference.isVisible()
    assert [action.objectName() for action in page.large.menu().actions()].count("difference") == 1  # type: ignore[union-attr]
    page.resize(900, 640)
    qtbot.waitUntil(lambda: len({box.geometry().center().y() for box in boxes.values()}) == 1)


@pytest.mark.screen("windows and threads end in another order")
def test_charts_that_are_no_longer_shown_leave_nothing_behind(page: LivePage, qtbot: QtBot) -> None:
    gone: list[weakref.ref[QWidget]] = []
    for _ in range(3):
        chart = small(page).charts[0]
        gone += [weakref.ref(chart), weakref.ref(chart.frame.chart)]
        small(page).remove(chart)
        small(page).add("adoption")
    del chart

    def all_gone() -> bool:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return len(page.findChildren(MonthChart)) == 1 + len(small(page).charts) and not any(ref() for ref in gone)

    qtbot.waitUntil(all_gone)


def test_a_chart_stays_while_its_figure_becomes_one_of_another_kind(page: LivePage, qtbot: QtBot) -> None:
    chart = large(page)
    chart.setFocus()
    for form in ("lines", "amounts"):
        kind = chart.figure.kind
        session_of(page).show_filter(replace(session_of(page).filter, form=form))
        qtbot.waitUntil(lambda kind=kind: chart.figure.kind != kind)  # type: ignore[misc]  # mypy asks for its type
        assert large(page) is chart
        assert chart.hasFocus()
