"""What is declared: the entries of scenario files, the assumptions, the numbers of policies, the indicators."""

import inspect
from collections.abc import Iterator

from pydantic import BaseModel

from simulator.assumptions import Assumptions
from simulator.entries import Cloud, Maker, Model, Region
from simulator.indicator import INDICATORS
from simulator.manual.markdown import reach, table, value_words
from simulator.parameters import declaration
from simulator.policy import POLICIES

Row = tuple[str, ...]
_NOT_SAID = "–"


def cast_table() -> str:
    """Return what a scenario file says of each region, maker, model and cloud."""
    heading = ("name", "default", "unit", "range", "meaning", "source")
    kinds = (Region, Maker, Model, Cloud)
    return "\n\n".join(_section(kind.__name__, kind, table(heading, _entry_rows(kind))) for kind in kinds)


def assumptions_table() -> str:
    """Return every assumption: path, default, unit, range, meaning and source."""
    heading = ("path", "default", "unit", "range", "meaning", "source")
    return "\n\n".join(
        _section(group, type(numbers), table(heading, _assumption_rows(group, numbers)))
        for group, numbers in Assumptions()
    )


def policy_numbers_table() -> str:
    """Return every number and choice of every policy."""
    rows = [row for key in sorted(POLICIES) for row in _policy_rows(key)]
    return table(("policy", "number", "default", "unit", "range", "meaning"), rows)


def indicators_table() -> str:
    """Return every indicator that each month is recorded by: unit and definition."""
    parts = [INDICATORS[name] for name in sorted(INDICATORS)]
    return table(
        ("indicator", "label", "unit", "definition"),
        [(f"`{part.name}`", part.label, part.unit, part.definition) for part in parts],
    )


def _section(title: str, kind: type[BaseModel], rows: str) -> str:
    return f"### {title}\n\n{inspect.getdoc(kind)}\n\n{rows}"


def _entry_rows(kind: type[BaseModel]) -> Iterator[Row]:
    for field, details in kind.model_fields.items():
        said = declaration(kind, field)
        unit, span, source = (said.unit, reach(said), said.source) if said else (_NOT_SAID,) * 3
        default = "required" if details.is_required() else value_words(details.default)
        yield f"`{field}`", default, unit, span, details.description or _NOT_SAID, source


def _assumption_rows(group: str, numbers: BaseModel) -> Iterator[Row]:
    for field, value in numbers:
        said = declaration(type(numbers), field)
        if said is None:
            raise TypeError(f"{group}.{field} is declared without param()")
        yield f"`{group}.{field}`", value_words(value), said.unit, reach(said), said.help, said.source


def _policy_rows(key: str) -> Iterator[Row]:
    for field, details in POLICIES[key].model_fields.items():
        said = declaration(POLICIES[key], field)
        unit, span = (said.unit, reach(said)) if said else (_NOT_SAID, _NOT_SAID)
        yield f"`{key}`", f"`{field}`", value_words(details.default), unit, span, details.description or _NOT_SAID
