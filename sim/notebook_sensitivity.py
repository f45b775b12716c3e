"""The Python door to what an answer depends on: `sim.sensitivity("@last")` and what comes back, for scripts and notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import UsageError
from sim.experiments.sensitivity import Asked, Sensitivity, analyse
from sim.experiments.sensitivity.found import FOLDER
from sim.notebook import as_sets, names_of
from sim.notebook_plots import Plots
from sim.results.result import Result
from sim.results.sweep import SweepResult

if TYPE_CHECKING:
    from sim.plots.drawing.picture import Picture


class Depends(Sensitivity):
    """What answers depend on, with frames and pictures: `found.indices`, `found.over_time(NAME)`, `found.said`, `found.plot.KIND()`."""

    def __repr__(self) -> str:
        return f"<Depends {self.facts['name']}: {self.method}, {len(self.inputs)} inputs, {len(self.answers)} outcomes>"

    @property
    def indices(self) -> Any:
        """A pandas frame, one row per variant, outcome, input and index: estimate, 95 % interval, noise floor, whether it is beyond noise."""
        return self.table(self.answers).to_pandas().drop(columns=["month", "date"])

    def over_time(self, quantity: str) -> Any:
        """A pandas frame of one quantity: the same at each month."""
        blocks = [block for block in self.over_months if block.name == quantity]
        if not blocks:
            from sim.errors import unknown_name

            raise unknown_name("a quantity that was followed", quantity, dict.fromkeys(block.name for block in self.over_months))
        return self.table(blocks).to_pandas()

    @property
    def said(self) -> str:
        """What was found in plain words, a line for each outcome and variant."""
        from sim.experiments.sensitivity.words import finding, question

        return "\n".join(f"{question(self, block)} ({block.variant}): {finding(self, block)}" for block in self.answers)

    @property
    def plot(self) -> Plots:
        """The figures: `found.plot.tornado()`, `found.plot.index_over_time()`, `found.plot.interactions()`."""
        from sim.plots import OF_A_SENSITIVITY

        return Plots(self.picture, OF_A_SENSITIVITY)

    def _repr_html_(self) -> str:
        from sim.notebook_html import of_sensitivity

        return of_sensitivity(self)

    def picture(self, kind: str = "tornado", theme: str = "light") -> Picture:
        """A figure as a matplotlib figure: `tornado`, `index_over_time` or `interactions`."""
        from sim.plots import picture_of_sensitivity

        return picture_of_sensitivity(self, kind, theme)

    def save(self, folder: str | Path | None = None) -> Path:
        """Write the tables and figures into a folder, by default `sensitivity/` of the result; returns where they are."""
        from sim.plots import draw_sensitivity

        result = str(self.facts["result"] or "")
        if folder is None and not result:
            raise UsageError("this result lies in no folder", remedy="say where the tables should go: save(FOLDER)")
        place = Path(folder) if folder else Path(result) / FOLDER
        self.write(place)
        draw_sensitivity(self, place)
        return place


def sensitivity(
    what: str | Path | Result | SweepResult, *, method: str | None = None, variants: str | Sequence[str] = (), outcomes: str | Sequence[str] = (),
    everything: bool = False, part: str = "", vary: Mapping[str, Any] | None = None, samples: int | None = None, worlds: int | None = None,
    seed: int | None = None, second_order: bool = False, out: str | Path | None = None,
) -> Depends:
    """What the answers of a result depend on: a run or a sweep, a folder, a hash, `@last`; or of a story, which is swept first.

    Of a story `vary` says over what, `{"beijing.pressure.culture": "0..1"}` (else its `sweep:` does), and the sweep is kept below `out`
    (by default `results` here). Tables are written by `Depends.save`. Raises `UsageError` where it cannot be told.
    """
    names, asked = names_of(variants), names_of(outcomes)
    how = (method or "", vary, samples, worlds, seed, names, second_order)
    result = what if isinstance(what, Result | SweepResult) else swept(str(what), how, out) if vary is not None else opened(str(what), how, out)
    found = analyse(result, Asked(method or "", names, asked, everything, part))
    return Depends(**{field.name: getattr(found, field.name) for field in fields(found)})


def opened(what: str, how: tuple[Any, ...], out: str | Path | None) -> Result | SweepResult:
    """A result that is meant, or that of a story by its own `sweep:`."""
    from sim.experiments.meant import is_result
    from sim.results.find import find
    from sim.results.reading import read

    return read(find(what)) if is_result(what) else swept(what, how, out)


def swept(story: str, how: tuple[Any, ...], out: str | Path | None) -> SweepResult:
    """A story swept by the design that the method needs; what lies there of the same sweep is not played again."""
    from sim.experiments.sensitivity.playing import Wanted, study_for, swept_or_there
    from sim.experiments.sweep.course import Course
    from sim.results.find import results_root
    from sim.scenario import load

    method, vary, *rest = how
    scenario = load(story)
    return swept_or_there(scenario, study_for(scenario, Wanted(as_sets(vary), method, *rest)), results_root(out), Course())
