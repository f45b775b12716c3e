"""What a story says of instruments, as the steering that the engine plays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sim.rules.sentences import parse
from sim.scenario.actors import stated
from sim.scenario.dated import Ramp
from sim.scenario.driver_paths import addressed, with_addresses
from sim.scenario.schema import Story
from sim.scenario.settings import Bounds, Condition, Consequence, Reaction, several
from sim.world.plan import Amount, Path, Steering


def planned_steering(story: Story, start: int) -> Iterator[Steering]:
    """Every schedule, condition, answer to an event and clamp of a story."""
    for capital, settings in stated(story.actors).items():
        for _, row, value in settings.settings():
            for part in several(value):
                yield from steered(row, part, f"{capital}.{row}", start)


def steered(row: str, part: Any, address: str, start: int) -> Iterator[Steering]:
    """One part of a setting; `address` names its draws."""
    if isinstance(part, Amount | Path | Ramp):
        yield Steering(row, dated(part, address, start))
    elif isinstance(part, Bounds):
        first, until = part.since or start, part.until if isinstance(part.until, int) else None
        floor, cap = part.ends
        if floor is not None:
            yield Steering(row, Path((first,), (addressed(floor, f"{address}.floor"),), until=until), "clamp", "floor")
        if cap is not None:
            yield Steering(row, Path((first,), (addressed(cap, f"{address}.cap"),), until=until), "clamp", "cap")
    elif isinstance(part, Consequence):
        yield consequence(row, part, address, start)


def consequence(row: str, part: Consequence, address: str, start: int) -> Steering:
    """A condition, or an answer to an event. Unless it ends, it holds from then on."""
    path = dated(part.then, f"{address}.then", start)
    until: Any = None
    if isinstance(part.until, int):
        path = replace(path, until=min(part.until, path.until or part.until))
    elif part.until not in (None, "end"):
        until = parse(str(part.until), start)
    if isinstance(part, Reaction):
        return Steering(row, path, "event", on=part.on, until=until, months=part.months)
    when = parse(part.when, start) if isinstance(part, Condition) else None
    return Steering(row, path, "condition", when=when, until=until, months=part.months)


def dated(said: Any, address: str, start: int) -> Path:
    """A level from the start on, dated steps, or a ramp, as a path."""
    if isinstance(said, Amount):
        return Path((start,), (addressed(said, address),))
    if isinstance(said, Ramp):
        until = said.until if isinstance(said.until, int) else said.ramp.until
        return replace(with_addresses(said.ramp, address), until=until)
    return with_addresses(said, address)
