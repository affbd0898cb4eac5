"""What no single declaration can tell: whether the parts of a scenario fit together.

`misfits` looks at plain tables, so that one mistake hides no other; `oddities` looks at a scenario that could be built.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeGuard

from simulator.dates import NEVER, NOW, month_number, month_words
from simulator.entries import ORIGINS, REGIONS
from simulator.parameters import reference_kind
from simulator.policy import POLICIES, Measure, Target, target_words, unknown_targets
from simulator.registry import did_you_mean
from simulator.scenario.contents import CASTS
from simulator.scenario.editing import leaves
from simulator.scenario.parsing import Tables
from simulator.scenario.problems import Findings, invisible, number_words, quoted
from simulator.scenario.structure import UNLIMITED
from simulator.scenario.value import Scenario

_ID = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST_ID = 60
_MOST_ENTRIES = 500  # measures, makers, models or clouds; the base market has some forty of each
_LONGEST_TEXT, _LONGEST_TEXTS = 20_000, {"title": 300, "name": 100, "question": 2000, "author": 300, "licence": 300}
_TOLERANCE = 1e-6
_REFERENCES = (  # (section, key, what it names)
    ("makers", "own_cloud", "clouds"),
    ("makers", "host_cloud", "clouds"),
    ("models", "maker", "makers"),
    ("models", "closed_hosts", "clouds"),
    ("clouds", "group", "makers"),
)
_SPLITS = (("regions", "spend_split"), ("clouds", "capacity_split"))


def misfits(tables: Tables, findings: Findings) -> None:
    """Note everything that does not fit together in the merged tables of a file."""
    _check_ids(tables, findings)
    _check_regions(tables, findings)
    _check_references(tables, findings)
    _check_sums(tables, findings)
    _check_scales(tables, findings)
    _check_sizes(tables, findings)
    names = {"maker": _ids(tables, "makers"), "origin": ORIGINS, "model": _ids(tables, "models"), "region": REGIONS}
    for name, table in _entries(tables, "measures"):
        if table.get("removed") is not True:
            _check_measure(name, table, names, findings)
    for name in _words(tables.get("measure_order")):
        if name not in _ids(tables, "measures"):
            near = did_you_mean(name, _ids(tables, "measures"))
            findings.error(("measure_order",), f'there is no measure "{name}"{near}')


def suspicious_texts(said: Tables, findings: Findings) -> None:
    """Note texts of a file that are too long to show, or that hold characters which act without being seen."""
    for place, value in leaves(said):
        for text in _words(value):
            longest = _LONGEST_TEXTS.get(place[-1], _LONGEST_TEXT)
            if len(text) > longest:
                findings.error(place, f"a text of {len(text):,} letters stands here; at most {longest:,} can be shown")
            if hidden := invisible(text):
                findings.warning(place, f"the text holds a character that cannot be seen, {hidden}; write it anew")


def oddities(scenario: Scenario, own: Iterable[str], findings: Findings) -> None:
    """Note, as warnings, what is odd about the measures that a file itself names."""
    named = set(own)
    for measure in scenario.measures:
        if measure.id in named and measure.enabled:
            for key, text in _odd(measure, scenario):
                findings.warning(("measures", measure.id, *key), text)
    for one, other in combinations(scenario.measures, 2):
        if named & {one.id, other.id} and _overlap(one, other):
            later = other if other.id in named else one
            first = one if later is other else other
            text = f'overlaps with "{first.id}", a measure of the same kind on the same target; their effects combine'
            findings.warning(("measures", later.id), text)


def _check_ids(tables: Tables, findings: Findings) -> None:
    for section in (*CASTS, "measures"):
        for name in _ids(tables, section):
            if not _ID.fullmatch(name) or len(name) > _LONGEST_ID:
                words = "use lower-case words of the letters a to z, as in deepseek_v"
                findings.error((section, name), f"{quoted(name)} is no name for a table here; {words}")


def _check_sizes(tables: Tables, findings: Findings) -> None:
    for section in (*CASTS, "measures"):
        if len(_ids(tables, section)) > _MOST_ENTRIES:
            findings.error((section,), f"there are more than {_MOST_ENTRIES} {section}")


def _check_regions(tables: Tables, findings: Findings) -> None:
    known = _ids(tables, "regions")
    for name in known:
        if name not in REGIONS:
            near = did_you_mean(name, REGIONS) or f"; the regions are {', '.join(REGIONS)}"
            findings.error(("regions", name), f'there is no region "{name}"{near}')
    missing = [name for name in REGIONS if name not in known]
    if known and missing:
        findings.error(("regions",), f"{', '.join(missing)} missing; all {len(REGIONS)} regions must be described")


def _check_references(tables: Tables, findings: Findings) -> None:
    for section, key, target in _REFERENCES:
        if not isinstance(tables.get(target), dict):
            continue
        known = _ids(tables, target)
        for name, table in _entries(tables, section):
            for word in _words(table.get(key)):
                if word and word not in known:
                    text = f'there is no {target.removesuffix("s")} "{word}"{did_you_mean(word, known)}'
                    findings.error((section, name, key), text)
            if key == "maker" and table.get(key) == "":
                findings.error((section, name, key), "a model needs a maker")


def _check_sums(tables: Tables, findings: Findings) -> None:
    for section, key in _SPLITS:
        for name, table in _entries(tables, section):
            split = table.get(key)
            if isinstance(split, dict):
                _check_sum((section, name, key), list(split.values()), findings)
    shares = [table.get("buyer_share") for _, table in _entries(tables, "regions")]
    _check_sum(("regions",), shares, findings, "the buyer_share of all regions: ")


def _check_sum(place: tuple[str, ...], shares: list[object], findings: Findings, of: str = "") -> None:
    numbers = [share for share in shares if _is_number(share)]
    if not numbers or len(numbers) < len(shares):
        return
    total = sum(numbers)
    if not abs(total - 1.0) <= _TOLERANCE:
        findings.error(place, f"{of}the shares add up to {total:g} and should add up to 1")


def _check_scales(tables: Tables, findings: Findings) -> None:
    choice = tables["parameters"].get("choice") if isinstance(tables.get("parameters"), dict) else None
    models, channels = (
        choice.get(f"{name}_scale") if isinstance(choice, dict) else None for name in ("model", "channel")
    )
    if _is_number(models) and _is_number(channels) and channels > models:
        text = f"{channels:g} is greater than the scale between models, {models:g}, within which it must lie"
        findings.error(("parameters", "choice", "channel_scale"), text)


def _check_measure(name: str, table: Tables, names: dict[str, tuple[str, ...]], findings: Findings) -> None:
    place = ("measures", name)
    start, end, announced = (_month(table.get(key)) for key in ("start", "end", "announced"))
    if start is not None and end is not None and end < start:
        text = f"it ends in {month_words(end)}, before it starts in {month_words(start)}"
        findings.error((*place, "end"), text)
    if start is not None and announced is not None and start < announced < NEVER:
        text = f"it is announced in {month_words(announced)}, after it starts in {month_words(start)}"
        findings.error((*place, "announced"), text)
    target = table.get("target")
    aim = {key: _words(target.get(key)) for key in Target.model_fields} if isinstance(target, dict) else {}
    known = {key: words for key, words in aim.items() if names[key]}  # else what holds the names is broken itself
    for key, text in unknown_targets(Target(**known), names):
        findings.error((*place, "target", key), text)
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in POLICIES:
        return
    policy, strength = POLICIES[kind], table.get("strength")
    for key in policy.model_fields:
        named, of = table.get(key), reference_kind(policy, key)
        if of and names[of] and isinstance(named, str) and named not in names[of]:
            findings.error((*place, key), f"there is no {of} {quoted(named)}{did_you_mean(named, names[of])}")
    for key in (key for key, words in aim.items() if words and key not in policy.may_target):
        may = ", ".join(policy.may_target) or "nothing in particular: leave its target out"
        findings.error((*place, "target", key), f"{kind} cannot be aimed at a {key}; it can be aimed at {may}")
    if _is_number(strength) and not 0.0 <= strength <= policy.greatest_strength:
        text = f"{number_words(strength)} lies outside 0 to {policy.greatest_strength:g} ({policy.strength_means})"
        findings.error((*place, "strength"), text)


def _odd(measure: Measure, scenario: Scenario) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the key and the sentence of each oddity of one measure."""
    first = min(measure.start, NEVER if measure.announced is None else measure.announced)
    if scenario.history == "locked" and first < NOW and not measure.history:
        yield (
            ("start",),
            (
                f"it acts before {month_words(NOW)}, while history is locked and makers cannot fail; "
                'write history = true if this has happened, or mode = "free" under [history]'
            ),
        )
    if measure.start > scenario.end:
        yield ("start",), f"it starts after the run ends in {month_words(scenario.end)}, so it never acts"
    if measure.announced is not None and not measure.policy.heard_before:
        yield ("announced",), f"nobody acts on the announcement of {measure.policy.id}; it acts from its start alone"
    if measure.strength == 0.0:
        yield ("strength",), "its strength is 0, so it never acts"
    for name in measure.aim().model:
        launch = dict(scenario.models)[name].launch if name != "*" else 0
        if launch > measure.start:
            when = f"is launched in {month_words(launch)}" if launch < NEVER else "waits for its maker"
            yield ("start",), f"{name} {when}, and the measure starts before; until then it acts on nobody"
    if _aims_at_nobody(measure, scenario):
        yield ("target",), f"nobody is {target_words(measure.aim())}, so it never acts"


def _aims_at_nobody(measure: Measure, scenario: Scenario) -> bool:
    aim = measure.aim()
    makers = {name for name, maker in scenario.makers if _among(name, aim.maker) and _among(maker.origin, aim.origin)}
    models = [name for name, model in scenario.models if _among(name, aim.model) and model.maker in makers]
    return not (models if aim.model else makers)


def _among(name: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or "*" in wanted or name in wanted


def _overlap(one: Measure, other: Measure) -> bool:
    """Tell whether two measures of one kind are in force on one target in one month."""
    return (
        one.policy.id == other.policy.id
        and one.aim() == other.aim()
        and one.enabled
        and other.enabled
        and max(one.start, other.start) <= min(one.end, other.end)
    )


def _ids(tables: Tables, section: str) -> tuple[str, ...]:
    table = tables.get(section)
    return tuple(table) if isinstance(table, dict) else ()


def _entries(tables: Tables, section: str) -> Iterator[tuple[str, Tables]]:
    """Yield the entries of a section that are tables."""
    for name in _ids(tables, section):
        if isinstance(table := tables[section][name], dict):
            yield name, table


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
