"""`sim rerun` of a sweep: plays all of it again, or what is there of it, and compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sim.cli.options import Manner


def again(folder: Path, how: Manner, asked: Mapping[str, Any]) -> int:
    """Play a sweep again, into a new result or to compare with what is kept; returns the exit code."""
    from sim.cli.rerun import tell_changes, tell_comparison
    from sim.cli.sweep_table import show
    from sim.errors import UsageError
    from sim.results.comparing import compared_sweeps
    from sim.results.find import results_root
    from sim.results.manifest import changes_since
    from sim.results.sweep import SweepResult

    stored = SweepResult.load(folder)
    if asked["agents"]:
        raise UsageError("no class of your own plays in a sweep", where="--agent", remedy="leave it out")
    if not stored.done.all():
        raise UsageError(f"this sweep is not finished: {int(stored.done.sum()):,} of {stored.points:,} points are there", where=str(folder),
                         remedy=f"go on with it first: sim sweep --resume {folder}")
    changed = tuple(changes_since(stored.manifest))
    tell_changes(changed, how)
    if not asked["check"]:
        show(played(stored, results_root(asked["out"]), asked["jobs"], how), how)
        return 0
    with TemporaryDirectory() as place:
        found = compared_sweeps(folder, played(stored, Path(place), asked["jobs"], how).folder)
    return tell_comparison(stored, found, changed, how)


def played(stored: Any, root: Path, jobs: int | None, how: Manner) -> Any:
    """The same study again, from the story as composed, below `root`."""
    from sim.cli.progress import progress
    from sim.experiments.sweep.course import Course, begin, players
    from sim.experiments.sweep.keeping import study_of
    from sim.scenario import load

    scenario = replace(load(str(stored.folder / "scenario.yaml")), name=stored.name, sets=tuple(stored.manifest["sets"]))
    with progress(stored.name, how, "points") as report:
        return begin(scenario, study_of(stored), root, Course(players(None, jobs), report))
