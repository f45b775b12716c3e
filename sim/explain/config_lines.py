"""File and line of everything in `configs/`."""

from __future__ import annotations

from functools import cache
from importlib import resources

from sim.errors import ConfigError
from sim.scenario.tree import Branch, at, key_mark
from sim.scenario.yaml_reader import read_yaml
from sim.world.axes import CAPITALS
from sim.world.numbers import table, tables


@cache
def tree_of(path: str) -> Branch:
    """A table of `configs/` with the place of everything; raises `ConfigError` where it is no mapping."""
    tree = read_yaml(resources.files("sim.configs").joinpath(path).read_text(encoding="utf-8"), f"configs/{path}", [])
    if not isinstance(tree, Branch):
        raise ConfigError("this table cannot be read", where=f"configs/{path}")
    return tree


@cache
def where(path: str, *steps: str) -> str:
    """`configs/FILE:line` of the last key of a path in a table; the file alone where the path leads nowhere."""
    tree = tree_of(path)
    if not steps or at(tree, *steps) is None:
        return f"configs/{path}"
    return f"configs/{path}:{key_mark(tree, steps).line}"


def of_parameter(name: str) -> str:
    """Where a parameter stands, by its full name."""
    group, short = name.split(".")[:2]
    return where(f"actors/{group}.yaml", "preferences", short) if group in CAPITALS and short in table(f"actors/{group}.yaml")["preferences"] \
        else where(f"parameters/{group}.yaml", "numbers", short)


def of_source(key: str) -> str:
    """Where a source stands, by its key."""
    name = next(name for name in tables("sources") if key in table(f"sources/{name}.yaml"))
    return where(f"sources/{name}.yaml", key)
