"""NetCDF: a file per table, one variable per column along named dimensions, as the CF conventions ask."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.export.about import LIMITS
from sim.export.columns import Column, Table
from sim.export.tables import STATISTIC
from sim.results import sweep_account
from sim.results.account import citation
from sim.results.result import Result
from sim.results.tables import STATISTICS
from sim.results.values import LEVELS

CONVENTIONS = "CF-1.10"

QUANTILE = Column("quantile", "Quantile", "So large a share of the worlds lies below", "share", 0, 1)

UNITS = (("%", "percent"), ("months", "month"), ("year", "year"))
"""How units are written in the CF conventions, by how they begin; all others are pure numbers, `1`. The words stand in `unit`."""

TIMES = ("month", "date")
"""The columns that lie along the dimension `time`, which takes its values from the date."""

TIME = {"long_name": "End of the month", "standard_name": "time", "axis": "T"}

PLAUSIBLE = "parameters"
"""The table whose ranges are what is plausible: what lies outside is no fault there, and must not be hidden by a reader."""

ENDS = ("valid_min", "valid_max")

MISSING = np.nan


def write(tables: list[Table], result: Any, folder: Path, form: str) -> None:
    """Each table as a file of its own, with the facts about the result; the classic format, which every reader of NetCDF knows."""
    for table in tables:
        found = dataset(table, result).assign_attrs(facts(result))
        found.to_netcdf(folder / f"{table.name}.nc", engine="scipy", encoding=encoding(found))


def facts(result: Any) -> dict[str, str]:
    """The attributes of the whole file."""
    made = result.manifest
    return {
        "Conventions": CONVENTIONS, "story": result.title, "question": result.question.strip(), "source": result.foot,
        "history": f"{made['finished']}: played by sim {made['versions']['sim']} with seed {made['seed']}",
        "references": citation(result) if isinstance(result, Result) else sweep_account.citation(result),
        "comment": " ".join(LIMITS), "hash": made["hash"], "seed": str(made["seed"]),
    }


def dataset(table: Table, result: Any) -> Any:
    """A table as a labelled block: its keys are the dimensions, and what one key alone decides lies along that one."""
    frame = table.frame.assign(time=table.frame["date"]) if "date" in table.frame else table.frame
    keys = list(dict.fromkeys("time" if key in TIMES else key for key in table.keys))
    along = {column.name: "time" if column.of in TIMES else column.of for column in table.columns if column.of}
    found = blocks(frame.drop(columns=[name for name in ("date", *along) if name in frame]), keys)
    for name, key in along.items():
        once = frame.drop_duplicates(key)[name]
        found = found.assign_coords({name: (key, plain_texts(once), attributes(table.column(name), once.dtype))})
    for column in table.columns:
        if column.name in found.variables:
            known = attributes(column, found[column.name].dtype)
            found[column.name].attrs.update({name: value for name, value in known.items() if name not in ENDS or table.name != PLAUSIBLE})
    if "time" in found.coords:
        found["time"].attrs.update(TIME)
    if "statistic" in found.dims:
        found = by_quantile(found)
    return found.assign_attrs(title=f"{result.title}: {table.title}")


def blocks(frame: pd.DataFrame, keys: list[str]) -> Any:
    """Every column along the keys, in the order in which their names first stand in the table; words are texts."""
    xarray = import_module("xarray")
    codes, labels = zip(*(pd.factorize(frame[key]) for key in keys), strict=True)
    shape = tuple(len(one) for one in labels)
    found = {name: (keys, laid(frame[name], codes, shape)) for name in frame.columns if name not in keys}
    return xarray.Dataset(found, coords={key: plain_texts(pd.Series(one)) for key, one in zip(keys, labels, strict=True)})


def laid(values: Any, codes: tuple[Any, ...], shape: tuple[int, ...]) -> Any:
    """The values of a column in a block, with nothing where the table has no row."""
    flat = plain_texts(values)
    whole = len(flat) == int(np.prod(shape))
    if whole or flat.dtype == object:
        block = np.full(shape, "" if flat.dtype == object else 0, dtype=flat.dtype)
    else:
        block = np.full(shape, MISSING, dtype=np.result_type(flat.dtype, np.float32))
    block[codes] = flat
    return block


def plain_texts(values: Any) -> Any:
    """Words as plain texts, numbers and dates as they are."""
    if isinstance(values.dtype, pd.CategoricalDtype) or values.dtype == object or pd.api.types.is_string_dtype(values):
        return values.astype(object).where(values.notna(), "").to_numpy(dtype=object)
    return values.to_numpy()


def by_quantile(found: Any) -> Any:
    """Quantiles along a dimension of numbers; mean, spread and error of each quantity as variables of their own."""
    named = STATISTICS[-len(LEVELS):]
    along = found.sel(statistic=list(named)).rename(statistic="quantile").assign_coords(quantile=list(LEVELS))
    along["quantile"].attrs.update(attributes(QUANTILE, along["quantile"].dtype))
    for name in STATISTICS[: -len(LEVELS)]:
        one = found.sel(statistic=name).drop_vars("statistic")
        along = along.assign({f"{quantity}_{name}": over_worlds(one[quantity], name) for quantity in one.data_vars})
    return along.transpose("variant", "time", "quantile", ...)


def over_worlds(values: Any, name: str) -> Any:
    """The mean, spread or error of a quantity under its own name; the ends of the quantity are not those of its spread."""
    told = {key: value for key, value in values.attrs.items() if name == "mean" or key not in ENDS}
    known = STATISTIC[name]
    values.attrs = told | {"long_name": f"{told['long_name']}: {known.label.lower()}", "comment": f"{told['comment']}. {known.meaning}"}
    return values


def attributes(column: Column, kind: Any) -> dict[str, Any]:
    """What a variable says of itself; its ends are numbers of its own `kind`, so that no rounding puts a value beyond them."""
    units = {"units": next((unit for start, unit in UNITS if column.unit.startswith(start)), "1")} if column.unit else {}
    told = {"long_name": column.label, "comment": column.meaning, "unit": column.unit, "source": column.source}
    ends = {} if column.low is None or column.high is None else dict(zip(ENDS, (column.low, column.high), strict=True))
    span = {name: np.dtype(kind).type(end) for name, end in ends.items()}
    said = [f"{name}: {value.label}" for name, value in column.values.items()]
    return {name: text for name, text in told.items() if text} | units | span | ({"values": "; ".join(said)} if said else {})


def encoding(found: Any) -> dict[str, Any]:
    """How dates are written: as days since the first."""
    if "time" not in found.coords:
        return {}
    return {"time": {"units": f"days since {str(found['time'].values[0])[:10]}", "calendar": "standard", "dtype": "int32"}}
