"""What the headlines depend on: every parameter of the model, screened by its elementary effects (Morris 1991).

A parameter moves between half and twice its value, as far as its declared range allows; the entries of a table move
together. `mu` is the mean effect of moving it all the way up, `mu_star` that of its size, and `sigma` says how much
the effect depends on everything else. Reading the table that ships needs no more than this module.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel

from simulator.assumptions import Assumptions
from simulator.experiment.quantities import HEADLINES, Quantity
from simulator.parameters import declaration
from simulator.scenario.shelf import folder
from simulator.version import model_version

QUANTITIES: tuple[Quantity, ...] = tuple(one for one in HEADLINES if not one.cost)
"""The headlines that are screened."""

_STAMP = ("model", "trajectories", "buyers")
_COLUMNS = ("quantity", "parameter", "mu", "mu_star", "sigma")
_BOUNDED = (  # group, a number of it, and what that number may not exceed
    ("choice", "channel_scale", "model_scale"),  # or the nested logit has no meaning
    ("finance", "state_from", "state_to"),  # or filling a till takes money out of it
)
_DIGITS = 4  # significant digits of an effect, which is known less well than that


@dataclass(frozen=True)
class Effect:
    """What moving one parameter does to one headline."""

    quantity: str  # name of a headline
    parameter: str  # its key in a file, as in "research.frontier_pace"
    mu: float  # mean effect, in the unit of the headline
    mu_star: float  # mean size of the effect
    sigma: float  # how much the effect scatters


@dataclass(frozen=True)
class Screening:
    """The effects, and what they were computed with."""

    model: str  # version
    trajectories: int
    buyers: int
    effects: tuple[Effect, ...]

    @property
    def is_of_this_model(self) -> bool:
        """Whether the model is still the one that was screened."""
        return self.model == model_version()

    def strongest(self, quantity: str, count: int = 10) -> tuple[Effect, ...]:
        """Return the parameters on which a headline depends most, the strongest first."""
        found = [one for one in self.effects if one.quantity == quantity]
        return tuple(sorted(found, key=lambda one: -one.mu_star)[:count])


def path() -> Path:
    """Return the path of the shipped screening."""
    return folder().parent / "assets" / "sensitivity.csv"


def shipped() -> Screening:
    """Return the shipped screening."""
    with path().open(encoding="utf-8", newline="") as file:
        stamp = dict(_stamped(next(file)) for _ in _STAMP)
        effects = tuple(_effect(row) for row in csv.DictReader(file))
    return Screening(stamp["model"], int(stamp["trajectories"]), int(stamp["buyers"]), effects)


def text_of(screening: Screening) -> str:
    """Return the text of the file for a screening."""
    lines = [f"# {name} = {getattr(screening, name)}" for name in _STAMP]
    lines.append(",".join(_COLUMNS))
    return "\n".join([*lines, *map(line_of, screening.effects)]) + "\n"


def line_of(effect: Effect) -> str:
    """Return the line of the file for one effect."""
    numbers = (f"{value:.{_DIGITS}g}" for value in (effect.mu, effect.mu_star, effect.sigma))
    return ",".join((effect.quantity, effect.parameter, *numbers))


def parameters(assumptions: Assumptions) -> tuple[str, ...]:
    """Return the keys of all parameters, in the order of declaration; a table of numbers is one parameter."""
    return tuple(f"{group}.{field}" for group, block in assumptions for field, _ in block if _declared(block, field))


def moved(assumptions: Assumptions, places: Sequence[float]) -> Assumptions:
    """Return parameters moved: 0 is half of each one's value, 1 twice, ½ the value itself, within declared ranges.

    A single number whose value is 0 moves through its declared range instead.
    """
    place = dict(zip(parameters(assumptions), places, strict=True))
    blocks = {}
    for group, block in assumptions:
        fields = {field: f"{group}.{field}" for field, _ in block if f"{group}.{field}" in place}
        blocks[group] = block.model_copy(
            update={field: _moved(block, field, float(place[key])) for field, key in fields.items()}
        )
    # no number passes the one beside it that bounds it, as no file may have it either
    for group, field, bound in _BOUNDED:
        block = blocks[group]
        least = min(getattr(block, field), getattr(block, bound))
        blocks[group] = block.model_copy(update={field: least})
    return assumptions.model_copy(update=blocks)


def _moved(block: BaseModel, field: str, place: float) -> float | BaseModel:
    declared, value = declaration(type(block), field), getattr(block, field)
    assert declared is not None  # noqa: S101 - `parameters` keeps to what is declared
    factor = 2.0 ** (2.0 * place - 1.0)
    if isinstance(value, BaseModel):
        names = {name: float(np.clip(number * factor, declared.low, declared.high)) for name, number in value}
        return value.model_copy(update=names)
    if value == 0.0:
        return declared.low + place * (declared.high - declared.low)
    return float(np.clip(value * factor, declared.low, declared.high))


def _declared(block: BaseModel, field: str) -> bool:
    return declaration(type(block), field) is not None


def _stamped(line: str) -> tuple[str, str]:
    name, _, value = line.removeprefix("#").partition("=")
    return name.strip(), value.strip()


def _effect(row: dict[str, str]) -> Effect:
    return Effect(row["quantity"], row["parameter"], *(float(row[name]) for name in ("mu", "mu_star", "sigma")))
