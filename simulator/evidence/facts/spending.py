"""Facts about what enterprises spend on models."""

from simulator.evidence.readings import YEAR_2025, span, total
from simulator.evidence.row import row
from simulator.history import Branch
from simulator.indicator import GROUPS, PLACES, UNITS, use
from simulator.world import World

_MENLO = "Menlo Ventures, 2025"


def _spending(world: World, place: str) -> float:
    """Return $M in a month that all enterprises of a place spend on models."""
    amounts, _ = use(world, "channel")
    return float(amounts[:, PLACES.index(place), GROUPS.index("all"), UNITS.index("spend")].sum())


def _rate_in_the_west(name: str, words: str, month: str, low: float, high: float, said: str) -> None:
    """Declare the row of a month's bill for models in the West, at the rate of a year."""
    months = span(month)

    @row(
        name,
        "check",
        f"American and European enterprises' spending on models, {words}",
        "$M",
        low=low,
        high=high,
        source=f"{_MENLO}: {said}",
        months=months,
        taken="times twelve",
        weight="dollars",
        numerator="what enterprises of all types pay for the use of models, to whomever",
        joint=True,
    )
    def rate(branch: Branch) -> float:
        return 12.0 * _spending(branch.worlds[months[0]], "west")


_rate_in_the_west("B6 2024", "November 2024", "2024-11", 2000.0, 6000.0, "$3.5 bn")
_rate_in_the_west("B6 2025", "July 2025", "2025-07", 5000.0, 14_000.0, "$8.4 bn")


@row(
    "B7",
    "check",
    "American enterprises' spending on models in 2025",
    "$M",
    low=8000.0,
    high=17_000.0,
    source=f"{_MENLO}: $12.5 bn for models, of $37 bn for generative AI",
    months=YEAR_2025,
    weight="dollars",
    numerator="what enterprises of all types pay for the use of models, to whomever",
    also=("B50",),
    joint=True,
)
def spending_of_americans(branch: Branch) -> float:
    """Return a year's bill for models in the United States."""
    return total(branch, YEAR_2025, lambda world: _spending(world, "united_states"))
