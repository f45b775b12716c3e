"""What a worker of a sweep does: it plays some points, writes their part, and hands back a receipt. No numbers travel."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from shlex import quote

from sim.errors import UsageError
from sim.experiments.sweep.keeping import study_of
from sim.experiments.sweep.play import play_points
from sim.experiments.sweep.study import Study
from sim.results.manifest import SHORT, config_hash, versions
from sim.results.parts import Receipt, write_part
from sim.results.sweep import SweepResult

MATTERS = ("sim", "numpy", "scipy", "pyarrow")
"""The packages whose version changes digits or bytes: a worker must have the same."""


@dataclass(frozen=True)
class Order:
    """What a worker is told: the folder of the sweep, which sweep it is, and what it was begun with."""

    folder: str
    digest: str
    made_with: tuple[tuple[str, str], ...]


def made_with() -> tuple[tuple[str, str], ...]:
    """The versions and the numbers of this process."""
    found = versions()
    return (*((name, found.get(name, "none")) for name in MATTERS), ("numbers of configs/", config_hash()[:SHORT]))


at_hand: dict[str, Study] = {}
"""The study that the process which begins a sweep has made already; those forked from it have it too."""


def play_part(order: Order, points: range) -> Receipt:
    """A worker's task: play some points, write their part, and hand back its receipt. Raises `UsageError` where worker and sweep do not fit."""
    check_worker(order)
    study = at_hand.get(order.digest) or read_study(order)
    return write_part(Path(order.folder), play_points(study, points), study.quantities, signature())


def signature() -> tuple[str, str]:
    """What a receipt says of the program: its version, and the hash of its numbers."""
    return versions()["sim"], config_hash()


def check_worker(order: Order) -> None:
    """Refuse to play with another program, other numbers, or without the folder."""
    here = dict(made_with())
    apart = [f"{name} {here.get(name)} there, {then} here" for name, then in order.made_with if here.get(name) != then]
    if apart:
        raise UsageError(f"a worker is not like this sweep: {'; '.join(apart)}", where=f"worker on {platform.node()}",
                         remedy="install the same there, start the workers anew, and go on: " + resuming(order.folder))


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
