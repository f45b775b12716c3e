"""A derived quantity that says it rests on the state alone, or on what the capitals do alone, reads nothing else.

The look-ahead keeps such a quantity when the other table changes: a wrong word would quietly give old numbers.
"""

from __future__ import annotations

import ast
import inspect

import pytest

from sim.rules import derived

TABLES = {"of_state": "state", "of_instruments": "instruments", "read_once": None}


def properties() -> dict[str, tuple[str, set[str]]]:
    """Every quantity with its tag and the attributes of `self` that it reads."""
    tree = ast.parse(inspect.getsource(derived))
    klass = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Derived")
    found = {}
    for node in klass.body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            parts = [part for part in ast.walk(node) if isinstance(part, ast.Attribute)]
            read = {part.attr for part in parts if ast.unparse(part.value) == "self"}
            found[node.name] = (ast.unparse(node.decorator_list[0]), read)
    return found


def rests_on(name: str) -> set[str]:
    """The tables that a quantity rests on, through the quantities that it reads."""
    _, read = properties()[name]
    found: set[str] = set()
    for attribute in read:
        found |= rests_on(attribute) if attribute in properties() else {attribute} & {"state", "instruments"}
    return found


def test_there_are_quantities_of_every_kind() -> None:
    assert {tag for tag, _ in properties().values()} == set(TABLES)


@pytest.mark.parametrize("name", sorted(properties()))
def test_a_quantity_rests_on_what_its_tag_says(name: str) -> None:
    allowed = TABLES[properties()[name][0]]
    assert allowed is None or rests_on(name) <= {allowed}
