"""Shakeout: the market in AI models, as a simulation that can be rewound.

Load a scenario, simulate it, and read any indicator as a pandas table:

    import simulator

    scenario = simulator.load("base")
    branch = simulator.simulate(scenario)
    table = simulator.table(branch, "market_share")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.scenario.library import load
    from simulator.scenario.running import simulate
    from simulator.tables import table

__all__ = ["load", "simulate", "table"]

_HOME = {"load": "simulator.scenario.library", "simulate": "simulator.scenario.running", "table": "simulator.tables"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - public names are of many kinds
    """Import a public name when it is first used, so that importing one part does not import them all."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOME[name]), name)
