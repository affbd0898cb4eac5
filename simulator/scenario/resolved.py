"""A scenario in full: every value that decides a run, whatever it extended, so that it means the same for ever."""

from simulator.scenario.contents import FORMAT, tables
from simulator.scenario.editing import written, written_key
from simulator.scenario.parsing import Tables
from simulator.scenario.value import Scenario


def resolved_text(scenario: Scenario, remarks: Tables | None = None) -> str:
    """Return a file that extends nothing and leaves nothing to defaults; `remarks` are tables named `x_...`."""
    said = tables(scenario)
    head = {"format": FORMAT, **{key: value for key, value in said.items() if not isinstance(value, dict)}}
    groups = {key: value for key, value in said.items() if isinstance(value, dict)}
    blocks = [_lines(head)]
    for name, table in {**(remarks or {}), "run": groups.pop("run")}.items():
        blocks.append(_block((name,), table))
    for section, entries in groups.items():
        numbers = {key: value for key, value in entries.items() if not isinstance(value, dict)}
        blocks += [_block((section,), numbers)] if numbers else []
        blocks += [_block((section, name), entry) for name, entry in entries.items() if isinstance(entry, dict)]
    return "\n".join(blocks)


def _block(place: tuple[str, ...], table: Tables) -> str:
    return f"[{written_key(place)}]\n{_lines(table)}"


def _lines(table: Tables) -> str:
    return "".join(f"{written_key((key,))} = {written(value)}\n" for key, value in table.items())
