"""The parts of the model's documents that the code itself declares, as Markdown.

`python -m tests.refresh notation odd` writes them between their markers in `NOTATION.md` and `assets/odd.md`; a test
fails if a document and the code disagree.
"""

import re
from collections.abc import Callable
from pathlib import Path

from simulator.manual.declarations import assumptions_table, cast_table, indicators_table, policy_numbers_table
from simulator.manual.month import luck_table, schedule_table
from simulator.manual.policies import policies_table, vocabulary_table
from simulator.manual.state import columns_table, indices_table, law_table

_SIMULATOR = Path(__file__).parents[1]
NOTATION = _SIMULATOR / "NOTATION.md"
ODD = _SIMULATOR.parent / "assets" / "odd.md"
DOCUMENTS = (NOTATION, ODD)
_MARKED = re.compile(r"(<!-- begin (\w+)[^>]*-->\n).*?(<!-- end \2 -->)", re.DOTALL)

SECTIONS: dict[str, Callable[[], str]] = {
    "indices": indices_table,
    "columns": columns_table,
    "law": law_table,
    "vocabulary": vocabulary_table,
    "cast": cast_table,
    "assumptions": assumptions_table,
    "policy_numbers": policy_numbers_table,
    "policies": policies_table,
    "indicators": indicators_table,
    "schedule": schedule_table,
    "luck": luck_table,
}
"""What goes between the markers of a document, by name."""


def refreshed(text: str) -> str:
    """Return a document with each marked section as the code declares it now."""
    return _MARKED.sub(lambda found: f"{found[1]}\n{SECTIONS[found[2]]()}\n\n{found[3]}", text)
