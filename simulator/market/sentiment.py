"""The mood of investors: it drifts along its trend, and failures in the long tail frighten it."""

import numpy as np

from simulator.month import Month
from simulator.world import Floats, Origin, World, row_numbers


def sentiment(world: World, month: Month) -> World:
    """Return the world with the mood of investors by origin, between 0.1 and 1.6."""
    numbers, t = month.assumptions.sentiment, month.number
    later = min(max((t - 40) / 60, 0.0), 1.0)  # January 2027 to January 2032
    trend = np.full(
        len(world.economy.sentiment), numbers.elsewhere + (numbers.elsewhere_later - numbers.elsewhere) * later
    )
    trend[Origin.UNITED_STATES] = numbers.united_states + (numbers.united_states_later - numbers.united_states) * later
    trend[Origin.CHINA] = _chinese_trend(month)
    trend *= 1.0 - numbers.winter * month.rules.mood
    mood: Floats = world.economy.sentiment
    noise = month.luck.normal("sentiment", t, row_numbers(len(mood)))
    mood = mood + numbers.reversion * (trend - mood) + numbers.noise * noise
    failures = world.tail_flow.exits / max(1, len(world.tail) + world.tail_flow.exits)
    mood[Origin.CHINA] -= numbers.run * max(0.0, failures - numbers.run_from)
    return world.changed(economy=world.economy.changed(sentiment=np.clip(mood, 0.1, 1.6)))


def _chinese_trend(month: Month) -> float:
    numbers, t = month.assumptions.sentiment, month.number
    boom_ends = 16  # January 2025
    if t < boom_ends:
        return numbers.china_boom
    fading = min(max((t - 28) / 32, 0.0), 1.0)  # January 2026 to September 2028
    return numbers.china + (numbers.china_later - numbers.china) * fading
