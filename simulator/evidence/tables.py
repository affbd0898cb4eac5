"""Evidence as a table: one row of the table for each row of evidence, with all that it declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.dates import month_text
from simulator.evidence.judging import Result
from simulator.evidence.wording import moved_words

if TYPE_CHECKING:
    import pandas as pd

_DECLARED = ("quantity", "unit", "low", "high", "source", "numerator", "denominator", "weight", "window")
_REMARKS = ("joint", "why_out", "missing")


def tidy(results: Sequence[Result]) -> pd.DataFrame:
    """Return a table of results, in their order."""
    import pandas as pd

    rows = [
        {
            "row": result.row.id,
            "tier": result.row.tier,
            "verdict": result.verdict,
            "mean": result.mean,
            "deviation": result.deviation,
            "seeds": len(result.by_seed),
            **{name: getattr(result.row, name) for name in (*_DECLARED, *_REMARKS)},
            "facts": " ".join(result.row.facts),
            "first_month": month_text(result.row.months[0]),
            "last_month": month_text(result.row.months[-1]),
            "moved": moved_words(result.row),
        }
        for result in results
    ]
    return pd.DataFrame(rows)
