"""From a checked scenario to the plans that the engine plays, one per variant, the baseline first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sim.scenario.actors import doctrine_chain, stated
from sim.scenario.driver_paths import addressed, composed_path
from sim.scenario.happening_plans import planned_events
from sim.scenario.read import Scenario
from sim.scenario.schema import ParameterSettings, Story
from sim.scenario.settings import Apart, Start, several
from sim.scenario.steering import planned_steering
from sim.world.axes import CAPITALS
from sim.world.drivers import driver_paths
from sim.world.drivers import leaders as known_leaders
from sim.world.plan import Amount, DoctrineChoice, Leader, ParameterPlan, Plan
from sim.world.theatres import usual_parameters

USUAL_DOCTRINE = "strategic"


def plans(scenario: Scenario) -> tuple[Plan, ...]:
    """The plan of every variant. Variants that say the same of an uncertain number share its draw."""
    return tuple(plan(scenario, variant.name, variant.said) for variant in scenario.variants)


def plan(scenario: Scenario, name: str, story: Story) -> Plan:
    """The plan of one variant."""
    world, start, end = scenario.world, scenario.start, scenario.start + scenario.months
    leaders = planned_leaders(story, world.date, end)
    return Plan(
        name=name, world=world.date, start=start, months=scenario.months,
        initial=opening(world.state, story.initial, "initial"),
        instruments=opening(world.instruments, starts(story), "start"),
        drivers=dict(driver_paths()) | {driver: composed_path(driver, said, start, end) for driver, said in story.drivers.items()},
        doctrines=planned_doctrines(story, world.date, start),
        parameters=planned_parameters(story, usual_parameters(scenario.composed)),
        steering=tuple(planned_steering(story, start)),
        events=planned_events(story, start),
        leaders=leaders,
        elections=story.elections is not False,
        elections_off=windows(leaders, end),
        mechanisms_off=frozenset(code for code, switched_on in story.mechanisms.items() if not switched_on),
        apart={row: DoctrineChoice(start, part.doctrine) for row, part in parts(story) if isinstance(part, Apart)},
    )


def opening(world: Mapping[str, float], stated_amounts: Mapping[str, Amount], kind: str) -> dict[str, Amount]:
    """Where every row begins: as the world has it, or as the story says."""
    return {row: Amount.exactly(value) for row, value in world.items()} | {
        row: addressed(amount, f"{kind}.{row}") for row, amount in stated_amounts.items()
    }


def parts(story: Story) -> Iterator[tuple[str, Any]]:
    """Every part of what a story says of an instrument, with its row."""
    return ((row, part) for settings in stated(story.actors).values() for _, row, value in settings.settings() for part in several(value))


def starts(story: Story) -> dict[str, Amount]:
    """The instruments that a story lets begin elsewhere."""
    return {row: part.start for row, part in parts(story) if isinstance(part, Start)}


def planned_doctrines(story: Story, world: int, start: int) -> dict[str, tuple[DoctrineChoice, ...]]:
    """The doctrines of every capital; before the start (in a run-in) and where the story says nothing, capitals are strategic."""
    found = {}
    for capital in CAPITALS:
        settings = stated(story.actors).get(capital)
        choices = [DoctrineChoice(world, USUAL_DOCTRINE)] if start > world or settings is None else []
        first = start if start > world else world
        for _, said in doctrine_chain(settings) if settings is not None else ():
            kept = {key: said[key] for key in ("posture", "precision") if said.get(key) is not None}
            name = said.get("name") or ("committed" if "posture" in kept else USUAL_DOCTRINE)
            choices = [choice for choice in choices if choice.first < first] + [DoctrineChoice(first, name, kept)]
            first = said.get("until") or first
        found[capital] = tuple(choices)
    return found


def planned_parameters(story: Story, usual: str) -> ParameterPlan:
    """Where parameters come from, with the story's own numbers over them."""
    said = story.parameters
    settings = said if isinstance(said, ParameterSettings) else ParameterSettings(ensemble=said)
    named = ParameterPlan.named(settings.ensemble or usual)
    jitter = named.jitter if settings.jitter is None else settings.jitter
    noise = named.noise if settings.noise is None else settings.noise
    overrides = {full: addressed(amount, f"parameters.{full}") for full, amount in settings.set.items()}
    return replace(named, jitter=jitter, noise=noise, overrides=overrides)


def planned_leaders(story: Story, world: int, end: int) -> tuple[Leader, ...]:
    """The leaders that the story names, in order; `history` names those that Seoul has had."""
    if story.leaders == "history":
        return tuple(leader for leader in known_leaders() if world <= leader.month < end)
    entries = story.leaders if isinstance(story.leaders, list) else []
    found = [Leader(e.date, e.ideology, e.policy_capacity, e.next_election, e.acting or 0, e.name or "") for e in entries]
    return tuple(sorted(found, key=lambda leader: leader.month))


def windows(leaders: tuple[Leader, ...], end: int) -> tuple[tuple[int, int], ...]:
    """When named leaders govern, so that neither ballot nor removal takes place: from the first to what follows the last."""
    if not leaders:
        return ()
    last = leaders[-1]
    closing = last.next_election or (last.month + last.acting if last.acting else end)
    return ((leaders[0].month, max(closing, last.month + 1)),)
