"""What is odd about the measures of a scenario that could be built: it runs, and may not do what its author meant."""

from collections.abc import Iterator
from itertools import combinations

from simulator.dates import NEVER, NOW, month_words
from simulator.policy import Measure, target_words
from simulator.scenario.problems import Findings
from simulator.scenario.toml import Place
from simulator.scenario.value import Scenario

Oddity = tuple[Place, str]
"""The key of a measure, and what is odd about it."""


def oddities(scenario: Scenario, named: set[str], findings: Findings) -> None:
    """Note, as warnings, what is odd about the measures that a file itself names."""
    for measure in scenario.measures:
        if measure.id in named and measure.enabled:
            for key, text in _odd(measure, scenario):
                findings.warning(("measures", measure.id, *key), text)
    for one, other in combinations(scenario.measures, 2):
        if named & {one.id, other.id} and _overlap(one, other):
            later, first = (other, one) if other.id in named else (one, other)
            text = f'overlaps with "{first.id}", a measure of the same kind on the same target; their effects combine'
            findings.warning(("measures", later.id), text)


def _odd(measure: Measure, scenario: Scenario) -> Iterator[Oddity]:
    yield from _odd_dates(measure, scenario)
    if measure.strength == 0.0:
        yield ("strength",), "its strength is 0, so it never acts"
    yield from _odd_target(measure, scenario)


def _odd_dates(measure: Measure, scenario: Scenario) -> Iterator[Oddity]:
    """Yield what is odd about when a measure is announced and starts."""
    first = min(measure.start, NEVER if measure.announced is None else measure.announced)
    if scenario.history == "locked" and first < NOW and not measure.history:
        text = (
            f"it acts before {month_words(NOW)}, while history is locked and makers cannot fail; "
            'write history = true if this has happened, or mode = "free" under [history]'
        )
        yield ("start",), text
    if measure.start > scenario.end:
        yield ("start",), f"it starts after the run ends in {month_words(scenario.end)}, so it never acts"
    if measure.announced is not None and not measure.policy.heard_before:
        yield ("announced",), f"announcing {measure.policy.id} has no effect; it acts only from its start"


def _odd_target(measure: Measure, scenario: Scenario) -> Iterator[Oddity]:
    """Yield what is odd about whom a measure is aimed at: models that come later, or nobody at all."""
    for name in measure.aim().model:
        launch = dict(scenario.models)[name].launch if name != "*" else 0
        if launch > measure.start:
            when = f"is launched in {month_words(launch)}" if launch < NEVER else "waits for its maker"
            yield ("start",), f"{name} {when}, and the measure starts before; until then it affects nobody"
    if _aims_at_nobody(measure, scenario):
        yield ("target",), f"nobody matches {target_words(measure.aim())}, so it never acts"


def _aims_at_nobody(measure: Measure, scenario: Scenario) -> bool:
    aim = measure.aim()
    makers = {name for name, maker in scenario.makers if _among(name, aim.maker) and _among(maker.origin, aim.origin)}
    models = [name for name, model in scenario.models if _among(name, aim.model) and model.maker in makers]
    return not (models if aim.model else makers)


def _among(name: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or "*" in wanted or name in wanted


def _overlap(one: Measure, other: Measure) -> bool:
    """Return whether two measures of one kind are in force on one target in one month."""
    return (
        one.policy.id == other.policy.id
        and one.aim() == other.aim()
        and one.enabled
        and other.enabled
        and max(one.start, other.start) <= min(one.end, other.end)
    )
