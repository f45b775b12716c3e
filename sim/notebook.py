"""The Python door: `sim.run("thaad_lift")` and what comes back, for scripts and notebooks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import filterwarnings, warn

from sim.errors import SimWarning
from sim.notebook_plots import Plots
from sim.results.result import Result
from sim.results.values import Answer

if TYPE_CHECKING:
    from sim.engine.theatre import Theatre
    from sim.plots.drawing.picture import Picture


filterwarnings("ignore", message="IProgress not found")
"""A bar that a library would like to draw in notebooks, and that nobody here asks for."""

FIRST = ("outcome", "variant", "estimate", "low", "high", "word", "difference", "difference_low", "difference_high")
"""The columns of `Run.outcomes` that come first, the first two as its index."""


class Run(Result):
    """A result with pictures and frames: `run.outcomes`, `run.by_world()`, `run.series(NAME)`, `run.plot.fan()`."""

    def __repr__(self) -> str:
        changes = f", altered: {'; '.join(self.altered)}" if self.altered else ""
        return f"<Run {self.name}{changes}: {self.played}, seed {self.manifest['seed']}>"

    @property
    def outcomes(self) -> Any:
        """A pandas frame, one row per outcome and variant: estimate, 95 % sampling interval, word, difference to the baseline, label, unit."""
        import pandas

        frame = pandas.DataFrame([asdict(answer) for answer in self.answers], columns=[field.name for field in fields(Answer)])
        columns = [*FIRST, *(name for name in frame if name not in FIRST)]
        return frame[columns].set_index(["outcome", "variant"])

    def by_world(self) -> Any:
        """A pandas frame, one row per variant and world: a column per outcome (0 or 1 for a chance)."""
        import pandas

        frames = [pandas.DataFrame({"variant": variant, "world": range(self.worlds), **columns}) for variant, columns in self.measured.items()]
        return pandas.concat(frames, ignore_index=True)

    @property
    def plot(self) -> Plots:
        """The figures: `run.plot.fan()`, `run.plot.seams()`; `dir(run.plot)` names them."""
        from sim.plots import FIGURES

        return Plots(self.picture, FIGURES)

    def picture(self, kind: str = "cohesion_fan", theme: str = "light") -> Picture:
        """A figure as a matplotlib figure, to be saved with `savefig`."""
        from sim import plots

        return plots.picture(self, kind, theme)

    def series(self, quantity: str) -> Any:
        """A pandas frame of one quantity over time: variant, month, date, mean, sd, mc_error, quantiles."""
        table = self.table("quantiles").to_pandas()
        return table[table["quantity"] == quantity].reset_index(drop=True)

    def save(self, out: str | Path | None = None) -> Path:
        """Write the results folder (data only) below `out` (by default `results` here); returns where it is."""
        from sim.results.find import results_root
        from sim.results.store import draft, write

        with draft(results_root(out), self.name) as new:
            write(self, new.folder)
            self.folder = new.publish(f"{self.manifest['started'][:10]}-{self.manifest['hash'][:8]}")
        return self.folder

    def export(
        self, form: str = "csv", what: Sequence[str] = (), wide: bool | None = None, *, out: str | Path | None = None, overwrite: bool = False,
    ) -> Path:
        """Write tables as csv, xlsx, parquet, stata or netcdf, with a dictionary of their columns; returns the folder. See `sim export --help`."""
        from sim.export.hand_over import export

        return export(self, form, (what,) if isinstance(what, str) else what, wide, out=out, overwrite=overwrite)

    def _repr_html_(self) -> str:
        from sim.notebook_html import of_run

        return of_run(self)


def run(
    scenario: str | Path, *, set: Mapping[str, Any] | None = None, worlds: int | None = None, seed: int | None = None, jobs: int | None = 1,
    variants: str | Sequence[str] = (), agents: Mapping[str, Any] | None = None, until_error: float | None = None, max_worlds: int | None = None,
    keep_worlds: bool = False, bands: int | None = None,
) -> Run:
    """Play a scenario (a file, or the name of a shipped one) and return its answers. Nothing is written; see `Run.save`.

    `set` changes settings by name, `{"beijing.pressure.tourism": 0.5}`; `agents` lets your own subclass of `sim.Capital` decide,
    `{"seoul": MySeoul}` or `{"seoul": "my_file.py:MySeoul"}`; `jobs` = None plays in one process per core; `bands` groups of worlds
    tell apart where the spread comes from (`Run.bands`), None means the usual number, 0 not at all.
    What is odd in the scenario is a `SimWarning`, and kept in `Run.warnings`. Raises `SimError` and its children.
    """
    from sim.experiments.bands.rules import usual_groups
    from sim.experiments.run import run as play
    from sim.experiments.settings import Settings
    from sim.scenario import load as read

    groups = usual_groups() if bands is None else bands
    settings = Settings(worlds, seed, jobs, names_of(variants), until_error, max_worlds, keep_worlds, agents or {}, groups)
    story = read(str(scenario), sets=as_sets(set))
    for fault in story.warnings:
        warn(fault.line_of_text, SimWarning, stacklevel=2)
    result = play(story, settings)
    return Run(result.manifest, result.scenario, result.answers, result.tables, result.paths)


def as_sets(changes: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Changes as the command line writes them, `name=value`."""
    return tuple(f"{name}={value if isinstance(value, str) else json.dumps(value)}" for name, value in (changes or {}).items())


def names_of(given: str | Sequence[str]) -> tuple[str, ...]:
    """One name or several as several."""
    return (given,) if isinstance(given, str) else tuple(given)


def theatre(
    scenario: str | Path, *, variant: str | None = None, set: Mapping[str, Any] | None = None, worlds: int = 1, seed: int | None = None,
    agents: Mapping[str, Any] | None = None,
) -> Theatre:
    """A scenario as a Mesa model to step through by hand, with Mesa's data collector; by default one world of the baseline.

    `model.step()` plays a month; `model.datacollector.get_model_vars_dataframe()` and `.get_agent_vars_dataframe()` show it.
    """
    from sim.engine.theatre import Theatre
    from sim.experiments.run import check_agents, choose
    from sim.experiments.settings import Settings
    from sim.scenario import load as read
    from sim.scenario.build import plans
    from sim.world.shocks import Shocks

    Settings(worlds, seed)
    check_agents(agents or {})
    story = read(str(scenario), sets=as_sets(set))
    plan = choose(plans(story), (variant,) if variant else ())[-1 if variant else 0]
    return Theatre(plan, Shocks(story.runs.seed if seed is None else seed, 0, worlds), dict(agents or {}), collect=True)
