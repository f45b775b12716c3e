"""The Python door to comparisons: `sim.compare("@last")` and what comes back, for scripts and notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiments.compare import Comparison
from sim.experiments.compare import compare as compared
from sim.notebook_plots import Plots
from sim.results.result import Result
from sim.results.sweep import SweepResult

if TYPE_CHECKING:
    from sim.plots.drawing.picture import Picture


class Compared(Comparison):
    """A comparison with frames and pictures: `found.outcomes`, `found.over_time(NAME)`, `found.said`, `found.plot.KIND()`."""

    def __repr__(self) -> str:
        names = ", ".join(f"{second} against {first}" for first, second in (pair.names for pair in self.pairs))
        return f"<Compared {self.sides[0].result.name}: {names}>"

    @property
    def outcomes(self) -> Any:
        """A pandas frame, one row per outcome and pair: estimates, difference, 95 % sampling interval, verdict, what would settle it."""
        import pandas

        from sim.experiments.compare.tables import COLUMNS, row_of

        return pandas.DataFrame([row_of(row) for row in self.rows], columns=list(COLUMNS)).set_index(["outcome", "first", "second"])

    def over_time(self, quantity: str) -> Any:
        """A pandas frame of one quantity: per pair and date the mean difference, its Monte Carlo error, and quantiles where they are known."""
        import pandas

        frames = [self.series(pair, quantity) for pair in self.pairs]
        return pandas.concat([pandas.DataFrame({
            "first": one.pair.names[0], "second": one.pair.names[1], "date": list(one.dates), "mean": one.fan.mean, "mc_error": one.fan.error,
            **{f"q{100 * level:02.0f}": values for level, values in one.fan.quantiles.items()},
        }) for one in frames], ignore_index=True)

    @property
    def said(self) -> str:
        """What was found in plain words, with what must be said of how the results were made."""
        from sim.experiments.compare.words import findings

        return "\n".join((*self.remarks, *findings(self)))

    @property
    def plot(self) -> Plots:
        """The figures: `found.plot.outcome_differences()`, `found.plot.series_differences()`."""
        from sim.plots.comparisons import OF_A_COMPARISON

        return Plots(self.picture, OF_A_COMPARISON)

    def _repr_html_(self) -> str:
        from sim.notebook_html import of_comparison

        return of_comparison(self)

    def picture(self, kind: str = "series_differences", theme: str = "light", quantities: Sequence[str] = ()) -> Picture:
        """A figure as a matplotlib figure: `outcome_differences` or `series_differences`."""
        from sim.plots.comparisons import picture, shown_quantities

        return picture(self, kind, shown_quantities(self, quantities), theme)

    def save(self, folder: str | Path, quantities: Sequence[str] = ()) -> Path:
        """Write tables and figures into a new folder below `folder`; returns where it is. Nothing is overwritten."""
        from sim.plots.comparisons import keep, shown_quantities

        return keep(self, shown_quantities(self, quantities), Path(folder))


def compare(
    *results: str | Path | Result | SweepResult, against: str | None = None, pairs: Sequence[tuple[str, str]] = ()
) -> Compared:
    """Compare the variants of one result, or several results with the first: runs as `sim.run` gives them, folders, hashes, `@last`.

    `against` is the variant of one result that the others are measured against; `pairs` names variants, `[("hold", "lift")]`, of the first
    result and of the others. Nothing is written; see `Compared.save`. Raises `UsageError` where there is nothing to compare.
    """
    found = compared(*(str(what) if isinstance(what, Path) else what for what in results), against=against, wanted=list(pairs))
    return Compared(found.sides, found.pairs, found.rows, found.remarks)
