"""In which variants of a story the levers of a sweep act, and which variants are played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.errors import Fault, UsageError, unknown_name
from sim.experiments.sweep.cases import SWEPT, Sorting
from sim.experiments.sweep.design import Design
from sim.experiments.sweep.levers import AS_TOLD, Lever
from sim.experiments.sweep.reading import Reader, Told
from sim.experiments.sweep.tracing import levers_in
from sim.scenario.check_sweep import VARIANT
from sim.scenario.variations import flow
from sim.world.plan import Plan

if TYPE_CHECKING:
    from sim.scenario import Scenario

Acting = Mapping[str, frozenset[str]]
"""The variants in which each lever acts, by its name."""


def acting(sorting: Sorting, told: Sequence[Told]) -> Acting:
    """Where each lever acts: numbers of a variant follow it; of one that cannot be traced, the plan differs when it alone is moved."""
    traced: dict[str, set[str]] = {lever.name: set() for lever in sorting.traced}
    for plan in (plan for one in told for plan in one.plans):
        for name in levers_in(plan):
            traced[name].add(plan.name)
    rest = [lever for lever in sorting.design.levers if lever.name not in traced and lever.name != VARIANT]
    found = {name: frozenset(variants) for name, variants in traced.items()}
    found |= {lever.name: moved(sorting.reader, lever, sorting.design) for lever in rest}
    return {lever.name: found[lever.name] for lever in sorting.design.levers if lever.name in found}


def moved(reader: Reader, lever: Lever, design: Design) -> frozenset[str]:
    """The variants that one lever changes, the others standing at their first value."""
    still = tuple(other.setting(first(other)) for other in design.levers if other is not lever and other.name != VARIANT and first_says(other))
    found: set[str] = set()
    plans: list[dict[str, Plan]] = []
    for value in settings(lever):
        plans.append({plan.name: plan for plan in reader.told((*still, *value)).plans})
        found |= {name for name, plan in plans[-1].items() if plan != plans[0][name]}
        if len(found) == len(plans[0]):
            break
    return frozenset(found)


def first(lever: Lever) -> float:
    """The first value of a lever, as a design holds it."""
    return lever.span[0] if lever.kind == "number" else 0


def first_says(lever: Lever) -> bool:
    """Whether that value says anything."""
    return lever.told(first(lever))


def settings(lever: Lever) -> list[tuple[str, ...]]:
    """A lever at its ends, or at each of its values; where it has only one, beside the story as it is."""
    values = [flow(value) for value in dict.fromkeys(lever.span)] if lever.kind == "number" else lever.values
    said: list[tuple[str, ...]] = [(f"{lever.name}={value}",) for value in values if value != AS_TOLD]
    return said if len(said) > 1 else [(), *said]


def played(scenario: Scenario, design: Design, asked: Sequence[str], where: Acting) -> tuple[str, ...]:
    """The variants of a sweep: those asked for; else those in which every lever acts; if there are none, those in which any does."""
    names = [variant.name for variant in scenario.variants]
    if any(lever.name == VARIANT for lever in design.levers):
        if tuple(asked) not in ((), (SWEPT,)):
            raise UsageError("the variant is a lever of this sweep, so that each point has its own", where="--variant", remedy="keep one of the two")
        return (SWEPT,)
    for name in asked:
        if name not in names:
            raise unknown_name("a variant of this scenario", name, names, where="--variant")
    if asked:
        return tuple(name for name in names if name in asked)
    every = [name for name in names if all(name in variants for variants in where.values())]
    some = [name for name in names if any(name in variants for variants in where.values())]
    return tuple(every or some or names)


def left_out(scenario: Scenario, played_ones: Sequence[str], where: Acting) -> dict[str, tuple[str, ...]]:
    """The variants that are not played, each with the levers that do not act in it."""
    if tuple(played_ones) == (SWEPT,):
        return {}
    names = [variant.name for variant in scenario.variants if variant.name not in played_ones]
    return {name: tuple(lever for lever, variants in where.items() if name not in variants) for name in names}


def idle(design: Design, played_ones: Sequence[str], where: Acting) -> list[Fault]:
    """A warning for every lever that changes nothing in what is played."""
    found = []
    for lever, variants in where.items():
        if variants & set(played_ones) or (variants and tuple(played_ones) == (SWEPT,)):
            continue
        what = f"`{lever}` changes nothing" + (f" in {', '.join(played_ones)}" if variants else ": the story overrules it everywhere")
        remedy = f"it acts in: {', '.join(sorted(variants))}" if variants else "take it out, or vary what stands in a variant: variants.NAME...."
        place = design.places.get(lever)
        fault = Fault(lever, "no-effect", what, remedy, warning=True)
        found.append(place.fault("no-effect", what, remedy, warning=True) if place else fault)
    return found
