"""Colours, type and spacing: light, dark and projector.

A theme is a frozen value read from `assets/theme.toml`. Makers keep their colour everywhere, in all themes by hue.
Contrast, and the distance between neighbours as the colour-blind see them, are tested.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from string import Template
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.look.assets import asset

if TYPE_CHECKING:
    from collections.abc import Mapping

THEMES = ("light", "dark", "projector")
PLAIN_POINTS = 10.0
"""The size of plain text at scale 1."""
_SHADE = 0.36  # how far a variation of a colour moves towards the text or the panel
_LINEAR = 0.04045  # below it sRGB is linear
_RANKS = {"title": 1.35, "heading": 1.05, "figure": 1.9, "small": 0.9}  # size of type, relative to plain text
_PICTURES = ("check", "chevron_down", "chevron_up")
_LARGEST = 2.0  # scale; a projector's type is large already, and nothing larger has room on its screen
_HAIRLINES = 2  # pixels; wider lengths of the style sheet grow with the type


@dataclass(frozen=True)
class Theme:
    """What the window looks like."""

    name: str
    dark: bool
    scale: float  # of type, relative to plain text
    faint: float  # how much of a colour remains in the future
    window: str
    panel: str
    field: str  # inputs
    text: str
    muted: str
    accent: str
    on_accent: str
    border: str  # outlines of controls
    hairline: str  # edges of panels: decoration
    grid: str
    ghost: str  # the old future
    good: str
    bad: str
    warning: str
    series: Mapping[str, str]  # "maker.alibaba", "others.china", "origin.china", "openness.open", "channel.api" ...

    @property
    def points(self) -> float:
        """Return the size of plain text."""
        return PLAIN_POINTS * self.scale

    def colour(self, key: str, shade: int = 0) -> QColor:
        """Return the colour of a series; one that the theme does not know takes the colour of the rest."""
        plain = QColor(self.series.get(key, self.series["others.other"]))
        if shade == 0:
            return plain
        return mixed(plain, QColor(self.text if shade % 2 else self.panel), _SHADE)

    def faded(self, colour: QColor, least: float = 0.0) -> QColor:
        """Return a colour as it is drawn in the future: faint, yet opaque; `least` of it remains."""
        return mixed(QColor(self.panel), colour, max(self.faint, least))

    def font(self, relative: float = 1.0, *, bold: bool = False) -> QFont:
        """Return the system's font at a size relative to plain text."""
        font = QFont(QApplication.font())
        font.setPointSizeF(self.points * relative)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font


def mixed(one: QColor, other: QColor, part: float) -> QColor:
    """Return a colour with a part of another mixed in."""
    return QColor.fromRgbF(
        one.redF() + part * (other.redF() - one.redF()),
        one.greenF() + part * (other.greenF() - one.greenF()),
        one.blueF() + part * (other.blueF() - one.blueF()),
    )


def luminance(colour: QColor) -> float:
    """Return relative luminance, 0 to 1 (WCAG 2.2)."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_on(colour: QColor) -> QColor:
    """Return black or white, whichever is easier to read on a colour."""
    return max((QColor("#ffffff"), QColor("#000000")), key=lambda ink: contrast(ink, colour))


@cache
def theme(name: str) -> Theme:
    """Return a theme by name: "light", "dark" or "projector"."""
    with asset("theme.toml").open("rb") as file:
        entries: dict[str, Any] = tomllib.load(file)
    entry = dict(entries[name])
    series = {
        f"{group}.{key}": colour
        for group, colours in entries["series"][entry.pop("series")].items()
        for key, colour in colours.items()
    }
    return Theme(name=name, series=MappingProxyType(series), **entry)


def enlarged(chosen: Theme, factor: float) -> Theme:
    """Return a theme with type of another size, and everything that is measured by it."""
    return replace(chosen, scale=min(chosen.scale * factor, _LARGEST))


def system_theme() -> str:
    """Return the theme that the system's colour scheme asks for, light where it is unknown."""
    hints = QGuiApplication.styleHints()
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def apply(app: QApplication, chosen: Theme) -> None:
    """Dress the whole application in a theme, unless it wears it: all its widgets would be measured anew."""
    sheet = style_sheet(chosen)
    if app.styleSheet() == sheet:
        return
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    font = QFont(app.font())
    font.setPointSizeF(chosen.points)
    app.setFont(font)
    app.setPalette(palette(chosen))
    app.setStyleSheet(sheet)


def palette(chosen: Theme) -> QPalette:
    """Return Qt's roles in the colours of a theme; Light, Mid and Dark give Fusion's controls their outlines."""
    roles = QPalette.ColorRole
    plain = {
        roles.Window: chosen.window,
        roles.WindowText: chosen.text,
        roles.Base: chosen.field,
        roles.AlternateBase: chosen.window,
        roles.Text: chosen.text,
        roles.Button: chosen.panel,
        roles.ButtonText: chosen.text,
        roles.BrightText: chosen.bad,
        roles.ToolTipBase: chosen.panel,
        roles.ToolTipText: chosen.text,
        roles.PlaceholderText: chosen.muted,
        roles.Highlight: chosen.accent,
        roles.HighlightedText: chosen.on_accent,
        roles.Accent: chosen.accent,
        roles.Link: chosen.accent,
        roles.LinkVisited: chosen.accent,
        roles.Light: chosen.field,
        roles.Midlight: chosen.hairline,
        roles.Mid: chosen.border,
        roles.Dark: chosen.border,
        roles.Shadow: chosen.border,
    }
    result = QPalette()
    for role, colour in plain.items():
        result.setColor(role, QColor(colour))
    off = mixed(QColor(chosen.muted), QColor(chosen.panel), 0.35)
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.PlaceholderText):
        result.setColor(QPalette.ColorGroup.Disabled, role, off)
    result.setColor(QPalette.ColorGroup.Disabled, roles.Highlight, QColor(chosen.border))
    return result


def style_sheet(chosen: Theme) -> str:
    """Return what a palette cannot say: outlines that dark Fusion loses, roundness, and the ranks of type.

    A label takes its rank from its property `rank`: title, heading, figure, muted or caveat. A frame whose
    property `card` is true is a panel on the window.
    """
    ink = "dark" if chosen.dark else "light"
    words = {name: str(entry) for name, entry in vars(chosen).items()} | {"points": f"{chosen.points:.1f}"}
    words |= {f"{rank}_size": f"{chosen.points * factor:.1f}pt" for rank, factor in _RANKS.items()}
    words |= {name: asset("icons", "style", f"{name}_{ink}.svg").as_posix() for name in _PICTURES}
    sheet = Template(asset("window.qss").read_text(encoding="utf-8")).substitute(words)
    return re.sub(r"\b(\d+)px", lambda length: f"{_grown(int(length[1]), chosen.scale)}px", sheet)


def _grown(pixels: int, scale: float) -> int:
    return pixels if pixels <= _HAIRLINES else round(pixels * scale)
