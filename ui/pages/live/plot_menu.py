"""What the menu of a small chart offers: how its plot is divided, which part of it is shown, and how it is drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup

from ui.figures.indicators import WHOLE, Plot, choices, divisions, label_words
from ui.look import wording
from ui.look.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu

    from simulator.world import World

_FOLLOWING = ("region", "buyer", "units")  # axes that follow the large chart unless chosen


def offer_plots(menu: QMenu, plot: Plot, world: World, show: Callable[[Plot], None]) -> None:
    """Offer the divisions of a plot and the labels of each axis that it is not divided by."""
    ways = divisions(plot.indicator, world)
    if len(ways) > 1:
        words = {way: wording.breakdown(way) if way != WHOLE else tr("Not divided") for way in ways}
        divided = {way: Plot(plot.indicator, way, (), plot.form) for way in ways}
        _offer(menu, tr("&Divided by"), words, plot.by, lambda way: show(divided[way]))
    for axis, labels in choices(plot, world).items():
        following = {"": tr("As in the large chart")} if axis in _FOLLOWING else {}
        words = {**following, **{label: label_words(axis, label, world) for label in labels}}
        _offer(menu, wording.breakdown(axis), words, dict(plot.fixed).get(axis, ""), _fixing(plot, axis, show))


def offer_stacking(menu: QMenu, plot: Plot, show: Callable[[Plot], None]) -> None:
    """Offer to stack the parts of a plot."""
    stacked = QAction(tr("&Stacked"), menu)
    stacked.setObjectName("stacked")
    stacked.setCheckable(True)
    stacked.setChecked(plot.form == "stacked")
    stacked.toggled.connect(lambda on: show(replace(plot, form="stacked" if on else "lines")))
    menu.addAction(stacked)


def fixed_to(plot: Plot, axis: str, label: str) -> Plot:
    """Return a plot of one label of an axis alone; "" lets the axis follow the large chart."""
    rest = {name: kept for name, kept in plot.fixed if name != axis}
    return replace(plot, fixed=tuple({**rest, **({axis: label} if label else {})}.items()))


def _fixing(plot: Plot, axis: str, show: Callable[[Plot], None]) -> Callable[[str], None]:
    return lambda label: show(fixed_to(plot, axis, label))


def _offer(menu: QMenu, title: str, words: dict[str, str], chosen: str, choose: Callable[[str], None]) -> None:
    """Offer choices that exclude each other."""
    inner = menu.addMenu(title)
    group = QActionGroup(inner)
    for name, text in words.items():
        action = QAction(text.replace("&", "&&"), inner)
        action.setObjectName(f"choose_{name or 'following'}")
        action.setCheckable(True)
        action.setChecked(name == chosen)
        action.triggered.connect(lambda _=False, name=name: choose(name))
        group.addAction(action)
        inner.addAction(action)
