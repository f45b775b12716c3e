"""Which results a report tells: each that was named once, and beside a run the newest sweep of its story that can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import SimError
from sim.report.swept import tells
from sim.results.find import RUN, SWEEP, of_story
from sim.results.reading import read
from sim.results.result import Result
from sim.results.sweep import SweepResult

CHANCE = ("worlds", "seed")
"""What may differ between a run and a sweep of one story."""


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
    runs = list(of_sweeps(found, whole)) if sweeps else []
    beside = list(of_runs([*runs, *found])) if sweeps else []
    notes = [f"with the run {one.folder}, the newest of this story" for one in runs]
    notes += [f"with the sweep {one.folder} ({one.played}); --no-sweep leaves it out" for one in beside]
    return Taken((*runs, *found, *beside), tuple(warnings), tuple(notes))


def of_sweeps(found: Sequence[Result | SweepResult], whole: set[Path]) -> Iterator[Result]:
    """The newest run of the story of each sweep that was meant as the newest of its story; none where a run of it was named."""
    names = {one.name for one in found if isinstance(one, Result)}
    for sweep in found:
        if isinstance(sweep, SweepResult) and sweep.name not in names and sweep.folder.resolve() in whole:
            names.add(sweep.name)
            yield from (one for one in newest(sweep, RUN, lambda one: True) if isinstance(one, Result))


def of_runs(found: Sequence[Result | SweepResult]) -> Iterator[SweepResult]:
    """The newest sweep of the story of each run that tells what it depends on; none where a sweep that does was named."""
    told = {one.name for one in found if isinstance(one, SweepResult) and tells(one)}
    for run in found:
        if isinstance(run, Result) and run.name not in told:
            told.add(run.name)
            yield from (one for one in newest(run, SWEEP, tells) if isinstance(one, SweepResult))


def newest(like: Result | SweepResult, kind: str, fits: Callable[[Any], bool]) -> Iterator[Result | SweepResult]:
    """The newest result of a kind that is of the same story and fits, beside a result that lies in a folder; none where there is none."""
    if like.folder is None:
        return
    for folder in of_story(like.name, kind, Path(like.folder).resolve().parent.parent):
        try:
            found = read(folder)
            if same_story(found, like) and fits(found):
                yield found
                return
        except SimError:
            continue


def same_story(one: Result | SweepResult, other: Result | SweepResult) -> bool:
    """Whether two results are of one text, apart from worlds and seed, and of one model."""
    return story_of(one) == story_of(other) and one.manifest["config_hash"] == other.manifest["config_hash"]


def story_of(result: Result | SweepResult) -> dict[str, Any]:
    """The text of a story without how often and from where chance is played."""
    runs = {key: value for key, value in (result.scenario.get("runs") or {}).items() if key not in CHANCE}
    return {**result.scenario, "runs": runs}
