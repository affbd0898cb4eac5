"""News along the years: clustered where it is dense, told, clicked, hidden with the future."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt

from ui.models.news import TOPICS, Story, flags, stories, topic_in_words
from ui.panels.timeline.news_flags import NewsFlags

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.window.main_window import MainWindow


@pytest.fixture
def strip(window: MainWindow, qtbot: QtBot) -> NewsFlags:
    qtbot.waitUntil(lambda: bool(window.timeline.news.flags()))
    return window.timeline.news


def test_stories_too_near_to_each_other_share_a_flag() -> None:
    news = [Story(month, "entry", f"Story {month}") for month in (3, 4, 4, 9, 20)]
    assert [(flag.month, len(flag.stories)) for flag in flags(news, 5)] == [(3, 3), (9, 1), (20, 1)]


def test_a_flag_has_the_gravest_topic_of_its_stories() -> None:
    news = [Story(3, "launch", ""), Story(3, "exit", ""), Story(4, "listing", "")]
    assert flags(news, 5)[0].topic == "exit"


def test_every_kind_that_the_model_reports_has_a_topic_with_a_name(months: list[World], base: Scenario) -> None:
    told = [story for world in months for story in stories(world, base)]
    assert {story.topic for story in told} <= set(TOPICS)
    assert {"measure", "exit", "listing", "takeover", "entry", "launch", "release"} <= {story.topic for story in told}
    assert len(set(map(topic_in_words, TOPICS))) == len(TOPICS)


def test_news_of_a_model_is_news_of_its_maker(months: list[World], base: Scenario) -> None:
    told = [story for world in months for story in stories(world, base) if story.text.startswith("Qwen ")]
    assert told
    assert all(story.makers == {"alibaba"} for story in told)


def test_no_flag_lies_on_another(strip: NewsFlags) -> None:
    places = [strip.place(flag).x() for flag in strip.flags()]
    assert all(later - earlier >= strip.fontMetrics().horizontalAdvance("00") for earlier, later in pairwise(places))


def test_a_click_on_a_flag_moves_the_hand_to_its_month(window: MainWindow, strip: NewsFlags, qtbot: QtBot) -> None:
    flag = strip.flags()[3]
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.place(flag).toPoint())
    assert window.session.hand == flag.month


def test_arrow_keys_go_from_flag_to_flag_and_tell_them(window: MainWindow, strip: NewsFlags, qtbot: QtBot) -> None:
    shown = strip.flags()
    window.session.move_hand(0)
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert window.session.hand == shown[1].month
    assert shown[1].stories[0].text in strip.accessibleDescription()
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert window.session.hand == shown[0].month


def test_the_box_beside_the_pointer_tells_the_stories(strip: NewsFlags) -> None:
    flag = strip.flags()[-1]
    assert flag.stories[0].text in strip.tip_at(strip.place(flag))
    assert strip.tip_at(QPointF(strip._scale().x(29) + 1, 5.0))  # noqa: SLF001 - a month without a flag


def test_a_hidden_future_has_no_flags(window: MainWindow, strip: NewsFlags) -> None:
    window.session.hide_future(True)
    assert strip.flags()
    assert all(story.month <= window.session.hand for flag in strip.flags() for story in flag.stories)


def test_the_news_of_another_branch_replaces_what_they_do_not_share(
    window: MainWindow, strip: NewsFlags, qtbot: QtBot
) -> None:
    window.levers.row("federal_ban").tick.click()

    def told() -> str:
        return " ".join(story.text for flag in strip.flags() for story in flag.stories)

    qtbot.waitUntil(lambda: "Federal ban" in told())
    window.session.steps.undo()
    qtbot.waitUntil(lambda: "Federal ban" not in told())


class TestPanel:
    def texts(self, window: MainWindow) -> list[str]:
        listing = window.headlines.list
        return [listing.item(row).text() for row in range(listing.count())]

    def test_the_news_follow_the_hand(self, window: MainWindow, qtbot: QtBot) -> None:
        window.session.move_hand(12)
        qtbot.waitUntil(lambda: self.texts(window)[:1] == ["Sep 2024"])

    @pytest.mark.screen("the window system gives the focus")
    def test_words_are_found_in_all_months_and_enter_moves_the_hand(self, window: MainWindow, qtbot: QtBot) -> None:
        window.session.move_hand(40)
        qtbot.keyClicks(window.headlines.line, "lists its SHARES")
        listing = window.headlines.list

        def found() -> list[str]:
            return [text for text in self.texts(window) if text.endswith(".")]

        qtbot.waitUntil(lambda: bool(found()) and all("lists its shares" in text for text in found()))
        row = next(row for row in range(listing.count()) if "Z.ai lists" in listing.item(row).text())
        listing.setFocus()
        listing.setCurrentRow(row)
        qtbot.keyClick(listing, Qt.Key.Key_Return)
        assert window.session.hand == 28

    def test_a_click_moves_the_hand(self, window: MainWindow, qtbot: QtBot) -> None:
        listing = window.headlines.list
        qtbot.waitUntil(lambda: listing.count() > 6)
        window.resize(1440, 900)
        item = listing.item(listing.count() - 1)
        listing.scrollToItem(item)
        place = listing.visualItemRect(item).center()
        qtbot.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert window.session.hand < 28

    def test_kinds_and_makers_narrow_the_news_and_escape_shows_all_again(
        self, window: MainWindow, qtbot: QtBot
    ) -> None:
        panel, world = window.headlines, window.session.branch.worlds[28]
        panel.topics.show_names(("listing",))
        assert panel.lines_of(world) == ["Z.ai lists its shares.", "MiniMax lists its shares."]
        panel.makers.show_names(("minimax",))
        assert panel.lines_of(world) == ["MiniMax lists its shares."]
        panel.topics.show_names(())
        assert all("MiniMax" in line or "Stock" in line for line in panel.lines_of(world))
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
        assert not panel.sought
        assert any(line.startswith("New versions") for line in panel.lines_of(world))

    def test_a_hidden_future_is_not_found(self, window: MainWindow, qtbot: QtBot) -> None:
        window.session.move_hand(10)
        window.session.hide_future(True)
        qtbot.keyClicks(window.headlines.line, "lists its shares")
        qtbot.waitUntil(lambda: self.texts(window) == ["Nothing found"])
