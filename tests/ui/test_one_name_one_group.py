"""One name stands for one group on every page: wherever a label comes twice, its numbers are the same."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulator.dates import NOW
from simulator.history import Branch
from simulator.scenario.library import load
from simulator.tables import tidy
from simulator.world import Kind

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from ui.figures.figure import Provenance
from ui.figures.indicators import Plot, indicator_figure
from ui.figures.shares import FORMS, Use, share_figure
from ui.models.figure_table import FigureTable
from ui.models.makers import accounts_figure, maker_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.world import World
    from ui.figures.figure import Figure

MARKETS = ("base", "base@1")
"""In `base@1`, which never changes, the long tail has the name that the rest of Chinese makers had in figures."""
MONTHS = (6, NOW, NOW + 12, NOW + 40)
PLACES = ("world", "china", "southeast_asia")
WORKLOAD = {"buyer": "all", "units": "workload"}


@cache
def worlds(name: str) -> tuple[World, ...]:
    """Return a market's months from September 2023 to the last that is looked at."""
    scenario = load(name).changed(buyers=1024)
    branch = Branch(scenario.setup, scenario.timeline)
    branch.world(MONTHS[-1])
    return tuple(branch.worlds)


def figures(known: Sequence[World], by: str, place: str) -> dict[str, Figure]:
    """Return every figure of a market that divides shares of workload by maker or by model."""
    use = Use(by, place, "all", "workload")
    plots = [Plot("market_share", by, (("region", place),), form) for form in ("lines", "stacked")]
    small = {f"small chart, {plot.form}": indicator_figure(known, [], plot, WORKLOAD) for plot in plots}
    large = {f"large chart, {form}": FORMS[form](known, [], use, Provenance(), "") for form in ("shares", "lines")}
    compared = {"Compare": share_figure(known, known, use, beside=[known, known])}
    return {**small, **large, **compared}


@pytest.mark.parametrize("name", MARKETS)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("by", ["maker", "model"])
def test_numbers_under_one_name_agree_on_all_pages(name: str, place: str, by: str) -> None:
    known = worlds(name)
    found: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
    for where, figure in figures(known, by, place).items():
        for series in figure.series:
            for month in MONTHS if not series.key.startswith("others") else ():
                if np.isfinite(series.values[month]):
                    found[series.name, month][where] = float(series.values[month])
    for month in MONTHS:
        table = tidy([known[month]], ["market_share"]).query(f"region == '{place}' and buyer == 'all'")
        for row in table[(table["units"] == "workload") & (table[by] != "")].itertuples():
            parts = known[month].makers if by == "maker" else known[month].models
            called = str(parts.name[parts.id.tolist().index(getattr(row, by))])
            found[called, month]["exported table"] = float(row.value)
        for one in maker_rows(known[: month + 1], place) if by == "maker" else ():
            found[one.name, month]["Makers"] = one.share
    twice = {key: values for key, values in found.items() if len(values) > 1}
    assert len(twice) > 5 * len(MONTHS)
    for key, values in twice.items():
        assert max(values.values()) - min(values.values()) < 1e-6, (key, values)


@pytest.mark.parametrize("name", MARKETS)
@pytest.mark.parametrize("by", ["maker", "model"])
def test_the_rest_of_an_origin_is_defined_by_its_members_and_has_no_name_of_somebody(name: str, by: str) -> None:
    known = worlds(name)
    parts = known[-1].makers if by == "maker" else known[-1].models
    named = [str(one) for one in parts.name]
    for place in PLACES:
        figure = share_figure(known, which=Use(by, place, "all", "workload"))
        rest = [series for series in figure.series if series.key.startswith("other:")]
        for series in rest:
            assert series.name not in named
            members = [one for one in named if one and f" {one}," in f"{series.meaning[:-1]},"]
            table = tidy(known[NOW : NOW + 1], ["market_share"]).query(f"region == '{place}' and buyer == 'all'")
            ids = [str(parts.id[named.index(one)]) for one in members]
            own = table[(table["units"] == "workload") & table[by].isin(ids)]["value"].sum()
            assert series.values[NOW] == pytest.approx(own, abs=1e-6), series.meaning
            assert series.meaning in figure.whole_definition
        assert rest or place != "china"


@pytest.mark.usefixtures("qapp")
def test_the_heading_of_a_table_tells_whom_the_rest_stands_for() -> None:
    from PySide6.QtCore import QObject, Qt

    figure = share_figure(worlds("base"), which=Use("maker", "china", "all", "workload"))
    owner = QObject()
    table = FigureTable(owner)
    table.show_figure(figure, NOW)
    (rest,) = [series for series in figure.series if series.key == "other:china"]
    column = figure.table().header.index(rest.name)
    tip = table.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "Small Chinese makers" in rest.meaning
    assert rest.meaning in str(tip)


def test_futures_side_by_side_have_the_same_rest() -> None:
    scenarios = [load(name).changed(buyers=1024) for name in ("base", "ban_the_weights_too", "close_the_weights")]
    branches = [Branch(one.setup, one.timeline) for one in scenarios]
    for branch in branches:
        branch.world(MONTHS[-1])
    beside = [branch.worlds for branch in branches]
    for by in ("maker", "model"):
        drawn = [share_figure(each, beside[0], Use(by), beside=beside) for each in beside]
        keys = {tuple(sorted(series.key for series in figure.series)) for figure in drawn}
        rests = {tuple(sorted(series.meaning for series in figure.series if series.meaning)) for figure in drawn}
        assert len(keys) == len(rests) == 1


def test_the_revenue_of_the_long_tail_is_one_number() -> None:
    known = worlds("base")
    (tail,) = [one for one in maker_rows(known) if one.kind == Kind.TAIL]
    small = indicator_figure(known, [], Plot("revenue", "maker"), {}, focus=tail.id)
    (series,) = [one for one in small.series if one.key == tail.id]
    assert series.name == tail.name == "Small Chinese makers"
    assert series.values[-1] == pytest.approx(tail.revenue, rel=1e-6)
    assert accounts_figure(known, tail.row, Provenance()).series[0].values[-1] == tail.revenue
