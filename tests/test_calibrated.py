"""Tests that compare the market with the record are known by name, and skipped while it is between two calibrations.

A change of the market's rules moves what these tests look at, and only a calibration brings it back. Everything else
holds under any rules: what is conserved, what is promised, and that the same run gives the same numbers.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator import evidence
from simulator.evidence.standing import BETWEEN
from simulator.evidence.wording import report
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[1]
MARK = "pytest.mark.calibrated"

CALIBRATED = {
    "tests/directions/test_every_scenario.py": {"test_a_file_tells_truly_what_the_model_finds"},
    "tests/simulator/test_directions.py": {"test_the_model_finds_every_effect_that_a_file_promises"},
    "tests/simulator/test_evidence.py": {
        "test_most_of_the_facts_that_must_be_met_are_met",
        "test_what_is_out_says_why",
    },
    "tests/simulator/test_policies.py": {
        "test_export_controls_widen_the_chinese_gap_over_two_years_and_relief_narrows_it",
    },
    "tests/simulator/test_record.py": {
        "test_an_american_proprietary_model_leads_in_every_month_of_2025",
        "test_chinese_models_have_about_a_tenth_of_the_open_workload_in_american_corporations",
        "test_qwen_asks_less_than_a_fifth_of_what_gpt_asks",
    },
}
"""Every test that compares the market with the record, or with what a file says that it finds."""

NEVER = ("tests/golden/", "tests/promises/", "tests/simulator/test_golden.py", "tests/simulator/engine_fuzz.py")
"""Where tests hold under any rules of the market."""


def marked(path: Path) -> Iterator[str]:
    """Yield the names of the tests of a file that carry the marker, and "" wherever else the marker stands."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    carriers = {
        id(decorator): node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
    }
    yield from (carriers.get(id(node), "") for node in ast.walk(tree) if _is_the_marker(node))


def _is_the_marker(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node) == MARK


def test_every_test_that_compares_the_market_with_the_record_is_listed_and_no_other() -> None:
    carrying = {path.relative_to(ROOT).as_posix(): set(marked(path)) for path in (ROOT / "tests").rglob("*.py")}
    assert {place: names for place, names in carrying.items() if names} == CALIBRATED


def test_a_marker_that_stands_for_a_whole_file_or_for_some_cases_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "test_all.py"
    path.write_text(f"import pytest\npytestmark = {MARK}\n@{MARK}\ndef test_one(): pass\n", encoding="utf-8")
    assert sorted(marked(path)) == ["", "test_one"]


def test_promises_and_golden_numbers_are_never_skipped() -> None:
    assert not [place for place in CALIBRATED if place.startswith(NEVER)]
    assert all((ROOT / place).exists() for place in NEVER)


@pytest.mark.skipif(not BETWEEN, reason="the market is calibrated")
def test_what_is_skipped_says_that_the_market_is_between_two_calibrations() -> None:
    place = "tests/simulator/test_evidence.py::test_most_of_the_facts_that_must_be_met_are_met"
    command = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", place]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True, encoding="utf-8"
    )
    assert "1 skipped in " in done.stdout
    assert BETWEEN in " ".join(done.stdout.split())


def test_readers_of_the_evidence_are_told_and_are_no_longer_told_once_it_is_calibrated() -> None:
    said = [(ROOT / place).read_text(encoding="utf-8") for place in ("README.md", "assets/model_and_evidence.md")]
    said.append(report(evidence.table()))
    for text in said:
        flat = " ".join(text.split())
        assert ("between two calibrations" in flat) == bool(BETWEEN)
        assert BETWEEN in flat
