"""Finds results: by folder, by the beginning of a hash, `@last`, or `@scenario` for a scenario's latest; of a kind where only one will do."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from sim.errors import UsageError, unknown_name

NAMED = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{8}(-\d+)?")
"""What the folder of a result is called."""

DATED = re.compile(r"^\d{4}-\d\d-\d\d-")
"""What a name begins with."""

RUN = "run"
"""The kind of a result that does not say another, `sweep`, in its manifest."""

KINDS = {RUN: "sim run", "sweep": "sim sweep"}
"""The kinds of results, and the command that makes them."""


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


def kind_of(folder: Path) -> str:
    """What a results folder holds: a `run` or a `sweep`; one that cannot be read is taken for a run."""
    try:
        facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return str(facts.get("kind", RUN))
    except (OSError, ValueError, AttributeError):
        return RUN


def find(text: str, kind: str | None = None, root: Path | None = None) -> Path:
    """The results folder that a user means; raises `UsageError` where there is none or more than one.

    With a `kind`, `@last` and `@scenario` are the latest of that kind, and a result of another kind is refused.
    """
    if (Path(text) / "manifest.json").is_file() or NAMED.fullmatch(Path(text).name) and Path(text).is_dir():
        return of_kind(Path(text), kind)
    folders, broken = listing(root or results_root()), damaged(root or results_root())
    if not (folders or broken):
        remedy = f"play a scenario first: {KINDS.get(kind or RUN, KINDS[RUN])} thaad_lift"
        raise UsageError("there are no results yet", where=str(root or results_root()), remedy=remedy)
    if text.startswith("@"):
        return latest(text[1:], folders or broken, kind)
    return of_kind(by_hash(text, folders + broken), kind)


def of_kind(folder: Path, kind: str | None) -> Path:
    """A results folder, refused with a `UsageError` where it is of another kind than the one asked for."""
    found = kind_of(folder)
    if kind in (None, found):
        return folder
    remedy = f"give the result of a {kind}: {KINDS.get(str(kind), 'sim ' + str(kind))} {folder.parent.name}, or @last"
    if kind == RUN and found == "sweep":
        remedy = f"show it: sim show {folder}; or give the result of a run: sim run {folder.parent.name}, or @last"
    raise UsageError(f"this is the result of a {found}, where that of a {kind} is needed", where=str(folder), remedy=remedy)


def latest(name: str, folders: list[Path], kind: str | None = None) -> Path:
    """The latest result, of one scenario or (`last`) of all, and of one kind where it is said."""
    chosen = [folder for folder in folders if name in ("last", folder.parent.name)]
    if not chosen:
        scenarios = sorted({folder.parent.name for folder in folders})
        raise unknown_name("a scenario with results", f"@{name}", ["@last", *(f"@{scenario}" for scenario in scenarios)])
    found = next((folder for folder in chosen if kind in (None, kind_of(folder))), None)
    if found is None:
        what = f"`@{name}` has no {kind} yet" if name != "last" else f"there is no {kind} yet"
        there = f"; there is a {kind_of(chosen[0])}: {chosen[0]}"
        raise UsageError(what + there, remedy=f"play one first: {KINDS.get(str(kind), 'sim ' + str(kind))} {chosen[0].parent.name}")
    return found


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
    return len(text) > 2 and (name == text or hash_in(name).startswith(text))


def hash_in(name: str) -> str:
    """What stands after the date in the name of a folder: the beginning of a hash, and `-2` where there are more of the same day."""
    return DATED.sub("", name)
