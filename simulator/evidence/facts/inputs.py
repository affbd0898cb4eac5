"""Facts that are put in by hand: shown, so that nobody takes them for findings."""

from simulator.entries import REGIONS
from simulator.evidence.readings import maker, span
from simulator.evidence.row import row
from simulator.history import Branch

_ECONOMIST = "The Economist, January 2026"
_FOUR = ("alibaba", "baidu", "bytedance", "tencent")


@row(
    "A10",
    "input",
    "American companies' spending on software over Chinese companies'",
    "times",
    low=10.0,
    high=12.0,
    source=f"{_ECONOMIST}: $50 bn, less than a tenth",
    months=span("2023-09"),
    taken="a year at the rate of that month",
    weight="dollars",
    numerator="software budgets in the United States",
    denominator="software budgets in China",
)
def software(branch: Branch) -> float:
    """Return the ratio of the two countries' software budgets at the start, as the file gives them."""
    spend = branch.worlds[0].regions.software_spend
    return float(spend[REGIONS.index("united_states")] / spend[REGIONS.index("china")])


@row(
    "A14",
    "input",
    "Data-centre investment of Alibaba, Baidu, ByteDance and Tencent",
    "$M",
    low=59_500.0,
    high=80_500.0,
    source=f"{_ECONOMIST}: $70 bn",
    months=span("2026-01", "2026-12"),
    taken="as planned",
    weight="dollars",
    numerator="investment of the clouds of these four groups",
)
def investment(branch: Branch) -> float:
    """Return a year of planned investment, summed over the clouds that these groups own."""
    world = branch.worlds[0]
    rows = [maker(world, name) for name in _FOUR]
    groups = world.clouds.group.tolist()
    return 12.0 * float(
        sum(capex for capex, group in zip(world.clouds.capex_2026, groups, strict=True) if group in rows)
    )
