"""What the scenarios that ship are expected to do, and whether the model says so too.

A file states its expectations in `x_expects`: a headline, or an indicator with its labels; the sign; and who says so,
the article or only the model. `found` states a sign where the model says otherwise.
`python -m simulator.experiment.directions` puts all of them to the test.

A sign is found where a difference over the pairs of `SEEDS` is more than luck, with all that a file expects judged
together, and not too small to mention. "0" says no more than that no sign shows at this number of pairs.
"""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, Literal

from simulator.dates import month_number
from simulator.experiment.comparison import BUYERS, Difference, compare
from simulator.experiment.intervals import Finding
from simulator.experiment.quantities import HEADLINES, Quantity
from simulator.experiment.runner import pool
from simulator.experiment.wording import change, interval
from simulator.scenario.library import load
from simulator.scenario.reading.parsing import parsed, text_of
from simulator.scenario.shelf import find, names

Sign = Literal["+", "-", "0"]
SEEDS = range(201, 217)
"""Sixteen pairs mostly see an effect as large as its own scatter; eight would miss it more often than not."""

_KEY = "x_expects"
_SMALL = 0.02  # of the level: a difference below it counts as none
_ABOUT_QUANTITY = ("label", "indicator", "over", "months")
_ABOUT_EXPECTATION = ("headline", "sign", "says", "found")


@dataclass(frozen=True)
class Expectation:
    """A sign that a quantity is expected to have in a scenario, less the base."""

    quantity: Quantity
    sign: Sign
    says: Literal["article", "model"]  # who implies it
    found: Sign  # what the model says: the same, unless the file admits something else


@dataclass(frozen=True)
class Verdict:
    """How an expectation fared."""

    scenario: str
    expectation: Expectation
    difference: Difference
    finding: Finding  # with all that the file expects judged together

    @property
    def sign(self) -> Sign:
        """What the runs say: a sign, or "0" for a difference that may be luck or is too small to mention."""
        found = self.difference
        small = abs(found.mean) <= _SMALL * abs(sum(found.base) / len(found.base)) and found.quantity.level
        if small or self.finding is not Finding.REAL:
            return "0"
        return "+" if found.mean > 0.0 else "-"

    @property
    def as_expected(self) -> bool:
        """Whether the model says what was expected."""
        return self.sign == self.expectation.sign

    @property
    def as_stated(self) -> bool:
        """Whether the file is right about what the model says; "0" means that the expected sign does not show."""
        expected = self.expectation
        return self.sign == expected.found or (expected.found == "0" and self.sign != expected.sign != "0")


def expectations(name: str) -> tuple[Expectation, ...]:
    """Return what a scenario that ships is expected to do."""
    return tuple(_expectation(entry) for entry in parsed(text_of(find(name))).get(_KEY, ()))


def verdicts(
    name: str, seeds: Sequence[int] = SEEDS, *, buyers: int = BUYERS, executor: Executor | None = None
) -> list[Verdict]:
    """Return how every expectation of a scenario fares, against the scenario that it extends.

    Both run under the history of the scenario, so that its measures alone make the difference.
    """
    expected, scenario = expectations(name), load(name)
    base = load(scenario.extends).changed(history=scenario.history)
    quantities = [each.quantity for each in expected]
    found = compare(base, scenario, seeds, quantities, buyers=buyers, executor=executor)
    judged = zip(expected, found.differences, found.findings, strict=True)
    return [Verdict(name, each, difference, finding) for each, difference, finding in judged]


def _expectation(entry: dict[str, Any]) -> Expectation:
    return Expectation(_quantity(entry), entry["sign"], entry["says"], entry.get("found", entry["sign"]))


def _quantity(entry: dict[str, Any]) -> Quantity:
    labels = {key: value for key, value in entry.items() if key not in (*_ABOUT_QUANTITY, *_ABOUT_EXPECTATION)}
    if "headline" in entry:
        quantity = next(one for one in HEADLINES if one.name == entry["headline"])
    else:
        quantity = Quantity(
            entry["label"], entry["label"], entry["indicator"], tuple(labels.items()), entry.get("over", "mean")
        )
    if "months" in entry:
        first, _, last = entry["months"].partition(":")
        quantity = quantity.changed(range(month_number(first), month_number(last or first) + 1))
    return quantity


def _lines(found: Sequence[Verdict]) -> Iterator[str]:
    for one in found:
        expected, known, unit = one.expectation, one.difference.estimate, one.difference.quantity.unit
        remark = "" if one.as_expected else "; the model says otherwise"
        remark += "" if one.as_stated else ", and the file does not say so"
        yield (
            f"{one.scenario:<24}{expected.quantity.label:<46}{expected.says:<8} {expected.sign:^3} {one.sign:^3}"
            f"{change(known.mean, unit):>12}{interval(known.low, known.high, unit):>24}  {one.finding.value}{remark}"
        )


def main(wanted: Sequence[str]) -> int:
    """Print how every expectation of some scenarios fares, or of all that ship if none is named."""
    print(f"{len(SEEDS)} pairs of runs each")  # noqa: T201 - a command speaks
    print(f"{'scenario':<24}{'quantity':<46}{'says':<8} exp fnd{'difference':>12}{'95 % interval':>24}")  # noqa: T201 - as above
    misstated = False
    with pool() as executor:
        for name in wanted or names()[1:]:
            found = verdicts(name, executor=executor)
            misstated = misstated or not all(one.as_stated for one in found)
            print("\n".join(_lines(found)), flush=True)  # noqa: T201 - a command speaks
    return int(misstated)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
