"""Writes a result: the whole folder under a temporary name first, then renamed; nothing is ever overwritten."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import yaml

from sim.errors import RunError
from sim.results.result import FILES, Result
from sim.results.tables import answers_text, gather, labels


class Dumper(yaml.SafeDumper):
    """Writes a story so that a reader of YAML 1.2 finds the same in it: a text that would be a number there goes in quotes."""


Dumper.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$"), list("-+.0123456789"))


class Draft:
    """A results folder in the making: hidden until `publish` gives it its name."""

    def __init__(self, root: Path, scenario: str) -> None:
        self.parent = root / scenario
        self.folder = self.parent / f".partial-{uuid4().hex}"
        self.made = [place for place in (root, self.parent) if not place.exists()]
        with writing(self.folder):
            self.folder.mkdir(parents=True)

    def publish(self, name: str) -> Path:
        """Give the folder its name, or the next free one (`-2`, `-3`, ...); returns where it is."""
        with writing(self.folder):
            settle(self.folder)
        count = 1
        while True:
            final = self.parent / (name if count == 1 else f"{name}-{count}")
            count += 1
            if final.exists():
                continue
            with writing(final):
                self.folder.rename(final)
                settle_names(self.parent)
            self.folder = final
            return final

    def discard(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for place in reversed(self.made):
            with suppress(OSError):
                place.rmdir()


@contextmanager
def draft(root: Path, scenario: str) -> Iterator[Draft]:
    """A new folder, removed again unless it was published: after an error, a full disk or Ctrl-C nothing half-written stays."""
    new = Draft(root, scenario)
    hidden = new.folder
    try:
        yield new
    finally:
        if new.folder == hidden:
            new.discard()


ELSEWHERE = "make room or give another folder with --out, then run again; nothing was kept"
"""What helps where results or figures cannot be written."""


@contextmanager
def writing(place: Path, remedy: str = ELSEWHERE) -> Iterator[None]:
    """Turn what the system says about a file that cannot be written into one clear line. Wrap what writes, not what reads."""
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise RunError(f"cannot write: {reason}", where=str(place), remedy=remedy) from error


def settle(place: Path) -> None:
    """Have a file, or a folder with all that is in it, written to the disk itself: a power cut takes away nothing that was settled."""
    if place.is_dir():
        for inner in place.iterdir():
            settle(inner)
        settle_names(place)
        return
    with place.open("rb+") as file:
        os.fsync(file.fileno())


def settle_names(folder: Path) -> None:
    """The same for the names in a folder, where the system can do it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def put_in_place(partial: Path, path: Path) -> None:
    """Give a file that was written under another name its own, whole or not at all."""
    settle(partial)
    os.replace(partial, path)


def put_where_free(hidden: Path, final: Path) -> None:
    """Give a file or a folder that was written under another name its own; raises `FileExistsError` where something has that by now."""
    if not hidden.is_dir():
        with final.open("xb"):
            os.replace(hidden, final)
        return
    try:
        hidden.rename(final)
    except OSError as error:
        if not os.path.lexists(final):
            raise
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(final)) from error


def write(result: Result, folder: Path, log: list[dict[str, Any]] | None = None) -> None:
    """Write every part of a result into a folder; raises `RunError` where that fails."""
    with writing(folder):
        (folder / "series").mkdir(exist_ok=True)
        for name, path in FILES.items():
            write_table(result.table(name), folder / path)
        if result.paths is not None:
            write_paths(result, folder / "series" / "worlds.parquet")
        write_text(folder / "answers.csv", answers_text(result.answers))
        write_story(folder, result.scenario)
        write_text(folder / "log.jsonl", "".join(json.dumps(line) + "\n" for line in log or []))
        write_manifest(folder, result.manifest)


def write_story(folder: Path, composed: Mapping[str, Any]) -> None:
    """The story as composed."""
    write_text(folder / "scenario.yaml", yaml.dump(dict(composed), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=120))


def write_manifest(folder: Path, facts: Mapping[str, Any]) -> None:
    """How a result came about."""
    write_text(folder / "manifest.json", json.dumps(facts, indent=1, ensure_ascii=False) + "\n")


def write_table(table: pa.Table, path: Path) -> None:
    """One table as Parquet: same rows, same bytes."""
    partial = path.with_name(path.name + ".partial")
    parquet.write_table(table, partial, compression="zstd")
    put_in_place(partial, path)


def write_text(path: Path, text: str) -> None:
    """One text, whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    put_in_place(partial, path)


def write_paths(result: Result, path: Path) -> None:
    """Every world's path: variant, world, month, and one float32 column per quantity; one variant at a time."""
    names = list(result.manifest["quantities"])
    writer = None
    try:
        for variant, values in (result.paths or {}).items():
            table = paths_table(variant, names, values)
            writer = writer or parquet.ParquetWriter(path, table.schema, compression="zstd")
            writer.write_table(table)
    finally:
        if writer is not None:
            writer.close()


def paths_table(variant: str, names: list[str], values: Any) -> pa.Table:
    """The paths of one variant's worlds, `values` being `[quantity, month, world]`."""
    _, months, worlds = values.shape
    world = np.repeat(np.arange(worlds, dtype=np.int32), months)
    keys = {
        "variant": labels(np.zeros(world.size, dtype=np.int32), [variant]),
        "world": pa.array(world),
        "month": pa.array(np.tile(np.arange(months, dtype=np.int32), worlds)),
    }
    return pa.table(keys | {name: gather([values[place].T]) for place, name in enumerate(names)})
