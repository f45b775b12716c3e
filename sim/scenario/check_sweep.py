"""Checks that what a sweep varies are settings of a scenario, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from sim.errors import Fault, nearest
from sim.rules.mechanisms import CODES
from sim.scenario.marks import Mark
from sim.scenario.sets import settable, settled
from sim.scenario.tree import Branch, Items, Path, Tree, at
from sim.world.state import driver_layout, state_layout
from sim.world.theatres import translated

VARIANT = "variant"
"""The lever that chooses among the variants of a story."""

BULK = "parameters"
"""All parameters of the sensitivity set at once."""

KINDS = {VARIANT: "the variants of the story", BULK: "the parameters of the sensitivity set"}
"""Levers that are no single setting."""

LISTED: Mapping[str, Callable[[], Iterable[str]]] = {
    "drivers": lambda: driver_layout().rows, "initial": lambda: state_layout().rows, "mechanisms": lambda: (*CODES, *CODES.values()),
}
"""Mappings of a story whose names are known."""


def check_sweep(tree: Branch) -> Iterator[Fault]:
    """Every lever of the story's `sweep:`."""
    sweep = tree.entries.get("sweep")
    for home in homes(sweep):
        seen: dict[Path | None, str] = {}
        for name, mark in (home.keys if isinstance(home, Branch) else {}).items():
            yield from check_lever(tree, name, mark, seen)


def homes(sweep: Tree | None) -> Iterator[Tree | None]:
    """The mappings of a sweep whose keys are settings."""
    parts = at(sweep, "parts") if sweep is not None else None
    for part in [sweep, *(parts.entries.values() if isinstance(parts, Branch) else ())]:
        if part is not None:
            yield at(part, "vary")
            points = at(part, "points")
            yield from points.items if isinstance(points, Items) else ()


def check_lever(tree: Branch, name: str, mark: Mark, seen: dict[Path | None, str], aliases: Mapping[str, str] | None = None) -> Iterator[Fault]:
    """One lever; `seen` are the settings that were named before, each with its name."""
    path = (name,) if name in KINDS else settled(tree, translated(name.strip(), aliases or {}))
    if path is None or (path[0] in LISTED and path[-1] not in LISTED[path[0]]()):
        near = nearest(name, (*settable(), *KINDS))
        remedy = f"did you mean `{near}`?" if near else "for example beijing.pressure.culture, grievance.decay_months, drivers.war_demand, variant"
        yield mark.fault("unknown-setting", f"`{name}` is not a setting of a scenario", remedy)
    elif path in seen:
        what = f"`{name}` is varied already" if name == seen[path] else f"`{name}` is `{seen[path]}`, which is varied already"
        yield mark.fault("duplicate-key", what, "keep one of them")
    else:
        seen[path] = name
