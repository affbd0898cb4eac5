"""Shakeout for Python: simulate a scenario, and ask its course of events for tables and differences."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal, SupportsIndex

from simulator import tables
from simulator.dates import month_text, month_words
from simulator.history import Branch
from simulator.scenario.asked import month_asked
from simulator.scenario.library import load
from simulator.scenario.value import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from simulator.scenario.asked import MonthLike

Months = Literal["text", "period"]
"""How a table writes months: as in "2026-01", or as monthly periods of pandas."""

ONE_SEED = (
    "One course of luck (seed {seed}): a difference here may be luck, and no effect. Whether it is more than that, "
    "simulator.experiment.compare says from many seeds."
)


class Course(Branch):
    """What happens in a scenario, month by month, and what one asks of it.

    It is a branch, so that whatever takes a branch takes a course; `worlds[28]` is the world of January 2026.

    Examples
    --------
    >>> course = simulator.simulate("base", until="2026-01")
    >>> course.table("leakage")
    >>> course.effects(simulator.simulate("close_the_weights", until="2026-01"), "leakage")
    """

    def __init__(self, scenario: Scenario) -> None:
        """Begin without any month."""
        super().__init__(scenario.setup, scenario.timeline)
        self.scenario = scenario

    def table(self, *names: str, months: Months = "text") -> pd.DataFrame:
        """Return the tidy table of some indicators; of all but the costly, when none is named.

        One row holds one number of one month, with its breakdowns and its unit. With `months="period"` the months are
        monthly periods, as charts and resampling in pandas want them.

        Raises
        ------
        UnknownNameError
            If there is no indicator of a name; the message has the nearest.
        ValueError
            If `months` is neither "text" nor "period".

        Examples
        --------
        >>> course.table("market_share", "leakage", months="period")
        """
        return _dated(tables.table(self, *names), months)

    def effects(self, base: Branch, *names: str, months: Months = "text") -> pd.DataFrame:
        """Return some indicators in `base` and here, month by month, and the difference: this course less the base.

        Months are those that both have. What is on the market in one of the two alone has no difference (NaN). Both
        courses have the same seed, so that luck is paired, and yet it is *one* seed: a difference may be luck, as the
        table's `attrs["note"]` says. Whether it is more than luck, `simulator.experiment.compare` says from many seeds.

        Raises
        ------
        ValueError
            If the two differ in seed or in the number of buyers, which would be other luck, not an effect.
        UnknownNameError
            If there is no indicator of a name; the message has the nearest.

        Examples
        --------
        >>> base = simulator.simulate("base")
        >>> simulator.simulate("ban_the_service").effects(base, "leakage")
        """
        self._check_luck_is_paired(base)
        ours, theirs = (tables.table(one, *names) for one in (self, base))
        keys = [name for name in tables.COLUMNS if name != "value"]
        both = theirs.merge(ours, how="outer", on=keys, suffixes=("_base", "_here"), sort=False)
        both = both[both["month"] < month_text(min(len(self.worlds), len(base.worlds)))]
        found = both[keys[:-1]].assign(
            base=both["value_base"], here=both["value_here"], difference=both["value_here"] - both["value_base"]
        )
        found = found.assign(unit=both["unit"]).reset_index(drop=True)
        found.attrs["note"] = ONE_SEED.format(seed=self.setup.seed)
        return _dated(found, months)

    def _check_luck_is_paired(self, base: Branch) -> None:
        for name in ("seed", "buyers"):
            here, there = getattr(self.setup, name), getattr(base.setup, name)
            if here != there:
                raise ValueError(
                    f"{name}: {here:,} here and {there:,} in the base, which is other luck; simulate both with the "
                    f"same, as in simulate(scenario.changed({name}={here}))"
                )

    def __repr__(self) -> str:
        """Return one line: title, months, buyers and seed."""
        return f"<Course of {self.scenario.title!r}: {self._span()}>"

    def _repr_html_(self) -> str:
        """Return the same for a notebook, with the question."""
        title, question = escape(self.scenario.title), escape(self.scenario.question)
        return f"<p><strong>{title}</strong><br>{question}<br><small>{self._span()}</small></p>"

    def _span(self) -> str:
        simulated = f"{month_words(0)} to {month_words(len(self.worlds) - 1)}" if self.worlds else "no month yet"
        return f"{simulated}, {self.setup.buyers:,} buyers, seed {self.setup.seed}"


def simulate(
    scenario: Scenario | str | Path,
    until: MonthLike | None = None,
    *,
    seed: SupportsIndex | None = None,
    buyers: SupportsIndex | None = None,
) -> Course:
    """Return the course of a scenario up to and including month `until`, or to the scenario's end.

    The scenario may be named: one that ships, or the path of a file. A month is written "2030-01"; a date or a period
    of pandas will do, and so will a number of months since September 2023. Without `seed` and `buyers`, the scenario's
    own hold.

    Raises
    ------
    ScenarioProblems
        If there is no such scenario, or something is wrong with it; the exception holds every problem.
    TypeError, ValueError
        If an argument is not what is wanted; the message says what is.
    ImpossibleMonthError
        If the assumptions lead to a month that no market can have; the message names it, and the likeliest assumption.

    Examples
    --------
    >>> simulator.simulate("base", until="2030-01", seed=7)
    >>> simulator.simulate(simulator.load("base").with_measure("audit", region="europe", start="2026-07"))
    """
    value = scenario if isinstance(scenario, Scenario) else _loaded(scenario)
    given = {"seed": seed, "buyers": buyers}
    course = Course(value.changed(**{name: said for name, said in given.items() if said is not None}))
    course.world(value.end if until is None else month_asked("until", until))
    return course


def _loaded(scenario: object) -> Scenario:
    if not isinstance(scenario, str | Path):
        raise TypeError(
            f"a scenario is wanted, the name of one that ships or the path of a file, not {type(scenario).__name__}; "
            'write simulate("base") or simulate(simulator.load("base"))'
        )
    return load(scenario)


def _dated(table: pd.DataFrame, months: Months) -> pd.DataFrame:
    import pandas as pd

    if months == "text":
        return table
    if months != "period":
        raise ValueError(f'months: {months!r} is none of "text", "period"')
    dated = table.assign(month=pd.PeriodIndex(table["month"], freq="M"))
    dated.attrs.update(table.attrs)
    return dated
