"""The path of a quantity in every world, where a run was asked to keep them."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import numpy as np
import pyarrow.parquet as parquet

from sim.results.result import Result, damaged
from sim.world.rows import Array

WORLDS = "series/worlds.parquet"
"""Where the paths lie in the folder of a result."""


def kept_path(result: Result, variant: str, quantity: str) -> Array | None:
    """A quantity in one variant, `[month, world]`; None where the paths were not kept, or not of every world."""
    if result.paths is not None:
        names = list(result.manifest["quantities"])
        found = np.asarray(result.paths[variant][names.index(quantity)], dtype=float) if variant in result.paths else None
    else:
        found = read(Path(result.folder or ""), variant, quantity, result.months + 1)
    return found if found is not None and found.shape[1] == result.worlds else None


def read(folder: Path, variant: str, quantity: str, months: int) -> Array | None:
    """The same from the folder of a result; raises `RunError` where the file cannot be read."""
    if not (folder / WORLDS).is_file():
        return None
    try:
        column = parquet.read_table(folder / WORLDS, columns=[quantity], filters=[("variant", "=", variant)]).column(quantity)
    except (OSError, ValueError) as error:
        raise damaged(folder, WORLDS, f"play it again: sim rerun {quote(str(folder))}") from error
    return np.asarray(column.to_numpy(), dtype=float).reshape(-1, months).T
