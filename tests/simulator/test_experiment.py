"""Experiments: what is run, on which executor, and what a crash does."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from simulator.experiment.design import Design, Run
from simulator.experiment.runner import Outcome, outcomes, pool
from simulator.history import Branch
from simulator.impossible import ImpossibleMonthError
from simulator.summary import figure
from tests.worlds import FEW, measure, scenario

BASE = scenario().changed(buyers=FEW, end=3)
BANNED = BASE.with_measure(measure("federal_ban", 2))


def spending(branch: Branch) -> tuple[int, float]:
    """Return the months simulated and what the world spends at the end."""
    return len(branch.worlds), figure(branch.worlds[-1], "spend", region="world", buyer="all")


def unlucky(branch: Branch, *, seed: int) -> int:
    """Return a seed, and stumble over one of them."""
    if branch.setup.seed == seed:
        message = f"seed {seed} is unlucky"
        raise ValueError(message)
    return branch.setup.seed


def on_a_thread(runs: list[Run]) -> list[Outcome[tuple[int, float]]]:
    """Return all outcomes, sorted as the runs are."""
    with ThreadPoolExecutor(1) as executor:
        found = list(outcomes(runs, spending, executor))
    return sorted(found, key=lambda outcome: runs.index(outcome.run))


def test_every_arm_meets_the_same_seeds() -> None:
    runs = list(Design((("base", BASE), ("banned", BANNED)), (5, 6)).runs())
    assert [(run.arm, run.scenario.seed) for run in runs] == [("base", 5), ("banned", 5), ("base", 6), ("banned", 6)]


def test_the_name_of_a_run_changes_with_everything_that_matters_and_with_nothing_else() -> None:
    name = Run("base", BASE).name
    assert Run("another arm", BASE.changed(title="Another title")).name == name
    assumptions = BASE.assumptions
    paced = assumptions.model_copy(update={"research": assumptions.research.model_copy(update={"frontier_pace": 12.0})})
    others = (
        BASE.changed(seed=2),
        BASE.changed(buyers=FEW + 1),
        BASE.changed(end=4),
        BASE.changed(history="free"),
        BASE.changed(assumptions=paced),
        BANNED,
        BASE.changed(measures=BASE.measures[::-1]),
    )
    assert len({name, *(Run("base", other).name for other in others)}) == 1 + len(others)


def test_processes_and_threads_give_the_same_numbers() -> None:
    runs = list(Design((("base", BASE), ("banned", BANNED)), (5, 6)).runs())
    with pool(2) as executor:
        found = sorted(outcomes(runs, spending, executor), key=lambda outcome: runs.index(outcome.run))
    assert found == on_a_thread(runs)
    assert [outcome.found[0] for outcome in found if outcome.found] == [4] * len(runs)


def test_runs_of_one_content_are_simulated_once_and_reported_each() -> None:
    calls = []

    class Counting(ThreadPoolExecutor):
        def submit(self, *given, **named):  # noqa: ANN002, ANN003, ANN202 - as the executor's own
            calls.append(given)
            return super().submit(*given, **named)

    with Counting(1) as executor:
        found = list(outcomes([Run("one", BASE), Run("other", BASE)], spending, executor))
    assert len(calls) == 1
    assert {outcome.run.arm for outcome in found} == {"one", "other"}


@pytest.mark.parametrize("processes", [False, True])
def test_a_crash_is_an_outcome_with_its_traceback_and_the_others_go_on(processes: bool) -> None:  # noqa: FBT001
    runs = [Run("base", BASE.changed(seed=seed)) for seed in (1, 2, 3)]
    with pool(1) if processes else ThreadPoolExecutor(1) as executor:
        found = {outcome.run.scenario.seed: outcome for outcome in outcomes(runs, partial(unlucky, seed=2), executor)}
    assert (found[1].found, found[3].found) == (1, 3)
    assert found[2].found is None
    assert "seed 2 is unlucky" in found[2].crash
    assert "in unlucky" in found[2].crash
    assert not found[1].crash


class Untransportable(Exception):  # noqa: N818 - it is no more than that
    """An exception that can be sent and not be received."""

    def __init__(self, number: int, word: str) -> None:
        super().__init__(f"{word} {number}")


def stumble(kind: type[Exception], *given: object) -> None:
    """Raise an exception of a kind."""
    raise kind(*given)


def test_a_pool_hands_over_what_is_raised_as_every_executor_does_and_survives_it() -> None:
    with pool(1) as executor:
        for error in (ConnectionError("gone"), EOFError("over"), KeyError("a")):
            with pytest.raises(type(error), match=str(error.args[0])):
                executor.submit(stumble, type(error), *error.args).result()
        with pytest.raises(RuntimeError, match="Untransportable: seven 7"):
            executor.submit(stumble, Untransportable, 7, "seven").result()
        with pytest.raises((AttributeError, pickle.PicklingError)):
            executor.submit(lambda: 1).result()
        assert executor.submit(divmod, 7, 2).result() == (3, 1)


def stopped(_branch: Branch) -> None:
    """Stop as the engine does."""
    raise ImpossibleMonthError(4, "The run stops before Jan 2024: prices are infinite.")


def test_a_run_that_stops_by_itself_is_told_in_its_one_sentence() -> None:
    with ThreadPoolExecutor(1) as executor:
        (found,) = outcomes([Run("base", BASE)], stopped, executor)
    assert found.crash == "The run stops before Jan 2024: prices are infinite."
