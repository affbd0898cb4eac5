"""Declared values in words: each number with its unit, each name as people say it, wherever a value is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, get_origin

from pydantic import BaseModel

from simulator.amounts import number_words
from simulator.dates import NEVER, month_words
from simulator.parameters import declaration, is_month, reference_kind
from simulator.policy import Target, target_words

Fact = tuple[tuple[str, ...], str, str]
"""The place of a value inside a declared one, the value in words, and its unit, "" where it has none."""


def _as_it_is(_kind: str, name: str) -> str:
    return name


@dataclass(frozen=True)
class Speech:
    """How things are called: by their ids, unless somebody knows their names and the reader's language."""

    aim: Callable[[Target], str] = target_words
    name: Callable[[str, str], str] = _as_it_is  # of a kind ("maker", "model" ...) and an id
    month: Callable[[int], str] = month_words
    number: Callable[[float], str] = number_words
    say: Callable[[str], str] = str


BY_ID = Speech()


def facts(value: BaseModel, speech: Speech = BY_ID, place: tuple[str, ...] = (), unit: str = "") -> Iterator[Fact]:
    """Yield everything that a declared value holds, in the order of declaration."""
    for name, field in type(value).model_fields.items():
        inner, declared = getattr(value, name), declaration(type(value), name)
        of = declared.unit if declared is not None else unit
        if isinstance(inner, BaseModel):
            yield from facts(inner, speech, (*place, name), of)
        elif kind := reference_kind(type(value), name):
            yield (*place, name), speech.name(kind, inner), of
        elif is_month(field):
            yield (*place, name), month_or_never(inner, speech), of
        else:
            chosen = get_origin(field.annotation) is Literal
            yield (*place, name), str(inner) if chosen else value_words(inner, speech), of


def place_words(place: tuple[str, ...], speech: Speech = BY_ID) -> str:
    """Return a place inside a declared value as people say it, as in "destinations, latin america"."""
    return ", ".join(speech.say(name.replace("_", " ")) for name in place)


def value_words(value: object, speech: Speech = BY_ID) -> str:
    """Return a number, a text, a yes or no, or a list of names as people write it."""
    if isinstance(value, bool):
        return speech.say("yes" if value else "no")
    if isinstance(value, int | float):
        return speech.number(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or speech.say("none")
    return speech.say("none") if value is None else f'"{value}"'


def month_or_never(month: int | None, speech: Speech = BY_ID) -> str:
    """Return a month as people write it, "never" where it does not come."""
    return speech.say("never") if month is None or month >= NEVER else speech.month(month)
