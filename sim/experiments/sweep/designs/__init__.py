"""Where points lie: each design is a function of levers, samples and seed, listed in `DESIGNS`.

Points stand in an order in which any beginning covers the whole, so that an interrupted sweep is a usable one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from numpy.typing import NDArray

from sim.experiments.sweep.designs.crossed import grid, listed, mixture
from sim.experiments.sweep.designs.matrices import morris, saltelli
from sim.experiments.sweep.designs.sequences import lhs, sobol
from sim.experiments.sweep.levers import Lever

Columns = dict[str, NDArray[Any]]

DESIGNS: Mapping[str, Callable[[tuple[Lever, ...], int, int], tuple[Columns, Columns]]] = {
    "sobol": sobol, "lhs": lhs, "grid": grid, "list": listed, "mixture": mixture, "saltelli": saltelli, "morris": morris,
}
"""Values of the levers, and what an analysis needs to know of each point besides."""
