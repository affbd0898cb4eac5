"""The menu of a measure on the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from simulator.dates import NEVER
from ui.look import wording
from ui.look.wording import tr
from ui.session import edits

if TYPE_CHECKING:
    from simulator.policy import Measure
    from ui.session.session import Session

_HALF_A_YEAR = 6


def measure_menu(parent: QWidget, session: Session, measure: Measure) -> QMenu:
    """Return a menu with everything that can be done with a measure."""
    name = measure.id
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    start = tr("Move the hand to {month}").format(month=wording.month(measure.start))
    menu.addAction(start, lambda: session.move_hand(measure.start))
    menu.addSeparator()
    switch = tr("Switch off") if measure.enabled else tr("Switch on")
    menu.addAction(switch, lambda: switch_measure(session, name))
    if not edits.why_locked(session.scenario, measure):
        _offer_dates(menu, session, measure)
    menu.addAction(tr("Duplicate"), lambda: session.duplicate(name))
    menu.addSeparator()
    delete = tr("Delete")
    menu.addAction(delete, lambda: session.edit(delete, lambda scenario: scenario.without_measure(name)))
    return menu


def switch_measure(session: Session, name: str) -> None:
    """Switch a measure off, or on again."""
    on = session.scenario.measure(name).enabled
    text = tr("Switch a measure off") if on else tr("Switch a measure on")
    session.edit(text, lambda scenario: edits.switch_measure(scenario, name))


def _offer_dates(menu: QMenu, session: Session, measure: Measure) -> None:
    """Offer the changes of dates that a drag reaches only with patience."""
    if measure.end < NEVER and not measure.policy.momentary:
        endless = tr("Let it last")
        menu.addAction(
            endless,
            lambda: session.edit(endless, lambda scenario: scenario.with_measure(measure.changed(end=NEVER))),
        )
    if measure.policy.heard_before and measure.announced is None:
        early = tr("Announce it half a year before")
        menu.addAction(
            early,
            lambda: session.edit(early, lambda sc: edits.move_announcement(sc, measure.id, -_HALF_A_YEAR)),
        )
