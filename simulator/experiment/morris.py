"""Screening every parameter by the method of Morris; it needs SALib, which the extra `sensitivity` brings.

`python -m simulator.experiment.morris` writes the table that ships. Each trajectory has a seed of its own, so that luck
is part of what an effect scatters by and never of an effect itself.
"""

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
from simulator.world import Floats

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
    from SALib.sample import morris

    names = parameters(base.assumptions)
    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
    points = morris.sample(problem, trajectories, num_levels=_LEVELS, seed=FIRST_SEED)
    found = simulated(base.changed(buyers=buyers, end=_END), points, len(names) + 1, executor)
    whole = np.isfinite(found).all(axis=1).reshape(trajectories, -1).all(axis=1)
    if whole.sum() < 2:  # noqa: PLR2004 - nothing scatters with fewer
        message = f"only {whole.sum()} of {trajectories} trajectories ran to the end"
        raise ValueError(message)
    kept = np.repeat(whole, len(names) + 1)
    return Screening(model_version(), int(whole.sum()), buyers, effects(problem, points[kept], found[kept]))


def simulated(base: Scenario, points: Floats, length: int, executor: Executor | None) -> Floats:
    """Return `(points, headlines)` what a market gives at each point of a design, NaN where it crashed.

    Points of one trajectory, of that length, share a seed.
    """
    runs = [
        Run(str(row), base.changed(seed=FIRST_SEED + row // length, assumptions=moved(base.assumptions, point)))
        for row, point in enumerate(points)
    ]
    found = np.full((len(points), len(QUANTITIES)), np.nan)
    with click.progressbar(length=len(runs), label="Simulating") as bar:
        for outcome in outcomes(runs, measured, executor):
            if outcome.found is not None:
                found[int(outcome.run.arm)] = outcome.found
            else:
                click.echo(outcome.crash, err=True)
            bar.update(1)
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
    """Screen the base market anew, write the table that ships, and print what each headline hangs on."""
    with pool() as executor:
        found = screening(load("base"), trajectories, buyers, executor)
    path().write_text(text_of(found), encoding="utf-8")
    for quantity in QUANTITIES:
        strongest = ", ".join(f"{one.parameter} ({one.mu:+.3g})" for one in found.strongest(quantity.name, 4))
        click.echo(f"{quantity.label}: {strongest}")
    click.echo(f"\n{found.trajectories} trajectories; written to {path()}.")


if __name__ == "__main__":
    main()
