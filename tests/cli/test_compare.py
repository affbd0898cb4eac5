"""shakeout compare: effects, and costs beside them."""

from pathlib import Path

import pandas as pd
import pytest

from simulator.experiment.quantities import Quantity
from simulator.scenario.value import GREATEST_SEED
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
    assert "Before Jan 2026, the first month that may differ, every figure is exactly equal in every pair." in " ".join(
        out.split()
    )
    table = pd.read_csv(tmp_path / "ban.csv")
    assert {"quantity", "base", "scenario", "difference", "low", "high", "p_adjusted", "finding", "pairs"} <= set(
        table.columns
    )
    assert set(table["finding"]) <= {"none", "too few to tell"}, "two pairs tell nothing"
    refused = ask("compare", "base", "ban_the_service", *small, "--out", "ban.csv")
    assert (refused.code, refused.out) == (2, "")


def test_a_comparison_whose_runs_all_crash_fails_and_writes_no_table(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = Quantity("nowhere", "Nowhere", "spend", (("region", "atlantis"), ("buyer", "all")), months=range(2))
    monkeypatch.setattr("simulator.cli.commands.compare.HEADLINES", (nowhere,))
    code, out, err = ask("compare", "base", "base", "--seeds", "1", "--buyers", "64", "--out", "none.csv")
    assert (code, out) == (1, "")
    assert "nothing to compare" in err
    assert "atlantis" in err
    assert not (tmp_path / "none.csv").exists()


def test_a_scenario_of_the_greatest_seed_is_compared_on_as_many_seeds_as_any_other(ask: Ask, tmp_path: Path) -> None:
    text = f'format = 2\ntitle = "Mine"\nextends = "base"\n[run]\nseed = {GREATEST_SEED}\nend = "2023-11"\n'
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    months = ("--months", "2023-10:2023-11")
    code, out, err = ask("compare", "mine.toml", "mine.toml", "--seeds", "2", "--buyers", "64", *months)
    assert (code, err) == (0, "")
    assert "2 pairs of runs" in out
