"""Facts that are told and not asked: the model has no counterpart for them, and none is planned."""

from simulator.evidence.readings import span
from simulator.evidence.row import unmeasured

_A16Z, _MENLO = "a16z, 2025", "Menlo Ventures, 2025"

unmeasured(
    "B8",
    "told",
    "Average spending of a very large firm on models",
    "$M",
    source=f"{_A16Z}: $2.5 m in 2024, $7 m in 2025",
    missing="A simulated buyer stands for a part of its stratum's budget and not for one firm.",
    months=span("2024-01", "2025-12"),
    weight="firms",
    numerator="what very large firms spend in a year",
    denominator="very large firms",
    joint=True,
)
unmeasured(
    "B48",
    "told",
    "Enterprises that run five models or more in production",
    "share",
    source=f"{_A16Z}: 29 % in 2024, 37 % in 2025",
    missing="A buyer holds no more offers than there are classes of work; the survey counts models for any reason.",
    months=span("2024-01", "2025-12"),
    weight="firms",
    numerator="enterprises in the United States that run five or more",
    denominator="enterprises asked",
)
unmeasured(
    "B52",
    "told",
    "Months by which enterprises believe that open models lag",
    "months",
    source=f"{_MENLO}: 9 to 12 months",
    missing="Buyers of the model know how good a model is; what they believe of it is not told apart.",
    months=span("2025-07"),
    weight="firms",
    numerator="months of lag that an enterprise names",
    denominator="enterprises asked",
)
unmeasured(
    "B54",
    "told",
    "Business customers of OpenAI and of Anthropic",
    "none",
    source="the firms, autumn 2025: more than 1 m and more than 0.3 m",
    missing="A simulated buyer stands for a part of its stratum's budget and not for one firm.",
    months=span("2025-09", "2025-11"),
    weight="firms",
    numerator="firms that pay the maker",
)
unmeasured(
    "B59",
    "told",
    "Google: tokens in a month",
    "tn tokens",
    source="the firm, 2025: 980 tn in July, 1,300 tn in October",
    missing="Most of Google's tokens run in its own search and other services, which the model leaves out.",
    months=span("2025-07", "2025-10"),
    weight="tokens",
    numerator="tokens of all of Google's services",
)
unmeasured(
    "B60",
    "told",
    "A maker's users on its newest version a month after its release",
    "share",
    source=f"{_MENLO}: 45 %; the older version fell from 83 to 16 %",
    missing="Versions of a model follow each other at once: nobody stays with an older one.",
    months=span("2025-06"),
    weight="firms",
    numerator="those on the newest version",
    denominator="the maker's users",
)
