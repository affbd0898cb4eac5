"""The JSON Schema of scenario files, with which editors complete keys and mark mistakes as you type.

It follows from the declarations and holds each key with its meaning, its unit and its range. How two places of a file
fit together (a name that must exist, an end after a start) is checked by `shakeout check` alone.

`python -m tests.refresh schema` writes the one that ships.
"""

import json
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulator.assumptions import Assumptions
from simulator.parameters import Names, Param, declaration, is_month
from simulator.policy import POLICIES
from simulator.scenario.reading.contents import CASTS, Head, Record, When
from simulator.scenario.reading.migrations import FORMAT
from simulator.scenario.reading.structure import OPEN, UNLIMITED
from simulator.scenario.shelf import folder
from simulator.scenario.value import Run

Schema = dict[str, Any]

_MONTH: Schema = {"type": "string", "pattern": f"^(20[0-9]{{2}}-(0[1-9]|1[0-2])|{UNLIMITED})$"}
_NAMES: Schema = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_REMARKS: Schema = {"note": {"type": "string"}, "source": {"type": "string"}}


def schema() -> Schema:
    """Return the JSON Schema of a scenario file of the present format."""
    head = {name: _field(Head, name) for name in Head.model_fields}
    head["format"] = {**head["format"], "const": FORMAT}
    switches = {"type": "boolean", "description": "Whether this measure of the record acts."}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Shakeout scenario, format {FORMAT}",
        **_table(
            {
                **head,
                "run": _declared(Run),
                "history": {**_declared(Record), "additionalProperties": switches},
                "parameters": _declared(Assumptions),
                "policies": _table({kind: _declared(POLICIES[kind]) for kind in sorted(POLICIES)}),
                **{cast: {"type": "object", "additionalProperties": _declared(kind)} for cast, kind in CASTS.items()},
                "measures": {"type": "object", "additionalProperties": {"$ref": "#/definitions/measure"}},
            }
        ),
        "required": ["format", "title"],
        "definitions": {"measure": _measure()},
    }


def path() -> Path:
    """Return where the schema that ships stands."""
    return folder().parent / "assets" / "scenario.schema.json"


def schema_text() -> str:
    """Return the schema as it is written to a file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _measure() -> Schema:
    """Return the schema of a measure: its keys depend on its kind, which a child may leave out."""
    when = {name: _field(When, name) for name in When.model_fields}
    when["kind"] = {**when["kind"], "enum": sorted(POLICIES)}
    kinds = []
    for kind in sorted(POLICIES):
        keys = {
            **dict.fromkeys(when, True),
            **{name: _field(POLICIES[kind], name) for name in POLICIES[kind].model_fields},
        }
        told = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
        then = {**_table(keys), "description": POLICIES[kind].title}
        kinds.append({"if": told, "then": {**then, "required": ["start"]}})
    return {"type": "object", "properties": when, "allOf": kinds}


def _declared(kind: type[BaseModel]) -> Schema:
    described = (kind.__doc__ or "").strip().partition("\n")[0]
    return {**_table({name: _field(kind, name) for name in kind.model_fields}), "description": described}


def _table(keys: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {**_REMARKS, **keys},
        "patternProperties": {"^x_": True},
        "additionalProperties": False,
    }


def _field(owner: type[BaseModel], name: str) -> Schema:
    field, said = owner.model_fields[name], declaration(owner, name)
    kind = _MONTH if is_month(field) else _type(field, said)
    parts = [field.description or "", f"In {said.unit}." if said is not None and said.unit else ""]
    text = " ".join(part for part in parts if part)
    plain = isinstance(field.default, str | bool | int | float) and not is_month(field)
    return {**kind, **({"description": text} if text else {}), **({"default": field.default} if plain else {})}


def _type(field: FieldInfo, said: Param | None) -> Schema:
    options = get_args(field.annotation) if NoneType in get_args(field.annotation) else (field.annotation,)
    kinds = [_of(option, said) for option in options if option is not NoneType]
    return {"anyOf": [*kinds, {"const": OPEN}]} if NoneType in options else kinds[0]


def _of(annotation: Any, said: Param | None) -> Schema:  # noqa: ANN401 - an annotation may be anything
    if get_origin(annotation) is Literal:
        return {"enum": list(get_args(annotation))}
    if annotation is bool:
        return {"type": "boolean"}
    if annotation in (int, float):
        reach = {"minimum": said.low, "maximum": said.high} if said is not None else {}
        return {"type": "integer" if annotation is int else "number", **reach}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _row(annotation, said) if said is not None else _declared(annotation)
    return _NAMES if annotation == get_args(Names)[0] else {"type": "string"}


def _row(kind: type[BaseModel], said: Param) -> Schema:
    """Return the schema of a table of numbers of one kind, as one for each region."""
    number = {"type": "number", "minimum": said.low, "maximum": said.high}
    spoken = {"anyOf": [number, {"const": OPEN}]}
    fields = kind.model_fields.items()
    return _table({name: spoken if NoneType in get_args(field.annotation) else number for name, field in fields})
