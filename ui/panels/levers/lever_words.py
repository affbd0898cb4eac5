"""What is said of a policy that a lever stands for, and by which words it is found."""

from __future__ import annotations

import inspect
from functools import cache

from simulator.policy import Policy
from ui.look import wording
from ui.look.wording import tr
from ui.widgets.form import in_words, options_of


def what_it_does(kind: type[Policy]) -> str:
    """Return what a policy does, in the words of its declaration."""
    return " ".join(inspect.cleandoc(kind.__doc__ or "").split())


@cache
def all_that_is_said(kind: type[Policy]) -> str:
    """Return everything by which a policy can be found: title, actor, description, and what can be set."""
    said = [tr(kind.title), wording.actor(kind.actor), what_it_does(kind), kind.in_reality, kind.strength_means]
    for name, field in kind.model_fields.items():
        said += [in_words(name), field.description or "", *map(in_words, options_of(field.annotation))]
    return " ".join(said)
