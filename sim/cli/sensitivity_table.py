"""The tables of `sim sensitivity`: for each outcome the inputs from the most to the least, with intervals, and what is found in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import asdict
from textwrap import wrap
from typing import Any

import numpy as np

from sim.cli import output
from sim.cli.answer_table import block as as_table
from sim.cli.answer_table import console_of
from sim.cli.options import Manner
from sim.experiments.sensitivity.cells import NO_DELTA, NOTES, cells, head, others_of
from sim.experiments.sensitivity.found import BESIDE, Block, Sensitivity
from sim.experiments.sensitivity.settings import counted
from sim.experiments.sensitivity.words import (
    MEANS,
    SHOWN,
    TITLES,
    beyond,
    finding,
    leading_of,
    of_worlds_once,
    others_in_noise,
    points_read,
    question,
    ranked,
    remarks,
)
from sim.results.values import counted as so_many

GAP, LEAST = 2, 3
"""Spaces between columns; inputs that are shown in any case."""

Moved = Callable[[Block], str]
"""By how much the levers of a sweep move an outcome, in a sentence; nothing of a run."""


def show(found: Sensitivity, shown: list[Block], how: Manner, moved: Moved = lambda one: "") -> None:
    """Print some outcomes, each with its effects first."""
    from rich.text import Text

    console = console_of(how)
    console.print(Text(str(found.facts["title"]), style="bold"))
    console.print(Text(summary(found)))
    columns: dict[str, None] = {}
    for name in dict.fromkeys(one.name for one in shown):
        alike = [one for one in shown if one.name == name]
        console.print()
        console.print(Text(question(found, alike[0]), style="bold"))
        for one in alike:
            table = rows(found, one, console.width, how)
            columns |= dict.fromkeys(table[0])
            show_block(found, one, table, (console, moved(one)))
    console.print()
    for line in explained(found, shown, columns):
        console.print(Text(line, style="dim"))
    console.print(Text(str(found.facts["foot"]), style="dim"))


def explained(found: Sensitivity, shown: list[Block], columns: Container[str]) -> list[str]:
    """What holds for all tables, each once: what their columns are, and what the worlds make of them."""
    named = [name for name in SHOWN[found.method] if name in MEANS and TITLES[name] in columns]
    no_delta = any(np.isnan(one.indices["delta"].value).any() for one in shown if "delta" in one.indices) and TITLES["delta"] in columns
    lines = [*(f"{TITLES[name][:1].upper()}{TITLES[name][1:]}: {MEANS[name]}." for name in named), NOTES[found.method]]
    left = [TITLES[name] for name in dict.fromkeys(name for one in shown for name in others_of(found, one)) if TITLES[name] not in columns]
    lines += [f"Also known, and a wider window shows: {', '.join(left)}."] if left else []
    lines += ([NO_DELTA] if no_delta else []) + [of_worlds_once(found, shown)]
    return [line for line in (*lines, *(f"{note[:1].upper()}{note[1:]}." for note in found.notes)) if line]


def summary(found: Sensitivity) -> str:
    """What was analysed, and how."""
    facts = found.facts
    by = {"sobol": "shares of variance (Sobol)", "morris": "elementary effects (Morris)",
          "given": ", ".join(TITLES[name] for name in SHOWN["given"] if name in found.answers[0].indices)}[found.method]
    if facts["of"] == "run":
        differ = so_many(len(found.inputs), "parameter that differs", "parameters that differ")
        return f"{differ} between {so_many(facts['worlds'], 'world')} · {by} · seed {facts['seed']}"
    laid = f"{points_read(found)} ({facts['design']}) x {so_many(facts['worlds'], 'world')}"
    return f"{so_many(len(found.inputs), 'lever')} · {laid} · {by} · seed {facts['seed']}"


def show_block(found: Sensitivity, one: Block, table: list[list[str]], where: tuple[Any, str]) -> None:
    """One outcome in one variant: by how much it moves, then what that depends on."""
    from rich.text import Text

    console, moved = where
    title = next(variant.title for variant in found.variants if variant.name == one.variant)
    if len(found.variants) > 1:
        console.print(Text(f"in {one.variant}: {title}"))
    if moved:
        console.print(Text(moved))
    console.print(as_table(table, GAP))
    said = finding(found, one)
    console.print(Text(f"{said[:1].upper()}{said[1:]}.{others_in_noise(found, one)}"))
    for line in remarks(found, one, worlds=False):
        console.print(Text(line, style="dim"))


def rows(found: Sensitivity, one: Block, width: int, how: Manner) -> list[list[str]]:
    """The head, and a row for every input that is shown: those that can be told from noise, and a few in any case; names as long as there is room."""
    leading = leading_of(found, one)
    order, sure = ranked(one.indices[leading]), beyond(found, one)
    most = len(order) if how.verbose else counted("printed")
    places = [place for nth, place in enumerate(order) if sure[place] or nth < LEAST or how.verbose][:most]
    others = others_of(found, one)
    longest = max(len(found.inputs[place].label) for place in places)
    while True:
        names = head(found, leading, others)
        numbers = [cells(one, leading, others, place, noisy=found.method != "sobol") for place in places]
        room = width - sum(max(len(row[place]) for row in [names, *numbers]) + GAP for place in range(len(names)))
        if room >= longest + 2 or not others:
            break
        others = others[:-1]
    return [["", *names], *([name_of(found, place, sure[place], room), *row] for place, row in zip(places, numbers, strict=True))]


def name_of(found: Sensitivity, place: int, sure: bool, room: int) -> str:
    """An input, marked where it cannot be told from noise."""
    label = ("" if sure else "~ ") + found.inputs[place].label
    return "\n  ".join(wrap(label, max(room - 2, LEAST))) if len(label) > room else label


def moved_in(result: Any, part: str) -> tuple[Moved, Callable[[Block], list[dict[str, Any]]]]:
    """What the levers of a sweep do to an outcome, as a sentence and for programs; nothing of a run."""
    from sim.experiments.effect_cells import plain, sentence
    from sim.experiments.effects import Effect, effects
    from sim.experiments.sensitivity.sample import part_of as name_of_part
    from sim.experiments.sweep.by_construction import MARK, by_construction
    from sim.results.sweep import SweepResult
    from sim.results.sweep_part import part_names, part_of

    if not isinstance(result, SweepResult):
        return lambda one: "", lambda one: []
    sweep = part_of(result, name_of_part(result.columns, part)) if part_names(result) else result
    kept, decided = dict[str, list[Effect]](), by_construction(sweep)

    def of(one: Block) -> list[Effect]:
        if one.name not in kept:
            kept[one.name] = effects(sweep, one.name)
        return [effect for effect in kept[one.name] if effect.variant == one.variant]

    return lambda one: sentence(sweep, of(one)) + (f" ({MARK})" if one.name in decided else ""), lambda one: [plain(effect) for effect in of(one)]


def as_json(found: Sensitivity, shown: list[Block], effects: Callable[[Block], list[dict[str, Any]]] = lambda one: []) -> str:
    """What was found of some outcomes, with all indices."""
    told = {key: value for key, value in found.about.items() if key != "blocks"}
    answers = [{"variant": one.variant, "outcome": one.name, "effects": effects(one),
                "finding": finding(found, one), "remarks": list(remarks(found, one)), "of_worlds": output_number(one.of_worlds),
                "directions": ways_of(found, one), "indices": indices_of(found, one)} for one in shown]
    return output.as_json(told | {"folder": str(found.folder), "answers": answers})


def ways_of(found: Sensitivity, one: Block) -> list[dict[str, Any]]:
    """Where an outcome goes with each input."""
    return [{"input": given.name, "said": way.word, **asdict(way)} for given, way in zip(found.inputs, one.directions, strict=False)]


def indices_of(found: Sensitivity, one: Block) -> list[dict[str, Any]]:
    """Every index of every input, the largest first."""
    told = []
    for index, estimates in one.indices.items():
        names, sure = found.names_of(index), estimates.beyond_noise(signed=index == "mu")
        for place in ranked(estimates):
            numbers = {"estimate": estimates.value, "low": estimates.low, "high": estimates.high, "noise_floor": estimates.floor,
                       "uncorrected": estimates.uncorrected}
            told.append({"index": index, "input": names[place]} | ({"inputs": names[place].split(BESIDE)} if index == "second" else {})
                        | {key: output_number(float(values[place, 0])) for key, values in numbers.items()} | {"beyond_noise": bool(sure[place, 0])})
    return told


def output_number(value: float) -> float | None:
    """A number as JSON can say it."""
    return value if value == value else None
