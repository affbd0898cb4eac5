"""Colours can be read, told apart also by the colour-blind, and every control keeps its outline."""

import itertools
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from simulator.entries import ORIGINS
from simulator.indicator import OPENNESS
from simulator.world import CHANNELS
from ui.look.assets import asset
from ui.look.icons import icon
from ui.look.theme import THEMES, Theme, apply, contrast, palette, style_sheet, text_on, theme

TEXT, GRAPHICS = 4.5, 3.0  # WCAG 2.2
LEAST_DELTA_E = 6.9  # CIE 1976; 2.3 is just noticeable (Mahy, Van Eycken and Oosterlinck 1994)
NEAREST = 0.06  # distance in OKLab, where 0.02 is just noticeable side by side

DEFAULT_MAKERS = ("openai", "google", "anthropic", "meta", "mistral", "alibaba", "bytedance", "deepseek")
SIGHTS = {  # Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB
    "full": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
NEIGHBOURS = {
    "makers and the groups of the rest": [
        *(f"maker.{name}" for name in DEFAULT_MAKERS),
        *(f"others.{name}" for name in ORIGINS),
    ],
    "origins": [f"origin.{name}" for name in ORIGINS],
    "openness": [f"openness.{name}" for name in OPENNESS],
    "channels": [f"channel.{name}" for name in CHANNELS],
    "what has no colour of its own": [f"nth.{number}" for number in range(8)],
    "camps": ["camp.american_closed", "camp.american_open", "origin.europe", "origin.china"],
}
themes = pytest.mark.parametrize("chosen", [theme(name) for name in THEMES], ids=THEMES)


def seen(colour: QColor, sight: str) -> npt.NDArray[np.float64]:
    """Return a colour in OKLab (Ottosson 2020) as someone of that sight sees it."""
    plain = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    linear = np.where(plain <= 0.04045, plain / 12.92, ((plain + 0.055) / 1.055) ** 2.4)
    cones = np.cbrt(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
        @ np.clip(np.asarray(SIGHTS[sight]) @ linear, 0.0, 1.0)
    )
    lab = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
    return np.asarray(lab @ cones, dtype=np.float64)


@themes
@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("group", NEIGHBOURS)
def test_what_may_lie_side_by_side_can_be_told_apart(chosen: Theme, sight: str, group: str) -> None:
    colours = {name: seen(chosen.colour(name), sight) for name in NEIGHBOURS[group]}
    alike = [
        (one, other, round(float(distance), 3))
        for one, other in itertools.combinations(colours, 2)
        if (distance := np.linalg.norm(colours[one] - colours[other])) < NEAREST
    ]
    assert not alike


def in_cielab(colour: QColor, sight: str) -> npt.NDArray[np.float64]:
    """Return a colour in CIELAB under D65 as someone of that sight sees it."""
    plain = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    linear = np.where(plain <= 0.04045, plain / 12.92, ((plain + 0.055) / 1.055) ** 2.4)
    to_xyz = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    xyz = to_xyz @ np.clip(np.asarray(SIGHTS[sight]) @ linear, 0.0, 1.0) / [0.95047, 1.0, 1.08883]
    root = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@themes
@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("group", NEIGHBOURS)
def test_what_may_lie_side_by_side_differs_by_three_times_what_can_be_noticed(
    chosen: Theme, sight: str, group: str
) -> None:
    colours = {name: in_cielab(chosen.colour(name), sight) for name in NEIGHBOURS[group]}
    distances = {
        pair: round(float(np.linalg.norm(colours[pair[0]] - colours[pair[1]])), 1)
        for pair in itertools.combinations(colours, 2)
    }
    assert {pair: distance for pair, distance in distances.items() if distance < LEAST_DELTA_E} == {}


def test_the_distances_of_cielab_are_those_of_the_books() -> None:
    assert in_cielab(QColor("#ffffff"), "full") == pytest.approx([100.0, 0.0, 0.0], abs=0.02)
    assert in_cielab(QColor("#ff0000"), "full") == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


@themes
def test_the_ring_of_the_focus_stands_out_from_every_ground(chosen: Theme) -> None:
    for ground in (chosen.window, chosen.panel, chosen.field):
        assert contrast(QColor(chosen.accent), QColor(ground)) >= GRAPHICS


@themes
def test_text_can_be_read(chosen: Theme) -> None:
    grounds = (chosen.window, chosen.panel, chosen.field)
    inks = (chosen.text, chosen.muted, chosen.accent, chosen.good, chosen.bad, chosen.warning)
    faint = [(ink, ground) for ink in inks for ground in grounds if contrast(QColor(ink), QColor(ground)) < TEXT]
    assert not faint
    assert contrast(QColor(chosen.on_accent), QColor(chosen.accent)) >= TEXT


@themes
def test_every_colour_of_a_series_stands_out_from_the_panel_and_carries_text(chosen: Theme) -> None:
    for name, code in chosen.series.items():
        colour = QColor(code)
        assert contrast(colour, QColor(chosen.panel)) >= GRAPHICS, name
        assert contrast(text_on(colour), colour) >= TEXT, name
        faded = chosen.faded(colour)
        assert contrast(text_on(faded), faded) >= TEXT, name


@themes
def test_outlines_of_controls_stand_out(chosen: Theme) -> None:
    for ground in (chosen.window, chosen.panel, chosen.field):
        assert contrast(QColor(chosen.border), QColor(ground)) >= GRAPHICS


def test_all_themes_colour_the_same_series() -> None:
    assert len({frozenset(theme(name).series) for name in THEMES}) == 1


@themes
def test_a_series_unknown_to_the_theme_has_a_colour(chosen: Theme) -> None:
    assert chosen.colour("maker.founded_tomorrow") == chosen.colour("others.other")


@themes
def test_variations_of_a_colour_differ_from_it(chosen: Theme) -> None:
    plain, first, second = (seen(chosen.colour("maker.google", shade), "full") for shade in range(3))
    assert min(np.linalg.norm(plain - first), np.linalg.norm(plain - second)) >= NEAREST


@themes
def test_the_palette_speaks_for_every_role_of_text(chosen: Theme) -> None:
    roles = palette(chosen)
    for ink, ground in (
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
    ):
        assert contrast(roles.color(ink), roles.color(ground)) >= TEXT


@themes
def test_the_style_sheet_leaves_no_name_open(chosen: Theme) -> None:
    assert "$" not in style_sheet(chosen)


@pytest.mark.screen("the window system tells light from dark")
def test_the_application_can_be_dressed(qapp: QApplication) -> None:
    before = qapp.font(), qapp.palette(), qapp.styleSheet()
    try:
        apply(qapp, theme("dark"))
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme("dark").window)
    finally:
        qapp.setFont(before[0])
        qapp.setPalette(before[1])
        qapp.setStyleSheet(before[2])


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", sorted(path.stem for path in Path(asset("icons")).glob("*.svg")))
def test_every_icon_is_drawn_in_the_colour_of_text(name: str) -> None:
    for chosen in map(theme, THEMES):
        picture = icon(name, chosen).pixmap(24, 24).toImage()
        inks = {
            picture.pixelColor(x, y).name()
            for x in range(24)
            for y in range(24)
            if picture.pixelColor(x, y).alpha() > 250
        }
        assert inks
        assert name == "shakeout" or QColor(chosen.text).name() in inks
