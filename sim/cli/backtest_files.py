"""A back-test as a folder of tables, all of them or none, and whole for programs."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.cli.backtest_table import foot
from sim.cli.verdict_table import without_gaps
from sim.errors import UsageError
from sim.history.backtest import Backtest, gate
from sim.results.store import writing
from sim.world.calendar import month_date

NESTED = ("skill", "against", "horizons")
"""The parts of a line that have a table of their own, or columns."""


def write(found: Backtest, folder: Path) -> None:
    """Write scores, skill over each baseline and by horizon, figures, outcomes and null models; raises where the folder is there already."""
    refuse(folder)
    partial = folder.with_name(f".{folder.name}-{os.getpid()}")
    try:
        with writing(folder):
            partial.mkdir(parents=True)
            for name, rows in tables(found).items():
                write_csv(partial / f"{name}.csv", rows)
            (partial / "backtest.json").write_text(json.dumps(plain(found), indent=1), encoding="utf-8")
            partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def refuse(folder: Path) -> None:
    """Raise `UsageError` where a folder is there already: nothing is overwritten."""
    if folder.exists():
        raise UsageError("this is there already", where=str(folder), remedy="give another folder with --out")


def write_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """One table; without rows an empty file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=[*rows[0]] if rows else [])
        writer.writeheader()
        writer.writerows(rows)


def tables(found: Backtest) -> dict[str, list[dict[str, Any]]]:
    """Every table by name."""
    nulls = [{"null": null.name, "series": name, **in_columns(asdict(skill))} for null in found.nulls for name, skill in null.skills.items()]
    return {
        "scores": [scored(asdict(line)) for line in found.lines], "together": [scored(asdict(item)) for item in found.together],
        "baselines": [*over_each(found)], "horizons": [*by_horizon(found)], "figures": [asdict(item) for item in found.figures],
        "outcomes": [asdict(item) for item in found.chances], "nulls": nulls,
    }


def scored(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its skill in three columns."""
    return {key: value for key, value in row.items() if key not in NESTED} | in_columns(row["skill"])


def in_columns(skill: Mapping[str, Any] | None) -> dict[str, Any]:
    """A skill and its interval; empty where there is none."""
    told = skill or {"value": "", "low": "", "high": ""}
    return {"skill": told["value"], "skill_low": told["low"], "skill_high": told["high"]}


def over_each(found: Backtest) -> Iterator[dict[str, Any]]:
    """The skill over every baseline."""
    for line in found.lines:
        for name, skill in line.against.items():
            yield {"mode": line.mode, "window": line.window, "series": line.name, "baseline": name, **asdict(skill)}


def by_horizon(found: Backtest) -> Iterator[dict[str, Any]]:
    """The skill over the best baseline by years after the cut-off."""
    for line in found.lines:
        for years, (name, skill) in line.horizons.items():
            yield {"mode": line.mode, "window": line.window, "series": line.name, "years": years, "baseline": name, **asdict(skill)}


def plain(found: Backtest) -> dict[str, Any]:
    """All of it for programs; what is no number is null."""
    suite = found.suite
    content = {
        "suite": suite.name, "title": suite.title, "story": suite.story.name, "sets": [*suite.story.sets], "given": suite.given,
        "seed": suite.seed, "worlds": found.worlds,
        "null_worlds": found.null_worlds, "windows": {name: [*map(month_date, months)] for name, months in suite.windows.items()},
        "lines": [asdict(line) for line in found.lines], "together": [asdict(item) for item in found.together],
        "figures": [asdict(item) for item in found.figures], "chances": [asdict(item) for item in found.chances],
        "nulls": [asdict(null) for null in found.nulls],
        "null_mode": found.null_mode, "null_window": found.null_window, "gate": asdict(gate(found)), "foot": foot(found),
    }
    return {key: without_gaps(value) for key, value in content.items()}
