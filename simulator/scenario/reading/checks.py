"""What no single declaration can check: whether the parts of a scenario fit together.

The checks look at plain tables, parts of which may be broken, so that one mistake hides no other.
"""

import re
from contextlib import suppress
from typing import TypeGuard

from simulator.dates import NEVER, month_number
from simulator.entries import ORIGINS, REGIONS
from simulator.parameters import reference_kind
from simulator.policy import POLICIES, Policy, Target, unknown_targets
from simulator.registry import listed, what_there_is
from simulator.scenario.problems import (
    LONGEST_NAME,
    EnoughProblemsError,
    Findings,
    Problem,
    hidden_in,
    out_of_order,
    quoted,
    too_long,
    unfit_strength,
)
from simulator.scenario.reading.contents import CASTS
from simulator.scenario.reading.contents import tables as tables_of
from simulator.scenario.reading.structure import OPEN, UNLIMITED
from simulator.scenario.toml import Place, Tables, leaves, tables_in
from simulator.scenario.value import Scenario

_ID = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST_ID = 60
_MOST_ENTRIES = 500  # measures, makers, models or clouds; the base market has some forty of each
_LONGEST_TEXT, _LONGEST_TEXTS = (
    20_000,
    {"title": 300, "name": LONGEST_NAME, "question": 2000, "author": 300, "licence": 300},
)
_TOLERANCE = 1e-6
_REFERENCES = (  # (section, key, what it names)
    ("makers", "own_cloud", "clouds"),
    ("makers", "host_cloud", "clouds"),
    ("models", "maker", "makers"),
    ("models", "closed_hosts", "clouds"),
    ("clouds", "group", "makers"),
)
_NOT_IN_THE_TAIL = ("own_cloud", "host_cloud", "app", "app_at_first")
_SPLITS = (("regions", "spend_split"), ("clouds", "capacity_split"))

Known = dict[str, tuple[str, ...]]
"""The ids of a market by what they name: maker, origin, model, region; none where the table of them is broken."""


def problems_of(scenario: Scenario) -> tuple[Problem, ...]:
    """Return what would make a file that describes a scenario unusable, given that each value lies in its range.

    Its texts are taken as they are: they were judged when they were read.
    """
    findings = Findings({})
    with suppress(EnoughProblemsError):
        misfits(tables_of(scenario), findings)
    return findings.errors


def misfits(tables: Tables, findings: Findings) -> None:
    """Note everything that does not fit together in the merged tables of a file."""
    _check_ids(tables, findings)
    _check_regions(tables, findings)
    _check_cast(tables, findings)
    _check_sums(tables, findings)
    _check_scales(tables, findings)
    _check_tills(tables, findings)
    _check_tail(tables, findings)
    _check_sizes(tables, findings)
    known = {"maker": _ids(tables, "makers"), "origin": ORIGINS, "model": _ids(tables, "models"), "region": REGIONS}
    for name, table in tables_in(tables, "measures"):
        if table.get("removed") is not True:
            _check_measure(("measures", name), table, known, findings)
    _check_order(tables, findings)


def suspicious_texts(said: Tables, findings: Findings) -> None:
    """Note texts of a file that are too long to show, or that hold characters which act without being seen."""
    for place, value in leaves(said):
        for text in _words(value):
            if problem := too_long(text, _LONGEST_TEXTS.get(place[-1], _LONGEST_TEXT)):
                findings.error(place, problem)
            if problem := hidden_in(text):
                findings.warning(place, problem)


def _check_ids(tables: Tables, findings: Findings) -> None:
    for section in (*CASTS, "measures"):
        for name in _ids(tables, section):
            if not _ID.fullmatch(name) or len(name) > _LONGEST_ID:
                words = "use lower-case words of the letters a to z, as in deepseek_v"
                findings.error((section, name), f"{quoted(name)} cannot be the name of a table here; {words}")


def _check_sizes(tables: Tables, findings: Findings) -> None:
    for section in (*CASTS, "measures"):
        if len(_ids(tables, section)) > _MOST_ENTRIES:
            findings.error((section,), f"there are more than {_MOST_ENTRIES} {section}")


def _check_regions(tables: Tables, findings: Findings) -> None:
    known = _ids(tables, "regions")
    for name in known:
        if name not in REGIONS:
            findings.error(("regions", name), f'there is no region "{name}"{what_there_is(name, REGIONS)}')
    missing = [name for name in REGIONS if name not in known]
    if known and missing:
        findings.error(("regions",), f"{', '.join(missing)} missing; all {len(REGIONS)} regions must be described")


def _check_cast(tables: Tables, findings: Findings) -> None:
    """Note entries of the cast that name what is not there."""
    for section, key, target in _REFERENCES:
        known = _ids(tables, target)
        for name, table in tables_in(tables, section) if isinstance(tables.get(target), dict) else ():
            for word in _words(table.get(key)):
                if word and word not in known:
                    text = f'there is no {target.removesuffix("s")} "{word}"{what_there_is(word, known)}'
                    findings.error((section, name, key), text)
            if key == "maker" and table.get(key) == "":
                findings.error((section, name, key), f"a model needs a maker; there are {listed(known, name)}")


def _check_sums(tables: Tables, findings: Findings) -> None:
    for section, key in _SPLITS:
        for name, table in tables_in(tables, section):
            split = table.get(key)
            if isinstance(split, dict):
                _check_sum((section, name, key), list(split.values()), findings)
    shares = [table.get("buyer_share") for _, table in tables_in(tables, "regions")]
    _check_sum(("regions",), shares, findings, "the buyer_share of all regions: ")


def _check_sum(place: Place, shares: list[object], findings: Findings, of: str = "") -> None:
    numbers = [share for share in shares if _is_number(share)]
    if not numbers or len(numbers) < len(shares):
        return
    total = sum(numbers)
    if not abs(total - 1.0) <= _TOLERANCE:
        findings.error(place, f"{of}the shares add up to {total:g} and should add up to 1")


def _check_scales(tables: Tables, findings: Findings) -> None:
    choice = dict(tables_in(tables, "parameters")).get("choice", {})
    models, channels = choice.get("model_scale"), choice.get("channel_scale")
    if _is_number(models) and _is_number(channels) and channels > models:
        text = f"{channels:g} is greater than the scale between models, {models:g}, within which it must lie"
        findings.error(("parameters", "choice", "channel_scale"), text)


def _check_tills(tables: Tables, findings: Findings) -> None:
    finance = dict(tables_in(tables, "parameters")).get("finance", {})
    filled_from, filled_to = finance.get("state_from"), finance.get("state_to")
    if _is_number(filled_from) and _is_number(filled_to) and filled_from > filled_to:
        text = (
            f"a state fills the till below {filled_from:g} up to {filled_to:g}, which would take money out of it; "
            "let state_from be no greater than state_to"
        )
        findings.error(("parameters", "finance", "state_from"), text)


def _check_tail(tables: Tables, findings: Findings) -> None:
    """Note a second maker that stands for the long tail, and what its small firms cannot have."""
    tails = {name: table for name, table in tables_in(tables, "makers") if table.get("kind") == "tail"}
    first = next(iter(tails), "")
    for name, table in tails.items():
        if name != first:
            text = f'"{first}" stands for the long tail already, which is one maker; give this one another kind'
            findings.error(("makers", name, "kind"), text)
        for key in _NOT_IN_THE_TAIL:
            if _says_something(table.get(key)):
                text = "the small firms of the long tail have no clouds and no chat applications; leave this key out"
                findings.error(("makers", name, key), text)


def _says_something(value: object) -> bool:
    """Return whether a key of a maker says more than that there is nothing of the kind."""
    values = value.values() if isinstance(value, dict) else (value,)
    return any(inner not in (None, "", OPEN, 0) for inner in values)


def _check_order(tables: Tables, findings: Findings) -> None:
    known = _ids(tables, "measures")
    for name in _words(tables.get("measure_order")):
        if name not in known:
            findings.error(("measure_order",), f'there is no measure "{name}"{what_there_is(name, known)}')


def _check_measure(place: Place, table: Tables, known: Known, findings: Findings) -> None:
    kind = table.get("kind")
    policy = POLICIES[kind] if isinstance(kind, str) and kind in POLICIES else None
    _check_dates(place, table, findings)
    _check_target(place, table, policy, known, findings)
    if policy is not None:
        _check_references(place, table, policy, known, findings)
        _check_strength(place, table, policy, findings)


def _check_dates(place: Place, table: Tables, findings: Findings) -> None:
    dates = (_month(table.get(key)) for key in ("start", "end", "announced"))
    for key, reason in out_of_order(*dates):
        findings.error((*place, key), reason)


def _check_target(place: Place, table: Tables, policy: type[Policy] | None, known: Known, findings: Findings) -> None:
    """Note targets that the market does not have, or at which the policy cannot be aimed."""
    target = table.get("target")
    aim = {key: _words(target.get(key)) for key in Target.model_fields} if isinstance(target, dict) else {}
    sure = {key: words for key, words in aim.items() if known[key]}
    for key, text in unknown_targets(Target(**sure), known):
        findings.error((*place, "target", key), text)
    if policy is None:
        return
    for key in (key for key in policy.may_target if not aim.get(key) and not (key == "maker" and aim.get("model"))):
        lacking = [name for name in getattr(policy.default_target, key) if name != "*" and name not in known[key]]
        if lacking and known[key]:
            text = (
                f"this market has no {key} {quoted(lacking[0])}, at which {policy.id} is aimed unless its target says "
                f"otherwise; name one under target: {listed(known[key])}"
            )
            findings.error((*place, "target"), text)
    for key in (key for key, words in aim.items() if words and key not in policy.may_target):
        may = ", ".join(policy.may_target) or "nothing in particular: leave its target out"
        findings.error((*place, "target", key), f"{policy.id} cannot be aimed at a {key}; it can be aimed at {may}")


def _check_references(place: Place, table: Tables, policy: type[Policy], known: Known, findings: Findings) -> None:
    """Note ids among the numbers of a policy that nothing in the market has."""
    for key in policy.model_fields:
        of = reference_kind(policy, key)
        named = table.get(key, policy.model_fields[key].default)
        if of and known[of] and isinstance(named, str) and named not in known[of]:
            findings.error((*place, key), f"there is no {of} {quoted(named)}{what_there_is(named, known[of])}")


def _check_strength(place: Place, table: Tables, policy: type[Policy], findings: Findings) -> None:
    said = table.get("strength")
    if said is not None and not _is_number(said):
        return  # which the declaration refuses
    if reason := unfit_strength(said, policy):
        findings.error(place if said is None else (*place, "strength"), reason)


def _ids(tables: Tables, section: str) -> tuple[str, ...]:
    table = tables.get(section)
    return tuple(table) if isinstance(table, dict) else ()


def _words(value: object) -> tuple[str, ...]:
    """Return the names that a value holds: one, or a list; nothing else counts."""
    words = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(word for word in words if isinstance(word, str))


def _month(value: object) -> int | None:
    """Return a month's number, `NEVER` for "never", None for what is no month."""
    try:
        return NEVER if value == UNLIMITED else month_number(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
