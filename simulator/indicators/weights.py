"""Open weights: how often they are fetched, and what is built on them."""

from simulator.entries import ORIGINS
from simulator.indicator import Cut, indicator, model_ids
from simulator.world import World, total_by


@indicator("downloads", "Downloads", "downloads a month")
def downloads(world: World) -> tuple[Cut, ...]:
    """Downloads of open weights this month."""
    by_origin = total_by(world.makers.origin[world.models.maker], world.models.downloads, len(ORIGINS))
    return (
        Cut((("model", model_ids(world)),), world.models.downloads, world.models.live),
        Cut((("origin", ORIGINS),), by_origin),
    )


@indicator("derivatives", "Derivatives", "models")
def derivatives(world: World) -> tuple[Cut, ...]:
    """Models that others have built on open weights and that are still in use."""
    return (Cut((("model", model_ids(world)),), world.models.derivatives, world.models.live),)
