"""The tables of a run, long (a row per number and its name) or wide (a column per name)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as parquet

from sim.errors import UsageError
from sim.export import meanings
from sim.export.columns import Column, Table, apart, plain
from sim.results.kept import WORLDS
from sim.results.result import Result
from sim.results.tables import STATISTICS
from sim.results.values import LEVELS, TOO_FEW
from sim.world.axes import AXES
from sim.world.numbers import table
from sim.world.parameters import catalogue

MONTH = Column("month", "Month", "Months since the start; 0 is the state in which the story begins", "months", 0, of="date")
DATE = Column("date", "Date", "The last day of the month; values stand at the end of it", "date, ISO 8601")
WORLD = Column("world", "World", "The number of the world; the same number is the same chance in every variant", "number", 0)

STATISTIC = {
    "mean": Column("mean", "Mean", "Mean over the worlds", "as the quantity"),
    "sd": Column("sd", "Standard deviation", "Standard deviation over the worlds", "as the quantity"),
    "mc_error": Column("mc_error", "Monte Carlo error", "Standard error of the mean: what more worlds would change", "as the quantity"),
} | {
    name: Column(name, f"{round(100 * level)} % quantile", f"{round(100 * level)} % of the worlds lie below", "as the quantity")
    for name, level in zip(STATISTICS[-len(LEVELS):], LEVELS, strict=True)
}
"""The numbers that are kept of a quantity in a month."""

ANSWER = (
    Column("kind", "Kind", "A chance is the share of worlds in which it happens, a track the mean of a level", of="outcome", values={
        "chance": Column("chance", "Chance", "The share of worlds in which it happens"),
        "track": Column("track", "Track", "The mean over the worlds of a level")}),
    Column("estimate", "Estimate", "The share of worlds, or the mean over the worlds", "probability, or as `unit` says"),
    Column("low", "Low", "Lower end of the 95 % sampling interval of the estimate, the noise of so many worlds and no more", "as the estimate"),
    Column("high", "High", "Upper end of that interval", "as the estimate"),
    Column("word", "Word of likelihood", "The word of ICD 203 for all of the interval, or the two that it reaches over (unlikely to likely); "
           "empty for a track"),
    Column("difference", "Difference to the baseline", "The estimate less that of the baseline in the same worlds; empty for it", "as the estimate"),
    Column("difference_low", "Low of the difference", "Lower end of the 95 % sampling interval of the difference", "as the estimate"),
    Column("difference_high", "High of the difference", "Upper end of that interval", "as the estimate"),
    Column("headline", "Headline", "1 where the story calls it a main question, else 0", "0 or 1", 0, 1, of="outcome"),
    Column("label", "Label", "What is asked, for people", of="outcome"),
    Column("unit", "Unit", "The unit of a track; empty for a chance", of="outcome"),
)
"""The columns of the answers after those that say what they are about."""

WIDE = {"estimate": "", "low": "_low", "high": "_high", "difference": "_difference"}
"""What stands of an answer in a wide table, with what is put behind the outcome's name."""


def month_ends(dates: Sequence[str]) -> Any:
    """The last days of some months."""
    return pd.PeriodIndex(dates, freq="M").to_timestamp(how="end").normalize().astype("datetime64[ms]")


def names_of_outcomes(result: Result) -> dict[str, Column]:
    """Every outcome with what it means."""
    return {answer.outcome: meanings.outcome(result, answer.outcome, answer.kind, (answer.label, answer.unit)) for answer in result.answers}


def category(values: Any, names: Sequence[str]) -> Any:
    """Words that repeat, in a given order."""
    return pd.Categorical(np.asarray(values, dtype=object), categories=list(names))


def outcomes(result: Result, wide: bool) -> Table:
    """The answers: a row per variant and outcome, or per variant."""
    if not result.answers:
        raise UsageError("this story asks nothing", where="outcomes", remedy="take another table: --what series")
    frame = pd.DataFrame([asdict(answer) for answer in result.answers])
    told = names_of_outcomes(result)
    variant = meanings.variants(result)
    if wide:
        return wide_outcomes(frame, variant, told)
    columns = [column if column.name != "word" else replace(column, values=likelihoods()) for column in ANSWER]
    outcome = Column("outcome", "Outcome", "What the story asks", source=variant.source, values=told)
    frame["headline"] = frame["headline"].astype("int8")
    frame["variant"] = category(frame["variant"], list(variant.values))
    frame["outcome"] = category(frame["outcome"], list(told))
    frame = frame.astype(dict.fromkeys(("difference", "difference_low", "difference_high"), float))
    every = (variant, outcome, *columns)
    return Table("outcomes", "What each variant says about each outcome", frame[[one.name for one in every]], every, ("variant", "outcome"))


def likelihoods() -> dict[str, Column]:
    """The words of ICD 203 with the probabilities that they stand for, and what stands where an interval reaches over too many of them."""
    source = "configs/likelihood_words.yaml"
    words = {word: Column(word, word, "", "probability", low, high, source) for word, (low, high) in table("likelihood_words.yaml")["words"].items()}
    return words | {TOO_FEW: Column(TOO_FEW, TOO_FEW, "The interval reaches over more than two words", source=source)}


def wide_outcomes(frame: pd.DataFrame, variant: Column, told: dict[str, Column]) -> Table:
    """A row per variant, the columns of each outcome side by side."""
    known = {column.name: column for column in ANSWER}
    found, columns = {"variant": category(list(variant.values), list(variant.values))}, [variant]
    for name, outcome in told.items():
        rows = frame[frame["outcome"] == name].set_index("variant").reindex(list(variant.values))
        for part, ending in WIDE.items():
            column = outcome.called(plain(name) + ending, outcome.label + (f": {known[part].label.lower()}" if ending else ""),
                                    known[part].meaning if ending else "")
            found[column.name] = rows[part].astype(float).to_numpy()
            columns.append(difference_of(column) if part == "difference" else column)
    return Table("outcomes", "What each variant says about each outcome", pd.DataFrame(found), tuple(columns), ("variant",))


def series(result: Result, wide: bool) -> Table:
    """Every quantity in every month: a row per variant, quantity and month, or per variant, month and statistic."""
    return of_months(result, "series", ("quantiles", "Every quantity in every month: mean, spread and quantiles over the worlds"), wide)


def differences(result: Result, wide: bool) -> Table:
    """The same, less the baseline in the same worlds."""
    if len(result.variants) == 1:
        raise UsageError("this result has one variant, and nothing to measure it against", where="differences",
                         remedy="play the story with more than one variant")
    return of_months(result, "differences", ("differences", "Every quantity in every month, less the baseline in the same worlds"), wide)


def of_months(result: Result, name: str, of: tuple[str, str], wide: bool) -> Table:
    """A table of quantities over time; `of` is the table of the result and the title."""
    kept, title = of
    frame = result.table(kept).to_pandas()
    quantity = meanings.quantity_names(result)
    variant = meanings.variants(result)
    there = list(dict.fromkeys(frame["variant"]))
    if wide:
        return wide_months(result, (name, title), there, frame[list(STATISTICS)].to_numpy())
    frame["variant"], frame["quantity"] = category(frame["variant"], there), category(frame["quantity"], list(quantity.values))
    frame["date"] = np.tile(month_ends(result.dates), len(frame) // len(result.dates))
    removed = [Column("variance_removed", "Variance removed", "How much of the variance of the difference the same chance takes away", "share")]
    columns = (variant, quantity, MONTH, DATE, *STATISTIC.values(), *(removed if "variance_removed" in frame else []))
    return Table(name, title, frame[[column.name for column in columns]], columns, ("variant", "quantity", "month"))


def wide_months(result: Result, named: tuple[str, str], variants: list[str], numbers: Any) -> Table:
    """A column per quantity, a row per variant, month and statistic; `numbers` is `[row of the long table, statistic]`."""
    quantities = list(result.quantities)
    block = numbers.reshape(len(variants), len(quantities), len(result.dates), len(STATISTICS))
    flat = block.transpose(0, 2, 3, 1).reshape(-1, len(quantities))
    months = len(result.dates)
    keys = {
        "variant": category(np.repeat(variants, months * len(STATISTICS)), variants),
        "month": np.tile(np.repeat(np.arange(months, dtype=np.int32), len(STATISTICS)), len(variants)),
        "date": np.tile(np.repeat(month_ends(result.dates), len(STATISTICS)), len(variants)),
        "statistic": category(np.tile(STATISTICS, len(variants) * months), STATISTICS),
    }
    statistic = Column("statistic", "Statistic", "Which number of the distribution over the worlds stands in the row; the range of a quantity "
                       "is that of its mean and its quantiles", values=STATISTIC)
    told = (meanings.quantity(result, name).called(plain(name)) for name in quantities)
    columns = (meanings.variants(result), MONTH, DATE, statistic, *(map(less_baseline, told) if named[0] == "differences" else told))
    frame = pd.concat([pd.DataFrame(keys), pd.DataFrame(flat, columns=[plain(name) for name in quantities])], axis=1)
    return Table(*named, frame, columns, ("variant", "month", "statistic"))


def difference_of(column: Column) -> Column:
    """A column as the difference of two of its kind, which reaches as far below 0 as above."""
    reach = None if column.low is None or column.high is None else column.high - column.low
    return replace(column, unit=apart(column.unit), low=None if reach is None else -reach, high=reach)


def less_baseline(column: Column) -> Column:
    """A quantity less that of the baseline."""
    return replace(difference_of(column), meaning=f"{column.meaning}; less that of the baseline in the same worlds")


def worlds(result: Result, wide: bool) -> Table:
    """Every outcome in every world: a row per variant, outcome and world, or per variant and world."""
    told, variant, title = names_of_outcomes(result), meanings.variants(result), "Every outcome in every world"
    there = list(variant.values)
    if wide:
        parts = [pd.DataFrame({"variant": category([name] * result.worlds, there), "world": np.arange(result.worlds, dtype=np.int32)}
                              | {plain(outcome): values for outcome, values in result.measured[name].items()}) for name in there]
        frame = pd.concat(parts, ignore_index=True)
        columns = (variant, WORLD, *(in_one_world(one).called(plain(name)) for name, one in told.items()))
        return Table("worlds", title, frame[[column.name for column in columns]], columns, ("variant", "world"))
    frame = result.table("outcomes").to_pandas()
    frame["variant"], frame["outcome"] = category(frame["variant"], there), category(frame["outcome"], list(told))
    value = Column("value", "Value", "0 or 1 for a chance, the level for a track; empty where the world failed", "as the outcome")
    outcome = Column("outcome", "Outcome", "What the story asks", source=variant.source, values=told)
    return Table("worlds", title, frame, (variant, outcome, WORLD, value), ("variant", "outcome", "world"))


def in_one_world(outcome: Column) -> Column:
    """An outcome where a single world has it: what is a chance over all worlds is 0 or 1 there."""
    if outcome.unit != "probability":
        return outcome
    return replace(outcome, unit="0 or 1", meaning=f"1 where it happens in the world, 0 where not; empty where the world failed. {outcome.meaning}")


def parameters(result: Result, wide: bool) -> Table:
    """What was drawn anew in every world: a column per parameter, or a row per world and parameter."""
    frame = result.table("design").to_pandas()
    drawn = {name: axis_named(name) for name in frame.columns if name != "world"}
    told = {name: meanings.parameter(name) for name in drawn.values()}
    title = "The parameters that were drawn anew in every world"
    if wide:
        frame = frame.rename(columns={name: plain(full) for name, full in drawn.items()})
        return Table("parameters", title, frame, (WORLD, *(one.called(plain(name)) for name, one in told.items())), ("world",))
    frame = frame.rename(columns=drawn).melt("world", var_name="parameter", value_name="value")
    frame["parameter"] = category(frame["parameter"], list(told))
    parameter = Column("parameter", "Parameter", "The parameter that was drawn", source="configs/parameters", values=told)
    value = Column("value", "Value", "What it was in that world", "as the parameter")
    return Table("parameters", title, frame, (WORLD, parameter, value), ("world", "parameter"))


def axis_named(name: str) -> str:
    """A parameter along an axis by the label, not by its place: `trade_coercion.exposure.0` -> `trade_coercion.exposure.culture`."""
    whole, _, place = name.rpartition(".")
    axis = catalogue()[whole].axis if whole in catalogue() else None
    return f"{whole}.{AXES[axis][int(place)]}" if axis and place.isdigit() else name


def paths(result: Result, wide: bool) -> Table:
    """The whole path of every world, where the run kept them."""
    place = Path(result.folder or "") / WORLDS
    if not place.is_file():
        remedy = f"play it again: sim run {result.name} --keep-worlds"
        raise UsageError("this result did not keep the paths of single worlds", where="paths", remedy=remedy)
    frame = parquet.read_table(place).to_pandas()
    told = {name: meanings.quantity(result, name) for name in result.quantities}
    variant, keys = meanings.variants(result), ["variant", "world", "month", "date"]
    frame["date"] = np.tile(month_ends(result.dates), len(frame) // len(result.dates))
    title = "The whole path of every world"
    if wide:
        frame = frame[[*keys, *told]].rename(columns=plain)
        columns = (variant, WORLD, MONTH, DATE, *(one.called(plain(name)) for name, one in told.items()))
        return Table("paths", title, frame, columns, ("variant", "world", "month"))
    frame = frame.melt(keys, list(told), var_name="quantity", value_name="value")
    frame["quantity"] = category(frame["quantity"], list(told))
    value = Column("value", "Value", "What it was in that world at the end of the month", "as the quantity")
    columns = (variant, WORLD, MONTH, DATE, meanings.quantity_names(result), value)
    return Table("paths", title, frame, columns, ("variant", "world", "month", "quantity"))
