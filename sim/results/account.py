"""The account that a result gives of itself: how it was asked for, what it was made with, its files, how to cite it and play it again."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from sim.results.manifest import SHORT
from sim.results.result import Result
from sim.results.told import Told
from sim.results.values import counted
from sim.world.calendar import month_label, month_number

UNITS = ("bytes", "kB", "MB", "GB")
STEP = 1000
"""From one unit of size to the next."""

PROGRAMS = ("sim", "sim.exe", "__main__.py")
"""What the command is called in a manifest."""


def account(result: Result) -> dict[str, list[str]]:
    """Everything but the answers, in words: a label and its lines. What a result does not have is left out."""
    found = {
        "Result": [f"{result.folder}", f"hash {result.manifest['hash']}"],
        "Played": [played(result.manifest)],
        "Asked as": [asked_as(result.manifest)],
        "Story": story(result),
        "Variants": [f"{info.name}: {info.title}" + (" (the baseline)" if info.is_baseline else "") for info in result.variants],
        "Chance": [chance(result)],
        "Altered": result.altered,
        "Played by": [f"{capital.title()}: {cast}" for capital, cast in result.manifest["agents"].items()],
        "Damaged": result.damage,
        "Failed": [] if result.damage else failed(result),
        "Warnings": [fault.line_of_text for fault in result.warnings],
        "Made with": made_with(result.manifest),
    }
    return {label: lines for label, lines in found.items() if lines}


def played(facts: dict[str, Any]) -> str:
    """When, and how long it took."""
    day, _, time = facts["started"].partition("T")
    return f"{day} at {time[:5]}, in {facts['seconds']:.1f} s"


def asked_as(facts: dict[str, Any]) -> str:
    """The command line, or that it was Python."""
    program, *words = facts["argv"]
    return shlex.join(["sim", *words]) if Path(program).name in PROGRAMS else f"in Python, by {program}"


def story(result: Told) -> list[str]:
    """Which story, from when to when."""
    facts = result.manifest
    first, last = (month_label(month_number(facts[key])) for key in ("from", "until"))
    lead = facts["run_in_months"]
    before = f", after {counted(lead, 'month')} of run-in from {month_label(month_number(facts['world']))}" if lead else ""
    return [f"{result.name}: {counted(facts['months'], 'month')}, {first} to {last}{before}"]


def chance(result: Result) -> str:
    """Worlds, seed, where parameters come from, and how precise it became."""
    facts = result.manifest
    fitted = "fitted to the past by sim calibrate" if facts["calibrated"] else "hand-set with 2016-2019, no machine fit"
    kept = "; every world's path is kept" if facts.get("keep_worlds") else ""
    worlds = f"{counted(result.worlds, 'world')} for each variant, the same for all"
    return f"{worlds}; seed {facts['seed']}; parameters {facts['parameters']}, {fitted}{kept}"


def failed(result: Result) -> list[str]:
    """The blocks of worlds that failed."""
    return [f"{row['variant']}, worlds {row['first_world']} to {row['first_world'] + row['count'] - 1}: {row['kind']}: {row['message']}"
            for row in result.failures]


def made_with(facts: dict[str, Any]) -> list[str]:
    """The program, its numbers, and the packages."""
    versions = dict(facts["versions"])
    program = f"sim {versions.pop('sim', '?')}"
    if facts.get("commit"):
        program += f", commit {facts['commit'][:SHORT]}" + (" with changes that no commit holds" if facts.get("dirty") else "")
    program += f"; numbers of configs/ {facts['config_hash'][:SHORT]}"
    return [program, ", ".join(f"{name} {version}" for name, version in versions.items())]


def files(result: Result) -> list[tuple[str, int]]:
    """Every file of the folder with its size in bytes, in order."""
    if result.folder is None:
        return []
    found = [path for path in result.folder.rglob("*") if path.is_file()]
    return sorted((path.relative_to(result.folder).as_posix(), path.stat().st_size) for path in found)


def size(count: int) -> str:
    """A number of bytes for people."""
    amount, unit = float(count), 0
    while amount >= STEP and unit < len(UNITS) - 1:
        amount, unit = amount / STEP, unit + 1
    return f"{amount:.0f} {UNITS[unit]}" if unit == 0 else f"{amount:.1f} {UNITS[unit]}"


def citation(result: Result) -> str:
    """A line to cite the result by: all that is needed to find it, or to make it again."""
    facts = result.manifest
    program = f"sim {facts['versions'].get('sim', '?')}" + (f" ({facts['commit'][:SHORT]})" if facts.get("commit") else "")
    changes = f", altered: {'; '.join(result.altered)}" if result.altered else ""
    played = f"{counted(len(result.variants), 'variant')}, {counted(result.worlds, 'world')}, seed {facts['seed']}"
    return (f"{result.title}. Scenario {result.name}{changes}; {played}; "
            f"{program}, configs {facts['config_hash'][:SHORT]}, result {facts['hash'][:SHORT]}, {facts['started'][:10]}.")
