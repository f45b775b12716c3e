"""Draws the figures of a result, several at a time where the machine can."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from sim.plots import FIGURES, NothingToDraw, draw, figures_of

_result: Any = None
"""The result that the drawing processes share; they are forked after it is known."""


def draw_together(result: Any, folder: Path, form: str = "png", theme: str = "light", *, chosen: Any = None) -> list[Path]:
    """The standard set of figures; one for which the result holds nothing is left out. Raises what a figure raises."""
    one = partial(draw_one, folder=folder, form=form, theme=theme, chosen=chosen)
    with helpers(result) as mapped:
        return [path for path in mapped(one, figures_of(result)) if path is not None]


def draw_one(kind: str, folder: Path, form: str, theme: str, *, chosen: Any = None) -> Path | None:
    """One figure of the shared result."""
    try:
        return draw(_result, kind, form, theme, folder, chosen=chosen)
    except NothingToDraw:
        return None


@contextmanager
def helpers(result: Any) -> Iterator[Any]:
    """A `map` over forked processes, or the plain one where there is one core or no fork. What was there before is left out of their collecting.

    Open font files must not be shared with a fork, so that once this process has drawn, it draws alone.
    """
    global _result
    _result = result
    cores = os.cpu_count() or 1
    try:
        if cores == 1 or "fork" not in multiprocessing.get_all_start_methods() or "matplotlib.font_manager" in sys.modules:
            yield map
            return
        warm_up(result)
        width, forked = min(cores, len(figures_of(result))), multiprocessing.get_context("fork")
        with ProcessPoolExecutor(width, mp_context=forked, initializer=gc.freeze) as pool:
            yield pool.map
    finally:
        _result = None


def warm_up(result: Any) -> None:
    """Read and import once, before forking, what every figure needs; no font is opened by that."""
    if figures_of(result) is FIGURES:
        for name in ("quantiles", "differences"):
            result.table(name)
    for module in ("matplotlib.backends.backend_agg", *figures_of(result).values()):
        import_module(module)
