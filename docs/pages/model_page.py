"""docs/reference/model.md: how the model works, read off the rules and the tables."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from types import ModuleType
from typing import Any

from shapes import cite, heading, named_terms, number, one_a_line, page, prose, table, within, without_shapes

from sim.explain.manual import bounds, noise
from sim.rules import derived, diagnostics, doctrines, phases
from sim.rules.derived import Derived
from sim.rules.mechanisms import CODES
from sim.rules.recorded import attribute_of
from sim.rules.turn import TURN
from sim.rules.utilities import UTILITIES
from sim.world.actors import Actor, Instrument, actor
from sim.world.axes import AXES, CAPITALS
from sim.world.numbers import GRADES, Number, read_group, tables
from sim.world.numbers import table as config

INTRODUCTION = """
The model follows five capitals, Seoul, Beijing, Washington, Tokyo and Pyongyang, month by month. What they do (instruments) moves trade,
technology, opinion, policy seams and alliances (state), and what they see there makes them choose again. Moscow and Taiwan are outside.

It makes assumptions explicit and compares stories under the same chance. It is no forecast: cohesion, seams and credibility are indices
on scales from 0 to 1 that nobody measures, and most numbers are judgement ([all of them, with their grades](parameters.md)).
Trust the sign and the order of differences between stories before their size, and their size before any level.

In equations, a name with a dot is the name of a quantity in scenarios and results; other names are parameters of the same section.
`x -> y with m` means that x closes its gap to y with a time constant of m months, exactly for any length of step.
"""


def render() -> str:
    """The whole page."""
    taken: set[str] = set()
    parts = [INTRODUCTION, grades(), order_of_play(), *actors(), *mechanisms(taken), *derived_quantities(taken)]
    parts += [*outputs(taken), *decisions(taken), *utilities(), *rest(taken)]
    return page("The model", parts)


def grades() -> str:
    """What the evidence grades say."""
    return "Evidence grades: " + "; ".join(f"**{grade}** {meaning}" for grade, meaning in GRADES.items()) + "."


def order_of_play() -> str:
    """The phases of a month."""
    lines = [f"{place}. **{phase.name}**. {phase.sentence}" for place, phase in enumerate(TURN, 1)]
    owners = [name for name in dict.fromkeys(entry["owner"] for entry in config("quantities.yaml")["state"].values()) if name not in CODES]
    rest = "\n\n".join([f"The phase *{name}* alone writes:\n\n" + owned(name) for name in owners])
    return "## A month, first to last\n\n" + "\n".join(lines) + "\n\n" + rest


def actors() -> Iterator[str]:
    """What each capital can do, and the postures that it chooses from."""
    yield "## What the capitals can do"
    yield "Every instrument runs from 0 to 1. A posture is a bundle of levels; every menu also has `hold`, which keeps the current target."
    for capital in CAPITALS:
        someone = actor(capital)
        yield f"### {someone.label}"
        rows = [[label(i), i.meaning, i.zero, i.one] for i in someone.instruments]
        yield table(["instrument", "meaning", "0", "1"], rows)
        yield postures(someone)


def label(instrument: Instrument) -> str:
    """An instrument by its public name, with its axis."""
    return f"`{instrument.public}`" + (f" by {instrument.axis} ({', '.join(AXES[instrument.axis])})" if instrument.axis else "")


def postures(someone: Actor) -> str:
    """The levels of every posture, instrument by instrument, and what each posture stands for."""
    rows = [[f"`{row}`", *(number(p.levels[place]) for p in someone.postures.values())] for place, row in enumerate(someone.rows)]
    what = [
        f"- **{p.name}**: {p.meaning}. Levels plus or minus {number(p.spread)}. {p.grade}: {cite(p.source, p.because)}"
        for p in someone.postures.values()
    ]
    return table(["posture", *someone.postures], rows) + "\n\n" + "\n".join(what)


def mechanisms(taken: set[str]) -> Iterator[str]:
    """One section a mechanism: sentence, equation, source, what it owns, its numbers."""
    yield "## How the world answers"
    yield "Mechanisms read the same start of the month, so their order does not matter; grievance alone reads how far the seams have moved."
    for name, code in sorted(CODES.items(), key=lambda entry: (int(entry[1][1:]), entry[0])):
        module = importlib.import_module(f"sim.rules.mechanisms.{name}")
        yield f"### {code} {heading(name)}"
        yield prose(module.__doc__)
        yield named_terms(module)
        yield owned(name)
        yield from group(name, taken)


def owned(owner: str) -> str:
    """The quantities that a mechanism or a phase alone may write."""
    found = {name: entry for name, entry in config("quantities.yaml")["state"].items() if entry["owner"] == owner}
    rows = [[by(name, e), e["unit"], bounds(e), noise(e), e["meaning"]] for name, e in found.items()]
    return table(["owns", "unit", "bounds", "noise a month", "meaning"], rows)


def by(name: str, entry: dict[str, Any]) -> str:
    """A quantity by its public name, with its axis."""
    return f"`{name}`" + (f" by {entry['by']}" if "by" in entry else "")


def group(name: str, taken: set[str]) -> Iterator[str]:
    """The table of one group of parameters, once on the page."""
    if name in tables("parameters") and name not in taken:
        taken.add(name)
        yield parameters(read_group(f"parameters/{name}.yaml"), f"`{name}.`")


def parameters(numbers: Iterable[Number], title: str) -> str:
    """A table of numbers; bold ones are in the sensitivity set."""
    rows = [[strong(n), n.meaning, values(n), n.unit, n.grade, cite(n.source, n.because)] for n in numbers]
    return table([title, "meaning", "value (range)", "unit", "grade", "source or reason"], rows)


def strong(entry: Number) -> str:
    """A number's name, bold where it is in the sensitivity set."""
    return f"**{entry.name}**" if entry.group == "sensitivity" else entry.name


def values(entry: Number) -> str:
    """A value with its range, or those along an axis."""
    if not isinstance(entry.value, tuple) or not isinstance(entry.low, tuple) or not isinstance(entry.high, tuple):
        return within(entry.value, entry.low, entry.high)
    return one_a_line(AXES[entry.axis or ""], zip(entry.value, entry.low, entry.high, strict=True))


def derived_quantities(taken: set[str]) -> Iterator[str]:
    """What is read off a state, with the numbers that it takes."""
    yield "## What is read off a state"
    yield prose(derived.__doc__)
    public = {attribute_of(name): name for name in config("quantities.yaml")["derived"]}
    found = [(public.get(name, name), value) for name, value in vars(Derived).items() if isinstance(value, cached_property)]
    yield "\n".join(f"- **{name}**. {without_shapes(' '.join(inspect.cleandoc(value.__doc__ or '').split()))}" for name, value in found)
    yield from groups_used([derived], taken)


def groups_used(modules: Iterable[ModuleType], taken: set[str]) -> Iterator[str]:
    """The groups of parameters that some modules read, as far as the page does not have them yet."""
    for module in modules:
        for name in dict.fromkeys(re.findall(r"parameters\.([a-z_]+)\b", inspect.getsource(module))):
            yield from group(name, taken)


def modules(package: ModuleType) -> list[ModuleType]:
    """The modules of a package, in the order of their names."""
    return [importlib.import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)]


def outputs(taken: set[str]) -> Iterator[str]:
    """What is computed for the reader and feeds nothing back."""
    yield "## What is computed for the reader"
    for module in modules(diagnostics):
        yield f"### {heading(module.__name__.rpartition('.')[2])}"
        yield prose(module.__doc__)
    yield from groups_used(modules(diagnostics), taken)


def decisions(taken: set[str]) -> Iterator[str]:
    """How capitals choose, and the phases around that."""
    yield "## How the capitals choose"
    yield "Each capital follows a doctrine, which a story names."
    for module in modules(doctrines):
        yield f"### {heading(module.__name__.rpartition('.')[2])}"
        yield prose(module.__doc__)
    yield from groups_used([*modules(doctrines), *modules(phases)], taken)


def utilities() -> Iterator[str]:
    """What each capital wants."""
    yield "## What the capitals want"
    yield "Weights are in utility units, set so that the items of a menu typically differ by .02 to .3."
    for capital, terms in UTILITIES.items():
        module = importlib.import_module(terms.__module__)
        yield f"### The utility of {actor(capital).label}"
        yield prose(module.__doc__)
        yield named_terms(module)
        yield parameters(read_group(f"actors/{capital}.yaml", "preferences"), f"`{capital}.`")


def rest(taken: set[str]) -> Iterator[str]:
    """Drivers, and groups of parameters that no section above has shown."""
    yield "## What comes from outside"
    entries = config("drivers.yaml")["drivers"]
    rows = [[by(name, e), e["unit"], e["grade"], cite(e["source"], e.get("because", "")), e["meaning"]] for name, e in entries.items()]
    yield table(["driver", "unit", "grade", "source or reason", "meaning"], rows)
    others = [name for name in tables("parameters") if name not in taken]
    if others:
        yield "## Other numbers"
        for name in others:
            yield from group(name, taken)
