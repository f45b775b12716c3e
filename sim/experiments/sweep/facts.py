"""What people may want to know of a lever: its label, unit and meaning, its sourced range, and what the story says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.rules.recorded import quantities
from sim.scenario.check_story import described
from sim.scenario.check_sweep import VARIANT
from sim.scenario.extend import stacked
from sim.scenario.names import instruments
from sim.scenario.sets import settled
from sim.scenario.tree import at, plain
from sim.scenario.variations import flow
from sim.world.numbers import table
from sim.world.parameter_sets import parameter_sets
from sim.world.theatres import in_own_words, pair_of, translated, usual_parameters

if TYPE_CHECKING:
    from sim.scenario import Scenario

Usual = float | str | None


@dataclass(frozen=True)
class Facts:
    """What is known of a setting; `path` is where the story says it."""

    path: tuple[str, ...]
    label: str
    unit: str = ""
    meaning: str = ""
    plausible: tuple[float, float] | None = None
    usual: Usual = None


def facts(scenario: Scenario, name: str) -> Facts:
    """What is known of a setting by any of its names."""
    if name == VARIANT:
        return Facts((), "Variant", "", "Which variant of the story is played", None, scenario.variants[0].name)
    pair = pair_of(scenario.composed)
    tree = stacked(scenario.layers)
    path = settled(tree, translated(name, pair.aliases if pair else {})) or (name,)
    found = at(tree, *path)
    known = KNOWN.get(path[0], of_others)(scenario, path)
    return Facts(path, in_own_words(known.label, pair), in_own_words(known.unit, pair), in_own_words(known.meaning, pair), known.plausible,
                 known.usual if found is None else usual(plain(found)))


def usual(said: Any) -> Usual:
    """What a story says of a setting: a number, or a text."""
    if isinstance(said, Mapping) and "value" in said:
        said = said["value"]
    return float(said) if isinstance(said, int | float) and not isinstance(said, bool) else said if isinstance(said, str) else flow(said)


def of_actors(scenario: Scenario, path: tuple[str, ...]) -> Facts:
    """An instrument of a capital, or how the capital decides."""
    row = ".".join(path[2:])
    if row not in instruments():
        return Facts(path, " ".join(path[1:]).replace("_", " ").capitalize())
    _, instrument = instruments()[row]
    label = f"{instrument.label}: {path[-1].replace('_', ' ')}" if instrument.axis else instrument.label
    return Facts(path, label, "level 0-1", instrument.meaning, (0.0, 1.0))


def of_drivers(scenario: Scenario, path: tuple[str, ...]) -> Facts:
    """Something from outside; what it usually is has dates."""
    name, _, row = path[-1].partition(".")
    entry = table("drivers.yaml")["drivers"][name]
    low, high = entry["range"]
    return Facts(path, entry["label"] + (f": {row.replace('_', ' ')}" if row else ""), entry["unit"], entry["meaning"], (float(low), float(high)))


def of_initial(scenario: Scenario, path: tuple[str, ...]) -> Facts:
    """Where a quantity begins."""
    known = quantities().get(path[-1])
    label = f"{known.label} at the start" if known else path[-1]
    return Facts(path, label, known.unit if known else "", known.meaning if known else "", None, scenario.world.state.get(path[-1]))


def of_parameters(scenario: Scenario, path: tuple[str, ...]) -> Facts:
    """A number of the rules; where each world has a set of its own, it usually is the middle of those."""
    if path[1:2] != ("set",) or len(path) < len(("parameters", "set", "name")):
        return of_others(scenario, path)
    name = path[-1]
    number, value, low, high = described(name)
    sets = table("ensembles.yaml")[ensemble(scenario)].get("sets")
    found = parameter_sets(sets) if sets else None
    if found is not None and name in found.parameters:
        value = float(np.median(found.values[found.parameters.index(name)]))
    group, _, rest = name.partition(".")
    return Facts(path, f"{group.replace('_', ' ')}: {rest.replace('_', ' ')}".capitalize(), number.unit, number.meaning, (low, high), value)


def ensemble(scenario: Scenario) -> str:
    """Where the parameters of a story come from."""
    said = scenario.composed.get("parameters")
    named = said.get("ensemble") if isinstance(said, Mapping) else said
    return str(named or usual_parameters(scenario.composed))


def of_mechanisms(scenario: Scenario, path: tuple[str, ...]) -> Facts:
    """A rule that can be switched off."""
    return Facts(path, f"Mechanism {path[-1]}", "", "Whether the mechanism plays", None, "on")


def of_others(scenario: Scenario, path: tuple[str, ...]) -> Facts:
    """Any other setting."""
    return Facts(path, ".".join(path))


KNOWN: Mapping[str, Callable[[Scenario, tuple[str, ...]], Facts]] = {
    "actors": of_actors, "drivers": of_drivers, "initial": of_initial, "parameters": of_parameters, "mechanisms": of_mechanisms,
}
