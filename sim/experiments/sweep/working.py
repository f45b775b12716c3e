"""What a worker of a sweep does: it plays some points, writes their part, and hands back a receipt. No numbers travel."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from shlex import quote
from typing import Any

import numpy as np

from sim.errors import UsageError
from sim.experiments.sweep.keeping import study_of
from sim.experiments.sweep.play import PointsPlayed, play_points
from sim.experiments.sweep.study import Study
from sim.results.manifest import SHORT, config_hash, processor, program_hash, versions
from sim.results.part_names import PARTS, part_name
from sim.results.parts import Receipt, read_receipt, read_tables, write_part
from sim.results.sweep import SweepResult

MATTERS = ("sim", "numpy", "scipy", "pyarrow")
"""The packages whose version can change digits or bytes: a worker must have the same."""

program_hash(), config_hash()  # of what is loaded now: the files of a worker that runs for days may change beneath it


@dataclass(frozen=True)
class Order:
    """What a worker is told: the folder of the sweep, which sweep it is, and what it was begun with."""

    folder: str
    digest: str
    made_with: tuple[tuple[str, str], ...]


def made_with() -> tuple[tuple[str, str], ...]:
    """The versions, the code, the numbers and the processor of this process."""
    return begun_with({"versions": versions(), "program_hash": program_hash(), "config_hash": config_hash(), "processor": processor()})


def begun_with(facts: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The same, of the process that began a sweep: from its manifest."""
    packages = tuple((name, facts["versions"].get(name, "none")) for name in MATTERS)
    hashes = ("program", facts["program_hash"][:SHORT]), ("numbers of configs/", facts["config_hash"][:SHORT])
    return (*packages, *hashes, (PROCESSOR, facts.get("processor", "not said")))


PROCESSOR = "processor features"
"""What the difference between two processors is called."""

ALIKE = "or make the processors alike: in the environment of all, set NPY_DISABLE_CPU_FEATURES to the features that not all have"
"""What helps where they are not the same."""


def apart(then: tuple[tuple[str, str], ...], words: str) -> list[str]:
    """In what this process is not like the one that began a sweep, both named; `words` takes the two."""
    here = dict(made_with())
    return [words.format(name=name, here=here.get(name), then=was) for name, was in then if here.get(name) != was]


at_hand: dict[str, Study] = {}
"""The study that the process which begins a sweep has made already; those forked from it have it too."""


def play_part(order: Order, points: range) -> Receipt:
    """A worker's task: play some points, write their part, and hand back its receipt. Raises `UsageError` where worker and sweep do not fit.

    Where the part is there already, the points that failed in it are played again, and nothing else.
    """
    check_worker(order)
    study, folder = at_hand.get(order.digest) or read_study(order), Path(order.folder)
    there = folder / PARTS / part_name(points)
    played = mended(study, points, there) if there.is_dir() else play_points(study, points)
    return write_part(folder, played, study.quantities, signature(), instead=there.is_dir())


def mended(study: Study, points: range, part: Path) -> PointsPlayed:
    """What a part holds, with the points that failed in it played anew."""
    played = PointsPlayed.blank(study, points)
    names = tuple(outcome.name for outcome in study.outcomes)
    for variant, outcomes, paths in read_tables(part, names, study.quantities):
        for name, values in outcomes.items():
            played.outcomes[variant][name][:] = values.reshape(len(points), -1)
        played.paths[variant][:] = np.moveaxis(paths.reshape(len(study.quantities), len(points), -1), 0, 1)
    for point in sorted({int(row["point"]) for row in read_receipt(part).failures}):
        again, row = play_points(study, range(point, point + 1)), point - points.start
        played.failures += again.failures
        for variant in study.variants:
            played.paths[variant][row] = again.paths[variant][0]
            for name in names:
                played.outcomes[variant][name][row] = again.outcomes[variant][name][0]
    return played


def signature() -> tuple[str, str]:
    """What a receipt says of the program: its version, and the hash of its numbers."""
    return versions()["sim"], config_hash()


def check_worker(order: Order) -> None:
    """Refuse to play with another program, other numbers, or without the folder."""
    found = apart(order.made_with, "{name} {here} there, {then} in the sweep")
    if found:
        remedy = f"install the same there, start the workers anew, and go on: {resuming(order.folder)}"
        raise UsageError(f"a worker is not like this sweep: {'; '.join(found)}", where=f"worker on {platform.node()}",
                         remedy=with_processors(remedy, found))


def with_processors(remedy: str, found: list[str]) -> str:
    """What helps, with what helps against differing processors where they differ."""
    return f"{remedy}; {ALIKE}" if any(said.startswith(PROCESSOR) for said in found) else remedy


@lru_cache(maxsize=1)
def read_study(order: Order) -> Study:
    """The study as its folder tells it."""
    if not (Path(order.folder) / "manifest.json").is_file():
        raise UsageError(f"a worker does not see the folder {order.folder}", where=f"worker on {platform.node()}",
                         remedy="put results where every machine sees them, by the same path: --out FOLDER")
    kept = SweepResult.load(order.folder)
    if kept.manifest["hash"] != order.digest:
        raise UsageError(f"a worker sees another sweep in {order.folder}", where=f"worker on {platform.node()}",
                         remedy="put results where every machine sees the same: --out FOLDER")
    return study_of(kept)


def resuming(folder: str | Path) -> str:
    """The command that goes on with a sweep."""
    return f"sim sweep {quote(str(folder))} --resume"
