"""Facts about open weights: how often they are fetched, and what is built on them."""

from simulator.dates import month_number
from simulator.evidence.readings import first_month, model, span, total, trailing_year
from simulator.evidence.row import row
from simulator.history import Branch
from simulator.world import Origin, World

_HUB = "Hugging Face counts, as the ATOM report and the press read them, 2025"
_PRESS = "press, October to November 2025"
_AUTUMN = span("2025-09", "2025-11")


def _from(world: World, origin: Origin) -> float:
    return float(world.models.downloads[world.makers.origin[world.models.maker] == origin].sum())


def _of(name: str, world: World) -> float:
    return float(world.models.downloads[model(world, name)])


@row(
    "A1",
    "hard",
    "Month in which downloads of Chinese open models pass those of American ones",
    "month",
    low=month_number("2025-06"),
    high=month_number("2025-12"),
    source=f"{_HUB}; The Economist, January 2026",
    months=span("2023-09", "2026-06"),
    taken="first month from which it holds for good",
    weight="downloads",
    numerator="downloads of open models in twelve months, Chinese against American",
    also=("B32",),
)
def china_passes(branch: Branch) -> float:
    """Return the month from which trailing downloads of Chinese weights stay ahead of America's."""
    return first_month(
        branch,
        lambda world: (
            trailing_year(branch, world.month, lambda past: _from(past, Origin.CHINA))
            > trailing_year(branch, world.month, lambda past: _from(past, Origin.UNITED_STATES))
        ),
    )


@row(
    "A2",
    "check",
    "Month in which Qwen's downloads pass Llama's",
    "month",
    low=month_number("2025-07"),
    high=month_number("2026-02"),
    source="The Economist, January 2026: September 2025",
    months=span("2023-09", "2026-06"),
    taken="first month from which it holds for good",
    weight="downloads",
    numerator="downloads in twelve months, Qwen against Llama",
)
def qwen_passes(branch: Branch) -> float:
    """Return the month from which Qwen's trailing downloads stay ahead of Llama's."""
    return first_month(
        branch,
        lambda world: (
            trailing_year(branch, world.month, lambda past: _of("qwen", past))
            > trailing_year(branch, world.month, lambda past: _of("llama", past))
        ),
    )


@row(
    "A15",
    "hard",
    "Models that others built on Qwen",
    "models",
    low=135_000.0,
    high=225_000.0,
    source="The Economist, January 2026: more than 180,000",
    months=span("2026-01"),
    weight="models",
    numerator="derivatives of Qwen in use",
)
def derivatives(branch: Branch) -> float:
    """Return how many models built on Qwen are in use when the record ends."""
    world = branch.worlds[month_number("2026-01")]
    return float(world.models.derivatives[model(world, "qwen")])


@row(
    "B31",
    "check",
    "Downloads of Qwen so far, over those of Llama",
    "times",
    low=0.9,
    high=1.3,
    source=f"{_PRESS}: 385 million and 346 million",
    months=span("2023-09", "2025-11"),
    weight="downloads",
    numerator="downloads of Qwen",
    denominator="downloads of Llama",
)
def qwen_over_llama(branch: Branch) -> float:
    """Return the ratio of the two families' downloads since the market opened."""
    world = branch.worlds[month_number("2025-11")]
    total_of = world.models.downloads_total
    return float(total_of[model(world, "qwen")] / total_of[model(world, "llama")])


@row(
    "B34",
    "check",
    "Downloads of all open models so far",
    "downloads",
    low=0.5e9,
    high=2e9,
    source=f"{_PRESS}: more than 1 bn",
    months=span("2023-09", "2025-10"),
    weight="downloads",
    numerator="downloads of named open models",
)
def all_downloads(branch: Branch) -> float:
    """Return downloads of every family together since the market opened."""
    return float(branch.worlds[month_number("2025-10")].models.downloads_total.sum())


@row(
    "B33 Qwen",
    "check",
    "Part of new derivatives that is built on Qwen",
    "share",
    low=0.30,
    source="press, autumn 2025: more than 40 %",
    months=_AUTUMN,
    weight="models",
    numerator="new derivatives of Qwen",
    denominator="new derivatives of all open models",
)
def new_on_qwen(branch: Branch) -> float:
    """Return Qwen's part of what was built in the autumn, before older work is dropped."""
    return _part_of_new(branch, "qwen")


@row(
    "B33 Llama",
    "check",
    "Part of new derivatives that is built on Llama",
    "share",
    low=0.08,
    high=0.25,
    source="press, autumn 2025: 15 %",
    months=_AUTUMN,
    weight="models",
    numerator="new derivatives of Llama",
    denominator="new derivatives of all open models",
    why_out="Habit keeps a little more of the model's developers with Llama, where the count saw them leave in months.",
)
def new_on_llama(branch: Branch) -> float:
    """Return Llama's part of what was built in the autumn, before older work is dropped."""
    return _part_of_new(branch, "llama")


def _part_of_new(branch: Branch, name: str) -> float:
    """Return one family's part of what was newly built in autumn, what was dropped since added back."""
    kept = 1.0 - branch.setup.assumptions.downloads.derivatives_decay

    def new(world: World) -> float:
        before = branch.worlds[world.month - 1].models.derivatives
        return float(world.models.derivatives[model(world, name)] - kept * before[model(world, name)])

    def everywhere(world: World) -> float:
        return float((world.models.derivatives - kept * branch.worlds[world.month - 1].models.derivatives).sum())

    return total(branch, _AUTUMN, new) / total(branch, _AUTUMN, everywhere)
