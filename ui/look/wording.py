"""Words and numbers as people write them: "Jan 2026", "$1.7 bn", "10 %", "United States".

Every word of the window passes through `tr`, so one table translates all of it. Names of makers, models and clouds
are data and come from the world.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from simulator import amounts
from simulator.dates import START_MONTH, START_YEAR
from ui.look.marking import QT_TRANSLATE_NOOP

HARD_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
UNKNOWN = DASH
"""What stands where there is no number."""

CAVEAT = QT_TRANSLATE_NOOP("", "Conditional, not a forecast; firms' accounts illustrative")


def tr(text: str) -> str:
    """Return a text in the user's language."""
    return QCoreApplication.translate("", text)


def caveat() -> str:
    """Return what stands in the window and on every export."""
    return tr(CAVEAT)


def course_of_luck(seeds: Sequence[int]) -> str:
    """Return that what is shown of some futures is one course of luck, given their seeds."""
    if len(set(seeds)) > 1:
        said = tr("{seeds} and {last}").format(seeds=", ".join(map(str, seeds[:-1])), last=seeds[-1])
        return tr("Seeds {seeds}: what differs is luck as well").format(seeds=said)
    return tr("One course of luck: seed {seed}").format(seed=seeds[0])


def upper_first(words: str) -> str:
    """Return words as they begin a line."""
    return words[:1].upper() + words[1:]


# --- Months -------------------------------------------------------------------------------------------------

_MONTHS = (
    QT_TRANSLATE_NOOP("", "Jan"),
    QT_TRANSLATE_NOOP("", "Feb"),
    QT_TRANSLATE_NOOP("", "Mar"),
    QT_TRANSLATE_NOOP("", "Apr"),
    QT_TRANSLATE_NOOP("", "May"),
    QT_TRANSLATE_NOOP("", "Jun"),
    QT_TRANSLATE_NOOP("", "Jul"),
    QT_TRANSLATE_NOOP("", "Aug"),
    QT_TRANSLATE_NOOP("", "Sep"),
    QT_TRANSLATE_NOOP("", "Oct"),
    QT_TRANSLATE_NOOP("", "Nov"),
    QT_TRANSLATE_NOOP("", "Dec"),
)


def month(number: int) -> str:
    """Return `"Jan 2026"` for month 28."""
    years, months = divmod(number + START_MONTH - 1, 12)
    return f"{tr(_MONTHS[months])} {START_YEAR + years}"


def moment(when: datetime) -> str:
    """Return `"24 Nov 2026, 09:05"`, in the time of this machine."""
    here = when.astimezone()
    return f"{here.day} {tr(_MONTHS[here.month - 1])} {here.year}, {here:%H:%M}"


def year(number: int) -> str:
    """Return `"2026"` for month 28."""
    return str(START_YEAR + (number + START_MONTH - 1) // 12)


def first_month_of(calendar_year: int) -> int:
    """Return the month number of a January."""
    return (calendar_year - START_YEAR) * 12 + 1 - START_MONTH


# --- Numbers ------------------------------------------------------------------------------------------------


_LEAST_PERCENT, _FINE_PERCENT = 0.1, 1.95  # below these: "<0.1 %"; one decimal
_FINE = 9.95  # below it a bare number has two decimals
_ONE_TRILLION = 0.9995  # tokens; what rounds up to it is written as one


class NumberStyle(NamedTuple):
    """How numbers are written: what parts thousands, what parts decimals, and the locale whose controls agree."""

    thousands: str
    decimal: str
    locale: QLocale


NUMBER_STYLES = {
    "12,345.6": NumberStyle(",", ".", QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)),
    "12 345,6": NumberStyle(HARD_SPACE, ",", QLocale(QLocale.Language.French, QLocale.Country.France)),
    "12.345,6": NumberStyle(".", ",", QLocale(QLocale.Language.German, QLocale.Country.Germany)),
}
"""The ways to write numbers, by an example."""
MONEY_STYLES = ("$1.7 bn", "$1.7 billion")
"""The ways to write money, by an example."""


class _Style:
    """How numbers and money are written at present, in the whole window and in all others."""

    number = "12,345.6"
    money = "$1.7 bn"


def write_numbers(style: str, money_style: str) -> None:
    """Write numbers and money from now on as these examples are written."""
    _Style.number, _Style.money = style, money_style


def number_style() -> tuple[str, str]:
    """Return the examples after which numbers and money are written."""
    return _Style.number, _Style.money


def decimal_mark() -> str:
    """Return what parts the decimals of a number."""
    return NUMBER_STYLES[_Style.number].decimal


def locale() -> QLocale:
    """Return the locale in which a control writes numbers as texts do."""
    return NUMBER_STYLES[_Style.number].locale


def number(value: float, decimals: int = 0) -> str:
    """Return `"1,446"` or `"−2.50"`: thousands parted, a proper minus, and never a minus zero."""
    if not math.isfinite(value):
        return UNKNOWN
    style = NUMBER_STYLES[_Style.number]
    text = f"{abs(value):,.{decimals}f}".translate({ord(","): style.thousands, ord("."): style.decimal})
    negative = value < 0 and any(digit in "123456789" for digit in text)
    return f"{MINUS}{text}" if negative else text


def exact_number(value: float) -> str:
    """Return `"0.125"`: a number that somebody chose, with every digit that it has."""
    style = NUMBER_STYLES[_Style.number]
    text = amounts.number_words(abs(value)).translate({ord(","): style.thousands, ord("."): style.decimal})
    return f"{MINUS}{text}" if value < 0.0 else text


def share(value: float) -> str:
    """Return `"10 %"` for 0.1; below a tenth of a per cent, but not nothing, `"<0.1 %"`; below two, one decimal."""
    percent = 100.0 * value
    if 0.0 < percent < _LEAST_PERCENT:
        return f"<{number(_LEAST_PERCENT, 1)}{HARD_SPACE}%"
    decimals = 1 if 0.0 < abs(percent) < _FINE_PERCENT else 0
    return _with_unit(number(percent, decimals), "%")


def exact_share(value: float) -> str:
    """Return `"10.3 %"` for 0.103."""
    return _with_unit(number(100.0 * value, 1), "%")


def percentage_points(difference: float) -> str:
    """Return `"+2.4 points"` for a difference of 0.024 between two shares."""
    return tr("{number} points").format(number=signed(100.0 * difference, 1)).replace(" ", HARD_SPACE)


def signed(value: float, decimals: int = 0) -> str:
    """Return a difference with its sign; nothing has none."""
    text = number(value, decimals)
    positive = value > 0 and any(digit in "123456789" for digit in text)
    return f"+{text}" if positive else text


def money(millions: float) -> str:
    """Return `"$1.7 bn"` for 1700 and `"$53 m"` for 53."""
    if not math.isfinite(millions):
        return UNKNOWN
    size, decimals, unit = amounts.rounded(millions)
    short = {"trn": tr("trn"), "bn": tr("bn"), "m": tr("m"), "k": tr("k")}
    long = {"trn": tr("trillion"), "bn": tr("billion"), "m": tr("million"), "k": tr("thousand")}
    sign = MINUS if size < 0.0 else ""
    words = (short if _Style.money == MONEY_STYLES[0] else long).get(unit, "")
    return f"{sign}${number(abs(size), decimals)}{HARD_SPACE}{words}".rstrip(HARD_SPACE)


def price(dollars: float) -> str:
    """Return `"$2.50"`, a price per million tokens."""
    sign = MINUS if dollars < 0 else ""
    return f"{sign}${number(abs(dollars), 2)}" if math.isfinite(dollars) else UNKNOWN


def points(value: float) -> str:
    """Return `"1,446 points"` of capability."""
    return tr("{number} points").format(number=number(value)).replace(" ", HARD_SPACE)


def tokens(trillions: float) -> str:
    """Return `"3.1 trn tokens"`, or in billions where there are fewer."""
    if abs(trillions) >= _ONE_TRILLION or trillions == 0.0:
        return tr("{number} trn tokens").format(number=_two_digits(trillions)).replace(" ", HARD_SPACE)
    return tr("{number} bn tokens").format(number=_two_digits(1e3 * trillions)).replace(" ", HARD_SPACE)


_COUNTS = ("downloads", "models", "firms", "makers", "months")
_MANY = 10_000.0  # from here on a count is shortened


def count(amount: float) -> str:
    """Return `"8,412"`, `"19 m"` or `"2.4 bn"` things."""
    if not math.isfinite(amount) or abs(amount) < _MANY:
        return number(amount)
    return money(amount / 1e6).replace("$", "")


def value(amount: float, unit: str) -> str:
    """Return an exact value in the unit of a figure."""
    if not math.isfinite(amount):
        return UNKNOWN
    return (
        points(amount) if unit == "points" else exact_share(amount) if unit.startswith("share") else _said(amount, unit)
    )


def brief(amount: float, unit: str) -> str:
    """Return a value in the unit of a figure in few words."""
    if not math.isfinite(amount):
        return UNKNOWN
    if unit.startswith("share"):
        return share(amount)
    return number(amount) if unit == "points" else _said(amount, unit)


def difference(amount: float, unit: str) -> str:
    """Return a difference between two values in the unit of a figure, with its sign."""
    if not math.isfinite(amount):
        return UNKNOWN
    if unit.startswith("share"):
        return percentage_points(amount)
    text = number(amount) if unit == "points" else _said(amount, unit)
    positive = amount > 0 and any(digit in "123456789" for digit in text)
    return f"+{text}" if positive else text


def brief_difference(amount: float, unit: str) -> str:
    """Return a difference in as few words as a label has room for: of shares without "points"."""
    words = difference(amount, unit)
    return words.partition(HARD_SPACE)[0] if unit.startswith("share") else words


def unit_words(unit: str) -> str:
    """Return what a reader has to know about a unit that its numbers do not say, "" where they say it all."""
    if unit in {"share", "$M"}:
        return ""
    if unit.startswith("share "):
        return tr(unit)
    for mark in ("$M ", "$ ", "million ", "trillion tokens "):
        if unit.startswith(mark):
            return tr(unit.removeprefix(mark))
    return tr(unit)


def _said(amount: float, unit: str) -> str:
    if unit.startswith("$M"):
        return money(amount)
    if unit.startswith("$"):
        return price(amount)
    if unit.startswith("trillion tokens"):
        return tokens(amount)
    if unit.startswith("million"):
        return count(1e6 * amount)
    if unit.startswith(_COUNTS):
        return count(amount)
    size = abs(amount)
    if unit == "utils" and size < 1.0:
        return number(amount, 3)
    return number(amount, 0 if size >= 100.0 else 1 if size >= _FINE else 2)  # noqa: PLR2004 - digits worth reading


def _with_unit(text: str, unit: str) -> str:
    return text if text == UNKNOWN else f"{text}{HARD_SPACE}{unit}"


def _two_digits(amount: float) -> str:
    return number(amount, amounts.decimals(amount))


# --- Names --------------------------------------------------------------------------------------------------

_PLACES = {
    "united_states": QT_TRANSLATE_NOOP("", "United States"),
    "europe": QT_TRANSLATE_NOOP("", "Europe"),
    "china": QT_TRANSLATE_NOOP("", "China"),
    "latin_america": QT_TRANSLATE_NOOP("", "Latin America"),
    "southeast_asia": QT_TRANSLATE_NOOP("", "Southeast Asia"),
    "singapore": QT_TRANSLATE_NOOP("", "Singapore"),
    "middle_east_africa": QT_TRANSLATE_NOOP("", "Middle East & Africa"),
    "asia_pacific": QT_TRANSLATE_NOOP("", "Rest of Asia-Pacific"),
    "world": QT_TRANSLATE_NOOP("", "World"),
    "west": QT_TRANSLATE_NOOP("", "United States and Europe"),
}
_BUYERS = {
    "all": QT_TRANSLATE_NOOP("", "All enterprises"),
    "startup": QT_TRANSLATE_NOOP("", "Start-ups"),
    "mid": QT_TRANSLATE_NOOP("", "Mid-sized firms"),
    "large": QT_TRANSLATE_NOOP("", "Large firms"),
    "government": QT_TRANSLATE_NOOP("", "Governments"),
    "corporations": QT_TRANSLATE_NOOP("", "Corporations"),
}
_UNITS_OF_USE = {
    "workload": QT_TRANSLATE_NOOP("", "Workload"),
    "tokens": QT_TRANSLATE_NOOP("", "Tokens"),
    "spend": QT_TRANSLATE_NOOP("", "Spend"),
}
_UNITS_MEANINGS = {
    "workload": QT_TRANSLATE_NOOP(
        "", "budgets at work: each buyer counts by the budget that it puts to work with a model"
    ),
    "tokens": QT_TRANSLATE_NOOP("", "tokens that models process; cheap models weigh heavily here"),
    "spend": QT_TRANSLATE_NOOP("", "dollars that enterprises pay; cheap models weigh lightly here"),
}
_BREAKDOWNS = {
    "maker": QT_TRANSLATE_NOOP("", "Maker"),
    "model": QT_TRANSLATE_NOOP("", "Model"),
    "origin": QT_TRANSLATE_NOOP("", "Origin"),
    "openness": QT_TRANSLATE_NOOP("", "Openness"),
    "channel": QT_TRANSLATE_NOOP("", "Channel"),
    "cloud": QT_TRANSLATE_NOOP("", "Cloud"),
    "region": QT_TRANSLATE_NOOP("", "Region"),
    "buyer": QT_TRANSLATE_NOOP("", "Type of buyer"),
    "measure": QT_TRANSLATE_NOOP("", "Measure"),
    "part": QT_TRANSLATE_NOOP("", "Part"),
}
_FORMS = {
    "shares": QT_TRANSLATE_NOOP("", "Shares"),
    "amounts": QT_TRANSLATE_NOOP("", "Amounts"),
    "lines": QT_TRANSLATE_NOOP("", "Lines"),
}
FORMS = tuple(_FORMS)
"""How the large chart draws use: shares of the whole stacked, amounts stacked, shares as lines."""
_PLURALS = {
    "maker": QT_TRANSLATE_NOOP("", "Makers"),
    "origin": QT_TRANSLATE_NOOP("", "Origins"),
    "cloud": QT_TRANSLATE_NOOP("", "Clouds"),
}
_CHANNELS = {
    "api": QT_TRANSLATE_NOOP("", "Maker's API"),
    "maker_cloud": QT_TRANSLATE_NOOP("", "Maker's own cloud"),
    "marketplace": QT_TRANSLATE_NOOP("", "Cloud marketplace"),
    "platform": QT_TRANSLATE_NOOP("", "Hosting platform"),
    "self_hosted": QT_TRANSLATE_NOOP("", "Self-hosted"),
}
_ORIGINS = {
    "united_states": QT_TRANSLATE_NOOP("", "American"),
    "europe": QT_TRANSLATE_NOOP("", "European"),
    "china": QT_TRANSLATE_NOOP("", "Chinese"),
    "other": QT_TRANSLATE_NOOP("", "Other origins"),
}
_OTHER_MAKERS = {
    "united_states": QT_TRANSLATE_NOOP("", "All other American makers"),
    "europe": QT_TRANSLATE_NOOP("", "All other European makers"),
    "china": QT_TRANSLATE_NOOP("", "All other Chinese makers"),
    "other": QT_TRANSLATE_NOOP("", "All other makers elsewhere"),
}
_OTHER_MODELS = {
    "united_states": QT_TRANSLATE_NOOP("", "All other American models"),
    "europe": QT_TRANSLATE_NOOP("", "All other European models"),
    "china": QT_TRANSLATE_NOOP("", "All other Chinese models"),
    "other": QT_TRANSLATE_NOOP("", "All other models from elsewhere"),
}
_OTHERS = {
    "united_states": QT_TRANSLATE_NOOP("", "All other American"),
    "europe": QT_TRANSLATE_NOOP("", "All other European"),
    "china": QT_TRANSLATE_NOOP("", "All other Chinese"),
    "other": QT_TRANSLATE_NOOP("", "All others elsewhere"),
}
_OPENNESS = {
    "open": QT_TRANSLATE_NOOP("", "Open weights"),
    "closed": QT_TRANSLATE_NOOP("", "Closed weights"),
}
ACTORS = {
    name: name
    for name in (
        QT_TRANSLATE_NOOP("", "Washington"),
        QT_TRANSLATE_NOOP("", "The states"),
        QT_TRANSLATE_NOOP("", "Brussels"),
        QT_TRANSLATE_NOOP("", "Beijing"),
        QT_TRANSLATE_NOOP("", "Global south"),
        QT_TRANSLATE_NOOP("", "Firms"),
        QT_TRANSLATE_NOOP("", "Investors"),
        QT_TRANSLATE_NOOP("", "The press"),
        QT_TRANSLATE_NOOP("", "Events"),
    )
}


def place(name: str) -> str:
    """Return the name of a region, of the world or of the West."""
    return tr(_PLACES[name])


def buyers(name: str) -> str:
    """Return the name of a group of buyers."""
    return tr(_BUYERS[name])


def units(name: str) -> str:
    """Return what use is measured in."""
    return tr(_UNITS_OF_USE[name])


def units_meaning(name: str) -> str:
    """Return what units of use count, in half a sentence."""
    return tr(_UNITS_MEANINGS[name])


def breakdown(name: str) -> str:
    """Return the name of a way to divide use."""
    return tr(_BREAKDOWNS[name])


def form(name: str) -> str:
    """Return what a way to draw use is called."""
    return tr(_FORMS[name])


def plural(name: str) -> str:
    """Return what the parts of a breakdown are called together."""
    return tr(_PLURALS[name])


def channel(name: str) -> str:
    """Return the name of a way to reach a model."""
    return tr(_CHANNELS[name])


def origin(name: str) -> str:
    """Return an origin as an adjective, as in "Chinese"."""
    return tr(_ORIGINS[name])


def other_makers(origin_name: str) -> str:
    """Return the name of all makers of an origin that a figure does not name one by one, the small ones among them."""
    return tr(_OTHER_MAKERS[origin_name])


def other_models(origin_name: str) -> str:
    """Return the name of all models of an origin that a figure does not name one by one."""
    return tr(_OTHER_MODELS[origin_name])


def others(origin_name: str) -> str:
    """Return either in fewer words, for where there is little room."""
    return tr(_OTHERS[origin_name])


def meaning_of_the_rest(name: str, members: Iterable[str]) -> str:
    """Return in a sentence whom a name such as "All other Chinese makers" stands for in a figure."""
    return tr("{name}: those that this figure does not name one by one, which are {members}.").format(
        name=name, members=", ".join(members)
    )


def own_it() -> str:
    """Return what buyers' own machines are called among clouds."""
    return tr("Buyers' own IT")


def openness(name: str) -> str:
    """Return open or closed weights in words."""
    return tr(_OPENNESS[name])


def actor(name: str) -> str:
    """Return the name of whoever pulls a group of levers; a new one is shown as declared."""
    return tr(ACTORS.get(name, name))
