"""Policies, measures and the timeline.

A policy is what a government or a firm can do; a measure is a policy with a date, a target and a strength; the timeline
holds all measures in order. A policy writes rules and never the world.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self, TypeVar

import numpy as np

from simulator.dates import HORIZON, NEVER, NOW
from simulator.entries import BUYERS, ORIGINS, REGIONS
from simulator.memory import remembered
from simulator.parameters import Declared, Names
from simulator.registry import Registry, what_there_is
from simulator.rules import Draft
from simulator.world import STRATA, Flags, Ints, Origin, Words, World

if TYPE_CHECKING:
    from simulator.assumptions import Assumptions
    from simulator.rules import Rules


class Target(Declared):
    """Whom a measure is aimed at; where it is empty the policy's default holds, and `*` means all."""

    maker: Names = ()
    origin: Names = ()
    model: Names = ()
    region: Names = ()


EVERYONE = Target()


class Policy(Declared):
    """What a government or a firm can do; subclasses declare their numbers and write rules."""

    id: ClassVar[str]
    title: ClassVar[str]
    actor: ClassVar[str]  # who does it: a group of levers
    in_reality: ClassVar[str]  # who has done it
    may_target: ClassVar[tuple[str, ...]] = ()
    default_target: ClassVar[Target] = Target()
    graded: ClassVar[bool] = True  # whether strength matters, beyond acting or not
    momentary: ClassVar[bool] = False  # whether it happens in one month and is over
    heard_before: ClassVar[bool] = False  # whether announcing it does anything
    strength_means: ClassVar[str] = "how much of the full effect"
    greatest_strength: ClassVar[float] = 1.0
    survival: ClassVar[bool] = False  # scripts who survives: such history is left out when it runs free

    def memory(self, elapsed: int) -> int:
        """Return what its rules remember of the months since it started; 0, unless a policy remembers something."""
        return 0

    def announce(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in which the measure is announced and not yet in force."""

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in which the measure is in force."""
        raise NotImplementedError


POLICIES: Registry[type[Policy]] = Registry("policy", "simulator.policies")
Kind = TypeVar("Kind", bound=type[Policy])


def policy(kind: Kind) -> Kind:
    """Register a policy under its id."""
    POLICIES.add(kind.id, kind)
    return kind


@dataclass(frozen=True)
class Measure:
    """A dated policy on the timeline.

    `start` and `end` are the first and the last month in force; `ramp` is the number of months to full strength.
    """

    id: str
    policy: Policy
    start: int
    end: int = NEVER
    ramp: int = 0
    strength: float = 1.0
    target: Target = EVERYONE
    announced: int | None = None
    enabled: bool = True
    note: str = ""
    source: str = ""
    history: bool = False

    def in_force(self, month: int) -> bool:
        """Return whether it is in force in a month."""
        return self.enabled and self.start <= month <= self.end and self.strength != 0.0

    def is_announced(self, month: int) -> bool:
        """Return whether it is announced and not yet in force in a month."""
        return (
            self.enabled
            and self.announced is not None
            and self.announced <= month < self.start
            and self.strength != 0.0
        )

    def envelope(self, month: int) -> float:
        """Return the strength in a month in force: it grows evenly over the ramp."""
        return self.strength * min(1.0, (month - self.start + 1) / max(1, self.ramp))

    def stage(self, month: int) -> tuple[float, ...]:
        """Return all that its rules of a month may depend on: whether it is in force, how strongly, and since when."""
        if not self.in_force(month):
            return (0.0,)
        elapsed = month - self.start
        return (1.0, self.envelope(month), float(elapsed == 0), float(self.policy.memory(elapsed)))

    def first_effect(self) -> int:
        """Return the first month that may differ because of it."""
        if not self.enabled or self.strength == 0.0:
            return NEVER
        return self.start if self.announced is None else min(self.start, self.announced)

    def aim(self) -> Target:
        """Return whom it is aimed at, with the policy's defaults filled in."""
        return _aimed(self.target, self.policy.default_target)

    def changed(self, **fields: Any) -> Self:  # noqa: ANN401 - each field has its own type
        """Return a copy with fields replaced."""
        return type(self)(**{**self.__dict__, **fields})


class MakersCast(NamedTuple):
    """What never changes of makers."""

    id: Words
    origin: Ints
    kind: Ints
    waits: Flags  # does not enter by the calendar


class ModelsCast(NamedTuple):
    """What never changes of models."""

    id: Words
    maker: Ints


class CloudsCast(NamedTuple):
    """What never changes of clouds."""

    origin: Ints


class Cast(NamedTuple):
    """The part of a world that a policy may read: it never changes, so that the law depends on measures alone."""

    makers: MakersCast
    models: ModelsCast
    clouds: CloudsCast


@dataclass(frozen=True)
class Case:
    """A measure in one month, with its target resolved to rows of the world."""

    cast: Cast
    strength: float  # of this month: it grows over the ramp
    full: float  # after the ramp
    first: bool  # the first month in force
    memory: int  # what the policy's `memory` returns for the months since it started
    makers: Flags  # (makers,)
    models: Flags  # (models,)
    regions: Flags  # (regions,)
    origins: Flags  # (origins,) of those makers
    where: str  # the target in words

    def strata(self, kinds: tuple[str, ...] = BUYERS) -> Flags:
        """Return `(strata,)` of the target's regions and some types of buyer."""
        wanted = np.array([kind in kinds for kind in BUYERS])
        return np.logical_and.outer(self.regions, wanted).reshape(STRATA)

    def clouds_of(self, origin: Origin) -> Flags:
        """Return `(clouds,)` of an origin."""
        clouds = self.cast.clouds.origin == origin
        clouds[0] = False
        return clouds


def only_region(*names: str) -> Flags:
    """Return `(regions,)` true for the named regions."""
    return np.isin(REGIONS, names)


def unknown_targets(target: Target, known: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield (key, sentence) for each name of a target that the market does not know."""
    for key in Target.model_fields:
        for name in getattr(target, key):
            if name != "*" and name not in known[key]:
                yield key, f'there is no {key} "{name}"{what_there_is(name, known[key])}'


@dataclass(frozen=True)
class Timeline:
    """All measures, in order."""

    measures: tuple[Measure, ...] = ()
    locked: bool = True  # makers known to be alive in January 2026 cannot fail before
    _latest: dict[tuple[Any, ...], tuple[Words, Rules]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def rules_for(self, world: World, month: int, assumptions: Assumptions) -> Rules:
        """Return the law of a month, given the world at the end of the month before.

        The law depends on the measures in force and on what never changes in a world; while both stay the same, this
        returns the same object.
        """
        chips = assumptions.research.chip_access_china
        active = tuple((number, *measure.stage(month)) for number, measure in self._active(month))
        key = (active, chips, self.locked and month < NOW)
        cast, rules = self._latest.get(key, (None, None))
        if rules is None or cast is not world.makers.id:
            rules = self._written(world, month, chips)
            self._latest.clear()
            self._latest[key] = (world.makers.id, rules)
        return rules

    def _active(self, month: int) -> list[tuple[int, Measure]]:
        return [
            (number, measure)
            for number, measure in enumerate(self.measures)
            if measure.in_force(month) or measure.is_announced(month)
        ]

    def _written(self, world: World, month: int, chips: float) -> Rules:
        """Return the law that the measures of a month write, in the order of the timeline."""
        draft = Draft(world, np.where(world.makers.origin == Origin.CHINA, chips, 1.0))
        for _, measure in self._active(month):
            draft.sign(measure.id)
            case = resolve(measure, world, month)
            if measure.in_force(month):
                measure.policy.enact(draft, case)
            else:
                measure.policy.announce(draft, case)
        return draft.settle(locked=self.locked and month < NOW)

    def starting(self, month: int) -> tuple[Measure, ...]:
        """Return the measures that come into force in a month."""
        return tuple(measure for measure in self.measures if measure.start == month and measure.in_force(month))


def resolve(measure: Measure, world: World, month: int) -> Case:
    """Return a measure's case in a month: masks over the rows that it is aimed at."""
    cast = _names(world.makers.id, world.models.id, world.makers.origin, world.models.maker)
    masks = _masks(measure.target, measure.policy.default_target, cast)
    return Case(
        cast=Cast(
            MakersCast(world.makers.id, world.makers.origin, world.makers.kind, world.makers.waits),
            ModelsCast(world.models.id, world.models.maker),
            CloudsCast(world.clouds.origin),
        ),
        strength=measure.envelope(month),
        full=measure.strength,
        first=month == measure.start,
        memory=measure.policy.memory(max(0, month - measure.start)),
        **masks,
    )


@remembered
def _names(makers: Words, models: Words, origin: Ints, maker: Ints) -> tuple[tuple[Any, ...], ...]:
    """Return a cast as tuples, which are compared by value: ids of makers, of models, origins, makers of models."""
    return tuple(tuple(column.tolist()) for column in (makers, models, origin, maker))


@lru_cache(maxsize=1024)
def _masks(given: Target, default: Target, cast: tuple[tuple[Any, ...], ...]) -> dict[str, Any]:
    """Return masks over the rows of a cast (ids of makers, of models, origins, makers of models), and words."""
    maker_ids, model_ids, origin, maker = cast[0], cast[1], np.array(cast[2]), np.array(cast[3])
    aim = _aimed(given, default)

    # makers of the named ids and origins, and their models; the null rows are never meant
    makers = _chosen(maker_ids, aim.maker) & _chosen(ORIGINS, aim.origin)[origin]
    makers[0] = False
    models = _chosen(model_ids, aim.model) & makers[maker]
    models[0] = False

    # models that are named alone decide whose makers are meant
    if aim.model and not aim.maker and not aim.origin:
        makers = np.zeros_like(makers)
        makers[maker[models]] = True

    masks = {
        "makers": makers,
        "models": models,
        "regions": _chosen(REGIONS, aim.region),
        "origins": np.bincount(origin[makers], minlength=len(ORIGINS)) > 0,
    }
    for mask in masks.values():
        mask.setflags(write=False)
    return {**masks, "where": target_words(aim)}


def target_words(target: Target) -> str:
    """Return a target in words, as in "deepseek in united_states"."""
    actors = [name for field in ("maker", "model", "origin") for name in getattr(target, field)]
    places = list(target.region)
    text = ", ".join("all" if name == "*" else name for name in actors) or "all"
    where = ", ".join("everywhere" if name == "*" else name for name in places)
    return f"{text} in {where}" if where else text


def first_difference(one: Timeline, other: Timeline) -> int:
    """Return the first month that may differ between two timelines, `NEVER` if none.

    A measure that differs only in its end differs from the month after the earlier end; notes and sources make no
    difference.
    """
    ours = {measure.id: measure for measure in one.measures}
    theirs = {measure.id: measure for measure in other.measures}
    differences = [NEVER if one.locked == other.locked else 0]
    shared = [name for name in ours if name in theirs]
    if shared != [name for name in theirs if name in ours]:
        differences.append(0)  # the order may matter where effects combine
    for name in ours.keys() | theirs.keys():
        here, there = ours.get(name), theirs.get(name)
        if here is None or there is None:
            present = here or there
            assert present is not None  # noqa: S101 - one of the two holds the name
            differences.append(present.first_effect())
        else:
            differences.append(_first_difference(here, there))
    return min(differences)


def _first_difference(one: Measure, other: Measure) -> int:
    """Return the first month that may differ between two timelines with two forms of one measure."""
    plain = {"note": "", "source": "", "history": False}
    here, there = one.changed(**plain), other.changed(**plain)
    if here == there:
        return NEVER
    if here.changed(end=HORIZON) == there.changed(end=HORIZON):
        return max(min(here.end, there.end) + 1, here.first_effect()) if here.first_effect() < NEVER else NEVER
    return min(here.first_effect(), there.first_effect())


@lru_cache(maxsize=1024)
def _aimed(given: Target, default: Target) -> Target:
    """Return a target with its empty parts filled from the default."""
    named = {field: getattr(given, field) or getattr(default, field) for field in Target.model_fields}
    if given.maker or given.model:  # a named maker or model needs no default origin beside it
        named["origin"] = given.origin
    if given.model:
        named["maker"] = given.maker
    return Target(**named)


def _chosen(names: tuple[str, ...], wanted: tuple[str, ...]) -> Flags:
    if not wanted or "*" in wanted:
        return np.ones(len(names), dtype=bool)
    return np.isin(names, wanted)
