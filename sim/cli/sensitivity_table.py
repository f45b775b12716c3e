"""The tables of `sim sensitivity`: for each outcome the inputs from the most to the least, with intervals, and what is found in a sentence."""

from __future__ import annotations

from typing import Any

from sim.cli import output
from sim.cli.answer_table import block as as_table
from sim.cli.answer_table import console_of
from sim.cli.options import Manner
from sim.experiments.sensitivity.found import BESIDE, Block, Sensitivity
from sim.experiments.sensitivity.settings import counted
from sim.experiments.sensitivity.words import MEANS, SHOWN, TITLES, beyond, decimal, finding, leading_of, others_in_noise, question, ranked, remarks

GAP, LEAST = 2, 3
"""Spaces between columns; inputs that are shown in any case."""

NOTES = {
    "sobol": "95 % interval: of the points and of the worlds. ~ marks an input whose interval holds zero.",
    "morris": "95 % interval: of the trajectories and of the worlds. ~ marks an input whose interval holds what the worlds alone would show.",
    "given": "95 % interval: of the points and of the worlds. Noise: what 95 of 100 shuffled inputs stay below; ~ marks intervals that hold it.",
}


def show(found: Sensitivity, shown: list[Block], how: Manner) -> None:
    """Print some outcomes."""
    from rich.text import Text

    console = console_of(how)
    console.print(Text(str(found.facts["title"]), style="bold"))
    console.print(Text(summary(found)))
    for one in shown:
        show_block(found, one, console, how)
    console.print()
    notes = (f"{note[:1].upper()}{note[1:]}." for note in found.notes)
    for line in (f"{TITLES[found.leading]}: {MEANS[found.leading]}.", NOTES[found.method], *notes):
        console.print(Text(line, style="dim"))
    console.print(Text(str(found.facts["foot"]), style="dim"))


def summary(found: Sensitivity) -> str:
    """What was analysed, and how."""
    facts = found.facts
    by = {"sobol": "shares of variance (Sobol)", "morris": "elementary effects (Morris)",
          "given": " and ".join(TITLES[name] for name in SHOWN["given"] if name in found.answers[0].indices)}[found.method]
    if facts["of"] == "run":
        return f"{len(found.inputs)} parameters that differ between {facts['worlds']:,} worlds · {by} · seed {facts['seed']}"
    return f"{len(found.inputs)} levers · {facts['points']:,} points ({facts['design']}) x {facts['worlds']:,} worlds · {by} · seed {facts['seed']}"


def show_block(found: Sensitivity, one: Block, console: Any, how: Manner) -> None:
    """One outcome in one variant."""
    from rich.text import Text

    title = next(variant.title for variant in found.variants if variant.name == one.variant)
    console.print()
    console.print(Text(question(found, one), style="bold"))
    if len(found.variants) > 1:
        console.print(Text(f"in {one.variant}: {title}"))
    console.print(as_table(rows(found, one, console.width, how), GAP))
    said = finding(found, one)
    console.print(Text(f"{said[:1].upper()}{said[1:]}.{others_in_noise(found, one)}"))
    for line in remarks(found, one):
        console.print(Text(line, style="dim"))


def rows(found: Sensitivity, one: Block, width: int, how: Manner) -> list[list[str]]:
    """The head, and a row for every input that is shown: those that can be told from noise, and a few in any case; names as long as there is room."""
    leading = leading_of(found, one)
    order, sure = ranked(one.indices[leading]), beyond(found, one)
    most = len(order) if how.verbose else counted("printed")
    places = [place for nth, place in enumerate(order) if sure[place] or nth < LEAST or how.verbose][:most]
    others = [name for name in SHOWN[found.method] if name in one.indices and name != leading]
    longest = max(len(found.inputs[place].label) for place in places)
    while True:
        head = [TITLES[leading], "95 %", *(["noise"] if found.method != "sobol" else []), *(TITLES[name] for name in others)]
        numbers = [cells(one, leading, others, place, noisy=found.method != "sobol") for place in places]
        room = width - sum(max(len(row[place]) for row in [head, *numbers]) + GAP for place in range(len(head)))
        if room >= longest + 2 or not others:
            break
        others = others[:-1]
    return [["", *head], *([name_of(found, place, sure[place], room), *row] for place, row in zip(places, numbers, strict=True))]


def name_of(found: Sensitivity, place: int, sure: bool, room: int) -> str:
    """An input, marked where it cannot be told from noise."""
    label = ("" if sure else "~ ") + found.inputs[place].label
    return label if len(label) <= room else f"{label[: max(room - 2, 1)].rstrip()} …"


def cells(one: Block, leading: str, others: list[str], place: int, *, noisy: bool) -> list[str]:
    """The numbers of a row: the index that sorts them with its interval and its noise, then the others."""
    first = one.indices[leading]
    found = [decimal(first.value[place, 0]), f"{decimal(first.low[place, 0])} - {decimal(first.high[place, 0])}"]
    return found + ([decimal(first.floor[place, 0])] if noisy else []) + [decimal(one.indices[name].value[place, 0]) for name in others]


def as_json(found: Sensitivity, shown: list[Block]) -> str:
    """What was found of some outcomes, with all indices."""
    told = {key: value for key, value in found.about.items() if key != "blocks"}
    answers = [{"variant": one.variant, "outcome": one.name, "finding": finding(found, one), "remarks": list(remarks(found, one)),
                "of_worlds": output_number(one.of_worlds), "indices": indices_of(found, one)} for one in shown]
    return output.as_json(told | {"folder": str(found.folder), "answers": answers})


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
