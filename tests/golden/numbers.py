"""Golden numbers: what some shipped scenarios gave when somebody last looked, so that every change of results is seen.

Write them with `uv run python -m tests.refresh golden`, read the difference as carefully as a change of code, and say
so in `assets/whats_new.md`.
"""

from functools import cache
from pathlib import Path

import pandas as pd

from simulator.dates import NOW, month_number, month_text
from simulator.history import Branch
from simulator.scenario.library import load
from simulator.tables import KEYS, tidy

FOLDER = Path(__file__).parent
COMMAND = "uv run python -m tests.refresh golden"
NAMES = ("base", "ban_the_service", "close_the_weights")  # a ban and a change of supply; others would say little more
SEED, BUYERS = 101, 2048
MONTHS = tuple(map(month_number, ("2023-09", "2024-09", "2025-01", "2026-01", "2027-01", "2028-09", "2035-12")))
EVENTS = ("measure", "entry", "launch", "licence", "exits")

ROWS = {
    "market_share": "units == 'workload' and buyer == 'all' and region in ['world', 'united_states']"
    " and (maker != '' or openness != '' or channel != '')",
    "origin_share_of_open_use": "region in ['united_states', 'europe'] and buyer in ['corporations', 'startup']",
    "leakage": "origin == 'china' and buyer == 'all'",
    "receipts": "region == 'world'",
    "spend": "buyer == 'all'",
    "price_level": "buyer == 'all' and region in ['world', 'china']",
    "capability_gap": "value == value",
    "list_price": "model in ['gpt', 'claude', 'llama', 'mistral_open', 'qwen', 'deepseek_v']",
    "models_on_offer": "value == value",
    "downloads": "origin != ''",
    "derivatives": "model in ['llama', 'qwen', 'deepseek_v']",
    "ban_belief": "origin == 'china' and region == 'united_states'",
    "adoption": "region in ['united_states', 'china']",
    "switching": "buyer == 'all' and region in ['world', 'united_states']",
    "forced_switching": "buyer == 'all' and region in ['world', 'united_states']",
    "adaptation_cost": "buyer == 'all' and region in ['world', 'united_states']",
}
"""Which rows of each indicator are kept."""


@cache
def branch_of(name: str) -> Branch:
    """Return a shipped scenario's branch."""
    scenario = load(name).changed(seed=SEED, buyers=BUYERS)
    branch = Branch(scenario.setup, scenario.timeline)
    branch.world(MONTHS[-1])
    return branch


def numbers(name: str) -> pd.DataFrame:
    """Return the numbers of a scenario: a row for each thing measured, a column for each month."""
    months = [month for month in MONTHS if name == "base" or month >= NOW]  # before January 2026 all are alike
    rows = tidy([branch_of(name).worlds[month] for month in months], ROWS)
    kept = pd.concat([rows[rows["indicator"] == indicator].query(query) for indicator, query in ROWS.items()])
    words = kept[["indicator", *KEYS]].itertuples(index=False)
    labels = [" ".join(label for label in row if label) for row in words]
    table = kept.assign(what=labels).pivot_table(index="what", columns="month", values="value", sort=False)
    return table.loc[table.abs().sum(axis="columns") > 0.0]


def events(name: str) -> str:
    """Return what a newspaper would have reported of a scenario, one line for each piece of news."""
    items = [item for world in branch_of(name).worlds for item in world.news if item.kind in EVENTS]
    return "".join(f"{month_text(item.month)} {item.kind}: {item.text}\n" for item in items)


def path_of_numbers(name: str) -> Path:
    """Return where a scenario's numbers are kept."""
    return FOLDER / f"{name}.csv"


def path_of_events(name: str) -> Path:
    """Return where a scenario's events are kept."""
    return FOLDER / f"{name}.txt"


def texts() -> dict[Path, str]:
    """Return what the golden files should say now: the numbers of each scenario, and the events of the base market."""
    tables = {path_of_numbers(name): numbers(name) for name in NAMES}
    written = {path: table.to_csv(float_format="%.12g", lineterminator="\n") for path, table in tables.items()}
    return {**written, path_of_events("base"): events("base")}
