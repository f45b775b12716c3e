"""The sweep that `sim sensitivity FILE` plays before it analyses: the design that the method needs."""

from __future__ import annotations

from typing import Any

from sim.cli.options import Manner
from sim.cli.progress import progress
from sim.cli.sweep import Call, noticed, players_of, stopped, tell_warnings, told_by


class Stopped(Exception):
    """Somebody stopped the sweep; it was said what is kept. Holds the exit code."""


def swept(file: str, how: Manner, **asked: Any) -> Any:
    """The result of a new sweep of a story, or of the same one where it lies there already: only what is missing is played."""
    from sim.experiments.sensitivity.playing import Wanted, study_for, swept_or_there
    from sim.experiments.sweep.course import Course
    from sim.results.find import results_root
    from sim.results.sweep_design import made_of
    from sim.scenario import load

    players = {"executor": None, "scheduler": None, "jobs": asked.pop("jobs")}
    out, sets = asked.pop("out"), asked.pop("sets")
    scenario = load(file, sets=sets)
    study = study_for(scenario, Wanted(**asked | {"method": asked["method"] or ""}))
    tell_warnings(scenario, study, how)
    call = Call(file, asked, how)
    try:
        with progress(scenario.name, how, "points") as report:
            laid = made_of(study.design.kind, study.design.values, study.design.columns)
            course = Course(players_of(players), report, noticed(call, len(study), laid), told_by(call))
            return swept_or_there(scenario, study, results_root(out), course)
    except KeyboardInterrupt as error:
        raise Stopped(stopped(call)) from error

