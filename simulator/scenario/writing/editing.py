"""Changing a TOML text key by key, so that everything else in it stays as it is: comments, order, layout, unknown keys.

Values are replaced through tomlkit. Lines and tables are added and removed here, because tomlkit puts new keys below
comments that belong to the next table. Every function returns the new text; places are paths as in `toml`.
"""

import re
import tomllib
from typing import Any

import tomlkit

from simulator.scenario.reading.outline import ASSIGNMENT, Row, outline
from simulator.scenario.toml import Place, Tables

_ENTRY = 2  # names in the path of an entry, as in measures.audit_us; what lies deeper is written in { }
_MANY_DIGITS = 1e15  # from here on a number without decimals is written with an exponent


def with_value(text: str, place: Place, value: object, sections: tuple[str, ...]) -> str:
    """Return the text with a key set, in the order of `sections` where a table has to be added."""
    rows = outline(text)
    around = next((row for row in rows if row.header is not None and place[: len(row.place)] == row.place), None)
    if around is not None:
        return _replaced(text, around, _inside(_value_of(text, around), place[len(around.place) :], value))
    if (table := _block(rows, place[:-1])) is None:
        depth = 0 if place[0] not in sections else min(_ENTRY, len(place) - 1) if place[0] != "run" else 1
        place, value = place[: depth + 1], _nested(place[depth + 1 :], value)
        table = _block(rows, place[:-1])
    if table is None:
        return with_table(text, place[:-1], {place[-1]: value}, sections)
    after, header = table
    line = f"{written_key(place[len(header) :])} = {written(value)}"
    return _inserted(text, after, [line])


def without_key(text: str, place: Place) -> str:
    """Return the text without a key; a table that is left empty goes too."""
    rows = outline(text)
    row = next((row for row in rows if row.header is not None and place[: len(row.place)] == row.place), None)
    if row is None:
        return text
    if row.place != place:
        rest = _without(_value_of(text, row), place[len(row.place) :])
        return _replaced(text, row, rest) if rest else without_key(text, row.place)
    text = _cut(text, row.first, row.last)
    header = row.header or ()
    alone = header and not any(other.place[: len(header)] == header != other.place for other in outline(text))
    return without_table(text, header) if alone else text


def with_key_renamed(text: str, place: Place, name: str) -> str:
    """Return the text with a key called by another name; its value and its comments stay."""
    rows = outline(text)
    row = next((row for row in rows if row.header is not None and place[: len(row.place)] == row.place), None)
    if row is None:
        return text
    if row.place != place:
        rest = place[len(row.place) :]
        return _replaced(text, row, _renamed(_value_of(text, row), rest, name))
    known = _lines(text)
    if found := ASSIGNMENT.match(known[row.first]):
        end = found.end(1)
        first = end - len(_last_part(found[1]))
        known[row.first] = f"{known[row.first][:first]}{written_key((name,))}{known[row.first][end:]}"
    return "\n".join(known)


def with_table(text: str, place: Place, table: Tables, sections: tuple[str, ...]) -> str:
    """Return the text with a table added: behind all that belongs before it in the order of `sections`."""
    order = {section: number for number, section in enumerate(sections)}
    before = [row.last for row in outline(text) if row.header == () or order.get(row.place[0], -1) <= order[place[0]]]
    lines = [
        "",
        f"[{written_key(place)}]",
        *(f"{written_key((key,))} = {written(value)}" for key, value in table.items()),
    ]
    return _inserted(text, max(before, default=-1), lines)


def without_table(text: str, place: Place) -> str:
    """Return the text without a table, the tables in it, and the comment directly above each."""
    while True:
        rows = outline(text)
        inside = [number for number, row in enumerate(rows) if row.place[: len(place)] == place]
        if not inside:
            return text
        first = rows[inside[0]]
        last = first.last
        if first.header is None:
            for row in rows[inside[0] + 1 :]:
                if row.header is None:
                    break
                last = row.last
        text = _cut(text, _top_of_comment(text, first.first), last)


def written(value: object) -> str:
    """Return a value as TOML, in the style of the files that ship."""
    if isinstance(value, dict):
        return (
            f"{{ {', '.join(f'{written_key((key,))} = {written(inner)}' for key, inner in value.items())} }}"
            if value
            else "{}"
        )
    if isinstance(value, list):
        return written(value[0]) if len(value) == 1 else f"[{', '.join(map(written, value))}]"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _MANY_DIGITS else repr(value)
    if isinstance(value, str):
        return _written_text(value)
    return tomlkit.item(value).as_string()


def written_key(place: Place) -> str:
    """Return a key or the header of a table as TOML, in quotes where it needs them."""
    return ".".join(tomlkit.key(name).as_string() for name in place)


def _written_text(text: str) -> str:
    if "\n" in text:
        lines = tomlkit.string(text, multiline=True).as_string().replace('"""', '"""\n', 1)
        if _reads_as(lines, text):
            return lines
    return tomlkit.string(text).as_string()


def _reads_as(lines: str, text: str) -> bool:
    try:
        return bool(tomllib.loads(f"text = {lines}")["text"] == text)
    except tomllib.TOMLDecodeError:
        return False


def _block(rows: tuple[Row, ...], table: Place) -> tuple[int, Place] | None:
    """Return the last line directly in a table, and the header there; None where there is no such table."""
    keys = [row for row in rows if row.header is not None and row.place[:-1] == table]
    headers = [row for row in rows if row.header is None and row.place == table]
    if keys and (keys[-1].header == table or not headers):
        return keys[-1].last, keys[-1].header or ()
    return (headers[-1].last, table) if headers else None


def _nested(names: Place, value: object) -> object:
    for name in reversed(names):
        value = {name: value}
    return value


def _inside(table: object, names: Place, value: object) -> object:
    """Return a copy of a plain value with one value inside it set."""
    if not names:
        return value
    inner = table if isinstance(table, dict) else {}
    return {**inner, names[0]: _inside(inner.get(names[0]), names[1:], value)}


def _without(table: object, names: Place) -> object:
    """Return a copy of a plain value without one value inside it, and without tables that are then empty."""
    if not isinstance(table, dict) or names[0] not in table:
        return table
    rest = {key: value for key, value in table.items() if key != names[0]}
    inner = _without(table[names[0]], names[1:]) if len(names) > 1 else None
    return {**rest, names[0]: inner} if inner else rest


def _renamed(table: object, names: Place, new: str) -> object:
    """Return a copy of a plain value with one key inside it called by another name."""
    if not isinstance(table, dict):
        return table
    first, *rest = names
    if rest:
        return {key: _renamed(value, tuple(rest), new) if key == first else value for key, value in table.items()}
    return {new if key == first else key: value for key, value in table.items()}


def _last_part(key: str) -> str:
    """Return the last name of a dotted key as it is written, with its quotes if it has some."""
    return re.findall(r"""("[^"]*"|'[^']*'|[\w-]+)$""", key)[0]


def _value_of(text: str, row: Row) -> object:
    """Return the plain value of a key; its lines alone are a complete text."""
    value: Any = tomllib.loads(_lines_of(text, row))
    for name in _key_of(row):
        value = value[name]
    return value


def _replaced(text: str, row: Row, value: object) -> str:
    """Return the text with the value of a key replaced; the comment behind it stays."""
    document = tomlkit.parse(_lines_of(text, row))
    table: Any = document
    *groups, key = _key_of(row)
    for name in groups:
        table = table[name]
    table[key] = tomlkit.value(written(value))
    known = _lines(text)
    return "\n".join((*known[: row.first], *_lines(tomlkit.dumps(document)), *known[row.last + 1 :]))


def _key_of(row: Row) -> Place:
    return row.place[len(row.header or ()) :]


def _lines_of(text: str, row: Row) -> str:
    return "\n".join(_lines(text)[row.first : row.last + 1])


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _inserted(text: str, after: int, lines: list[str]) -> str:
    """Return the text with lines added behind a line (−1 = at the top)."""
    known = _lines(text)
    if after == len(known) - 1:  # the last line lacks its end
        known.append("")
    return "\n".join((*known[: after + 1], *lines, *known[after + 1 :]))


def _cut(text: str, first: int, last: int) -> str:
    """Return the text without some lines, and without the second of two blank lines that then meet."""
    known = _lines(text)
    above, below = known[:first], known[last + 1 :]
    if below and not below[0].strip() and (not above or not above[-1].strip()):
        below = below[1:]
    return "\n".join((*above, *below))


def _top_of_comment(text: str, line: int) -> int:
    """Return the first line of the comment directly above a line, or the line itself."""
    known = _lines(text)
    while line > 0 and known[line - 1].lstrip().startswith("#"):
        line -= 1
    return line
