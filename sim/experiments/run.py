"""Plays every variant of a story in the same worlds and answers its questions."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.engine.blocks import BLOCK
from sim.engine.capital import load_capital
from sim.engine.simulate import simulate
from sim.errors import RunError, SimError, unknown_name
from sim.experiments.answers import answers, widest
from sim.experiments.outcomes import Measures, read_outcomes
from sim.experiments.record import assemble
from sim.results.result import Result
from sim.scenario.build import plans
from sim.world.axes import CAPITALS
from sim.world.plan import Plan

if TYPE_CHECKING:
    from sim.scenario import Scenario

Progress = Callable[[int, int], None]

MOST_WORLDS = 200_000
"""Where `until_error` stops at the latest."""


@dataclass(frozen=True)
class Settings:
    """How to play: None means what the story's `runs:` says; for `jobs`, as many processes as there are cores and blocks of worlds.

    `variants` are the names to play (all where empty; the baseline is always played, since the others are measured against it).
    `until_error` adds worlds until the widest headline interval is that narrow to each side; `agents` maps a capital to
    a class or `file.py:Class`.
    """

    worlds: int | None = None
    seed: int | None = None
    jobs: int | None = 1
    variants: tuple[str, ...] = ()
    until_error: float | None = None
    max_worlds: int = MOST_WORLDS
    keep_worlds: bool = False
    agents: Mapping[str, Any] = field(default_factory=dict)


def run(scenario: Scenario, settings: Settings | None = None, progress: Progress | None = None) -> Result:
    """Play a story; raises `RunError` where not one world could be played. Nothing is written."""
    settings = settings or Settings()
    check_agents(settings.agents)
    clock, started = time.perf_counter(), datetime.now().astimezone()
    chosen = choose(plans(scenario), settings.variants)
    asked = read_outcomes(scenario.outcomes, scenario.start, scenario.months)
    worlds, seed = settings.worlds or scenario.runs.worlds, scenario.runs.seed if settings.seed is None else settings.seed
    limit = settings.until_error
    ensemble = simulate(
        chosen, worlds=worlds, seed=seed, jobs=settings.jobs or processes(worlds), outcomes=Measures(asked), agents=dict(settings.agents) or None,
        keep_worlds=settings.keep_worlds, progress=progress, max_worlds=max(worlds, settings.max_worlds),
        until=None if limit is None else lambda so_far: widest(answers(asked, so_far.outcomes, {})) <= limit,
    )
    played = tuple(plan for plan in chosen if plan.name in ensemble.tallies)
    if chosen[0] not in played:
        raise failed(ensemble.failures)
    how = provenance(settings, seed, started) | {"seconds": round(time.perf_counter() - clock, 3)}
    return assemble(scenario, played, ensemble, asked, how)


def check_agents(agents: Mapping[str, Any]) -> None:
    """Refuse an unknown capital, and a class that cannot be had, before anything is played."""
    for capital, cast in agents.items():
        if capital not in CAPITALS:
            raise unknown_name("a capital", capital, CAPITALS, where="agents")
        try:
            load_capital(cast)
        except SimError:
            raise
        except Exception as error:
            raise RunError(f"the class that plays {capital} cannot be read: {type(error).__name__}: {error}", where=str(cast)) from error


def choose(every: tuple[Plan, ...], names: tuple[str, ...]) -> tuple[Plan, ...]:
    """The variants asked for, the baseline always first; raises `UsageError` with the nearest name."""
    known = [plan.name for plan in every]
    for name in names:
        if name not in known:
            raise unknown_name("a variant of this scenario", name, known, where="--variant")
    return tuple(plan for plan in every if not names or plan.name in names or plan is every[0])


def processes(worlds: int) -> int:
    """One process per core, and no more than there are blocks of worlds."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, -(-worlds // BLOCK)))


def failed(failures: list[Any]) -> RunError:
    """The error where nothing could be played: what the first block said."""
    if not failures:
        return RunError("no world was played")
    first = failures[0]
    error = RunError(f"no world could be played: {first.kind}: {first.message}", where=f"{first.variant}, {first.stage}")
    error.__cause__ = RuntimeError(first.traceback)
    return error


def provenance(settings: Settings, seed: int, started: datetime) -> dict[str, Any]:
    """How this run was asked for, for the manifest."""
    kept = {key: value for key, value in asdict(settings).items() if key in ("jobs", "until_error", "keep_worlds") and value}
    return kept | {
        "seed": seed,
        "agents": {capital: cast_name(cast) for capital, cast in settings.agents.items()},
        "argv": [Path(sys.argv[0]).name, *sys.argv[1:]],
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now().astimezone().isoformat(timespec="seconds"),
    }


def cast_name(cast: Any) -> str:
    """Who plays a capital, with a hash of the file where it comes from one."""
    if not isinstance(cast, str):
        return f"{cast.__module__}.{cast.__qualname__}"
    content = Path(cast.rpartition(":")[0]).read_bytes()
    return f"{cast} sha256:{hashlib.sha256(content).hexdigest()}"
