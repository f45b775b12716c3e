"""The account that a sweep gives of itself: how it was asked for, how far it is, what it was made with, how to cite it and go on with it."""

from __future__ import annotations

from sim.results.account import asked_as, made_with, size, story
from sim.results.manifest import SHORT
from sim.results.part_names import PARTS
from sim.results.sweep import SweepResult
from sim.results.values import counted

SHOWN = 5
"""So many rows of failed points are told."""


def account(sweep: SweepResult) -> dict[str, list[str]]:
    """Everything but what was found, in words: a label and its lines."""
    facts = sweep.manifest
    left = [f"{name}: {', '.join(levers)} would not act there" if levers else name for name, levers in facts.get("left_out", {}).items()]
    found = {
        "Sweep": [f"{sweep.folder}", f"hash {facts['hash']}"],
        "Played": [played(sweep)],
        "Asked as": [asked_as(facts)],
        "Story": story(sweep),
        "Design": [f"{sweep.design}: {counted(sweep.points, 'point')} over {counted(len(sweep.levers), 'lever')}"],
        "Variants": [f"{info.name}: {info.title}" + (" (the baseline)" if info.is_baseline else "") for info in sweep.variants],
        "Left out": left,
        "Chance": [f"{counted(sweep.worlds, 'world')}, the same at every point and for every variant; seed {sweep.seed}; "
                   f"parameters {facts['parameters']}"],
        "Altered": sweep.altered,
        "Failed": failed(sweep),
        "Warnings": [fault.line_of_text for fault in sweep.warnings],
        "Made with": made_with(facts),
    }
    return {label: lines for label, lines in found.items() if lines}


def played(sweep: SweepResult) -> str:
    """When it was begun, and how far it is."""
    day, _, time = sweep.manifest["started"].partition("T")
    done = int(sweep.done.sum())
    if done < sweep.points:
        return f"begun {day} at {time[:5]}; {done:,} of {counted(sweep.points, 'point')} are there"
    return f"{day} at {time[:5]}" + (f", in {sweep.manifest['seconds']:.1f} s" if "seconds" in sweep.manifest else "") + f", by {executor(sweep)}"


def executor(sweep: SweepResult) -> str:
    """Who played it."""
    words = {"serial": "one process", "processes": "processes of one machine", "dask": "the workers of a Dask scheduler"}
    return words.get(str(sweep.manifest.get("executor")), "one process")


def failed(sweep: SweepResult) -> list[str]:
    """The points that failed, the first of them one by one."""
    rows = sweep.failures
    lines = [f"point {row['point']}, {row['variant']}: {row['kind']}: {row['message']}" for row in rows[:SHOWN]]
    return lines + ([f"and {len(rows) - SHOWN} more"] if len(rows) > SHOWN else [])


def listed(sweep: SweepResult) -> list[str]:
    """The files with their sizes; the parts in one line."""
    top = sorted(path for path in sweep.folder.iterdir() if path.is_file() and not path.name.startswith("."))
    parts = sum(receipt.bytes for receipt in sweep.receipts.values())
    return [*(f"{path.name}  {size(path.stat().st_size)}" for path in top), f"{PARTS}/  {counted(len(sweep.parts), 'part')}, {size(parts)}"]


def citation(sweep: SweepResult) -> str:
    """A line to cite the sweep by."""
    facts = sweep.manifest
    program = f"sim {facts['versions'].get('sim', '?')}" + (f" ({facts['commit'][:SHORT]})" if facts.get("commit") else "")
    changes = f", altered: {'; '.join(sweep.altered)}" if sweep.altered else ""
    return (f"{sweep.title}. Sweep of scenario {sweep.name}{changes} over {', '.join(lever.name for lever in sweep.levers)}; {sweep.played}, "
            f"{sweep.design} design, seed {sweep.seed}; {program}, configs {facts['config_hash'][:SHORT]}, result {facts['hash'][:SHORT]}, "
            f"{facts['started'][:10]}.")
