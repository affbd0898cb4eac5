"""Indicators as tidy tables: one number per row, its month, breakdowns and unit beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.dates import month_text
from simulator.indicator import INDICATORS, Cut, Indicator
from simulator.world import Flags, Floats, World

if TYPE_CHECKING:
    import pandas as pd

    from simulator.history import Branch

KEYS = ("maker", "model", "origin", "openness", "channel", "region", "buyer", "cloud", "measure")
COLUMNS = ("month", "indicator", *KEYS, "value", "unit")
DIGITS = 12  # significant digits of a value


def tidy(worlds: Sequence[World], names: Iterable[str] = INDICATORS) -> pd.DataFrame:
    """Return a table with `COLUMNS` for the given months, in the order of indicator, breakdown and month.

    A column that does not apply is empty; makers and models that are not on the market have no rows.

    Raises
    ------
    UnknownNameError
        If there is no indicator of a name; the message has the nearest.
    """
    import pandas as pd

    frames = [_frame(worlds, INDICATORS[name]) for name in names] if worlds else []
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as `.csv` or `.parquet`, by the ending of the path.

    Raises
    ------
    ValueError
        If the path ends otherwise.
    OSError
        If the file cannot be written.
    """
    if path.suffix == ".csv":
        table.to_csv(path, index=False, float_format=f"%.{DIGITS}g", lineterminator="\n")
    elif path.suffix == ".parquet":
        table.to_parquet(path, index=False)
    else:
        message = f"{path.name}: a table is written as .csv or .parquet; end the name with one of these"
        raise ValueError(message)


def _frame(worlds: Sequence[World], indicator: Indicator) -> pd.DataFrame:
    """Return the rows of one indicator."""
    import pandas as pd

    texts = np.array([month_text(world.month) for world in worlds], dtype=object)
    frames = []
    for cuts in zip(*(indicator.cuts(world) for world in worlds), strict=True):
        keys = _keys(cuts[0])
        values = np.array([np.ravel(cut.values) for cut in cuts])
        month, cell = np.nonzero(np.array([_present(cut) for cut in cuts]))
        columns = {name: keys[name][cell] if name in keys else "" for name in KEYS}
        rows = {"month": texts[month], "indicator": indicator.name, **columns}
        frames.append(pd.DataFrame({**rows, "value": _rounded(values[month, cell]), "unit": indicator.unit}))
    return pd.concat(frames, ignore_index=True)


def _keys(cut: Cut) -> dict[str, Any]:
    """Return `(cells,)` labels of each axis of a cut."""
    cells = np.array(list(product(*(labels for _, labels in cut.axes))), dtype=object)
    return {name: cells[:, number] for number, (name, _) in enumerate(cut.axes)}


def _present(cut: Cut) -> Flags:
    """Return `(cells,)` which cells of a cut are on the market."""
    present = np.ones(np.shape(cut.values), dtype=bool)
    if cut.present is not None:
        present = present & cut.present.reshape(-1, *(1,) * max(0, np.ndim(cut.values) - 1))
    return present.ravel()


def _rounded(values: Floats) -> Floats:
    """Return values to the digits of a table, so that both kinds of file hold the same numbers."""
    size = np.floor(np.log10(np.abs(values), where=values != 0.0, out=np.zeros_like(values)))
    scale = 10.0 ** (DIGITS - 1 - size)
    return np.round(values * scale) / scale


def table(branch: Branch, *names: str) -> pd.DataFrame:
    """Return the tidy table of some indicators (of all, when none is named) for every month of a branch."""
    return tidy(branch.worlds, names or INDICATORS)
