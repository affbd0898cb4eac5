"""A scenario in full: every value that a run depends on, so that the file always means the same."""

from simulator.parameters import declaration
from simulator.scenario.reading.contents import tables
from simulator.scenario.reading.migrations import FORMAT
from simulator.scenario.toml import Tables
from simulator.scenario.value import Scenario
from simulator.scenario.writing.editing import written, written_key
from simulator.version import program_version


def resolved_text(scenario: Scenario, remarks: Tables | None = None, policies: Tables | None = None) -> str:
    """Return a file that extends nothing and leaves nothing to defaults, numbers of the model with their units.

    `remarks` are tables named `x_...`; `policies` holds default numbers for the measures of each kind in its children.
    """
    said = tables(scenario)
    head = {"format": FORMAT, **{key: value for key, value in said.items() if not isinstance(value, dict)}}
    groups = {key: value for key, value in said.items() if isinstance(value, dict)}
    blocks = [_lines({**head, "numbers_of": program_version()})]
    for name, table in {**(remarks or {}), "run": groups.pop("run"), "history": groups.pop("history")}.items():
        blocks.append(_block((name,), table))
    for group, numbers in groups.pop("parameters").items():
        blocks.append(_block(("parameters", group), numbers, _units(scenario, group)))
    for section, entries in {"policies": policies or {}, **groups}.items():
        blocks += [_block((section, name), entry) for name, entry in entries.items() if entry]
    return "\n".join(blocks)


def resolved_tables(scenario: Scenario) -> Tables:
    """Return such a file as tables, which takes a hundredth of the time."""
    return {"format": FORMAT, "numbers_of": program_version(), **tables(scenario)}


def text_of_tables(said: Tables) -> str:
    """Return the file that such tables describe."""
    blocks = [_lines({key: value for key, value in said.items() if not isinstance(value, dict)})]
    for section, entries in said.items():
        if isinstance(entries, dict):
            loose = {key: value for key, value in entries.items() if not isinstance(value, dict)}
            blocks += [_block((section,), loose)] if loose else []
            blocks += [_block((section, name), entry) for name, entry in entries.items() if isinstance(entry, dict)]
    return "\n".join(blocks)


def _units(scenario: Scenario, group: str) -> dict[str, str]:
    """Return the unit of each number of the model in a group."""
    kind = type(getattr(scenario.assumptions, group))
    declared = {name: declaration(kind, name) for name in kind.model_fields}
    return {name: said.unit for name, said in declared.items() if said is not None and said.unit}


def _block(place: tuple[str, ...], table: Tables, units: dict[str, str] | None = None) -> str:
    return f"[{written_key(place)}]\n{_lines(table, units or {})}"


def _lines(table: Tables, units: dict[str, str] | None = None) -> str:
    remarks = {name: f"  # {unit}" for name, unit in (units or {}).items()}
    return "".join(f"{written_key((key,))} = {written(value)}{remarks.get(key, '')}\n" for key, value in table.items())
