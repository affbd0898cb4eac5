"""How two scenarios differ, in sentences that a class can read out when it compares two futures."""

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from simulator.dates import month_words
from simulator.measure_words import defining, in_full
from simulator.policy import Measure
from simulator.scenario.plain_names import plain_aim, speech
from simulator.scenario.problems import quoted, sentence
from simulator.scenario.reading.contents import CASTS
from simulator.scenario.value import Scenario
from simulator.values_in_words import facts, month_or_never, place_words, value_words

_TEXTS = ("title", "question", "description", "author", "licence")
_HISTORY = {
    "locked": "history is locked: makers alive in Jan 2026 cannot fail earlier",
    "free": "history is free: who fails before Jan 2026 is the model's own",
}
Declared = tuple[BaseModel, Scenario]
"""A declared value, and the scenario in which the ids that it holds have their names."""


def differences(one: Scenario, other: Scenario) -> tuple[str, ...]:
    """Return how the second scenario differs from the first, a sentence for each difference; none if they are equal."""
    return tuple(sentence(text) for text in _differences(one, other))


def _differences(one: Scenario, other: Scenario) -> Iterator[str]:
    yield from _texts_and_run(one, other)
    yield from _measures(one, other)
    yield from _changes("", (one.assumptions, one), (other.assumptions, other))
    for cast in CASTS:
        yield from _entries(cast.removesuffix("s"), one, other)


def _texts_and_run(one: Scenario, other: Scenario) -> Iterator[str]:
    """Yield how the texts at the top of two scenarios differ, and how they are run."""
    for name in _TEXTS:
        before, after = getattr(one, name), getattr(other, name)
        if before != after:
            yield f"{name} {quoted(after)} instead of {quoted(before)}"
    if one.seed != other.seed:
        yield f"seed {other.seed} instead of {one.seed}: other luck"
    if one.buyers != other.buyers:
        yield f"{other.buyers:,} simulated buyers instead of {one.buyers:,}"
    if one.end != other.end:
        yield f"the run ends in {month_words(other.end)} instead of {month_words(one.end)}"
    if one.history != other.history:
        yield _HISTORY[other.history]


def _entries(kind: str, one: Scenario, other: Scenario) -> Iterator[str]:
    """Yield how the entries of one part of the cast differ."""
    before: dict[str, Any] = dict(getattr(one, f"{kind}s"))
    after: dict[str, Any] = dict(getattr(other, f"{kind}s"))
    for name, entry in after.items():
        if name not in before:
            yield f"new {kind}: {entry.name} ({name})"
    for name, entry in before.items():
        if name in after:
            yield from _changes(f"{kind} {entry.name}: ", (entry, one), (after[name], other))
        else:
            yield f"{kind} gone: {entry.name} ({name})"
    shared = [name for name in before if name in after]
    if shared != [name for name in after if name in before]:
        yield f"the {kind}s stand in another order, which gives each other luck"


def _changes(about: str, before: Declared, after: Declared) -> Iterator[str]:
    """Yield one text for each number, name or choice in which two declared values differ."""
    if before[0] == after[0]:
        return
    olds, news = _facts(*before), _facts(*after)
    for place in dict.fromkeys((*olds, *news)):
        old, unit = olds.get(place, ("none", ""))
        new, unit = news.get(place, ("none", unit))
        if old != new:
            yield f"{about}{place_words(place)} {new} instead of {old}{f' ({unit})' if unit else ''}"


def _facts(value: BaseModel, scenario: Scenario) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return the value in words and the unit of everything in a declared value, by its place."""
    return {place: (text, unit) for place, text, unit in facts(value, speech(scenario))}


def _measures(one: Scenario, other: Scenario) -> Iterator[str]:
    """Yield how the measures differ: those that are new, those that are gone, and those that changed."""
    pairs, gone, new = _paired(one.measures, other.measures)
    for measure in new:
        yield f"new measure: {in_full(measure, speech(other))}"
    for measure in gone:
        yield f"measure gone: {in_full(measure, speech(one))}"
    for before, after in pairs:
        if changes := tuple(_of_a_measure(before, after, one, other)):
            yield f"{_called(before, after, one)}: {'; '.join(changes)}"
    if [before for before, _ in pairs] != sorted((before for before, _ in pairs), key=one.measures.index):
        yield "the measures stand in another order, which can matter where their effects combine"


def _paired(
    ours: tuple[Measure, ...], theirs: tuple[Measure, ...]
) -> tuple[list[tuple[Measure, Measure]], list[Measure], list[Measure]]:
    """Return which measure became which, which are gone and which are new.

    A measure is recognised by its id, or else by its kind and its target.
    """
    left = list(ours)
    pairs: dict[str, Measure] = {}
    same: tuple[Callable[[Measure, Measure], bool], ...] = (_of_one_id, _of_one_aim)
    for alike in same:
        for measure in theirs:
            found = next((known for known in left if alike(known, measure)), None)
            if measure.id not in pairs and found is not None:
                pairs[measure.id] = found
                left.remove(found)
    new = [measure for measure in theirs if measure.id not in pairs]
    return [(pairs[measure.id], measure) for measure in theirs if measure.id in pairs], left, new


def _of_one_id(one: Measure, other: Measure) -> bool:
    return one.id == other.id and type(one.policy) is type(other.policy)


def _of_one_aim(one: Measure, other: Measure) -> bool:
    return type(one.policy) is type(other.policy) and one.aim() == other.aim()


def _called(before: Measure, after: Measure, scenario: Scenario) -> str:
    """Return what to call a measure so that it is not confused with others of its kind.

    What defines it is told too, unless that is what changed.
    """
    alike = [other for other in scenario.measures if type(other.policy) is type(before.policy)]
    told = [words for words in defining(before, speech(scenario)) if words in defining(after, speech(scenario))]
    title = before.policy.title
    if len(alike) > 1:
        title = f"{title}: {plain_aim(before.aim(), scenario)}"
    if sum(other.aim() == before.aim() for other in alike) > 1:
        told.append(before.id)
    return f"{title} ({', '.join(told)})" if told else title


def _of_a_measure(before: Measure, after: Measure, one: Scenario, other: Scenario) -> Iterator[str]:
    """Yield how a measure of the first scenario became one of the second."""
    if before.id != after.id:
        yield f"named {after.id} instead of {before.id}"
    if before.enabled != after.enabled:
        yield "switched on" if after.enabled else "switched off"
    yield from _schedule(before, after)
    if before.aim() != after.aim():
        yield f"aimed at {plain_aim(after.aim(), other)} instead of {plain_aim(before.aim(), one)}"
    yield from _changes("", (before.policy, one), (after.policy, other))
    yield from _remarks(before, after)


def _schedule(before: Measure, after: Measure) -> Iterator[str]:
    """Yield how dates and strength of a measure differ."""
    for key in ("announced", "start", "end"):
        old, new = month_or_never(getattr(before, key)), month_or_never(getattr(after, key))
        if old != new:
            yield f"{key} {new} instead of {old}"
    if before.ramp != after.ramp:
        yield f"{_months(after.ramp)} to full strength instead of {_months(before.ramp)}"
    if before.strength != after.strength:
        yield f"strength {value_words(after.strength)} instead of {value_words(before.strength)}"


def _remarks(before: Measure, after: Measure) -> Iterator[str]:
    if before.history != after.history:
        yield "now part of the record" if after.history else "no longer part of the record"
    yield from (f"another {key}" for key in ("note", "source") if getattr(before, key) != getattr(after, key))


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"
