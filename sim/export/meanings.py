"""What quantities, outcomes, parameters and variants mean, from `configs/` and the story, as columns describe it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from sim.explain.manual import source_in_full
from sim.explain.number_origins import head, keys_of
from sim.explain.number_pages import base_of, made_of, moved_by
from sim.export.columns import Column
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.rules.recorded import quantities
from sim.world.actors import Instrument, actor, rows_of
from sim.world.axes import AXES, CAPITALS
from sim.world.numbers import Number, sources, table
from sim.world.parameters import catalogue
from sim.world.theatres import speaker

SCALE = re.compile(r"(?:^|\s)(?P<low>-?[\d.]+)(?:-| to )(?P<high>[\d.]+)$")
"""The scale that a unit ends with: `index 0-1`, `-1 to 1`."""

Facts = tuple[str, float | None, float | None, str]
"""Meaning, lowest, highest, source."""

IDEALS = "0 Beijing's ideal, 1 Washington's"
"""The unit of the seams."""


def quantity(result: Result | SweepResult, name: str) -> Column:
    """A recorded quantity; its label and unit are those of the result, in the words of its theatre."""
    told, words = result.quantities[name], speaker(result.scenario) or str
    meaning, low, high, source = facts(name, told.label, told.unit)
    return Column(name, told.label, words(meaning), told.unit, low, high, words(source))


def facts(name: str, label: str, unit: str) -> Facts:
    """Meaning, range and source of a quantity; little of one that only another version of the model has."""
    if name in instrument_rows():
        return of_instrument(name)
    return of_quantity(name, unit) if name in quantities() else (label, None, None, "another version of the model")


@cache
def instrument_rows() -> dict[str, tuple[str, Instrument]]:
    """The capital and the instrument behind every row of the instruments."""
    return {row: (capital, one) for capital in CAPITALS for one in actor(capital).instruments for row in rows_of(one)}


def of_instrument(name: str) -> Facts:
    """Meaning, range and source of a level of an instrument."""
    capital, one = instrument_rows()[name]
    source = f"configs/actors/{capital}.yaml, chosen by {actor(capital).label} or set by the story"
    return f"{one.meaning}. 0: {one.zero}; 1: {one.one}", 0.0, 1.0, source


def of_quantity(name: str, unit: str) -> Facts:
    """Meaning, range and source of a quantity of the state, or of one that is read off it."""
    base, tables = base_of(name), table("quantities.yaml")
    kind = next((kind for kind in ("state", "derived") if base in tables[kind]), "")
    entry = tables[kind][base] if kind else {}
    low, high = entry["bounds"] if kind == "state" else scale(unit)
    meaning = str(entry.get("meaning") or made_of(base)).rstrip(".")
    source = f"configs/quantities.yaml. {moved_by(entry, kind)}" if kind else "computed for the reader alone: sim/rules/diagnostics"
    return meaning, low, high, source


def scale(unit: str) -> tuple[float | None, float | None]:
    """The ends of the scale that a unit names."""
    found = SCALE.search(unit)
    if found:
        return float(found["low"]), float(found["high"])
    return (0.0, 1.0) if unit == IDEALS or unit.startswith(("share", "probability")) else (None, None)


def outcome(result: Result | SweepResult, name: str, kind: str, said: tuple[str, str]) -> Column:
    """An outcome of the story; `said` is its label and its unit."""
    entry = (result.scenario.get("outcomes") or {}).get(name) or {}
    key = "chance_of" if kind == "chance" else "track"
    more = ", ".join(f"{word} {entry[word]}" for word in ("by", "at") if word in entry)
    meaning = f"{'The chance of' if kind == 'chance' else 'The level of'}: {entry.get(key, said[0])}" + (f" ({more})" if more else "")
    unit, (low, high) = ("probability", (0.0, 1.0)) if kind == "chance" else (said[1], scale(said[1]))
    return Column(name, said[0], meaning, unit, low, high, f"the story {result.name}, outcomes.{name}")


def parameter(name: str) -> Column:
    """A parameter, whole or for one label of its axis: meaning, plausible range, and who says so."""
    whole = name if name in catalogue() else name.rpartition(".")[0]
    if whole not in catalogue():
        return Column(name, name, "Drawn anew in every world, as the story says", source="the story")
    entry, label = catalogue()[whole], name[len(whole) + 1:]
    low, high = (at(end, entry, label) for end in (entry.low, entry.high))
    meaning = entry.meaning + (f", for {label.replace('_', ' ')}" if label else "")
    return Column(name, name, meaning, entry.unit, low, high, rests_on(entry))


def at(end: float | tuple[float, ...], entry: Number, label: str) -> float | None:
    """One end of a range, at one label where it lies along an axis."""
    if not isinstance(end, tuple):
        return end
    return end[AXES[entry.axis or ""].index(label)] if label else None


def rests_on(entry: Number) -> str:
    """Grade, sources in full, and the reason."""
    told = [f"{head(entry.grade)}: {source_in_full(sources()[key])}" for key in keys_of(entry.source)]
    return ". ".join([f"Grade {entry.grade}", *(part.rstrip(".") for part in (*told, entry.because) if part)])


VARIANT = "The variant of the story; the baseline, if it was played, comes first"


def variants(result: Result | SweepResult) -> Column:
    """The column that names the variant."""
    values = {info.name: Column(info.name, info.title, "The baseline" if info.is_baseline else "") for info in result.variants}
    return Column("variant", "Variant", VARIANT, source=f"the story {result.name}", values=values)


def quantity_names(result: Result | SweepResult, describe: Callable[[Any, str], Column] = quantity) -> Column:
    """The column that names a recorded quantity."""
    values = {name: describe(result, name) for name in result.quantities}
    return Column("quantity", "Quantity", "The recorded quantity", source="configs/quantities.yaml", values=values)


def lever(info: Any) -> Column:
    """What a sweep varied."""
    values = {value: Column(value, value) for value in info.values}
    low, high = (info.low, info.high) if info.kind == "number" else (None, None)
    plausible = f"; plausible {info.plausible[0]:g} to {info.plausible[1]:g}" if info.plausible else ""
    usual = f"; the story says {info.usual}" if info.usual is not None else ""
    return Column(info.name, info.label, info.meaning, info.unit, low, high, f"a lever of the sweep{plausible}{usual}", values, "point")
