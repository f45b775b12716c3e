"""A comparison as cells of a table: for each outcome a row per pair, as the terminal and a notebook show them."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from sim.experiments.compare import Comparison, Row
from sim.experiments.compare.words import short
from sim.results.rounding import places

NOTES = (
    "95 % sampling: the noise of having played so many worlds and no more. What is not known about the model is not in it.",
    "~ marks a difference that sampling noise could have made.",
    "higher, lower: in how many of the worlds (of a sweep: at how many of its points) the variant lies above and below.",
    "matching: the share of the variance of the difference that playing both in the same worlds took away.",
    "Levels are an illustration; what may be quoted is the difference.",
)


def heading(row: Row) -> str:
    """What a block is about; of the unit what the label does not say."""
    unit = ", ".join(part for part in row.asked.unit.split(", ") if part and part not in row.asked.label)
    return f"{row.asked.label} ({unit})" if unit and row.asked.kind != "chance" else row.asked.label


def table(found: Comparison, rows: list[Row]) -> Iterator[list[str]]:
    """The rows of one outcome, beginning with the names of the columns: differences first, then the levels, which are an illustration."""
    alone, matched = found.one_base, any(row.found.matched for row in rows)
    first, second = (side.letter for side in found.sides) if len(found.sides) == 2 else ("first", "second")
    more, base = ["higher, lower", "matching"] if matched else [], rows[0].pair.names[0]
    yield ["Variant", f"vs {base}" if alone else "difference", "95 % sampling", *more, *(["level"] if alone else [first, second])]
    levels = decimals(rows)
    if alone:
        yield [rows[0].pair.first[1].name, "-", *[""] * (1 + len(more)), level(rows[0], rows[0].found.first, levels)]
    for row in rows:
        estimates = (row.found.second,) if alone else (row.found.first, row.found.second)
        yield [short(found, row.pair), gap(row, levels), span(row, levels), *counts(row, len(more)), *(level(row, one, levels) for one in estimates)]


def decimals(rows: list[Row]) -> int:
    """How many decimals the levels of an outcome, and their differences, need."""
    return max(places([row.found.second for row in rows]), places([row.found.difference for row in rows]))


def level(row: Row, value: float, digits: int) -> str:
    """An estimate."""
    return f"{100 * value:.1f} %" if row.asked.kind == "chance" else f"{value:.{digits}f}"


def gap(row: Row, digits: int) -> str:
    """A difference, marked where sampling noise could have made it."""
    found = row.found
    said = f"{100 * found.difference:+.1f} pts" if row.asked.kind == "chance" else f"{found.difference:+.{digits}f}"
    return said if found.verdict == "larger" else f"~ {said}"


def span(row: Row, digits: int) -> str:
    """The interval of a difference."""
    low, high = row.found.low, row.found.high
    if not isfinite(low):
        return "one world"
    return f"{100 * low:+.1f} to {100 * high:+.1f}" if row.asked.kind == "chance" else f"{low:+.{digits}f} to {high:+.{digits}f}"


def counts(row: Row, columns: int) -> list[str]:
    """In how many worlds the second is higher and lower, and what playing both in the same worlds took off the variance."""
    if not columns:
        return []
    return [f"{row.found.higher:,}, {row.found.lower:,}", share(row.found.removed)] if row.found.matched else ["-", "-"]


def share(value: float | None) -> str:
    """A share of a variance, or nothing where it is not known."""
    return "-" if value is None else f"{100 * value:.0f} %"
