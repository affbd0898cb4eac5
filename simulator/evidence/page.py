"""The page about the model and its evidence: `assets/model_and_evidence.md`, whose tables are written from results.

`python -m tests.refresh evidence` writes them between their markers; a test fails if page and results disagree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from simulator.evidence.judging import Result
from simulator.evidence.row import TIERS, Tier
from simulator.evidence.standing import BETWEEN
from simulator.evidence.wording import TITLES, band_words, found_words, mean_words
from simulator.scenario.shelf import folder

_MARKED = re.compile(r"(<!-- begin (\w+)[^>]*-->\n).*?(<!-- end \2 -->)", re.DOTALL)


def path() -> Path:
    """Return the path of the page."""
    return folder().parent / "assets" / "model_and_evidence.md"


def renewed(text: str, results: Sequence[Result]) -> str:
    """Return the page with its tables rewritten from some results."""
    written = {"standing": BETWEEN, "evidence": evidence(results), "failures": failures(results)}
    return _MARKED.sub(lambda found: f"{found[1]}\n{written[found[2]]}\n\n{found[3]}", text)


def evidence(results: Sequence[Result]) -> str:
    """Return the tables of all rows, tier by tier."""
    return "\n\n".join(_table(tier, [one for one in results if one.row.tier == tier]) for tier in TIERS)


def failures(results: Sequence[Result]) -> str:
    """Return a list of the rows that are out, each with its sentence."""
    return "\n".join(
        f"- **{one.row.id}** {one.row.quantity}: {mean_words(one)}, wanted {band_words(one.row)}. "
        f"{one.row.why_out}".rstrip()
        for one in results
        if not one.inside
    )


def _table(tier: Tier, results: Sequence[Result]) -> str:
    inside = sum(one.inside for one in results)
    lines = [
        f"**{TITLES[tier]}**: {inside} of {len(results)} in",
        "",
        "| fact | quantity | window | the model | wanted | |",
        "|---|---|---|--:|--:|---|",
    ]
    for one in results:
        row = one.row
        verdict = "in" if one.inside else "**out**"
        lines.append(
            f"| {row.id} | {row.quantity} | {row.window} | {found_words(one)} | {band_words(row)} | {verdict} |"
        )
    return "\n".join(lines)
