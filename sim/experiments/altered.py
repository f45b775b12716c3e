"""In what a run differs from the story as it is told: what was set, who was recast, what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.results.values import counted
from sim.world.actors import actor

if TYPE_CHECKING:
    from sim.experiments.settings import Settings
    from sim.scenario import Scenario


def altered(scenario: Scenario, settings: Settings) -> list[str]:
    """Each difference in a few words: `beijing.pressure.tourism=0.5`, `Seoul: my_file.py:MySeoul`; none for the story as it is told."""
    return [*scenario.sets, *recast(settings.agents), *left_out(scenario, settings.variants), *chance(scenario, settings)]


def recast(agents: Mapping[str, Any]) -> Iterator[str]:
    """Who plays a capital instead of its doctrine."""
    for capital, cast in agents.items():
        yield f"{actor(capital).label}: {Path(cast).name if isinstance(cast, str) else cast.__qualname__}"


def left_out(scenario: Scenario, asked: tuple[str, ...]) -> Iterator[str]:
    """The variants that were played, where some were not."""
    names = [variant.name for variant in scenario.variants]
    played = [name for name in names if not asked or name in asked or name == names[0]]
    if played != names:
        yield f"only {', '.join(played)}"


def chance(scenario: Scenario, settings: Settings) -> Iterator[str]:
    """Another number of worlds, or others."""
    if settings.until_error is not None:
        yield f"worlds until ±{100 * settings.until_error:.2g} %"
    elif settings.first_worlds(scenario) != scenario.runs.worlds:
        yield f"{counted(settings.first_worlds(scenario), 'world')} instead of {scenario.runs.worlds:,}"
    if settings.seed not in (None, scenario.runs.seed):
        yield f"seed {settings.seed} instead of {scenario.runs.seed}"
