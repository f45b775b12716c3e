"""The effects of a sweep as cells of a table, the largest first where there are many, as the terminal and a notebook show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from math import isfinite
from typing import Any

from sim.experiments.effects import Effect
from sim.results.rounding import places
from sim.results.sweep import SweepResult
from sim.results.values import counted

NAMED = 3
"""So many are named in a sentence."""

SHOWN = 5
"""So many levers of a variant are shown, those with the largest differences."""

NOTE = ("Effect of a number: the answer in the upper half of its range less that in the lower half, over all of the other levers; of a category as "
        "written. Pictures: highest less lowest fifth. 95 %: from the points and from the worlds. ~ marks what sampling noise could have made.")
"""What stands below the effects."""


def table(sweep: SweepResult, found: Sequence[Effect]) -> list[list[str]]:
    """A row for each effect, beginning with the names of the columns."""
    several = len(sweep.variants) > 1
    shown = [effect for info in sweep.variants for effect in largest(found, info.name)]
    shown.sort(key=lambda effect: bool(effect.lever))
    digits = places([effect.difference for effect in shown])
    head = ["Effect of", *(["in"] if several else []), "difference", "95 %"]
    return [head, *([name_of(sweep, effect), *([effect.variant] if several else []), gap(effect, digits), span(effect, digits)] for effect in shown)]


def largest(found: Sequence[Effect], variant: str) -> Iterator[Effect]:
    """The effects in one variant: that of the variant itself, and of so many levers as are shown."""
    levers = [effect for effect in found if effect.variant == variant and effect.lever]
    least = sorted((abs(effect.difference) for effect in levers), reverse=True)[SHOWN - 1] if len(levers) > SHOWN else 0.0
    yield from (effect for effect in found if effect.variant == variant and not effect.lever)
    yield from [effect for effect in levers if abs(effect.difference) >= least][:SHOWN]


def left(sweep: SweepResult, found: Sequence[Effect]) -> str:
    """How many levers are not shown; nothing where all are."""
    most = max((sum(effect.variant == variant and bool(effect.lever) for effect in found) for variant in {one.variant for one in found}), default=0)
    return f"{counted(most - SHOWN, 'effect')} more, smaller: --json" if most > SHOWN else ""


def name_of(sweep: SweepResult, effect: Effect) -> str:
    """What has the effect: a variant, a lever, a value of a lever."""
    if not effect.lever:
        return f"{effect.value} against {effect.against}"
    lever = next(lever for lever in sweep.levers if lever.name == effect.lever)
    return lever.whose if lever.kind == "number" else f"{lever.whose}: {effect.value} against {effect.against}"


def gap(effect: Effect, digits: int) -> str:
    """A difference, marked where sampling noise could have made it."""
    said = f"{100 * effect.difference:+.1f} pts" if effect.kind == "chance" else f"{effect.difference:+.{digits}f}"
    return f"~ {said}" if effect.doubtful else said


def span(effect: Effect, digits: int) -> str:
    """The interval of a difference; none where a single world, or a single point on a side, says nothing of it."""
    if not isfinite(effect.low):
        return "unknown"
    low, high = effect.low, effect.high
    return f"{100 * low:+.1f} to {100 * high:+.1f}" if effect.kind == "chance" else f"{low:+.{digits}f} to {high:+.{digits}f}"


def sentence(sweep: SweepResult, found: Sequence[Effect]) -> str:
    """The effects of levers that are larger than sampling noise, the largest first, in a sentence."""
    levers = sorted((effect for effect in found if effect.lever), key=lambda effect: -abs(effect.difference))
    sure = [effect for effect in levers if not effect.doubtful][:NAMED]
    if not sure:
        return "No lever moves it by more than sampling noise could."
    digits = places([effect.difference for effect in sure])
    return "; ".join(f"{whole(sweep, effect)}: {gap(effect, digits)} ({span(effect, digits)})" for effect in sure) + "."


def whole(sweep: SweepResult, effect: Effect) -> str:
    """What is set against what."""
    number = effect.value == "upper half"
    return name_of(sweep, effect) + (", upper half against lower half" if number else "")


def plain(effect: Effect) -> dict[str, Any]:
    """An effect as JSON can say it: no bound is null."""
    return {key: None if isinstance(value, float) and not isfinite(value) else value for key, value in asdict(effect).items()}
