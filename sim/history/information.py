"""How much the series that exist, and those that could be collected, say about alliances that nobody can observe.

    what is left of the variance = variance - c' (S + E)^-1 c

`c` is the covariance of cohesion with the figures that are to be expected, `S` their own covariance, both over worlds that stand for what is
held possible beforehand; `E` is the covariance of their errors: noise for each figure, and what all figures of a series share, because
its offset and its loadings are known within a range only. Errors are taken as normal and answers as straight lines; with few worlds some
covariance comes about by chance, and what is left is scaled up for it.

Source: the update of a normal prior by linear measurements; the errors are those of `configs/history/observation.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.errors import UsageError
from sim.history.observation import Link, collected, covered, deviation, expected, links, over_months
from sim.history.series import FOLDER, Figure, series
from sim.world.axes import ALLIANCES
from sim.world.calendar import MONTHS
from sim.world.rows import Array

TARGETS = (*ALLIANCES, "trilateral")
ALL_SERIES, ALL = "All series that exist", "All series that exist, and all that could be collected"


@dataclass(frozen=True)
class Learned:
    """The standard deviation of an alliance's cohesion before and after some figures are known."""

    prior: float
    posterior: float

    @property
    def share(self) -> float:
        """The share of variance that the figures explain."""
        return 1 - (self.posterior / self.prior) ** 2


@dataclass(frozen=True)
class Row:
    """What some figures say: whose they are, how many they are, and what is learned of each alliance."""

    label: str
    figures: int
    about: Mapping[str, Learned]


@dataclass(frozen=True)
class Worlds:
    """What is held possible beforehand: paths `[quantity, month, world]` from the month `start` on."""

    names: tuple[str, ...]
    paths: Array
    start: int

    @property
    def months(self) -> int:
        """The months played."""
        return self.paths.shape[1] - 1


@dataclass(frozen=True)
class Reading:
    """Some figures: what they should be in each world, `[figure, world]`, and the covariance of their errors, `[figure, figure]`."""

    label: str
    expected: Array
    errors: Array


def information(names: tuple[str, ...], paths: Array, start: int, folder: str = FOLDER) -> tuple[Row, ...]:
    """What is learned of each alliance's cohesion in the last year played: from all series, each alone, and what could be collected."""
    worlds = Worlds(names, paths, start)
    existing = [(link, reading) for link in links(folder).values() if (reading := read_series(worlds, link, folder))]
    distinct = [reading for link, reading in existing if not link.copy_of]
    further = [read_collected(worlds, link) for link in collected(folder).values()]
    sets = [(ALL_SERIES, distinct), *((one.label, [one]) for _, one in existing), *((one.label, [one]) for one in further),
            (ALL, [*distinct, *further])]
    return tuple(row(worlds, label, readings) for label, readings in sets if readings)


def row(worlds: Worlds, label: str, readings: Sequence[Reading]) -> Row:
    """What some readings say together."""
    values = np.concatenate([reading.expected for reading in readings])
    errors = blocks([reading.errors for reading in readings])
    return Row(label, len(values), {name: update(cohesion(worlds, name), values, errors) for name in TARGETS})


def cohesion(worlds: Worlds, alliance: str) -> Array:
    """The mean cohesion of an alliance over the last year played, `[world]`."""
    return np.asarray(worlds.paths[worlds.names.index(f"cohesion.{alliance}")][-MONTHS:].mean(axis=0))


def update(target: Array, expected: Array, errors: Array) -> Learned:
    """What is known of a target `[world]` once figures are seen that should be `expected` `[figure, world]`.

    Raises `UsageError` where there are not more worlds than figures.
    """
    figures, worlds = expected.shape
    if worlds <= figures + 1:
        raise UsageError(f"{figures} figures in {worlds} worlds: what they say cannot be told from chance", remedy="play more worlds")
    joint = np.cov(np.vstack([target, expected]))
    variance, covariance, spread = joint[0, 0], joint[0, 1:], joint[1:, 1:]
    explained = covariance @ np.linalg.solve(spread + errors, covariance)
    by_chance = np.trace(np.linalg.solve(spread + errors, spread))
    left = (variance - explained) * (worlds - 1) / (worlds - 1 - by_chance)
    return Learned(float(np.sqrt(variance)), float(np.sqrt(min(left, variance))))


def read_series(worlds: Worlds, link: Link, folder: str) -> Reading | None:
    """The figures of a series in the months played; None where there are none."""
    figures = [figure for figure in series(link.series, folder) if covered(link, figure, worlds.start, worlds.months)]
    return read(worlds, link, figures) if figures else None


def read_collected(worlds: Worlds, link: Link) -> Reading:
    """The figures that could have been collected over all months played."""
    return read(worlds, link, list(to_collect(worlds, link)))


def to_collect(worlds: Worlds, link: Link) -> Iterator[Figure]:
    """A figure without a value for every so many months."""
    for first in range(worlds.start, worlds.start + worlds.months - link.every + 1, link.every):
        yield Figure(link.series, first, first + link.every - 1, np.nan, "", "", "", "", "")


def read(worlds: Worlds, link: Link, figures: Sequence[Figure]) -> Reading:
    """What figures should be in each world, and how their errors hang together."""
    values = np.stack([expected(link, worlds.names, worlds.paths, worlds.start, figure) for figure in figures])
    errors = link.deviation**2 * np.eye(len(figures)) + deviation(link.numbers["offset"]) ** 2
    taken = [over_months(link, worlds.names, worlds.paths, worlds.start, figure) for figure in figures]
    for quantity in link.terms:
        around = np.stack([one[quantity] for one in taken])
        around = around - around.mean()
        errors = errors + deviation(link.numbers[quantity]) ** 2 * (around @ around.T) / around.shape[1]
    return Reading(link.label, values, errors)


def blocks(parts: Sequence[Array]) -> Array:
    """Errors of several readings: those of different series are independent."""
    size = sum(len(part) for part in parts)
    whole, place = np.zeros((size, size)), 0
    for part in parts:
        whole[place : place + len(part), place : place + len(part)] = part
        place += len(part)
    return whole
