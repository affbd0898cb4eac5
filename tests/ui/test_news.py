"""News and measures in words: the events of a month first, each told once, and versions in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.news import Item
from simulator.policy import POLICIES, Measure, Target
from ui.models.measures import headline, short_name

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.window.main_window import MainWindow

NOW = 28


def lines(window: MainWindow, world: World) -> list[str]:
    return window.headlines.lines_of(world)


def test_what_happens_to_a_maker_is_told_once(window: MainWindow) -> None:
    told = lines(window, window.session.branch.worlds[NOW])
    assert "Z.ai lists its shares." in told
    assert not any(line.startswith("Listing") for line in told)


def test_new_versions_of_a_month_share_a_line(window: MainWindow) -> None:
    world = window.session.branch.worlds[NOW]
    released = [item for item in world.news if item.kind == "release"]
    told = [line for line in lines(window, world) if line.startswith("New versions")]
    assert len(released) > 2
    assert 1 <= len(told) <= 2
    assert sum(line.count(",") for line in told) >= len(released)


def test_decisions_and_fates_come_before_models(window: MainWindow) -> None:
    world = window.session.branch.worlds[NOW]
    launched = Item(NOW, "launch", "qwen", "Qwen is launched.")
    failed = Item(NOW, "failure", "stepfun", "StepFun is bankrupt.")
    told = lines(window, world.changed(news=(launched, *world.news, failed)))
    assert told.index(failed.text) < told.index(launched.text)


def test_every_kind_of_news_is_shown_as_text(window: MainWindow) -> None:
    world = window.session.branch.worlds[NOW]
    for kind in ("listing", "retreat", "failure", "takeover", "blocked", "entry", "exits", "licence"):
        item = Item(NOW, kind, "somebody", f"A line about {kind}.")
        assert item.text in lines(window, world.changed(news=(item,)))


def test_a_measure_is_told_with_what_was_chosen_in_words(base: Scenario) -> None:
    kind = POLICIES["listing_window"]
    usual = kind()
    other = kind(window="open" if usual.window == "closed" else "closed")
    for policy in (usual, other):
        words = headline(Measure("window", policy, NOW), base)
        assert words == f"Chinese makers, {policy.window}, from Jan 2026 on"
        assert short_name(Measure("window", policy, NOW), base) == f"Stock-exchange window: {policy.window}"
    bought = Measure("sale", POLICIES["takeover"](buyer="google"), NOW, target=Target(maker=("moonshot",)))
    assert "buyer Google" in headline(bought, base)


def test_a_measure_of_a_single_month_has_no_span(base: Scenario) -> None:
    once = Measure("once", POLICIES["listing"](), NOW, end=NOW)
    assert headline(once, base).endswith(", in Jan 2026")
