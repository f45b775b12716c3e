"""Months as numbers: 2026-01 is 2026 * 12, so that dates can be counted, compared and addressed."""

from __future__ import annotations

import re

MONTHS = 12
DATE = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")
NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_number(date: str) -> int:
    """The number of a month written `YYYY-MM`; raises `ValueError` otherwise."""
    match = DATE.match(date)
    if not match:
        raise ValueError(f"`{date}` is not a month written YYYY-MM")
    return int(match[1]) * MONTHS + int(match[2]) - 1


def month_date(number: int) -> str:
    """`YYYY-MM` of a month's number."""
    return f"{number // MONTHS:04d}-{number % MONTHS + 1:02d}"


def month_label(number: int) -> str:
    """A month for people: `Feb 2026`."""
    return f"{NAMES[number % MONTHS]} {number // MONTHS}"
