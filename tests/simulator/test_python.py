"""Shakeout from Python: load, simulate, and read any indicator as a pandas table, in the five lines of the README."""

import re
from pathlib import Path

import pandas as pd
import pytest

import simulator

README = Path(__file__).parents[2] / "README.md"


def test_the_five_lines_of_the_readme_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With fewer buyers, who give the same table in less time."""
    (example,) = (
        block
        for block in re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
        if block.startswith("import simulator")
    )
    lines = [line for line in example.splitlines() if line.strip()]
    assert len(lines) <= 5
    load = simulator.load
    monkeypatch.setattr(simulator, "load", lambda name: load(name).changed(buyers=512), raising=False)
    names: dict[str, object] = {}
    exec(example, names)  # noqa: S102 - it is our own README
    assert "market_share" in capsys.readouterr().out


def test_a_table_of_named_indicators_has_every_month() -> None:
    scenario = simulator.load("base").changed(buyers=512)
    branch = simulator.simulate(scenario, until=3)
    table = simulator.table(branch, "market_share", "spend")
    assert isinstance(table, pd.DataFrame)
    assert table["indicator"].unique().tolist() == ["market_share", "spend"]
    assert table["month"].unique().tolist() == ["2023-09", "2023-10", "2023-11", "2023-12"]


def test_a_scenario_runs_to_its_end() -> None:
    scenario = simulator.load("base").changed(buyers=512, end=2)
    assert simulator.simulate(scenario).worlds[-1].month == 2


@pytest.mark.parametrize("name", simulator.__all__)
def test_public_names_are_documented(name: str) -> None:
    assert (getattr(simulator, name).__doc__ or "").strip()


def test_there_is_no_other_public_name() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'run'"):
        _ = simulator.run
