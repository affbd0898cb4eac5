"""Shakeout: the market in AI models, as a simulation that can be rewound.

Simulate a scenario, and ask its course for any indicator as a pandas table:

    import simulator

    course = simulator.simulate("base")
    table = course.table("market_share")

Other scenarios are made from those that ship, and compared with them:

    scenario = simulator.load("base").with_measure("audit", region="europe", start="2026-07")
    effects = simulator.simulate(scenario).effects(course, "leakage")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.api import Course, simulate
    from simulator.scenario.library import load
    from simulator.scenario.value import Scenario
    from simulator.tables import table

__all__ = ["Course", "Scenario", "load", "simulate", "table"]

_HOME = {
    "Course": "simulator.api",
    "Scenario": "simulator.scenario.value",
    "load": "simulator.scenario.library",
    "simulate": "simulator.api",
    "table": "simulator.tables",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - public names are of many kinds
    """Import a public name when it is first used, so that importing one part does not import them all."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """Return the public names, which completion offers before they are imported."""
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
