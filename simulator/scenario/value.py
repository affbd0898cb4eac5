"""A scenario: everything that a user can choose, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, Self, get_args, overload

from simulator.assumptions import Assumptions
from simulator.dates import HORIZON, month_words
from simulator.opening import Setup
from simulator.parameters import Declared, MonthNumber, declaration, param, words
from simulator.policy import Measure, Timeline
from simulator.scenario.asked import measure_asked, month_asked, no_such, whole_number_asked
from simulator.scenario.problems import expected, quoted

if TYPE_CHECKING:
    from simulator.entries import Cloud, Maker, Model, Region
    from simulator.scenario.asked import MonthLike

History = Literal["locked", "free"]

LONGEST = HORIZON - 1  # the last month that can be simulated
FEWEST_BUYERS, MOST_BUYERS = 64, 2_000_000
GREATEST_SEED = 2**53  # the greatest number that every program reads without rounding


class Run(Declared):
    """How the market is run."""

    seed: int = param(1, "", "The same seed gives the same luck.", low=0, high=GREATEST_SEED)
    buyers: int = param(16_384, "buyers", "Simulated enterprise buyers.", low=FEWEST_BUYERS, high=MOST_BUYERS)
    end: MonthNumber = words(LONGEST, "The last month.")


@dataclass(frozen=True, repr=False)
class Scenario:
    """Everything that a user can choose; every edit makes a new one, and two of them can be compared with `==`."""

    title: str
    question: str
    description: str
    author: str
    licence: str
    extends: str  # the scenario that it differs from; "" = none
    seed: int
    buyers: int
    end: int  # last month
    history: History
    assumptions: Assumptions
    regions: tuple[tuple[str, Region], ...]
    makers: tuple[tuple[str, Maker], ...]
    models: tuple[tuple[str, Model], ...]
    clouds: tuple[tuple[str, Cloud], ...]
    measures: tuple[Measure, ...]

    @property
    def setup(self) -> Setup:
        """Return what a run starts from."""
        return Setup(self.seed, self.buyers, self.assumptions, self.regions, self.makers, self.models, self.clouds)

    @property
    def timeline(self) -> Timeline:
        """Return its measures, in order; free history leaves out what scripts survival."""
        free = self.history == "free"
        left = tuple(measure for measure in self.measures if not (free and measure.history and measure.policy.survival))
        return Timeline(left, locked=not free)

    def measure(self, name: str) -> Measure:
        """Return the measure of an id, or raise `KeyError`."""
        return {measure.id: measure for measure in self.measures}[name]

    def changed(self, **fields: Any) -> Self:  # noqa: ANN401 - each field has its own type
        """Return a copy with fields replaced, each checked as in a file.

        Raises
        ------
        TypeError, ValueError
            If there is no such field, or a value is not what is wanted there; the message says what is.

        Examples
        --------
        >>> simulator.load("base").changed(seed=7, buyers=4096, end="2030-12", history="free")
        """
        found, problems = dict[str, Any](), list[TypeError | ValueError]()
        for name, value in fields.items():
            try:
                found[name] = _asked(name, value)
            except (TypeError, ValueError) as problem:
                problems.append(problem)
        if problems:
            raise problems[0] if len(problems) == 1 else ValueError("\n".join(map(str, problems)))
        return replace(self, **found)

    @overload
    def with_measure(self, measure: Measure) -> Self: ...

    @overload
    def with_measure(self, measure: str, *, start: MonthLike, id: str = "", **settings: object) -> Self: ...

    def with_measure(self, measure: Measure | str, *, id: str = "", **settings: object) -> Self:  # noqa: A002 - the word of files
        """Return a copy with a measure added, or replaced where its id is known.

        A measure may be named by its policy, with its settings as in a file: `start` and, where wanted, `end`,
        `announced`, `ramp_months`, `strength`; whom it is aimed at (`maker`, `origin`, `model`, `region`); the numbers
        of the policy.

        Raises
        ------
        TypeError, ValueError
            If something is not known or not possible; the message says everything that is wrong, with what is possible.

        Examples
        --------
        >>> base = simulator.load("base")
        >>> base.with_measure("federal_ban", region="united_states", scope="hosted", start="2026-07")
        """
        added = measure if isinstance(measure, Measure) else self._named(measure, id, settings)
        if any(known.id == added.id for known in self.measures):
            return self.changed(measures=tuple(added if known.id == added.id else known for known in self.measures))
        return self.changed(measures=(*self.measures, added))

    def _named(self, kind: object, name: str, settings: dict[str, object]) -> Measure:
        if not isinstance(kind, str):
            raise TypeError(f"a measure is wanted, or the name of a policy, not {type(kind).__name__}")
        known = {"maker": tuple(dict(self.makers)), "model": tuple(dict(self.models))}
        return measure_asked(name or self.free_id(kind), kind, settings, known)

    def without_measure(self, name: str) -> Self:
        """Return a copy without the measure of that id."""
        return self.changed(measures=tuple(measure for measure in self.measures if measure.id != name))

    def free_id(self, stem: str) -> str:
        """Return an id for a new measure that no measure has yet: the stem, or the stem with a number."""
        taken = {measure.id for measure in self.measures}
        candidates = (stem if number == 1 else f"{stem}_{number}" for number in range(1, len(taken) + 2))
        return next(name for name in candidates if name not in taken)

    def __repr__(self) -> str:
        """Return one line: title, measures, months, buyers and seed."""
        span = f"{month_words(0)} to {month_words(self.end)}"
        return (
            f"<Scenario {self.title!r}: {len(self.measures)} measures, {span}, {self.buyers:,} buyers, "
            f"seed {self.seed}>"
        )


_KINDS: dict[str, tuple[type, str]] = {
    **dict.fromkeys(("title", "question", "description", "author", "licence", "extends"), (str, "a text")),
    **dict.fromkeys(("regions", "makers", "models", "clouds"), (tuple, "a tuple of names and entries")),
    "assumptions": (Assumptions, "assumptions, as in scenario.assumptions.model_copy(update=...),"),
}


def _asked(name: str, value: object) -> Any:  # noqa: ANN401 - each field has its own type
    """Return what a field of a scenario holds when Python hands this over for it."""
    if name == "end":
        return month_asked(name, value)
    if name in Run.model_fields:
        declared = declaration(Run, name)
        assert declared is not None  # noqa: S101 - all but the month are declared with their range
        return whole_number_asked(name, value, declared)
    if name == "history":
        return _history_asked(value)
    if name == "measures":
        return _measures_asked(value)
    if name not in _KINDS:
        every = tuple(Scenario.__dataclass_fields__)
        raise TypeError(no_such("field of a scenario", name, every))
    kind, words = _KINDS[name]
    if not isinstance(value, kind):
        raise TypeError(f"{name}: {expected(words, value)}")
    return value


def _history_asked(value: object) -> object:
    if value not in get_args(History):
        raise ValueError(f"history: {quoted(value)} is none of {', '.join(map(quoted, get_args(History)))}")
    return value


def _measures_asked(value: object) -> tuple[Measure, ...]:
    """Return measures, of which no two have the same id."""
    if not isinstance(value, tuple | list) or not all(isinstance(one, Measure) for one in value):
        raise TypeError(f"measures: {expected('a tuple of measures', value)}; see scenario.with_measure")
    ids = [one.id for one in value]
    if twice := sorted({name for name in ids if ids.count(name) > 1} if len(set(ids)) < len(ids) else ()):
        raise ValueError(f"measures: there are two of the id {', '.join(map(quoted, twice))}")
    return tuple(value)
