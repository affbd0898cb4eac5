"""Screening every parameter by the method of Morris; it needs SALib, which the extra `sensitivity` brings.

`python -m simulator.experiment.morris` writes the table that ships, in any size; `python -m tests.refresh sensitivity`
brings it up to date in the size that it has. Each trajectory has a seed of its own, so that luck is part of what an
effect scatters by and never of an effect itself.
"""

from collections.abc import Sequence
from concurrent.futures import Executor

import click
import numpy as np

from simulator.experiment.design import Run
from simulator.experiment.quantities import numbers
from simulator.experiment.runner import outcomes, pool
from simulator.experiment.sensitivity import QUANTITIES, Effect, Screening, moved, parameters, path, text_of
from simulator.history import Branch
from simulator.scenario.library import load
from simulator.scenario.value import Scenario
from simulator.version import model_version
from simulator.world import Floats, Ints

TRAJECTORIES, BUYERS = 10, 4096
FIRST_SEED = 1001
_LEVELS = 4  # of each parameter, as Morris recommends for short designs
_END = max(one.months[-1] for one in QUANTITIES)


def screening(
    base: Scenario, trajectories: int = TRAJECTORIES, buyers: int = BUYERS, executor: Executor | None = None
) -> Screening:
    """Return the elementary effects of every parameter on every headline.

    A trajectory in which a run crashes is left out.

    Raises
    ------
    ValueError
        If fewer than two trajectories are left.
    """
    problem, points = design(base, trajectories)
    length = len(points) // trajectories
    found = simulated(base.changed(buyers=buyers, end=_END), points, range(len(points)), length, executor)
    whole = np.isfinite(found).all(axis=1).reshape(trajectories, -1).all(axis=1)
    if whole.sum() < 2:  # noqa: PLR2004 - nothing scatters with fewer
        message = f"only {whole.sum()} of {trajectories} trajectories ran to the end"
        raise ValueError(message)
    kept = np.repeat(whole, length)
    return Screening(model_version(), int(whole.sum()), buyers, effects(problem, points[kept], found[kept]))


def some_effects(
    base: Scenario, names: Sequence[str], trajectories: int, buyers: int, executor: Executor | None = None
) -> tuple[Effect, ...]:
    """Return the effects of some parameters only, as a screening of all finds them; NaN where a run crashes.

    In each trajectory, two runs suffice for a parameter: those before and after it moves.
    """
    known = parameters(base.assumptions)
    _, points = design(base, trajectories)
    length = len(points) // trajectories
    before = {name: _rows_before(points, known.index(name), length) for name in names}
    rows = sorted({row + step for found in before.values() for row in found for step in (0, 1)})
    found = simulated(base.changed(buyers=buyers, end=_END), points, rows, length, executor)
    every = []
    for name in names:
        up = points[before[name] + 1, known.index(name)] - points[before[name], known.index(name)]
        every.append((found[before[name] + 1] - found[before[name]]) / up[:, None])
    return tuple(
        Effect(quantity.name, name, float(one.mean()), float(np.abs(one).mean()), float(one.std(ddof=1)))
        for column, quantity in enumerate(QUANTITIES)
        for name, one in zip(names, (those[:, column] for those in every), strict=True)
    )


def design(base: Scenario, trajectories: int) -> tuple[dict[str, object], Floats]:
    """Return the parameters of a market as SALib names them, and `(points, parameters)` where each point puts them."""
    from SALib.sample import morris

    names = parameters(base.assumptions)
    problem: dict[str, object] = {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
    return problem, morris.sample(problem, trajectories, num_levels=_LEVELS, seed=FIRST_SEED)


def _rows_before(points: Floats, parameter: int, length: int) -> Ints:
    """Return `(trajectories,)` rows of the points after which a parameter moves."""
    steps = np.diff(points[:, parameter].reshape(-1, length), axis=1) != 0.0
    return np.arange(len(steps)) * length + steps.argmax(axis=1)


def simulated(base: Scenario, points: Floats, rows: Sequence[int], length: int, executor: Executor | None) -> Floats:
    """Return `(points, headlines)` what a market gives at some points of a design, NaN elsewhere and where it crashed.

    Points of one trajectory, of that length, share a seed.

    Raises
    ------
    RuntimeError
        If not a single run comes to its end.
    """
    runs = [
        Run(str(row), base.changed(seed=FIRST_SEED + row // length, assumptions=moved(base.assumptions, points[row])))
        for row in rows
    ]
    found = np.full((len(points), len(QUANTITIES)), np.nan)
    with click.progressbar(length=len(runs), label="Simulating") as bar:
        for outcome in outcomes(runs, measured, executor):
            if outcome.found is not None:
                found[int(outcome.run.arm)] = outcome.found
            else:
                click.echo(outcome.crash, err=True)
            bar.update(1)
    if not np.isfinite(found[list(rows)]).any():
        raise RuntimeError(f"not one of {len(runs)} runs came to its end; what became of each is above")
    return found


def measured(branch: Branch) -> Floats:
    """Return `(headlines,)` numbers of a branch."""
    return numbers(branch, QUANTITIES, since=0)[0]


def effects(problem: dict[str, object], points: Floats, found: Floats) -> tuple[Effect, ...]:
    """Return the elementary effects in a design of whole trajectories."""
    from SALib.analyze import morris

    every = []
    for column, quantity in enumerate(QUANTITIES):
        indices = morris.analyze(problem, points, found[:, column], num_levels=_LEVELS, seed=FIRST_SEED)
        rows = zip(indices["names"], indices["mu"], indices["mu_star"], indices["sigma"], strict=True)
        every += [Effect(quantity.name, str(name), float(mu), float(size), float(sd)) for name, mu, size, sd in rows]
    return tuple(every)


@click.command()
@click.option("--trajectories", default=TRAJECTORIES, show_default=True, help="Walks through the parameters.")
@click.option("--buyers", default=BUYERS, show_default=True, help="Enterprise buyers of a run.")
def main(trajectories: int, buyers: int) -> None:
    """Screen the base market again, write the table that ships, and print what each headline depends on."""
    with pool() as executor:
        found = screening(load("base"), trajectories, buyers, executor)
    path().write_text(text_of(found), encoding="utf-8")
    for quantity in QUANTITIES:
        strongest = ", ".join(f"{one.parameter} ({one.mu:+.3g})" for one in found.strongest(quantity.name, 4))
        click.echo(f"{quantity.label}: {strongest}")
    click.echo(f"\n{found.trajectories} trajectories; written to {path()}.")


if __name__ == "__main__":
    main()
