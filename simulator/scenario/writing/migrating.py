"""The text of an old file lifted to the present format, with its comments and its order."""

from simulator.scenario.reading.migrations import FORMAT, Change, changes_since, target_of, to_change
from simulator.scenario.reading.parsing import parsed
from simulator.scenario.toml import Place, Tables
from simulator.scenario.writing.editing import with_key_renamed, with_value, without_key, without_table


def migrated_text(text: str, sections: tuple[str, ...], inherited: Tables | None = None) -> str:
    """Return the text of a file in the present format; comments and order stay.

    `inherited` holds the tables of what it extends.
    """
    for change in changes_since(parsed(text)["format"]):
        for place, value in to_change(parsed(text), change, inherited or {}):
            text = _changed(text, change, place, value, sections)
    return with_value(text, ("format",), FORMAT, sections)


def _changed(text: str, change: Change, place: Place, value: object, sections: tuple[str, ...]) -> str:
    """Return the text with one key, or one table, renamed, moved or dropped."""
    without = without_key(text, place)
    if isinstance(value, dict):
        without = without_table(without, place)
    target = target_of(parsed(without), change, place, value)
    if target is None:
        return without
    new, after = target
    if new[:-1] != place[:-1] or isinstance(value, dict):
        return with_value(without, new, after, sections)
    renamed = with_key_renamed(text, place, new[-1])
    return renamed if after == value else with_value(renamed, new, after, sections)
