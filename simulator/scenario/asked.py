"""What Python hands over for a field of a scenario: taken as a file would be, or refused with what is wanted.

Numbers of NumPy and months in any of their usual forms are understood; everything wrong is said at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import index
from typing import TYPE_CHECKING, Any, SupportsIndex, get_args

from pydantic import ValidationError

from simulator.amounts import number_words
from simulator.dates import HORIZON, month_number, month_words
from simulator.entries import ORIGINS, REGIONS
from simulator.parameters import Param, declaration, reference_kind
from simulator.policy import POLICIES, Measure, Policy, Target
from simulator.registry import did_you_mean, listed
from simulator.scenario.problems import expected, out_of_order, out_of_range, quoted, unfit_strength

if TYPE_CHECKING:
    import pandas as pd

    MonthLike = str | SupportsIndex | date | pd.Period
    """A month: "2030-01", the number of months since September 2023, a date, or a period of pandas."""

_WHEN = ("start", "end", "announced", "ramp_months", "strength", "enabled", "note", "source")
_AIMS = tuple(Target.model_fields)


def month_asked(field: str, value: object) -> int:
    """Return the number of a month that can be simulated.

    Raises
    ------
    TypeError
        If it is no month in any of the forms that are understood.
    ValueError
        If the text is no month, or the month lies outside those of the market.
    """
    if isinstance(value, str):
        number = _month_of_text(field, value)
    elif hasattr(value, "year") and hasattr(value, "month"):  # dates, and periods of pandas
        number = month_number(f"{value.year:04d}-{value.month:02d}")
    else:
        try:
            number = _whole(value)
        except TypeError:
            raise TypeError(f'{field}: a month is wanted, as in "2030-01", not {quoted(value)}') from None
    if not 0 <= number < HORIZON:
        span = f"{month_words(0)} to {month_words(HORIZON - 1)}"
        raise ValueError(f"{field}: {_month_in_words(value)} lies outside the months of the market, {span}")
    return number


def whole_number_asked(field: str, value: object, declared: Param) -> int:
    """Return a whole number within its declared range.

    Raises
    ------
    TypeError
        If it is no whole number.
    ValueError
        If it lies outside the range.
    """
    try:
        number = _whole(value)
    except TypeError:
        raise TypeError(f"{field}: {expected('a whole number', value)}") from None
    if not declared.low <= number <= declared.high:
        raise ValueError(f"{field}: {out_of_range(number, declared)}")
    return number


def measure_asked(name: str, kind: str, settings: Mapping[str, object], known: Mapping[str, Iterable[str]]) -> Measure:
    """Return the measure of an id that puts a policy in force, from its settings by name.

    `known` holds the ids of the makers and the models of the market.

    Raises
    ------
    ValueError
        If there is no such policy, or something is wrong with a setting; the message says everything that is.
    """
    if kind not in POLICIES:
        raise ValueError(no_such("policy", kind, POLICIES))
    policy, problems = POLICIES[kind], list[str]()
    given = {
        key: plain for key, plain in ((key, _plain(value)) for key, value in settings.items()) if plain is not None
    }
    # names
    wanted = (*_WHEN, *policy.may_target, *policy.model_fields)
    for key in given.keys() - set(wanted):
        problems.append(_misplaced(policy, key, wanted))
    if "start" not in given:
        problems.append('start: the first month in force is missing; write start="2026-07"')
    # parts, each by itself
    cast = {"origin": ORIGINS, "region": REGIONS, **{key: tuple(names) for key, names in known.items()}}
    target = _target({key: given[key] for key in policy.may_target if key in given}, cast, problems)
    numbers = _numbers(policy, {key: given[key] for key in policy.model_fields if key in given}, cast, problems)
    when = _when(policy, {key: given[key] for key in _WHEN if key in given}, problems)
    if problems or numbers is None:
        raise ValueError("\n".join(problems))
    return Measure(id=name, policy=numbers, target=target, **when)


def no_such(what: str, name: object, known: Iterable[str]) -> str:
    """Return that there is nothing of a name, with the nearest, and all that there are."""
    names = list(known)
    return f"there is no {what} {quoted(name)}{did_you_mean(str(name), names)}; there are {listed(names, str(name))}"


def _misplaced(policy: type[Policy], key: str, wanted: tuple[str, ...]) -> str:
    if key in _AIMS:
        may = ", ".join(policy.may_target) or "nothing in particular"
        return f"{key}: {policy.id} cannot be aimed at a {key}; it can be aimed at {may}"
    return no_such(f"setting of {policy.id}", key, wanted)


def _target(given: Mapping[str, Any], cast: Mapping[str, tuple[str, ...]], problems: list[str]) -> Target:
    """Return whom a measure is aimed at, after noting names that the market does not have."""
    aims: dict[str, tuple[str, ...]] = {}
    for key, value in given.items():
        if isinstance(value, str):
            aims[key] = (value,)
        elif isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
            aims[key] = tuple(value)
        else:
            problems.append(f"{key}: {expected('a name, or a list of names,', value)}")
    for key, names in aims.items():
        problems += [f"{key}: {no_such(key, name, cast[key])}" for name in names if name not in ("*", *cast[key])]
    return Target(**aims)


def _numbers(
    kind: type[Policy], given: Mapping[str, Any], cast: Mapping[str, tuple[str, ...]], problems: list[str]
) -> Policy | None:
    """Return a policy with its numbers, None after noting what is wrong with them."""
    for key, value in given.items():
        of = reference_kind(kind, key)
        if of and isinstance(value, str) and value not in cast[of]:
            problems.append(f"{key}: {no_such(of, value, cast[of])}")
    try:
        return kind.model_validate(dict(given))
    except ValidationError as failure:
        for error in failure.errors():
            problems.extend(_sentences(kind, str(error["loc"][0]), error["type"], error["input"], error["msg"]))
        return None


def _sentences(kind: type[Policy], key: str, what: str, value: Any, otherwise: str) -> Iterator[str]:  # noqa: ANN401 - whatever was given
    """Yield what is wrong with a number or a word of a policy."""
    declared = declaration(kind, key)
    choices = tuple(map(str, get_args(kind.model_fields[key].annotation)))
    if what == "missing":
        yield f"{key}: it is missing ({kind.model_fields[key].description})"
    elif what == "out_of_range" and declared is not None:
        numbers = value if isinstance(value, dict) else {"": value}
        for name, number in numbers.items():
            if not declared.low <= number <= declared.high:
                yield (
                    f"{key}.{name}: {out_of_range(number, declared)}"
                    if name
                    else f"{key}: {out_of_range(number, declared)}"
                )
    elif what == "literal_error":
        yield f"{key}: {quoted(value)} is none of {', '.join(map(quoted, choices))}{did_you_mean(str(value), choices)}"
    elif declared is not None:
        low, high = number_words(declared.low), number_words(declared.high)
        yield f"{key}: {expected(f'a number from {low} to {high}', value)}"
    else:
        yield f"{key}: {quoted(value)} does not fit here: {otherwise}"


def _when(policy: type[Policy], given: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    """Return the fields of a measure besides policy and target, after noting what is wrong with them."""
    found = dict(given)
    for key in ("start", "end", "announced"):
        if key in given:
            found[key] = _noted(problems, month_asked, key, given[key])
    if "ramp_months" in given:
        found["ramp"] = _noted(
            problems, whole_number_asked, "ramp_months", found.pop("ramp_months"), Param("months", 0, HORIZON, "", "")
        )
    strength = given.get("strength")
    if strength is not None and (isinstance(strength, bool) or not isinstance(strength, int | float)):
        words = f"a number from 0 to {number_words(policy.greatest_strength)}"
        problems.append(f"strength: {expected(words, strength)}")
    elif reason := unfit_strength(strength, policy):
        problems.append(reason if strength is None else f"strength: {reason}")
    for key, kind, words in (("enabled", bool, "True or False"), ("note", str, "a text"), ("source", str, "a text")):
        if key in given and not isinstance(given[key], kind):
            problems.append(f"{key}: {expected(words, given[key])}")
    dates = (found.get(key) for key in ("start", "end", "announced"))
    problems += (f"{key}: {reason}" for key, reason in out_of_order(*dates))
    return found


def _noted(problems: list[str], asked: Any, *given: Any) -> int | None:  # noqa: ANN401 - hands on what it is given
    """Return what a function makes of its arguments, None after noting why it refuses them."""
    try:
        return int(asked(*given))
    except (TypeError, ValueError) as refusal:
        problems.append(str(refusal))
        return None


def _month_of_text(field: str, text: str) -> int:
    try:
        return month_number(text)
    except ValueError as refusal:
        raise ValueError(f"{field}: {refusal}") from None


def _month_in_words(value: object) -> str:
    return quoted(value) if isinstance(value, str) else f"month {value}"


def _whole(value: object) -> int:
    """Return a whole number as Python's own, or raise `TypeError`."""
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise TypeError
    return index(value)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever was given
    """Return a number of NumPy as Python's own, and anything else as it is."""
    return value.item() if type(value).__module__ == "numpy" and getattr(value, "shape", None) == () else value
