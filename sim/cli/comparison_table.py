"""A comparison on the terminal: what takes part, a block for each outcome, the months in one table, and what to make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sim.cli.answer_table import AIRY, block, console_of
from sim.cli.options import Manner
from sim.experiments.compare import Comparison, SeriesDifference
from sim.experiments.compare.cells import NOTES, heading, share, table
from sim.experiments.compare.tables import series_of, series_row
from sim.experiments.compare.words import findings, of_series, short
from sim.results.rounding import places
from sim.results.values import counted
from sim.world.calendar import month_label, month_number

SURE = 1.96
"""Standard errors on either side of a mean that its 95 % interval spans."""

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
    error = "-" if told["mc_error"] is None else plus_minus(SURE * told["mc_error"], digits)
    within = f"{sign['q05']} to {sign['q95']}" if told["q05"] is not None else "-"
    return [short(found, one.pair), sign["mean"], error, within, sign["widest"], dated(told["widest_date"]), share(told["removed"])]


def plus_minus(half: float, digits: int) -> str:
    """How far an interval goes to each side: never nothing where it is not nothing."""
    least = 10**-digits
    return f"< {least:.{digits}f}" if 0 < half < least / 2 else f"±{half:.{digits}f}"


def dated(date: str) -> str:
    """`Jan 2031` for `2031-01`."""
    return month_label(month_number(date))


def print_table(console: Any, rows: list[list[str]]) -> None:
    """A table, as airy as the terminal allows."""
    needed = sum(max(len(cell) for cell in column) for column in zip(*rows, strict=True))
    console.print(block(rows, max(1, min(AIRY, (console.width - needed) // max(1, len(rows[0]) - 1)))))
