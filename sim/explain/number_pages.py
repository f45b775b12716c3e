"""Pages about numbers: parameters, recorded quantities, drivers, ensembles, words of likelihood."""

from __future__ import annotations

import inspect
from functools import cached_property
from typing import Any

from sim.explain.config_lines import of_parameter, where
from sim.explain.english import capitalised, listed, month, sentence
from sim.explain.labels import axis_word, lowered, spoken
from sim.explain.manual import bounds, noise, number, span, without_shapes
from sim.explain.number_origins import facts_of, keys_of, numbers_of, origin
from sim.explain.page import Page, Section, item, page, section, text
from sim.explain.readers import parameter_read_by, read_by
from sim.explain.shipped_stories import setting_parameter
from sim.rules.derived import Derived
from sim.rules.diagnostics import indices, landscape, ledger, leverage_matrix
from sim.rules.mechanisms import CODES
from sim.rules.recorded import attribute_of, quantities
from sim.world.axes import AXES
from sim.world.calendar import month_number
from sim.world.drivers import driver_paths, level_at
from sim.world.numbers import Number, table
from sim.world.parameters import catalogue
from sim.world.theatres import usual_parameters
from sim.world.worlds import starting_world, world_names

MADE_BY = {"hedging": indices, "bloc": landscape, "ledger": ledger, "leverage": leverage_matrix}
"""Where quantities come from that are computed for the reader alone, by the beginning of their names."""


def parameter(name: str) -> Page:
    """A parameter of the rules or a preference of a capital, whole or for one label of its axis."""
    whole = name if name in catalogue() else name.rpartition(".")[0]
    entry, label = catalogue()[whole], name[len(whole) + 1:]
    drawn = item("In the sensitivity set: runs draw it anew in every world, unless they are fixed.") if entry.group == "sensitivity" else ""
    stories = setting_parameter(name)
    told = text(f"Set by {listed(stories)}.") if stories else ""
    parts = [section("What it means", sentence(entry.meaning) + (f" Here for {axis_word(label)}." if label else "")),
             section("The number", *numbers_of(entry, label), drawn), section("Who says so", *origin(entry.grade, entry.source, entry.because)),
             section("Where it is defined", of_parameter(name)),
             section("Who reads it", *(item(capitalised(who)) for who in parameter_read_by(whole))),
             section("In stories", told, f"A story sets it with `parameters: {{set: {{{name}: ...}}}}`, for all worlds or as a range.")]
    return page("parameter", name, f"{name}: a parameter", parts, **facts_of(entry, label), where=of_parameter(name))


def quantity(name: str) -> Page:
    """A recorded quantity, whole or at one label of its axis."""
    base = base_of(name)
    kind = "state" if base in table("quantities.yaml")["state"] else "derived" if base in table("quantities.yaml")["derived"] else ""
    entry = table("quantities.yaml")[kind][base] if kind else {}
    known = quantities().get(name)
    unit = str(entry.get("unit") or (known.unit if known else ""))
    meaning = str(entry.get("meaning") or made_of(base))
    place = where("quantities.yaml", kind, base) if kind else ""
    title = f"{capitalised(spoken(name)) if known else entry.get('label', name)}: a quantity"
    parts = [section("What it means", sentence(meaning), along(base, name, entry)), section("Its scale", *scale(entry, unit, kind)),
             section("Who moves it", moved_by(entry, kind)), section("Who reads it", *(item(capitalised(who)) for who in read_by(name))),
             opening(name) if kind == "state" else section("Opening"), section("Where it is defined", place)]
    facts = {"label": known.label if known else entry.get("label"), "unit": unit, "meaning": meaning, "owner": entry.get("owner", ""),
             "bounds": entry.get("bounds"), "read_by": list(read_by(name)), "where": place}
    return page("quantity", name, title, parts, **facts)


def base_of(name: str) -> str:
    """A quantity without the label of its axis."""
    entries = {**table("quantities.yaml")["state"], **table("quantities.yaml")["derived"]}
    whole = name.rpartition(".")[0]
    return name if name in entries or whole not in entries else whole


def made_of(name: str) -> str:
    """What a quantity is that has no meaning in the tables: the sentence of the rule that computes it."""
    found = vars(Derived).get(attribute_of(name))
    if isinstance(found, cached_property):
        return without_shapes(" ".join(inspect.cleandoc(found.__doc__ or "").split()))
    module: Any = MADE_BY.get(name.split(".")[0])
    if name.startswith("posture."):
        return "1 in the worlds where the posture is in force, so that its mean is the share of those worlds"
    return " ".join((module.__doc__ or "").split("\n\n")[0].split()) if module else quantities()[name].meaning or quantities()[name].label


def along(base: str, name: str, entry: dict[str, Any]) -> str:
    """The labels of a block, where the whole of it is asked."""
    return f"One for each {entry['by']}: {', '.join(f'{base}.{label}' for label in AXES[entry['by']])}." if "by" in entry and name == base else ""


def scale(entry: dict[str, Any], unit: str, kind: str) -> list[Any]:
    """Unit, bounds and noise of a quantity."""
    state = [item(f"Bounds: {bounds(entry)}."), item(f"Noise of a month: {noise(entry)}.")] if kind == "state" else []
    return [item(f"Unit: {unit}."), *state]


def moved_by(entry: dict[str, Any], kind: str) -> str:
    """The mechanism or the phase that alone may change a quantity."""
    owner = str(entry.get("owner", ""))
    if owner in CODES:
        return f"The mechanism {owner} ({CODES[owner]}) alone, and events of a story."
    if owner:
        return f"The phase of the month `{owner}` alone, and events of a story." if owner != "events" else "Events alone."
    return "Nothing directly: it is computed from other quantities" + (" at the start of the month." if kind else ".")


def opening(name: str) -> Section:
    """Where a quantity begins in each dated world."""
    lines = []
    for world_name in world_names():
        world = starting_world(world_name)
        for row in ([name] if name in world.numbers else [row for row in world.numbers if row.rpartition(".")[0] == name]):
            lines.append(item(f"{world.title}, {spoken(row)}: {opening_line(world_name, row, world.numbers[row])}"))
    return section("Where it begins", *lines)


def opening_line(world: str, row: str, entry: Number) -> str:
    """The opening value of a row with its range, grade, source and place."""
    base = row if row in table(f"worlds/{world}.yaml")["state"] else row.rpartition(".")[0]
    place = where(f"worlds/{world}.yaml", "state", base)
    because = f" ({entry.because})" if entry.because else ""
    return f"{number(entry.value)}, range {span(entry.low, entry.high)}, grade {entry.grade}, {entry.source}{because}. {place}"


def driver(name: str) -> Page:
    """A driver, whole or at one label of its axis."""
    entries = table("drivers.yaml")["drivers"]
    base = name if name in entries else name.rpartition(".")[0]
    entry, label = entries[base], name[len(base) + 1:]
    levels = [item(f"{month(month_number(date))}: " + level_line(level, label, entry.get("by"))) for date, level in entry["levels"].items()]
    place = where("drivers.yaml", "drivers", base)
    parts = [section("What it means", sentence(str(entry["meaning"])), along(base, name, entry)),
             section("Its scale", item(f"Unit: {entry['unit']}."), item(f"Range: {span(*entry['range'])}.")),
             section("Its default path, in straight lines between the dates and level after the last", *levels),
             section("Who says so", *origin(entry["grade"], entry["source"], entry.get("because", ""))), section("Where it is defined", place),
             section("Who reads it", *(item(capitalised(who)) for who in read_by(name))),
             section("In stories", f"A story lays a path of its own over it with `drivers: {{{name}: ...}}`.")]
    facts = {key: entry.get(key, "") for key in ("meaning", "unit", "range", "grade", "because")}
    facts |= {"sources": keys_of(entry["source"]), "levels": default_levels(name), "where": place}
    return page("driver", name, f"{capitalised(str(entry['label']))}: a driver" + (f" ({axis_word(label)})" if label else ""), parts, **facts)


def default_levels(name: str) -> dict[str, float]:
    """The dated levels of a driver's row, for programs; nothing for a whole block."""
    path = driver_paths().get(name)
    return {month(date): said.low for date, said in zip(path.months, path.amounts, strict=True)} if path else {}


def level_line(level: Any, label: str, axis: str | None) -> str:
    """A level, or one per label."""
    if axis is None or label:
        return number(level_at(level, label or None))
    return ", ".join(f"{axis_word(one)} {number(level_at(level, one))}" for one in AXES[axis])


def ensemble(name: str) -> Page:
    """Where a run's parameters can come from."""
    entry = table("ensembles.yaml")[name]
    place = where("ensembles.yaml", name)
    lines = [
        item(f"{part['meaning']}: {number(part['value'])} {part['unit']} (range {span(*part['range'])}). "
             f"Grade {part['grade']}: {part['because']}.")
        for part in (entry["jitter"], entry["noise"])
    ]
    if "sets" in entry:
        lines.append(item(f"Each world plays one of the sets of `configs/parameter_sets/{entry['sets']}.csv`, one after the other."))
    usual = " It is what a story draws from that says nothing." if name == usual_parameters({}) else ""
    parts = [section("What it means", sentence(str(entry["meaning"])) + usual), section("Its numbers", *lines),
             section("In stories", f"`parameters: {name}`"), section("Where it is defined", place)]
    facts = {"meaning": entry["meaning"], "jitter": entry["jitter"]["value"], "noise": entry["noise"]["value"], "where": place}
    return page("ensemble", name, f"{capitalised(lowered(str(entry['label'])))}: an ensemble", parts, **facts)


def likelihood_word(name: str) -> Page:
    """A word of likelihood."""
    entry = table("likelihood_words.yaml")
    low, high = entry["words"][name]
    place = where("likelihood_words.yaml", "words", name)
    said = f"A probability from {number(low)} to {number(high)}. As a `chance` in a story it is that range, drawn per world; " \
           "in an answer it is the word whose interval holds the estimate, closed at its lower end."
    by = section("Who says so", *origin(entry["grade"], entry["source"], ""))
    parts = [section("What it means", said), by, section("Where it is defined", place)]
    return page("likelihood", name, f"{capitalised(name)}: a word of likelihood", parts, range=[low, high], unit=entry["unit"], where=place)
