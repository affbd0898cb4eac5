"""Evidence: the facts that the model answers to, how each is measured, and what the model says.

    from simulator import evidence

    for result in evidence.table():
        print(result.row.id, result.verdict, evidence.value_words(result.row, result.mean))

`table` reads the results that ship with the program; `gather` simulates them again.
"""

from simulator.evidence.judging import Result, gather
from simulator.evidence.row import ROWS, Row
from simulator.evidence.shipped import table
from simulator.evidence.wording import band_words, value_words

__all__ = ["ROWS", "Result", "Row", "band_words", "gather", "table", "value_words"]
