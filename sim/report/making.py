"""How to make the result again, with what it was made, and how to cite it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote

from sim.experiments.rerun import sets_of
from sim.explain.bibtex import entry, escaped
from sim.report.model import Block, Code, Items, Paragraph, Section
from sim.results import sweep_account
from sim.results.account import PROGRAMS, asked_as, chance, citation, failed, made_with, played, story
from sim.results.manifest import SHORT
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.scenario.files import shipped
from sim.world.numbers import sources

PROGRAM = "python3 dev.py"
"""What the commands of a report begin with."""

TYPED = ("Typed in the folder of the project, with nothing but Python. Where the environment of the project is active, sim stands in the place of "
         "python3 dev.py.")


def section(result: Result | SweepResult, keys: list[str], key: str, sweeps: Sequence[SweepResult] = ()) -> Section:
    """Commands, seed, hash and versions; the citation as text and as BibTeX, with that of every work the story cites."""
    works = "\n\n".join([*(of_result(one) for one in (result, *sweeps)), *(entry(name, sources()[name]) for name in keys)])
    blocks: list[Block] = [
        Paragraph(TYPED), Code("To play it again, and compare it byte for byte with the folder of the result where that is there",
                               "\n".join(commands(result, sweeps))),
        Items(tuple((line, ()) for line in facts(result))),
        *(Items(((f"Beside it: {cited(one)} Asked as: {asked_as(one.manifest)}", ()),)) for one in sweeps),
        Paragraph(f"To cite: {cited(result)}"),
        Code("The same as BibTeX, with the works that the story cites", works),
    ]
    return Section(key, "How to make it again, and how to cite it", tuple(blocks))


def commands(result: Result | SweepResult, sweeps: Sequence[SweepResult] = ()) -> Iterator[str]:
    """What is typed."""
    if isinstance(result, Result):
        told = result.scenario.get("variants") or {}
        some = [f" --variant {info.name}" for info in result.variants] if len(result.variants) < len(told) else []
        changes = "".join([*some, *(f" --set {quote(change)}" for change in sets_of(result.manifest))])
        yield f"{PROGRAM} rerun {called(result)} --check"
        yield f"{PROGRAM} run {typed(result.name)} --worlds {result.worlds} --seed {result.manifest['seed']}{changes}    # without the folder"
    for sweep in (*((result,) if isinstance(result, SweepResult) else ()), *sweeps):
        yield f"{PROGRAM} {shlex.join(words_of(sweep))}"
    yield f"{PROGRAM} explain NAME    # what a number of the model rests on"
    yield f"{PROGRAM} backtest korea    # where the model fails on the past"
    yield f"{PROGRAM} report {' '.join(called(one) for one in (result, *sweeps))} --no-sweep    # this report"


def typed(name: str) -> str:
    """A story as it is named on a command line: a shipped one by its name, another by its file."""
    return name if name in shipped() else quote(f"{name}.yaml")


def called(result: Result | SweepResult) -> str:
    """A result as it is named on a command line."""
    return quote(result.folder.name) if result.folder else f"@{result.name}"


def words_of(sweep: SweepResult) -> list[str]:
    """How a sweep was asked for, without where files lie on a machine; if not on a command line, the sweep that its story describes."""
    program, *words = sweep.manifest["argv"]
    if Path(program).name in PROGRAMS and words[:1] == ["sweep"]:
        return [Path(word).name if Path(word).is_absolute() else word for word in words]
    return ["sweep", sweep.name, "--worlds", str(sweep.worlds), "--seed", str(sweep.seed)]


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
    return citation(result) if isinstance(result, Result) else sweep_account.citation(result)


def of_result(result: Result | SweepResult) -> str:
    """The result itself as BibTeX."""
    told = result.manifest
    note = f"Result {told['hash'][:SHORT]}, seed {told['seed']}, {result.played}, configs {told['config_hash'][:SHORT]}"
    lines = [("author", "{The sim authors}"), ("title", f"{{{escaped(result.title)}}}"), ("year", told["started"][:4]),
             ("howpublished", f"sim {told['versions'].get('sim', '?')}, scenario {escaped(result.name)}"), ("note", escaped(note))]
    told_lines = ",\n".join(f"  {field} = {{{value}}}" for field, value in lines)
    return f"@misc{{sim_{result.name}_{told['hash'][:SHORT]},\n{told_lines},\n}}"
