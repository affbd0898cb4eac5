"""Scenario files that nobody would write, made from the declarations: ends of ranges, odd casts, all kinds of measures.

A file is a function of a seed and its number, so that each can be made again by itself. Most pass `check`: what is
known to be refused is avoided, and what is left shows what `check` takes for sound.
"""

import json
import random
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulator.assumptions import Assumptions
from simulator.dates import HORIZON, NOW, month_text
from simulator.entries import BUYERS, KINDS, ORIGINS, REGIONS, Cloud, Maker, Model, Region
from simulator.parameters import Leaf, Param, declaration, leaves, reference_kind
from simulator.policy import POLICIES, Policy
from simulator.scenario.reading.reading import read_text
from simulator.scenario.shelf import find
from simulator.scenario.toml import Tables

SEEDS = (1, 2, 2**53)
"""Seeds of the runs: few, since each has tables of luck that take a while to draw."""
MARKETS = ("whole", "few makers", "one maker", "no makers of an origin", "few clouds", "one cloud", "closed", "open")
"""What a file has of the base market's cast."""


def made_up(number: int, seed: int = 1, months: int = HORIZON, buyers: int = 64) -> str:
    """Return the text of one file, which runs for at most so many months with so many buyers."""
    luck = random.Random(f"{seed}/{number}")  # noqa: S311 - nobody must not guess it
    return _written(_Author(luck, months, buyers).file())


def _written(tables: Tables) -> str:
    """Return tables as TOML, each entry of a section under a header of its own."""
    lines = []
    for name, value in tables.items():
        if isinstance(value, dict) and name in ("parameters", "policies", "regions", "makers", "models", "clouds"):
            for entry, inner in value.items():
                lines += [f"[{name}.{entry}]", *_rows(inner)]
        elif name == "measures":
            for entry, inner in value.items():
                lines += [f"[measures.{entry}]", *_rows(inner)]
        elif isinstance(value, dict):
            lines += [f"[{name}]", *_rows(value)]
        else:
            lines.append(f"{name} = {_text(value)}")
    return "\n".join(lines) + "\n"


def _text(value: Any) -> str:  # noqa: ANN401 - a value of TOML
    """Return a value as TOML; the keys here need no quotes, and texts of JSON are texts of TOML."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_text(inner)}' for key, inner in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    return json.dumps(value)


def _rows(table: Tables) -> list[str]:
    return [f"{key} = {_text(value)}" for key, value in table.items()]


@cache
def _base() -> Tables:
    """Return the tables of the base market, without what only people read."""
    path = find("base")
    return read_text(path.read_text(encoding="utf-8"), path).merged


@cache
def _assumptions() -> tuple[Leaf, ...]:
    return tuple(leaves(Assumptions()))


class _Author:
    """Writes one file."""

    def __init__(self, luck: random.Random, months: int, buyers: int) -> None:
        self.luck, self.months, self.buyers = luck, months, buyers
        self.base = _base()

    def file(self) -> Tables:
        """Return the tables of a file: one that extends the base market, or one with a cast of its own."""
        kind = self.luck.choice(MARKETS) if self.chance(0.5) else "child"
        file: Tables = {"format": 2, "title": f"Made up: {kind}"}
        if kind == "child":
            file["extends"] = "base"
            cast: Tables = {name: self.base[name] for name in ("regions", "makers", "models", "clouds")}
        else:
            cast = self.cast(kind)
        file["run"] = self.run()
        file["history"] = {"mode": self.luck.choice(("locked", "free"))}
        if self.chance(0.6):
            file["parameters"] = self.parameters()
        if self.chance(0.15):
            file["policies"] = self.policies(cast)
        edits = self.edits(cast) if self.chance(0.6) else {}
        if kind == "child":
            file.update(edits)
            history = [name for name, table in self.base["measures"].items() if table.get("history")]
            switched = self.luck.sample(history, self.luck.choice((0, 0, 1, 3, len(history))))
            file["history"].update(dict.fromkeys(switched, self.chance(0.5)))
            measures = {}
        else:
            file.update(_over(cast, edits))
            measures = self.record(file) if self.chance(0.7) else {}
        measures.update(self.measures(cast))
        return {**file, "measures": measures} if measures else file

    def chance(self, probability: float) -> bool:
        return self.luck.random() < probability

    def run(self) -> Tables:
        last = self.months - 1
        end = self.luck.choice((0, 1, NOW - 1, NOW)) if self.chance(0.15) else last
        return {"seed": self.luck.choice(SEEDS), "buyers": self.buyers, "end": month_text(min(end, last))}

    # parameters

    def number(self, declared: Param, *, whole: bool = False) -> float:
        """Return a number within a range: mostly an end of it."""
        low, high = declared.low, declared.high
        draw = self.luck.random()
        if draw < 0.35:
            value = low
        elif draw < 0.7:
            value = high
        elif draw < 0.75 and low < 0.0 < high:
            value = 0.0
        else:
            value = self.luck.uniform(low, high)
        return round(value) if whole else value

    def parameters(self) -> Tables:
        """Return assumptions: a few numbers, many, or all of them moved within their ranges."""
        known = _assumptions()
        count = self.luck.choice((1, 1, 2, 3, 5, 10, 30, len(known)))
        group: str | None = self.luck.choice(known).path.split(".")[0] if self.chance(0.2) else None
        chosen = [leaf for leaf in known if leaf.path.split(".")[0] == group] or self.luck.sample(known, count)
        if not self.chance(0.1):  # each pair of scales draws tables of luck that take a while
            chosen = [leaf for leaf in chosen if not leaf.path.endswith(("model_scale", "channel_scale"))]
        found: Tables = {}
        for leaf in chosen:
            *groups, name = leaf.path.split(".")
            table = found
            for key in groups:
                table = table.setdefault(key, {})
            table[name] = self.number(leaf.param)
        return found

    # the cast

    def cast(self, kind: str) -> Tables:
        """Return the tables of a market of its own: the base market, or a part of it."""
        cast = deepcopy({name: self.base[name] for name in ("regions", "makers", "models", "clouds")})
        makers, clouds = list(cast["makers"]), list(cast["clouds"])
        origin = self.luck.choice(ORIGINS)
        if kind == "few makers":
            makers = self.luck.sample(makers, self.luck.randint(2, len(makers) - 1))
        elif kind == "one maker":
            makers = [self.luck.choice([table["maker"] for table in cast["models"].values()])]
        elif kind == "no makers of an origin":
            makers = [name for name in makers if cast["makers"][name]["origin"] != origin]
        elif kind == "few clouds":
            clouds = self.luck.sample(clouds, self.luck.randint(2, len(clouds) - 1))
        elif kind == "one cloud":
            clouds = [self.luck.choice(clouds)]
        left = _reduced(cast, set(makers), set(clouds))
        for model in left["models"].values():
            if kind == "closed":
                model["open_from"] = "never"
            elif kind == "open":
                model["open_from"] = "2023-09"
        return left

    def edits(self, cast: Tables) -> Tables:
        """Return changed numbers and words of a few entries of the cast."""
        edits: Tables = {}
        for section, kind, edit in (
            ("regions", Region, self._region),
            ("makers", Maker, self._maker),
            ("models", Model, self._model),
            ("clouds", Cloud, self._cloud),
        ):
            if self.chance(0.5):
                names = list(cast[section])
                count = min(len(names), self.luck.choice((1, 1, 2, 4, len(names))))
                chosen = self.luck.sample(names, count)
                edits[section] = {name: self._entry(kind, edit, cast) for name in chosen}
        if "regions" in edits and self.chance(0.3):
            crowded = self.luck.choice(REGIONS)
            for name in REGIONS:
                edits["regions"].setdefault(name, {})["buyer_share"] = float(name == crowded)
        if self.chance(0.15):  # a region in which no cloud builds
            empty = self.luck.choice(REGIONS)
            for name, table in cast["clouds"].items():
                split = {key: share for key, share in table["capacity_split"].items() if key != empty}
                total = sum(split.values())
                split = {key: share / total for key, share in split.items()} if total else {REGIONS[0]: 1.0}
                moved = {**dict.fromkeys(REGIONS, 0.0), **({} if empty == REGIONS[0] and not total else split)}
                if not any(moved.values()):
                    moved[next(key for key in REGIONS if key != empty)] = 1.0
                edits.setdefault("clouds", {}).setdefault(name, {})["capacity_split"] = moved
        return edits

    def _entry(self, kind: type[BaseModel], edit: Callable[[str, Tables], Any], cast: Tables) -> Tables:
        """Return a few changed keys of one entry."""
        fields = [name for name in kind.model_fields if name not in ("name", "maker", "buyer_share")]
        chosen = self.luck.sample(fields, min(len(fields), self.luck.choice((1, 2, 4, len(fields)))))
        table = {}
        for name in chosen:
            value = edit(name, cast)
            if value is None:
                value = self._value(kind, name)
            if value is not None:
                table[name] = value
        return table

    def _value(self, kind: type[BaseModel], name: str) -> Any:  # noqa: ANN401 - a value of TOML
        """Return a value for a declared field, None where only its kind of table knows one."""
        field = kind.model_fields[name]
        declared = declaration(kind, name)
        if declared is not None:
            return self._numbers(field, declared)
        if field.annotation is bool:
            return self.chance(0.5)
        if get_origin(field.annotation) is Literal:
            return self.luck.choice(get_args(field.annotation))
        return None

    def _numbers(self, field: FieldInfo, declared: Param) -> Any:  # noqa: ANN401 - a number, or a table of numbers
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            same = self.number(declared) if self.chance(0.3) else None
            names = list(kind.model_fields)
            return {name: self.number(declared) if same is None else same for name in names}
        return self.number(declared, whole=kind is int)

    def _one_of(self, names: Any) -> dict[str, float]:  # noqa: ANN401 - any names
        """Return shares that add up to one: everything in one place, or spread evenly."""
        names = list(names)
        if self.chance(0.3):
            return {name: 1.0 / len(names) for name in names}
        chosen = self.luck.choice(names)
        return {name: float(name == chosen) for name in names}

    def _region(self, name: str, _cast: Tables) -> Any:  # noqa: ANN401 - a value of TOML
        return self._one_of(BUYERS) if name == "spend_split" else None

    def _maker(self, name: str, cast: Tables) -> Any:  # noqa: ANN401 - a value of TOML
        if name in ("own_cloud", "host_cloud"):
            return self.luck.choice(("", *cast["clouds"]))
        if name == "enters":
            return self.month()
        if name == "origin":
            return self.luck.choice(ORIGINS)
        if name == "kind":
            return self.luck.choice(KINDS if self.chance(0.3) else KINDS[:-1])
        if name == "app_before":
            return {"month": self.month(), "shift": self.luck.choice((-9.0, 0.0, 9.0))}
        if name == "app":
            return {key: self.luck.choice(("none", -9.0, 0.0, 9.0)) for key in REGIONS}
        return None

    def _model(self, name: str, cast: Tables) -> Any:  # noqa: ANN401 - a value of TOML
        if name in ("launch", "open_from", "listed_abroad_from"):
            return self.luck.choice((self.month(), "2023-09", "never"))
        if name == "closed_hosts":
            return self.luck.sample(list(cast["clouds"]), self.luck.randint(0, min(3, len(cast["clouds"]))))
        return None

    def _cloud(self, name: str, cast: Tables) -> Any:  # noqa: ANN401 - a value of TOML
        if name == "capacity_split":
            return self._one_of(REGIONS)
        if name == "group":
            return self.luck.choice(("", *cast["makers"]))
        return None

    # measures

    def month(self) -> str:
        """Return some month of the run, or of the years after it."""
        if self.chance(0.1):
            return month_text(self.luck.randrange(HORIZON))
        return month_text(self.luck.randrange(self.months))

    def record(self, file: Tables) -> Tables:
        """Return the measures of the base market's record that a cast can still bear."""
        known = _known(file)
        return {
            name: table
            for name, table in self.base["measures"].items()
            if table.get("history") and all(word in known[key] for key, word in _names_in(table))
        }

    def policies(self, cast: Tables) -> Tables:
        """Return numbers for all measures of some kinds."""
        kinds = self.luck.sample(list(POLICIES), 3)
        found = {kind: self._settings(POLICIES[kind], _known(cast)) for kind in kinds}
        return {kind: table for kind, table in found.items() if table}

    def measures(self, cast: Tables) -> Tables:
        """Return measures of all kinds, at any time, against anybody."""
        known = _known(cast)
        measures = {}
        for number in range(self.luck.choice((0, 1, 1, 2, 3, 6, 12))):
            kind = self.luck.choice(list(POLICIES))
            measures[f"made_up_{number}"] = self._measure(kind, known)
        if self.chance(0.1):
            measures["all_banned"] = {
                "kind": "federal_ban",
                "start": self.month(),
                "target": {"origin": "*", "region": "*"},
                "scope": self.luck.choice(("all", "hosted")),
            }
        return measures

    def _measure(self, kind: str, known: dict[str, tuple[str, ...]]) -> Tables:
        policy, start = POLICIES[kind], self.luck.randrange(self.months)
        table: Tables = {"kind": kind, "start": month_text(start)}
        if self.chance(0.4):
            table["announced"] = month_text(self.luck.randint(0, start))
        if self.chance(0.3):
            table["end"] = month_text(self.luck.randint(start, HORIZON - 1))
        if self.chance(0.4):
            table["ramp_months"] = self.luck.choice((0, 1, 6, 24, HORIZON))
        if self.chance(0.5):
            most = policy.greatest_strength
            table["strength"] = self.luck.choice((0.0, 1e-6, most / 2, most, self.luck.uniform(0.0, most)))
        for key, value in (("enabled", False), ("history", True)):
            if self.chance(0.1):
                table[key] = value
        target = self._target(policy, known)
        if target:
            table["target"] = target
        return {**table, **self._settings(policy, known)}

    def _target(self, policy: type[Policy], known: dict[str, tuple[str, ...]]) -> Tables:
        """Return whom a measure is aimed at; mostly somebody else where the market lacks its default."""
        target: Tables = {}
        for key in policy.may_target:
            default = getattr(policy.default_target, key)
            lacking = any(name not in known[key] for name in default)
            if self.chance(0.9 if lacking else 0.4):
                names = ("*", *known[key])
                count = self.luck.choice((1, 1, 2, 3))
                chosen = self.luck.sample(names, min(len(names), count))
                target[key] = ["*"] if "*" in chosen else chosen
        return target

    def _settings(self, policy: type[Policy], known: dict[str, tuple[str, ...]]) -> Tables:
        table: Tables = {}
        for name in policy.model_fields:
            of = reference_kind(policy, name)
            if of is not None:
                table[name] = self.luck.choice(known[of])
            elif self.chance(0.5):
                table[name] = self._value(policy, name)
        return table


def _names_in(measure: Tables) -> list[tuple[str, str]]:
    """Return the makers and models that a measure of the record names, each with what it is."""
    found = [("maker", measure["buyer"])] if "buyer" in measure else []
    for key in ("maker", "model"):
        words = measure.get("target", {}).get(key, [])
        found += [(key, word) for word in ([words] if isinstance(words, str) else words)]
    return found


def _known(cast: Tables) -> dict[str, tuple[str, ...]]:
    """Return the names of a cast by what they name."""
    makers, models = tuple(cast["makers"]), tuple(cast["models"])
    return {"maker": makers, "origin": ORIGINS, "model": models, "region": REGIONS}


def _reduced(cast: Tables, makers: set[str], clouds: set[str]) -> Tables:
    """Return a cast of these makers, their models, and these clouds; nothing names what is gone."""
    kept = {
        "regions": cast["regions"],
        "makers": {name: table for name, table in cast["makers"].items() if name in makers},
        "models": {name: table for name, table in cast["models"].items() if table["maker"] in makers},
        "clouds": {name: table for name, table in cast["clouds"].items() if name in clouds},
    }
    for maker in kept["makers"].values():
        for key in ("own_cloud", "host_cloud"):
            if maker.get(key, "") not in clouds:
                maker[key] = ""
    for model in kept["models"].values():
        hosts = model.get("closed_hosts", [])
        model["closed_hosts"] = [name for name in ([hosts] if isinstance(hosts, str) else hosts) if name in clouds]
    for cloud in kept["clouds"].values():
        if cloud.get("group", "") not in makers:
            cloud["group"] = ""
    return kept


def _over(cast: Tables, edits: Tables) -> Tables:
    """Return a cast with edits laid over its entries."""
    return {
        section: {name: {**table, **edits.get(section, {}).get(name, {})} for name, table in entries.items()}
        for section, entries in cast.items()
    }
