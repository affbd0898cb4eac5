"""News for whoever shows it: what kind of story it is, which makers it is about, how it is told, and flags in time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from simulator.policy import resolve
from ui.look import wording
from ui.look.marking import QT_TRANSLATE_NOOP
from ui.look.wording import tr
from ui.models.measures import headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.news import Item
    from simulator.policy import Measure
    from simulator.scenario.value import Scenario
    from simulator.world import World

_TOPICS = {
    "measure": QT_TRANSLATE_NOOP("", "Measures and bans"),
    "exit": QT_TRANSLATE_NOOP("", "Exits"),
    "culling": QT_TRANSLATE_NOOP("", "Culling of small makers"),
    "takeover": QT_TRANSLATE_NOOP("", "Takeovers"),
    "listing": QT_TRANSLATE_NOOP("", "Listings"),
    "entry": QT_TRANSLATE_NOOP("", "Entries"),
    "licence": QT_TRANSLATE_NOOP("", "Licences"),
    "launch": QT_TRANSLATE_NOOP("", "New models"),
    "release": QT_TRANSLATE_NOOP("", "New versions"),
}
TOPICS = tuple(_TOPICS)
"""What news is about, the gravest first; anything that the model reports besides counts as an entry does."""
_TOPIC_OF = {
    "failure": "exit",
    "retreat": "exit",
    "exits": "culling",
    "blocked": "takeover",
    **{topic: topic for topic in ("measure", "takeover", "listing", "entry", "licence", "launch", "release")},
}
_FATES = ("listing", "retreat", "takeover", "blocked", "failure")
_POINTS = re.compile(r"\d{4,}(?= points)")  # of capability, as the model tells them
_RANKS = {"measure": 0, "licence": 2, "launch": 3, "release": 4}  # what happens to a maker stands between


@dataclass(frozen=True)
class Story:
    """A line of news."""

    month: int
    topic: str
    text: str
    makers: frozenset[str] = frozenset()  # ids of those that it is about


class Flag(NamedTuple):
    """One story, or several that are too near to each other to be told apart; it stands in the first month."""

    stories: tuple[Story, ...]

    @property
    def month(self) -> int:
        """Return the month of the first story."""
        return self.stories[0].month

    @property
    def topic(self) -> str:
        """Return the gravest topic of its stories."""
        return min((story.topic for story in self.stories), key=TOPICS.index)


def topic_in_words(topic: str) -> str:
    """Return what a topic is called."""
    return tr(_TOPICS[topic])


def stories(world: World, scenario: Scenario) -> list[Story]:
    """Return the news of a month, each told once: decisions and fates first, new versions last."""
    known = {measure.id: measure for measure in scenario.measures}
    told = [item for item in world.news if not _is_told_by_a_fate(item, world.news, known)]
    told.sort(key=lambda item: _RANKS.get(item.kind, 1))
    return [_story(item, world, scenario, known) for item in told]


def in_lines(news: Iterable[Story], world: World) -> list[Story]:
    """Return the news of a month with its new versions in a line or two: those with open weights, and the others."""
    single = [story for story in news if story.topic != "release"]
    return [*single, *_new_versions(world)]


def flags(news: Sequence[Story], months_apart: float) -> list[Flag]:
    """Return stories as flags that stand at least some months apart; those nearer to each other share one."""
    groups: list[list[Story]] = []
    for story in news:
        if groups and story.month - groups[-1][0].month < months_apart:
            groups[-1].append(story)
        else:
            groups.append([story])
    return [Flag(tuple(group)) for group in groups]


def _is_told_by_a_fate(item: Item, news: Sequence[Item], known: dict[str, Measure]) -> bool:
    """Return whether a measure that scripts what becomes of makers is told by what becomes of them."""
    measure = known.get(item.subject) if item.kind == "measure" else None
    if measure is None or not measure.policy.survival:
        return False
    return any(other.kind in _FATES and other.subject in measure.aim().maker for other in news)


def _story(item: Item, world: World, scenario: Scenario, known: dict[str, Measure]) -> Story:
    topic = _TOPIC_OF.get(item.kind, "entry")
    measure = known.get(item.subject) if item.kind == "measure" else None
    if measure is None:
        text = _POINTS.sub(lambda found: wording.number(float(found[0])), item.text)
        return Story(world.month, topic, text, _makers_of(item.subject, world))
    makers = world.makers.id[resolve(measure, world, world.month).makers]
    text = f"{tr(measure.policy.title)}. {headline(measure, scenario)}."
    return Story(world.month, topic, text, frozenset(makers.tolist()))


def _makers_of(subject: str, world: World) -> frozenset[str]:
    """Return whom a subject, a model or a maker, belongs to."""
    model = np.flatnonzero(world.models.id == subject)
    return frozenset((str(world.makers.id[world.models.maker[model[0]]]),)) if len(model) else frozenset((subject,))


def _new_versions(world: World) -> list[Story]:
    """Return the new versions of a month, those with open weights first."""
    names = [item.subject for item in world.news if item.kind == "release"]
    models = world.models
    if not names:
        return []
    rows = np.flatnonzero(np.isin(models.id, names))
    lines = []
    for is_open, words in ((True, tr("New versions, open weights")), (False, tr("New versions, closed"))):
        here = [row for row in rows if models.open[row] == is_open]
        if here:
            told = ", ".join(f"{models.name[row]} {wording.number(models.capability[row])}" for row in here)
            makers = frozenset(str(world.makers.id[models.maker[row]]) for row in here)
            text = tr("{words}: {models} points.").format(words=words, models=told)
            lines.append(Story(world.month, "release", text, makers))
    return lines
