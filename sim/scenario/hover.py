"""What an editor needs beyond the form of a scenario: the names that a mapping may hold, and a line about each key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sim.rules.recorded import quantities, recorded_names
from sim.scenario import names
from sim.scenario.actors import instrument_note
from sim.world.numbers import table
from sim.world.parameters import catalogue
from sim.world.state import driver_layout, state_layout

NULL = {"type": "null"}
NEVER: dict[str, Any] = {"not": {}}

SAID = {
    "sim": "the version of the format, always 1",
    "extends": "a dated world (january_2016, january_2026), a story of the project by name, or a file",
    "title": "what happens, in a line",
    "question": "what is asked, in words",
    "theme": "under which heading `sim list` shows it",
    "theatre": "another pair of capitals in the roles of Seoul and Beijing; brings its own world, so that nothing is extended",
    "sources": "what the story cites, by a short name of its own",
    "time": "when it starts and how many months it lasts: {start: 2026-02, months: 60}",
    "actors": "what each capital does, or that it chooses",
    "initial": "quantities that begin elsewhere than in the world",
    "drivers": "what comes from outside the five capitals",
    "leaders": "who governs in Seoul: a list, or `history`",
    "elections": "false: no ballots and no removals",
    "events": "what happens, when, and what it does",
    "parameters": "where the numbers of the rules come from, and those that the story sets",
    "mechanisms": "rules that are switched off: {public_opinion: off}",
    "variants": "the options, each said as its difference from what stands above; the first is the baseline",
    "outcomes": "the questions that a run answers: chance_of a sentence, or track a quantity",
    "expect": "what those who know say will happen: {that: lift.drift > hold.drift, because: ..., confidence: likely}",
    "runs": "how many worlds, and from which seed: {worlds: 1000, seed: 1}",
    "sweep": "settings to vary together: {vary: {beijing.pressure.culture: 0..1, washington.posture: all}, samples: 64}",
}
"""A line about each of the topmost keys."""


def finished(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema as editors use it best: closed where the reader is strict, names to choose from, a line about each key."""
    found: dict[str, Any] = tidy(schema)
    for properties in (found["properties"], found["$defs"]["Story"]["properties"]):
        for key, entry in properties.items():
            entry["description"] = SAID[key]
    for home, key in KNOWN:
        owner = found if home is None else found["$defs"][home]
        owner["properties"][key] = named(owner["properties"][key], KNOWN[home, key](), found["$defs"], key.title())
    found["$defs"]["Question"]["properties"]["track"] |= {"enum": [*recorded_names(), *longer()]}
    return found


def tidy(schema: Any) -> Any:
    """Without what says nothing: that a key may be empty (it may not), names made of keys, alternatives that are never true."""
    if isinstance(schema, list):
        return [tidy(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: tidy(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
    if found.get("default", "") is None:
        del found["default"]
    found = {"anyOf" if key == "oneOf" else key: value for key, value in found.items()}
    if isinstance(choices := found.get("anyOf"), list):
        found["anyOf"] = [choice for choice in choices if choice not in (NULL, NEVER)]
        if len(found["anyOf"]) == 1:
            found = found.pop("anyOf")[0] | found
    if "patternProperties" in found:
        found.setdefault("additionalProperties", False)
    return found


def named(entry: dict[str, Any], known: Mapping[str, str], shapes: dict[str, Any], shape: str) -> dict[str, Any]:
    """A mapping that holds some names and no others; the form of their values stands once, among the shapes."""
    shapes.setdefault(f"{shape}Value", entry["additionalProperties"])
    properties = {name: {"$ref": f"#/$defs/{shape}Value"} | ({"description": note} if note else {}) for name, note in known.items()}
    return entry | {"additionalProperties": False, "properties": properties}


@cache
def states() -> dict[str, str]:
    """The quantities that a story can begin with."""
    return {row: f"{quantities()[row].label} ({quantities()[row].unit})" if row in quantities() else "" for row in state_layout().rows}


@cache
def drivers() -> dict[str, str]:
    """What comes from outside; one along an axis has its note with each of its rows."""
    notes = {name: str(entry["meaning"]) for name, entry in table("drivers.yaml")["drivers"].items()}
    return {row: notes.get(row, notes.get(row.partition(".")[0], "")) for row in driver_layout().rows}


@cache
def parameters() -> dict[str, str]:
    """The numbers of the rules."""
    notes = {name: f"{number.meaning} ({number.unit})" for name, number in catalogue().items()}
    return {name: notes.get(name) or notes.get(name.rpartition(".")[0], "") for name in names.parameters()}


@cache
def mechanisms() -> dict[str, str]:
    """The rules, by name and by code."""
    return dict(names.CODES) | {code: name for name, code in names.CODES.items()}


def longer() -> list[str]:
    """The instruments with their capital in front."""
    return [f"{capital}.{row}" for row, (capital, _) in names.instruments().items()]


@cache
def targets() -> dict[str, str]:
    """What an effect can change, in every spelling that is read; only the usual one has its note."""
    instruments = {row: instrument_note(capital, row) for row, (capital, _) in names.instruments().items()}
    outside = {f"drivers.{row}": note for row, note in drivers().items()}
    rest = [f"parameters.{name}" for name in parameters()]
    return states() | instruments | outside | dict.fromkeys([*longer(), *driver_layout().rows, *rest], "")


KNOWN: dict[tuple[str | None, str], Callable[[], dict[str, str]]] = {
    (None, "initial"): states, (None, "drivers"): drivers, (None, "mechanisms"): mechanisms,
    ("Story", "initial"): states, ("Story", "drivers"): drivers, ("Story", "mechanisms"): mechanisms,
    ("ParameterSettings", "set"): parameters, ("Happening", "effect"): targets,
}
"""The mappings whose names are known: where they stand in the schema, and what they may hold."""
