"""The rows of evidence are as they were committed, say what they lack, and measure what they say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

import simulator
from simulator import evidence
from simulator.dates import month_number, month_text
from simulator.entries import BUYERS, ORIGINS, REGIONS
from simulator.evidence import page
from simulator.evidence.judging import Result, number_of, result, tally
from simulator.evidence.readings import adopted, holdings, holds, living_in, main_maker, own_service, pairs
from simulator.evidence.row import Moved, Row, in_order
from simulator.evidence.tables import tidy
from simulator.evidence.wording import band_words, moved_words, report
from simulator.history import Branch
from simulator.world import CHANNELS, Flags, World
from tests.simulator.asked_rows import COMMITTED, JOINT
from tests.worlds import base_branch, measure, rows_of, with_measure

BUYERS_HERE, UNTIL = 2048, month_number("2026-01")


@pytest.fixture(scope="module")
def branch() -> Branch:
    """Return the record with enough buyers that no share is of nothing."""
    return base_branch(buyers=BUYERS_HERE, until=UNTIL)


@pytest.fixture(scope="module")
def table(branch: Branch) -> pd.DataFrame:
    """Return some indicators of the record."""
    return simulator.table(
        branch, "revenue", "profit", "spend", "market_share", "origin_share_of_open_use", "list_price"
    )


def said(branch: Branch, name: str) -> float:
    """Return what a row measures in a branch."""
    statistic = evidence.ROWS[name].statistic
    assert statistic is not None
    return number_of(statistic(branch))


def waiting() -> Row:
    """Return a row that is asked and cannot be measured yet."""
    return replace(evidence.ROWS["A16"], id="A16 later", statistic=None, missing="Nobody has built it yet.")


# --- What was committed -----------------------------------------------------------------------------------------------


def test_every_row_has_the_tier_the_band_and_the_months_that_were_committed() -> None:
    assert set(evidence.ROWS) == set(COMMITTED)
    for row in in_order():
        asked = COMMITTED[row.id]
        low, high = (row.moved.low, row.moved.high) if row.moved else (row.low, row.high)
        assert (low, high) == pytest.approx((asked.low, asked.high)), row.id
        assert row.moved is None or (pd.Timestamp(row.moved.date) and row.moved.reason.endswith(".")), row.id
        assert row.tier == asked.tier, row.id
        assert (month_text(row.months[0]), month_text(row.months[-1])) == (asked.first, asked.last), row.id
        assert all(after == before + 1 for before, after in pairwise(row.months)), row.id


def test_the_rows_in_the_loss_of_the_joint_calibration_are_named() -> None:
    assert {row.id for row in in_order() if row.joint} == JOINT


def test_every_fact_that_is_asked_or_told_has_a_row() -> None:
    numbered = {fact for row in in_order() for fact in row.facts}
    article = {f"A{number}" for number in (*range(1, 13), *range(14, 19), 22, 23)} | {"A16b"}
    others = {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 15, 16, 18, 19, 20, *range(22, 35), 45, 48, 49, *range(50, 61)}
    assert numbered == article | {f"B{number}" for number in others}


def test_a_moved_band_is_told_wherever_the_row_is() -> None:
    moved = replace(evidence.ROWS["A16"], high=0.15, moved=Moved("2026-02-01", 0.07, 0.13, "The survey was corrected."))
    words = "band moved on 2026-02-01, before 7 % to 13 %: The survey was corrected."
    assert moved_words(moved) == words
    assert words in " ".join(report([result(moved, [0.1, 0.1])]).split())
    assert words in page.evidence([result(moved, [0.1, 0.1])])
    assert tidy([result(moved, [0.1, 0.1])])["moved"].tolist() == [words]
    assert not moved_words(evidence.ROWS["A16"])


# --- What cannot be measured ------------------------------------------------------------------------------------------


def test_a_row_without_a_statistic_says_what_is_missing_and_no_other_does() -> None:
    for row in in_order():
        assert bool(row.missing) == (row.statistic is None), row.id
        assert row.statistic is None or row.tier != "told", row.id


def test_what_is_not_measured_is_neither_in_nor_out_and_is_told() -> None:
    told: list[Result] = [
        result(evidence.ROWS["A7"], [4.0, 5.0]),
        result(waiting(), ()),
        result(evidence.ROWS["B8"], ()),
    ]
    assert [one.verdict for one in told] == ["in", "unmeasured", "told"]
    assert tally(told) == (1, 1)
    for text in (" ".join(report(told).split()), page.evidence(told)):
        assert "1 of 1 in, 1 not measured yet" in text
        assert "Nobody has built it yet." in text
        assert evidence.ROWS["B8"].missing in text
        assert evidence.ROWS["B8"].source in text
    assert "A16 later" not in page.failures(told)
    assert tidy(told)["verdict"].tolist() == ["in", "unmeasured", "told"]
    assert tidy(told)["mean"].isna().tolist() == [False, True, True]


def test_a_fact_that_is_only_told_has_no_band() -> None:
    for row in in_order():
        assert bool(band_words(row)) == (row.tier != "told"), row.id


# --- Each measures what it says ---------------------------------------------------------------------------------------


def in_table(table: pd.DataFrame, name: str, first: str, last: str = "", **keys: str) -> pd.Series[float]:
    """Return the values of an indicator, one a month; columns that are not named are empty."""
    months = table["month"].astype(str).str[:7]
    here = (table["indicator"] == name) & (months >= first) & (months <= (last or first))
    for column, label in keys.items():
        here &= table[column] == label
    return table.loc[here, "value"]


def test_money_in_rows_is_the_money_of_the_table(branch: Branch, table: pd.DataFrame) -> None:
    revenue = in_table(table, "revenue", "2025-01", "2025-12", maker="openai")
    assert len(revenue) == 12
    assert said(branch, "B27") == pytest.approx(revenue.sum())
    assert said(branch, "B23 half") == pytest.approx(
        in_table(table, "revenue", "2025-01", "2025-06", maker="zai").sum()
    )
    assert said(branch, "B28 2024") == pytest.approx(
        12 * in_table(table, "revenue", "2024-12", maker="anthropic").item()
    )
    spent = in_table(table, "spend", "2025-01", "2025-12", region="united_states", buyer="all")
    assert said(branch, "B7") == pytest.approx(spent.sum())
    west = sum(
        in_table(table, "spend", "2024-11", region=place, buyer="all").item() for place in ("united_states", "europe")
    )
    assert said(branch, "B6 2024") == pytest.approx(12 * west)


def test_shares_in_rows_are_the_shares_of_the_table(branch: Branch, table: pd.DataFrame) -> None:
    corporations = {"region": "united_states", "buyer": "corporations", "units": "workload"}
    of_all = in_table(table, "market_share", "2025-12", origin="china", **corporations)
    assert said(branch, "B4") == pytest.approx(of_all.item())
    of_open = in_table(table, "origin_share_of_open_use", "2025-10", "2026-01", origin="china", **corporations)
    assert len(of_open) == 4
    assert said(branch, "A16") == pytest.approx(of_open.mean())


def test_payers_are_what_people_pay_over_what_each_pays_everywhere_but_in_china(branch: Branch) -> None:
    paying = using = 0.0
    for world in branch.worlds[month_number("2025-01") : month_number("2026-01")]:
        for number, place in enumerate(REGIONS):
            if place != "china":
                paying += world.consumers.revenue[:, number].sum() / world.regions.revenue_per_payer[number]
                using += world.consumers.users[:, number].sum()
    assert said(branch, "B30") == pytest.approx(paying / using)


def test_list_prices_at_launch_are_those_of_the_table(branch: Branch, table: pd.DataFrame) -> None:
    assert said(branch, "B45 GPT") == pytest.approx(in_table(table, "list_price", "2023-09", model="gpt").item())
    deepseek = in_table(table, "list_price", "2025-09", model="deepseek_v").item()
    assert said(branch, "B45 September") == pytest.approx(deepseek)


def sold(world: World) -> pd.DataFrame:
    """Return what is sold in a month, by names."""
    sales, model = world.sales, world.offers.model[world.sales.offer]
    return pd.DataFrame(
        {
            "region": np.array(REGIONS)[sales.stratum // len(BUYERS)],
            "buyer": np.array(BUYERS)[sales.stratum % len(BUYERS)],
            "channel": np.array(CHANNELS)[world.offers.channel[sales.offer]],
            "origin": np.array(ORIGINS)[world.makers.origin[world.models.maker[model]]],
            "open": world.models.open[model],
            "tokens": sales.tokens,
        }
    )


def test_a_router_sees_what_startups_abroad_run_on_others_machines(branch: Branch) -> None:
    shares = []
    for month in range(month_number("2024-11"), month_number("2025-11") + 1):
        routed = sold(branch.worlds[month]).query(
            "buyer == 'startup' and region != 'china' and channel != 'self_hosted'"
        )
        shares.append(routed.query("origin == 'china' and open")["tokens"].sum() / routed["tokens"].sum())
    assert said(branch, "B51 first") == pytest.approx(shares[0])
    assert said(branch, "B51 mean") == pytest.approx(np.mean(shares))
    assert len(set(shares)) == 13


def test_a_router_sees_no_chinese_open_model_once_their_weights_are_closed(branch: Branch) -> None:
    closed = branch.fork(with_measure(measure("close_weights", "2024-11")))
    closed.world(UNTIL)
    assert said(branch, "B51 mean") > 0.0
    assert said(closed, "B51 first") == said(closed, "B51 mean") == 0.0


def test_tokens_on_hosts_in_china_leave_out_buyers_own_machines(branch: Branch) -> None:
    def tokens(first: str, last: str) -> float:
        months = range(month_number(first), month_number(last) + 1)
        here = "region == 'china' and channel != 'self_hosted'"
        return sum(sold(branch.worlds[month]).query(here)["tokens"].sum() for month in months)

    assert said(branch, "B53 half") == pytest.approx(tokens("2025-01", "2025-06"))
    growth = tokens("2025-01", "2025-06") / tokens("2024-01", "2024-12")
    assert said(branch, "B53 growth") == pytest.approx(growth)


def test_a_year_of_profit_is_revenue_less_serving_and_all_other_costs(branch: Branch, table: pd.DataFrame) -> None:
    """Serving is what profit leaves over once research, marketing, administration and the fees of stores are paid."""
    year = range(month_number("2025-01"), month_number("2025-12") + 1)
    names = ("staff_and_suppliers", "app_stores")
    costs = 0.0
    for month in year:
        world = branch.worlds[month]
        book = simulator.accounts.accounts(world)
        (row,) = rows_of(world.makers, "anthropic")
        costs += sum(world.payments[book.maker(row), book.outside(name)] for name in names)
    revenue, profit = (
        in_table(table, name, "2025-01", "2025-12", maker="anthropic").sum() for name in ("revenue", "profit")
    )
    assert said(branch, "B29 Anthropic") == pytest.approx(1.0 - (revenue - profit - costs) / revenue)


# --- Offers by class of work ------------------------------------------------------------------------------------------


def with_classes(world: World, classes: int) -> World:
    """Return a world in which each buyer holds what it holds for several classes of work."""
    offer = np.repeat(world.buyers.offer[:, None], classes, axis=1)
    return world.changed(buyers=world.buyers.changed(offer=offer))


def test_a_firm_with_one_offer_for_every_class_counts_as_it_did_with_one(branch: Branch) -> None:
    world = branch.worlds[UNTIL]
    many, chinese = with_classes(world, 4), chinese_offers(world)
    assert holdings(world).shape == (len(world.buyers), 1)
    assert holdings(many).shape == (len(world.buyers), 4)
    for count in (adopted, main_maker):
        assert np.array_equal(count(many), count(world))
    assert np.array_equal(holds(many, chinese), holds(world, chinese))
    assert np.array_equal(pairs(many, chinese), 4 * pairs(world, chinese))
    assert holds(world, chinese).any()


def chinese_offers(world: World) -> Flags:
    """Return `(offers,)` the offers of Chinese makers."""
    those: Flags = world.makers.origin[world.models.maker[world.offers.model]] == ORIGINS.index("china")
    return those


def test_a_firm_uses_what_it_holds_for_any_class_and_its_maker_has_most_of_its_work(branch: Branch) -> None:
    world = branch.worlds[UNTIL]
    qwen, glm, gpt = (int(np.flatnonzero(own_service(world, name))[0]) for name in ("alibaba", "zai", "openai"))
    offer = np.zeros((len(world.buyers), 4), dtype=np.int16)
    offer[0], offer[1], offer[2, 2] = (gpt, qwen, glm, qwen), (gpt, gpt, qwen, 0), glm
    budget = np.ones((len(world.buyers), 4))
    budget[1] = (1.0, 1.0, 5.0, 9.0)  # most of its work is for the third class, for nothing is held for the last
    split = world.changed(buyers=world.buyers.changed(offer=offer, budget=budget))
    alibaba, zai = rows_of(world.makers, "alibaba", "zai")
    assert main_maker(split)[:4].tolist() == [alibaba, alibaba, zai, 0]
    assert adopted(split)[:4].tolist() == [True, True, True, False]
    assert pairs(split, chinese_offers(world))[:4].tolist() == [3, 1, 1, 0]
    assert holds(split, own_service(world, "openai"))[:4].tolist() == [True, True, False, False]


def test_buyers_of_a_place_are_found_by_type(branch: Branch) -> None:
    world = branch.worlds[UNTIL]
    there = living_in(world, "europe", "mid", "large")
    kinds = {BUYERS[kind] for kind in world.buyers.kind[there]}
    assert kinds == {"mid", "large"}
    assert set(world.buyers.region[there].tolist()) == {REGIONS.index("europe")}
    assert living_in(world, "europe").sum() > there.sum()
