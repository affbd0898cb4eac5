"""What moved between two contents of a generated file, in words."""

import csv
import difflib
import io
import re
import struct
import tomllib
import zlib
from collections.abc import Iterator
from math import isnan
from pathlib import Path

import numpy as np

Rows = dict[str, list[float]]

_STAMP = re.compile(r"^(?:# ?)?(?:model|numbers|program|numbers_of) = .*\n", re.MULTILINE)
_PNG = b"\x89PNG\r\n\x1a\n"
_TEXTS = (b"tEXt", b"zTXt")


def change(path: Path, before: bytes, after: bytes) -> str:
    """Return what moved in a file: "unchanged", "stamp only", or what was rewritten and how far."""
    if before == after:
        return "unchanged"
    if not before:
        return "new"
    if _without_stamp(before) == _without_stamp(after):
        return "stamp only"
    if before.startswith(_PNG):
        return f"rewritten: {_pixels_moved(before, after)}"
    if path.suffix in {".csv", ".toml"}:
        return f"rewritten: {rows_moved(_rows(path, before.decode()), _rows(path, after.decode()))}"
    return f"rewritten: {_lines_moved(before.decode(), after.decode())}"


def rows_moved(before: Rows, after: Rows) -> str:
    """Return how many rows of numbers moved, and by how much at most, relative to the larger number."""
    sizes = {name: _distance(before[name], after[name]) for name in after if name in before}
    moved = {name: size for name, size in sizes.items() if size > 0.0}
    parts = [f"{len(moved)} of {len(after)} rows moved"]
    if moved:
        most = max(moved, key=lambda name: moved[name])
        parts.append(f"the most by {moved[most]:.2g} of its size ({most})")
    for rows, word in ((after.keys() - before.keys(), "new"), (before.keys() - after.keys(), "gone")):
        parts += [f"{len(rows)} {word}"] if rows else []
    return ", ".join(parts)


def _distance(before: list[float], after: list[float]) -> float:
    """Return the largest relative change from one row to another; 1 where they are not equally long."""
    if len(before) != len(after):
        return 1.0
    return max((_change_of(*pair) for pair in zip(before, after, strict=True)), default=0.0)


def _change_of(before: float, after: float) -> float:
    """Return the change of a number over the larger of both; 1 where only one of them is a number."""
    if before == after or (isnan(before) and isnan(after)):
        return 0.0
    return 1.0 if isnan(before) or isnan(after) else abs(after - before) / max(abs(before), abs(after))


def _rows(path: Path, text: str) -> Rows:
    """Return the rows of numbers of a table, by what they are called."""
    if path.suffix == ".toml":
        rows = tomllib.loads(text)["rows"].items()
        return {name: [float(number) for numbers in row.values() for number in numbers] for name, row in rows}
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return dict(_row(cells) for cells in list(csv.reader(lines))[1:])


def _row(cells: list[str]) -> tuple[str, list[float]]:
    words = [cell for cell in cells if _number(cell) is None]
    return " ".join(words), [number for cell in cells if (number := _number(cell)) is not None]


def _number(cell: str) -> float | None:
    """Return the number in a cell, NaN for an empty one, None for a word."""
    try:
        return float(cell or "nan")
    except ValueError:
        return None


def _lines_moved(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    signs = [line[0] for line in lines if not line.startswith(("---", "+++", "@@"))]
    return f"{signs.count('+')} lines new, {signs.count('-')} gone"


def _pixels_moved(before: bytes, after: bytes) -> str:
    """Return how much of a picture moved, and where."""
    old, new = _pixels(before), _pixels(after)
    if old.shape != new.shape:
        return f"{new.shape[1]} × {new.shape[0]} pixels instead of {old.shape[1]} × {old.shape[0]}"
    moved = old != new
    if not moved.any():
        return "the same picture with another receipt"
    rows, columns = np.flatnonzero(moved.any(axis=1)), np.flatnonzero(moved.any(axis=0))
    place = f"columns {columns[0]} to {columns[-1]}, rows {rows[0]} to {rows[-1]}"
    return f"{100.0 * moved.mean():.2g} % of the pixels ({place})"


def _pixels(content: bytes) -> np.ndarray[tuple[int, int], np.dtype[np.uint32]]:
    """Return `(rows, columns)` colours of a picture."""
    from PySide6.QtGui import QImage

    image = QImage.fromData(content).convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(bytes(image.constBits()), np.uint32).reshape(image.height(), image.width())


def _without_stamp(content: bytes) -> list[bytes]:
    """Return a content without what names a version: as text, or chunk by chunk of a picture."""
    if not content.startswith(_PNG):
        return [_STAMP.sub("", content.decode()).encode()]
    return [_plain(kind, chunk) if kind in _TEXTS else kind + chunk for kind, chunk in _chunks(content)]


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG file: length, kind, content, and a checksum that follows from these."""
    file = io.BytesIO(content[len(_PNG) :])
    while header := file.read(8):
        length, kind = struct.unpack(">I4s", header)
        yield kind, file.read(length)
        file.read(4)


def _plain(kind: bytes, chunk: bytes) -> bytes:
    """Return the text of a chunk without what names a version."""
    key, _, text = chunk.partition(b"\0")
    written = zlib.decompress(text[1:]) if kind == b"zTXt" else text
    return key + _STAMP.sub("", written.decode(errors="replace")).encode()
