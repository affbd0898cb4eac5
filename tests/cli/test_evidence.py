"""shakeout evidence: what the model says of known facts."""

from pathlib import Path

import pandas as pd
import pytest

from simulator import evidence
from simulator.cli.exit_codes import WRONG_USE
from simulator.evidence import judging
from simulator.scenario.value import Scenario
from tests.cli.answers import Ask


def test_evidence_is_told_and_written(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def simulated_before(scenario: Scenario, seeds: int, **_: object) -> tuple[evidence.Result, ...]:
        asked.append((scenario.history, seeds))
        return evidence.table()

    monkeypatch.setattr(judging, "gather", simulated_before)
    answer = ask("evidence", "--seeds", "3", "--history", "free", "--out", "facts.csv")
    assert answer.code == 0, answer.err
    assert asked == [("free", 3)]
    assert answer.out.index("Must be met") < answer.out.index("Checks") < answer.out.index("Put in by hand")
    written = pd.read_csv(tmp_path / "facts.csv")
    assert len(written) == len(evidence.table())
    assert written["low"].min() < 0.0  # a number stays one
    assert ask("evidence", "--out", "facts.csv").code == WRONG_USE
