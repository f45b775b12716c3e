"""The parts of a sweep on disk: one folder for a run of points, written whole under another name and then renamed."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

from sim.results.part_names import PARTS, part_name
from sim.results.store import settle, settle_names, write_text, writing
from sim.results.tables import labels
from sim.world.rows import Array

OUTCOMES, PATHS, RECEIPT = "outcomes.parquet", "paths.parquet", "receipt.json"
"""What a part consists of."""


class Played(Protocol):
    """What became of a run of points; see `write_part`."""

    points: range
    outcomes: Any
    paths: Any
    failures: Any


@dataclass(frozen=True)
class Receipt:
    """What a worker says of a part that it has written. `lost` marks a part that nobody could play: every point of it failed."""

    part: str
    bytes: int
    sha256: str
    version: str
    config_hash: str
    failures: tuple[Mapping[str, Any], ...] = ()
    lost: bool = False


def read_receipt(part: Path) -> Receipt:
    """The receipt of a part; raises `ValueError` or `OSError` where it is not whole."""
    facts = json.loads((part / RECEIPT).read_text(encoding="utf-8"))
    try:
        return Receipt(**facts | {"failures": tuple(facts.get("failures", ()))})
    except TypeError as error:
        raise ValueError(f"{part / RECEIPT} is no receipt") from error


def whole(part: Path, receipt: Receipt) -> bool:
    """Whether the files of a part are what its receipt says, to the byte."""
    try:
        return weighed(part) == (receipt.bytes, receipt.sha256)
    except OSError:
        return False


def write_part(
    folder: Path, played: Played, quantities: Sequence[str], made_with: tuple[str, str], *, lost: bool = False, instead: bool = False
) -> Receipt:
    """Write the part of a sweep that holds some points, whole or not at all; `made_with` are the version and the hash of the configs.

    Where there is one already it stays, unless this one is to be there `instead`.
    `played.outcomes` is variant -> outcome -> `[point, world]`, `played.paths` variant -> `[point, quantity, month]`.
    """
    name = part_name(played.points)
    final = folder / PARTS / name
    hidden = final.with_name(f".{name}.{uuid4().hex}")
    with writing(hidden):
        hidden.mkdir(parents=True)
        write_groups(hidden / OUTCOMES, outcome_tables(played.points, played.outcomes))
        write_groups(hidden / PATHS, path_tables(played.points, played.paths, quantities))
        receipt = Receipt(name, *weighed(hidden), *made_with, tuple(as_row(row) for row in played.failures), lost)
        write_text(hidden / RECEIPT, json.dumps(asdict(receipt), indent=1, ensure_ascii=False) + "\n")
        settle(hidden)
        if instead and final.exists():
            final.rename(hidden.with_name(f".{name}.{uuid4().hex}"))
        put(hidden, final)
    return receipt


def put(hidden: Path, final: Path) -> None:
    """Give a part its name; where somebody else was quicker with the same points, theirs stays."""
    try:
        hidden.rename(final)
    except OSError:
        if not (final / RECEIPT).is_file():
            raise
        shutil.rmtree(hidden, ignore_errors=True)
    settle_names(final.parent)


def read_tables(part: Path, columns: Sequence[str], quantities: Sequence[str]) -> Iterator[tuple[str, dict[str, Array], Array]]:
    """What a part holds, variant by variant: its name, outcomes by name `[point * world]`, and paths `[quantity, point * month]`."""
    outcomes, paths = (parquet.ParquetFile(part / name) for name in (OUTCOMES, PATHS))
    for place in range(outcomes.num_row_groups):
        one, other = (file.read_row_group(place, use_threads=False) for file in (outcomes, paths))
        found = {name: one.column(name).to_numpy() for name in columns}
        yield one.column("variant")[0].as_py(), found, np.stack([other.column(name).to_numpy() for name in quantities])


def as_row(failure: Any) -> dict[str, Any]:
    """A failure as JSON can say it."""
    return dict(failure) if isinstance(failure, Mapping) else asdict(failure)


def weighed(part: Path) -> tuple[int, str]:
    """The bytes of a part's data, and the hash of them."""
    digest, size = hashlib.sha256(), 0
    for name in (OUTCOMES, PATHS):
        content = (part / name).read_bytes()
        digest.update(content)
        size += len(content)
    return size, digest.hexdigest()


def write_groups(path: Path, tables: Iterable[pa.Table]) -> None:
    """Tables of the same columns in one file, each a group of rows of its own."""
    writer = None
    try:
        for table in tables:
            writer = writer or parquet.ParquetWriter(path, table.schema, compression="zstd")
            writer.write_table(table, row_group_size=max(1, table.num_rows))
    finally:
        if writer is not None:
            writer.close()


def outcome_tables(points: range, outcomes: Mapping[str, Mapping[str, Array]]) -> Iterator[pa.Table]:
    """Per variant: variant, point, world, and a column for each outcome."""
    for place, columns in enumerate(outcomes.values()):
        worlds = next(iter(columns.values())).shape[1]
        keys = key_columns((place, tuple(outcomes)), points, "world", worlds)
        yield pa.table(keys | {name: pa.array(np.asarray(values, dtype=np.float64).ravel()) for name, values in columns.items()})


def path_tables(points: range, paths: Mapping[str, Array], quantities: Sequence[str]) -> Iterator[pa.Table]:
    """Per variant: variant, point, month, and a column for each quantity, the mean over the worlds."""
    for place, values in enumerate(paths.values()):
        keys = key_columns((place, tuple(paths)), points, "month", values.shape[2])
        yield pa.table(keys | {name: pa.array(np.asarray(values[:, row], dtype=np.float32).ravel()) for row, name in enumerate(quantities)})


def key_columns(variant: tuple[int, tuple[str, ...]], points: range, inner: str, count: int) -> dict[str, Any]:
    """The columns that say what a row is about; `variant` is its place among all of them."""
    place, names = variant
    size = len(points) * count
    return {
        "variant": labels(np.full(size, place), names),
        "point": pa.array(np.repeat(np.arange(points.start, points.stop, dtype=np.int32), count)),
        inner: pa.array(np.tile(np.arange(count, dtype=np.int32), len(points))),
    }
