"""How a lever stands in one month, as a value and in words: itself, what history adds to it, and what is planned."""

from __future__ import annotations

from typing import NamedTuple

from simulator.dates import NOW
from simulator.measure_words import chosen, what
from simulator.policy import Measure, Policy
from simulator.scenario.value import Scenario
from ui.look import wording
from ui.look.wording import tr
from ui.models.measures import aim_in_words, headline, speech_of
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

    @property
    def set_in_words(self) -> str:
        """Return what was set for a measure that is on no timeline yet, "" where all is as its policy has it."""
        measure, usual = self.lever.measure, edits.unplaced(self.lever.kind, self.month)
        said = [aim_in_words(measure, self.scenario)] if measure.target != usual.target else []
        if measure.policy != usual.policy:
            said += chosen(measure, speech_of(self.scenario))
        if measure.ramp:
            said.append(tr("grows over {count} months").format(count=measure.ramp))
        return tr("Set for when it begins: {told}").format(told=", ".join(said)) if said else ""

    def headline_of(self, shown: edits.Lever) -> str:
        """Return a line about the measure that the details show, or that there is none yet."""
        if shown.placed:
            return headline(shown.measure, self.scenario)
        words = tr("Not in force in {month}. Moving the lever puts it on the timeline from then on.")
        return words.format(month=wording.month(self.month))

    def months_in_words(self, shown: edits.Lever) -> str:
        """Return what a measure on show has to do with the month under the hand, and with the real market."""
        if not shown.placed:
            return ""
        return " ".join(filter(None, (self._here_in_words(shown.measure), _beginning_in_words(shown.measure))))

    def brought_forward(self, now: edits.Lever) -> str:
        """Return what moving the lever to where it stands now has done to the plan, "" where nothing was planned."""
        planned = self.planned
        if planned is None or not now.placed:
            return ""
        then, start = wording.month(planned.start), wording.month(now.measure.start)
        if now.measure.id == planned.id:
            words = tr("Planned for {then}, it now begins in {start}, otherwise as it was: {told}.")
            told = ", ".join(what(planned, speech_of(self.scenario)))
            unheard = planned.announced is not None and now.measure.announced is None
            more = tr(" It is no longer announced before it begins.") if unheard else ""
            return words.format(then=then, start=start, told=told) + more
        words = tr("{strength} until {then}, when the measure that was planned takes over at {planned}.")
        strengths = (strength_in_words(now.kind, each.strength) for each in (now.measure, planned))
        return words.format(then=then, **dict(zip(("strength", "planned"), strengths, strict=True)))

    def _here_in_words(self, measure: Measure) -> str:
        """Return whether a measure of the timeline is what the lever moves in the month under the hand."""
        month, own = wording.month(self.month), self.lever
        if own.placed and own.measure.id != measure.id:
            words = tr("In {month} the lever moves another: {told}. Select that on the timeline to set it.")
            return words.format(month=month, told=headline(own.measure, self.scenario))
        if own.placed or measure.history:
            return ""
        if self.planned is not None and self.planned.id == measure.id:
            return tr("Not in force in {month}. Moving the lever lets it begin then.").format(month=month)
        return tr("Not in force in {month}.").format(month=month)


def standing(scenario: Scenario, kind: type[Policy], month: int, template: Measure) -> Standing:
    """Return how the lever of a policy stands in a month; `template` is what it would put on the timeline."""
    lever = edits.lever(scenario, kind, month, template)
    history = edits.history_in_force(scenario, kind, month)
    planned = None if lever.placed else edits.next_of_kind(scenario, kind, month)
    return Standing(scenario, month, lever, history, planned)


def shown_lever(now: Standing, *names: str) -> edits.Lever:
    """Return what the details of a lever show.

    That is the first of some measures that is there and of its kind, else what is in force, else what is planned.
    """
    for measure in map(_by_id(now.scenario).get, names):
        if measure is not None and type(measure.policy) is now.lever.kind:
            return edits.Lever(now.lever.kind, measure, placed=True)
    return now.lever if now.planned is None else edits.Lever(now.lever.kind, now.planned, placed=True)


def strength_in_words(kind: type[Policy], strength: float) -> str:
    """Return a strength of a policy: "off", "on" for a switch, else a share or a number."""
    if strength == 0.0:
        return tr("off")
    if edits.is_switch(kind):
        return tr("on")
    return wording.share(strength) if kind.greatest_strength == 1.0 else wording.number(strength, 2)


def _beginning_in_words(measure: Measure) -> str:
    if measure.history or measure.start >= NOW:
        return ""
    return tr("It begins before {now}: from then on the market differs from the real one.").format(
        now=wording.month(NOW)
    )


def _by_id(scenario: Scenario) -> dict[str, Measure]:
    return {measure.id: measure for measure in scenario.measures}
