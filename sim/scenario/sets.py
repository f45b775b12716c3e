"""`--set NAME=VALUE`: one setting laid over a scenario, with a place of its own in messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sim.errors import Fault, nearest
from sim.scenario.actors import capital_model
from sim.scenario.extend import overlaid, stacked
from sim.scenario.marks import Mark, Text
from sim.scenario.names import instruments, parameters, without_capital
from sim.scenario.own_names import modelled
from sim.scenario.schema import File
from sim.scenario.strict import keys
from sim.scenario.tree import Branch, Items, Leaf, Tree, child, named
from sim.scenario.yaml_reader import read_yaml
from sim.world.axes import CAPITALS
from sim.world.state import driver_layout, state_layout
from sim.world.theatres import translated

JOINED = ("drivers", "initial", "mechanisms")
"""Mappings whose keys are public names with dots."""


def set_layers(tree: Branch, sets: Iterable[str], faults: list[Fault], aliases: Mapping[str, str] = MappingProxyType({})) -> list[Branch]:
    """What every `NAME=VALUE` lays over the scenario, in order; each may name what an earlier one has brought.

    `aliases` are the names of the scenario's theatre with the model's names for the same.
    """
    found: list[Branch] = []
    for place, text in enumerate(sets, start=1):
        layer = set_layer(stacked([tree, *found]), text, Text(f"--set[{place}]", (text,)), faults, aliases)
        found += [layer] if layer is not None else []
    return found


def set_layer(tree: Branch, text: str, source: Text, faults: list[Fault], aliases: Mapping[str, str]) -> Branch | None:
    """What one setting lays over the scenario; None, with a fault, where it sets nothing."""
    name, sign, value = text.partition("=")
    name_mark = Mark(source, 1, 1, max(1, len(name)))
    if not sign or not name.strip():
        faults.append(name_mark.fault("bad-set", f"`{text}` is not NAME=VALUE", "for example beijing.pressure.culture=0.8"))
        return None
    path = settled(tree, translated(name.strip(), aliases))
    if path is None:
        faults.append(unknown_setting(name.strip(), name_mark))
        return None
    parsed = read_yaml(value, source.name, faults)
    if parsed is None:
        faults.append(name_mark.fault("empty-value", f"`{name}` is set to nothing", "write a value after the ="))
        return None
    value_tree = modelled(shifted(parsed, source, len(name) + 1), aliases, faults, path)
    layer = nested(tree, path, value_tree, name_mark)
    return layer if isinstance(layer, Branch) else None


def unknown_setting(name: str, mark: Mark) -> Fault:
    """The fault for a name that sets nothing."""
    near = nearest(name, settable())
    remedy = f"did you mean `{near}`?" if near else "for example beijing.pressure.culture, time.months, drivers.war_demand"
    return mark.fault("unknown-setting", f"`{name}` is not a setting of a scenario", remedy)


def settable() -> list[str]:
    """Names that can be set, for the nearest one."""
    levels = [f"{capital}.{row}" for row, (capital, _) in instruments().items()]
    doctrines = [f"{capital}.{key}" for capital in CAPITALS for key in ("doctrine", "posture")]
    drivers = [f"drivers.{row}" for row in driver_layout().rows]
    return [*levels, *doctrines, *drivers, *state_layout().rows, *parameters(), *keys(File), "time.start", "time.months", "runs.worlds", "runs.seed"]


def settled(tree: Branch, name: str) -> tuple[str, ...] | None:
    """Where a name sets something: short names of instruments, drivers, quantities and parameters are completed."""
    parts = tuple(name.split("."))
    bare = without_capital(name)
    if bare in instruments():
        return ("actors", instruments()[bare][0], *bare.split("."))
    if parts[0] in CAPITALS and len(parts) > 1 and parts[1] in keys(capital_model(parts[0])):
        return ("actors", *parts)
    if name in driver_layout().rows:
        return ("drivers", name)
    if name in state_layout().rows:
        return ("initial", name)
    if name in parameters():
        return ("parameters", "set", name)
    return inner(parts) if parts[0] in keys(File) else None


def inner(parts: tuple[str, ...]) -> tuple[str, ...]:
    """A full path, with public names kept in one piece."""
    if parts[0] == "variants" and len(parts) > 3:
        return (*parts[:2], *inner(parts[2:]))
    if parts[0] in JOINED and len(parts) > 1:
        return (parts[0], ".".join(parts[1:]))
    if parts[:2] == ("parameters", "set") and len(parts) > 2:
        return ("parameters", "set", ".".join(parts[2:]))
    if parts[0] == "events" and len(parts) > 2:
        return ("events", ".".join(parts[1:-1]), parts[-1])
    return parts


def nested(tree: Tree | None, path: tuple[str, ...], value: Tree, mark: Mark) -> Tree:
    """A value wrapped in the mappings that lead to it; in a list of events, the event of that name with the value in it."""
    if not path:
        return value
    step = path[0]
    if isinstance(tree, Items) and (place := named(tree, step)) is not None:
        item = tree.items[place]
        changed = overlaid(item, nested(item, path[1:], value, mark))
        return Items((changed,), mark)
    below = child(tree, step) if tree is not None else None
    return Branch({step: nested(below, path[1:], value, mark)}, {step: mark}, mark)


def shifted(tree: Tree, source: Text, columns: int) -> Tree:
    """A value that was read alone, with its places in the whole text."""
    if isinstance(tree, Leaf):
        return Leaf(tree.value, moved(tree.mark, source, columns), tree.inside + columns if tree.inside else 0)
    if isinstance(tree, Items):
        return Items(tuple(shifted(item, source, columns) for item in tree.items), moved(tree.mark, source, columns))
    entries = {key: shifted(entry, source, columns) for key, entry in tree.entries.items()}
    return Branch(entries, {key: moved(mark, source, columns) for key, mark in tree.keys.items()}, moved(tree.mark, source, columns))


def moved(mark: Mark, source: Text, columns: int) -> Mark:
    """A place so many columns to the right."""
    return Mark(source, mark.line, mark.column + columns, mark.length)
