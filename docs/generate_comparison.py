"""Writes docs/explanation/comparison.md: what the model gives beside what its design gave, cell by cell. Run `python docs/generate_comparison.py`.

It plays eighteen stories in 1,000 worlds and the past in 400, and then some of them again with one thing taken back at a time,
which takes a few minutes.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

import sim
from sim.notebook import Run
from sim.results.intervals import NORMAL_95
from sim.world.numbers import table
from sim.world.rows import Array

sys.path.insert(0, str(Path(__file__).parent / "pages"))

from comparison_text import INPUTS, INTRODUCTION  # noqa: E402

HOME = Path(__file__).resolve().parent.parent
FOLDER = HOME / "configs" / "experiments"
STORIES = FOLDER / "design_comparison.yaml"
PAST, PAST_WORLDS, DEFAULT = "thaad_2016", 400, {"parameters": "default"}
THEIR_WORLDS = 300
"""Worlds behind each number of the design; it gives them for both tables, 300 to 400 for the past."""

LEAST_MOVE, ROUNDING = 0.03, 0.005
"""A cell has moved where it differs by more than the first; the second is the rounding of the design's numbers."""

EXTREMES = {"culture_least": ("flow.culture", "min"), "tourism_least": ("flow.tourism", "min"), "loss_most": ("economic_loss", "max")}
"""Columns that are an extreme of the path of the mean over worlds."""

SERIES = {"tourism": "flow.tourism", "culture": "flow.culture", "opinion_of_china": "opinion.china", "engagement": "engagement",
          "us_rok": "cohesion.us_rok", "rok_japan": "cohesion.rok_japan", "loss": "economic_loss", "goods_least": "flow.goods"}
"""The rows of the table of the past."""

Key = tuple[str, str]


@dataclass(frozen=True)
class Target:
    """A number to compare with: of the design or of its revisions, as written, and the span that this means."""

    kind: str
    written: str
    low: float
    high: float


@dataclass(frozen=True)
class Cell:
    """Our number with its 95 % Monte Carlo interval, and the numbers to compare it with.

    `spread` is the standard deviation of one world: it says how far chance can carry the design's own worlds.
    """

    table: str
    row: str
    column: str
    ours: float
    low: float
    high: float
    spread: float
    targets: tuple[Target, ...] = ()

    def moved_from(self) -> list[Target]:
        """The numbers from which it differs by more than .03, and which lie outside our interval."""
        return [target for target in self.targets if self.distance(target) > LEAST_MOVE and not self.low <= self.nearest(target) <= self.high]

    def nearest(self, target: Target) -> float:
        """The point of a target's span that is nearest to our number."""
        return min(max(self.ours, target.low), target.high)

    def distance(self, target: Target) -> float:
        """How far our number is from a target."""
        return abs(self.ours - self.nearest(target))

    def by_chance(self) -> bool:
        """Whether the chance of both runs together, and rounding, can account for every move."""
        theirs = NORMAL_95 * self.spread / np.sqrt(THEIR_WORLDS)
        reach = np.hypot((self.high - self.low) / 2, theirs) + ROUNDING
        return all(self.distance(target) <= reach for target in self.moved_from())

    def written(self, kind: str) -> str:
        """A target as the design writes it."""
        return next((target.written for target in self.targets if target.kind == kind), "")


class Unbounded(sim.Capital):
    """A capital that looks ahead without the bounds that the story lays on its instruments, as the design's trial did."""

    def decide(self) -> None:
        bindings, self.situation.bindings = self.situation.bindings, None
        super().decide()
        self.situation.bindings = bindings


AMENDS = {"G": "13.4", "C": "13.1"}
"""The tables of the revisions, and those whose cells they replace."""


def designed() -> dict[tuple[str, str, str], tuple[Target, ...]]:
    """The design's numbers and those of its revisions, by table, row and column, in the design's order."""
    found: dict[tuple[str, str, str], tuple[Target, ...]] = {}
    for entry in csv.DictReader((FOLDER / "design_tables.csv").read_text(encoding="utf-8").splitlines()):
        written = entry["written"] or entry["value"]
        span = [float(number) for number in re.findall(r"\d*\.\d+|\d+", written)]
        target = Target("revised" if entry["table"] in AMENDS else "design", written, min(span), max(span))
        key = (AMENDS.get(entry["table"], entry["table"]), entry["row"], entry["column"])
        found[key] = (*found.get(key, ()), target)
    return found


def with_design(cells: Iterable[Cell]) -> list[Cell]:
    """Cells with the design's numbers beside them, in the design's order."""
    known = {(cell.table, cell.row, cell.column): cell for cell in cells}
    return [replace(known[key], targets=targets) for key, targets in designed().items() if key in known]


def stories_played(changes: Mapping[str, Any] | None = None, **how: Any) -> list[Cell]:
    """Every cell of the table of stories."""
    run = sim.run(STORIES, set=changes, **how)
    return with_design([*answered(run), *extremes(run)])


def answered(run: Run) -> Iterator[Cell]:
    """The chances and the means over the last year; leak cases are counted by the year."""
    for answer in run.answers:
        scale = 12 if answer.outcome == "leak_cases" else 1
        spread = float(np.std(run.measured[answer.variant][answer.outcome], ddof=1))
        yield Cell("13.4", answer.variant, answer.outcome, scale * answer.estimate, scale * answer.low, scale * answer.high, scale * spread)


def extremes(run: Run) -> Iterator[Cell]:
    """The lowest and highest points of mean paths, the start left out."""
    for info in run.variants:
        for column, (quantity, end) in EXTREMES.items():
            fan = run.fan(info.name, quantity)
            month = 1 + int(getattr(fan.mean[1:], f"arg{end}")())
            half = NORMAL_95 * fan.error[month]
            ours = float(fan.mean[month])
            yield Cell("13.4", info.name, column, ours, ours - half, ours + half, float(fan.sd[month]))


def past_played() -> list[Cell]:
    """Every cell of the table of the past: means by year, and the lowest goods flow."""
    run = sim.run(PAST, set=DEFAULT, worlds=PAST_WORLDS, keep_worlds=True)
    names, cells = list(run.manifest["quantities"]), []
    for mode, paths in (run.paths or {}).items():
        for row, quantity in SERIES.items():
            path = paths[names.index(quantity)][1:]
            if row == "goods_least":
                cells.append(mean_cell(row, mode, path[path.mean(axis=1).argmin()]))
            else:
                cells += [mean_cell(row, f"{mode}_{2016 + year}", path[12 * year: 12 * year + 12].mean(axis=0)) for year in range(4)]
    return with_design(cells)


def mean_cell(row: str, column: str, worlds: Array) -> Cell:
    """A cell from one number per world."""
    mean, spread = float(worlds.mean()), float(worlds.std(ddof=1))
    half = NORMAL_95 * spread / np.sqrt(worlds.size)
    return Cell("13.1", row, column, mean, mean - half, mean + half, spread)


@dataclass(frozen=True)
class Reason:
    """Why some cells moved, and what they become when the cause is taken back."""

    because: str
    cells: Mapping[str, list[str]]
    taken_back: Mapping[str, float]
    unbounded: str

    def covers(self, cell: Cell) -> bool:
        """Whether it is about a cell."""
        return cell.column in self.cells.get(cell.row, [])

    def witness(self, worlds: int | None) -> dict[Key, float]:
        """The cells with the cause taken back."""
        if not self.taken_back and not self.unbounded:
            return {}
        agents = {self.unbounded: Unbounded} if self.unbounded else None
        cells = stories_played(dict(self.taken_back), variants=tuple(self.cells), agents=agents, worlds=worlds)
        return {(cell.row, cell.column): cell.ours for cell in cells if self.covers(cell)}


def reasons() -> list[Reason]:
    """The written reasons."""
    entries = table("experiments/design_reasons.yaml")["reasons"]
    return [Reason(entry["because"], entry["cells"], entry.get("taken_back") or {}, entry.get("unbounded", "")) for entry in entries]


def page(worlds: int | None = None) -> str:
    """The whole page."""
    cells, past, found = stories_played(worlds=worlds), past_played(), reasons()
    witnesses = [reason.witness(worlds) for reason in found]
    moved = [cell for cell in (*cells, *past) if cell.moved_from()]
    parts = [INTRODUCTION.format(count=len(cells), past=len(past), moved=len(moved), past_moved=sum(cell.table == "13.1" for cell in moved))]
    parts += ["## Cells that moved\n", moved_table(moved, found, witnesses), written(found), INPUTS]
    parts += ["## Every cell: the stories\n", *by_row(cells), "## Every cell: the past\n", *by_row(past)]
    return "\n".join(parts)


def moved_table(cells: list[Cell], found: list[Reason], witnesses: list[dict[Key, float]]) -> str:
    """The cells that moved, each with its reason."""
    rows = ["| story | cell | design | revised | ours | 95 % interval | moved from | reason | cause taken back |", "|---" * 9 + "|"]
    for cell in cells:
        number = next((place for place, reason in enumerate(found) if reason.covers(cell)), None)
        back = None if number is None else witnesses[number].get((cell.row, cell.column))
        why = str(number + 1) if number is not None else CHANCE if cell.by_chance() else "**none found**"
        rows.append(f"| {cell.row} | {numbers(cell)} | {' and '.join(target.kind for target in cell.moved_from())} "
                    f"| {why} | {'' if back is None else f'{back:.3f}'} |")
    return "\n".join(rows) + "\n"


def numbers(cell: Cell) -> str:
    """A cell's columns: name, design, revised, ours, interval."""
    return f"{cell.column} | {cell.written('design')} | {cell.written('revised')} | {cell.ours:.3f} | {cell.low:.3f} to {cell.high:.3f}"


def written(found: list[Reason]) -> str:
    """The reasons, numbered."""
    return "### Reasons\n\n" + "\n".join(f"{place}. {' '.join(reason.because.split())}" for place, reason in enumerate(found, 1)) + "\n"


def by_row(cells: list[Cell]) -> Iterator[str]:
    """A table for each story or series."""
    for row in dict.fromkeys(cell.row for cell in cells):
        lines = [f"### {row}\n", "| cell | design | revised | ours | 95 % interval | moved |", "|---|---|---|---|---|---|"]
        lines += [f"| {numbers(cell)} | {'**yes**' if cell.moved_from() else 'no'} |" for cell in cells if cell.row == row]
        yield "\n".join(lines) + "\n"


CHANCE = "chance: both runs' errors together reach that far"
if __name__ == "__main__":
    (Path(__file__).parent / "explanation" / "comparison.md").write_text(page(), encoding="utf-8")
