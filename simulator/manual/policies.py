"""What policies do, and the verbs in which they write the law."""

import inspect
import re

from simulator.manual.markdown import codes, table, value_words
from simulator.manual.source import summary
from simulator.policy import POLICIES, Policy, target_words
from simulator.rules import Draft


def vocabulary_table() -> str:
    """Return every verb in which policies write the law, and the policies that use it."""
    verbs = {name: verb for name, verb in vars(Draft).items() if inspect.isfunction(verb) and _is_verb(name)}
    used = {name: [key for key in sorted(POLICIES) if name in _verbs_of(POLICIES[key])] for name in verbs}
    return table(
        ("verb", "effect", "used by"),
        [(f"`{name}`", summary(verb), codes(used[name]) or "no policy") for name, verb in verbs.items()],
    )


def policies_table() -> str:
    """Return every policy by actor: what it does, who has done it, at whom it aims and how strongly."""
    kinds = [POLICIES[key] for key in sorted(POLICIES)]
    actors = sorted({kind.actor for kind in kinds})
    return "\n\n".join(
        "\n".join([f"**{actor}**", "", *(_policy_item(kind) for kind in kinds if kind.actor == actor)])
        for actor in actors
    )


def _policy_item(kind: type[Policy]) -> str:
    aim = f"{' or '.join(kind.may_target)}; by default {target_words(kind.default_target)}"
    numbers = ", ".join(f"`{name}` {value_words(field.default)}" for name, field in kind.model_fields.items())
    parts = [
        f"- *{kind.title}* (`{kind.id}`). {summary(kind)} In reality: {kind.in_reality}",
        f"Aimed at: {aim}." if kind.may_target else "",
        f"Strength from 0 to {kind.greatest_strength:g}: {kind.strength_means}.",
        f"Numbers: {numbers}." if numbers else "",
        "A measure of the record of this kind is left out when history runs free." if kind.survival else "",
    ]
    return " ".join(part for part in parts if part)


def _verbs_of(kind: type[Policy]) -> list[str]:
    """Return the verbs of the draft that a policy uses, in order."""
    found = re.findall(r"\bdraft\.(\w+)\(", inspect.getsource(kind))
    return list(dict.fromkeys(found))


def _is_verb(name: str) -> bool:
    return not name.startswith("_") and name not in {"sign", "settle"}
