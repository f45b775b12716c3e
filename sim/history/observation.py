"""What an observed series measures in the model: loadings, an offset and the error of a figure, each a number with its reason.

    figure = offset + sum of loading * quantity + noise

A quantity is taken over the months of the figure (`mean`, `sum`, `last`, `change`); with a `base`, against the model's own mean of that year.
Offset and loadings are known within a range only; what they are off by is the same for all figures of a series in a world.

Source: the entries of `configs/history/observation.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

import numpy as np

from sim.errors import ConfigError, unknown_name
from sim.history.series import FOLDER, Figure, months_of
from sim.rules.recorded import recorded_names
from sim.world.numbers import Number, read_number, table
from sim.world.rows import Array
from sim.world.shocks import Shocks

Over = Literal["mean", "sum", "last", "change"]
REQUIRED = ("label", "over", "terms", "offset", "noise")
KNOWN = (*REQUIRED, "table", "base", "least", "every", "copy_of")


@dataclass(frozen=True)
class Link:
    """What one series measures.

    `terms` gives the loading of each recorded quantity, `deviation` the standard deviation of one figure's noise, `base` the first and
    the last month of the year that ratios refer to, `least` the lowest value that the series can have, `every` how many months a figure
    is of where a user is still to collect it, `copy_of` a series that holds the same information. `numbers` holds the loadings by
    quantity, `offset` and `noise`, with range, unit, grade and source.
    """

    series: str
    label: str
    over: Over
    terms: Mapping[str, float]
    offset: float
    deviation: float
    numbers: Mapping[str, Number]
    base: tuple[int, int] | None = None
    least: float = -np.inf
    table: str = ""
    every: int = 0
    copy_of: str = ""


@cache
def links(folder: str = FOLDER) -> Mapping[str, Link]:
    """What every series of a folder of `configs/` measures, by series."""
    return read_links(table(f"{folder}/observation.yaml")["series"], f"configs/{folder}/observation.yaml")


@cache
def collected(folder: str = FOLDER) -> Mapping[str, Link]:
    """What series would measure that a user could still collect, by name."""
    return read_links(table(f"{folder}/observation.yaml").get("collected", {}), f"configs/{folder}/observation.yaml")


def link(series: str, folder: str = FOLDER) -> Link:
    """What a series measures; raises `UsageError` for a series without a link."""
    found = links(folder)
    if series not in found:
        raise unknown_name("a series that the observation model knows", series, found)
    return found[series]


def read_links(entries: Mapping[str, Any], where: str) -> dict[str, Link]:
    """Links from their entries."""
    return {name: read_link(name, entry, where) for name, entry in entries.items()}


def read_link(name: str, entry: Mapping[str, Any], where: str) -> Link:
    """One link from its entry; raises `ConfigError` where something is missing, unknown or not recorded."""
    for what, remedy in faults_of(entry):
        raise ConfigError(f"`{name}` {what}", where=where, remedy=remedy)
    told = dict(entry["terms"]) | {part: entry[part] for part in ("offset", "noise")}
    numbers = {key: read_number(f"{name}.{key}", number, where) for key, number in told.items()}
    values = {key: float(np.asarray(number.value)) for key, number in numbers.items()}
    return Link(name, entry["label"], entry["over"], {quantity: values[quantity] for quantity in entry["terms"]}, values["offset"],
                deviation=values["noise"], numbers=numbers, base=months_of(str(entry["base"])) if "base" in entry else None,
                least=float(entry.get("least", -np.inf)), table=entry.get("table", ""), every=int(entry.get("every", 0)),
                copy_of=entry.get("copy_of", ""))


def faults_of(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with an entry, and what to do."""
    missing = [key for key in REQUIRED if key not in entry]
    if missing:
        yield f"has no {', '.join(missing)}", "a link needs " + ", ".join(REQUIRED)
    strange = [key for key in entry if key not in KNOWN]
    if strange:
        yield f"has the unknown entry `{strange[0]}`", "known: " + ", ".join(KNOWN)
    if entry.get("over") not in get_args(Over):
        yield f"is taken over `{entry.get('over')}`", "one of " + ", ".join(get_args(Over))
    for quantity in entry.get("terms", ()):
        if quantity not in recorded_names():
            yield f"measures `{quantity}`, which is not recorded", str(unknown_name("a recorded quantity", quantity, recorded_names()))


def covered(link: Link, figure: Figure, start: int, months: int) -> bool:
    """Whether the months of a figure, and of the base year, are all among the `months` played from the month `start` on."""
    spans = ((figure.first, figure.last), *((link.base,) if link.base else ()))
    return all(start <= first and last < start + months for first, last in spans)


def expected(link: Link, names: tuple[str, ...], paths: Array, start: int, figure: Figure) -> Array:
    """What a figure should be in every world, without noise, `[world]`.

    `paths` is `[quantity, month, world]` with the quantities `names`: values at the start of month `start`, then at the end of each month.
    """
    parts = over_months(link, names, paths, start, figure)
    return np.asarray(sum(loading * parts[quantity] for quantity, loading in link.terms.items()) + link.offset)


def over_months(link: Link, names: tuple[str, ...], paths: Array, start: int, figure: Figure) -> dict[str, Array]:
    """Each quantity of a link over the months of a figure, `[world]`."""
    found = {}
    for quantity in link.terms:
        path = paths[names.index(quantity)]
        value = taken(path, link.over, figure.first - start, figure.last - start)
        if link.base:
            value = value / taken(path, "mean", link.base[0] - start, link.base[1] - start)
        found[quantity] = value
    return found


def taken(path: Array, over: Over, first: int, last: int) -> Array:
    """A quantity `[month, world]` over the months `first` to `last` since the start, `[world]`."""
    ends = path[first + 1 : last + 2]
    if over == "mean":
        return np.asarray(ends.mean(axis=0))
    if over == "sum":
        return np.asarray(ends.sum(axis=0))
    return np.asarray(ends[-1] if over == "last" else ends[-1] - path[first])


def address(figure: Figure, quantity: str = "") -> str:
    """The address of a figure, or of a quantity behind it."""
    return f"{figure.series}/{figure.first}-{figure.last}" + (f"/{quantity}" if quantity else "")


def as_observed(asked: Mapping[Figure, Link], read: Mapping[str, Array], shocks: Shocks) -> dict[Figure, Array]:
    """Every figure as it could have been observed in each world, `[world]`, from the quantities behind it, by address.

    Each world has its own errors of the offset and of the loadings, which all figures of a series share, and each figure its own noise.
    A loading that is off tilts the series around the middle of what is asked; how far it lies too high or too low is the offset's.
    """
    found: dict[Figure, Array] = {}
    for series in dict.fromkeys(figure.series for figure in asked):
        figures = [figure for figure in asked if figure.series == series]
        link = asked[figures[0]]
        parts = {quantity: np.stack([read[address(figure, quantity)] for figure in figures]) for quantity in link.terms}
        value = np.full((len(figures), shocks.count), link.offset) + error(link, "offset", shocks)
        for quantity, loading in link.terms.items():
            value += loading * parts[quantity] + error(link, quantity, shocks) * (parts[quantity] - parts[quantity].mean())
        found |= {figure: disturbed(link, row, figure, shocks) for figure, row in zip(figures, value, strict=True)}
    return {figure: found[figure] for figure in asked}


def error(link: Link, number: str, shocks: Shocks) -> Array:
    """What an offset or a loading is off by in each world."""
    return deviation(link.numbers[number]) * shocks.normal(f"observation.{link.series}.{number}")


def deviation(number: Number) -> float:
    """The standard deviation that the range of an offset or a loading stands for."""
    wide = read_number("range_in_deviations", table("history/observation.yaml")["range_in_deviations"], "configs/history/observation.yaml")
    return float((np.asarray(number.high) - np.asarray(number.low)) / np.asarray(wide.value))


def disturbed(link: Link, value: Array, figure: Figure, shocks: Shocks) -> Array:
    """A figure with its own noise laid over it, `[world]`, and never below the least.

    The noise depends on the seed, the series and the months of the figure alone.
    """
    return np.maximum(value + link.deviation * shocks.normal(f"observation.{address(figure)}"), link.least)
