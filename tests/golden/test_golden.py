"""Each case in this folder's tables: one rule, what it is given, and the number that arithmetic by hand gives.

A case sets what it names and leaves everything else as in January 2026, with default parameters and one world:

    - rule: trade_shares                 # a mechanism, utilities.<capital>, derived.<name> or diagnostics.<name>
      because: "the arithmetic in full, ending in the number"
      given: {state: {flow.goods: 0.5}, instruments: {}, drivers: {}, parameters: {trade_shares.adjustment_months: 24}, length: 1}
      gives: {export_share: 0.19}        # a row of the state, a named term, `total` (of a utility), or a derived quantity

In `given`, a name without its label (`pressure: 0`) sets all its rows. A term may be named with its function
(`opinion_us_terms.commitment`) where its name alone is not clear. Grievance also takes `given.seam_change`, by seam.
"""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import yaml

from sim.rules.derived import Derived
from sim.rules.month import Month
from sim.rules.played import PlayedPath
from sim.world.axes import AXES, CAPITALS, SEAMS
from sim.world.drivers import driver_paths
from sim.world.numbers import tables
from sim.world.parameters import Parameters, as_value, catalogue, defaults
from sim.world.rows import Array, Rows
from sim.world.shocks import Shocks
from sim.world.state import Drivers, Instruments, State, blank, state_layout
from sim.world.worlds import starting_world

GIVEN = {"state", "instruments", "drivers", "parameters", "length", "seam_change"}
OTHER_NAMES = {"seams_substance": "seam_substance"}
TABLES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.glob("*.yaml"))}
CASES = [pytest.param(case, id=f"{table}-{number}-{case['rule']}") for table, cases in TABLES.items() for number, case in enumerate(cases, 1)]


@pytest.mark.parametrize("case", CASES)
def test_the_rule_gives_what_the_arithmetic_gives(case: dict[str, Any]) -> None:
    state, month = situation(case.get("given", {}))
    for name, expected in case["gives"].items():
        assert answer(case, name, state, month) == pytest.approx(expected, rel=1e-9, abs=1e-12), name


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_complete(case: dict[str, Any]) -> None:
    assert set(case) <= {"rule", "because", "given", "gives"} and case["because"] and case["gives"]
    assert set(case.get("given", {})) <= GIVEN


def situation(given: dict[str, Any]) -> tuple[State, Month]:
    """The state and the month of a case: January 2026, changed where the case says so."""
    world = starting_world("january_2026")
    outside = {name: number_of(PlayedPath.of(path, Shocks(0, 0, 1)).at(world.date)) for name, path in driver_paths().items()}
    state = rows_of(State, world.state, given.get("state", {}))
    instruments = rows_of(Instruments, world.instruments, given.get("instruments", {}))
    drivers = rows_of(Drivers, outside, given.get("drivers", {}))
    parameters = changed_parameters(given.get("parameters", {}))
    derived = Derived(state, instruments, drivers, parameters)
    return state, Month(instruments, drivers, parameters, derived, float(given.get("length", 1)))


def rows_of(kind: type[Rows], levels: Any, changes: dict[str, float]) -> Any:
    """A table of one world; a change names one row, or a block of rows at once."""
    rows = blank(kind, 1)
    for name, level in levels.items():
        rows.values[rows.layout.row(name)] = level
    for name, level in changes.items():
        block = [row for row in rows.layout.rows if row.startswith(f"{name}.")]
        for row in block if block and name not in rows.layout.rows else [name]:
            rows.values[rows.layout.row(row)] = level
    return rows


def changed_parameters(changes: dict[str, Any]) -> Parameters:
    """The default parameters with some replaced; one along an axis is given by label, in part or in full."""
    found = {}
    for name, value in changes.items():
        if isinstance(value, dict):
            number = catalogue()[name]
            values = dict(zip(AXES[number.axis or ""], number.value, strict=True))  # type: ignore[arg-type]
            assert set(value) <= set(values), name
            value = tuple((values | value).values())
        found[name] = as_value(value)
    return defaults().changed(found)


def answer(case: dict[str, Any], name: str, state: State, month: Month) -> float:
    """The number of that name that the rule of a case gives."""
    rule = case["rule"]
    if rule.startswith("derived."):
        return number_of(derived_quantity(month.derived, name))
    if rule.startswith("utilities."):
        terms = importlib.import_module(f"sim.rules.{rule}").terms(state, month)
        return number_of(sum(terms.values()) if name == "total" else terms[name])
    if rule.startswith("diagnostics."):
        return number_of(importlib.import_module(f"sim.rules.{rule}").read(state, month)[name])
    module = importlib.import_module(f"sim.rules.mechanisms.{rule}")
    more = (seam_change(case["given"]),) if "seam_change" in case.get("given", {}) else ()
    if name in state.layout.rows:
        after = module.change(state, month, *more)
        return float(state.merged(after).values[state.layout.row(name), 0])
    return number_of(term(module, name, state, month))


def derived_quantity(derived: Derived, name: str) -> Array:
    """A derived quantity by its public name or its name in code, or one row of it."""
    whole, _, label = name.rpartition(".")
    attribute = name.replace(".", "_")
    attribute = OTHER_NAMES.get(attribute, attribute)
    if hasattr(derived, attribute):
        return np.asarray(getattr(derived, attribute))
    return labelled(np.asarray(getattr(derived, whole.replace(".", "_"))), label)


def term(module: ModuleType, name: str, state: State, month: Month) -> Array:
    """One named term of a mechanism, or one row of it; fails unless exactly one term has the name."""
    functions = {key: value for key, value in inspect.getmembers(module, inspect.isfunction)
                 if key.endswith("_terms") and list(inspect.signature(value).parameters) == ["before", "month"]}
    found: dict[str, Array] = {}
    for key, function in functions.items():
        for short, value in function(state, month).items():
            array = np.asarray(value, dtype=float)
            rows = {f".{label}": labelled(array, label) for axis in AXES.values() for label in axis} if array.ndim > 1 else {"": array}
            found |= {f"{key}.{short}{label}": row for label, row in rows.items()}
    matches = [key for key in found if key == name or key.partition(".")[2] == name]
    assert len(matches) == 1, f"{name} is not one term of {module.__name__}: {', '.join(matches or found)}"
    return found[matches[0]]


def labelled(block: Array, label: str) -> Array:
    """The row of a block that a channel or a seam names."""
    axis = next(labels for labels in AXES.values() if label in labels)
    return np.asarray(block[axis.index(label)])


def number_of(value: Any) -> float:
    """A quantity of one world as a number."""
    return float(np.ravel(value)[0])


def seam_change(given: dict[str, Any]) -> Array:
    """How far each seam moved in the month, `[seam, world]`."""
    return np.array([[float(given["seam_change"].get(seam, 0))] for seam in SEAMS])


def test_every_mechanism_and_every_capital_has_a_case() -> None:
    folder = Path(importlib.import_module("sim.rules.mechanisms").__file__ or "").parent
    rules = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")} | {f"utilities.{capital}" for capital in CAPITALS}
    missing = rules - {case["rule"] for cases in TABLES.values() for case in cases}
    assert not missing, f"no golden case for {', '.join(sorted(missing))}"


def test_every_field_of_the_state_can_be_given() -> None:
    assert set(starting_world("january_2026").state) == set(state_layout().rows)
    assert "trade_coercion" in tables("parameters")
