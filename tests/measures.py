"""Measures that differ from a policy's usual one in a single setting: every policy, every setting, both ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from simulator.dates import NOW
from simulator.entries import ORIGINS, REGIONS
from simulator.parameters import declaration, reference_kind
from simulator.policy import Measure, Policy, Target
from simulator.scenario.value import Scenario

START = NOW + 6


def usual(kind: type[Policy]) -> Measure:
    """Return a policy's measure as it comes."""
    return Measure("one", kind(), START, end=START + 24)


def of_other_settings(kind: type[Policy], scenario: Scenario) -> Iterator[Measure]:
    """Yield measures that each have another value of one setting of the policy, its aim or its strength."""
    measure = usual(kind)
    for name in kind.model_fields:
        for value in _others(kind, name, getattr(measure.policy, name), scenario):
            yield measure.changed(policy=measure.policy.model_copy(update={name: value}))
    for aim in _aims(kind, scenario):
        yield measure.changed(target=aim)
    for strength in (0.01, 0.5, 0.501):
        yield measure.changed(strength=strength)


def of_other_dates(kind: type[Policy]) -> Iterator[Measure]:
    """Yield measures that each are in force, announced or grow at another time, or are switched off."""
    measure = usual(kind)
    for fields in (
        {"start": START + 1},
        {"end": START + 25},
        {"end": START},
        {"end": Measure("any", kind(), START).end},
        {"ramp": 1},
        {"ramp": 6},
        {"announced": START - 3},
        {"announced": START - 2},
        {"enabled": False},
    ):
        yield measure.changed(**fields)


def _others(kind: type[BaseModel], name: str, value: object, scenario: Scenario) -> list[Any]:
    """Return other values of a field: each choice, each end of a range and a number between, each name."""
    annotation, declared = kind.model_fields[name].annotation, declaration(kind, name)
    if get_origin(annotation) is Literal:
        return [choice for choice in get_args(annotation) if choice != value]
    if named := reference_kind(kind, name):
        return [one for one, _ in getattr(scenario, f"{named}s") if one != value][:3]
    if declared is not None and isinstance(value, BaseModel):
        return [value.model_copy(update={inner: declared.low + 0.123}) for inner in type(value).model_fields]
    assert declared is not None, f"{kind.__name__}.{name}: say here how another value of it is made"
    assert isinstance(value, float | int)
    found = {declared.low, declared.high, declared.low + 0.3141 * (declared.high - declared.low), value * 1.0001}
    return sorted(found - {value})


def _aims(kind: type[Policy], scenario: Scenario) -> list[Target]:
    usual_aim = kind.default_target
    names = {
        "maker": [name for name, _ in scenario.makers],
        "model": [name for name, _ in scenario.models],
        "origin": list(ORIGINS),
        "region": list(REGIONS),
    }
    return [
        Target(**{key: (name,)})
        for key in kind.may_target
        for name in names[key][:3]
        if getattr(usual_aim, key) != (name,)
    ]
