"""What an analysis of sensitivity found, as tables that are written and read: one row per variant, outcome or quantity and month, input, index."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from shlex import quote
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as parquet

from sim.errors import UsageError
from sim.experiments.sensitivity.resampling import SHARES, Estimates
from sim.results.part_hash import hash_of_parts
from sim.results.part_names import parts_of
from sim.results.result import damaged
from sim.results.store import write_table, write_text
from sim.results.sweep import OutcomeInfo
from sim.results.tables import labels
from sim.results.values import VariantInfo
from sim.world.calendar import month_date
from sim.world.rows import Array

FOLDER, OUTCOMES, MONTHS, ABOUT = "sensitivity", "indices.csv", "indices_by_month.parquet", "about.json"
"""The folder in a result, and its files."""

NUMBERS = ("estimate", "low", "high", "noise_floor", "uncorrected")
"""The columns of numbers."""

BESIDE = " and "
"""Between the two inputs of a second order."""


class Stale(UsageError):
    """What was found is of other points than those that lie there now."""


@dataclass(frozen=True)
class InputInfo:
    """An input as tables and pictures name it."""

    name: str
    label: str
    unit: str
    kind: str


@dataclass(frozen=True)
class Direction:
    """Where an answer goes as an input rises: `value` with its interval (None where unknown); of a category where it is highest, lowest."""

    value: float | None
    low: float | None
    high: float | None
    highest: str = ""
    lowest: str = ""

    @property
    def sign(self) -> int:
        """1 where the answer rises, -1 where it falls, 0 where that is not clear."""
        return 0 if self.low is None or self.high is None else int(self.low > 0) - int(self.high < 0)

    @property
    def word(self) -> str:
        """`rises`, `falls`, `unclear`; of a category the value at which the answer is highest."""
        return ("unclear", f"most: {self.highest}" if self.highest else "rises", "falls")[self.sign]

    @property
    def clause(self) -> str:
        """The same within a sentence."""
        ends = f"highest at {self.highest}, lowest at {self.lowest}"
        return ("no clear direction", ends if self.highest else "rises with this", "falls as this rises")[self.sign]


@dataclass(frozen=True)
class Block:
    """The indices of one outcome, or of one quantity over the months, in one variant: index -> `[input or pair, column]`.

    `months` is empty for an outcome, which has one column. `of_worlds` is the share of the variance between points that comes of the worlds;
    `directions` has where an outcome goes with each input.
    """

    variant: str
    name: str
    indices: dict[str, Estimates]
    months: tuple[int, ...] = ()
    of_worlds: float = float("nan")
    directions: tuple[Direction, ...] = ()


@dataclass
class Sensitivity:
    """What an answer depends on. `facts` hold what tables and pictures say of where it comes from; `notes` what must be said of the method."""

    method: str
    leading: str
    inputs: tuple[InputInfo, ...]
    outcomes: tuple[OutcomeInfo, ...]
    variants: tuple[VariantInfo, ...]
    blocks: list[Block] = field(repr=False)
    facts: dict[str, Any] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = ()
    folder: Path | None = None

    @cached_property
    def pairs(self) -> list[str]:
        """The names of every two inputs, in the order of the second order."""
        names = [given.name for given in self.inputs]
        return [f"{one}{BESIDE}{other}" for place, one in enumerate(names) for other in names[place + 1 :]]

    def names_of(self, index: str) -> list[str]:
        """What the rows of an index are about."""
        return self.pairs if index == "second" else [given.name for given in self.inputs]

    def followed(self, variant: str, quantity: str) -> Block | None:
        """What was found for a quantity over the months in a variant."""
        return next((block for block in self.over_months if (block.variant, block.name) == (variant, quantity)), None)

    @property
    def over_months(self) -> list[Block]:
        """What was found for quantities."""
        return [block for block in self.blocks if block.months]

    @property
    def answers(self) -> list[Block]:
        """What was found for outcomes."""
        return [block for block in self.blocks if not block.months]

    def table(self, blocks: Sequence[Block]) -> pa.Table:
        """Tidy rows of some blocks."""
        return pa.concat_tables([part for block in blocks for part in self._rows(block)]) if blocks else self._empty

    def _rows(self, block: Block) -> Iterator[pa.Table]:
        start, of_a_quantity = int(self.facts["start"]), bool(block.months)
        for index, found in block.indices.items():
            names, count = self.names_of(index), max(1, len(block.months))
            size = len(names) * count
            months = np.tile(np.array(block.months or (0,), dtype=np.int32), len(names))
            dates = [month_date(start - 1 + month) if of_a_quantity else "" for month in months]
            keys = {
                "variant": repeated(block.variant, size), "quantity" if of_a_quantity else "outcome": repeated(block.name, size),
                "month": pa.array(months if of_a_quantity else [None] * size, pa.int32()), "date": pa.array(dates),
                "input": labels(np.repeat(np.arange(len(names)), count), names).cast(pa.string()), "index": repeated(index, size),
            }
            numbers = (found.value, found.low, found.high, found.floor, found.uncorrected)
            beyond = found.beyond_noise(signed=index == "mu").ravel()
            yield pa.table(keys | {name: number(values) for name, values in zip(NUMBERS, numbers, strict=True)} | {"beyond_noise": pa.array(beyond)}
                           | ({} if of_a_quantity else {"direction": pa.array(ways_of(block, index, size))}))

    @property
    def _empty(self) -> pa.Table:
        return pa.table({"variant": pa.array([], pa.string())})

    def write(self, folder: Path) -> None:
        """Write the tables; whatever was there under these names is replaced, each file whole. What it is about comes last."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ABOUT).unlink(missing_ok=True)
        sink = pa.BufferOutputStream()
        csv.write_csv(self.table(self.answers), sink, csv.WriteOptions(quoting_style="needed"))
        write_text(folder / OUTCOMES, sink.getvalue().to_pybytes().decode())
        write_table(self.table(self.over_months), folder / MONTHS)
        write_text(folder / ABOUT, json.dumps(self.about, indent=1, ensure_ascii=False) + "\n")
        self.folder = folder

    @property
    def about(self) -> dict[str, Any]:
        """Everything but the indices."""
        told = {name: [asdict(entry) for entry in getattr(self, name)] for name in ("inputs", "outcomes", "variants")}
        shape = [{"variant": block.variant, "name": block.name, "indices": list(block.indices), "months": list(block.months),
                  "of_worlds": None if np.isnan(block.of_worlds) else block.of_worlds,
                  "directions": [asdict(one) for one in block.directions]} for block in self.blocks]
        return {"method": self.method, "leading": self.leading, **self.facts, "notes": list(self.notes), **told, "blocks": shape}

    @classmethod
    def load(cls, result: str | Path) -> Self:
        """Read what was found for a result; raises `UsageError` where nothing was."""
        folder = Path(result) / FOLDER
        if not (folder / ABOUT).is_file():
            raise UsageError("what this result depends on has not been worked out", where=str(result), remedy=f"sim sensitivity {quote(str(result))}")
        try:
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            tables = csv.read_csv(folder / OUTCOMES), parquet.read_table(folder / MONTHS)
            known = hash_of_parts(parts_of(Path(result)).values()) in ("", about.get("parts"))
        except (OSError, ValueError) as error:
            raise damaged(folder, str(error), f"work it out again: sim sensitivity {quote(str(result))}") from error
        if not known:
            raise Stale("the sweep has other points by now than when this was worked out", where=str(result),
                        remedy=f"work it out again: sim sensitivity {quote(str(result))}")
        return cls.read(about, tables, folder)

    @classmethod
    def read(cls, about: dict[str, Any], tables: tuple[pa.Table, pa.Table], folder: Path) -> Self:
        """From its parts."""
        told = {"inputs": InputInfo, "outcomes": OutcomeInfo, "variants": VariantInfo}
        lists = {name: tuple(kind(**entry) for entry in about.pop(name)) for name, kind in told.items()}
        shape, notes = about.pop("blocks"), tuple(about.pop("notes"))
        new = cls(about.pop("method"), about.pop("leading"), **lists, blocks=[], facts=about, notes=notes, folder=folder)
        readers = {False: Rows(tables[0]), True: Rows(tables[1])}
        for entry in shape:
            months, of_worlds = tuple(entry["months"]), entry["of_worlds"]
            indices = {index: readers[bool(months)].next(index, (len(new.names_of(index)), max(1, len(months)))) for index in entry["indices"]}
            ways = tuple(Direction(**one) for one in entry.get("directions", ()))
            new.blocks.append(Block(entry["variant"], entry["name"], indices, months, float("nan") if of_worlds is None else of_worlds, ways))
        return new


class Rows:
    """Reads a table of indices in the order in which it was written."""

    def __init__(self, table: pa.Table) -> None:
        known = table.num_rows > 0
        self.numbers = np.stack([table.column(name).to_numpy().astype(float) for name in NUMBERS]) if known else np.zeros((len(NUMBERS), 0))
        self.at = 0

    def next(self, index: str, shape: tuple[int, int]) -> Estimates:
        """The next index. Half of its interval is read at the end that lies further away: the other may stand where shares end."""
        size = shape[0] * shape[1]
        value, low, high, floor, uncorrected = self.numbers[:, self.at : self.at + size].reshape(len(NUMBERS), *shape)
        self.at += size
        return Estimates(value, np.maximum(value - low, high - value), floor, uncorrected, index in SHARES)


def ways_of(block: Block, index: str, size: int) -> list[str]:
    """Where an outcome goes with each input, in words; nothing of pairs."""
    ways = [one.word for one in block.directions]
    return ways if index != "second" and len(ways) == size else [""] * size


def repeated(word: str, size: int) -> pa.Array:
    """A column of one word."""
    return pa.array([word] * size, pa.string())


def number(values: Array) -> pa.Array:
    """A column of numbers; empty where they are not known."""
    return pa.array(np.asarray(values, dtype=float).ravel(), from_pandas=True)
