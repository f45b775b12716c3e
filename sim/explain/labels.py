"""What quantities, instruments, drivers and parameters are called in running English."""

from __future__ import annotations

from functools import cache

from sim.rules.recorded import quantities
from sim.scenario.names import instruments, without_capital
from sim.world.actors import actor
from sim.world.axes import AXES
from sim.world.numbers import table
from sim.world.parameters import catalogue
from sim.world.state import driver_layout

PROPER = frozenset({"Taiwan", "Beijing", "Seoul", "Washington", "Tokyo", "Pyongyang", "Moscow", "China", "Korea", "Japan", "Korean", "Chinese", "US",
                    "ROK", "South", "American", "Russia"})
"""Names, which keep their capital letter inside a sentence."""

WITH_ARTICLE = frozenset({"joint", "rate", "baseline", "ideology", "months", "core", "threat", "crisis", "credibility",
                          "reference", "windfall", "tilt", "hedging", "trade", "slack", "salience"})
"""First words, in small letters, of labels that take an article inside a sentence; so do those that end in `TIES`."""

TIES = (" tie", " lead", " leak")

BLOCKS = {
    "pressure": "pressure on {}", "flow": "the flow of {}", "adaptation": "adaptation in {}", "recovery": "the recovery of {}",
    "seams": "Seoul's position on {}", "sunk_commitment": "Seoul's sunk commitment on {}", "seam_ideal": "Seoul's structural ideal on {}",
    "structural_demand": "the structural demand for {}",
}
"""How a quantity along an axis is called at one label of it."""

AXIS_WORDS = {
    "taiwan": "Taiwan", "south_china_sea": "the South China Sea", "trilateral": "trilateral cooperation",
    "inputs": "industrial inputs", "culture": "Korean culture", "goods": "goods exports",
}
"""Labels of an axis where the plain name does not read well."""

PLURAL = frozenset({"seams.core", "crisis_months", "months_to_election", "acting_months", "chinese_holdings"})
"""Quantities that take a verb in the plural."""

SPOKEN = {
    "seams.core": "the core seams", "crises": "the number of crises so far", "hedging.index": "Seoul's hedging index",
    "bloc.seoul_with_washington": "the probability that Seoul stands in Washington's bloc", "seams.substance": "the mean of all seams",
    "leak_cases": "the number of leak cases in the month", "learning_first_stage": "the first stage of learning",
    "learning_second_stage": "the second stage of learning", "bloc.frustration": "the frustration of the blocs",
}
"""Quantities whose label alone does not read well in a sentence."""


def lowered(label: str) -> str:
    """A label inside a sentence: its first letter small, unless it is a name."""
    first = label.replace("'", " ").replace("-", " ").split()[0]
    return label if first in PROPER or label[1:2].isupper() else label[0].lower() + label[1:]


def axis_word(label: str) -> str:
    """A channel or a seam in words."""
    return AXIS_WORDS.get(label, label.replace("_", " "))


def with_article(label: str) -> str:
    """A label inside a sentence, with its article where it takes one."""
    said = lowered(label)
    first = said.replace("-", " ").split()[0]
    return f"the {said}" if first in WITH_ARTICLE or said.endswith(TIES) else said


@cache
def spoken(name: str) -> str:
    """A recorded quantity, an instrument or a driver in running English: `cohesion.us_rok` -> `US-ROK cohesion`."""
    bare = without_capital(name.removeprefix("drivers.") if name.startswith("drivers.") else name)
    block, _, label = bare.partition(".")
    if bare in SPOKEN:
        return SPOKEN[bare]
    if name.startswith("parameters."):
        return parameter(name.removeprefix("parameters."))
    if bare in instruments():
        return f"{owner(bare)}'s {instrument(bare)}"
    if block in BLOCKS and label in (*AXES["channel"], *AXES["seam"]):
        return BLOCKS[block].format(axis_word(label))
    if name.startswith("posture."):
        return f"the share of worlds in which {actor(name.split('.')[1]).label} follows the posture {quoted_posture(*name.split('.')[1:3])}"
    if bare in driver_layout().rows and bare not in quantities():
        return with_article(str(table("drivers.yaml")["drivers"][bare]["label"]))
    return with_article(quantities()[bare].label) if bare in quantities() else bare


def quoted_posture(capital: str, item: str) -> str:
    """A posture of a capital by its meaning."""
    known = actor(capital).postures
    return f'"{known[item].meaning}" ({item})' if item in known else f'"{item}"'


def parameter(name: str) -> str:
    """A parameter in running English: its meaning, and its label along an axis."""
    whole = name if name in catalogue() else name.rpartition(".")[0]
    said = lowered(catalogue()[whole].meaning)
    return f'the parameter "{said}"' + (f" for {axis_word(name.rpartition('.')[2])}" if whole != name else "")


def instrument(row: str) -> str:
    """An instrument's row in running English, without its capital: `pressure.culture` -> `pressure on Korean culture`."""
    block, _, label = row.partition(".")
    return BLOCKS[block].format(axis_word(label)) if block in BLOCKS else lowered(instruments()[row][1].label)


def scale(row: str) -> str:
    """What 0 and 1 mean on an instrument's scale."""
    _, found = instruments()[row]
    return f"0 {found.zero}, 1 {found.one}"


def owner(row: str) -> str:
    """The capital whose instrument a row is, as people write it."""
    return actor(instruments()[row][0]).label


MECHANISMS = {"us_rok_cohesion": "US-ROK cohesion", "japan_legs": "Tokyo's alliances", "pyongyang": "Pyongyang"}
"""Mechanisms whose name does not read well."""


def mechanism(name: str) -> str:
    """A mechanism in running English."""
    return MECHANISMS.get(name, name.replace("_", " "))
