"""Sets variants, results and sweeps side by side: differences with their intervals, in the same worlds where they were played in the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sim.errors import UsageError, unknown_name
from sim.experiments.compare.making import remarks
from sim.experiments.compare.measured import Measured, by_chance, measured
from sim.experiments.compare.series import SeriesDifference, series_difference
from sim.experiments.compare.sides import LETTERS, Asked, Pair, Side, check_alike, opened, pairs
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.world.state import Quantity

__all__ = ["Asked", "Comparison", "Measured", "Pair", "Row", "SeriesDifference", "Side", "by_chance", "compare"]


@dataclass(frozen=True)
class Row:
    """One outcome in one pair."""

    outcome: str
    asked: Asked
    pair: Pair
    found: Measured


@dataclass(frozen=True, eq=False)
class Comparison:
    """Results or variants side by side. `rows` are the outcomes that both of a pair answer; `remarks` what must be said of how they were made."""

    sides: tuple[Side, ...]
    pairs: tuple[Pair, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]

    @property
    def swept(self) -> bool:
        """Whether sweeps are compared."""
        return self.sides[0].swept

    @property
    def one_base(self) -> bool:
        """Whether all is measured against one variant of one result."""
        return len({pair.names[0] for pair in self.pairs}) == 1

    @cached_property
    def quantities(self) -> dict[str, Quantity]:
        """The quantities that every result records."""
        first, *others = (side.result.quantities for side in self.sides)
        return {name: quantity for name, quantity in first.items() if all(name in other for other in others)}

    @property
    def name(self) -> str:
        """What its folder is called: `against_hold`, `with_2026-11-21-06b65f82`."""
        if len(self.sides) > 1:
            return "with_" + "_".join(side.result.folder.name if side.result.folder else side.result.name for side in self.sides[1:])
        return f"against_{self.pairs[0].names[0]}" if self.one_base else "_".join("_".join(pair.names) for pair in self.pairs)

    def of(self, pair: Pair) -> list[Row]:
        """The rows of one pair."""
        return [row for row in self.rows if row.pair is pair]

    def series(self, pair: Pair, quantity: str) -> SeriesDifference:
        """A quantity over the months in one pair; raises `UsageError` with the nearest name where it is not recorded."""
        kept = self.__dict__.setdefault("_series", {})
        key = pair.names, quantity
        if key not in kept:
            kept[key] = series_difference(pair, quantity)
        found: SeriesDifference = kept[key]
        return found

    def check_quantities(self, names: Sequence[str]) -> None:
        """Refuse a quantity that not every result records."""
        for name in names:
            if name not in self.quantities:
                raise unknown_name("a quantity that these results record", name, self.quantities, where="--quantity", see="sim list quantities")


def compare(
    *results: str | Result | SweepResult, against: str | None = None, wanted: Sequence[tuple[str, str]] = ()
) -> Comparison:
    """Compare the variants of one result, or several results; `wanted` are pairs of variants, of the first result and of the others.

    Raises `UsageError` where there is nothing to compare.
    """
    given = results or ("@last",)
    sides = tuple(opened(what, LETTERS[place] if len(given) > 1 else "") for place, what in enumerate(given))
    check_alike(sides)
    chosen = tuple(pairs(sides, against, wanted))
    rows = tuple(found for pair in chosen for found in rows_of(pair))
    if not rows:
        raise UsageError("no outcome was played to its end on both sides", remedy="look at the results: sim show RESULTS")
    return Comparison(sides, chosen, rows, tuple(remarks(sides)))


def rows_of(pair: Pair) -> Iterator[Row]:
    """Every outcome that both of a pair answer, in the order of the first."""
    (one, first), (two, second) = pair.first, pair.second
    for outcome, asked in one.asked.items():
        if outcome in two.asked and two.asked[outcome].kind == asked.kind:
            values = one.values(first.name, outcome), two.values(second.name, outcome)
            if pair.common:
                values = values[0][:, : pair.common], values[1][:, : pair.common]
            found = measured(asked.kind, *values, pair.common > 0)
            if found:
                yield Row(outcome, asked, pair, found)
