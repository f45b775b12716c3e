"""A sweep of its own for an analysis: the design that a method needs, over what is to be varied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import UsageError, unknown_name
from sim.experiments.sensitivity.choosing import DESIGNS, too_few
from sim.experiments.sensitivity.enough import count
from sim.experiments.sensitivity.settings import counted
from sim.experiments.sweep.asked import designed, worlds_of
from sim.experiments.sweep.course import Course, begin, go_on, same, unlike
from sim.experiments.sweep.design import Design
from sim.experiments.sweep.designs.matrices import saltelli
from sim.experiments.sweep.study import Study
from sim.results.sweep import SweepResult

if TYPE_CHECKING:
    from sim.scenario import Scenario

USUAL = "sobol"
"""The method where nobody says which: the one that says most."""

ANY = "sobol"
"""The design for methods that take any points: a Sobol sequence."""


@dataclass(frozen=True)
class Wanted:
    """How a story is to be swept: what varies (or what its `sweep:` says), the method, how much; which outcomes and part will be asked for."""

    vary: tuple[str, ...] = ()
    method: str = ""
    samples: int | None = None
    worlds: int | None = None
    seed: int | None = None
    variants: tuple[str, ...] = ()
    second: bool = False
    outcomes: tuple[str, ...] = ()
    part: str = ""


def study_for(scenario: Scenario, wanted: Wanted) -> Study:
    """The study of a story from which a method can tell what the answers depend on. Raises what the reading of a sweep raises."""
    method = wanted.method or USUAL
    if wanted.second and method != "sobol":
        raise UsageError(f"{method} has no second order", where="--second-order", remedy="--method sobol has")
    design = designed(scenario, wanted.vary, DESIGNS.get(method, ANY), wanted.samples, wanted.seed)
    check_enough(design, wanted.part)
    seed = scenario.runs.seed if wanted.seed is None else wanted.seed
    study = Study.of(scenario, with_second(design) if wanted.second else design, wanted.worlds or worlds_of(scenario), seed, wanted.variants)
    for name in wanted.outcomes:
        if name not in (known := [outcome.name for outcome in study.outcomes]):
            raise unknown_name("an outcome of this story", name, known, where="--outcome")
    return study


def check_enough(design: Design, part: str) -> None:
    """Refuse, before anything is played, a design from which nothing could be told afterwards."""
    if all(len(lever.values) == 1 for lever in design.levers):
        raise UsageError("every lever has one value, so that nothing varies", remedy="give it a range or more values: --vary NAME=LOW..HIGH")
    there = count(design.columns, len(design), part)
    if there.lacking:
        raise too_few(there.found, there.what, there.least, f"ask for as many: --samples {counted(there.least)}; nothing was played")


def swept_or_there(scenario: Scenario, study: Study, root: Path, course: Course) -> SweepResult:
    """The sweep of a study: what lies there of the same one, by the same program, is not played again."""
    there = same(scenario, study, root)
    return (begin if there and unlike(there) else go_on)(scenario, study, root, course)


def with_second(design: Design) -> Design:
    """The same rows with the points that the second order takes besides."""
    if "row" not in design.columns or "part" in design.columns:
        raise UsageError("the second order needs a sweep of one part", where="--second-order", remedy="say what varies: --vary NAME=LOW..HIGH")
    values, columns = saltelli(design.levers, int(design.columns["row"].max()) + 1, design.seed, second=True)
    return replace(design, values=values, columns=columns)

