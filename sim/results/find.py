"""Finds results: by folder, by the beginning of a hash, or by an `@`.

`@last` is the newest result, `@scenario` the newest of that scenario, whatever kind it is; a command that takes one kind alone looks among that.
`@last:run`, `@last:sweep`, `@scenario:run`, `@scenario:sweep` choose the kind. A sweep in which no point is finished is no result for an `@`.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from sim.errors import UsageError, alike
from sim.results.part_names import points_in

NAMED = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{8}(-\d+)?")
"""What the folder of a result is called."""

HASH = re.compile(r"[0-9a-f-]+")
"""What may be the beginning of a hash."""

LAST = "last"
"""The name after an `@` that means every story."""

DATED = re.compile(r"^\d{4}-\d\d-\d\d-")
"""What a name begins with."""

RUN, SWEEP = "run", "sweep"
"""The kinds of results; one whose manifest says none is a run."""

KINDS = {RUN: "sim run", SWEEP: "sim sweep"}
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


def find(text: str, kind: str | None = None, root: Path | None = None, *, unplayed: bool = False) -> Path:
    """The results folder that a user means; raises `UsageError` where there is none or more than one.

    With a `kind`, `@last` and `@scenario` are the latest of that kind, and a result of another kind is refused. They mean a sweep
    in which no point is finished only where `unplayed` ones are looked for too.
    """
    place = root or results_root()
    for folder in (Path(text), place / text):
        if is_result(folder) or NAMED.fullmatch(folder.name) and folder.is_dir():
            return of_kind(folder, kind)
    folders, broken = listing(place), damaged(place)
    if not (folders or broken):
        raise UsageError("there are no results yet", where=str(place), remedy=f"play a scenario first: {KINDS[kind or RUN]} thaad_lift")
    if text.startswith("@"):
        return latest(*asked(text, kind), folders or broken, unplayed)
    return of_kind(by_hash(text, folders + broken), kind)


def is_result(folder: Path) -> bool:
    """Whether this is the folder of a result."""
    return (folder / "manifest.json").is_file()


def of_story(name: str, kind: str | None = None, root: Path | None = None) -> list[Path]:
    """The results of a story, of one kind where it is said, the newest first; without sweeps in which no point is finished."""
    return [folder for folder in listing(root or results_root()) if folder.parent.name == name and kind in (None, kind_of(folder)) and played(folder)]


def played(folder: Path) -> bool:
    """Whether there is anything in a result: in a sweep that was stopped at once there is not."""
    return kind_of(folder) != SWEEP or points_in(folder) > 0


def of_kind(folder: Path, kind: str | None) -> Path:
    """A results folder, refused with a `UsageError` where it is of another kind than the one asked for."""
    found = kind_of(folder)
    if kind in (None, found):
        return folder
    remedy = f"give the result of a {kind}: {KINDS[str(kind)]} {folder.parent.name}, or @last:{kind}"
    if kind == RUN and found == SWEEP:
        remedy = f"show it: sim show {folder}; or give the result of a run: sim run {folder.parent.name}, or @last:run"
    raise UsageError(f"this is the result of a {found}, where that of a {kind} is needed", where=str(folder), remedy=remedy)


def asked(text: str, kind: str | None) -> tuple[str, str | None]:
    """The name and the kind that an `@` asks for, `@last:sweep`; raises `UsageError` where there is no such kind or another is needed."""
    name, colon, wanted = text[1:].partition(":")
    if not colon:
        return name, kind
    if wanted not in KINDS:
        near = alike(wanted, KINDS) if wanted else ""
        remedy = f"did you mean `@{name}:{near}`?" if near else "known: " + ", ".join(f"@{name}:{known}" for known in KINDS)
        what = f"`{wanted}` is not a kind of result" if wanted else "the kind of result is missing"
        raise UsageError(what, where=text, remedy=remedy)
    if kind not in (None, wanted):
        raise UsageError(f"this asks for the result of a {wanted}, where that of a {kind} is needed", where=text, remedy=f"write @{name}:{kind}")
    return name, wanted


def latest(name: str, kind: str | None, folders: list[Path], unplayed: bool = False) -> Path:
    """The latest result, of one scenario or (`last`) of all, and of one kind where it is said."""
    chosen = [folder for folder in folders if name in (LAST, folder.parent.name)]
    if not chosen:
        raise without_results(name, kind, folders)
    found = [folder for folder in chosen if kind in (None, kind_of(folder))]
    if not found:
        what = f"`@{name}` has no {kind} yet" if name != LAST else f"there is no {kind} yet"
        there = f"; there is a {kind_of(chosen[0])}: {chosen[0]}"
        raise UsageError(what + there, remedy=f"play one first: {KINDS[str(kind)]} {chosen[0].parent.name}")
    for folder in found:
        if unplayed or played(folder):
            return folder
    raise UsageError("no point of this sweep is finished yet, and there is nothing else", where=str(found[0]),
                     remedy=f"go on with it: sim sweep {found[0]} --resume")


def without_results(name: str, kind: str | None, folders: list[Path]) -> UsageError:
    """The error for the name of a story of which there is no result, or that does not exist."""
    stories = sorted({folder.parent.name for folder in folders})
    near = alike(name.lower(), [LAST, *stories])
    there = f"did you mean `@{near}`?" if near else "there are results of: " + ", ".join(f"@{story}" for story in stories)
    play = f"; a story is played first: {KINDS[kind or RUN]} {name}" if name else ""
    return UsageError(f"`@{name}` is not a scenario with results", remedy=there + play)


def by_hash(text: str, folders: list[Path]) -> Path:
    """The one result whose folder name or hash begins so."""
    chosen = [folder for folder in folders if begins(folder.name, text)]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        raise UsageError(f"`{text}` fits {len(chosen)} results", remedy="which: " + ", ".join(folder.name for folder in chosen[:8]))
    near = meant(text, folders)
    remedy = f"did you mean `{near}`?" if near else "see: sim list results; or @last, @SCENARIO"
    if not near and text and Path(text).name == text and not HASH.fullmatch(text):
        remedy += f"; a story is played first: sim run {text}"
    raise UsageError(f"`{text}` is not a results folder, nor the beginning of a hash", remedy=remedy)


def meant(text: str, folders: list[Path]) -> str:
    """What somebody may mean who names no result: the story whose name it is, the result that a file belongs to, or what looks most like it."""
    path = Path(text)
    inside = next((str(folder) for folder in folders if folder in path.parents), "")
    names = {LAST, *(folder.parent.name for folder in folders)}
    if inside or path.name in names:
        return inside or f"@{path.name}"
    if path.name != text:
        return alike(str(path), [str(folder) for folder in folders])
    story = alike(text.lower(), names)
    return f"@{story}" if story else alike(text, [folder.name for folder in folders])


def begins(name: str, text: str) -> bool:
    """Whether a folder `2026-11-21-8647ec9a` is meant by `8647` or by its own name."""
    return len(text) > 2 and (name == text or hash_in(name).startswith(text))


def hash_in(name: str) -> str:
    """What stands after the date in the name of a folder: the beginning of a hash, and `-2` where there are more of the same day."""
    return DATED.sub("", name)
