"""Plays every variant of a story in the same worlds and answers its questions."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.engine.blocks import BLOCK, Outcomes
from sim.engine.capital import load_capital, own_line
from sim.engine.simulate import Ensemble, simulate
from sim.engine.workers import cores
from sim.errors import RunError, SimError, UsageError, unknown_name
from sim.experiments.altered import altered
from sim.experiments.answers import answers, widest
from sim.experiments.bands.groups import Groups
from sim.experiments.outcomes import Measures, Outcome, read_outcomes
from sim.experiments.record import assemble
from sim.experiments.settings import MOST_WORLDS, Settings
from sim.results.result import Result
from sim.scenario.build import plans
from sim.world.axes import CAPITALS
from sim.world.plan import Plan

if TYPE_CHECKING:
    from sim.scenario import Scenario

Progress = Callable[[int, int], None]


def run(
    scenario: Scenario, settings: Settings | None = None, progress: Progress | None = None, *,
    measures: Callable[[tuple[Outcome, ...]], Outcomes] = Measures,
) -> Result:
    """Play a story; raises `RunError` where not one world could be played. Nothing is written.

    `measures` reads the outcomes off every variant of every block as it has been played.
    """
    settings = settings or Settings()
    check_agents(settings.agents)
    clock, started = time.perf_counter(), datetime.now().astimezone()
    chosen = choose(plans(scenario), settings.variants)
    asked = read_outcomes(scenario.outcomes, scenario.start, scenario.months)
    worlds, seed = settings.first_worlds(scenario), scenario.runs.seed if settings.seed is None else settings.seed
    groups = groups_of(chosen, worlds, settings)
    ensemble = simulate(
        chosen, worlds=worlds, seed=seed, jobs=settings.jobs or processes(worlds), outcomes=measures(asked), agents=dict(settings.agents) or None,
        keep_worlds=settings.keep_worlds, progress=progress, until=narrow_enough(settings.until_error, asked),
        max_worlds=settings.max_worlds or max(worlds, MOST_WORLDS), company=groups,
    )
    played = tuple(plan for plan in chosen if plan.name in ensemble.tallies)
    if chosen[0] not in played:
        raise failed(ensemble.failures)
    how = provenance(settings, seed, started) | {
        "first_worlds": worlds, "sets": list(scenario.sets), "altered": altered(scenario, settings),
        "warnings": [asdict(fault) for fault in scenario.warnings],
        "precision": precision(settings.until_error, asked, ensemble), "seconds": round(time.perf_counter() - clock, 3),
    }
    return assemble(scenario, played, ensemble, asked, how, groups=groups)


def groups_of(chosen: tuple[Plan, ...], worlds: int, settings: Settings) -> Groups | None:
    """The worlds by which the spread is told apart; None where that was not asked for, or there are too few."""
    return Groups.of(chosen, worlds, settings.bands, settings.agents) if settings.bands else None


def narrow_enough(limit: float | None, asked: tuple[Outcome, ...]) -> Callable[[Ensemble], bool] | None:
    """When to stop adding worlds: every headline chance is known to within `limit`. Raises `UsageError` where there is none."""
    if limit is None:
        return None
    if not any(outcome.headline and outcome.kind == "chance" for outcome in asked):
        remedy = "say how many --worlds instead"
        raise UsageError("this scenario asks for no chance that more worlds could narrow", where="--until-error", remedy=remedy)
    return lambda so_far: half_width(asked, so_far) <= limit


def half_width(asked: tuple[Outcome, ...], ensemble: Ensemble) -> float:
    """Half the width of the widest interval among the headline chances, in the variants that could be played."""
    measured = {variant: found for variant, found in ensemble.outcomes.items() if variant in ensemble.tallies}
    return widest(answers(asked, measured, {}))


def precision(limit: float | None, asked: tuple[Outcome, ...], ensemble: Ensemble) -> dict[str, Any] | None:
    """What became of `until_error`: asked for, reached, and whether that is enough; None where nothing was asked."""
    if limit is None:
        return None
    reached = half_width(asked, ensemble)
    return {"asked": limit, "reached": reached, "met": reached <= limit}


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
            raise RunError(f"the class that plays {capital} cannot be read: {type(error).__name__}: {error}",
                           where=own_line(error, [cast]) or str(cast)) from error


def choose(every: tuple[Plan, ...], names: tuple[str, ...]) -> tuple[Plan, ...]:
    """The variants asked for, the baseline always first; raises `UsageError` with the nearest name."""
    known = [plan.name for plan in every]
    for name in names:
        if name not in known:
            raise unknown_name("a variant of this scenario", name, known, where="--variant")
    return tuple(plan for plan in every if not names or plan.name in names or plan is every[0])


def processes(worlds: int) -> int:
    """One process per core, and no more than there are blocks of worlds."""
    return max(1, min(cores(), -(-worlds // BLOCK)))


def failed(failures: list[Any]) -> RunError:
    """The error where nothing could be played: what the first block said."""
    if not failures:
        return RunError("no world was played")
    first = failures[0]
    said = ": ".join(part for part in (first.place, first.kind, first.message) if part)
    error = RunError(f"no world could be played: {said}", where=f"{first.variant}, {first.stage}")
    error.__cause__ = RuntimeError(first.traceback)
    return error


def provenance(settings: Settings, seed: int, started: datetime) -> dict[str, Any]:
    """How this run was asked for, for the manifest."""
    kept = {key: value for key, value in asdict(settings).items() if key in ("jobs", "until_error", "max_worlds", "keep_worlds", "bands") and value}
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
