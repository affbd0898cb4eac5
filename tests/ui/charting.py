"""Figures, scenes and marks for tests of charts that need no picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSizeF

from ui.charts.layout import Layout, lay_out
from ui.charts.lettering import Face, Lettering
from ui.charts.marks import KINDS
from ui.charts.scene import Scene
from ui.figures.figure import Figure, Series
from ui.look.theme import theme

if TYPE_CHECKING:
    from ui.charts.marks import Marks

NAMES = ("openai", "google", "alibaba", "deepseek", "mistral", "zai")
LETTER, LINE = 7.0, 16.0  # pixels


class Typewriter(Face):
    """A face whose letters are all of one width, so that a test can count them."""

    def __init__(self) -> None:
        """Need no font."""
        self.height = LINE

    def width(self, words: str) -> float:
        """Return the width of so many letters."""
        return LETTER * len(words)


def rows(kind: str, *values: list[float], ghosts: tuple[list[float], ...] | None = None) -> Figure:
    """Return a figure of a few series, the first at the bottom."""
    series = tuple(
        Series(name.title(), name, np.array(row), f"maker.{name}", ghost=np.array(ghosts[number]) if ghosts else None)
        for number, (name, row) in enumerate(zip(NAMES, values, strict=False))
    )
    return Figure("Share", "World", "share", kind, range(len(values[0])), series, "", ghost_name="before")


def scene(figure: Figure, **changes: object) -> Scene:
    """Return a scene in typewriter type."""
    face = Typewriter()
    return Scene(theme("light"), Lettering(face, face, face), figure, **changes)  # type: ignore[arg-type]


def laid_out(shown: Scene, width: float = 800.0, height: float = 400.0) -> tuple[Layout, Marks]:
    """Return where the parts of a chart of a size lie, and its marks."""
    kind = KINDS[shown.figure.kind]
    layout = lay_out(shown, kind.ticks(shown.figure, height), QSizeF(width, height))
    return layout, kind.place_marks(shown.figure, layout.axes)
