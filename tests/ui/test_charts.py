"""Charts draw a figure as it is, say it in words, and report what the mouse and the keys ask for."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from simulator.dates import NOW
from simulator.indicator import BREAKDOWNS, PLACES, market_shares
from simulator.policies.federal_ban import FederalBan
from simulator.policy import Measure
from simulator.world import World
from tests.worlds import base_branch, scenario
from ui.charts.month_chart import MonthChart
from ui.figures.bands import NAMED
from ui.figures.capability import capability_figure
from ui.figures.figure import EMPTY, Figure, Provenance, Series
from ui.figures.over_months import Memo
from ui.figures.shares import Use, share_figure
from ui.look.theme import THEMES, theme
from ui.models.figure_table import FigureTable

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform has no windows to size
KINDS = ("stacked", "lines")
EDITED = 36


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    """Return the months of a base market with few buyers."""
    return base_branch().worlds[:148]


@pytest.fixture(scope="module")
def banned() -> list[World]:
    """Return the months of the same market with a federal ban."""
    base = scenario()
    timeline = base.with_measure(Measure("ban", FederalBan(), start=EDITED)).timeline
    branch = base_branch().fork(timeline)
    branch.world(60)
    return branch.worlds


def stacked(*rows: list[float], ghosts: tuple[list[float], ...] | None = None) -> Figure:
    """Return a figure of a few bands, the first at the bottom."""
    names = ("openai", "google", "alibaba", "deepseek")
    return Figure(
        "Market share by maker",
        "World",
        "share",
        "stacked",
        range(len(rows[0])),
        tuple(
            Series(
                name.title(), name, np.array(row), f"maker.{name}", ghost=np.array(ghosts[number]) if ghosts else None
            )
            for number, (name, row) in enumerate(zip(names, rows, strict=False))
        ),
        "Share of use.",
        ghost_name="before",
    )


HALVES = stacked([0.5] * 148, [0.5] * 148)


def shown(qtbot: QtBot, figure: Figure, width: int = 860, height: int = 420, dressed: str = "light") -> MonthChart:
    """Return a chart on screen with a figure."""
    chart = MonthChart()
    chart.set_theme(theme(dressed))
    qtbot.addWidget(chart)
    chart.resize(width, height)
    chart.show_figure(figure)
    with qtbot.waitExposed(chart):
        chart.show()
    return chart


def picture(chart: MonthChart) -> QImage:
    """Return what is on screen."""
    return chart.grab().toImage()


def colour_at(chart: MonthChart, month: float, value: float) -> str:
    """Return the colour of a pixel by month and value."""
    axes = chart.laid_out()
    return picture(chart).pixelColor(round(axes.x(month)), round(float(axes.y(np.array(value))))).name()


def mouse(
    chart: MonthChart, kind: QEvent.Type, point: QPointF, button: Qt.MouseButton = Qt.MouseButton.NoButton
) -> None:
    """Send a mouse event."""
    held = button if kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, point, chart.mapToGlobal(point), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart, event)


def place_of(chart: MonthChart, month: int, value: float) -> QPointF:
    """Return where a month and a value are."""
    axes = chart.laid_out()
    return QPointF(axes.x(month), float(axes.y(np.array(value))))


class TestFigures:
    @pytest.mark.parametrize("by", BREAKDOWNS)
    @pytest.mark.parametrize("place", PLACES)
    def test_shares_of_every_breakdown_and_place_sum_to_one_or_to_nothing(
        self, worlds: list[World], by: str, place: str
    ) -> None:
        figure = share_figure(worlds[::12], which=Use(by, place))
        total = np.sum([series.values for series in figure.series], axis=0)
        assert np.all(np.isclose(total, 1.0, atol=1e-5) | (total == 0.0))

    def test_a_band_has_the_value_of_the_indicator(self, worlds: list[World]) -> None:
        figure = share_figure(worlds, which=Use("maker", "united_states", "corporations", "workload"))
        series = next(series for series in figure.series if series.key == "openai")
        shares, labels = market_shares(worlds[NOW], "maker", "united_states", "corporations", "workload")
        assert series.values[NOW] == pytest.approx(shares[labels.index("openai")], abs=1e-6)

    @pytest.mark.parametrize("by", ["maker", "model"])
    def test_at_most_eight_are_named_and_the_rest_goes_by_origin(self, worlds: list[World], by: str) -> None:
        figure = share_figure(worlds, which=Use(by))
        rest = [series for series in figure.series if series.colour.startswith("others.")]  # one alone keeps its name
        assert len(figure.series) - len(rest) <= NAMED
        assert {series.key for series in rest if series.meaning} == {
            f"other:{one.group}" for one in rest if one.meaning
        }
        assert len({series.name for series in figure.series}) == len(figure.series)

    def test_makers_of_one_origin_lie_together(self, worlds: list[World]) -> None:
        groups = [series.group for series in share_figure(worlds).series]
        assert groups == sorted(groups, key=groups.index)
        assert groups[0] == "united_states"
        assert groups[-1] == "china"

    def test_the_old_future_is_a_ghost_from_the_last_shared_month_on(
        self, worlds: list[World], banned: list[World]
    ) -> None:
        figure = share_figure(banned, worlds, Use(place="united_states"))
        assert figure.has_ghost
        ghosts = np.array([series.ghost for series in figure.series], dtype=np.float64)
        assert np.isnan(ghosts[:, : EDITED - 1]).all()
        assert np.isfinite(ghosts[:, EDITED - 1 :]).all()
        assert len(figure.months) == len(worlds)
        assert figure.known == len(banned)

    def test_worlds_that_do_not_differ_leave_no_ghost(self, worlds: list[World]) -> None:
        assert not share_figure(worlds, worlds).has_ghost
        assert not capability_figure(worlds, worlds).has_ghost

    def test_names_stay_while_the_rest_of_the_future_is_simulated(
        self, worlds: list[World], banned: list[World]
    ) -> None:
        names = {tuple(series.key for series in share_figure(banned[:known], worlds).series) for known in (40, 50, 60)}
        assert len(names) == 1

    def test_what_a_world_contributes_is_forgotten_with_it(self, worlds: list[World]) -> None:
        memo = Memo(lambda world: world.month)
        passing = worlds[3].changed(month=77)
        assert memo(passing) == 77
        del passing
        assert not memo._known  # noqa: SLF001 - see above

    def test_nothing_simulated_makes_an_empty_figure(self) -> None:
        assert share_figure([]) is EMPTY
        assert capability_figure([]).known == 0

    def test_the_table_has_a_row_for_each_known_month(self) -> None:
        figure = stacked([0.25, 0.5, np.nan], [0.75, 0.5, np.nan])
        header, rows = figure.table()
        assert header == ("Month", "Openai", "Google")
        assert [row[0] for row in rows] == ["Sep 2023", "Oct 2023"]
        assert rows[0][1].startswith("25.0")

    def test_the_summary_names_the_month_the_largest_first_and_what_was_before(self) -> None:
        figure = stacked([0.25, 0.4], [0.75, 0.6], ghosts=([np.nan, 0.3], [np.nan, 0.7]))
        words = figure.summary(1)
        assert words.index("Oct 2023") < words.index("Google") < words.index("Openai")
        assert "Before: Openai 30.0" in words
        assert "Before" not in figure.summary(0)

    def test_the_table_lists_the_old_future_beside_the_new_one(self) -> None:
        figure = stacked([0.25, 0.4], [0.75, 0.6], ghosts=([np.nan, 0.3], [np.nan, 0.7]))
        header, rows = figure.table()
        assert header[3:] == ("Openai, before", "Google, before")
        assert [row[3] for row in rows] == ["–", "30.0\N{NO-BREAK SPACE}%"]

    def test_the_difference_is_new_minus_old_and_leaves_out_what_never_differs(self) -> None:
        figure = stacked(
            [0.25, 0.4, np.nan],
            [0.7, 0.6, np.nan],
            [0.05, 0.0, np.nan],
            ghosts=([0.25, 0.3, 0.3], [0.7, 0.7, 0.7], [0.05, 0.0, 0.0]),
        )
        apart = figure.difference()
        assert [series.key for series in apart.series] == ["openai", "google"]
        assert apart.series[0].values[:2] == pytest.approx([0.0, 0.1])
        assert apart.known == 2
        assert apart.low < -0.1 < 0.1 < apart.high
        assert apart.exact(0.1) == "+10.0\N{NO-BREAK SPACE}points"

    def test_the_difference_from_the_same_future_is_empty(self) -> None:
        assert not HALVES.difference().series
        assert HALVES.difference().known == 0

    def test_the_provenance_says_that_it_is_no_forecast(self) -> None:
        assert "not a forecast" in Provenance("Base", 7).sentence()
        assert "Base, seed 7" in Provenance("Base", 7).sentence()


class TestStackedShares:
    def test_bands_have_their_makers_colour_where_the_figure_says(self, qtbot: QtBot) -> None:
        chart = shown(qtbot, HALVES)
        assert colour_at(chart, 10, 0.25) == chart.theme.colour("maker.openai").name()
        assert colour_at(chart, 10, 0.75) == chart.theme.colour("maker.google").name()

    def test_what_lies_after_the_hand_is_faint(self, qtbot: QtBot) -> None:
        chart = shown(qtbot, HALVES)
        assert colour_at(chart, 100, 0.25) == chart.theme.faded(chart.theme.colour("maker.openai")).name()
        chart.set_hand(120)
        assert colour_at(chart, 100, 0.25) == chart.theme.colour("maker.openai").name()

    def test_a_covered_future_shows_nothing_of_it(self, qtbot: QtBot) -> None:
        high, low = [0.9] * 148, [0.1] * 148
        early, late = stacked(high[:60] + low[60:], low[:60] + high[60:]), stacked(high, low)
        chart = shown(qtbot, early)
        chart.cover_future()
        one = picture(chart)
        chart.show_figure(late)
        assert picture(chart) == one
        chart.uncover_future()
        assert picture(chart) != one

    def test_labels_never_overlap_and_stay_inside(self, qtbot: QtBot, worlds: list[World]) -> None:
        for width, height in ((860, 420), (700, 330), (700, 180), (400, 160)):
            for name in THEMES:
                chart = shown(qtbot, share_figure(worlds, which=Use("model")), width, height, name)
                areas = [label.place for label in chart.labels()]
                assert areas
                assert all(upper.bottom() <= lower.top() + 0.01 for upper, lower in pairwise(areas))
                assert all(QRectF(0, 0, width, height).contains(area) for area in areas)

    def test_the_box_beside_the_mouse_tells_every_exact_value_from_the_top_down(self, qtbot: QtBot) -> None:
        chart = shown(qtbot, stacked([0.104] * 148, [0.896] * 148))
        mouse(chart, QEvent.Type.MouseMove, place_of(chart, 20, 0.05))
        assert [(reading.series.name, reading.value) for reading in chart.read_out()] == [
            ("Google", "89.6\N{NO-BREAK SPACE}%"),
            ("Openai", "10.4\N{NO-BREAK SPACE}%"),
        ]

    def test_the_box_tells_nothing_of_a_covered_future(self, qtbot: QtBot) -> None:
        chart = shown(qtbot, HALVES)
        chart.cover_future()
        mouse(chart, QEvent.Type.MouseMove, place_of(chart, 100, 0.3))
        assert chart.read_out() == ()

    def test_the_old_future_is_drawn_where_it_differs(self, qtbot: QtBot) -> None:
        nothing = [np.nan] * 100
        ghosts = (nothing + [0.7] * 48, nothing + [0.3] * 48)
        plain = picture(shown(qtbot, HALVES))
        chart = shown(qtbot, stacked([0.5] * 148, [0.5] * 148, ghosts=ghosts))
        both, axes = picture(chart), chart.laid_out()
        changed = [
            (x, y)
            for x in range(int(axes.frame.left()), int(axes.frame.right()))
            for y in range(int(axes.frame.top()), int(axes.frame.bottom()))
            if plain.pixelColor(x, y) != both.pixelColor(x, y)
        ]
        assert changed
        assert min(x for x, _ in changed) >= axes.x(99)
        assert all(abs(y - float(axes.y(np.array(0.7)))) <= 2 for _, y in changed)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("months", range(2, 9))
def test_the_old_future_of_a_few_months_is_drawn(qtbot: QtBot, kind: str, months: int) -> None:
    now = stacked([0.5] * months, [0.5] * months)
    changed = stacked([0.5] * months, [0.5] * months, ghosts=([0.7] * months, [0.3] * months))
    plain, both = (picture(shown(qtbot, replace(figure, kind=kind, high=1.0))) for figure in (now, changed))
    assert plain != both


class TestLines:
    def test_a_figure_of_real_months_can_be_drawn_in_every_theme(
        self, qtbot: QtBot, worlds: list[World], banned: list[World]
    ) -> None:
        for name in THEMES:
            chart = shown(qtbot, capability_figure(banned, worlds), 700, 180, name)
            inks = {picture(chart).pixelColor(x, 100).name() for x in range(700)}
            assert len(inks) > 2

    def test_the_mouse_finds_the_nearest_curve(self, qtbot: QtBot) -> None:
        figure = replace(
            HALVES,
            unit="points",
            kind="lines",
            series=tuple(
                replace(series, values=np.full(148, level))
                for series, level in zip(HALVES.series, (0.2, 0.8), strict=True)
            ),
        )
        chart = shown(qtbot, figure)
        clicked: list[str] = []
        chart.series_clicked.connect(clicked.append)
        for value in (0.79, 0.5):
            for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
                mouse(chart, kind, place_of(chart, 40, value), Qt.MouseButton.LeftButton)
        assert clicked == ["google"]


@pytest.mark.parametrize("kind", KINDS)
class TestEveryChart:
    def test_it_can_be_drawn_before_anything_is_known(self, qtbot: QtBot, kind: str) -> None:
        chart = shown(qtbot, replace(EMPTY, kind=kind))
        assert not picture(chart).isNull()
        assert chart.labels() == ()

    def test_it_speaks(self, qtbot: QtBot, kind: str) -> None:
        chart = shown(qtbot, replace(HALVES, kind=kind))
        assert chart.accessibleName() == "Market share by maker"
        assert "Jan 2026" in chart.accessibleDescription()
        chart.set_hand(40)
        qtbot.waitUntil(lambda: "Jan 2027" in chart.accessibleDescription())

    def test_a_click_asks_for_the_month_and_then_for_the_series(self, qtbot: QtBot, kind: str) -> None:
        chart = shown(qtbot, replace(HALVES, kind=kind))
        point = place_of(chart, 40, 0.505)
        asked: list[object] = []
        chart.month_clicked.connect(asked.append)
        chart.series_clicked.connect(asked.append)
        mouse(chart, QEvent.Type.MouseButtonPress, point, Qt.MouseButton.LeftButton)
        mouse(chart, QEvent.Type.MouseButtonRelease, point, Qt.MouseButton.LeftButton)
        assert asked[0] == 40
        assert asked[1:] in (["google"], ["openai"])
        assert chart.hand == NOW, "whoever listens moves the hand"

    def test_a_drag_asks_for_each_month_once_and_for_no_series(self, qtbot: QtBot, kind: str) -> None:
        chart = shown(qtbot, replace(HALVES, kind=kind))
        months: list[int] = []
        series: list[str] = []
        chart.month_clicked.connect(months.append)
        chart.series_clicked.connect(series.append)
        mouse(chart, QEvent.Type.MouseButtonPress, place_of(chart, 40, 0.3), Qt.MouseButton.LeftButton)
        for month in (41, 41, 45, 900):
            mouse(chart, QEvent.Type.MouseMove, place_of(chart, month, 0.3), Qt.MouseButton.LeftButton)
        mouse(chart, QEvent.Type.MouseButtonRelease, place_of(chart, 147, 0.3), Qt.MouseButton.LeftButton)
        assert months == [40, 41, 45, 147]
        assert series == []

    def test_a_label_can_be_clicked(self, qtbot: QtBot, kind: str) -> None:
        chart = shown(qtbot, replace(HALVES, kind=kind))
        label = chart.labels()[0]
        with qtbot.waitSignal(chart.series_clicked) as asked, qtbot.assertNotEmitted(chart.month_clicked):
            mouse(chart, QEvent.Type.MouseButtonPress, label.place.center(), Qt.MouseButton.LeftButton)
        assert asked.args == [label.series.key]

    def test_hovering_reports_each_month_once(self, qtbot: QtBot, kind: str) -> None:
        chart = shown(qtbot, replace(HALVES, kind=kind))
        months: list[int] = []
        chart.month_hovered.connect(months.append)
        for month in (30, 30, 31):
            mouse(chart, QEvent.Type.MouseMove, place_of(chart, month, 0.3))
        assert months == [30, 31]

    def test_leaving_takes_the_box_away_without_a_trace(self, qtbot: QtBot, kind: str) -> None:
        chart = shown(qtbot, replace(HALVES, kind=kind))
        before = picture(chart)
        mouse(chart, QEvent.Type.MouseMove, place_of(chart, 80, 0.505))
        assert picture(chart) != before
        QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
        assert picture(chart) == before

    @pytest.mark.parametrize(
        "key,month",
        [
            (Qt.Key.Key_Left, 27),
            (Qt.Key.Key_Right, 29),
            (Qt.Key.Key_PageUp, 16),
            (Qt.Key.Key_Home, 0),
            (Qt.Key.Key_End, 147),
        ],
    )
    def test_keys_ask_for_months(self, qtbot: QtBot, kind: str, key: Qt.Key, month: int) -> None:
        chart = shown(qtbot, replace(HALVES, kind=kind))
        with qtbot.waitSignal(chart.month_clicked) as asked:
            qtbot.keyClick(chart, key)
        assert asked.args == [month]

    def test_the_focus_shows_when_the_keyboard_brought_it(self, qtbot: QtBot, kind: str) -> None:
        chart = shown(qtbot, replace(HALVES, kind=kind))
        for reason, accent in ((Qt.FocusReason.MouseFocusReason, False), (Qt.FocusReason.TabFocusReason, True)):
            QApplication.sendEvent(chart, QFocusEvent(QEvent.Type.FocusIn, reason))
            assert (picture(chart).pixelColor(1, 200) == QColor(chart.theme.accent)) is accent

    def test_it_has_no_menu_of_its_own(self, qtbot: QtBot, kind: str) -> None:
        chart = shown(qtbot, replace(HALVES, kind=kind))
        qtbot.mouseClick(chart, Qt.MouseButton.RightButton, pos=QPoint(200, 200))
        assert QApplication.activePopupWidget() is None


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    """Leave the application's own type as it was."""
    font = qapp.font()
    yield
    qapp.setFont(font)


def test_nothing_is_drawn_between_months_of_which_nothing_is_known(qtbot: QtBot) -> None:
    values = np.concatenate([np.full(10, 1.0), np.full(10, np.nan), np.full(10, 1.0)])
    chart = MonthChart()
    qtbot.addWidget(chart)
    chart.resize(700, 300)
    series = Series("Broken", "broken", values, "origin.china")
    chart.show_figure(Figure("T", "", "points", "lines", range(30), (series,), "", low=0.0, high=2.0))
    chart.set_hand(29)
    image = chart.grab().toImage()
    axes = chart.laid_out()
    colour = chart.theme.colour("origin.china")

    def drawn_at(month: int) -> bool:
        x, y = round(axes.x(month)), round(float(axes.y(np.array(1.0))))
        near = [image.pixelColor(x, y + step) for step in range(-2, 3)]
        return any(abs(pixel.red() - colour.red()) + abs(pixel.blue() - colour.blue()) < 120 for pixel in near)

    assert drawn_at(5)
    assert drawn_at(25)
    assert not drawn_at(15)


def test_no_heading_of_a_table_is_taken_for_markup_by_its_tooltip() -> None:
    owner = QObject()
    table = FigureTable(owner)
    figure = stacked([0.4, 0.5], [0.6, 0.5])
    named = replace(figure, series=(replace(figure.series[0], name="<img src=x>"), *figure.series[1:]))
    table.show_figure(named, 1)
    assert table.headerData(1, Qt.Orientation.Horizontal) == "<img src=x>"
    assert "&lt;img" in str(table.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole))
