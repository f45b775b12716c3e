"""The tables of a result, tidy and long: one row per variant, quantity and month, or per variant, outcome and world."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, get_type_hints

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.results.values import LEVELS, Answer, Band
from sim.world.calendar import month_date
from sim.world.rows import Array

STATISTICS = ("mean", "sd", "mc_error", *(f"q{round(100 * level):02d}" for level in LEVELS))
"""The columns of numbers in a series table."""

FAILURE_FIELDS = ("stage", "kind", "message", "traceback", "variant", "first_world", "count", "seed", "month", "place")


class Summary(Protocol):
    """What is known of many worlds at once, `[quantity, month]` each."""

    def mean(self) -> Array:
        """The mean over worlds."""

    def sd(self) -> Array:
        """The standard deviation over worlds."""

    def standard_error(self) -> Array:
        """The Monte Carlo error of the mean."""

    def quantile(self, levels: tuple[float, ...]) -> Array:
        """Quantiles over worlds, `[level, quantity, month]`."""


def statistics(summary: Summary) -> Array:
    """The numbers of a series, `[quantity, month, statistic]`, in the order of `STATISTICS`."""
    quantiles = np.asarray(summary.quantile(LEVELS))
    return np.stack([summary.mean(), summary.sd(), summary.standard_error(), *quantiles], axis=-1)


def series_table(
    summaries: Mapping[str, Summary], names: Sequence[str], start: int, extra: Mapping[str, Mapping[str, Array]] | None = None
) -> pa.Table:
    """Variant, quantity, month, date, and the statistics as float32.

    Month 0 is the start, dated by the month before it; month k is the end of the k-th month.
    `extra` adds columns, each given per variant as `[quantity, month]`.
    """
    blocks = {variant: statistics(summary) for variant, summary in summaries.items()}
    months = next(iter(blocks.values())).shape[1] if blocks else 0
    keys = key_columns(tuple(blocks), tuple(names), tuple(month_date(start - 1 + month) for month in range(months)))
    values = {column: gather([block[..., place] for block in blocks.values()]) for place, column in enumerate(STATISTICS)}
    more = {column: gather([given[variant] for variant in blocks]) for column, given in (extra or {}).items()}
    return pa.table({**keys, **values, **more})


def key_columns(variants: Sequence[str], names: Sequence[str], dates: Sequence[str]) -> dict[str, Any]:
    """The columns that say what a row of a series is about."""
    size = len(names) * len(dates)
    month = np.tile(np.arange(len(dates), dtype=np.int32), len(variants) * len(names))
    return {
        "variant": labels(np.repeat(np.arange(len(variants)), size), variants),
        "quantity": labels(np.tile(np.repeat(np.arange(len(names)), len(dates)), len(variants)), names),
        "month": pa.array(month),
        "date": labels(month, dates),
    }


def labels(codes: NDArray[Any], names: Sequence[str]) -> Any:
    """A column of words that repeat."""
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(list(names), pa.string()))


def gather(blocks: Iterable[Array]) -> Any:
    """Blocks of numbers, one after the other, as one float32 column."""
    flat = [np.asarray(block, dtype=np.float32).ravel() for block in blocks]
    return pa.array(np.concatenate(flat) if flat else np.zeros(0, np.float32))


def outcomes_table(outcomes: Mapping[str, Mapping[str, Array]]) -> pa.Table:
    """Variant, outcome, world, value: 0 or 1 for a chance, the measured value for a track."""
    pairs = [(variant, name, np.asarray(values)) for variant, given in outcomes.items() for name, values in given.items()]
    variants, names = tuple(outcomes), tuple(dict.fromkeys(name for _, name, _ in pairs))
    sizes = [values.size for *_, values in pairs]
    worlds = np.concatenate([np.arange(size, dtype=np.int32) for size in sizes]) if pairs else np.zeros(0, np.int32)
    return pa.table({
        "variant": labels(np.repeat([variants.index(variant) for variant, *_ in pairs], sizes), variants),
        "outcome": labels(np.repeat([names.index(name) for _, name, _ in pairs], sizes), names),
        "world": pa.array(worlds),
        "value": gather(values for *_, values in pairs),
    })


def design_table(design: Mapping[str, Array], worlds: Sequence[int]) -> pa.Table:
    """World, and one column per parameter that was drawn anew in each world (several along an axis)."""
    columns: dict[str, Any] = {"world": pa.array(worlds, pa.int32())}
    for name, values in design.items():
        rows = np.atleast_2d(values)
        for place, row in enumerate(rows):
            columns[name if len(rows) == 1 else f"{name}.{place}"] = gather([row])
    return pa.table(columns)


def bands_table(bands: Sequence[Band]) -> pa.Table:
    """One row per part of the spread of an outcome, variant by variant; the variant is empty where all are meant."""
    words = {name: pa.array([getattr(band, name) for band in bands], pa.string()) for name in ("variant", "outcome", "part")}
    return pa.table(words | {name: pa.array([getattr(band, name) for band in bands], pa.float64()) for name in ("variance", "share", "low", "high")})


def failures_table(failures: Iterable[Any]) -> pa.Table:
    """One row per block that failed, with what is needed to play it again."""
    rows = list(failures)
    types = {"first_world": pa.int64(), "count": pa.int64(), "seed": pa.int64(), "month": pa.int64()}
    return pa.table({name: pa.array([getattr(row, name) for row in rows], types.get(name, pa.string())) for name in FAILURE_FIELDS})


def answers_text(answers: Sequence[Answer]) -> str:
    """The answers as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    fields = [field.name for field in dataclasses.fields(Answer)]
    writer.writerow(fields)
    for answer in answers:
        writer.writerow(["" if value is None else value for value in (getattr(answer, name) for name in fields)])
    return text.getvalue()


def read_answers(text: str) -> list[Answer]:
    """The answers from their CSV."""
    kinds = get_type_hints(Answer)
    return [Answer(**{name: read_field(kinds[name], value) for name, value in row.items()}) for row in csv.DictReader(io.StringIO(text))]


def read_field(kind: Any, text: str) -> Any:
    """One value of an answer from its text."""
    if kind is bool:
        return text == "True"
    if kind is float:
        return float(text)
    if kind == float | None:
        return float(text) if text else None
    return text
