"""Worlds and branches for tests, built with words.

Branches that many tests read are simulated once per session; worlds are frozen, so that sharing is safe.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import numpy as np

from simulator.assumptions import Assumptions
from simulator.dates import NOW, month_number, month_text
from simulator.engine import MONTH
from simulator.history import Branch
from simulator.luck import Luck
from simulator.market.choice import choices
from simulator.month import Month
from simulator.opening import Setup
from simulator.policy import POLICIES, Measure, Target, Timeline
from simulator.rules import Rules
from simulator.scenario.library import load
from simulator.scenario.value import LONGEST, Scenario
from simulator.world import Flags, Ints, Kind, World

FEW = 256  # buyers: eight in each region and type on average, and as fast as none at all

Columns = dict[str, Any]


@cache
def scenario(name: str = "base") -> Scenario:
    """Return a scenario that ships."""
    return load(name)


def small_setup(buyers: int = FEW, seed: int = 1, assumptions: Assumptions | None = None) -> Setup:
    """Return what a run of the base market with few buyers starts from."""
    return scenario().changed(buyers=buyers, seed=seed, assumptions=assumptions or scenario().assumptions).setup


@cache
def _base_branch(seed: int, buyers: int) -> Branch:
    return Branch(small_setup(buyers, seed), scenario().timeline)


def base_branch(seed: int = 1, buyers: int = FEW, until: int = LONGEST) -> Branch:
    """Return the base market's branch, simulated at least up to a month, once per session."""
    branch = _base_branch(seed, buyers)
    branch.world(until)
    return branch


def fresh_branch(timeline: Timeline, until: int, seed: int = 1, buyers: int = FEW) -> Branch:
    """Return a branch that shares nothing with any other: simulated from its very first month."""
    branch = Branch(small_setup(buyers, seed), timeline)
    branch.world(until)
    return branch


def small_world(buyers: int = FEW, month: int = NOW, seed: int = 1) -> World:
    """Return the base market in a month, January 2026 unless another is named."""
    return base_branch(seed, buyers, month).worlds[month]


def measure(kind: str, start: int | str = NOW + 1, name: str = "", **given: Any) -> Measure:  # noqa: ANN401 - each field has its own type
    """Return a measure of a kind: the policy's own numbers, `target` as a dictionary, or fields of the measure."""
    declared = POLICIES[kind].model_fields
    numbers = {key: given.pop(key) for key in list(given) if key in declared}
    target = Target.model_validate(given.pop("target", {}))
    month = month_number(start) if isinstance(start, str) else start
    return Measure(id=name or kind, policy=POLICIES[kind](**numbers), start=month, target=target, **given)


def with_measure(*added: Measure) -> Timeline:
    """Return the base market's timeline with measures added."""
    return Timeline((*scenario().timeline.measures, *added))


def assuming(**numbers: Any) -> Assumptions:  # noqa: ANN401 - numbers or names
    """Return the base market's assumptions with numbers replaced, also beyond their range: `choice__renewal=...`.

    A number that there is one of for each buyer or channel is given once for all of them.
    """
    assumptions = scenario().assumptions
    for path, value in numbers.items():
        group, field = path.split("__")
        block = getattr(assumptions, group)
        known = getattr(block, field)
        if not isinstance(known, float | int):
            value = known.model_copy(update=dict.fromkeys(type(known).model_fields, float(value)))  # noqa: PLW2901 - one for all
        assumptions = assumptions.model_copy(update={group: block.model_copy(update={field: value})})
    return assumptions


def law(world: World, *measures: Measure, assumptions: Assumptions | None = None) -> Rules:
    """Return the rules of the month after a world, under these measures and no others."""
    return Timeline(measures).rules_for(world, world.month + 1, assumptions or scenario().assumptions)


def month_after(world: World, *measures: Measure, assumptions: Assumptions | None = None, seed: int = 1) -> Month:
    """Return the month after a world, under these measures and no others."""
    known = assumptions or scenario().assumptions
    return Month(world.month + 1, law(world, *measures, assumptions=known), Luck(seed), known)


def about_to_choose(world: World, month: Month) -> World:
    """Return the world of a month just before buyers choose."""
    world = world.changed(month=month.number)
    for phase in MONTH[: MONTH.index(choices)]:
        world = phase(world, month)
    return world


def next_world(world: World, *measures: Measure, assumptions: Assumptions | None = None, seed: int = 1) -> World:
    """Return the world one month later, under these measures and no others."""
    month = month_after(world, *measures, assumptions=assumptions, seed=seed)
    world = world.changed(month=month.number, news=())
    for phase in MONTH:
        world = phase(world, month)
    return world


def rows_of(table: Any, *names: str) -> Ints:  # noqa: ANN401 - any table with ids
    """Return the rows of makers, models or clouds with these ids."""
    return np.array([table.id.tolist().index(name) for name in names], dtype=np.int32)


def offers_from(world: World, origin: int) -> Flags:
    """Return `(offers,)` the offers of models from an origin; the long tail's and the null offer are left out."""
    maker = world.models.maker[world.offers.model]
    those: Flags = (world.makers.origin[maker] == origin) & named_models(world)[world.offers.model]
    return those


def named_models(world: World) -> Flags:
    """Return `(models,)` all models but the null model and the long tail's brand."""
    named: Flags = world.makers.kind[world.models.maker] != Kind.TAIL
    named[0] = False
    return named


def columns(value: object, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every column and number of a world with its place, as in `("models.live", array)`."""
    assert is_dataclass(value)
    for field in fields(value):
        inner = getattr(value, field.name)
        if is_dataclass(inner):
            yield from columns(inner, f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}", inner


def differences(one: World, other: World) -> list[str]:
    """Return the places in which two worlds differ, be it in the last bit of a number."""
    theirs: Columns = dict(columns(other))
    return [place for place, value in columns(one) if not _same(value, theirs[place])]


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - any column
    if one is other:
        return True
    if isinstance(one, np.ndarray):
        return bool(one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes())
    return bool(type(one) is type(other) and one == other)


def first_difference(ours: Sequence[World], theirs: Sequence[World]) -> str:
    """Return the first month and the places in which two branches differ, nothing where they are equal."""
    for one, other in zip(ours, theirs, strict=True):
        found = differences(one, other)
        if found:
            return f"{month_text(one.month)}: {', '.join(found)}"
    return ""
