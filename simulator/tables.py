"""Indicators as tidy tables: one number per row, its month, breakdowns and unit beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.dates import month_text
from simulator.disk import mark, mark_of, put, put_together
from simulator.indicator import INDICATORS, Cut
from simulator.registry import UnknownNameError, what_there_is
from simulator.wishes import COSTLY
from simulator.world import Flags, Floats, World

if TYPE_CHECKING:
    import pandas as pd

    from simulator.history import Branch

KEYS = ("maker", "model", "origin", "openness", "channel", "region", "buyer", "cloud", "units")
COLUMNS = ("month", "indicator", *KEYS, "value", "unit")
DIGITS = 12  # significant digits of a value
_RECEIPT = b"shakeout.receipt"  # the key in the metadata of a Parquet file
_BESIDE = """
# The file beside this one. Where its SHA-256 is another, it has been changed since.
[x_file]
sha256 = "{mark}"
"""
_MARK = re.compile(re.escape(_BESIDE).replace(r"\{mark\}", "([0-9a-f]{64})"))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of a formula


def tidy(worlds: Sequence[World], names: Iterable[str] = INDICATORS) -> pd.DataFrame:
    """Return a table with `COLUMNS` for the given months, in the order of indicator, breakdown and month.

    A column that does not apply is empty; makers and models that are not on the market have no rows.

    Raises
    ------
    UnknownNameError
        If there is no indicator of a name; the message has the nearest.
    """
    import pandas as pd

    found = [INDICATORS[name] for name in names] if worlds else []
    months = [world.month for world in worlds]
    frames = [_frame(months, one.name, one.unit, [one.cuts(world) for world in worlds]) for one in found]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))


def write_table(table: pd.DataFrame, path: Path, receipt: str = "") -> tuple[str, ...]:
    """Write a table as `.csv` or `.parquet`, by the ending of the path, with the receipt of what it was made from.

    A Parquet file carries the receipt in its metadata, a CSV file in a file beside it, so that any program reads both.
    Returns what an older file had besides its content and could not be kept, one sentence each.

    Raises
    ------
    ValueError
        If the path ends otherwise.
    OSError
        If the file cannot be written; an older one and its receipt are as they were.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        content = _escaped(table).to_csv(index=False, float_format=f"%.{DIGITS}g", lineterminator="\n")
        return put_with_receipt(content.encode(), path, receipt)
    if ending == ".parquet":
        return put(path, _parquet(table, receipt))
    message = f"{path.name}: a table is written as .csv or .parquet; end the name with one of these"
    raise ValueError(message)


def put_with_receipt(content: bytes, path: Path, receipt: str) -> tuple[str, ...]:
    """Write a file and the receipt beside it as one step, without a receipt where it is ""; return as `put`.

    The receipt names the file's SHA-256, so that `unlike_its_receipt` notices where a crash has parted the two.

    Raises
    ------
    OSError
        If that was not possible: an older file and its receipt are as they were.
    """
    said = f"{receipt}{_BESIDE.format(mark=mark(content))}".encode() if receipt else None
    return put_together({beside(path): said, path: content})


def receipt_in(path: Path) -> str:
    """Return the receipt of a table, "" where it has none.

    Raises
    ------
    OSError
        If the file cannot be read, or is no table.
    """
    try:
        return _receipt_within(path) if path.suffix.lower() == ".parquet" else _receipt_beside(path)
    except UnicodeDecodeError as error:
        raise OSError(f"the receipt of {path.name} is no text in UTF-8") from error


def unlike_its_receipt(path: Path) -> str:
    """Return one sentence where the receipt beside a file was written for another content, "" where it was not.

    Raises
    ------
    OSError
        As `receipt_in`.
    """
    if path.suffix.lower() == ".parquet":
        return ""
    try:
        found = _MARK.search(_text_beside(path))
    except UnicodeDecodeError:
        return ""
    if found is None or found[1] == mark_of(path):
        return ""
    return (
        f"{path.name} is not as it was when the receipt beside it was written: it was changed since, or writing the "
        "two was cut short. The receipt may be that of another table or picture."
    )


def beside(path: Path) -> Path:
    """Return the path of the receipt beside a table."""
    return path.with_name(f"{path.name}.receipt.toml")


def _receipt_beside(path: Path) -> str:
    return _MARK.sub("", _text_beside(path))


def _text_beside(path: Path) -> str:
    return beside(path).read_bytes().decode() if beside(path).exists() else ""


def _receipt_within(path: Path) -> str:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        metadata = parquet.read_schema(path).metadata or {}
    except pa.ArrowException as error:
        raise OSError(f"{path.name} is no Parquet file") from error
    return metadata.get(_RECEIPT, b"").decode()


def _parquet(table: pd.DataFrame, receipt: str) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    content = pa.Table.from_pandas(table, preserve_index=False)
    said = {_RECEIPT: receipt.encode()} if receipt else {}
    sink = pa.BufferOutputStream()
    parquet.write_table(content.replace_schema_metadata({**(content.schema.metadata or {}), **said}), sink)
    return sink.getvalue().to_pybytes()


def _escaped(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts no spreadsheet takes for formulas or ends of lines."""
    from pandas.api.types import is_numeric_dtype

    escaped = table
    for name in table.columns:
        if not is_numeric_dtype(table[name]):
            texts = {text: plain for text in table[name].unique() if (plain := _plain(str(text))) != text}
            escaped = escaped.assign(**{name: table[name].replace(texts)}) if texts else escaped
    return escaped


def _plain(text: str) -> str:
    one_line = text.replace("\r", " ")
    return f"'{one_line}" if text.startswith(_FORMULA) else one_line


def _frame(months: Sequence[int], name: str, unit: str, cuts: Sequence[tuple[Cut, ...]]) -> pd.DataFrame:
    """Return the rows of one indicator, whose cuts are given month by month."""
    import pandas as pd

    texts = np.array([month_text(month) for month in months], dtype=object)
    frames = []
    for each in zip(*cuts, strict=True):
        keys = _keys(each[0])
        values = np.array([np.ravel(cut.values) for cut in each])
        month, cell = np.nonzero(np.array([_present(cut) for cut in each]))
        columns = {key: keys[key][cell] if key in keys else "" for key in KEYS}
        rows = {"month": texts[month], "indicator": name, **columns}
        frames.append(pd.DataFrame({**rows, "value": _rounded(values[month, cell]), "unit": unit}))
    return pd.concat(frames, ignore_index=True)


def _keys(cut: Cut) -> dict[str, Any]:
    """Return `(cells,)` labels of each axis of a cut."""
    cells = list(product(*(labels for _, labels in cut.axes)))
    return {name: np.array([cell[number] for cell in cells], dtype=object) for number, (name, _) in enumerate(cut.axes)}


def _present(cut: Cut) -> Flags:
    """Return `(cells,)` whether each cell of a cut is on the market."""
    present = np.ones(np.shape(cut.values), dtype=bool)
    if cut.present is not None:
        present = present & cut.present.reshape(-1, *(1,) * max(0, np.ndim(cut.values) - 1))
    return present.ravel()


def _rounded(values: Floats) -> Floats:
    """Return values rounded to the digits of a table, so that both kinds of file hold the same numbers."""
    size = np.floor(np.log10(np.abs(values), where=values != 0.0, out=np.zeros_like(values)))
    scale = 10.0 ** (DIGITS - 1 - size)
    return np.round(values * scale) / scale


def table(branch: Branch, *names: str) -> pd.DataFrame:
    """Return the tidy table of some indicators for every month of a branch; of all but the costly, when none is named.

    Raises
    ------
    UnknownNameError
        If there is no indicator of a name; the message has the nearest.

    Examples
    --------
    >>> simulator.table(simulator.simulate("base"), "market_share", "leakage")
    """
    import pandas as pd

    months = range(len(branch.worlds))
    frames = []
    for name in names or INDICATORS:
        if name not in COSTLY and name not in INDICATORS:
            raise UnknownNameError(f'there is no indicator "{name}"{what_there_is(name, [*INDICATORS, *COSTLY])}')
        if name in COSTLY:
            one = COSTLY[name]
            frames.append(_frame(months, name, one.unit, [one.cuts(branch, month) for month in months]))
        else:
            frames.append(tidy(branch.worlds, [name]))
    return pd.concat(frames, ignore_index=True)
