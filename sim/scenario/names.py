"""The names that a story may use: capitals, instruments, quantities, drivers, parameters, mechanisms, events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pydantic_core import PydanticCustomError

from sim.errors import MOST, listed, nearest
from sim.rules.mechanisms import CODES
from sim.rules.recorded import recorded_names
from sim.scenario.numbers import shown, wrong
from sim.world.actors import Instrument, actor, instrument_layout, rows_of
from sim.world.axes import AXES, CAPITALS
from sim.world.numbers import table
from sim.world.parameters import catalogue
from sim.world.state import driver_layout, state_layout

SEE = {"unknown-event": "sim list events", "unknown-quantity": "sim list quantities", "unknown-parameter": "sim list parameters",
       "unknown-theatre": "sim list theatres"}
"""The command that shows all names of a kind, by the code of the fault."""


def unknown(kind: str, name: object, known: Iterable[str], code: str = "unknown-name", *, see: str = "") -> PydanticCustomError:
    """The fault for a name that does not exist, with the nearest one and, where they are few, all of them; else where to see all."""
    names, all_of_them = list(known), see or SEE.get(code, "")
    near = nearest(str(name), names)
    remedy = f"did you mean `{near}`?" if near else ""
    if len(names) <= MOST or not near:
        remedy = f"{remedy} known: {listed(names, all_of_them)}".strip()
    elif all_of_them:
        remedy = f"{remedy} see: {all_of_them}"
    return wrong(code, f"{shown(name)} is not {kind}", remedy)


@cache
def instruments() -> Mapping[str, tuple[str, Instrument]]:
    """Every row of the instruments by its public name, with its capital."""
    return {row: (capital, i) for capital in CAPITALS for i in actor(capital).instruments for row in rows_of(i)}


@cache
def parameters() -> tuple[str, ...]:
    """Every parameter by its full name; one along an axis once per label (`trade_coercion.exposure.culture`)."""
    found: list[str] = []
    for name, number in catalogue().items():
        found += [f"{name}.{label}" for label in AXES[number.axis]] if number.axis else [name]
    return tuple(found)


@cache
def ensembles() -> tuple[str, ...]:
    """Where parameters can come from."""
    return tuple(table("ensembles.yaml"))


def without_capital(name: str) -> str:
    """An instrument's name without its capital in front: `beijing.pressure.culture` -> `pressure.culture`."""
    capital, _, rest = name.partition(".")
    return rest if capital in CAPITALS and rest in instruments() and instruments()[rest][0] == capital else name


def target(name: str) -> str:
    """What an effect can change, by its full name: a state, an instrument, `drivers.NAME`, `parameters.NAME`."""
    bare = without_capital(name)
    if bare in state_layout().rows or bare in instrument_layout().rows:
        return bare
    kind, _, rest = name.partition(".")
    if name in driver_layout().rows or (kind == "drivers" and rest in driver_layout().rows):
        return f"drivers.{name.removeprefix('drivers.')}"
    if kind == "parameters" and rest in parameters():
        return name
    if name in recorded_names():
        raise wrong("not-changeable", f"`{name}` is computed from other quantities, so nothing can change it directly", "change what it is made of")
    raise unknown("a quantity, instrument, driver or parameter", name, targets(), see="sim list quantities, or instruments, or parameters")


@cache
def targets() -> tuple[str, ...]:
    """Every name that an effect can change."""
    drivers = [f"drivers.{row}" for row in driver_layout().rows]
    return (*state_layout().rows, *instrument_layout().rows, *drivers, *(f"parameters.{name}" for name in parameters()))


def recorded(name: object) -> str:
    """A recorded quantity, with or without its capital in front."""
    bare = without_capital(str(name))
    if bare not in recorded_names():
        raise unknown("a recorded quantity", name, recorded_names(), "unknown-quantity")
    return bare


def mechanism(name: str) -> str:
    """The code of a mechanism given by name or code."""
    if name in CODES:
        return CODES[name]
    if name in CODES.values():
        return name
    raise unknown("a mechanism", name, (*CODES, *CODES.values()), "unknown-mechanism")


@cache
def library() -> tuple[str, ...]:
    """The events of the library."""
    return tuple(table("events.yaml")["events"])


@cache
def themes() -> tuple[str, ...]:
    """What stories can be about."""
    return tuple(table("themes.yaml"))
