"""From plain tables to declared values and back; what does not fit is explained in sentences.

In a file a month is "2026-01" or "never", and "none" is what may be left open; everything else is as declared.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from simulator.amounts import number_words
from simulator.dates import HORIZON, NEVER, month_number, month_text, month_words
from simulator.parameters import Param, declaration, is_month
from simulator.registry import did_you_mean, listed
from simulator.scenario.problems import Findings, expected, out_of_range, quoted
from simulator.scenario.toml import Place, Tables

Value = TypeVar("Value", bound=BaseModel)

FIRST_MONTH, LAST_MONTH = 0, HORIZON - 1
OPEN = "none"
"""The word for a value that is left open, where the declaration allows it."""
UNLIMITED = "never"
"""The word for a month that does not come."""

_EXPECTED = {
    "string_type": "a text in quotes",
    "bool_type": "true or false, without quotes,",
    "int_type": "a whole number, without quotes,",
    "int_from_float": "a whole number",
    "tuple_type": 'a name in quotes, or a list of names, as in ["qwen", "llama"],',
    "dict_type": "a table",
    "model_type": "a table",
}


def structured(
    kind: type[Value],
    table: object,
    place: Place,
    findings: Findings,
    also: Iterable[str] = (),
    choices: Mapping[str, str] | None = None,
) -> Value | None:
    """Return the declared value that a table describes, or None after saying what is wrong with it.

    `also` holds keys of the same table that are read elsewhere: a wrong key may have been meant for one of them.
    `choices` says by key what may stand there, where the declaration alone does not know it.
    """
    if not isinstance(table, dict):
        findings.error(place, expected("a table", table))
        return None
    try:
        return kind.model_validate(_prepared(kind, table, place, findings))
    except ValidationError as failure:
        for error in failure.errors():
            for inner, text in _sentences(kind, error, tuple(also), choices or {}):
                findings.error((*place, *inner), text)
        return None


def plain(value: BaseModel) -> Tables:
    """Return the table that describes a declared value, every key of it."""
    return {name: _written(field, getattr(value, name)) for name, field in type(value).model_fields.items()}


def defaults(kind: type[BaseModel]) -> Tables:
    """Return the table of what a value of this kind is where a file is silent."""
    return dict(_defaults(kind))


@cache
def _defaults(kind: type[BaseModel]) -> Tables:
    fields = {name: field for name, field in kind.model_fields.items() if not field.is_required()}
    return {name: _written(field, field.get_default(call_default_factory=True)) for name, field in fields.items()}


def _written(field: FieldInfo, value: object) -> object:
    if value is None:
        return OPEN
    if isinstance(value, BaseModel):
        return plain(value)
    if is_month(field) and isinstance(value, int):
        return UNLIMITED if value >= NEVER else month_text(value)
    return list(value) if isinstance(value, tuple) else value


def _prepared(kind: type[BaseModel], table: Tables, place: Place, findings: Findings) -> Tables:
    """Return a table with its months checked and the words for "never" and "none" replaced."""
    prepared = dict(table)
    for name, field, inner in _to_prepare(kind):
        if name not in table:
            continue
        value = table[name]
        if inner is not None and isinstance(value, dict):
            prepared[name] = _prepared(inner, value, (*place, name), findings)
        elif value == OPEN and _may_be_open(field):
            prepared[name] = None
        elif is_month(field):
            prepared[name] = _month(value, (*place, name), findings)
    return prepared


@cache
def _to_prepare(kind: type[BaseModel]) -> tuple[tuple[str, FieldInfo, type[BaseModel] | None], ...]:
    """Return the fields that a file writes otherwise than they are declared: tables, months, what may be left open."""
    fields = ((name, field, _table_of(field)) for name, field in kind.model_fields.items())
    return tuple(row for row in fields if row[2] is not None or _may_be_open(row[1]) or is_month(row[1]))


def _month(value: object, place: Place, findings: Findings) -> object:
    """Return a month's number where the text is one; else something that the declaration refuses."""
    if value == UNLIMITED:
        return NEVER
    if not isinstance(value, str):
        return str(value) if isinstance(value, int | float) else value  # a bare number is no month in a file
    try:
        number = month_number(value)
    except ValueError:
        return value
    if not FIRST_MONTH <= number <= LAST_MONTH:
        first, last = month_words(FIRST_MONTH), month_words(LAST_MONTH)
        findings.error(place, f"{quoted(value)} lies outside the months of the market, {first} to {last}")
    return FIRST_MONTH if number < FIRST_MONTH else min(number, LAST_MONTH)


def _sentences(
    kind: type[BaseModel], error: ErrorDetails, also: tuple[str, ...], choices: Mapping[str, str]
) -> Iterator[tuple[Place, str]]:
    """Yield the place below a table and the sentence of each thing that one finding of pydantic means."""
    place = tuple(str(part) for part in error["loc"] if isinstance(part, str))
    owner, field = _declared_at(kind, place)
    declared = declaration(owner, place[-1]) if place else None
    what, given = error["type"], error["input"]
    if what == "out_of_range" and declared is not None:
        yield from _out_of_range(place, given, declared)
    elif what == "extra_forbidden":
        yield place, _unknown_key(place[-1], (*owner.model_fields, *(also if len(place) == 1 else ())))
    elif what == "missing":
        meaning = f" ({field.description})" if field is not None and field.description else ""
        allowed = ", ".join(map(quoted, _choices(field))) or choices.get(place[-1], "")
        which = f"; there are {allowed}" if allowed else ""
        yield place, f'"{place[-1]}" is missing{meaning}{which}'
    else:
        yield place, _misfit(error, field, declared)


def _misfit(error: ErrorDetails, field: FieldInfo | None, declared: Param | None) -> str:
    """Return the sentence about a value that is not what a field holds."""
    what, given = error["type"], error["input"]
    if what == "month_form":
        return error["msg"]
    if what == "literal_error":
        choices = _choices(field)
        return f"{quoted(given)} is none of {', '.join(map(quoted, choices))}{did_you_mean(str(given), choices)}"
    if what in ("float_type", "finite_number"):
        return expected(_expected_number(declared), given)
    if what in _EXPECTED:
        return expected(_EXPECTED[what], given)
    return f"{quoted(given)} does not fit here: {error['msg']}"


def _out_of_range(place: Place, value: object, declared: Param) -> Iterator[tuple[Place, str]]:
    """Yield every number of a table (or the one number) that lies outside its range."""
    numbers = value if isinstance(value, dict) else {"": value}
    for name, number in numbers.items():
        if isinstance(number, int | float) and not declared.low <= number <= declared.high:
            inner = (*place, name) if name else place
            yield inner, out_of_range(number, declared)


def _unknown_key(name: str, known: tuple[str, ...]) -> str:
    near = did_you_mean(name, known) or f"; the keys here are {listed(known)}"
    return f"there is no key {quoted(name)} here{near}"


def _expected_number(declared: Param | None) -> str:
    if declared is None:
        return "a number, without quotes,"
    return f"a number from {_range(declared)}{_unit(declared)}"


def _range(declared: Param) -> str:
    return f"{number_words(declared.low)} to {number_words(declared.high)}"


def _unit(declared: Param) -> str:
    return f" ({declared.unit})" if declared.unit else ""


def _declared_at(kind: type[BaseModel], place: Place) -> tuple[type[BaseModel], FieldInfo | None]:
    """Return the declaration in which the last name of a place stands, and its field if there is one."""
    for name in place[:-1]:
        inner = _table_of(kind.model_fields[name]) if name in kind.model_fields else None
        if inner is None:
            break
        kind = inner
    return kind, kind.model_fields.get(place[-1]) if place else None


def _table_of(field: FieldInfo) -> type[BaseModel] | None:
    """Return the kind of table that a field holds, None for anything else."""
    options = get_args(field.annotation) if _is_union(field) else (field.annotation,)
    return next((kind for kind in options if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


def _choices(field: FieldInfo | None) -> tuple[str, ...]:
    annotation = None if field is None else field.annotation
    return tuple(map(str, get_args(annotation))) if get_origin(annotation) is Literal else ()


def _may_be_open(field: FieldInfo) -> bool:
    return _is_union(field) and type(None) in get_args(field.annotation)


def _is_union(field: FieldInfo) -> bool:
    return get_origin(field.annotation) in (Union, UnionType)
