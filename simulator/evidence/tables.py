"""Evidence as a table: one row of the table for each row of evidence, with all that it declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.evidence.judging import Result

if TYPE_CHECKING:
    import pandas as pd

_DECLARED = ("quantity", "unit", "low", "high", "source", "numerator", "denominator", "weight", "window", "why_out")


def tidy(results: Sequence[Result]) -> pd.DataFrame:
    """Return a table of results, in their order."""
    import pandas as pd

    rows = [
        {
            "row": result.row.id,
            "tier": result.row.tier,
            "inside": result.inside,
            "mean": result.mean,
            "deviation": result.deviation,
            "seeds": len(result.by_seed),
            **{name: getattr(result.row, name) for name in _DECLARED},
        }
        for result in results
    ]
    return pd.DataFrame(rows)
