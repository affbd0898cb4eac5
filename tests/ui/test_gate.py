"""What the user does passes one gate: no edit makes what a file may not hold, and no click loses what is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSlider

from simulator.dates import HORIZON, NEVER, month_words
from simulator.policy import POLICIES, Measure
from simulator.scenario.reading.checks import problems_of
from simulator.scenario.reading.reading import check
from simulator.scenario.writing.resolved import resolved_text
from tests.ui.by_hand import WorkerByHand
from tests.ui.conftest import activated
from tests.ui.keyboard import enter, press, type_over
from tests.ui.patient import settle
from ui.panels.levers.lever_row import LeverRow
from ui.panels.timeline.dragging import moved
from ui.panels.timeline.measure_menu import measure_menu
from ui.panels.transport import Transport
from ui.session import edits
from ui.session.session import Session
from ui.widgets.month_box import MonthBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.pages.presentation.presentation import Presentation
    from ui.panels.timeline.bar_shape import Grip
    from ui.window.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
START, END, ANNOUNCED = 40, 50, 36  # months of the ban
GRIPS: tuple[Grip, ...] = ("all", "start", "end", "ramp", "announcement")


def errors(scenario: Scenario) -> list[str]:
    """Return what `check` says against a file of a scenario."""
    return [problem.text for problem in check(resolved_text(scenario))[1] if problem.severity == "error"]


def ban(window: MainWindow) -> Measure:
    return window.session.scenario.measure("federal_ban")


@pytest.fixture
def banned(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Return a window whose timeline has an announced ban, with its form on screen."""
    measure = Measure(id="federal_ban", policy=POLICIES["federal_ban"](), start=START, end=END, announced=ANNOUNCED)
    window.session.edit("Ban", lambda scenario: scenario.with_measure(measure))
    window.session.select("federal_ban")
    row = window.levers.open("federal_ban")
    qtbot.waitUntil(row.isVisible)
    return window


def month_box(window: MainWindow, name: str) -> MonthBox:
    boxes = {box.accessibleName(): box for box in window.levers.row("federal_ban").findChildren(MonthBox)}
    return boxes[name]


FROM, UNTIL, HEARD = "First month in force", "Last month in force", "Month of announcement"


# --- What no file may hold ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, month, told",
    [
        (FROM, END + 1, f"It ends in {month_words(END)}, before it starts in {month_words(END + 1)}."),
        (FROM, ANNOUNCED - 1, f"It is announced in {month_words(ANNOUNCED)}, after it starts in"),
        (UNTIL, START - 1, f"It ends in {month_words(START - 1)}, before it starts in {month_words(START)}."),
        (HEARD, START + 1, f"It is announced in {month_words(START + 1)}, after it starts in {month_words(START)}."),
    ],
)
def test_a_date_that_does_not_fit_the_others_is_told_beside_its_box_and_moves_nothing(
    banned: MainWindow, name: str, month: int, told: str
) -> None:
    box, before = month_box(banned, name), banned.session.scenario
    enter(box, month_words(month))
    assert box.typed.refused.startswith(told)
    assert (box.text(), banned.session.scenario) == (month_words(month), before)
    press("Escape")
    assert (box.typed.refused, banned.session.scenario) == ("", before)


@pytest.mark.parametrize(
    "name, first, key, back",
    [
        (FROM, END, Qt.Key.Key_Up, Qt.Key.Key_Down),
        (FROM, ANNOUNCED, Qt.Key.Key_Down, Qt.Key.Key_Up),
        (UNTIL, START, Qt.Key.Key_Down, Qt.Key.Key_Up),
        (HEARD, START, Qt.Key.Key_Up, Qt.Key.Key_Down),
    ],
)
def test_a_step_to_a_date_that_does_not_fit_is_told_and_not_made(
    banned: MainWindow, name: str, first: int, key: Qt.Key, back: Qt.Key
) -> None:
    box = month_box(banned, name)
    enter(box, month_words(first))
    QTest.keyClick(box, key)
    assert "it starts in" in box.typed.refused
    assert box.month == first
    assert errors(banned.session.scenario) == []
    QTest.keyClick(box, back)
    assert (box.typed.refused, box.month) == ("", first + (1 if back == Qt.Key.Key_Up else -1))


def test_the_end_of_what_happens_once_moves_with_it_for_it_has_no_box(window: MainWindow, qtbot: QtBot) -> None:
    window.session.move_hand(START)
    row = window.levers.open("listing")
    row.tick.click()
    assert window.session.scenario.measure("listing").end == START
    qtbot.waitUntil(row.isVisible)
    boxes = {box.accessibleName(): box for box in row.findChildren(MonthBox) if box.isVisible()}
    assert UNTIL not in boxes
    for month in (START + 9, START - 9):
        enter(boxes[FROM], month_words(month))
        once = window.session.scenario.measure("listing")
        assert (once.start, once.end) == (month, month)


def test_a_bar_stretched_by_keys_stops_at_its_announcement_and_says_so(banned: MainWindow) -> None:
    bars = banned.timeline.bars
    bars.setFocus()
    said: list[str] = []
    bars.refused.connect(said.append)
    for _ in range(START - ANNOUNCED):
        QTest.keyClick(bars, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (ban(banned).start, ban(banned).announced, said) == (ANNOUNCED, ANNOUNCED, [])
    for _ in range(3):
        QTest.keyClick(bars, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (ban(banned).start, ban(banned).announced) == (ANNOUNCED, ANNOUNCED)
    assert len(said) == 3
    assert all(each.startswith(f"It is announced in {month_words(ANNOUNCED)}, after") for each in said)
    QTest.keyClick(bars, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert ban(banned).start == ANNOUNCED + 1, "the way back begins where the bar stopped"


def test_a_bar_dragged_beyond_its_announcement_stops_there_and_says_so(banned: MainWindow) -> None:
    bars, scale = banned.timeline.bars, banned.timeline.scale()
    said: list[str] = []
    bars.refused.connect(said.append)
    rectangle = bars.shape("federal_ban").rectangle
    start = QPoint(round(rectangle.left()) + 1, round(rectangle.center().y()))
    way = QPoint(round(-20 * scale.month_width), 0)
    QTest.mousePress(bars, LEFT, pos=start)
    for part in (0.3, 0.6, 1.0):
        QTest.mouseMove(bars, start + way * part)
        QApplication.processEvents()
    QTest.mouseRelease(bars, LEFT, pos=start + way)
    assert (ban(banned).start, ban(banned).announced, ban(banned).end) == (ANNOUNCED, ANNOUNCED, END)
    assert said


def test_no_drag_of_any_measure_makes_what_a_file_may_not_hold(base: Scenario) -> None:
    dates = [(20, 40, 10), (20, 20, 20), (20, NEVER, None), (0, 5, 0), (60, NEVER, 3)]
    for kind, (start, end, announced), grip in product(sorted(POLICIES), dates, GRIPS):
        policy = POLICIES[kind]
        measure = Measure(
            id="one", policy=policy(), start=start, end=end, announced=announced, strength=policy.greatest_strength
        )
        scenario = base.with_measure(measure)
        for months in (-HORIZON, -13, -1, 1, 13, HORIZON):
            after = moved(scenario, "one", grip, months)
            assert problems_of(after) == (), (kind, measure, grip, months)
            if grip != "announcement":
                heard = after.measure("one").announced
                assert (heard is None) == (announced is None), "only its own drag takes an announcement away"


def test_the_gate_says_what_check_says(base: Scenario) -> None:
    assert problems_of(base) == ()
    measure = Measure(id="one", policy=POLICIES["audit"](), start=40, end=30, announced=50)
    choice = base.assumptions.choice.model_copy(update={"channel_scale": 0.4, "model_scale": 0.3})
    wrong = base.changed(assumptions=base.assumptions.model_copy(update={"choice": choice})).with_measure(measure)
    assert sorted(problem.text for problem in problems_of(wrong)) == sorted(errors(wrong))
    assert len(errors(wrong)) == 3


def test_a_lever_that_fits_nobody_in_the_market_stays_off_and_says_why(base: Scenario, qtbot: QtBot) -> None:
    makers = tuple(each for each in base.makers if each[0] != "meta")
    session = Session(base.changed(makers=makers), worker=WorkerByHand())
    row = LeverRow(session, POLICIES["research_stall"])
    qtbot.addWidget(row)
    row.tick.click()
    assert 'This market has no maker "meta"' in row.remark
    assert (row.tick.isChecked(), session.changed) == (False, False)
    session.close()


def test_an_assumption_that_does_not_fit_another_is_told_beside_its_box(window: MainWindow, qtbot: QtBot) -> None:
    window.arrangement.bring_up("assumptions")
    qtbot.waitUntil(window.assumptions.isVisible)
    window.assumptions.build()
    details = window.assumptions.details
    for name, number in (("model_scale", "0.3"), ("channel_scale", "0.2")):
        window.assumptions.choose(f"choice.{name}")
        assert details.box is not None
        qtbot.waitUntil(details.box.isVisible)
        enter(details.box, number)
    before, high = window.session.scenario, details.slider.maximum()
    enter(details.box, "0.31")
    assert "is greater than the scale between models" in details.box.typed.refused
    assert window.session.scenario == before
    press("Escape")
    details.slider.setValue(high)
    assert "is greater than the scale between models" in details.box.typed.refused
    assert (window.session.scenario, details.slider.value() < high) == (before, True)
    details.slider.setValue(details.slider.value() - 1)
    assert details.box.typed.refused == ""
    assert window.session.scenario != before


def test_a_sentence_that_refuses_is_scrolled_to_as_a_whole(banned: MainWindow, qtbot: QtBot) -> None:
    banned.resize(1280, 560)
    settle(qtbot)
    levers, box = banned.levers, month_box(banned, FROM)
    bar = levers.verticalScrollBar()

    def room_below() -> int:
        return levers.viewport().height() - box.mapTo(levers, box.rect().bottomLeft()).y()

    bar.setValue(bar.value() + 2 - room_below())
    assert room_below() == 2, "the box is the last that is seen"
    enter(box, month_words(END + 1))
    settle(qtbot)
    (note,) = [each for each in levers.findChildren(QLabel) if each.property("rank") == "refusal"]
    for widget in (note, box):
        assert widget.visibleRegion().boundingRect() == widget.rect()
    press("Escape")


def test_what_is_wrong_already_keeps_nobody_from_mending_something_else(base: Scenario) -> None:
    wrong = base.with_measure(Measure(id="one", policy=POLICIES["audit"](), start=40, end=30))
    session = Session(wrong, worker=WorkerByHand())
    assert session.edit("Seed", lambda scenario: scenario.changed(seed=7))
    assert not session.edit("Two", lambda scenario: scenario.with_measure(wrong.measure("one").changed(id="two")))
    assert session.edit("Mend", lambda scenario: scenario.with_measure(scenario.measure("one").changed(end=50)))
    assert problems_of(session.scenario) == ()
    session.close()


# --- What is typed and cannot be taken ------------------------------------------------------------------------


def lane(window: MainWindow) -> QPoint:
    lanes = window.timeline.lanes
    return QPoint(90, round(lanes.place(window.session.kept.all[0]).y()))


def bar(window: MainWindow) -> QPoint:
    bars = window.timeline.bars
    return bars.shape("audit").rectangle.center().toPoint()


def click(place: Callable[[MainWindow], QPoint], part: str) -> Callable[[MainWindow], None]:
    return lambda window: QTest.mouseClick(getattr(window.timeline, part), LEFT, pos=place(window))


def double_click(place: Callable[[MainWindow], QPoint], part: str) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        click(place, part)(window)
        QTest.mouseDClick(getattr(window.timeline, part), LEFT, pos=place(window))

    return act


def keys(part: str, *pressed: Qt.Key) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        widget = getattr(window.timeline, part)
        widget.setFocus()
        for key in pressed:
            QTest.keyClick(widget, key)

    return act


def menu(text: str) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        offered = measure_menu(window, window.session, ban(window)).actions()
        next(each for each in offered if each.text().startswith(text)).trigger()

    return act


def headline(window: MainWindow) -> None:
    lines = window.headlines.list
    item = next(lines.item(row) for row in range(lines.count()) if lines.item(row).data(Qt.ItemDataRole.UserRole) < 28)
    lines.scrollToItem(item)
    QTest.mouseClick(lines.viewport(), LEFT, pos=lines.visualItemRect(item).center())


def button(window: MainWindow, words: str) -> None:
    row = window.levers.row("federal_ban")
    QTest.mouseClick(next(each for each in row.findChildren(QPushButton) if each.text() == words), LEFT)


def scrub(window: MainWindow) -> None:
    slider = next(each.findChild(QSlider) for each in window.findChildren(Transport))
    assert slider is not None
    slider.setValue(3)
    assert slider.value() == window.session.hand, "the slider goes back to the hand"


def history(window: MainWindow) -> None:
    window.assumptions.build()
    box = window.assumptions.future.history
    box.setCurrentIndex(1 - box.currentIndex())
    box.activated.emit(box.currentIndex())
    assert box.currentData() == window.session.scenario.history, "the box goes back to what is so"


def compare(window: MainWindow) -> None:
    window.tabs.show_tab("compare")
    window.tabs.page("compare").later.click()  # type: ignore[attr-defined]  # the page of Compare has it


def slide(window: MainWindow) -> None:
    slider = window.levers.row("audit").slider
    slider.setValue(slider.maximum() // 2)
    stands = edits.lever(window.session.scenario, POLICIES["audit"], window.session.hand).strength
    assert slider.strength == pytest.approx(stands), "the slider stands where its lever does"


CLICKS: dict[str, Callable[[MainWindow], object]] = {
    "a double click on a lane": double_click(lane, "lanes"),
    "Enter on a lane": keys("lanes", Qt.Key.Key_Return),
    "a click on the ruler": click(lambda window: QPoint(round(window.timeline.scale().x(5)), 8), "ruler"),
    "a click on the news": click(lambda window: QPoint(round(window.timeline.scale().x(5)), 5), "news"),
    "an arrow on the news": keys("news", Qt.Key.Key_Left),
    "a headline": headline,
    "a click on a bar": click(bar, "bars"),
    "a double click on a bar": double_click(bar, "bars"),
    "a click beside all bars": click(lambda window: QPoint(round(window.timeline.scale().x(1)), 3), "bars"),
    "another bar by key": keys("bars", Qt.Key.Key_Down),
    "the hand by Enter on a bar": keys("bars", Qt.Key.Key_Return),
    "no bar by Escape": keys("bars", Qt.Key.Key_Escape),
    "a bar moved by key": keys("bars", Qt.Key.Key_Right),
    "the menu moves the hand": menu("Move the hand"),
    "the menu duplicates": menu("Duplicate"),
    "the menu deletes": menu("Delete"),
    "the form's own Delete": lambda window: button(window, "Delete"),
    "the form's own Duplicate": lambda window: button(window, "Duplicate"),
    "its lever's tick": lambda window: window.levers.row("federal_ban").tick.click(),
    "another lever's tick": lambda window: window.levers.row("trust").tick.click(),
    "another lever's slider": slide,
    "the slider of months": scrub,
    "a month of a chart": lambda window: window.market.shares.month_clicked.emit(3),  # type: ignore[union-attr]
    "the month that Compare offers": compare,
    "free history": history,
    "all assumptions reset": lambda window: (window.assumptions.build(), window.assumptions._reset_all()),  # noqa: SLF001
    "its form folded": lambda window: window.levers.row("federal_ban").fold(),
    "its group folded": lambda window: window.levers.group("federal_ban").heading.click(),
}


@pytest.mark.parametrize("act", CLICKS.values(), ids=CLICKS)
def test_a_click_elsewhere_waits_for_what_is_typed_and_loses_nothing(
    banned: MainWindow, qtbot: QtBot, act: Callable[[MainWindow], object]
) -> None:
    session = banned.session
    audit = Measure(id="audit", policy=POLICIES["audit"](), start=10, end=20)
    session.edit("Audit", lambda scenario: scenario.with_measure(audit))
    session.kept.keep(session.scenario.changed(seed=7).without_measure("federal_ban"), "Other")
    qtbot.waitUntil(lambda: session.simulation.complete and banned.headlines.list.count() > 3)
    box = month_box(banned, HEARD)
    before = (session.scenario, session.hand, session.selected)
    type_over(box, "Mai 2027")
    act(banned)
    assert (session.scenario, session.hand, session.selected) == before
    assert (box.text(), bool(box.typed.refused)) == ("Mai 2027", True)
    assert box.isVisible()
    assert QApplication.focusWidget() is box
    press("Escape")
    act(banned)
    assert box.typed.refused == ""


@pytest.fixture
def presented(banned: MainWindow) -> Iterator[Presentation]:
    found = banned.projector.present()
    found.showNormal()
    yield found
    if banned.projector.presentation is not None:
        found.leave()


def test_the_hand_of_the_presentation_waits_for_what_is_typed_and_leads_there(
    banned: MainWindow, presented: Presentation, qtbot: QtBot
) -> None:
    box, hand = month_box(banned, HEARD), banned.session.hand
    qtbot.waitUntil(lambda: activated(banned))
    type_over(box, "Mai 2027")
    qtbot.waitUntil(lambda: activated(presented))
    QTest.keyClick(presented, Qt.Key.Key_Right)
    assert (banned.session.hand, box.text(), bool(box.typed.refused)) == (hand, "Mai 2027", True)
    qtbot.waitUntil(banned.isActiveWindow)
    press("Escape")
    qtbot.waitUntil(lambda: activated(presented))
    QTest.keyClick(presented, Qt.Key.Key_Right)
    assert banned.session.hand == hand + 1


def test_play_takes_no_form_away_in_which_something_is_typed(banned: MainWindow, qtbot: QtBot) -> None:
    session = banned.session
    later = ban(banned).changed(id="later", start=55, end=60, announced=None)
    session.edit("Later", lambda scenario: scenario.with_measure(later))
    session.select("")
    session.move_hand(START)
    row, box = banned.levers.row("federal_ban"), month_box(banned, HEARD)
    qtbot.waitUntil(lambda: box.month == ANNOUNCED)
    type_over(box, "Mai 2027")
    banned.timeline.news.setFocus()
    session.pass_on(56)
    settle(qtbot)
    row.refresh()
    assert (box.text(), bool(box.typed.refused)) == ("Mai 2027", True)
    box.setFocus()
    press("Escape")


def test_a_search_hides_no_lever_in_which_something_is_typed(banned: MainWindow) -> None:
    box = month_box(banned, HEARD)
    type_over(box, "Mai 2027")
    banned.levers.seek("subsidy")
    assert box.isVisible()
    press("Escape")
    banned.levers.seek("subsidy")
    assert not box.isVisible()
