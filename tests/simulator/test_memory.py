"""What did not change is not computed again, and nobody can tell."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from simulator.memory import remembered, unless_equal
from simulator.world import Floats
from tests.worlds import differences, fresh_branch, measure, scenario, with_measure

Product = Callable[[Floats, float], Floats]


def frozen(*numbers: float) -> Floats:
    column = np.array(numbers)
    column.setflags(write=False)
    return column


def counted_product() -> tuple[Product, list[float]]:
    """Return a remembered product, and the factors for which it was computed so far."""
    asked: list[float] = []

    @remembered
    def product(column: Floats, factor: float) -> Floats:
        asked.append(factor)
        return column * factor

    return product, asked


def test_the_same_columns_are_asked_once() -> None:
    product, asked = counted_product()
    column, factor = frozen(1.0, 2.0), 3.0
    assert product(column, factor) is product(column, factor)
    assert asked == [factor]


def test_equal_columns_are_not_the_same_column() -> None:
    product, asked = counted_product()
    factor = 3.0
    one, other = product(frozen(1.0, 2.0), factor), product(frozen(1.0, 2.0), factor)
    assert one is not other
    assert np.array_equal(one, other)
    assert asked == [factor, factor]


def test_a_new_column_is_never_taken_for_one_that_is_gone() -> None:
    product, _ = counted_product()
    for number in range(1000):  # each column takes the place of the one before in the machine's memory, if it can
        assert product(frozen(float(number)), 2.0)[0] == 2.0 * number


def test_memory_does_not_grow_without_end() -> None:
    product, asked = counted_product()
    first, factor = frozen(1.0), 2.0
    product(first, factor)
    later = [frozen(float(number)) for number in range(1000)]
    for column in later:
        product(column, factor)
    product(first, factor)
    assert len(asked) == len(later) + 2


def test_what_comes_back_cannot_be_written_into() -> None:
    product, _ = counted_product()
    with pytest.raises(ValueError, match="read-only"):
        product(frozen(1.0), 2.0)[0] = 0.0


def test_what_somebody_could_still_change_is_not_remembered() -> None:
    product, asked = counted_product()
    with pytest.raises(ValueError, match="read-only"):
        product(np.ones(2), 2.0)
    assert not asked


def test_a_column_that_stays_equal_stays_the_same() -> None:
    old = frozen(1.0, 2.0)
    changed = frozen(1.0, 3.0)
    assert unless_equal(frozen(1.0, 2.0), old) is old
    assert unless_equal(changed, old) is changed


def test_branches_in_several_threads_remember_nothing_of_each_other() -> None:
    timelines = [
        scenario().timeline,
        with_measure(measure("close_weights", 6)),
        with_measure(measure("federal_ban", 6)),
        with_measure(measure("audit", 6)),
    ]
    alone = [fresh_branch(timeline, until=14).worlds[-1] for timeline in timelines]
    with ThreadPoolExecutor(len(timelines)) as pool:
        together = [branch.worlds[-1] for branch in pool.map(lambda timeline: fresh_branch(timeline, 14), timelines)]
    for one, other in zip(alone, together, strict=True):
        assert not differences(one, other)
