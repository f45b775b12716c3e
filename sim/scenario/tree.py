"""A scenario as it was written: mappings, lists and values, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sim.scenario.marks import Mark

Path = tuple[str | int, ...]
Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Leaf:
    """A value. `inside` is the column where its text begins (after a quote), `said` the text of the file where names were replaced in it."""

    value: Scalar
    mark: Mark
    inside: int = 0
    said: str = ""


@dataclass(frozen=True)
class Branch:
    """A mapping; `keys` are the places of its keys."""

    entries: Mapping[str, Tree]
    keys: Mapping[str, Mark]
    mark: Mark

    def without(self, key: str) -> Branch:
        """The same mapping without one entry."""
        return Branch({k: v for k, v in self.entries.items() if k != key}, {k: v for k, v in self.keys.items() if k != key}, self.mark)


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Tree, ...]
    mark: Mark


Tree = Leaf | Branch | Items


def plain(tree: Tree) -> Any:
    """The values alone, without places."""
    if isinstance(tree, Branch):
        return {key: plain(entry) for key, entry in tree.entries.items()}
    return [plain(item) for item in tree.items] if isinstance(tree, Items) else tree.value


def child(tree: Tree, step: str | int) -> Tree | None:
    """What stands under a key or at a position; None where nothing does."""
    if isinstance(tree, Branch) and isinstance(step, str):
        return tree.entries.get(step)
    if isinstance(tree, Items) and isinstance(step, int) and step < len(tree.items):
        return tree.items[step]
    return None


def find(tree: Tree, path: Path) -> tuple[Tree, Path]:
    """The deepest tree along a path, and the steps that led to it; steps that lead nowhere are passed over."""
    taken: Path = ()
    for step in path:
        below = child(tree, step)
        if below is not None:
            tree, taken = below, (*taken, step)
    return tree, taken


def at(tree: Tree, *path: str | int) -> Tree | None:
    """What stands at a path; None where it leads nowhere."""
    for step in path:
        below = child(tree, step)
        if below is None:
            return None
        tree = below
    return tree


def key_mark(root: Tree, path: Path) -> Mark:
    """The place of the last key of a path, or of the value where that stands in a list."""
    above, _ = find(root, path[:-1])
    if path and isinstance(above, Branch) and isinstance(path[-1], str) and path[-1] in above.keys:
        return above.keys[path[-1]]
    return find(root, path)[0].mark


def without_all(tree: Tree, paths: Collection[Path]) -> Tree:
    """The same tree with what stands at each of some paths taken out."""
    here: dict[str | int, list[Path]] = {}
    for path in paths:
        here.setdefault(path[0], []).append(path[1:])
    gone = {step for step, rests in here.items() if () in rests}
    if not here:
        return tree
    if isinstance(tree, Branch):
        entries = {key: without_all(entry, here.get(key, ())) for key, entry in tree.entries.items() if key not in gone}
        return Branch(entries, {key: tree.keys[key] for key in entries}, tree.mark)
    if isinstance(tree, Items):
        return Items(tuple(without_all(item, here.get(place, ())) for place, item in enumerate(tree.items) if place not in gone), tree.mark)
    return tree


def leaves(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, Leaf]]:
    """Every value with its path, in order."""
    if isinstance(tree, Leaf):
        yield path, tree
    elif isinstance(tree, Branch):
        for key, entry in tree.entries.items():
            yield from leaves(entry, (*path, key))
    else:
        for place, item in enumerate(tree.items):
            yield from leaves(item, (*path, place))


def named(items: Items, name: str) -> int | None:
    """The position of the item with that `name:` (or `event:`) in a list of mappings."""
    return next((place for place, item in enumerate(items.items) if name_of(item) == name), None)


def name_of(item: Tree) -> str | None:
    """What an item of a list calls itself: its `name`, or its `event` where it has none."""
    for key in ("name", "event"):
        leaf = child(item, key)
        if isinstance(leaf, Leaf):
            return str(leaf.value)
    return None
