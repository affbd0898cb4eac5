"""The rows of evidence as they were committed before the rules of the market changed: this table is never edited.

A row that is added is added here too. A band that is moved stays here as it was, and its row says `moved`.
"""

from math import inf
from typing import NamedTuple


class Asked(NamedTuple):
    """What was committed of a row: its tier, its band, and its first and last month."""

    tier: str
    low: float
    high: float
    first: str
    last: str


def _year(year: int) -> tuple[str, str]:
    return f"{year}-01", f"{year}-12"


_HALF, _NINE = ("2025-01", "2025-06"), ("2025-01", "2025-09")
_LATE, _STORE = ("2025-10", "2026-01"), ("2024-11", "2025-10")
_SUMMER, _WINTER = ("2025-07", "2025-07"), ("2025-12", "2025-12")
_EVER = ("2023-09", "2026-06")
_NOTHING = (-inf, inf)

COMMITTED = {
    # the article
    "A1": Asked("hard", 21, 27, *_EVER),  # June and December 2025 as numbers of months
    "A2": Asked("check", 22, 29, *_EVER),  # July 2025 and February 2026
    "A3 lead": Asked("hard", 1.0, 1.0, *_year(2025)),
    "A3 gap": Asked("hard", 20.0, 80.0, *_year(2025)),
    "A4": Asked("hard", 1280.0, 2130.0, *_STORE),
    "A5": Asked("input", 0.17, 1.5, *_STORE),
    "A6 sales": Asked("hard", 40.0, 67.0, *_NINE),
    "A6 adjusted": Asked("hard", 120.0, 250.0, *_NINE),
    "A6 reported": Asked("hard", 360.0, 670.0, *_NINE),
    "A7": Asked("hard", 3.0, inf, *_year(2025)),
    "A8 first": Asked("input", 13.0, 15.0, "2023-09", "2023-09"),
    "A8 later": Asked("hard", 400.0, 700.0, "2025-09", "2025-09"),
    "A9": Asked("check", 2.0, inf, "2024-01", "2026-01"),
    "A10": Asked("input", 10.0, 12.0, "2023-09", "2023-09"),
    "A11": Asked("check", -inf, 0.02, *_year(2025)),
    "A12": Asked("check", 0.5, inf, *_year(2025)),
    "A14": Asked("input", 59_500.0, 80_500.0, *_year(2026)),
    "A15": Asked("hard", 135_000.0, 225_000.0, "2026-01", "2026-01"),
    "A16": Asked("hard", 0.07, 0.13, *_LATE),
    "A16b": Asked("hard", 0.45, inf, *_LATE),
    "A17": Asked("hard", 3.0, inf, *_LATE),
    "A18 neutral": Asked("hard", 0.70, inf, *_LATE),
    "A18 maker": Asked("hard", -inf, 0.15, *_LATE),
    "A22": Asked("input", 1.0, 1.0, *_year(2025)),
    "A23": Asked("check", 0.8, inf, "2026-02", "2028-12"),
    # other sources
    "B1 Anthropic": Asked("input", 0.24, 0.40, *_SUMMER),
    "B1 OpenAI": Asked("input", 0.17, 0.33, *_SUMMER),
    "B1 Google": Asked("input", 0.12, 0.28, *_SUMMER),
    "B1 Meta": Asked("input", 0.01, 0.17, *_SUMMER),
    "B2": Asked("input", 0.40, 0.60, "2023-11", "2024-01"),
    "B3 July": Asked("hard", 0.07, 0.17, *_SUMMER),
    "B3 December": Asked("hard", 0.07, 0.17, *_WINTER),
    "B3 falls": Asked("check", -inf, 0.0, "2024-11", "2025-12"),
    "B4": Asked("hard", 0.005, 0.022, *_WINTER),
    "B5": Asked("check", 0.06, 0.16, "2024-07", "2025-07"),
    "B6 2024": Asked("check", 2000.0, 6000.0, "2024-11", "2024-11"),
    "B6 2025": Asked("check", 5000.0, 14_000.0, *_SUMMER),
    "B7": Asked("check", 8000.0, 17_000.0, *_year(2025)),
    "B8": Asked("told", *_NOTHING, "2024-01", "2025-12"),
    "B10": Asked("check", 0.20, 0.50, "2025-10", "2025-12"),
    "B12": Asked("hard", 6.0, 13.0, *_WINTER),
    "B13": Asked("check", 5.0, 50.0, "2023-09", "2025-12"),
    "B16 China": Asked("check", 4.0, 14.0, *_year(2025)),
    "B16 open": Asked("check", 1.0, 8.0, *_year(2025)),
    "B18 American": Asked("check", 0.60, 0.80, *_year(2025)),
    "B18 European": Asked("check", 0.05, 0.25, *_year(2025)),
    "B19 Alibaba": Asked("check", 0.26, 0.46, *_HALF),
    "B19 Volcano": Asked("check", 0.05, 0.25, *_HALF),
    "B19 Huawei": Asked("check", 0.03, 0.23, *_HALF),
    "B19 Tencent": Asked("check", 0.0, 0.17, *_HALF),
    "B19 Baidu": Asked("check", 0.0, 0.16, *_HALF),
    "B19 order": Asked("check", 0.5, inf, *_HALF),
    "B20 Volcano": Asked("check", 0.39, 0.59, *_HALF),
    "B20 Alibaba": Asked("check", 0.17, 0.37, *_HALF),
    "B20 Baidu": Asked("check", 0.07, 0.27, *_HALF),
    "B20 order": Asked("check", 0.5, inf, *_HALF),
    "B22 US": Asked("input", 0.59, 0.83, *_WINTER),
    "B22 US neutral": Asked("check", 0.46, 0.70, *_WINTER),
    "B22 EU": Asked("check", 0.75, 0.99, *_WINTER),
    "B22 EU neutral": Asked("check", 0.47, 0.71, *_WINTER),
    "B23 2024": Asked("check", 26.0, 60.0, *_year(2024)),
    "B23 half": Asked("check", 18.0, 40.0, *_HALF),
    "B24": Asked("check", 250.0, 570.0, *_year(2024)),
    "B25": Asked("check", -0.20, 0.20, *_year(2024)),
    "B26 revenue": Asked("check", 18.0, 43.0, *_year(2024)),
    "B26 abroad": Asked("check", 0.58, 0.88, *_year(2025)),
    "B27": Asked("hard", 10_000.0, 16_000.0, *_year(2025)),
    "B28 2024": Asked("check", 600.0, 1500.0, "2024-12", "2024-12"),
    "B28 2025": Asked("check", 4000.0, 10_000.0, "2025-10", "2025-10"),
    "B29 Anthropic": Asked("check", 0.25, 0.55, *_year(2025)),
    "B29 OpenAI": Asked("check", 0.20, 0.50, *_year(2025)),
    "B30": Asked("input", 0.03, 0.08, *_year(2025)),
    "B31": Asked("check", 0.9, 1.3, "2023-09", "2025-11"),
    "B33 Qwen": Asked("check", 0.30, inf, "2025-09", "2025-11"),
    "B33 Llama": Asked("check", 0.08, 0.25, "2025-09", "2025-11"),
    "B34": Asked("check", 0.5e9, 2e9, "2023-09", "2025-10"),
    "B45 GPT": Asked("check", 18.75, 75.0, "2023-09", "2023-09"),
    "B45 January": Asked("check", 0.48, 1.92, "2025-01", "2025-01"),
    "B45 September": Asked("check", 0.1575, 0.63, "2025-09", "2025-09"),
    "B48": Asked("told", *_NOTHING, "2024-01", "2025-12"),
    "B49 Anthropic": Asked("check", 0.30, 0.54, *_SUMMER),
    "B49 OpenAI": Asked("check", 0.09, 0.33, *_SUMMER),
    "B51 first": Asked("check", 0.0, 0.05, "2024-11", "2024-11"),
    "B51 mean": Asked("check", 0.08, 0.20, "2024-11", "2025-11"),
    "B52": Asked("told", *_NOTHING, *_SUMMER),
    "B53 half": Asked("check", 200.0, 1100.0, *_HALF),
    "B53 growth": Asked("check", 3.0, 7.0, "2024-01", "2025-06"),
    "B54": Asked("told", *_NOTHING, "2025-09", "2025-11"),
    "B55 API": Asked("check", 0.55, 0.80, *_NINE),
    "B55 all": Asked("check", 0.10, 0.40, *_NINE),
    "B56 services": Asked("check", 0.45, 0.70, *_HALF),
    "B56 cloud": Asked("check", -0.20, 0.20, *_HALF),
    "B57": Asked("check", 0.04, 0.20, *_year(2025)),
    "B58": Asked("check", 5000.0, 13_000.0, *_NINE),
    "B59": Asked("told", *_NOTHING, "2025-07", "2025-10"),
    "B60": Asked("told", *_NOTHING, "2025-06", "2025-06"),
}

JOINT = {"A4", "B6 2024", "B6 2025", "B7", "B8", "B27", "B28 2024", "B28 2025"}
"""The rows in the loss of the joint calibration."""
