"""What a newspaper would report: a release, an entry, a measure that starts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One line of news, about a subject known by its id (a model, a maker, a measure)."""

    month: int
    kind: str
    subject: str
    text: str
