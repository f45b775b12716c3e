"""The library of events, `configs/events.yaml`: each effect with its number, range, grade and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from sim.errors import ConfigError
from sim.scenario.names import target
from sim.world.numbers import Number, read_number, table
from sim.world.plan import Amount, Effect, Verb

WHERE = "configs/events.yaml"
EFFECT_KEYS = frozenset({"name", "verb", "for", "at", "delay", "until", "per"})
"""What an entry says of the effect; the rest describes its number."""


@dataclass(frozen=True)
class Recipe:
    """One effect of a library event. `per` names the argument that its number is multiplied by."""

    effect: Effect
    number: Number
    per: str = ""


@dataclass(frozen=True)
class LibraryEvent:
    """An event that stories can use by name."""

    name: str
    label: str
    meaning: str
    recipes: tuple[Recipe, ...]
    arguments: Mapping[str, Number]


@cache
def library() -> Mapping[str, LibraryEvent]:
    """Every event by its name; raises `ConfigError` where one is not fully described."""
    return {name: read_entry(name, entry) for name, entry in table("events.yaml")["events"].items()}


def read_entry(name: str, entry: Mapping[str, Any]) -> LibraryEvent:
    """One event."""
    for key in ("label", "meaning"):
        if not entry.get(key):
            raise ConfigError(f"the event `{name}` has no {key}", where=WHERE)
    numbers = {key: read_number(f"{name}.{key}", value, WHERE) for key, value in entry.get("arguments", {}).items()}
    return LibraryEvent(name, entry["label"], entry["meaning"], tuple(recipes(name, entry.get("effects", []), numbers)), numbers)


def recipes(name: str, effects: list[Mapping[str, Any]], arguments: Mapping[str, Number]) -> Iterator[Recipe]:
    """The effects of one event."""
    for entry in effects:
        number = read_number(f"{name}.{entry.get('name')}", {key: entry[key] for key in entry if key not in EFFECT_KEYS}, WHERE)
        per = str(entry.get("per", ""))
        if entry.get("verb") not in get_args(Verb) or (per and per not in arguments):
            raise ConfigError(f"an effect of `{name}` has no known verb or argument", where=WHERE)
        value = number.value if isinstance(number.value, float) else 0.0
        yield Recipe(Effect(target(entry["name"]), entry["verb"], Amount.exactly(value), entry.get("for"), entry.get("at", "target"),
                            entry.get("delay", 0), entry.get("until")), number, per)


def arguments(name: str) -> tuple[str, ...]:
    """The arguments that an event takes."""
    return tuple(library()[name].arguments)


def effects(name: str, given: Mapping[str, float]) -> tuple[Effect, ...]:
    """What an event does, with its arguments filled in."""
    event = library()[name]
    known = {key: given.get(key, number.value) for key, number in event.arguments.items()}
    return tuple(scaled(recipe, float(known[recipe.per])) if recipe.per else recipe.effect for recipe in event.recipes)  # type: ignore[arg-type]


def scaled(recipe: Recipe, factor: float) -> Effect:
    """An effect whose number is per unit of an argument."""
    effect = recipe.effect
    return Effect(effect.name, effect.verb, Amount.exactly(effect.amount.low * factor), effect.months, effect.at, effect.delay, effect.until)
