"""From what is said of a setting to its lever: its range or its values, with `all`, `plausible` and `+-20%` worked out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sim.experiments.sweep.facts import Facts, facts
from sim.experiments.sweep.levers import Lever
from sim.rules.doctrines import DOCTRINES
from sim.scenario.actors import ONLY
from sim.scenario.check_sweep import BULK, VARIANT
from sim.scenario.names import ensembles
from sim.scenario.numbers import wrong
from sim.scenario.variations import Variation, flow
from sim.world.actors import actor
from sim.world.axes import CAPITALS
from sim.world.parameters import sensitivity_set

if TYPE_CHECKING:
    from sim.scenario import Scenario


def levers_of(scenario: Scenario, name: str, said: Variation) -> list[Lever]:
    """The levers of one wish: one, or all parameters of the sensitivity set; raises a fault where it cannot be."""
    if name == BULK:
        return in_bulk(scenario, said)
    known = facts(scenario, name)
    if name == VARIANT:
        check_variants(scenario, said)
    if said.word == "all":
        said = Variation(values=every(scenario, name, known))
    if said.values:
        return [of_values(name, known, said)]
    low, high = span(name, known, said)
    return [replace(blank(name, known), low=low, high=high)]


def blank(name: str, known: Facts) -> Lever:
    """A lever of which nothing but facts is known."""
    return Lever(name, known.label, known.unit, known.meaning, plausible=known.plausible, usual=known.usual)


def in_bulk(scenario: Scenario, said: Variation) -> list[Lever]:
    """Every parameter of the sensitivity set, over its plausible range, or over a share around what it is, within that range."""
    if said.word != "plausible" and not (said.percent and said.base is None):
        raise wrong("wrong-type", "all parameters together vary over their plausible ranges or by a percentage", "write plausible, or +-20%")
    found = []
    for name in sensitivity_set():
        known = facts(scenario, name)
        least, most = known.plausible or (0.0, 0.0)
        low, high = span(name, known, said)
        found.append(replace(blank(name, known), low=max(low, min(least, high)), high=min(high, max(most, low))))
    return found


def of_values(name: str, known: Facts, said: Variation) -> Lever:
    """A lever with values of its own: numbers, or words and structures."""
    values = tuple(flow(value) for value in said.values)
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in said.values):
        return replace(blank(name, known), low=min(map(float, said.values)), high=max(map(float, said.values)), values=values)
    return replace(blank(name, known), kind="category", values=values)


def span(name: str, known: Facts, said: Variation) -> tuple[float, float]:
    """The ends of a range."""
    if said.low is not None and said.high is not None:
        low, high = said.low, said.high
    elif said.word == "plausible":
        if known.plausible is None:
            raise wrong("no-range", f"there is no sourced range of `{name}`", "write one: 0.2..0.9")
        low, high = known.plausible
    else:
        low, high = around(name, known, said)
    if not low < high:
        raise wrong("empty-design", f"`{name}` would always be {low:g}", "write a range whose ends differ")
    return low, high


def around(name: str, known: Facts, said: Variation) -> tuple[float, float]:
    """An amount or a share to both sides of a base."""
    base = said.base if said.base is not None else known.usual
    amount = said.amount or 0.0
    if not isinstance(base, float):
        told = f"says `{base}`, which is no single number" if isinstance(base, str) else "says nothing"
        raise wrong("no-base", f"of `{name}` the story {told}", f"say around what: 0.5 +- {amount:g}{'%' if said.percent else ''}")
    middle, width = Decimal(repr(base)), Decimal(repr(amount))
    width = abs(middle) * width / 100 if said.percent else width
    return float(middle - width), float(middle + width)


def check_variants(scenario: Scenario, said: Variation) -> None:
    """Refuse a variant that the story does not have, and what is no list of them."""
    names = [variant.name for variant in scenario.variants]
    strange = [flow(value) for value in said.values if value not in names]
    if strange or not (said.values or said.word == "all"):
        what = f"`{strange[0]}` is not a variant of this scenario" if strange else "variants are no range"
        raise wrong("unknown-variant", what, f"known: {', '.join(names)}")


def every(scenario: Scenario, name: str, known: Facts) -> tuple[str, ...]:
    """All that a setting with few choices can be."""
    *_, key = known.path or (VARIANT,)
    capital = known.path[1] if known.path[:1] == ("actors",) else ""
    if key == VARIANT:
        return tuple(variant.name for variant in scenario.variants)
    if key == "posture" and capital in CAPITALS:
        return tuple(actor(capital).postures)
    if key == "doctrine" and capital in CAPITALS:
        return tuple(doctrine for doctrine in DOCTRINES if ONLY.get(doctrine, capital) == capital)
    if key == "ensemble":
        return ensembles()
    if known.path[:1] == ("mechanisms",) or key == "elections":
        return ("on", "off")
    raise wrong("no-list", f"there is no list of all that `{name}` can be", "write a range 0.2..0.9, or the values: [0.2, 0.5]")
