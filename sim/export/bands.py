"""Where the spread of every outcome comes from, as a table."""

from __future__ import annotations

from dataclasses import asdict

import pandas as pd

from sim.errors import UsageError
from sim.export import meanings
from sim.export.columns import Column, Table, plain
from sim.export.tables import category, names_of_outcomes
from sim.results.result import Result

PARTS = {
    "chance": "What differs between worlds by chance alone", "parameters": "What differs because parameters are drawn anew in every world",
    "decision rule": "What differs because capitals decide by another rule", "scenario": "What differs between the variants of the story",
}

NUMBERS = (
    Column("variance", "Variance", "The variance that the part makes, as it is estimated; it may lie below 0", "square of the outcome's"),
    Column("share", "Share", "Its share of the spread; the shares of one spread sum to 1", "share", 0, 1),
    Column("low", "Low", "Lower end of the 95 % interval of the share", "share"),
    Column("high", "High", "Upper end of that interval", "share"),
)


def bands(result: Result, wide: bool) -> Table:
    """A row per variant, outcome and part of the spread; wide, a column of shares per part."""
    if not result.bands:
        raise UsageError("this result does not say where its spread comes from", where="bands", remedy=f"play it again: sim run {result.name}")
    frame = pd.DataFrame([asdict(band) for band in result.bands])
    told = names_of_outcomes(result)
    variant = meanings.variants(result).called("variant", meaning="The variant of the story; empty where the worlds of all variants are meant")
    outcome = Column("outcome", "Outcome", "What the story asks", source=variant.source, values=told)
    title = "Where the spread of every outcome comes from"
    if wide:
        frame = frame.pivot(index=["variant", "outcome"], columns="part", values="share").reset_index().rename(columns=column_name)
        parts = tuple(Column(name, f"Share: {name}", PARTS.get(name.replace("_", " "), ""), "share", 0, 1) for name in frame.columns[2:])
        return Table("bands", title, frame, (variant, outcome, *parts), ("variant", "outcome"))
    part = Column("part", "Part", "The part of the spread", values={name: Column(name, name.capitalize(), said) for name, said in PARTS.items()})
    frame["part"] = category(frame["part"], list(PARTS))
    columns = (variant, outcome, part, *NUMBERS)
    return Table("bands", title, frame[[column.name for column in columns]], columns, ("variant", "outcome", "part"))


def column_name(name: str) -> str:
    """The name of a part as that of a column."""
    return plain(name).replace(" ", "_")
