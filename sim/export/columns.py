"""Tables whose every column says what it is, and the dictionary that is read off them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Column:
    """What is known of a column: label, meaning, unit, range, source.

    `values` describes what may stand in it, where that is a name; `of` is the key that decides it, where one alone does.
    """

    name: str
    label: str
    meaning: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    source: str = "the result"
    values: Mapping[str, Column] = field(default_factory=dict)
    of: str = ""

    def called(self, name: str, label: str = "", meaning: str = "") -> Column:
        """The same under another name, label or meaning."""
        return replace(self, name=name, label=label or self.label, meaning=meaning or self.meaning)


@dataclass(frozen=True)
class Table:
    """A table to be written: a frame, and its columns in the same order. `keys` say together what a row is about."""

    name: str
    title: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    keys: tuple[str, ...]

    def __post_init__(self) -> None:
        named = [column.name for column in self.columns]
        if list(self.frame.columns) != named or len(set(named)) != len(named):
            raise ValueError(f"the columns of {self.name} are not those that are described")

    def column(self, name: str) -> Column:
        """What is known of one column."""
        return next(column for column in self.columns if column.name == name)


DICTIONARY = (
    Column("table", "Table", "The table that the column stands in"),
    Column("column", "Column", "The name of the column"),
    Column("value", "Value", "Empty for the column itself; else a name that stands in it, which the row describes"),
    Column("label", "Label", "The name for people"),
    Column("meaning", "Meaning", "What it is"),
    Column("unit", "Unit", "In what it is measured; empty for words"),
    Column("low", "Lowest", "The lowest that it can be, or the lower end of the plausible range of a parameter; empty where nothing bounds it"),
    Column("high", "Highest", "The highest that it can be, or the upper end of that range; empty where nothing bounds it"),
    Column("source", "Source", "Where that is laid down, and what a number rests on"),
)
"""The columns of the dictionary."""


def dictionary(tables: Iterable[Table]) -> Table:
    """Every column of some tables and every name that stands in one, a row each; the dictionary itself too."""
    rows = [row for table in tables for row in described(table.name, table.columns)]
    rows += list(described("dictionary", DICTIONARY))
    names = [column.name for column in DICTIONARY]
    frame = pd.DataFrame(rows, columns=names).astype({"low": float, "high": float})
    return Table("dictionary", "What every column means", frame, DICTIONARY, ("table", "column", "value"))


def described(table: str, columns: Iterable[Column]) -> Iterator[tuple[Any, ...]]:
    """The rows of the dictionary about one table."""
    for column in columns:
        yield table, column.name, "", *facts(column)
        yield from ((table, column.name, name, *facts(value)) for name, value in column.values.items())


def facts(column: Column) -> tuple[Any, ...]:
    """Label, meaning, unit, range, source."""
    return column.label, column.meaning, column.unit, column.low, column.high, column.source


def apart(unit: str) -> str:
    """The unit of a difference, or of an error: of two probabilities it is no probability, and is not read as per cent."""
    return "difference of probabilities: 0.01 is one point" if unit == "probability" else unit


def plain(name: str) -> str:
    """A name of the model as the name of a column: `cohesion.us_rok` -> `cohesion_us_rok`."""
    return name.replace(".", "_")
