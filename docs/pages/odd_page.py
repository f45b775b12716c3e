"""docs/explanation/odd.md: the model by the ODD protocol, read off the code and the tables; the prose is in odd_text."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from typing import Any

import odd_text
from model_page import bounds, by, named_terms
from shapes import first_paragraph, heading, number, page, prose, span, table

from sim.history.checks import Check, checks
from sim.rules import diagnostics
from sim.rules.doctrines import DOCTRINES
from sim.rules.mechanisms import CODES
from sim.rules.turn import TURN
from sim.rules.utilities import UTILITIES
from sim.world.actors import actor
from sim.world.axes import ALLIANCES, CAPITALS, CHANNELS, SEAMS
from sim.world.calendar import month_date
from sim.world.numbers import read_group, tables
from sim.world.numbers import table as config
from sim.world.worlds import starting_world, world_names

MODEL = "../reference/model.md"


def render() -> str:
    """The whole page, in the order of the protocol."""
    parts = [odd_text.INTRODUCTION, *purpose(), *entities(), *process(), *concepts(), *initialisation(), *inputs(), *submodels(), *appendix()]
    return page("The model by the ODD protocol", parts)


def purpose() -> Iterator[str]:
    """What the model is for, and the patterns that it is judged by."""
    yield "## 1. Purpose and patterns"
    yield odd_text.PURPOSE


def appendix() -> Iterator[str]:
    """The long tables: patterns, quantities, starting values."""
    yield "## Appendix: the tables"
    yield "### Patterns of the past"
    rows = [[check.label, f"`{check.quantity}`", window(check), observed(check), check.unit] for check in checks()]
    yield table(["pattern", "quantity", "months", "observed", "unit"], rows)
    yield from quantities()
    yield "### Starting values"
    worlds = [starting_world(name) for name in world_names()]
    starts = [[f"`{row}`", *(number((world.state | world.instruments)[row]) for world in worlds)] for row in worlds[0].numbers]
    yield table(["quantity or instrument", *(world.title for world in worlds)], starts)
    yield "### Parameters outside the mechanisms"
    yield table(["group", "numbers"], other_groups())


def quantities() -> Iterator[str]:
    """What a month is described by: state, and what is read off it."""
    found = config("quantities.yaml")
    yield "### State variables"
    yield "Each is written by one owner, a mechanism or a phase of the month."
    rows = [[by(name, e), e["meaning"], e["unit"], bounds(e), e["owner"]] for name, e in found["state"].items()]
    yield table(["state variable", "meaning", "unit", "range", "owner"], rows)
    yield "### Derived quantities"
    yield "Read off the state, without memory."
    yield table(["derived quantity", "meaning", "unit"], ([by(name, e), e["label"], e["unit"]] for name, e in found["derived"].items()))


def window(check: Check) -> str:
    """The months that a pattern is read off."""
    return f"{month_date(check.window[0])} to {month_date(check.window[1])}"


def observed(check: Check) -> str:
    """What was observed: a value, or the span that is known."""
    return number(round(check.observed, 3)) if check.observed is not None else span(*(check.between or ()))


def entities() -> Iterator[str]:
    """The capitals with what they can do, the world, and the scales."""
    yield "## 2. Entities, state variables, and scales"
    yield odd_text.ENTITIES.format(channels=listed(CHANNELS), seams=listed(SEAMS), alliances=listed(ALLIANCES))
    rows = [[f"**{actor(c).label}**", listed(i.public for i in actor(c).instruments), listed(actor(c).menu)] for c in CAPITALS]
    yield table(["capital", "instruments", "menu of postures"], rows)
    yield odd_text.SCALES


def listed(names: Any) -> str:
    """Names in code, with commas."""
    return ", ".join(f"`{name}`" for name in names)


def process() -> Iterator[str]:
    """The month, phase by phase."""
    yield "## 3. Process overview and scheduling"
    yield "A month is these phases, in this order:"
    yield "\n".join(f"{place}. **{phase.name}**. {phase.sentence}" for place, phase in enumerate(TURN, 1))
    yield odd_text.SCHEDULE


def concepts() -> Iterator[str]:
    """The eleven design concepts."""
    yield "## 4. Design concepts"
    filled = told_numbers()
    for name, text in odd_text.CONCEPTS.items():
        yield f"### {name}"
        yield text.format(**filled)


def told_numbers() -> dict[str, str]:
    """The numbers that the prose tells, from configs."""
    ensembles, ideals = config("ensembles.yaml"), list(config("drivers.yaml")["drivers"]["seam_ideal"]["levels"])
    told = {n.name: number(n.value) for n in read_group("parameters/choice.yaml")}
    told |= {f"{name}_{what}": number(ensembles[name][what]["value"]) for name in ensembles for what in ("jitter", "noise")}
    noisy = sum("noise" in entry for entry in config("quantities.yaml")["state"].values())
    return told | {"noisy": str(noisy), "first_ideal": str(ideals[1]), "last_ideal": str(ideals[-1])}


def initialisation() -> Iterator[str]:
    """From which dated worlds stories start."""
    yield "## 5. Initialisation"
    worlds = [starting_world(name) for name in world_names()]
    yield odd_text.INITIAL.format(worlds=" or ".join(world.title for world in worlds))


def inputs() -> Iterator[str]:
    """The drivers and who has governed in Seoul."""
    yield "## 6. Input data"
    yield odd_text.INPUTS
    found = config("drivers.yaml")["drivers"]
    rows = [[by(name, e), e["meaning"], e["unit"], f"{min(e['levels'])} to {max(e['levels'])}", e["grade"]] for name, e in found.items()]
    yield table(["driver", "meaning", "unit", "dated levels", "grade"], rows)
    leaders = config("leaders.yaml")["leaders"]
    yield table(["from", "who governs in Seoul", "ideology"], ([str(e["date"]), e["name"], number(e["ideology"])] for e in leaders))


def submodels() -> Iterator[str]:
    """Mechanisms, doctrines, utilities, diagnostics."""
    yield "## 7. Submodels"
    yield odd_text.SUBMODELS
    for name, code in sorted(CODES.items(), key=lambda entry: (int(entry[1][1:]), entry[0])):
        yield from mechanism(name, code)
    yield "### How the capitals choose"
    yield sentences("doctrines", DOCTRINES)
    yield "### What the capitals want"
    for capital, terms in UTILITIES.items():
        module = importlib.import_module(terms.__module__)
        yield f"**{actor(capital).label}.** {first_paragraph(module.__doc__)}"
        yield named_terms(module)
    yield "### What is computed for the reader"
    yield sentences("diagnostics", diagnostics.DIAGNOSTICS)


def sentences(package: str, names: Iterable[str]) -> str:
    """What each module of a package of the rules does, in a sentence."""
    return "\n".join(f"- `{name}`: {first_paragraph(importlib.import_module(f'sim.rules.{package}.{name}').__doc__)}" for name in names)


def mechanism(name: str, code: str) -> Iterator[str]:
    """One mechanism: its sentence and equation, the names of its parameters, with a link to their values."""
    title = f"{code} {heading(name)}"
    yield f"### {title}"
    yield prose(importlib.import_module(f"sim.rules.mechanisms.{name}").__doc__)
    if name in tables("parameters"):
        anchor = title.lower().replace(" ", "-")
        yield f"[Parameters]({MODEL}#{anchor}): {listed(n.name for n in read_group(f'parameters/{name}.yaml'))}."


def other_groups() -> Iterator[list[str]]:
    """The groups of parameters that no mechanism is named after, and what the capitals want, with the names of their numbers."""
    for name in tables("parameters"):
        if name not in CODES:
            yield [f"`{name}`", listed(n.name for n in read_group(f"parameters/{name}.yaml"))]
    for capital in CAPITALS:
        yield [f"`{capital}`", listed(n.name for n in read_group(f"actors/{capital}.yaml", "preferences"))]
