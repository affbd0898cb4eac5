"""How a lever stands in one month, as a value and in words: itself, what history adds to it, and what is planned."""

from __future__ import annotations

from typing import NamedTuple

from simulator.dates import NOW
from simulator.policy import Measure, Policy
from simulator.scenario.value import Scenario
from ui.look import wording
from ui.look.wording import tr
from ui.models.measures import headline
from ui.session import edits


class Standing(NamedTuple):
    """A lever in the month under the hand."""

    scenario: Scenario
    month: int
    lever: edits.Lever
    history: list[Measure]  # of its kind, in force in that month
    planned: Measure | None  # the next of its kind, where none is in force

    @property
    def value_in_words(self) -> str:
        """Return in a word or two how the lever stands: "off", "40 %", "history", "in 2028"."""
        strength = self.lever.strength
        if strength == 0.0 and self.planned is not None:
            return tr("in {year}").format(year=wording.year(self.planned.start))
        return tr("history") if self.history and strength == 0.0 else strength_in_words(self.lever.kind, strength)

    @property
    def history_in_words(self) -> str:
        """Return what is in force as history, "" where nothing is."""
        if not self.history:
            return ""
        listed = "; ".join(headline(measure, self.scenario) for measure in self.history)
        return tr("In force as history: {told}. The lever adds to it.").format(told=listed)

    @property
    def planned_in_words(self) -> str:
        """Return what is yet to come, "" where nothing is."""
        if self.planned is None:
            return ""
        return tr("It is on the timeline: {told}.").format(told=headline(self.planned, self.scenario))

    def headline_of(self, shown: edits.Lever) -> str:
        """Return a line about the measure that the details show, or that there is none yet."""
        if shown.placed:
            return headline(shown.measure, self.scenario)
        words = tr("Not in force in {month}. Moving the lever puts it on the timeline from then on.")
        return words.format(month=wording.month(self.month))

    def months_in_words(self, shown: edits.Lever) -> str:
        """Return what the dates imply: a measure is yet to come, or makes a market other than the real one."""
        if not shown.placed:
            return self.planned_in_words
        if shown.measure.history or shown.measure.start >= NOW:
            return ""
        words = tr("It begins before {now}: from then on the market differs from the real one.")
        return words.format(now=wording.month(NOW))


def standing(scenario: Scenario, kind: type[Policy], month: int, template: Measure) -> Standing:
    """Return how the lever of a policy stands in a month; `template` is what it would put on the timeline."""
    lever = edits.lever(scenario, kind, month, template)
    history = edits.history_in_force(scenario, kind, month)
    planned = None if lever.placed else edits.next_of_kind(scenario, kind, month)
    return Standing(scenario, month, lever, history, planned)


def shown_lever(scenario: Scenario, selected: str, lever: edits.Lever) -> edits.Lever:
    """Return what the details of a lever show: the selected measure if it is of its kind, else the lever's own."""
    if selected:
        measure = scenario.measure(selected)
        if type(measure.policy) is lever.kind:
            return edits.Lever(lever.kind, measure, placed=True)
    return lever


def strength_in_words(kind: type[Policy], strength: float) -> str:
    """Return a strength of a policy: "off", "on" for a switch, else a share or a number."""
    if strength == 0.0:
        return tr("off")
    if edits.is_switch(kind):
        return tr("on")
    return wording.share(strength) if kind.greatest_strength == 1.0 else wording.number(strength, 2)
