"""Reads the rules as text and finds which quantities and parameters they name, without running them: who reads what."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ANNOTATED = {
    "State": "state", "Instruments": "instruments", "Drivers": "drivers", "Parameters": "parameters",
    "Derived": "derived", "Month": "month", "Situation": "month",
}
"""What an argument is, by its annotation. A situation is read like a month."""

PARTS = {
    "state": "state", "before": "state", "instruments": "instruments", "targets": "instruments", "drivers": "drivers",
    "parameters": "parameters", "base": "parameters", "derived": "derived", "step": "month",
}
"""What the parts of a month, of a situation and of `self` are."""


@dataclass(frozen=True)
class Reading:
    """A name that a rule reads: `kind` is a table or `parameters.<group>`; `by` is the function that reads it."""

    kind: str
    name: str
    where: str
    by: str = ""


@dataclass
class Reader:
    """Everything that the modules of a folder read. `loose` are attribute names whose owner could not be told."""

    readings: list[Reading] = field(default_factory=list)
    loose: set[str] = field(default_factory=set)

    def read(self, path: Path) -> None:
        """Read one module."""
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                self.read_function(node, path)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.loose.update(node.value.split("."))

    def read_function(self, function: ast.FunctionDef, path: Path) -> None:
        """Read one function: first what its names stand for, then what is asked of them."""
        known = dict(arguments(function))
        for node in ast.walk(function):
            known |= dict(bindings(node, known))
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute):
                kind = kind_of(node.value, known)
                if kind in (None, "month"):
                    self.loose.add(node.attr)
                else:
                    self.readings.append(Reading(str(kind), node.attr, f"{path}:{node.lineno}", function.name))


def arguments(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """What the arguments of a function are, by their annotations."""
    for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs):
        if argument.arg == "self":
            yield "self", "month"
        elif isinstance(argument.annotation, ast.Name) and argument.annotation.id in ANNOTATED:
            yield argument.arg, ANNOTATED[argument.annotation.id]


def bindings(node: ast.AST, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Names that an assignment gives to something known: `p, derived = month.parameters.threat, month.derived`."""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return
    target, value = node.targets[0], node.value
    several = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
    pairs = zip(target.elts, value.elts, strict=True) if several else [(target, value)]  # type: ignore[attr-defined]
    for name, expression in pairs:
        kind = kind_of(expression, known)
        if isinstance(name, ast.Name) and kind:
            yield name.id, kind


def kind_of(node: ast.AST, known: dict[str, str]) -> str | None:
    """What an expression is: a table, `parameters.<group>`, a month, or None where that cannot be told."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "now":
        return "month" if kind_of(node.func.value, known) == "month" else None
    if not isinstance(node, ast.Attribute):
        return None
    owner = kind_of(node.value, known)
    if owner == "month":
        return PARTS.get(node.attr)
    return f"parameters.{node.attr}" if owner == "parameters" else None
