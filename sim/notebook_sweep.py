"""The Python door to sweeps: `sim.sweep("thaad_lift", vary={...})` and what comes back, for scripts and notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import warn

from sim.errors import SimWarning
from sim.notebook import Run, as_sets, names_of
from sim.notebook_plots import Plots
from sim.results.sweep import SweepResult

if TYPE_CHECKING:
    from sim.plots.drawing.picture import Picture


class Swept(SweepResult):
    """A sweep with frames: `found.table()`, `found.by_point(VARIANT, QUANTITY)`, `found.plot.KIND()`."""

    def __repr__(self) -> str:
        return f"<Swept {self.name} over {', '.join(lever.name for lever in self.levers)}: {self.played}, seed {self.seed}>"

    def table(self) -> Any:
        """A pandas frame, one row per point and variant: its levers and the mean of every outcome over its worlds."""
        import pandas

        frames = [pandas.DataFrame({"point": range(self.points), **{name: column for name, column in self.values.items() if name != "variant"},
                                    **self.means(info.name)}).assign(variant=info.name) for info in self.variants]
        whole = pandas.concat(frames, ignore_index=True)
        return whole.set_index(["point", "variant"])

    @property
    def plot(self) -> Plots:
        """The figures: `found.plot.wedge_map()`, `found.plot.response_curves(outcomes="drift")`; `dir(found.plot)` names them."""
        from sim.plots import OF_A_SWEEP

        return Plots(self.picture, OF_A_SWEEP)

    def _repr_html_(self) -> str:
        from sim.notebook_html import of_sweep

        return of_sweep(self)

    def picture(self, kind: str = "response_curves", theme: str = "light", *, part: str = "", **chosen: str | Sequence[str]) -> Picture:
        """A figure as a matplotlib figure, to be saved with `savefig`: `wedge_map`, `response_curves`, `parallel_coordinates`, `ridgelines`.

        `outcomes=`, `variants=` and `levers=` choose by name what is drawn, `part=` the part of a sweep that has several.
        """
        from sim import plots
        from sim.plots.sweeps.chosen import Chosen

        return plots.picture(self, kind, theme, Chosen(**{name: names_of(names) for name, names in chosen.items()}, part=part))

    def by_point(self, variant: str, quantity: str) -> Any:
        """A pandas frame of one quantity over time: a row per point, a column per month, the mean over the worlds."""
        import pandas

        return pandas.DataFrame(self.path(variant, quantity), columns=self.dates).rename_axis("point")


def sweep(
    scenario: str | Path, *, vary: Mapping[str, Any] | None = None, design: str | None = None, samples: int | None = None,
    worlds: int | None = None, seed: int | None = None, variants: str | Sequence[str] = (), set: Mapping[str, Any] | None = None,
    jobs: int | None = 1, executor: str | None = None, scheduler: str | None = None, out: str | Path | None = None, resume: bool = False,
    bands: bool = True,
) -> Swept:
    """Play a scenario at many points and return what was found; it lies in a results folder below `out` (by default `results` here).

    `vary` maps settings to what they are to be, as `--vary` takes it: `{"beijing.pressure.culture": "0..1", "seoul.posture": ["align", "balance"]}`;
    without it the story's `sweep:` is played. `jobs` = None plays in one process per core; `executor` is `serial`, `processes` or `dask`.
    With `resume` the same sweep is gone on with, or begun where there is none. `bands` says
    whether the spread is told apart into levers, parameters and chance. Raises `SimError` and its children.
    """
    from sim.experiments.bands.of_sweep import split_of_sweep
    from sim.experiments.sweep.asked import designed, worlds_of
    from sim.experiments.sweep.course import Course, begin, go_on, players
    from sim.experiments.sweep.study import Study
    from sim.results.find import results_root
    from sim.scenario import load as read

    story = read(str(scenario), sets=as_sets(set))
    points = designed(story, as_sets(vary), design, samples, seed)
    study = Study.of(story, points, worlds or worlds_of(story), story.runs.seed if seed is None else seed, names_of(variants))
    for fault in (*story.warnings, *study.warnings):
        warn(fault.line_of_text, SimWarning, stacklevel=2)
    who = players(executor, jobs, scheduler)
    done = (go_on if resume else begin)(story, study, results_root(out), Course(who))
    if bands:
        split_of_sweep(done, study, 1 if who.executor == "serial" else who.jobs)
    return load_sweep(done.folder)


def load(results: str | Path) -> Run | Swept:
    """Read a result, that of a run or of a sweep: a folder, the beginning of its hash, `@last`, `@scenario` (`:run`, `:sweep` choose the kind)."""
    from sim.results.find import SWEEP, find, kind_of

    folder = find(str(results))
    return Swept.load(folder) if kind_of(folder) == SWEEP else Run.load(folder)


def load_sweep(results: str | Path) -> Swept:
    """Read a sweep: a folder, the beginning of its hash, `@last` or `@scenario` (the latest sweep)."""
    from sim.results.find import find

    return Swept.load(find(str(results), "sweep"))
