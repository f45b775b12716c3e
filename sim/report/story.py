"""What the story assumes and who says so: its sentences in plain English, its events, the sources of what it cites, the grades of the parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.errors import SimError
from sim.explain.english import full_citation
from sim.explain.manual import source_in_full
from sim.explain.page import Page, reworded
from sim.explain.page import Section as Told
from sim.explain.story import story_page
from sim.plots.drawing.labels import listed, quoted
from sim.report.model import Block, Grid, Heading, Items, Paragraph, Section
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.scenario import load
from sim.scenario.library import library
from sim.world.calendar import month_label, month_number
from sim.world.numbers import GRADES, sources
from sim.world.parameters import catalogue
from sim.world.theatres import speaker

SET = ("What the capitals do", "What comes from outside", "What begins elsewhere than in the world", "The variants", "What is asked",
       "Where the numbers come from")
"""The parts of a story, as it is told, that are its assumptions."""

EVENTS = ("What happens",)

CITED = ("source", "because")
"""The keys of a story whose words may be those of a source."""

NAMED = "\t"
"""Around the name of an entry of a list, in a place."""

EXPECTED, EXPECTATION = "expect", "expectation "
"""The list of expectations in a story, and how one of them is called here."""

UNREAD = "The story cannot be read by this version of the program, so that it is not told here; it stands in scenario.yaml beside the result."


class Assumptions:
    """The story of a result, told once."""

    def __init__(self, result: Result | SweepResult) -> None:
        self.result = result

    @cached_property
    def page(self) -> Page | None:
        """The story in plain English; None where it cannot be read."""
        if self.result.folder is None:
            return None
        try:
            story = load(str(Path(self.result.folder) / "scenario.yaml"))
            played = replace(story.runs, worlds=self.result.worlds, seed=int(self.result.manifest["seed"]))
            told = story_page(replace(story, runs=played))
        except SimError:
            return None
        words = speaker(self.result.scenario)
        return reworded(told, words) if words else told

    def section(self, key: str) -> Section:
        """What the story sets, the sources of it, and what the parameters rest on."""
        blocks: list[Block] = []
        if self.page is None:
            blocks.append(Paragraph(UNREAD))
        else:
            for part in self.page.sections:
                if part.heading in SET:
                    blocks += [Heading(part.heading), *as_blocks(part)]
        return Section(key, "What is assumed", (*blocks, grades()))

    def events(self, key: str) -> Section:
        """The events of the story and who said so."""
        found = [block for part in (self.page.sections if self.page else ()) if part.heading in EVENTS for block in as_blocks(part)]
        titles = {info.name: info.title for info in self.result.variants}
        alone = {mark.variant: f" (in {quoted(titles.get(mark.variant, mark.variant))} alone)" if mark.variant else "" for mark in self.marks}
        marks = [f"{mark.label}, {month_label(month_number(mark.date))}{alone[mark.variant]}" for mark in self.marks]
        dated: list[Block] = [Paragraph("Dated in this result: " + "; ".join(marks) + ".")] if marks else []
        if not (found or dated):
            dated = [Paragraph("The story has no events of its own; what happens is chance, and what capitals choose.")]
        rows = tuple((source, "; ".join(of)) for source, of in self.cited.items())
        table: list[Block] = [Grid("Who said so", ("Source", "Of what"), rows)] if rows else [Paragraph("The story cites no source.")]
        return Section(key, "What happens, and who said so", (*found, *dated, *table))

    @property
    def marks(self) -> list[Any]:
        """The dated events that the result carries."""
        return self.result.events if isinstance(self.result, Result) else []

    @property
    def cited(self) -> dict[str, list[str]]:
        """Every source of the story in full, with its caveat, and of what it says something, in words."""
        own = {str(key): full_citation(entry) for key, entry in (self.result.scenario.get("sources") or {}).items()}
        found: dict[str, dict[str, None]] = {}
        for where, key in [*keys_in(self.result.scenario), *of_library(self.result.scenario)]:
            if key in own or key in sources():
                found.setdefault(own.get(key) or source_in_full(sources()[key]), {})[where] = None
        return {source: together(list(of)) for source, of in found.items()}

    @property
    def keys(self) -> list[str]:
        """The keys of the project's sources that the story cites, each once."""
        given = [key for _, key in [*keys_in(self.result.scenario), *of_library(self.result.scenario)]]
        return [key for key in dict.fromkeys(given) if key in sources()]


def as_blocks(part: Told) -> Iterator[Block]:
    """The blocks of a told section: runs of items as one list, their lower lines below them."""
    lines: list[tuple[str, tuple[str, ...]]] = []
    for block in part.blocks:
        if block.kind == "item" and block.depth and lines:
            lines[-1] = (lines[-1][0], (*lines[-1][1], block.text))
        elif block.kind == "item":
            lines.append((block.text, ()))
        else:
            if lines:
                yield Items(tuple(lines))
                lines = []
            yield Paragraph(block.text)
    if lines:
        yield Items(tuple(lines))


def keys_in(said: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every key of a source in a story, with what it is said of; the bibliography itself apart."""
    if isinstance(said, Mapping):
        for key, value in said.items():
            if key in CITED and isinstance(value, str):
                yield from ((called(where), part) for part in value.split(", "))
            elif not (where == "" and key == "sources"):
                yield from keys_in(value, f"{where}.{key}" if where else str(key))
    elif isinstance(said, Sequence) and not isinstance(said, str):
        for place, entry in enumerate(said, start=1):
            name = next((str(entry[key]) for key in ("name", "event") if isinstance(entry, Mapping) and key in entry), "")
            name = name or (str(place) if where == EXPECTED else "")
            yield from keys_in(entry, f"{where}{NAMED}{name}{NAMED}" if name else where)


def together(of: list[str]) -> list[str]:
    """The same with expectations counted up in one phrase: `expectations 1, 2 and 8`."""
    numbers = [one.removeprefix(EXPECTATION) for one in of if one.startswith(EXPECTATION)]
    said = [f"expectation{'s' * (len(numbers) > 1)} {listed(numbers)} of the table above"] if numbers else []
    return [*(one for one in of if not one.startswith(EXPECTATION)), *said]


def called(where: str) -> str:
    """The place of a source in words: an event by its name, an expectation by its number, anything else by its place in the story."""
    before, _, rest = where.partition(NAMED)
    name = rest.partition(NAMED)[0]
    if not name:
        return where.replace(".", ", ").replace("_", " ") or "the story"
    variant = before.split(".")[1] if before.startswith("variants.") else ""
    return f"{EXPECTATION}{name}" if before == EXPECTED else f"Event {quoted(name)}" + (f" in {variant}" if variant else "")


def of_library(scenario: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The sources of the events that a story takes from the library."""
    parts = [scenario, *((scenario.get("variants") or {}).values())]
    for part in parts:
        for entry in (part or {}).get("events") or ():
            known = library().get(str(entry.get("event", "")))
            for recipe in known.recipes if known else ():
                yield from ((f"Event {quoted(known.label)}" if known else "", key) for key in recipe.number.source.split(", "))


def grades() -> Grid:
    """How many parameters of the rules stand on which grade."""
    found: Counter[str] = Counter()
    for number in catalogue().values():
        found["/".join(sorted(number.grade.split("/"), key=[*GRADES].index))] += len(number.value) if isinstance(number.value, tuple) else 1
    every = found.total()
    rows = tuple((" and ".join(GRADES[letter] for letter in grade.split("/")), str(count), f"{100 * count / every:.0f} %")
                 for grade, count in found.most_common())
    return Grid(f"What the {every:,} numbers of the rules rest on", ("They rest on", "Numbers", "Share"), rows,
                "Postures, starting values and drivers come on top; they rest on judgement as often. Each number says so itself, with its reason.")
