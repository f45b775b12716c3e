"""The cases of a sweep: one for every combination of the values that cannot be traced, and which of them can be played side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.experiments.sweep.design import Design
from sim.experiments.sweep.levers import Lever
from sim.experiments.sweep.reading import Reader, Told
from sim.experiments.sweep.tracing import Apart, Together, follows, merged, probe
from sim.world.rows import Array

if TYPE_CHECKING:
    from sim.scenario import Scenario

VARIANT = "variant"
"""The lever that chooses among the variants of a story."""


@dataclass
class Cases:
    """The stories of a sweep: groups of points that are played side by side, `group[point]`, and the numbers of each point."""

    variants: tuple[str, ...]
    groups: tuple[Told, ...]
    group: NDArray[np.intp]
    given: dict[str, Array]
    by_value: tuple[str, ...] = ()
    left_out: dict[str, tuple[str, ...]] = field(default_factory=dict)


def cases(scenario: Scenario, design: Design, variants: tuple[str, ...]) -> Cases:
    """Every case of a design, traced and grouped."""
    reader = Reader(scenario)
    names = variants or tuple(variant.name for variant in scenario.variants)
    traced = [lever for lever in design.levers if lever.kind == "number" and lever.span[0] < lever.span[1]]
    while True:
        others = [lever for lever in design.levers if lever not in traced]
        rows, case = combinations(design, others)
        try:
            told = [traced_story(reader, traced, settings(others, row)) for row in rows]
            break
        except Apart:
            traced = [lever for lever in traced if traceable(reader, lever, traced, settings(others, rows[0]))]
    return grouped(design, names, [chosen(one, names) for one in told], case)


def combinations(design: Design, levers: Sequence[Lever]) -> tuple[Array, NDArray[np.intp]]:
    """The combinations of values of some levers that a design has, `[combination, lever]`, and which of them each point has."""
    if not levers:
        return np.zeros((1, 0)), np.zeros(len(design), dtype=np.intp)
    table = np.column_stack([np.asarray(design.values[lever.name], dtype=float) for lever in levers])
    rows, first, place = np.unique(table, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    return rows[order], np.argsort(order)[place.ravel()]


def settings(levers: Sequence[Lever], row: Sequence[float]) -> tuple[str, ...]:
    """What some levers set."""
    return tuple(lever.setting(value) for lever, value in zip(levers, row, strict=True))


def traced_story(reader: Reader, levers: Sequence[Lever], sets: tuple[str, ...]) -> Told:
    """The story with the numbers of some levers left to the points; raises `Apart` where something else depends on them."""
    probes = {lever.name: probe(lever, place) for place, lever in enumerate(levers)}
    lows, highs = ({lever.name: lever.span[end] for lever in levers} for end in (0, 1))
    read = [reader.told((*sets, *(lever.setting(values[lever.name]) for lever in levers))) for values in (probes, lows, highs)]
    told: Told = merged(read if levers else read[:1], follows(levers, probes))
    return told


def traceable(reader: Reader, lever: Lever, beside: Sequence[Lever], sets: tuple[str, ...]) -> bool:
    """Whether a lever alone can be traced, the others standing still."""
    still = tuple(other.setting(other.span[0]) for other in beside if other is not lever)
    try:
        traced_story(reader, [lever], (*sets, *still))
    except Apart:
        return False
    return True


def chosen(told: Told, names: Sequence[str]) -> Told:
    """The story with the variants that are asked for."""
    by_name = {plan.name: plan for plan in told.plans}
    return replace(told, plans=tuple(by_name[name] for name in names))


def grouped(design: Design, names: tuple[str, ...], told: Sequence[Told], case: NDArray[np.intp]) -> Cases:
    """Cases that differ in numbers alone laid together."""
    members: list[list[int]] = []
    for place, one in enumerate(told):
        home = next((group for group in members if fits(told[group[0]], one)), None)
        if home is None:
            members.append([place])
        else:
            home.append(place)
    group_of, place_in = np.zeros(len(told), dtype=np.intp), np.zeros(len(told), dtype=np.intp)
    given = {lever.name: np.asarray(design.values[lever.name], dtype=float) for lever in design.levers if lever.kind == "number"}
    groups = []
    for number, group in enumerate(members):
        group_of[group], place_in[group] = number, np.arange(len(group))
        whole = Together([told[place] for place in group], f"case.{number}")
        groups.append(whole.whole)
        for name, values in whole.columns.items():
            given[name] = column(values, place_in[case], group_of[case] == number, given)
    return Cases(names, tuple(groups), group_of[case], given)


def fits(one: Told, other: Told) -> bool:
    """Whether two cases differ in numbers alone."""
    try:
        Together([one, other], "")
    except Apart:
        return False
    return True


def column(values: Sequence[float | str], place: NDArray[np.intp], here: NDArray[np.bool_], given: Mapping[str, Array]) -> Array:
    """The numbers that each point gives where its cases differ: a case's own, or that of the lever which it follows there."""
    found = np.full(len(place), np.nan)
    for number, value in enumerate(values):
        mine = here & (place == number)
        found[mine] = given[value][mine] if isinstance(value, str) else value
    return found
