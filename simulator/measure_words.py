"""A measure in words: the same sentence in the terminal, in the news and in the window.

Told is whatever could make one measure differ from another: whom it is aimed at, the choices that define it, every
setting that is not the policy's usual one, its strength and its dates.
"""

from simulator.dates import NEVER
from simulator.parameters import is_defining
from simulator.policy import Measure, Policy
from simulator.values_in_words import BY_ID, Fact, Speech, facts, place_words


def describe(measure: Measure, speech: Speech = BY_ID) -> str:
    """Return a measure in one line without its dates, as in "Entity list: zai, strength 0.5"."""
    return _titled(measure, what(measure, speech), speech)


def in_full(measure: Measure, speech: Speech = BY_ID) -> str:
    """Return a measure with its dates, as in "Audit: Chinese makers, Europe, from Mar 2026 on"."""
    return _titled(measure, [*what(measure, speech), *when(measure, speech)], speech)


def what(measure: Measure, speech: Speech = BY_ID) -> list[str]:
    """Return whom a measure is aimed at, what was chosen of its policy, and its strength unless that is 1."""
    aim = [speech.aim(measure.aim())] if measure.policy.may_target else []
    strength = speech.say("strength {number}").format(number=speech.number(measure.strength))
    return [*aim, *chosen(measure, speech), *([strength] if measure.strength != 1.0 else [])]


def when(measure: Measure, speech: Speech = BY_ID) -> list[str]:
    """Return when a measure is in force, when it is announced, how it grows, and whether it is switched off."""
    told = [months_in_force(measure, speech)]
    if measure.announced is not None:
        told.append(speech.say("announced in {month}").format(month=speech.month(measure.announced)))
    if measure.ramp == 1:
        told.append(speech.say("at full strength after 1 month"))
    elif measure.ramp:
        told.append(speech.say("at full strength after {months} months").format(months=measure.ramp))
    return told if measure.enabled else [*told, speech.say("switched off")]


def months_in_force(measure: Measure, speech: Speech = BY_ID) -> str:
    """Return the months in force, as in "from Jul 2026 to Sep 2028", "from Jul 2026 on" or "in Jul 2026"."""
    start = speech.month(measure.start)
    if measure.end == measure.start:
        return speech.say("in {month}").format(month=start)
    if measure.end >= NEVER:
        return speech.say("from {month} on").format(month=start)
    return speech.say("from {month} to {end}").format(month=start, end=speech.month(measure.end))


def chosen(measure: Measure, speech: Speech = BY_ID) -> list[str]:
    """Return the defining choices of a measure's policy, and its settings that are not the usual ones."""
    policy = measure.policy
    usual = {
        name: field.default for name, field in type(policy).model_fields.items() if not is_defining(type(policy), name)
    }
    common = set(facts(policy.model_copy(update=usual), speech)) if usual else set()
    return [
        _setting(policy, fact, speech)
        for fact in facts(policy, speech)
        if is_defining(type(policy), fact[0][0]) or fact not in common
    ]


def defining(measure: Measure, speech: Speech = BY_ID) -> list[str]:
    """Return the defining choices of a measure's policy alone."""
    policy = measure.policy
    return [_setting(policy, fact, speech) for fact in facts(policy, speech) if is_defining(type(policy), fact[0][0])]


def _titled(measure: Measure, told: list[str], speech: Speech) -> str:
    title = speech.say(measure.policy.title)
    return f"{title}: {', '.join(told)}" if told else title


def _setting(policy: Policy, fact: Fact, speech: Speech) -> str:
    """Return a setting in words, without its name where the title of the policy says it."""
    place, text, unit = fact
    named = f"{place_words(place, speech)} " if place[-1] not in policy.title.casefold().split() else ""
    return f"{named}{text} ({speech.say(unit)})" if unit else f"{named}{text}"
