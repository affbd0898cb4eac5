"""The mood of investors: it drifts along its trend, and failures in the long tail frighten it."""

import numpy as np

from simulator.month import Month
from simulator.world import Floats, Origin, World, row_numbers


def sentiment(world: World, month: Month) -> World:
    """Return the world with the mood of investors by origin, between 0.1 and 1.6."""
    assumptions, t = month.assumptions.sentiment, month.number
    later = min(max((t - 40) / 60, 0.0), 1.0)  # January 2027 to January 2032
    trend = np.full(len(world.economy.sentiment), _between(assumptions.elsewhere, assumptions.elsewhere_later, later))
    trend[Origin.UNITED_STATES] = _between(assumptions.united_states, assumptions.united_states_later, later)
    trend[Origin.CHINA] = _chinese_trend(month)
    trend *= 1.0 - assumptions.winter * month.rules.mood
    mood: Floats = world.economy.sentiment
    noise = month.luck.normal("sentiment", t, row_numbers(len(mood)))
    mood = mood + assumptions.reversion * (trend - mood) + assumptions.noise * noise
    failures = world.tail_flow.exits / max(1, len(world.tail) + world.tail_flow.exits)
    mood[Origin.CHINA] -= assumptions.run * max(0.0, failures - assumptions.run_from)
    return world.changed(economy=world.economy.changed(sentiment=np.clip(mood, 0.1, 1.6)))


def _between(now: float, later: float, part: float) -> float:
    return now + (later - now) * part


def _chinese_trend(month: Month) -> float:
    assumptions, t = month.assumptions.sentiment, month.number
    boom_ends = 16  # January 2025
    if t < boom_ends:
        return assumptions.china_boom
    fading = min(max((t - 28) / 32, 0.0), 1.0)  # January 2026 to September 2028
    return _between(assumptions.china, assumptions.china_later, fading)
