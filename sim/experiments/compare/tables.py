"""A comparison as tables and as data: one row per pair and outcome, and all of it for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from math import isfinite
from typing import Any

import numpy as np

from sim.experiments.compare import Comparison, Measured, Row
from sim.experiments.compare.series import SeriesDifference
from sim.experiments.compare.words import findings, of_series

FIRST = ("first", "second", "outcome", "label", "kind", "unit", "verdict")
"""The columns that say what a row is about."""

COLUMNS = (*FIRST, *("estimate_first" if field.name == "first" else "estimate_second" if field.name == "second" else field.name
                     for field in fields(Measured)))
"""All columns of a table of outcomes."""


def row_of(row: Row) -> dict[str, Any]:
    """One outcome in one pair; what has no bound or is not known is None."""
    told = row.pair.names[0], row.pair.names[1], row.outcome, row.asked.label, row.asked.kind, row.asked.unit, row.found.verdict
    values = (None if isinstance(value, float) and not isfinite(value) else value for value in asdict(row.found).values())
    return dict(zip(COLUMNS, (*told, *values), strict=True))


def outcomes_text(found: Comparison) -> str:
    """Every outcome in every pair as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(row_of, found.rows))
    return text.getvalue()


def series_of(found: Comparison, quantities: Sequence[str]) -> list[SeriesDifference]:
    """Those of the quantities that all results record, in every pair."""
    return [found.series(pair, name) for name in quantities if name in found.quantities for pair in found.pairs]


def series_row(one: SeriesDifference) -> dict[str, Any]:
    """A series in one line: where it ends, where it is widest, what matching took away."""
    widest = int(np.argmax(np.abs(np.nan_to_num(one.fan.mean)))) if one.dates else 0
    told = {"first": one.pair.names[0], "second": one.pair.names[1], "quantity": one.quantity, "bands": one.spread}
    if not one.dates:
        return told
    numbers = {"mean": one.fan.mean[-1], "mc_error": one.fan.error[-1], "q05": one.fan.quantiles[0.05][-1], "q95": one.fan.quantiles[0.95][-1],
               "widest": one.fan.mean[widest]}
    plain = {name: float(value) if isfinite(value) else None for name, value in numbers.items()}
    return told | {"date": one.dates[-1]} | plain | {"widest_date": one.dates[widest], "removed": one.removed, "at_most": one.at_most}


def data(found: Comparison, quantities: Sequence[str]) -> dict[str, Any]:
    """All of a comparison, for programs."""
    series = series_of(found, quantities)
    return {
        "results": list(described(found)), "remarks": list(found.remarks), "findings": [*findings(found), *of_series(series)],
        "differences": [row_of(row) for row in found.rows], "series": [series_row(one) for one in series],
    }


def described(found: Comparison) -> Iterator[dict[str, Any]]:
    """The results that take part."""
    for side in found.sides:
        facts = side.result.manifest
        yield {"letter": side.letter, "name": side.result.name, "title": side.result.title, "hash": facts["hash"], "seed": side.seed,
               "worlds": side.result.worlds, "variants": side.names, "altered": side.result.altered,
               "folder": str(side.result.folder) if side.result.folder else None}
