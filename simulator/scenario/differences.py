"""How two scenarios differ, in sentences that a class can read out when it compares two futures."""

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from simulator.dates import NEVER, month_words
from simulator.parameters import declaration, reference_kind
from simulator.policy import Measure
from simulator.scenario.plain_names import plain_aim, plain_names
from simulator.scenario.problems import number_words, quoted, sentence
from simulator.scenario.reading.contents import CASTS
from simulator.scenario.reading.structure import is_month
from simulator.scenario.value import Scenario
from simulator.text import one_line

_TEXTS = ("title", "question", "description", "author", "licence")
_HISTORY = {
    "locked": "history is locked: makers alive in Jan 2026 cannot fail earlier",
    "free": "history is free: who fails before Jan 2026 is the model's own",
}
Fact = tuple[str, str]
"""A value in words, and its unit."""
Declared = tuple[BaseModel, Scenario]
"""A declared value, and the scenario in which the ids that it holds have their names."""


def differences(one: Scenario, other: Scenario) -> tuple[str, ...]:
    """Return how the second scenario differs from the first, a sentence for each difference; none if they are equal."""
    return tuple(sentence(one_line(text)) for text in _differences(one, other))


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
    olds, news = dict(_facts(*before)), dict(_facts(*after))
    for place in dict.fromkeys((*olds, *news)):
        old, unit = olds.get(place, ("none", ""))
        new, unit = news.get(place, ("none", unit))
        if old != new:
            yield f"{about}{_words(place)} {new} instead of {old}{f' ({unit})' if unit else ''}"


def _facts(
    value: BaseModel, scenario: Scenario, place: tuple[str, ...] = (), unit: str = ""
) -> Iterator[tuple[tuple[str, ...], Fact]]:
    """Yield the place, the value in words and the unit of everything in a declared value."""
    for name, field in type(value).model_fields.items():
        inner, declared = getattr(value, name), declaration(type(value), name)
        of = declared.unit if declared is not None else unit
        if isinstance(inner, BaseModel):
            yield from _facts(inner, scenario, (*place, name), of)
        elif kind := reference_kind(type(value), name):
            yield (*place, name), (plain_names(kind, scenario).get(inner, _value(inner)), of)
        else:
            yield (*place, name), (_month(inner) if is_month(field) else _value(inner), of)


def _words(place: tuple[str, ...]) -> str:
    return ", ".join(place).replace("_", " ")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number_words(value)
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return "none" if value is None else quoted(value)


def _month(month: int | None) -> str:
    return "never" if month is None or month >= NEVER else month_words(month)


def _measures(one: Scenario, other: Scenario) -> Iterator[str]:
    """Yield how the measures differ: those that are new, those that are gone, and those that changed."""
    pairs, gone, new = _paired(one.measures, other.measures)
    for measure in new:
        yield f"new measure: {_in_full(measure, other)}"
    for measure in gone:
        yield f"measure gone: {_in_full(measure, one)}"
    for before, after in pairs:
        if changes := tuple(_of_a_measure(before, after, one, other)):
            yield f"{_called(before, one)}: {'; '.join(changes)}"
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


def _called(measure: Measure, scenario: Scenario) -> str:
    """Return what to call a measure so that it is not confused with others of its kind."""
    alike = [other for other in scenario.measures if type(other.policy) is type(measure.policy)]
    if len(alike) == 1:
        return measure.policy.title
    words = _described(measure, scenario)
    return words if sum(other.aim() == measure.aim() for other in alike) == 1 else f"{words} ({measure.id})"


def _described(measure: Measure, scenario: Scenario) -> str:
    return f"{measure.policy.title}: {_aim(measure, scenario)}"


def _aim(measure: Measure, scenario: Scenario) -> str:
    return plain_aim(measure.aim(), scenario) or "everybody"


def _in_full(measure: Measure, scenario: Scenario) -> str:
    """Return a measure with dates and strength, as in "Audit: Chinese makers, Europe, from Mar 2026 on"."""
    until = "on" if measure.end >= NEVER else f"to {month_words(measure.end)}"
    parts = [_described(measure, scenario), f"from {month_words(measure.start)} {until}"]
    if measure.strength != 1.0:
        parts.append(f"strength {_value(measure.strength)}")
    if measure.ramp:
        parts.append(f"at full strength after {_months(measure.ramp)}")
    if not measure.enabled:
        parts.append("switched off")
    return ", ".join(parts)


def _of_a_measure(before: Measure, after: Measure, one: Scenario, other: Scenario) -> Iterator[str]:
    """Yield how a measure of the first scenario became one of the second."""
    if before.id != after.id:
        yield f"named {after.id} instead of {before.id}"
    if before.enabled != after.enabled:
        yield "switched on" if after.enabled else "switched off"
    yield from _schedule(before, after)
    if before.aim() != after.aim():
        yield f"aimed at {_aim(after, other)} instead of {_aim(before, one)}"
    yield from _changes("", (before.policy, one), (after.policy, other))
    yield from _remarks(before, after)


def _schedule(before: Measure, after: Measure) -> Iterator[str]:
    """Yield how dates and strength of a measure differ."""
    for key in ("announced", "start", "end"):
        old, new = _month(getattr(before, key)), _month(getattr(after, key))
        if old != new:
            yield f"{key} {new} instead of {old}"
    if before.ramp != after.ramp:
        yield f"{_months(after.ramp)} to full strength instead of {_months(before.ramp)}"
    if before.strength != after.strength:
        yield f"strength {_value(after.strength)} instead of {_value(before.strength)}"


def _remarks(before: Measure, after: Measure) -> Iterator[str]:
    if before.history != after.history:
        yield "now part of the record" if after.history else "no longer part of the record"
    yield from (f"another {key}" for key in ("note", "source") if getattr(before, key) != getattr(after, key))


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"
