"""The figures that parameters are fitted to, and how each would have been observed in every world of a design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sim.history.information import deviation
from sim.history.observation import Link, covered, disturbed, links, over_months
from sim.history.played import key
from sim.history.series import Figure, observed
from sim.history.suite import Suite
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.shocks import Shocks
from sim.world.trajectory import Trajectory


@dataclass(frozen=True)
class Targets:
    """Figures with what each measures; a block of worlds gives the quantities behind each figure, over its months."""

    figures: tuple[tuple[Figure, Link], ...]

    def __call__(self, plan: Plan, trajectory: Trajectory) -> dict[str, Array]:
        """Every quantity of every figure in each world of a block."""
        found: dict[str, Array] = {}
        for figure, link in self.figures:
            parts = over_months(link, trajectory.names, trajectory.values, plan.start, figure)
            found |= {address(figure, quantity): value for quantity, value in parts.items()}
        return found

    @property
    def values(self) -> Array:
        """What was observed, `[figure]`."""
        return np.array([figure.value for figure, _ in self.figures])

    def of_series(self) -> Iterator[tuple[Link, list[Figure]]]:
        """The figures of each series."""
        for name in dict.fromkeys(figure.series for figure, _ in self.figures):
            mine = [(figure, link) for figure, link in self.figures if figure.series == name]
            yield mine[0][1], [figure for figure, _ in mine]


def targets(suite: Suite, window: tuple[int, int]) -> Targets:
    """Every figure of a window that is linked to the model: of all series of the suite's tables, but for copies of others.

    Of a series that the suite names, the months that count there.
    """
    first, last = window
    own = {name: part for part in suite.parts for name in part.links}
    found = []
    for name, link in links(suite.tables).items():
        for figure in observed(suite.tables).get(name, ()) if not link.copy_of else ():
            counts = name not in own or figure in own[name].within(window)
            if counts and covered(link, figure, first, last - first + 1):
                found.append((figure, link))
    return Targets(tuple(found))


def address(figure: Figure, quantity: str) -> str:
    """The address of a quantity behind a figure."""
    return f"{key(figure)}/{quantity}"


def as_observed(asked: Targets, measured: Mapping[str, Array], shocks: Shocks) -> Array:
    """Every figure as it could have been observed in each world, `[figure, world]`.

    Each world has its own errors of the offset and of the loadings, which all figures of a series share, and each figure its own noise.
    """
    found: dict[Figure, Array] = {}
    for link, figures in asked.of_series():
        parts = {quantity: np.stack([measured[address(figure, quantity)] for figure in figures]) for quantity in link.terms}
        value = np.full((len(figures), shocks.count), link.offset) + error(link, "offset", shocks)
        for quantity, loading in link.terms.items():
            value += loading * parts[quantity] + error(link, quantity, shocks) * (parts[quantity] - parts[quantity].mean())
        found |= {figure: disturbed(link, row, figure, shocks) for figure, row in zip(figures, value, strict=True)}
    return np.stack([found[figure] for figure, _ in asked.figures])


def error(link: Link, number: str, shocks: Shocks) -> Array:
    """The error of an offset or a loading in each world: its range read as two standard deviations to either side."""
    return deviation(link.numbers[number]) * shocks.normal(f"observation.{link.series}.{number}")
