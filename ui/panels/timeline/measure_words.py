"""What the timeline says of a measure: its dates, and the text of its tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.dates import NEVER
from ui.look import wording
from ui.look.wording import tr
from ui.models.measures import headline
from ui.widgets.form import plain_tip

if TYPE_CHECKING:
    from simulator.policy import Measure
    from simulator.scenario.value import Scenario


def dates_in_words(measure: Measure) -> str:
    """Return when a measure is announced, when it is in force and how it grows."""
    words = wording.month(measure.start)
    if measure.end > measure.start:
        until = tr("no end") if measure.end >= NEVER else wording.month(measure.end)
        words = tr("{start} – {end}").format(start=words, end=until)
    if measure.ramp > 1:
        words = tr("{words}, grows over {months} months").format(words=words, months=measure.ramp)
    if measure.announced is not None and measure.announced < measure.start:
        words = tr("{words}, announced in {month}").format(words=words, month=wording.month(measure.announced))
    return words


def measure_tip(measure: Measure, scenario: Scenario) -> str:
    """Return the tooltip of a measure: what it is, where it comes from, and whether it is left out."""
    lines = [f"{tr(measure.policy.title)}. {headline(measure, scenario)}."]
    if measure.note:
        lines.append(measure.note)
    if measure.source:
        lines.append(tr("Source: {source}").format(source=measure.source))
    if is_left_out(measure, scenario):
        lines.append(tr("Left out, because history is free."))
    return plain_tip("\n".join(lines))


def is_left_out(measure: Measure, scenario: Scenario) -> bool:
    """Return whether free history leaves a measure of the record out."""
    return measure.history and measure.policy.survival and scenario.history == "free"


def acts(measure: Measure, scenario: Scenario) -> bool:
    """Return whether a measure has any effect: it is switched on, has a strength and is not left out."""
    return measure.enabled and bool(measure.strength) and not is_left_out(measure, scenario)
