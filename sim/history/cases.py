"""Other episodes of economic coercion as a check of outcomes: how deep, how fast, how long, at what cost, and who gave way.

What was observed stands in `configs/history/cases.csv` and `cases.yaml`; here the same is read off every world of a story.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.simulate import Ensemble, simulate
from sim.errors import ConfigError
from sim.history.checks import nothing
from sim.history.series import Figure, figures
from sim.scenario import load
from sim.scenario.build import plans
from sim.world.numbers import check_origin, read_number, table
from sim.world.rows import Array

Flags = NDArray[np.bool_]
Months = NDArray[np.intp]

WHERE = "configs/history/cases.yaml"
NEEDED = ("label", "sender", "target", "trigger", "date", "channel", "use")


@dataclass(frozen=True)
class Case:
    """One episode: who, whom, why, through what, and its figures by name (`peak_drop`, `conceded`)."""

    name: str
    facts: Mapping[str, str]
    figures: Mapping[str, tuple[Figure, ...]]

    def span(self, figure: str) -> tuple[float, float] | None:
        """The lowest and the highest value of a figure, where it was measured: `NAME`, or `NAME_low` and `NAME_high`."""
        found = [one.value for name, several in self.figures.items() if name in (figure, f"{figure}_low", f"{figure}_high") for one in several]
        return (min(found), max(found)) if found else None


@dataclass(frozen=True)
class Played:
    """The same read off the worlds of one variant, `[world]` each; `pressed` says where the pressure came to bind at all.

    A month that never comes is infinite; worlds without pressure are not in the other arrays. `conceded` is a step on the seam
    in dispute, `conceded_core` one on the core seams, which the dispute itself did not move.
    """

    label: str
    pressed: Flags
    depth: Array
    months_to_trough: Array
    months_to_half: Array
    months_to_recovery: Array
    cost: Array
    conceded: Flags
    conceded_core: Flags


@cache
def cases() -> tuple[Case, ...]:
    """Every case, in the order of its table; raises `ConfigError` where a figure belongs to no case, or a case lacks a fact."""
    told = table("history/cases.yaml")["cases"]
    found: dict[str, dict[str, list[Figure]]] = {name: {} for name in told}
    for figure in figures("cases"):
        name, _, what = figure.series.partition(".")
        if name not in found:
            raise ConfigError(f"`{name}` is no case", where=figure.place, remedy=f"cases: {', '.join(found)}")
        found[name].setdefault(what, []).append(figure)
    for name, facts in told.items():
        missing = [key for key in NEEDED if not facts.get(key)]
        if missing:
            raise ConfigError(f"the case `{name}` has no {missing[0]}", where=WHERE)
    return tuple(Case(name, told[name], {what: tuple(several) for what, several in found[name].items()}) for name in told)


@cache
def base_rates() -> Mapping[str, Mapping[str, Any]]:
    """How often targets concede, as others counted it."""
    return described("base_rates")


@cache
def spans() -> Mapping[str, Mapping[str, Any]]:
    """What the measured cases have in common."""
    return described("spans")


def described(key: str) -> Mapping[str, Mapping[str, Any]]:
    """Entries of the table with a label, a grade and sources that exist."""
    found: Mapping[str, Mapping[str, Any]] = table("history/cases.yaml")[key]
    for name, entry in found.items():
        check_origin(name, entry, WHERE)
    return found


@cache
def measure(name: str) -> float:
    """One of the conventions by which the measures are taken."""
    number = read_number(name, table("history/cases.yaml")["measures"][name], WHERE)
    return float(number.value)  # type: ignore[arg-type]


def played(worlds: int | None = None) -> Iterator[Played]:
    """Every story of the table, played and measured; each story once."""
    told = table("history/cases.yaml")
    ensembles: dict[str, Ensemble] = {}
    for entry in told["played"]:
        story = entry["story"]
        if story not in ensembles:
            ensembles = {story: simulate(plans(load(story)), worlds=worlds or told["worlds"], seed=told["seed"], outcomes=nothing, keep_worlds=True)}
        yield measured(entry["label"], paths_of(ensembles[story], entry["variant"]), entry["channel"], entry["seam"])


def paths_of(ensemble: Ensemble, variant: str) -> Mapping[str, Array]:
    """The paths of a variant by quantity, `[month, world]`."""
    return dict(zip(ensemble.names, ensemble.paths[variant], strict=True))


def measured(label: str, paths: Mapping[str, Array], channel: str, seam: str) -> Played:
    """Depth, speed, recovery, cost and concession in every world in which pressure through the channel comes to bind."""
    pressure = paths[f"pressure.{channel}"][1:]
    pressed = np.asarray((pressure >= measure("binding")).any(axis=0))
    onset = (pressure >= measure("binding")).argmax(axis=0)[pressed]
    flow, loss, position, core = (paths[name][:, pressed] for name in (f"flow.{channel}", "economic_loss", f"seams.{seam}", "seams.core"))
    before = np.take_along_axis(flow, onset[None], axis=0)[0]
    after = from_onset(flow, onset)
    lowest = np.nanmin(after, axis=0)
    fall = before - lowest
    trough = first_month(after <= before - measure("deep") * fall)
    later = np.arange(len(after))[:, None] > trough
    half = first_month(later & (after >= lowest + measure("half") * fall))
    back = first_month(later & (after >= measure("recovered") * before))
    return Played(label, pressed, fall / before, trough, half, back, worst_year(loss, onset), gave_way(position, onset), gave_way(core, onset))


def from_onset(values: Array, onset: Months) -> Array:
    """Every world from its own onset on, `[month, world]`; NaN after the end."""
    months = np.arange(len(values))[:, None] + onset
    found = np.take_along_axis(values, np.minimum(months, len(values) - 1), axis=0)
    return np.where(months < len(values), found, np.nan)


def first_month(holds: Flags) -> Array:
    """The first month in which something holds in each world; infinite where it never does."""
    return np.where(holds.any(axis=0), holds.argmax(axis=0), np.inf)


def running_mean(values: Array, months: int) -> Array:
    """Means over so many months up to each, `[month, world]`; the first is that of the first so many months."""
    total = np.cumsum(np.vstack([np.zeros_like(values[:1]), values]), axis=0)
    return np.asarray((total[months:] - total[:-months]) / months)


def worst_year(loss: Array, onset: Months) -> Array:
    """The dearest year after the onset, less what was lost before it, `[world]`, in % of GDP."""
    before = np.take_along_axis(loss, onset[None], axis=0)[0]
    after = from_onset(loss, onset)
    means = running_mean(np.where(np.isnan(after), before, after), int(measure("year")))
    return np.asarray(means.max(axis=0) - before)


def gave_way(position: Array, onset: Months) -> Flags:
    """Whether the target took a step toward Beijing on the seam in dispute within the time that counts, `[world]`."""
    before = np.take_along_axis(position, onset[None], axis=0)[0]
    means = running_mean(from_onset(position, onset), int(measure("over")))[: int(measure("within"))]
    return np.asarray((means <= before - measure("step")).any(axis=0))
