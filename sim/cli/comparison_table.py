"""A comparison on the terminal: what takes part, a block for each outcome, the months in one table, and what to make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import isfinite
from typing import Any

from sim.cli.answer_table import AIRY, block, console_of
from sim.cli.options import Manner
from sim.experiments.compare import Comparison, Row, SeriesDifference
from sim.experiments.compare.tables import series_of, series_row
from sim.experiments.compare.words import findings, of_series, short
from sim.results.rounding import places
from sim.results.values import counted
from sim.world.calendar import month_label, month_number

SURE = 1.96
"""Standard errors on either side of a mean that its 95 % interval spans."""

NOTES = (
    "95 % sampling: the noise of having played so many worlds and no more. What is not known about the model is not in it.",
    "~ marks a difference that sampling noise could have made.",
    "higher, lower: in how many of the worlds (of a sweep: at how many of its points) the variant lies above and below.",
    "matching: the share of the variance of the difference that playing both in the same worlds took away.",
)


def show(found: Comparison, quantities: Sequence[str], how: Manner) -> None:
    """Print everything."""
    from rich.text import Text

    console = console_of(how)
    for place, line in enumerate(heads(found)):
        console.print(Text(line, style="bold" if place == 0 else ""))
    for line in found.remarks:
        console.print(Text(line, style="yellow" if line.startswith("warning") else ""))
    for _, group in groupby(sorted(found.rows, key=order(found)), key=lambda row: row.outcome):
        rows = list(group)
        console.print()
        console.print(Text(heading(rows[0]), style="bold"))
        print_table(console, list(table(found, rows)))
    series = series_of(found, quantities)
    show_series(console, found, series)
    console.print()
    console.print(Text("In words", style="bold"))
    for line in (*findings(found), *of_series(series)):
        console.print(Text(line))
    notes = [note for note in NOTES if found.rows[0].found.matched or not note.startswith(("higher", "matching"))]
    for line in dict.fromkeys((*notes, *(side.result.foot for side in found.sides))):
        console.print(Text(line, style="dim"))


def order(found: Comparison) -> Any:
    """Rows by outcome in the order in which they are asked."""
    outcomes = list(dict.fromkeys(row.outcome for row in found.rows))
    return lambda row: outcomes.index(row.outcome)


def heads(found: Comparison) -> Iterator[str]:
    """What takes part, and whether in the same worlds."""
    first = found.sides[0].result
    yield first.title
    for side in found.sides:
        altered = f" · altered: {'; '.join(side.result.altered)}" if side.result.altered else ""
        yield f"{side.letter + '  ' if side.letter else ''}{side.place} · {side.result.played} · seed {side.seed}{altered}"
    row = found.rows[0].found
    if row.matched:
        at = f"at {counted(row.of, 'point')}, " if found.swept else ""
        yield f"Compared {at}in the same {counted(row.worlds, 'world')}" + ("; what is shown are means over the points" if found.swept else "")
    else:
        yield "Compared as samples of their own: the seeds differ, so do the worlds"


def heading(row: Row) -> str:
    """What a block is about; of the unit what the label does not say."""
    unit = ", ".join(part for part in row.asked.unit.split(", ") if part and part not in row.asked.label)
    return f"{row.asked.label} ({unit})" if unit and row.asked.kind != "chance" else row.asked.label


def table(found: Comparison, rows: list[Row]) -> Iterator[list[str]]:
    """The rows of one outcome, beginning with the names of the columns."""
    alone, matched = found.one_base, any(row.found.matched for row in rows)
    first, second = (side.letter for side in found.sides) if len(found.sides) == 2 else ("first", "second")
    more = ["higher, lower", "matching"] if matched else []
    against = [f"vs {rows[0].pair.names[0]}"] if alone else [second, "difference"]
    yield ["Variant", "" if alone else first, *against, "95 % sampling", *more]
    levels = decimals(rows)
    if alone:
        yield [rows[0].pair.first[1].name, level(rows[0], rows[0].found.first, levels), "-", *[""] * (1 + len(more))]
    for row in rows:
        estimates = (row.found.second,) if alone else (row.found.first, row.found.second)
        yield [short(found, row.pair), *(level(row, one, levels) for one in estimates), gap(row, levels), span(row, levels), *counts(row, len(more))]


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


def show_series(console: Any, found: Comparison, series: list[SeriesDifference]) -> None:
    """The differences over the months, a block for each quantity."""
    from rich.text import Text

    for quantity, group in groupby((one for one in series if one.dates), key=lambda one: one.quantity):
        lines = list(group)
        console.print()
        console.print(Text(f"{found.quantities[quantity].label} over the months ({quantity})", style="bold"))
        spread = "90 % of points" if lines[0].spread == "points" else "90 % of worlds"
        head = ["Variant", dated(lines[0].dates[-1]), "95 %", spread, "widest", "in", "matching"]
        digits = places([series_row(one)["widest"] or 0.0 for one in lines])
        print_table(console, [head, *(series_cells(found, one, digits) for one in lines)])


def series_cells(found: Comparison, one: SeriesDifference, digits: int) -> list[str]:
    """The cells of one series: the mean difference at the end with its error, what most worlds hold, where the mean is widest."""
    told = series_row(one)
    sign = {name: "-" if told[name] is None else f"{told[name]:+.{digits}f}" for name in ("mean", "q05", "q95", "widest")}
    error = "-" if told["mc_error"] is None else f"±{SURE * told['mc_error']:.{digits}f}"
    within = f"{sign['q05']} to {sign['q95']}" if told["q05"] is not None else "-"
    return [short(found, one.pair), sign["mean"], error, within, sign["widest"], dated(told["widest_date"]), share(told["removed"])]


def share(value: float | None) -> str:
    """A share of a variance, or nothing where it is not known."""
    return "-" if value is None else f"{100 * value:.0f} %"


def dated(date: str) -> str:
    """`Jan 2031` for `2031-01`."""
    return month_label(month_number(date))


def print_table(console: Any, rows: list[list[str]]) -> None:
    """A table, as airy as the terminal allows."""
    needed = sum(max(len(cell) for cell in column) for column in zip(*rows, strict=True))
    console.print(block(rows, max(1, min(AIRY, (console.width - needed) // max(1, len(rows[0]) - 1)))))
