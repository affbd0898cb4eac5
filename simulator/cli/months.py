"""Months as people type them, as types of arguments."""

from __future__ import annotations

import click

from simulator.dates import HORIZON, month_number, month_words


class Month(click.ParamType[int]):
    """A month as in 2030-12."""

    name = "YYYY-MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of a month that can be simulated."""
        if isinstance(value, int):
            return value
        try:
            month = month_number(str(value))
        except ValueError:
            self.fail(f'"{value}" is not a month; write year, dash and month, as in 2030-12', param, ctx)
        if not 0 <= month < HORIZON:
            self.fail(f"{value} lies outside {month_words(0)} to {month_words(HORIZON - 1)}", param, ctx)
        return month


class Months(click.ParamType[range]):
    """A span of months as in 2028-01:2028-12, or a single month."""

    name = "YYYY-MM:YYYY-MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> range:
        """Return the numbers of the months."""
        if isinstance(value, range):
            return value
        first, _, last = str(value).partition(":")
        months = [Month().convert(text, param, ctx) for text in (first, last or first)]
        if months[1] < months[0]:
            self.fail(f"{value} ends before it begins", param, ctx)
        return range(months[0], months[1] + 1)
