"""What a TOML text says, as plain values: tables in tables, and places in them."""

from collections.abc import Iterator
from typing import Any

Tables = dict[str, Any]
"""A table as the parser returns it, with tables in it."""
Place = tuple[str, ...]
"""The path of a table or a key, as in `("measures", "audit_us", "start")`."""
ANY = "*"
"""Matches every name in a place, except those of remarks (`x_...`)."""


def laid_over(below: Tables, above: Tables) -> Tables:
    """Return tables with others laid over them: tables merge, anything else replaces."""
    both = {**below, **above}
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            both[key] = laid_over(below[key], value)
    return both


def leaves(table: Tables, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield the place and the value of every key that holds no table."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, (*place, key))
        else:
            yield (*place, key), value


def tables_in(tables: Tables, section: str) -> Iterator[tuple[str, Tables]]:
    """Yield the name and the value of each entry of a section that is a table itself."""
    entries = tables.get(section)
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        if isinstance(entry, dict):
            yield name, entry
