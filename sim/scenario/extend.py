"""Lays one scenario over another: `extends:` up to a dated world, variants over their base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.errors import Fault, nearest
from sim.scenario.files import ALL, TO_COPY, displayed, locate, read_text, shipped
from sim.scenario.marks import Mark, Text
from sim.scenario.tree import Branch, Items, Leaf, Tree, name_of
from sim.scenario.yaml_reader import read_yaml
from sim.world.actors import actor
from sim.world.axes import CAPITALS
from sim.world.worlds import world_names


@cache
def grouped() -> frozenset[tuple[str, str]]:
    """The keys of a capital that hold several instruments: (capital, key)."""
    return frozenset((c, i.group or i.name) for c in CAPITALS for i in actor(c).instruments if i.group or i.axis)


def single(path: tuple[str, ...]) -> bool:
    """Whether what stands at a path is one setting, which a later word on it replaces as a whole."""
    if path[:1] == ("variants",) and len(path) > 2:
        return single(path[2:])
    if path[:1] == ("actors",):
        return len(path) == 4 or (len(path) == 3 and (path[1], path[2]) not in grouped())
    if path[:1] in (("drivers",), ("initial",)):
        return len(path) == 2
    return path == ("sweep",) or path[:2] == ("parameters", "set") and len(path) == 3


def overlaid(base: Tree, over: Tree, path: tuple[str, ...] = ()) -> Tree:
    """A tree with another laid over it: what the other says wins, what it leaves out stays."""
    if path[-1:] == ("parameters",):
        base = as_mapping(base, over)
    if isinstance(base, Branch) and isinstance(over, Branch) and not single(path):
        merged = {key: overlaid(base.entries[key], entry, (*path, key)) if key in base.entries else entry for key, entry in over.entries.items()}
        return Branch({**base.entries, **merged}, {**base.keys, **over.keys}, base.mark)
    if isinstance(base, Items) and isinstance(over, Items) and path[-1:] == ("events",):
        return added(base, over)
    return over


def as_mapping(base: Tree, over: Tree) -> Tree:
    """`parameters: wide` as `{ensemble: wide}`, where a mapping is to be laid over it."""
    if isinstance(base, Leaf) and isinstance(over, Branch):
        return Branch({"ensemble": base}, {"ensemble": base.mark}, base.mark)
    return base


def added(base: Items, over: Items) -> Items:
    """Two lists of events, one after the other; an event of the same name replaces the first one."""
    items = list(base.items)
    places = {name_of(item): place for place, item in enumerate(items)}
    for item in over.items:
        place = places.get(name_of(item))
        if place is None or name_of(item) is None:
            items.append(item)
        else:
            items[place] = item
    return Items(tuple(items), over.mark)


@dataclass(frozen=True)
class Source:
    """One file on the way: its path, its name in messages, and what it says."""

    path: Path
    name: str
    tree: Branch


def read_source(path: Path, given: str, faults: list[Fault]) -> Source | None:
    """One file, without what it extends; None, with a fault, where it cannot be read."""
    name = displayed(path, given)
    text = read_text(path, name, faults)
    if text is None:
        return None
    before = len(faults)
    tree = read_yaml(text, name, faults)
    if isinstance(tree, Branch):
        return Source(path, name, tree)
    if tree is not None:
        faults.append(tree.mark.fault("not-a-mapping", "a scenario is a mapping: `title: ...`, `extends: ...`", TO_COPY))
    elif len(faults) == before:
        faults.append(Mark(Text(name, ()), 1, 1).fault("empty-file", "the file says nothing", TO_COPY))
    return None


def layers(source: Source, faults: list[Fault], seen: tuple[Path, ...] = ()) -> list[Branch]:
    """A file and all that it extends, the farthest first; what extends no dated world has no `extends` left."""
    leaf = source.tree.entries.get("extends")
    if not isinstance(leaf, Leaf) or not isinstance(leaf.value, str) or leaf.value in world_names():
        return [source.tree]
    tree = source.tree.without("extends")
    path = locate(leaf.value, source.path.parent)
    if path is None:
        known = [*world_names(), *shipped()]
        near = nearest(leaf.value, known)
        remedy = (f"did you mean `{near}`? " if near else "") + f"worlds: {', '.join(world_names())}; stories: see {ALL}"
        faults.append(leaf.mark.fault("missing-extends", f"there is no world or scenario `{leaf.value}`", remedy))
        return [tree]
    here = (*seen, source.path.resolve())
    if path.resolve() in here:
        faults.append(leaf.mark.fault("cyclic-extends", f"`{leaf.value}` leads back to this file", "one of them must extend a dated world"))
        return [tree]
    above = read_source(path, leaf.value, faults)
    return [tree] if above is None else [*layers(above, faults, here), tree]


def stacked(trees: Sequence[Branch]) -> Branch:
    """Trees laid over each other, the last on top."""
    below = trees[0]
    for tree in trees[1:]:
        merged = overlaid(below, tree)
        below = merged if isinstance(merged, Branch) else tree
    return below
