"""Null models: the same story with something essential taken out. What is no worse without it owes nothing to it."""

from __future__ import annotations

from dataclasses import replace

from sim.rules.mechanisms import CODES
from sim.world.axes import CAPITALS
from sim.world.plan import DoctrineChoice, Plan

UNIFORM, HOLDS, EACH = "uniform", "beijing_holds", "mechanisms"


def null_names() -> tuple[str, ...]:
    """The names of null models that a suite can give: `mechanisms` stands for each mechanism switched off, one at a time."""
    return (UNIFORM, HOLDS, EACH, *CODES)


def null_plans(plan: Plan, names: tuple[str, ...]) -> tuple[Plan, ...]:
    """The null models of a plan, each once, under the name that tables show."""
    asked = [one for name in names for one in (CODES if name == EACH else (name,))]
    return tuple({null.name: null for null in (null_plan(plan, name) for name in asked)}.values())


def null_plan(plan: Plan, name: str) -> Plan:
    """One null model: every capital plays its menu with equal chance, Beijing keeps its targets, or a mechanism is off."""
    if name == UNIFORM:
        doctrines = {capital: (DoctrineChoice(plan.world, UNIFORM),) for capital in CAPITALS}
        return replace(plan, name="every capital uniform", doctrines=doctrines, apart={})
    if name == HOLDS:
        return replace(plan, name="Beijing holds", doctrines={**plan.doctrines, "beijing": (DoctrineChoice(plan.world, "scripted"),)})
    code = CODES[name]
    switched = " and ".join(other.replace("_", " ") for other, theirs in CODES.items() if theirs == code)
    return replace(plan, name=f"without {switched}", mechanisms_off=plan.mechanisms_off | {code})
