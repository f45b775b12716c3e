"""Which results a report tells: each that was named once, and beside a run the newest sweep of its story that can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import SimError, UsageError
from sim.report.kin import same_story
from sim.report.swept import tells
from sim.results.find import RUN, SWEEP, of_story
from sim.results.part_names import PARTS
from sim.results.parts import whole as whole_part
from sim.results.reading import read
from sim.results.result import Result
from sim.results.sweep import SweepResult


@dataclass(frozen=True)
class Taken:
    """The results of a report; `warnings` and `notes` are said on the terminal."""

    results: tuple[Result | SweepResult, ...]
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def take(named: Sequence[tuple[str, Path]], *, sweeps: bool = True) -> Taken:
    """The results in the folders that were meant, with what belongs to them; a text that is an `@` without a kind means the story."""
    once: dict[Path, str] = {}
    warnings = []
    for text, folder in named:
        place = folder.resolve()
        if place in once:
            warnings.append(f"`{once[place]}` and `{text}` name one result, which is taken once: {folder}")
        once.setdefault(place, text)
    found = [read(folder) for folder in once]
    whole = {place for place, text in once.items() if text.startswith("@") and ":" not in text}
    runs, other = of_sweeps(found, whole)
    if not sweeps:
        found = [one for one in found if isinstance(one, Result) or one.folder.resolve() not in whole]
        if not (runs or found):
            raise UsageError("--no-sweep: there is no run of this story", remedy="play it first, or leave out --no-sweep")
    beside, others = of_runs([*runs, *found]) if sweeps else ([], [])
    notes = [f"with the run {one.folder}, the newest of the story as that sweep has it" for one in runs]
    notes += [f"with the sweep {one.folder} ({one.played}); --no-sweep leaves it out" for one in beside]
    return Taken((*runs, *found, *beside), (*warnings, *other, *others), tuple(notes))


def of_sweeps(found: Sequence[Result | SweepResult], whole: set[Path]) -> tuple[list[Result], list[str]]:
    """The newest run of the story of each sweep that was meant as the newest of its story; none where a run of it was named."""
    told = [one for one in found if isinstance(one, Result)]
    there, warnings = len(told), list[str]()
    for sweep in found:
        if isinstance(sweep, SweepResult) and sweep.folder.resolve() in whole and not any(same_story(one, sweep) for one in told):
            one, skipped = newest(sweep, RUN, lambda run: True)
            told += [one] if isinstance(one, Result) else []
            warnings += skipped
    return told[there:], warnings


def of_runs(found: Sequence[Result | SweepResult]) -> tuple[list[SweepResult], list[str]]:
    """The newest sweep of the story of each run that tells what it depends on; none where a sweep that does was named."""
    told = [one for one in found if isinstance(one, SweepResult) and tells(one)]
    there, warnings = len(told), list[str]()
    for run in found:
        if isinstance(run, Result) and not any(same_story(one, run) for one in told):
            one, skipped = newest(run, SWEEP, tells)
            told += [one] if isinstance(one, SweepResult) else []
            warnings += skipped
    return told[there:], list(dict.fromkeys(warnings))


def newest(like: Result | SweepResult, kind: str, fits: Callable[[Any], bool]) -> tuple[Result | SweepResult | None, list[str]]:
    """The newest result of a kind that is whole, of the same story, and fits, beside a result that lies in a folder; and what was passed over."""
    skipped: list[str] = []
    if like.folder is None:
        return None, skipped
    for folder in of_story(like.name, kind, Path(like.folder).resolve().parent.parent):
        try:
            found = read(folder)
            if not same_story(found, like):
                continue
            fault = damage(found)
            if not fault and fits(found):
                return found, skipped
        except SimError as error:
            fault = error.what
        skipped += [f"left out is the {kind} {folder}: {fault}"] if fault else []
    return None, skipped


def damage(found: Result | SweepResult) -> str:
    """What is wrong with a result that nobody named: tables that are missing, parts that are not as their receipts say."""
    if isinstance(found, Result):
        return "; ".join(found.damage)
    broken = [part.name for points, part in found.parts.items() if not whole_part(part, found.receipts[points])]
    return f"{PARTS}/{broken[0]} is not what its receipt says" if broken else ""
