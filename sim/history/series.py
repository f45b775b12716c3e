"""What was observed: the series of `configs/history/`, every figure with its months, its unit, its grade and its source."""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sim.errors import ConfigError, unknown_name
from sim.world.calendar import MONTHS, month_number
from sim.world.numbers import GRADES, sources

COLUMNS = ("series", "date", "value", "unit", "grade", "source", "note")
FOLDER = "history"
"""The folder of `configs/` that holds the tables of the observed series."""

PART_OF_A_YEAR = re.compile(r"^(\d{4})(?:([HQ])([1-4]))?$")
PARTS = {"H": 2, "Q": 4}
YEARS = re.compile(r"^(\d{4})-(\d{4})$")
DATES = "2017, 2017-03, 2017H1, 2017Q2, 2012-2021 or 2025-01..2025-07"


@dataclass(frozen=True)
class Figure:
    """One observed value of a series, over the months `first` to `last` (numbers of months, both within).

    `source` holds the keys of the bibliography, `place` the file and the line where the figure stands.
    """

    series: str
    first: int
    last: int
    value: float
    unit: str
    grade: str
    source: str
    note: str
    place: str


def months_of(date: str) -> tuple[int, int]:
    """The first and the last month of a date as tables write it; raises `ValueError` for anything else."""
    if ".." in date:
        begin, end = date.split("..")
        first, last = months_of(begin)[0], months_of(end)[1]
    elif years := YEARS.match(date):
        first, last = months_of(years[1])[0], months_of(years[2])[1]
    elif part := PART_OF_A_YEAR.match(date):
        first, last = part_of_a_year(int(part[1]), PARTS.get(part[2], 1), int(part[3] or 1))
    else:
        first = last = month_number(date)
    if last < first:
        raise ValueError(f"`{date}` ends before it begins")
    return first, last


def part_of_a_year(year: int, parts: int, which: int) -> tuple[int, int]:
    """The months of a year, or of one of its halves or quarters."""
    if which > parts:
        raise ValueError(f"a year has no such part: {which} of {parts}")
    length = MONTHS // parts
    first = year * MONTHS + (which - 1) * length
    return first, first + length - 1


@cache
def observed(folder: str = FOLDER) -> Mapping[str, tuple[Figure, ...]]:
    """Every observed series of a folder of `configs/` by name, its figures in the order of time.

    Raises `ConfigError` where a row is wrong, where two figures of a series are of the same months, or where a series stands in two tables.
    """
    found: dict[str, tuple[Figure, ...]] = {}
    for name in table_names(folder):
        by_series = defaultdict(list)
        for figure in figures(name, folder):
            by_series[figure.series].append(figure)
        for series_name, rows in by_series.items():
            if series_name in found:
                raise ConfigError(f"the series `{series_name}` stands in another table too", where=rows[0].place)
            found[series_name] = tuple(sorted(rows, key=lambda figure: (figure.first, figure.last)))
    return found


def series(name: str, folder: str = FOLDER) -> tuple[Figure, ...]:
    """The figures of a series in the order of time; raises `UsageError` for a name that no series has."""
    found = observed(folder)
    if name not in found:
        raise unknown_name("an observed series", name, found)
    return found[name]


def observed_value(name: str, date: object) -> float:
    """One observed value; raises `ConfigError` where there is none."""
    months = months_of(str(date))
    for figure in series(name):
        if (figure.first, figure.last) == months:
            return figure.value
    raise ConfigError(f"no value of `{name}` for {date}", where=series(name)[0].place.partition(":")[0])


@cache
def table_names(folder: str = FOLDER) -> tuple[str, ...]:
    """The names of the tables of observed series in a folder of `configs/`, in order."""
    entries = resources.files("sim.configs").joinpath(folder).iterdir()
    return tuple(sorted(entry.name[:-len(".csv")] for entry in entries if entry.name.endswith(".csv")))


@cache
def figures(table: str, folder: str = FOLDER) -> tuple[Figure, ...]:
    """Every figure of one table, in its order."""
    path = f"{folder}/{table}.csv"
    return read_figures(resources.files("sim.configs").joinpath(path).read_text(encoding="utf-8"), f"configs/{path}")


def read_figures(text: str, where: str) -> tuple[Figure, ...]:
    """The figures of a table from its text; raises `ConfigError` with the line of the first row that is wrong."""
    rows = csv.reader(text.splitlines())
    if tuple(next(rows, ())) != COLUMNS:
        raise ConfigError("the columns are not those of a table of observed series", where=f"{where}:1", remedy=",".join(COLUMNS))
    found: dict[tuple[str, int, int], Figure] = {}
    for row in rows:
        figure = read_figure(row, f"{where}:{rows.line_num}")
        key = (figure.series, figure.first, figure.last)
        if key in found:
            raise ConfigError(f"`{figure.series}` has a value for these months at {found[key].place}", where=figure.place)
        found[key] = figure
    return tuple(found.values())


def read_figure(row: list[str], place: str) -> Figure:
    """One figure from its row."""
    faults = list(faults_of(row))
    if faults:
        what, remedy = faults[0]
        raise ConfigError(what, where=place, remedy=remedy)
    name, date, value, unit, grade, source, note = row
    return Figure(name, *months_of(date), float(value), unit, grade, source, note, place)


def faults_of(row: list[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a row, and what to do."""
    if len(row) != len(COLUMNS):
        yield f"{len(row)} columns instead of {len(COLUMNS)}", "put a note with a comma in quotation marks"
        return
    name, date, value, unit, grade, source, _ = row
    if not name or not unit:
        yield "a figure needs a series and a unit", ",".join(COLUMNS)
    if not is_date(date):
        yield f"`{date}` is not a date", f"write it like {DATES}"
    if not is_number(value):
        yield f"`{value}` is not a number", "give the bare figure; the unit has its own column"
    if not set(grade.split("/")) <= set(GRADES):
        yield f"unknown grade `{grade}`", "grades: " + ", ".join(GRADES)
    unknown = [key for key in source.split(", ") if key not in sources()]
    if unknown:
        yield f"unknown source `{unknown[0]}`", "add it to a table in configs/sources/"


def is_date(text: str) -> bool:
    """Whether a text is a date as tables write it."""
    try:
        months_of(text)
    except ValueError:
        return False
    return True


def is_number(text: str) -> bool:
    """Whether a text is a finite number."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
