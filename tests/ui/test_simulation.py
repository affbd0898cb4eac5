"""Jobs of the worker: in which order futures are simulated, and which months are dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QObject

from simulator.dates import NOW
from simulator.policy import POLICIES
from tests.ui.by_hand import WorkerByHand
from ui.session.edits import move_lever
from ui.session.simulation import Simulation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def worker() -> WorkerByHand:
    return WorkerByHand()


@pytest.fixture
def simulation(worker: WorkerByHand) -> Iterator[Simulation]:
    owner = QObject()
    simulation = Simulation(owner, worker)
    yield simulation
    simulation.close()


def with_seed(base: Scenario, seed: int) -> Scenario:
    return base.changed(seed=seed)


def test_what_is_on_show_comes_before_its_ghost_and_that_before_what_is_watched(
    base: Scenario, simulation: Simulation, worker: WorkerByHand
) -> None:
    simulation.show(with_seed(base, 1), with_seed(base, 2))
    simulation.watch((with_seed(base, 3), with_seed(base, 4)))
    worker.finish_all(simulation)
    assert [job.setup.seed for job in worker.jobs] == [1, 2, 3, 4]


def test_a_future_that_comes_on_show_overtakes_a_ghost_that_is_half_done(
    base: Scenario, simulation: Simulation, worker: WorkerByHand
) -> None:
    simulation.show(with_seed(base, 1), with_seed(base, 2))
    simulation.begin()
    worker.finish(worker.jobs[-1])
    worker.hand_over(worker.jobs[-1], 10)
    simulation.show(with_seed(base, 3), with_seed(base, 2))
    simulation.begin()
    worker.finish_all(simulation)
    assert [job.setup.seed for job in worker.jobs] == [1, 2, 3, 2]
    assert worker.jobs[-1].before is not None, "the ghost goes on where it was left"
    assert worker.jobs[-1].before.month == 9


def test_months_of_a_job_that_was_replaced_are_dropped(
    base: Scenario, simulation: Simulation, worker: WorkerByHand
) -> None:
    simulation.show(with_seed(base, 1), None)
    simulation.begin()
    stale, first = worker.jobs[-1], simulation.branch
    worker.hand_over(stale, 5)
    simulation.show(with_seed(base, 2), None)
    simulation.begin()
    added: list[None] = []
    simulation.months_added.connect(lambda: added.append(None))
    worker.hand_over(stale, 5)
    worker.job_finished.emit(stale.number)
    assert simulation.branch.worlds == []
    assert len(first.worlds) == 5
    assert not added
    assert simulation.busy


def test_months_of_a_future_that_nobody_looks_at_any_more_are_dropped(
    base: Scenario, simulation: Simulation, worker: WorkerByHand
) -> None:
    simulation.show(base, None)
    simulation.begin()
    worker.finish_all(simulation)
    simulation.watch((with_seed(base, 2),))
    stale = worker.jobs[-1]
    simulation.watch(())
    worker.hand_over(stale, 5)
    assert simulation.branch_of(with_seed(base, 2)).worlds == []


def test_it_is_busy_until_everything_that_somebody_looks_at_is_known(
    base: Scenario, simulation: Simulation, worker: WorkerByHand
) -> None:
    finished: list[bool] = []
    simulation.finished.connect(lambda: finished.append(simulation.busy))
    simulation.show(with_seed(base, 1), with_seed(base, 2))
    simulation.begin()
    worker.finish(worker.jobs[-1])
    assert simulation.complete
    assert simulation.busy
    assert not finished
    worker.finish(worker.jobs[-1])
    assert finished == [False]


def test_what_is_known_is_not_simulated_again(base: Scenario, simulation: Simulation, worker: WorkerByHand) -> None:
    simulation.show(base, None)
    simulation.begin()
    worker.finish_all(simulation)
    simulation.show(move_lever(base, POLICIES["federal_ban"], NOW, 1.0), base)
    simulation.begin()
    assert worker.jobs[-1].before is simulation.branch_of(base).worlds[NOW - 1]
    worker.finish_all(simulation)
    simulation.show(base, None)
    simulation.begin()
    assert len(worker.jobs) == 2
    assert simulation.complete


def test_a_future_is_not_its_own_ghost(base: Scenario, simulation: Simulation) -> None:
    simulation.show(base, base.changed(title="By another name"))
    assert simulation.ghost is None


def test_what_was_only_passed_through_is_forgotten_unless_it_is_on_show(base: Scenario, simulation: Simulation) -> None:
    passed = simulation.branch_of(with_seed(base, 3))
    simulation.show(with_seed(base, 1), with_seed(base, 2))
    for branch in (passed, simulation.branch, simulation.ghost):
        assert branch is not None
        simulation.forget(branch)
    assert simulation.branch_of(with_seed(base, 1)) is simulation.branch
    assert simulation.branch_of(with_seed(base, 2)) is simulation.ghost
    assert simulation.branch_of(with_seed(base, 3)) is not passed


def test_watching_the_same_once_more_does_not_interrupt_the_worker(
    base: Scenario, simulation: Simulation, worker: WorkerByHand
) -> None:
    simulation.show(base, None)
    simulation.watch((with_seed(base, 2),))
    simulation.watch((with_seed(base, 2),))
    assert len(worker.jobs) == 1


def test_a_crash_is_told_once_and_the_months_before_it_stay(
    base: Scenario, simulation: Simulation, worker: WorkerByHand
) -> None:
    told: list[str] = []
    simulation.failed.connect(told.append)
    simulation.show(base, None)
    simulation.begin()
    worker.hand_over(worker.jobs[-1], 12)
    worker.crashed.emit(worker.jobs[-1].number - 1, "of a job that was replaced")
    worker.crashed.emit(worker.jobs[-1].number, "the market is closed")
    assert told == ["the market is closed"]
    assert not simulation.busy
    assert not simulation.complete
    assert simulation.stopped
    simulation.begin()
    assert not simulation.stopped
    worker.finish_all(simulation)
    assert worker.jobs[-1].before.month == 11
    assert simulation.complete


def test_a_future_that_cannot_go_on_is_left_and_the_others_are_simulated(
    base: Scenario, simulation: Simulation, worker: WorkerByHand
) -> None:
    told: list[str] = []
    simulation.halted.connect(told.append)
    simulation.show(base, with_seed(base, 2))
    simulation.begin()
    worker.hand_over(worker.jobs[-1], 12)
    worker.halted.emit(worker.jobs[-1].number - 1, "of a job that was replaced")
    worker.halted.emit(worker.jobs[-1].number, "prices are infinite")
    assert told == ["prices are infinite"]
    assert simulation.stopped
    assert len(simulation.branch.worlds) == 12
    worker.finish_all(simulation)
    assert [job.setup.seed for job in worker.jobs] == [base.seed, 2]
    simulation.begin()
    assert len(worker.jobs) == 2, "what stopped once would stop again"
    simulation.show(with_seed(base, 3), None)
    assert not simulation.stopped


def test_the_thread_simulates_the_market_that_python_simulates(
    base: Scenario, months: list[World], qtbot: QtBot
) -> None:
    owner = QObject()
    simulation = Simulation(owner)
    simulation.show(base.changed(end=6), None)
    with qtbot.waitSignal(simulation.finished):
        simulation.begin()
    simulation.close()
    assert not simulation.worker.isRunning()
    known = [world.buyers.offer.tolist() for world in simulation.branch.worlds]
    assert known == [world.buyers.offer.tolist() for world in months[:7]]
