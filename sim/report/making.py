"""How to make the result again, with what it was made, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote
from typing import Any

from sim.experiments.rerun import sets_of
from sim.explain.bibtex import entry, escaped
from sim.report.model import Block, Code, Items, Paragraph, Section
from sim.results.account import asked_as, chance, citation, failed, made_with, played, story
from sim.results.manifest import SHORT
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.world.numbers import sources


def section(result: Result | SweepResult, keys: list[str], key: str) -> Section:
    """Commands, seed, hash and versions; the citation as text and as BibTeX, with that of every work the story cites."""
    works = "\n\n".join([of_result(result), *(entry(name, sources()[name]) for name in keys)])
    blocks: list[Block] = [
        Code("To play it again and compare it byte for byte, with the result's folder", "\n".join(commands(result))),
        Items(tuple((line, ()) for line in facts(result))), Paragraph(f"To cite: {cited(result)}"),
        Code("The same as BibTeX, with the works that the story cites", works),
    ]
    return Section(key, "How to make it again, and how to cite it", tuple(blocks))


def commands(result: Result | SweepResult) -> Iterator[str]:
    """What is typed."""
    if isinstance(result, SweepResult):
        yield f"sim sweep {result.name} --worlds {result.worlds} --seed {result.seed}    # with the levers above"
        return
    name = quote(result.folder.name) if result.folder else f"@{result.name}"
    told = result.scenario.get("variants") or {}
    some = [f" --variant {info.name}" for info in result.variants] if len(result.variants) < len(told) else []
    changes = "".join([*some, *(f" --set {quote(change)}" for change in sets_of(result.manifest))])
    yield f"sim rerun {name} --check"
    yield f"sim run {result.name} --worlds {result.worlds} --seed {result.manifest['seed']}{changes}    # without the folder"


def facts(result: Result | SweepResult) -> Iterator[str]:
    """How it was made."""
    told = result.manifest
    yield f"Result {place(result)}, hash {told['hash']}"
    yield f"Asked as: {asked_as(told)}"
    yield from (f"Story: {line}" for line in story(result))
    if isinstance(result, Result):
        yield f"Played {played(told)}: {chance(result)}"
        yield from (f"Failed and left out: {line}" for line in failed(result))
    else:
        yield f"Played: {result.played}, seed {result.seed}"
    yield from (f"Altered: {line}" for line in result.altered)
    yield from (f"Warning of the reader: {fault.what}" for fault in result.warnings)
    yield from made_with(told)


def place(result: Result | SweepResult) -> str:
    """The result by its scenario and folder, never by where that lies on a machine."""
    folder = Path(result.folder) if result.folder else None
    return f"{folder.parent.name}/{folder.name}" if folder else f"{result.name} (not saved)"


def cited(result: Result | SweepResult) -> str:
    """The line to cite the result by."""
    if isinstance(result, Result):
        return citation(result)
    told: dict[str, Any] = result.manifest
    program = f"sim {told['versions'].get('sim', '?')}, result {told['hash'][:SHORT]}"
    return f"{result.title}. Sweep of {result.name}; {result.played}, seed {result.seed}; {program}."


def of_result(result: Result | SweepResult) -> str:
    """The result itself as BibTeX."""
    told = result.manifest
    note = f"Result {told['hash'][:SHORT]}, seed {told['seed']}, {result.played}, configs {told['config_hash'][:SHORT]}"
    lines = [("author", "{The sim authors}"), ("title", f"{{{escaped(result.title)}}}"), ("year", told["started"][:4]),
             ("howpublished", f"sim {told['versions'].get('sim', '?')}, scenario {escaped(result.name)}"), ("note", escaped(note))]
    told_lines = ",\n".join(f"  {field} = {{{value}}}" for field, value in lines)
    return f"@misc{{sim_{result.name}_{told['hash'][:SHORT]},\n{told_lines},\n}}"
