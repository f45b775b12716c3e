"""A fit as two files: the table of parameter sets, and beside it, under the same name with `.yaml`, how it came about."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import yaml

import sim
from sim.errors import UsageError
from sim.history.calibrate.fit import Calibration, Learned, Seen, names
from sim.history.calibrate.played import window_of
from sim.results.store import writing
from sim.world.calendar import month_date

DIGITS = 4
"""Digits of the numbers that the second file tells; the table has six."""

TABLE = ".csv"


def target_of(out: str | None, found: tuple[int, int]) -> Path:
    """The file of the table: as asked, or named for the months of the fit, `calibrated_2016_2019.csv`; raises `UsageError` for another kind."""
    first, last = (month_date(month)[:4] for month in found)
    target = Path(out or f"calibrated_{first}_{last}{TABLE}")
    if target.suffix != TABLE:
        raise UsageError(f"`{target}` is not the name of a table", where="--out", remedy=f"write {target.with_suffix(TABLE)}")
    return target


def refuse(target: Path, force: bool) -> None:
    """Raise `UsageError` where one of the files is there already and was not to be replaced."""
    for path in (target, beside(target)):
        if path.exists() and not force:
            raise UsageError("this is there already", where=str(path), remedy="give another file with --out, or --force to replace it")


def beside(table: Path) -> Path:
    """The second file of a table."""
    return table.with_suffix(".yaml")


def write(found: Calibration, target: Path) -> None:
    """Write both files; each is put in place whole, and neither before both are written."""
    contents = {target: table_text(found), beside(target): record_text(found)}
    partial = {path: path.with_name(f".{path.name}-{os.getpid()}") for path in contents}
    try:
        with writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            for path, text in contents.items():
                partial[path].write_text(text, encoding="utf-8", newline="\n")
            for path, unfinished in partial.items():
                os.replace(unfinished, path)
    finally:
        for unfinished in partial.values():
            unfinished.unlink(missing_ok=True)


def table_text(found: Calibration) -> str:
    """The table: a column a parameter, a row a set."""
    rows = [",".join(f"{value:.6g}" for value in row) for row in found.sets.T]
    return "\n".join([",".join(names()), *rows]) + "\n"


def record_text(found: Calibration) -> str:
    """How a fit came about and what it found, as YAML."""
    head = f"# Written by `sim calibrate {found.task.suite.name}`, beside the table of the same name: how its parameter sets came about.\n"
    return head + yaml.safe_dump(record(found), sort_keys=False, width=140, allow_unicode=True)


def record(found: Calibration) -> dict[str, Any]:
    """How a fit came about and what it found."""
    task = found.task
    window = "..".join(month_date(month) for month in window_of(task.suite))
    table = hashlib.sha256(table_text(found).encode()).hexdigest()
    return {
        "about": {
            "version": sim.__version__, "suite": task.suite.name, "story": task.suite.story.name, "mode": task.mode, "window": window,
            "seed": task.seed, "points": task.points, "noise": task.plan.parameters.noise, "near": found.near,
            "combinations": found.combinations, "method": found.method, "sets": found.sets.shape[1], "sha256": table,
        },
        "methods": {
            one.name: {"narrowed": one.narrowed, "coverage_50": told(one.coverage_50), "coverage_90": told(one.coverage_90),
                       "spread": told(one.spread), "score": told(one.score)} for one in found.methods
        },
        "figures": {key_of(one): {"value": one.figure.value, "place": told(one.place), "used": one.used} for one in found.seen},
        "parameters": {one.name: learned(one) for one in found.parameters},
    }


def key_of(seen: Seen) -> str:
    """A figure by its series and months, `visitors_annual_index 2017-01..2017-12`."""
    return f"{seen.figure.series} {month_date(seen.figure.first)}..{month_date(seen.figure.last)}"


def learned(one: Learned) -> dict[str, Any]:
    """What was learned of a parameter."""
    return {
        "informed": one.informed, "ratio": told(one.ratio), "before": [told(value) for value in one.before],
        "after": [told(value) for value in one.after], "coverage_50": told(one.coverage_50), "coverage_90": told(one.coverage_90),
        "evenness": told(one.evenness),
    }


def told(value: float) -> float:
    """A number as the second file tells it."""
    return float(f"{value:.{DIGITS}g}")
