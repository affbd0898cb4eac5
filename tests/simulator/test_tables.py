"""Tidy tables: one number per row, with its month, breakdowns and unit beside it."""

from pathlib import Path

import pandas as pd
import pytest

from simulator.dates import NOW
from simulator.indicator import INDICATORS, market_shares
from simulator.registry import UnknownNameError
from simulator.tables import COLUMNS, beside, receipt_in, table, tidy, write_table
from simulator.world import Origin
from tests.worlds import base_branch


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    """Return the table of two months."""
    return tidy(base_branch().worlds[NOW : NOW + 2])


def test_a_table_has_the_columns_that_papers_rely_on(rows: pd.DataFrame) -> None:
    promised = "month indicator maker model origin openness channel region buyer cloud units value unit"
    assert tuple(rows.columns) == COLUMNS == tuple(promised.split())
    assert sorted(rows["indicator"].unique()) == sorted(INDICATORS)
    assert rows["month"].unique().tolist() == ["2026-01", "2026-02"]


def test_no_row_is_there_twice_and_no_value_is_missing(rows: pd.DataFrame) -> None:
    keys = [name for name in COLUMNS if name not in ("value", "unit")]
    assert not rows.duplicated(keys).any()
    assert rows["value"].notna().all()


def test_a_number_in_the_table_is_that_of_the_world(rows: pd.DataFrame) -> None:
    shares, labels = market_shares(base_branch().worlds[NOW], "origin", "europe", "mid", "spend")
    chosen = rows.query(
        "month == '2026-01' and indicator == 'market_share' and origin == 'china'"
        " and region == 'europe' and buyer == 'mid' and units == 'spend'"
    )
    assert chosen["value"].tolist() == pytest.approx([shares[labels.index("china")]], rel=1e-11)


def test_what_is_not_on_the_market_has_no_row(rows: pd.DataFrame) -> None:
    models = rows.loc[rows["indicator"] == "capability", "model"].tolist()
    world = base_branch().worlds[NOW]
    assert "american_open" not in models
    assert "" not in models
    assert len(models) == 2 * world.models.live.sum()


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_both_kinds_of_file_hold_the_numbers_of_the_table(ending: str, rows: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / f"market.{ending}"
    write_table(rows, path)
    if ending == "csv":
        read = pd.read_csv(path, keep_default_na=False)
    else:
        read = pd.read_parquet(path)
    pd.testing.assert_frame_equal(read, rows, check_exact=False, rtol=1e-15, check_dtype=False)


def test_a_csv_file_is_plain_and_its_receipt_stands_beside_it(rows: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "market.csv"
    write_table(rows, path, "what it was made from")
    assert tuple(pd.read_csv(path).columns) == COLUMNS
    assert sorted(file.name for file in tmp_path.iterdir()) == ["market.csv", "market.csv.receipt.toml"]
    assert receipt_in(path) == "what it was made from"
    write_table(rows, path)
    assert receipt_in(path) == ""


def test_a_parquet_file_carries_its_receipt(rows: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "market.parquet"
    write_table(rows, path, "what it was made from")
    assert receipt_in(path) == "what it was made from"
    assert [file.name for file in tmp_path.iterdir()] == ["market.parquet"]
    pd.testing.assert_frame_equal(pd.read_parquet(path), rows, check_dtype=False)


def test_a_receipt_is_found_whatever_the_case_of_the_ending(rows: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "market.parquet"
    write_table(rows, path, "what it was made from")
    assert receipt_in(path.rename(tmp_path / "MARKET.PARQUET")) == "what it was made from"


def test_a_receipt_that_is_no_text_is_refused_as_a_file_that_cannot_be_read(rows: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "market.csv"
    write_table(rows, path, "what it was made from")
    beside(path).write_bytes(b"\xff\xfe")
    with pytest.raises(OSError, match=r"receipt of market\.csv is no text in UTF-8"):
        receipt_in(path)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_name_is_a_formula_in_a_spreadsheet(start: str, tmp_path: Path) -> None:
    path = tmp_path / "market.csv"
    rows = pd.DataFrame(
        {"month": ["2026-01"], "maker": [f"{start}cmd|' /C calc'!A0"], "model": ["a=b"], "value": [-1.5]}
    )
    write_table(rows, path)
    read = pd.read_csv(path)
    assert read["maker"].tolist() == [f"'{start}cmd|' /C calc'!A0".replace("\r", " ")]
    assert (read["model"].tolist(), read["value"].tolist()) == (["a=b"], [-1.5])
    assert rows["maker"].tolist() == [f"{start}cmd|' /C calc'!A0"]


def test_values_have_twelve_significant_digits(rows: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "market.csv"
    write_table(rows, path)
    written = pd.read_csv(path, dtype=str, keep_default_na=False)["value"]
    digits = written.str.partition("e")[0].str.replace(r"[-.]", "", regex=True).str.strip("0").str.len()
    assert digits.max() == 12
    pd.testing.assert_series_equal(written.astype(float), rows["value"], check_exact=False, rtol=1e-15)


def test_an_origin_without_models_has_no_gap() -> None:
    world = base_branch().worlds[NOW]
    european = world.makers.origin[world.models.maker] == Origin.EUROPE
    without = world.changed(models=world.models.changed(live=world.models.live & ~european))
    gaps = tidy([world, without], ["capability_gap"])
    assert (gaps["origin"] == "europe").sum() == 1
    assert (gaps["origin"] == "china").sum() == 2


def test_any_other_ending_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"market.xlsx: a table is written as .csv or .parquet"):
        write_table(tidy([]), tmp_path / "market.xlsx")


def test_an_unknown_indicator_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match='did you mean "market_share"'):
        table(base_branch(), "market_shares")


def test_a_table_without_months_is_empty_and_has_its_columns() -> None:
    assert tuple(tidy([]).columns) == COLUMNS
    assert tidy([]).empty
