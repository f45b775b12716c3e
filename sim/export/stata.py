"""Stata: a .dta file per table, with labels of the data, the variables and the values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from textwrap import shorten
from typing import Any

import pandas as pd

from sim.export.columns import Column, Table

LONGEST_NAME = 32
"""Letters that a name may have in Stata."""

LONGEST_LABEL = 80
"""Letters of a label of a variable or of the data."""

VERSION = 118
"""The format of Stata 14 and later, in Unicode."""

MONTHLY = "tm"
"""How Stata counts a date by months."""

RESERVED = re.compile(r"_?(all|b|byte|coef|cons|double|float|if|in|int|long|n|pi|pred|rc|skip|str\d*|strL|using|with|weight)", re.IGNORECASE)
"""Names that Stata keeps for itself."""


def renamed(tables: list[Table]) -> list[Table]:
    """The tables with names that Stata can take."""
    return [with_names(table, short_names(column.name for column in table.columns)) for table in tables]


def with_names(table: Table, names: dict[str, str]) -> Table:
    """A table under other names of its columns."""
    columns = tuple(column.called(names[column.name]) for column in table.columns)
    return Table(table.name, table.title, table.frame.rename(columns=names), columns, tuple(names[key] for key in table.keys))


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Names that Stata can take: no more than 32 letters, digits and _, none of Stata's own, each once."""
    found: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"\W", "_", name, flags=re.ASCII)
        plain = f"_{plain}" if plain[:1].isdigit() else f"{plain}_" if RESERVED.fullmatch(plain) else plain
        short, count = shortened(plain, LONGEST_NAME), 1
        while short in found.values():
            count += 1
            short = f"{shortened(plain, LONGEST_NAME - len(f'_{count}'))}_{count}"
        found[name] = short
    return found


def shortened(name: str, longest: int) -> str:
    """A name cut to so many letters, its longest words first: `sunk_commitment_strategic_flexibility` -> `sunk_commitm_strategi_flexibilit`."""
    parts = name.split("_")
    while len("_".join(parts)) > longest:
        place = max(range(len(parts)), key=lambda one: (len(parts[one]), one))
        parts[place] = parts[place][:-1]
    return "_".join(parts)


def write(tables: list[Table], result: Any, folder: Path, form: str) -> None:
    """Each table as a file of its own."""
    for table in tables:
        write_one(table, folder / f"{table.name}.dta", result.manifest["finished"])


def write_one(table: Table, path: Path, made: str) -> None:
    """One table; its time is that of the run, so that the same result gives the same bytes."""
    frame = table.frame.assign(**{name: table.frame[name].fillna("").astype(str) for name in texts(table.frame)})
    labels = {column.name: whole_words(column.label) or column.name for column in table.columns}
    dates = {str(name): MONTHLY for name in frame.select_dtypes("datetime").columns}
    frame.to_stata(path, write_index=False, version=VERSION, variable_labels=labels, data_label=whole_words(table.title), convert_dates=dates,
                   value_labels=dict(value_labels(frame, table.columns)), time_stamp=datetime.fromisoformat(made).replace(tzinfo=None))


def whole_words(label: str) -> str:
    """As many words of a label as fit."""
    return shorten(label, LONGEST_LABEL, placeholder="")


def texts(frame: pd.DataFrame) -> list[str]:
    """The columns of free text."""
    free = frame.select_dtypes(exclude=["category", "number", "datetime"])
    return [str(name) for name in free.columns]


def value_labels(frame: pd.DataFrame, columns: Iterable[Column]) -> Iterable[tuple[str, dict[int, str]]]:
    """What numbers stand for, such as the numbers of countries; categories bring their own."""
    for column in columns:
        if column.values and pd.api.types.is_integer_dtype(frame[column.name]):
            yield column.name, {int(value): known.label for value, known in column.values.items()}
