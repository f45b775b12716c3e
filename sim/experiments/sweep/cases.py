"""The cases of a sweep: one for every combination of the values that cannot be traced, and which of them can be played side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from sim.errors import ScenarioError
from sim.experiments.sweep.design import Design
from sim.experiments.sweep.levers import Lever
from sim.experiments.sweep.reading import Reader, Told, refused
from sim.experiments.sweep.tracing import Apart, Together, follows, merged, probe
from sim.scenario.check_sweep import VARIANT
from sim.world.rows import Array

SWEPT = "swept"
"""The name of the only variant of a sweep in which each point says which variant of the story it plays."""

BETWEEN = "not all that lies between the ends can be: name the values, for example 12..36 step 6"
"""What to do where the ends of a range are sound and a value between them is not."""


@dataclass
class Cases:
    """The stories of a sweep: groups of points that are played side by side, `group[point]`, and the numbers of each point.

    `by_value` are the number levers that could not be traced.
    """

    groups: tuple[Told, ...]
    group: NDArray[np.intp]
    given: dict[str, Array]
    by_value: tuple[str, ...] = ()


@dataclass
class Sorting:
    """Which levers of a design are traced, and which points are alike in all others; `first` is a point of each case."""

    reader: Reader
    design: Design
    traced: list[Lever]
    case: NDArray[np.intp] = field(init=False)
    first: NDArray[np.intp] = field(init=False)

    def __post_init__(self) -> None:
        told = {lever.name: lever.says(self.design.values[lever.name]) for lever in self.design.levers}
        others = [np.where(told[lever.name], self.design.values[lever.name], 0) for lever in self.design.levers if lever not in self.traced]
        keys = np.column_stack([*told.values(), *others]).astype(float)
        _, first, place = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        order = np.argsort(first)
        self.first, self.case = first[order], np.argsort(order)[place.ravel()]

    def settings(self, point: int) -> tuple[str, ...]:
        """What a point sets beside the levers that are traced and the variant."""
        values = self.design.values
        return tuple(lever.setting(values[lever.name][point]) for lever in self.design.levers
                     if lever not in self.traced and lever.name != VARIANT and lever.told(values[lever.name][point]))

    def numbers(self, point: int) -> list[Lever]:
        """The levers that are traced and of which a point says something."""
        return [lever for lever in self.traced if lever.told(self.design.values[lever.name][point])]

    def check(self) -> None:
        """Refuse values that the story cannot take, all at once."""
        readings = [(*self.settings(point), *at_end(self.numbers(point), end)) for point in self.first for end in (0, 1)]
        faults = refused(self.reader, dict.fromkeys(readings))
        if faults:
            raise ScenarioError(faults=faults)

    def told(self, point: int) -> Told:
        """The story of a case with the numbers of the traced levers left to the points; raises `Apart` where something else depends on them."""
        return traced_story(self.reader, self.numbers(point), self.settings(point))

    def without_untraceable(self, point: int) -> Sorting:
        """The same with fewer levers traced: those alone that can be, as one point shows."""
        numbers, sets = self.numbers(point), self.settings(point)
        lost = [lever for lever in numbers if not traceable(self.reader, lever, numbers, sets)] or numbers
        return Sorting(self.reader, self.design, [lever for lever in self.traced if lever not in lost])


def begun(reader: Reader, design: Design) -> Sorting:
    """A design with every number lever to be traced; raises `ScenarioError` where the story cannot take a value."""
    sorting = Sorting(reader, design, [lever for lever in design.levers if lever.kind == "number" and lever.span[0] < lever.span[1]])
    sorting.check()
    return sorting


def followed(sorting: Sorting) -> tuple[Sorting, list[Told]]:
    """The story of every case, with fewer levers traced where not all can be. Raises `ScenarioError` where the story cannot take a value."""
    told: list[Told] = []
    while len(told) < len(sorting.first):
        try:
            told.append(sorting.told(sorting.first[len(told)]))
        except Apart:
            sorting, told = sorting.without_untraceable(sorting.first[len(told)]), []
            sorting.check()
    return sorting, told


def cases(sorting: Sorting, told: Sequence[Told], names: Sequence[str]) -> Cases:
    """Every case of a design in the variants to play, grouped."""
    design = sorting.design
    chosen = [in_variants(one, names, variant_of(design, point)) for one, point in zip(told, sorting.first, strict=True)]
    found = grouped(design, chosen, sorting.case)
    untraced = [lever for lever in design.levers if lever.kind == "number" and lever not in sorting.traced]
    return replace(found, by_value=tuple(lever.name for lever in untraced if lever.span[0] < lever.span[1]))


def at_end(levers: Sequence[Lever], end: int) -> tuple[str, ...]:
    """Levers at one end of their ranges."""
    return tuple(lever.setting(lever.span[end]) for lever in levers)


def traced_story(reader: Reader, levers: Sequence[Lever], sets: tuple[str, ...]) -> Told:
    """The story with the numbers of some levers left to the points."""
    if not levers:
        return reader.told(sets)
    probes = {lever.name: probe(lever, place) for place, lever in enumerate(levers)}
    ends = [reader.told((*sets, *at_end(levers, end))) for end in (0, 1)]
    try:
        between = reader.told((*sets, *(lever.setting(probes[lever.name]) for lever in levers)))
    except ScenarioError as refusal:
        if any(lever.values for lever in levers):
            raise Apart from None
        raise ScenarioError(faults=[replace(fault, remedy=BETWEEN) for fault in refusal.faults]) from None
    told: Told = merged([between, *ends], follows(levers, probes))
    return told


def traceable(reader: Reader, lever: Lever, beside: Sequence[Lever], sets: tuple[str, ...]) -> bool:
    """Whether a lever alone can be traced, the others standing still."""
    still = at_end([other for other in beside if other is not lever], 0)
    try:
        traced_story(reader, [lever], (*sets, *still))
    except Apart:
        return False
    return True


def variant_of(design: Design, point: int) -> str:
    """The variant that a point plays by itself; nothing where all points play the same ones."""
    lever = next((lever for lever in design.levers if lever.name == VARIANT), None)
    return "" if lever is None else lever.values[int(design.values[VARIANT][point])]


def in_variants(told: Told, names: Sequence[str], own: str) -> Told:
    """The story with the variants that are asked for; where each point has one of its own, that under the one name which all share."""
    by_name = {plan.name: plan for plan in told.plans}
    if list(names) == [SWEPT]:
        return replace(told, plans=(replace(by_name.get(own, told.plans[0]), name=SWEPT),))
    return replace(told, plans=tuple(by_name[name] for name in names))


def grouped(design: Design, told: Sequence[Told], case: NDArray[np.intp]) -> Cases:
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
        together = Together([told[place] for place in group], f"case.{number}")
        groups.append(together.whole)
        for name, values in together.columns.items():
            given[name] = column(values, np.where(group_of[case] == number, place_in[case], -1), given)
    return Cases(tuple(groups), group_of[case], given)


def fits(one: Told, other: Told) -> bool:
    """Whether two cases differ in numbers alone."""
    try:
        Together([one, other], "")
    except Apart:
        return False
    return True


def column(values: Sequence[float | str], place: NDArray[np.intp], given: Mapping[str, Array]) -> Array:
    """The numbers that each point gives where its cases differ: a case's own, or that of the lever which it follows there."""
    found = np.full(len(place), np.nan)
    for number, value in enumerate(values):
        mine = place == number
        found[mine] = given[value][mine] if isinstance(value, str) else value
    return found

