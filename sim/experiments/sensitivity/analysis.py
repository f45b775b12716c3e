"""Works out what the answers of a result depend on: every outcome, and quantities at every month, of every variant asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import UsageError, unknown_name
from sim.experiments.outcomes import read_outcomes
from sim.experiments.sensitivity.choosing import method_for
from sim.experiments.sensitivity.direction import directions, of_effects
from sim.experiments.sensitivity.estimating import ALONE, of_months, of_outcome
from sim.experiments.sensitivity.found import Block, InputInfo, Sensitivity
from sim.experiments.sensitivity.given import Given
from sim.experiments.sensitivity.methods import Method, resamples
from sim.experiments.sensitivity.sample import Source, source_of
from sim.experiments.sensitivity.worlds import share_of_worlds
from sim.experiments.sweep.by_construction import by_construction
from sim.results.part_hash import hash_of_parts
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.results.values import VariantInfo
from sim.world.rows import Array

Progress = Callable[[int, int], None]

UNIT = {"sweep": "point", "run": "world"}
"""What differs from one to the next."""

WIDER = {"sweep": "widen the ranges of the levers, or ask for something that moves", "run": "play more worlds, or ask for something that moves"}
VARIED = {"sweep": "vary something: --vary NAME=LOW..HIGH", "run": "its worlds play one set of parameters: sweep the story, sim sensitivity FILE"}
"""What helps where nothing moves, in a sweep and in a run."""

LEFT_OUT = "outcomes that are the same at every point, and so depend on nothing that varied: "


@dataclass(frozen=True)
class Asked:
    """What is to be worked out: a method (or that which the design allows), variants and outcomes (or all), quantities of the story or all.

    Of a sweep of several parts it is the `part` named, or the largest.
    """

    method: str = ""
    variants: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    everything: bool = False
    part: str = ""


def analyse(result: Result | SweepResult, asked: Asked | None = None, progress: Progress | None = None) -> Sensitivity:
    """What the answers of a sweep, or of the worlds of a run, depend on. Raises `UsageError` where that cannot be told."""
    asked, source = asked or Asked(), source_of(result, (asked or Asked()).part)
    variants, outcomes = chosen(result, source, asked)
    answers = {(variant.name, name): source.outcome(variant.name, name) for variant in variants for name in outcomes}
    usable = known(list(answers.values())) & source.within
    source, still = moving(source, usable)
    method, points, notes = method_for(source, asked.method, usable, int(result.manifest["seed"]))
    work = Work(source, method, points, resamples(method, int(result.manifest["seed"])))
    quantities = list(result.quantities) if asked.everything else told_of(result)
    blocks, constant = work.blocks(answers, [variant.name for variant in variants], quantities, progress or (lambda done, total: None))
    if not blocks:
        raise UsageError(f"no outcome differs from {UNIT[source.kind]} to {UNIT[source.kind]}: there is nothing to explain", where=str(result.folder),
                         remedy=WIDER[source.kind])
    notes = (*notes, *([LEFT_OUT + ", ".join(constant)] if constant else []), *still)
    return Sensitivity(
        method.name, method.leading, tuple(InputInfo(given.name, given.label, given.unit, given.kind) for given in source.inputs),
        tuple(source.outcomes), tuple(variants), blocks, facts(result, source, method), notes,
    )


def chosen(result: Result | SweepResult, source: Source, asked: Asked) -> tuple[list[VariantInfo], list[str]]:
    """The variants and outcomes asked for; raises `UsageError` with the nearest name."""
    variants, outcomes = [variant.name for variant in result.variants], [outcome.name for outcome in source.outcomes]
    for kind, names, every, option in (("a variant", asked.variants, variants, "--variant"), ("an outcome", asked.outcomes, outcomes, "--outcome")):
        for name in names:
            if name not in every:
                raise unknown_name(f"{kind} of this result", name, every, where=option)
    return ([variant for variant in result.variants if variant.name in asked.variants or not asked.variants],
            [name for name in outcomes if name in asked.outcomes or not asked.outcomes])


def known(answers: Sequence[Array]) -> NDArray[np.bool_]:
    """The points whose every answer is known."""
    return np.logical_and.reduce([np.isfinite(values).all(axis=1) for values in answers])


def moving(source: Source, usable: NDArray[np.bool_]) -> tuple[Source, tuple[str, ...]]:
    """The source with the inputs that have more than one value; what to say of the others. A Saltelli or Morris design keeps all."""
    if source.design in ("saltelli", "morris"):
        return source, ()
    still = tuple(given.name for given in source.inputs if len(np.unique(given.values[usable])) < 2)
    if len(still) == len(source.inputs):
        raise UsageError("no input has more than one value", where=str(source.result.folder), remedy=VARIED[source.kind])
    return (source.without(still), (f"inputs with one value alone: {', '.join(still)}",)) if still else (source, ())


def told_of(result: Result | SweepResult) -> list[str]:
    """The quantities that the outcomes of the story speak of."""
    found: dict[str, None] = {}
    for outcome in read_outcomes(result.scenario.get("outcomes") or {}, result.start, result.months):
        names = outcome.sentence.quantities if outcome.sentence else [outcome.quantity]
        found |= dict.fromkeys(sorted(names))
    return [name for name in found if name in result.quantities]


@dataclass(frozen=True)
class Work:
    """Everything that turns answers into blocks."""

    source: Source
    method: Method
    points: NDArray[np.intp]
    chosen: Array

    def blocks(self, answers: dict[tuple[str, str], Array], variants: list[str], quantities: list[str],
               progress: Progress) -> tuple[list[Block], list[str]]:
        """Outcomes first, then quantities over the months; and the outcomes that do not vary."""
        found, constant, total = [], [], len(answers) + len(variants) * len(quantities)
        means = self.source.shares is not None
        for (variant, name), values in answers.items():
            y = values[self.points]
            if np.nanmax(y.mean(axis=1)) > np.nanmin(y.mean(axis=1)):
                found.append(self.answered(variant, name, y))
            else:
                constant.append(f"{variant}.{name}")
            progress(len(found) + len(constant), total)
        done = len(answers)
        for variant in variants if found else ():
            for name, path in self.source.paths(variant, quantities).items():
                followed = of_months(over_months(self.method), path[self.points], self.chosen, means=means)
                found.append(Block(variant, name, followed, tuple(range(path.shape[1]))))
            done += len(quantities)
            progress(done, total)
        return found, constant

    def answered(self, variant: str, name: str, y: Array) -> Block:
        """What an outcome depends on, and where it goes with each input."""
        shares, indices = self.source.shares, of_outcome(self.method, y, self.chosen, self.source.shares)
        inputs = [(given, given.values[self.points]) for given in self.source.inputs]
        ways = of_effects(indices) if "mu" in indices else directions(self.method, inputs, y, self.chosen, shares)
        return Block(variant, name, indices, (), self.of_worlds(y), ways)

    def of_worlds(self, y: Array) -> float:
        """The share of the variance between points that comes of the worlds."""
        shares = self.source.shares
        return share_of_worlds(y[np.isfinite(y).all(axis=1)], ALONE if shares is None else shares)


def over_months(method: Method) -> Method:
    """The method for quantities at every month: without delta, whose densities would take hours, unless nothing else is wanted."""
    if not isinstance(method, Given):
        return method
    return replace(method, wanted=tuple(name for name in method.wanted if name != "delta"))


def facts(result: Result | SweepResult, source: Source, method: Method) -> dict[str, Any]:
    """What tables and pictures say of where it comes from."""
    part = getattr(source, "part", "")
    story = {name: result.manifest.get(name) for name in ("name", "title", "question", "hash", "seed", "start", "months")}
    labels = {name: quantity.label for name, quantity in result.quantities.items()}
    decided = sorted(by_construction(result)) if isinstance(result, SweepResult) else []
    story |= {"by_construction": decided, "foot": result.foot}
    return story | {"quantities": labels, "of": source.kind, "design": source.design, "worlds": int(result.worlds), "units": method.units,
                    "points": method.points, "laid": int(source.within.sum()), "part": part, "result": str(result.folder),
                    "parts": hash_of_parts(result.parts.values()) if isinstance(result, SweepResult) else ""}
