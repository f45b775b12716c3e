"""Reads a result, be it that of a run or of a sweep."""

from __future__ import annotations

from pathlib import Path

from sim.results.find import SWEEP, kind_of
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.results.sweep_table import believed


def read(folder: str | Path) -> Result | SweepResult:
    """The result in a folder; raises `RunError` where it cannot be read, or where a table of it was edited by hand."""
    return believed(SweepResult.load(folder)) if kind_of(Path(folder)) == SWEEP else Result.load(folder)
