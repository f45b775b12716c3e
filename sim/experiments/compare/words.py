"""What a comparison found, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10

from sim.experiments.compare import Comparison, Pair, Row, by_chance
from sim.experiments.compare.measured import number
from sim.experiments.compare.series import SeriesDifference
from sim.results.rounding import DIGITS, places
from sim.results.values import counted


def findings(found: Comparison) -> Iterator[str]:
    """A line or two for each pair: what is larger than sampling error, what is not, what would settle it; what to make of it all."""
    for pair in found.pairs:
        rows = found.of(pair)
        if rows:
            yield f"{called(found, pair)}: {summary(rows)}"
    missed = by_chance(len(found.rows))
    if missed:
        yield f"Of {len(found.rows)} differences about {missed} would look larger than sampling error by chance alone, were there none at all."
    if any(row.found.needed for row in found.rows):
        share = round(100 * number("settle_chance"))
        yield f"To settle: in {share} of 100 such comparisons the interval would then leave zero out, if the difference is as large as it looks."
    if not all(row.found.matched for row in found.rows):
        yield "Played with one seed, the same worlds would be compared: what both owe to their worlds alike would fall out of the difference."


def called(found: Comparison, pair: Pair) -> str:
    """`lift against hold`; of two results, `lift, B against A`."""
    (one, first), (two, second) = pair.first, pair.second
    if one.letter and first.name == second.name:
        return f"{second.name}, {two.letter} against {one.letter}"
    return f"{pair.names[1]} against {pair.names[0]}"


def short(found: Comparison, pair: Pair) -> str:
    """A pair in a column of a table: `lift`; of two results `lift` or `hold:lift`; of more, with the letter of the second."""
    one, two = pair.first[1].name, pair.second[1].name
    if found.one_base and len(found.sides) == 1:
        return two
    name = two if one == two else f"{one}:{two}"
    return f"{pair.second[0].letter} {name}" if len(found.sides) > 2 else name


def summary(rows: Sequence[Row]) -> str:
    """How many of the outcomes of a pair differ by more than sampling error; which do not, and what would settle them."""
    kinds: dict[str, list[Row]] = {kind: [row for row in rows if row.found.verdict == kind] for kind in ("larger", "noise", "same", "unknown")}
    if kinds["unknown"]:
        return "one world says nothing of sampling error; play more"
    larger = len(kinds["larger"])
    every = {1: "the one", 2: "both"}.get(larger, f"all {larger}")
    count = every if larger == len(rows) else f"{larger or 'none'} of {len(rows)}"
    told = [f"{count} larger than sampling error"]
    if kinds["noise"]:
        told.append("could be noise: " + ", ".join(map(doubtful, kinds["noise"])))
    if kinds["same"]:
        everywhere = "at every point" if rows[0].pair.first[0].swept else "in every world"
        told.append(f"the same {everywhere}: " + ", ".join(row.outcome for row in kinds["same"]))
    return "; ".join(told)


def doubtful(row: Row) -> str:
    """`drift (+3.5 pts; to settle: about 580 worlds)`."""
    found = row.found
    if not found.difference:
        return f"{row.outcome} (no difference seen)"
    return f"{row.outcome} ({difference(row)}; to settle: {worlds_needed(found.needed or 0)})"


def worlds_needed(count: int) -> str:
    """A number of worlds with two digits, rounded up; `more than 1,000,000 worlds` beyond what anybody would play."""
    most = round(number("most_worlds"))
    if count > most:
        return f"more than {most:,} worlds"
    step = 10 ** max(0, floor(log10(max(count, 1))) + 1 - DIGITS)
    return f"about {counted(ceil(count / step) * step, 'world')}"


def difference(row: Row) -> str:
    """A difference with its unit: `+3.5 pts`, `-0.012`."""
    gap = row.found.difference
    return f"{100 * gap:+.1f} pts" if row.asked.kind == "chance" else f"{gap:+.{places([gap])}f}"


def of_series(found: Sequence[SeriesDifference]) -> Iterator[str]:
    """What the differences over the months rest on, and what is not known of them."""
    spreads = {one.spread for one in found}
    if "points" in spreads:
        yield "Over the months a sweep keeps means: the bands hold points of the design, not worlds, and their sampling error is not known."
    if "none" in spreads:
        most = " (± is at most so large, since both were played in the same worlds)" if any(one.at_most for one in found) else ""
        yield f"Of some differences over the months only the means are known{most}: for the spread of worlds play with one seed and --keep-worlds."
