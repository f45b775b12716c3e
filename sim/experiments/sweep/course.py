"""The course of a sweep: begun, gone on with, finished. Whenever it stops, what is done is a sweep that can be read."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from shlex import quote
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from sim.engine.executors import EXECUTORS, check_at_hand
from sim.engine.workers import cores
from sim.errors import SimError, UsageError, unknown_name
from sim.experiments.sweep.keeping import begun, digest_of, keep, study_of
from sim.experiments.sweep.running import Players, Progress, Say, Told, play
from sim.experiments.sweep.study import Study
from sim.experiments.sweep.working import apart, begun_with, with_processors
from sim.results.part_names import parts_of
from sim.results.store import write_manifest
from sim.results.sweep import SweepResult
from sim.results.sweep_table import write_points

if TYPE_CHECKING:
    from sim.scenario import Scenario

Notice = Callable[[Path, int], None]
"""Told where a sweep lies and how many points are there already, before it is played."""


@dataclass(frozen=True)
class Course:
    """Who plays, and who is told: `notice` once before, `progress` again and again, `say` what somebody who waits should know."""

    players: Players = Players()
    progress: Progress = Told.progress
    notice: Notice | None = None
    say: Say = Told.say


def players(executor: str | None = None, jobs: int | None = None, scheduler: str | None = None) -> Players:
    """Who plays: processes, one per core, where nothing else is said. Raises `UsageError` for what does not go together, or is not installed."""
    if executor not in (None, *EXECUTORS):
        raise unknown_name("an executor", str(executor), EXECUTORS, where="--executor")
    if scheduler and executor not in (None, "dask"):
        raise UsageError(f"the executor {executor} has no scheduler", where="--scheduler", remedy="take one of the two out")
    check_at_hand("dask" if scheduler else executor or "processes")
    return Players("dask" if scheduler else executor or "processes", jobs or cores(), scheduler)


def begin(scenario: Scenario, study: Study, root: Path, course: Course) -> SweepResult:
    """Play a study in a new folder below `root`; where nothing could be played, because nobody was there to do it, none stays."""
    folder = keep(scenario, study, root, provenance(scenario, study, course.players))
    try:
        return onward(folder, study, course)
    except SimError:
        if not parts_of(folder):
            rmtree(folder)
        raise


def altered(scenario: Scenario, study: Study) -> list[str]:
    """In what a sweep differs from the story as it is told, its levers apart."""
    seed = [f"seed {study.seed} instead of {scenario.runs.seed}"] if study.seed != scenario.runs.seed else []
    return [*scenario.sets, *seed]


def provenance(scenario: Scenario, study: Study, players: Players) -> dict[str, Any]:
    """How a sweep was asked for, for its manifest."""
    return {
        "argv": [Path(sys.argv[0]).name, *sys.argv[1:]], "started": datetime.now().astimezone().isoformat(timespec="seconds"),
        "executor": players.executor, "sets": list(scenario.sets), "altered": altered(scenario, study),
        "warnings": [asdict(fault) for fault in (*scenario.warnings, *study.warnings)],
    }


def unfinished(scenario: Scenario, study: Study, root: Path) -> Path | None:
    """The latest sweep of the same study by the same program, where points of it are missing."""
    there = same(scenario, study, root)
    return there.folder if there is not None and not unlike(there) and not there.done.all() else None


def same(scenario: Scenario, study: Study, root: Path) -> SweepResult | None:
    """The latest sweep of the same study, by whatever program."""
    folder = begun(root, scenario.name, digest_of(scenario, study))
    return None if folder is None else SweepResult.load(folder)


def go_on(scenario: Scenario, study: Study, root: Path, course: Course) -> SweepResult:
    """Play what is missing of the latest sweep of the same study, and begin it where there is none.

    Raises `UsageError` where it was begun with another program.
    """
    there = same(scenario, study, root)
    if there is None:
        return begin(scenario, study, root, course)
    refuse_another(there)
    return onward(there.folder, study, course)


def resume(folder: Path, course: Course) -> SweepResult:
    """Play what is missing of a sweep; raises `UsageError` where it was begun with another program or with other numbers."""
    kept = SweepResult.load(folder)
    refuse_another(kept)
    return onward(folder, study_of(kept), course)


def refuse_another(kept: SweepResult) -> None:
    """Two programs must not write into one sweep."""
    found = unlike(kept)
    if found:
        remedy = f"what is done stays; go on with what it was begun with, or begin anew: sim sweep {quote(kept.name)}"
        raise UsageError(f"this sweep was begun otherwise: {'; '.join(found)}", where=str(kept.folder), remedy=with_processors(remedy, found))


def unlike(kept: SweepResult) -> list[str]:
    """In what this process is not like the one that began a sweep."""
    return apart(begun_with(kept.manifest), "{name} {then} then, {here} now")


def onward(folder: Path, study: Study, course: Course) -> SweepResult:
    """Play what is missing, and finish."""
    kept, clock = SweepResult.load(folder), time.perf_counter()
    if course.notice:
        course.notice(folder, int(kept.done.sum()))
    play(kept, study, course.players, Told(course.progress, course.say))
    return finish(folder, time.perf_counter() - clock)


def finish(folder: Path, seconds: float) -> SweepResult:
    """Write the table of the points, and into the manifest when it ended, how long it took and how many rows failed."""
    done = SweepResult.load(folder)
    seal = write_points(done)
    more = {"points_seal": seal, "finished": datetime.now().astimezone().isoformat(timespec="seconds"), "failures": len(done.failures),
            "seconds": round(done.manifest.get("seconds", 0) + seconds, 3)}
    write_manifest(folder, done.manifest | more)
    done.manifest |= more
    return done
