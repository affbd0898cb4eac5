"""The text of an old file lifted to the present format, with its comments and its order."""

from simulator.scenario.reading.migrations import FORMAT, Change, Dropped, changes_since, filled, to_change
from simulator.scenario.reading.parsing import parsed
from simulator.scenario.toml import Place
from simulator.scenario.writing.editing import with_key_renamed, with_value, without_key


def migrated_text(text: str, sections: tuple[str, ...]) -> str:
    """Return the text of a file in the present format; comments and order stay."""
    for change in changes_since(parsed(text)["format"]):
        for place, value in to_change(parsed(text), change):
            text = _changed(text, change, place, value, sections)
    return with_value(text, ("format",), FORMAT, sections)


def _changed(text: str, change: Change, place: Place, value: object, sections: tuple[str, ...]) -> str:
    """Return the text with one key renamed, moved or dropped."""
    if isinstance(change, Dropped):
        return without_key(text, place)
    new = filled(change.new, place)
    if new[:-1] == place[:-1]:
        return with_key_renamed(text, place, new[-1])
    return with_value(without_key(text, place), new, value, sections)
