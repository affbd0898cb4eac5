"""The numbers of some shipped scenarios stay what they were until somebody renews them and reads the difference."""

import pandas as pd
import pytest

from tests.golden.numbers import COMMAND, NAMES, events, numbers, path_of_events, path_of_numbers

ROUNDING = 1e-9  # what another processor or another build of linear algebra may do to the last digits
HOW = f"Results have moved. If that was meant: `{COMMAND}`, read the difference, tell it in assets/whats_new.md."


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_of_a_shipped_scenario_are_the_golden_ones(name: str) -> None:
    golden, now = pd.read_csv(path_of_numbers(name), index_col="what"), numbers(name)
    assert len(golden) > 100
    assert now.index.tolist() == golden.index.tolist(), HOW
    now.columns.name = None
    try:
        pd.testing.assert_frame_equal(now, golden, rtol=ROUNDING, atol=1e-15, check_exact=False)
    except AssertionError as difference:
        pytest.fail(f"{HOW}\n{difference}", pytrace=False)


def test_the_events_of_the_base_market_are_the_golden_ones() -> None:
    assert events("base") == path_of_events("base").read_text(encoding="utf-8"), HOW


def test_no_golden_file_is_left_over() -> None:
    kept = {path.stem for path in path_of_numbers("base").parent.glob("*.csv")}
    assert kept == set(NAMES)
