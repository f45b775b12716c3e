"""The same run again: from a result's manifest and its story as composed, whatever has become of the scenario file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import RunError, UsageError
from sim.experiments.settings import Settings
from sim.results.manifest import FORMAT, SHORT, changes_since
from sim.results.result import Result
from sim.scenario import load
from sim.world.actors import actor

if TYPE_CHECKING:
    from sim.scenario import Scenario

HASHED = " sha256:"
"""What stands in a manifest between the class that played a capital and the hash of its file."""

@dataclass(frozen=True)
class Replay:
    """A run to be played again: the story, how it was played, and what is different now from when it was."""

    scenario: Scenario
    settings: Settings
    changed: tuple[str, ...]


def rerun(stored: Result, agents: Mapping[str, str] | None = None, jobs: int | None = None) -> Replay:
    """How to play a result again. `agents` says where a class that played a capital is now, if not where it was.

    Raises `UsageError` where such a class is not to be found, `RunError` for a result of a later version.
    """
    facts = stored.manifest
    if int(facts["format"]) > FORMAT:
        raise RunError(f"this result has format {facts['format']}; this version reads up to {FORMAT}", where=str(stored.folder),
                       remedy="use a later version of sim")
    found = load(str((stored.folder or Path()) / "scenario.yaml"))
    scenario = replace(found, name=stored.name, sets=sets_of(facts), warnings=tuple(stored.warnings))
    for capital in agents or {}:
        if capital not in facts["agents"]:
            raise UsageError(f"no class played `{capital}` in this result", where="--agent", remedy="take it out: what was played is played again")
    casts = {capital: cast_now(capital, told, agents or {}) for capital, told in facts["agents"].items()}
    return Replay(scenario, settings_of(stored, scenario, casts, jobs), (*changes_since(facts), *changed_casts(facts, casts), *gaps(facts)))


def sets_of(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """What was set by hand; older results say it among what was altered."""
    told = facts.get("sets")
    return tuple(told if told is not None else [change for change in facts.get("altered", []) if "=" in change.partition(":")[0]])


def settings_of(stored: Result, scenario: Scenario, casts: Mapping[str, str], jobs: int | None) -> Settings:
    """How the result was played: worlds, seed, variants, and whether worlds were added until the error was small."""
    facts = stored.manifest
    played = {info.name for info in stored.variants} | {row["variant"] for row in stored.failures}
    variants = tuple(variant.name for variant in scenario.variants if variant.name in played)
    whole = "first_worlds" not in facts
    return Settings(
        worlds=stored.worlds if whole else facts["first_worlds"], seed=facts["seed"], jobs=jobs, variants=variants,
        until_error=None if whole else facts.get("until_error"), max_worlds=None if whole else facts.get("max_worlds"),
        keep_worlds=bool(facts.get("keep_worlds")), agents=casts, bands=int(facts.get("bands", 0)),
    )


def cast_now(capital: str, told: str, agents: Mapping[str, str]) -> str:
    """Where the class is that played a capital; raises `UsageError` where it is not to be found."""
    cast = agents.get(capital, told.rpartition(HASHED)[0])
    label = actor(capital).label
    if not cast:
        raise UsageError(f"{label} was played by the class {told} of a Python session, which no file keeps", where=capital,
                         remedy=f"save the class in a file, then: --agent {capital}=my_file.py:{told.rpartition('.')[2]}")
    file, _, name = cast.rpartition(":")
    if not Path(file).is_file():
        raise UsageError(f"there is no file `{file or cast}`, whose class {name} played {label}", where=capital,
                         remedy=f"say where it is: --agent {capital}=PATH/{Path(file).name}:{name}")
    return cast


def changed_casts(facts: Mapping[str, Any], casts: Mapping[str, str]) -> Iterator[str]:
    """The files of classes that are not what was played."""
    for capital, cast in casts.items():
        then = facts["agents"][capital].rpartition(HASHED)[2]
        now = hashlib.sha256(Path(cast.rpartition(":")[0]).read_bytes()).hexdigest()
        if facts["agents"][capital].rpartition(HASHED)[0] and then != now:
            yield f"{Path(cast).name}, who plays {actor(capital).label}: {then[:SHORT]} -> {now[:SHORT]}"


def gaps(facts: Mapping[str, Any]) -> Iterator[str]:
    """What an older result does not say of itself."""
    if facts.get("until_error") and "first_worlds" not in facts:
        yield "worlds: the result does not say with how many it began, so that all are played at once; last digits may differ"
