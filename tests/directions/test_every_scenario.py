"""Every direction that the file of a scenario states, on paired seeds: on demand, because it takes minutes."""

from collections.abc import Iterator
from concurrent.futures import Executor

import pytest

from simulator.experiment.directions import verdicts
from simulator.experiment.runner import pool
from simulator.scenario.shelf import names


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    """Return processes on all cores."""
    with pool() as processes:
        yield processes


@pytest.mark.calibrated
@pytest.mark.parametrize("name", names()[1:])
def test_a_file_tells_truly_what_the_model_finds(name: str, executor: Executor) -> None:
    untrue = [
        f"{one.expectation.quantity.label}: {one.difference.mean:.4g} ({one.finding.value})"
        for one in verdicts(name, executor=executor)
        if not one.as_stated
    ]
    assert not untrue
