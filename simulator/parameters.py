"""Tunable numbers, each declared once with unit, range, help and source.

File checks, forms, tooltips and sweeps are projections of these declarations; the declaration never holds a chosen
value.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Annotated, Any, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from simulator.dates import month_number, month_text

JUDGEMENT = "judgement, set by calibration"
_SHARES = ("share", "probability", "probability a month")


@dataclass(frozen=True)
class Param:
    """What a reader should know of one number: unit, range, meaning and source."""

    unit: str
    low: float
    high: float
    help: str
    source: str


def param(
    default: Any,
    unit: str,
    text: str,
    *,
    low: float | None = None,
    high: float | None = None,
    source: str = JUDGEMENT,
) -> Any:
    """Declare a tunable number (or one number per kind of buyer or channel).

    Without a stated range it may lie between half and twice its default, a share between 0 and 1.
    """
    values = [float(number) for _, number in _numbers(default)]
    least, most = min(values, default=0.0), max(values, default=0.0)
    if unit in _SHARES:
        reach = (0.0, 1.0)
    else:
        reach = (min(least / 2, least * 2), max(most / 2, most * 2))
    declared = Param(unit, reach[0] if low is None else low, reach[1] if high is None else high, text, source)
    return Field(default, description=text, json_schema_extra={"param": declared.__dict__})


def required(unit: str, text: str, *, low: float, high: float, source: str = JUDGEMENT) -> Any:
    """Declare a number that has no default: a file must give it."""
    declared = Param(unit, low, high, text, source)
    return Field(description=text, json_schema_extra={"param": declared.__dict__})


def words(default: Any, text: str, *, defining: bool = False) -> Any:
    """Declare a choice, a name or a yes-or-no, which has no unit; a defining one is told wherever its owner is."""
    return Field(default, description=text, json_schema_extra={"defining": defining})


def reference(default: str, kind: str, text: str, *, defining: bool = False) -> Any:
    """Declare the id of a maker, a model or a region; a defining one is told wherever its owner is."""
    return Field(default, description=text, json_schema_extra={"reference": kind, "defining": defining})


def is_defining(owner: type[BaseModel], field: str) -> bool:
    """Return whether a field decides what its owner is, so that no sentence about the owner leaves it out."""
    extra = owner.model_fields[field].json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("defining", False))


def reference_kind(owner: type[BaseModel], field: str) -> str | None:
    """Return what kind of thing a field names by its id, or None when it names nothing."""
    extra = owner.model_fields[field].json_schema_extra
    return str(extra["reference"]) if isinstance(extra, dict) and "reference" in extra else None


def _from_text(value: Any) -> Any:
    if not isinstance(value, str):
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        kind = "month_form"
        message = 'a month is written in quotes as year, dash and month, as in "2026-01"'
        raise PydanticCustomError(kind, message)
    try:
        return month_number(value)
    except ValueError as error:
        kind = "month_form"
        raise PydanticCustomError(kind, "{reason}", {"reason": str(error)}) from error


MonthNumber = Annotated[int, BeforeValidator(_from_text), PlainSerializer(month_text, when_used="json")]
"""A month number, written `"2026-01"` in files."""
_MONTH_MARK = get_args(MonthNumber)[1]


def is_month(field: FieldInfo) -> bool:
    """Return whether a field holds a month."""
    return _MONTH_MARK in field.metadata


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(strict=False)]
"""Names: one, or a list."""


class Declared(BaseModel):
    """A frozen value whose numbers were declared with `param`; it refuses unknown keys and values out of range."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    @field_validator("*", mode="after")
    @classmethod
    def _within_range(cls, value: Any, info: ValidationInfo) -> Any:
        declared = declaration(cls, info.field_name or "")
        if declared is None or value is None:
            return value
        for name, number in _numbers(value):
            if not declared.low <= number <= declared.high:
                kind = "out_of_range"
                message = "{name}{number} lies outside the range from {low} to {high} {unit}"
                facts = {
                    "name": f"{name} = " if name else "",
                    "number": f"{number:g}",
                    "low": f"{declared.low:g}",
                    "high": f"{declared.high:g}",
                    "unit": declared.unit,
                }
                raise PydanticCustomError(kind, message, facts)
        return value


class Row(Declared):
    """A few numbers of one kind, in a fixed order."""

    @property
    def array(self) -> NDArray[np.float64]:
        """Return the numbers in the order of declaration."""
        return _array(tuple(self.__dict__.values()))


@lru_cache(maxsize=1024)
def _array(numbers: tuple[float, ...]) -> NDArray[np.float64]:
    values = np.array(numbers)
    values.setflags(write=False)
    return values


class ByBuyer(Row):
    """One number for each type of enterprise buyer."""

    startup: float
    mid: float
    large: float
    government: float


class ByChannel(Row):
    """One number for each channel through which a model is reached."""

    api: float
    maker_cloud: float
    marketplace: float
    platform: float
    self_hosted: float


@dataclass(frozen=True)
class Leaf:
    """One tunable number with its place: `path` is its key in a file, `value` its present value."""

    path: str
    value: float
    param: Param


def declaration(owner: type[BaseModel], field: str) -> Param | None:
    """Return the declaration of a field, or None when it is not a tunable number."""
    return _declaration(owner, field)


@cache
def _declaration(owner: type[BaseModel], field: str) -> Param | None:
    extra = owner.model_fields[field].json_schema_extra if field in owner.model_fields else None
    return Param(**extra["param"]) if isinstance(extra, dict) and "param" in extra else None  # type: ignore[arg-type] # `param` wrote it


def leaves(value: BaseModel, prefix: str = "") -> Iterator[Leaf]:
    """Yield every tunable number below a declared value, in the order of declaration."""
    for field, inner in value:
        path = f"{prefix}{field}"
        declared = declaration(type(value), field)
        if declared is not None and inner is not None:
            for name, number in _numbers(inner):
                yield Leaf(path=f"{path}.{name}" if name else path, value=float(number), param=declared)
        elif isinstance(inner, BaseModel):
            yield from leaves(inner, f"{path}.")


def _numbers(value: Any) -> Iterator[tuple[str, float]]:
    """Yield (name, number) for a number (named "") or for a table of numbers; whole ones stay exact at any size."""
    if isinstance(value, BaseModel):
        for name, inner in value:
            if inner is not None:
                yield name, inner
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield "", value
