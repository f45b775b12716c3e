"""What a design has made of what was asked for: samples that it has no use for, values that no point takes, steps that stop before the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod

import numpy as np

from sim.errors import Fault, ScenarioError
from sim.experiments.sweep.design import Design
from sim.experiments.sweep.levers import Lever
from sim.scenario.marks import Mark
from sim.scenario.sweeps import MOST_SAMPLES
from sim.scenario.variations import Variation

NAMED = 3
"""So many values are named."""


def unlike_asked(design: Design, samples: int | None, places: Mapping[str, Mark], place: Mark) -> Iterator[Fault]:
    """A warning where so many `samples` cannot be had, and for every lever of which a value comes at no point."""
    said = "" if samples is None else unused(design, samples)
    if said:
        yield place.fault("samples-unused", said, "leave samples out, or take another design: sobol, lhs", warning=True)
    for lever in design.levers:
        if len(lever.values) == 1:
            what = f"`{lever.name}` has one value, so that nothing comes of varying it"
            yield places.get(lever.name, place).fault("one-value", what, "name another value beside it, or set it: --set NAME=VALUE", warning=True)
        met = set(np.unique(design.values[lever.name]).tolist())
        codes = lever.levels or range(len(lever.values))
        never = [word for code, word in zip(codes, lever.values, strict=True) if code not in met]
        if never:
            shown = ", ".join(never[:NAMED]) + (f" and {len(never) - NAMED} more" if len(never) > NAMED else "")
            what = f"`{lever.name}` has {len(lever.values)} values, and {len(design)} points do not meet all of them: never {shown}"
            remedy = "ask for more samples, or for a design that meets each: mixture, grid"
            yield places.get(lever.name, place).fault("values-unmet", what, remedy, warning=True)


def check_size(kind: str, levers: Sequence[Lever], samples: int, place: Mark) -> None:
    """Refuse what would have more points than anybody plays, before they are laid out."""
    crossed = [lever for lever in levers if lever.values and (kind == "grid" or (kind == "mixture" and lever.kind == "category"))]
    drawn = kind != "grid" or any(not lever.values for lever in levers)
    points = prod(len(lever.values) for lever in crossed) * (samples if kind == "mixture" and len(crossed) < len(levers) else 1)
    each = {"saltelli": len(levers) + 2, "morris": len(levers) + 1}.get(kind, 1)
    count = points if kind == "mixture" else max(points, samples * each if drawn else 0)
    if count > MOST_SAMPLES:
        fault = place.fault("too-many", f"that would be {count:,} points", f"at most {MOST_SAMPLES:,}: fewer samples, fewer levers or values")
        raise ScenarioError(faults=[fault])


def unused(design: Design, samples: int) -> str:
    """Why so many samples do not make the points of a design, or nothing."""
    count = f"it has {len(design):,} point{'' if len(design) == 1 else 's'}, whatever samples says ({samples:,})"
    if design.kind == "list":
        return f"the points of a list are those that are written: {count}"
    if design.kind == "mixture" and all(lever.kind == "category" for lever in design.levers):
        return f"every lever is a category, so that a mixture has each combination once: {count}"
    if design.kind == "grid" and all(lever.values for lever in design.levers):
        return f"every lever has values of its own, so that a grid has each combination once: {count}"
    if design.kind == "grid" and len(design) > samples:
        least = prod(len(lever.values) or 2 for lever in design.levers)
        return f"no grid of these levers has fewer than {least:,} points, two values for each range: {samples:,} samples are too few"
    return ""


def short_steps(name: str, said: Variation, place: Mark) -> Iterator[Fault]:
    """A warning where steps end before the last number that was written."""
    if said.missed is not None:
        what = f"the steps of `{name}` end at {said.values[-1]:g}: {said.missed:g} is not reached"
        remedy = "take a step that divides the way, or add the end: write the values one by one"
        yield place.fault("end-not-reached", what, remedy, warning=True)
