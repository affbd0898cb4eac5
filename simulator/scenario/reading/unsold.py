"""Makers that can never sell anything, and what they lack: such a scenario runs, and its author meant something else.

What can be told from the file alone is told. Nothing is simulated, so that a maker whom nobody chooses is not among
them.
"""

from collections.abc import Iterator

from simulator.dates import NEVER, month_words
from simulator.entries import Maker, Model
from simulator.policy import Measure, Target
from simulator.scenario.problems import Findings
from simulator.scenario.toml import Tables, tables_in
from simulator.scenario.value import Scenario

_CHINA = "china"
_BAN = "federal_ban"
_OWN_SERVICE = frozenset({"api", "maker_cloud"})
Way = tuple[str, str]
"""A channel and a region."""


def note_unsold(scenario: Scenario, parent: Scenario | None, said: Tables, findings: Findings) -> None:
    """Note, as warnings, the makers that can sell nothing because of what a file itself says.

    That a run ends before a maker enters is no fault of a file that says nothing of the maker.
    """
    known = set() if parent is None else set(unsold(parent))
    models = dict(scenario.models)
    named = {name for name, _ in tables_in(said, "makers")}
    named |= {models[key].maker for key, _ in tables_in(said, "models")}
    bans = any(measure.policy.id == _BAN for measure in scenario.measures if measure.id in said.get("measures", {}))
    for name, why in unsold(scenario).items():
        if name not in known and (name in named or bans):
            findings.warning(("makers", name), f"it can never sell anything: {why}")


def unsold(scenario: Scenario) -> dict[str, str]:
    """Return the makers that can never sell anything, with what is missing."""
    found = {name: _lack(name, maker, scenario) for name, maker in scenario.makers if maker.kind != "tail"}
    return {name: why for name, why in found.items() if why}


def _lack(name: str, maker: Maker, scenario: Scenario) -> str:
    """Return what a maker lacks to sell anything, "" if it lacks nothing."""
    # it has to come to the market, with a model
    own = [(key, model) for key, model in scenario.models if model.maker == name]
    if not own:
        return f'no model is its own; add one under [models] with maker = "{name}"'
    if why := _stays_away(maker, scenario):
        return why
    out = [(key, model) for key, model in own if _launch(maker, model) <= scenario.end]
    if not out:
        first = min(_launch(maker, model) for _, model in own)
        when = f"in {month_words(first)}, after the run ends" if first < NEVER else "never"
        return f"its first model is launched {when}; give it an earlier launch"
    if maker.consumer_monetisation > 0.0 and any(pull is not None for _, pull in maker.app):
        return ""
    # a model has to reach buyers in some way that no ban closes for good
    ways = {key: set(_ways(name, maker, model, scenario)) for key, model in out}
    if not any(ways.values()):
        return (
            "its models are neither served by itself nor by any cloud, and their weights are never open; give one "
            "maker_api = true, an open_from or closed_hosts, and let it out of where it may not be sold"
        )
    for key, model in out:
        ways[key] -= {way for way in ways[key] if _banned(key, model, maker, way, scenario)}
    return "" if any(ways.values()) else "it is banned from the start wherever it could sell; narrow the ban's target"


def _stays_away(maker: Maker, scenario: Scenario) -> str:
    """Return why a maker never enters the market, "" if it may."""
    if not maker.waiting:
        when = f"in {month_words(maker.enters)}, after the run ends" if maker.enters < NEVER else "never"
        return f"it enters {when}; let it enter earlier" if maker.enters > scenario.end else ""
    if maker.kind == "startup" or (maker.kind == "state" and maker.origin == "united_states"):
        return ""  # it may break out, or be founded as the American consortium
    return "it waits, and only start-ups and an American state laboratory are ever founded; set waiting = false"


def _launch(maker: Maker, model: Model) -> int:
    """Return the first month in which a model may be on sale; one without a launch comes with a maker that waited."""
    return 0 if maker.waiting and model.launch == NEVER else max(model.launch, 0 if maker.waiting else maker.enters)


def _ways(name: str, maker: Maker, model: Model, scenario: Scenario) -> Iterator[Way]:
    """Yield every channel and region in which a model can be had in some month, bans left aside."""
    opened = model.open_from <= scenario.end
    channels = {
        "api": model.maker_api,
        "maker_cloud": maker.own_cloud != "",
        "marketplace": _hosted(name, maker, model, scenario, opened=opened),
        "platform": opened,
        "self_hosted": opened,
    }
    for region, entry in scenario.regions:
        if entry.software_spend_bn_a_year == 0.0 or (model.domestic_only and region != _CHINA):
            continue
        # China admits American models as open weights only
        barred = maker.origin == "united_states" and region == _CHINA
        for channel, reachable in channels.items():
            if reachable and not (barred and (channel in _OWN_SERVICE or not opened)):
                yield channel, region


def _hosted(name: str, maker: Maker, model: Model, scenario: Scenario, *, opened: bool) -> bool:
    """Return whether some cloud that is not its own may list a model."""
    for key, cloud in scenario.clouds:
        domestic = cloud.origin == maker.origin
        licensed = cloud.catalogue == "any" and (key in model.closed_hosts if model.closed_hosts else domestic)
        dared = domestic or model.listed_abroad_from <= scenario.end
        if dared and (opened or licensed) and cloud.group != name and key != maker.own_cloud:
            return True
    return False


def _banned(key: str, model: Model, maker: Maker, way: Way, scenario: Scenario) -> bool:
    """Return whether a ban for everybody closes a way before a model comes and for good."""
    return any(
        measure.policy.id == _BAN
        and _always_acts(measure, _launch(maker, model), scenario.end)
        and (way[0] in _OWN_SERVICE or getattr(measure.policy, "scope", "all") == "all")
        and _meant(measure.aim(), key, model, maker, way[1])
        for measure in scenario.measures
    )


def _always_acts(measure: Measure, first: int, last: int) -> bool:
    return measure.in_force(first) and measure.envelope(first) >= 1.0 and measure.end >= last


def _meant(aim: Target, key: str, model: Model, maker: Maker, region: str) -> bool:
    pairs = ((model.maker, aim.maker), (maker.origin, aim.origin), (key, aim.model), (region, aim.region))
    return all(not wanted or "*" in wanted or name in wanted for name, wanted in pairs)
