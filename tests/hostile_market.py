"""A market that works as any other, and whose every name, title and note is made to act where it is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from simulator.scenario.value import Scenario

MARKUP = "<b>x</b>"
HOSTILE = f"=1+1 {MARKUP}\x1b[31m&amp;\u202e\n\x9b7m"
ACTS = {chr(code) for code in (*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F))} - {"\n", "\t"}
"""Characters that a terminal obeys, or that turn the direction of writing."""


def hostile(scenario: Scenario) -> Scenario:
    """Return a scenario with a hostile text for every text that a file may hold."""
    casts: dict[str, Any] = {cast: _renamed(getattr(scenario, cast)) for cast in ("makers", "models", "clouds")}
    measures = tuple(replace(measure, note=HOSTILE, source=HOSTILE) for measure in scenario.measures)
    texts = dict.fromkeys(("title", "question", "description", "author", "licence"), HOSTILE)
    return scenario.changed(measures=measures, **casts, **texts)


def _renamed(cast: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, entry.model_copy(update={"name": f"{HOSTILE}{name}"})) for name, entry in cast)
