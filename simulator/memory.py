"""What did not change need not be computed again: results found by the identity of read-only columns.

Worlds share the columns that a month left alone, so that "the same object" means "nothing changed". A result depends on
its arguments alone, whoever asks, in whichever branch or thread; forgetting one costs time and nothing else.
"""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar, TypeVarTuple

import numpy as np
from numpy.typing import NDArray

Given = TypeVarTuple("Given")
Result = TypeVar("Result")
Column = TypeVar("Column", bound=NDArray[Any])

_KEPT = 16  # results of one function: a few branches and seeds at a time, and little memory


def remembered(function: Callable[[*Given], Result]) -> Callable[[*Given], Result]:
    """Return the function with a memory for its last few results, by the identity of its arguments.

    Arguments must be frozen: read-only arrays, numbers, frozen values. They are kept beside their result, so that no
    other object can take on their identity; an array that comes back is locked. The function that comes back raises
    `ValueError` where somebody could still write into an argument.
    """
    results: dict[tuple[int, ...], tuple[tuple[object, ...], Result]] = {}
    lock = Lock()

    @wraps(function)
    def recalled(*given: *Given) -> Result:
        key = tuple(map(id, given))
        known = results.get(key)
        if known is not None:
            return known[1]
        if any(isinstance(argument, np.ndarray) and argument.flags.writeable for argument in given):
            message = f"{function.__name__} can only remember what it made of read-only arrays"
            raise ValueError(message)
        result = function(*given)
        if isinstance(result, np.ndarray):
            result.setflags(write=False)
        with lock:
            results[key] = (given, result)
            while len(results) > _KEPT:
                del results[next(iter(results))]
        return result

    return recalled


def unless_equal(new: Column, old: Column) -> Column:
    """Return the old column where the new one equals it: months share it, and what it led to is remembered."""
    return old if np.array_equal(new, old) else new
