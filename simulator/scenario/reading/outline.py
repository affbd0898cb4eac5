"""The lines of a TOML text on which each table and each key is written.

No TOML library returns them. Rows come in the order of the text; lines inside a value have none.
"""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass

from simulator.scenario.toml import Place

_PART = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_KEY})[ \t]*\]")
"""The line that opens a table."""
ASSIGNMENT = re.compile(rf"[ \t]*({_KEY})[ \t]*=")
"""A key and its equals sign."""
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'  # strings, which may hold brackets and line ends
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"  # a comment, which may hold anything
    r"|[\[\]{}\n]",
    re.DOTALL,
)


@dataclass(frozen=True)
class Row:
    """A header or a key."""

    place: Place
    header: Place | None  # the table that a key belongs to; None for a header
    first: int  # line, counted from 0
    last: int  # the same line, unless a value runs on


def outline(text: str) -> tuple[Row, ...]:
    """Return every header and key of a text that can be parsed."""
    rows: list[Row] = []
    header: Place = ()
    repeats: Counter[Place] = Counter()
    position, line = 0, 0
    while position < len(text):
        # the line opens a table
        if found := HEADER.match(text, position):
            header = names(found[2])
            if found[1] == "[[":
                repeats[header] += 1
                header = (*header, str(repeats[header] - 1))
            rows.append(Row(header, None, line, line))

        # or it begins with a key, whose value may run over several lines
        end = text.find("\n", position)
        if not found and (found := ASSIGNMENT.match(text, position)):
            end = _end_of_value(text, found.end())
            last = line + text.count("\n", position, end if end >= 0 else len(text))
            rows.append(Row((*header, *names(found[1])), header, line, last))
            line = last
        position = end + 1 if end >= 0 else len(text)
        line += 1
    return tuple(rows)


def line_numbers(text: str) -> dict[Place, int]:
    """Return the line, counted from 1, on which each table and key first appears."""
    lines: dict[Place, int] = {}
    for row in outline(text):
        for length in range(1, len(row.place) + 1):
            lines.setdefault(row.place[:length], row.first + 1)
        lines[row.place] = row.first + 1
    return lines


def names(key: str) -> Place:
    """Return the parts of a dotted key."""
    if '"' not in key and "'" not in key:
        return tuple(part.strip() for part in key.split("."))
    table, parts = tomllib.loads(f"{key} = 0"), []
    while isinstance(table, dict):
        (part,) = table
        parts.append(part)
        table = table[part]
    return tuple(parts)


def _end_of_value(text: str, start: int) -> int:
    """Return the position of the line end after a value, −1 where the text ends with it."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        mark = token[0]
        if mark in ("[", "{"):
            depth += 1
        elif mark in ("]", "}"):
            depth -= 1
        elif mark == "\n" and depth <= 0:
            return token.start()
    return -1
