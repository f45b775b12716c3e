"""The parts of the spread of a sweep in its folder: what they were found from, and by which program."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as parquet

import sim
from sim.experiments.bands.rules import PATH
from sim.results.manifest import config_hash, identity, program_hash
from sim.results.part_hash import hash_of_parts
from sim.results.part_names import parts_of
from sim.results.store import write_table, writing
from sim.results.tables import bands_table
from sim.results.values import Band
from sim.world.numbers import table

FILE = "bands.parquet"
"""Where the parts lie."""


@dataclass(frozen=True)
class Split:
    """The parts; `failed` are the variants that have none, with what a world said that was played for them alone."""

    bands: list[Band]
    failed: Mapping[str, str] = field(default_factory=dict)
    by_this_program: bool = True


def keep(folder: Path, bands: Sequence[Band], failed: Mapping[str, str]) -> Split:
    """Write what was found beside what it was found from."""
    facts = {"parts": of_parts(folder), "program": of_program(), "failed": json.dumps(dict(failed))}
    with writing(folder):
        write_table(bands_table(bands).replace_schema_metadata(facts), folder / FILE)
    return Split(list(bands), failed)


def kept_split(folder: Path) -> Split | None:
    """What was found before; None where nothing was, where it cannot be read, or where other parts of the sweep have come since."""
    try:
        found = parquet.read_table(folder / FILE)
        facts = {name.decode(): value.decode() for name, value in (found.schema.metadata or {}).items()}
        if facts.get("parts") != of_parts(folder):
            return None
        return Split([Band(**row) for row in found.to_pylist()], json.loads(facts["failed"]), facts["program"] == of_program())
    except (OSError, ValueError, KeyError):
        return None


def of_parts(folder: Path) -> str:
    """A hash of all parts that are there."""
    return hash_of_parts(parts_of(folder).values())


def of_program() -> str:
    """A hash of what the crossed worlds are made by: the program, its numbers, and how worlds are crossed."""
    return identity(sim.__version__, program_hash(), config_hash(), table(PATH))
