"""shakeout compare: effects, and costs beside them."""

from pathlib import Path

import pandas as pd

from tests.cli.answers import Ask


def test_two_scenarios_are_compared_with_costs_beside_effects(ask: Ask, tmp_path: Path) -> None:
    small = ("--seeds", "2", "--buyers", "200", "--months", "2026-08:2026-09")
    code, out, err = ask("compare", "base", "ban_the_service", *small, "--out", "ban.csv")
    assert (code, err) == (0, "")
    for words in (
        "Ban the service, not the weights",
        "2 pairs of runs",
        "Effects",
        "Leakage",
        "Costs",
        "Adaptation cost",
    ):
        assert words in out
    assert "Before Jan 2026, the first month that may differ, every figure is exactly equal in every pair." in out
    table = pd.read_csv(tmp_path / "ban.csv")
    assert {"quantity", "base", "scenario", "difference", "t"} <= set(table.columns)
    refused = ask("compare", "base", "ban_the_service", *small, "--out", "ban.csv")
    assert (refused.code, refused.out) == (2, "")
