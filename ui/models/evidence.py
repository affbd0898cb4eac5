"""The rows of evidence as their page shows them: words, and where band and seeds lie on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.evidence.judging import number_of, tally
from simulator.evidence.wording import JOINT, VERDICTS, band_words, mean_words, moved_words, spread_words
from ui.look.wording import UNKNOWN, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.evidence import Result
    from simulator.evidence.judging import Verdict
    from simulator.world import Floats

_WIDE = 20.0  # highest over lowest from which a scale is logarithmic
_AIR = 0.08  # of the scale left free at either end


@dataclass(frozen=True)
class Scale:
    """Where everything lies between 0 and 1: the band, each seed, and their mean."""

    low: float  # of the band; 0 or below where it is open
    high: float
    seeds: Floats
    mean: float  # NaN where there is none


@dataclass(frozen=True)
class Line:
    """One fact in words."""

    id: str
    tier: str
    quantity: str
    verdict: Verdict
    said: str  # the verdict in words; a dash where there is none
    value: str
    band: str
    scale: Scale
    details: tuple[tuple[str, str], ...]  # heading, text


def tier_words(tier: str) -> str:
    """Return what is asked of the rows of a tier."""
    return {
        "hard": tr("must be met"),
        "check": tr("told, in or out"),
        "input": tr("put in by hand"),
        "told": tr("told, not asked"),
    }[tier]


def lines(results: Sequence[Result]) -> tuple[Line, ...]:
    """Return every fact in words, in the order given."""
    return tuple(_line(result) for result in results)


def verdict(results: Sequence[Result]) -> str:
    """Return in a sentence how many facts the model meets."""
    hard, check = (tally([one for one in results if one.row.tier == tier]) for tier in ("hard", "check"))
    return tr("{hard_in} of {hard} facts that must be met are met, and {check_in} of {check} further ones.").format(
        hard_in=hard[0], hard=hard[1], check_in=check[0], check=check[1]
    )


def _line(result: Result) -> Line:
    row = result.row
    details = (
        (tr("The model"), _found_words(result)),
        (tr("What is missing"), row.missing),
        (tr("Source"), row.source),
        (tr("Counted"), row.numerator),
        (tr("Divided by"), row.denominator),
        (tr("Weighted by"), row.weight),
        (tr("When"), row.window),
        (tr("Why it is out"), row.why_out if result.verdict == "out" else ""),
        (tr("Remarks"), "; ".join(filter(None, (tr(JOINT) if row.joint else "", moved_words(row))))),
    )
    return Line(
        id=row.id,
        tier=row.tier,
        quantity=row.quantity,
        verdict=result.verdict,
        said=tr(VERDICTS[result.verdict]) if result.verdict in {"in", "out"} else UNKNOWN,
        value=mean_words(result) if result.by_seed else tr(VERDICTS[result.verdict]),
        band=band_words(row),
        scale=_scale(result),
        details=tuple((heading, text) for heading, text in details if text),
    )


def _found_words(result: Result) -> str:
    """Return what the model says with its spread over the seeds, and what is wanted."""
    if not result.by_seed:
        wanted = band_words(result.row)
        said = tr(VERDICTS[result.verdict])
        return tr("{verdict}; wanted {band}").format(verdict=said, band=wanted) if wanted else said
    found, wanted = mean_words(result), band_words(result.row)
    if np.isnan(result.deviation):
        return tr("{value}; wanted {band}").format(value=found, band=wanted)
    spread = spread_words(result)
    return tr("{value} in the mean, ± {spread} from seed to seed; wanted {band}").format(
        value=found, spread=spread, band=wanted
    )


def _scale(result: Result) -> Scale:
    seeds = np.array([number_of(value) for value in result.by_seed], dtype=np.float64)
    seeds = seeds[np.isfinite(seeds)]
    ends = np.array([end for end in (result.row.low, result.row.high) if np.isfinite(end)])
    present = np.concatenate([seeds, ends, [result.mean] if np.isfinite(result.mean) else []])
    if not len(present):
        return Scale(0.0, 1.0, seeds, float("nan"))
    shown = _logarithm if present.min() > 0.0 and present.max() / present.min() > _WIDE else _itself
    low, high = float(shown(present).min()), float(shown(present).max())
    room = (high - low) or 1.0
    low, high = low - _AIR * room, high + _AIR * room

    def part(value: float) -> float:
        return float((shown(np.array(value)) - low) / (high - low))

    return Scale(
        low=part(result.row.low) if np.isfinite(result.row.low) else 0.0,
        high=part(result.row.high) if np.isfinite(result.row.high) else 1.0,
        seeds=(shown(seeds) - low) / (high - low),
        mean=part(result.mean) if np.isfinite(result.mean) else float("nan"),
    )


def _logarithm(values: Floats) -> Floats:
    return np.log(values)


def _itself(values: Floats) -> Floats:
    return values
