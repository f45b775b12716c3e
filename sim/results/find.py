"""Finds results: by folder, by the beginning of a hash, `@last`, or `@scenario` for a scenario's latest."""

from __future__ import annotations

import os
import re
from pathlib import Path

from sim.errors import UsageError, unknown_name

NAMED = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{8}(-\d+)?")
"""What the folder of a result is called."""


def results_root(out: str | Path | None = None) -> Path:
    """Where results lie: the folder given, else the environment variable SIM_RESULTS, else `results` here."""
    return Path(out or os.environ.get("SIM_RESULTS") or "results")


def listing(root: Path) -> list[Path]:
    """Every results folder below the root, the latest first."""
    found = [path.parent for path in root.glob("*/*/manifest.json") if not path.parent.name.startswith(".")]
    return sorted(found, key=lambda folder: ((folder / "manifest.json").stat().st_mtime_ns, folder.name), reverse=True)


def damaged(root: Path) -> list[Path]:
    """Folders below the root that are named as results are, and have no manifest."""
    return sorted(folder for folder in root.glob("*/*") if NAMED.fullmatch(folder.name) and not (folder / "manifest.json").is_file())


def find(text: str, root: Path | None = None) -> Path:
    """The results folder that a user means; raises `UsageError` where there is none or more than one."""
    if (Path(text) / "manifest.json").is_file() or NAMED.fullmatch(Path(text).name) and Path(text).is_dir():
        return Path(text)
    folders, broken = listing(root or results_root()), damaged(root or results_root())
    if not (folders or broken):
        raise UsageError("there are no results yet", where=str(root or results_root()), remedy="play a scenario first: sim run thaad_lift")
    if text.startswith("@"):
        return latest(text[1:], folders or broken)
    return by_hash(text, folders + broken)


def latest(name: str, folders: list[Path]) -> Path:
    """The latest result, of one scenario or (`last`) of all."""
    chosen = [folder for folder in folders if name in ("last", folder.parent.name)]
    if not chosen:
        scenarios = sorted({folder.parent.name for folder in folders})
        raise unknown_name("a scenario with results", f"@{name}", ["@last", *(f"@{scenario}" for scenario in scenarios)])
    return chosen[0]


def by_hash(text: str, folders: list[Path]) -> Path:
    """The one result whose folder name or hash begins so."""
    chosen = [folder for folder in folders if begins(folder.name, text)]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        raise UsageError(f"`{text}` fits {len(chosen)} results", remedy="which: " + ", ".join(folder.name for folder in chosen[:8]))
    raise UsageError(f"`{text}` is not a results folder, nor the beginning of a hash", remedy="see: sim list; or @last, @SCENARIO")


def begins(name: str, text: str) -> bool:
    """Whether a folder `2026-11-21-8647ec9a` is meant by `8647` or by its own name."""
    return len(text) > 2 and (name == text or name[len("2026-11-21-"):].startswith(text))
