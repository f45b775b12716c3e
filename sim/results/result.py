"""What a run found: everything that tables, pictures and reports read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from shlex import quote
from typing import Any, Self

import numpy as np
import pyarrow.parquet as parquet
import yaml

from sim.errors import RunError, unknown_name
from sim.results.part_names import points_in
from sim.results.seals import edited
from sim.results.tables import STATISTICS, read_answers
from sim.results.told import Told
from sim.results.values import LEVELS, Answer, Band, Fan, Mark, counted

ANSWERS = "answers.csv"
"""Where the answers lie in the folder of a result."""

FILES = {
    "quantiles": "series/quantiles.parquet",
    "differences": "series/differences.parquet",
    "outcomes": "outcomes.parquet",
    "design": "design.parquet",
    "failures": "failures.parquet",
    "bands": "bands.parquet",
}
"""Where each table of a result lies in its folder."""


MANIFEST = ("name", "title", "worlds", "seed", "start", "months", "variants", "quantities", "foot")
"""What every manifest says."""

SEALED = {"seals": dict, "seals_form": int, "points_seal": str}
"""What a manifest says of tables that an edit by hand would show in; nothing in one of a result that was made before there were seals."""


def read_manifest(text: str) -> dict[str, Any]:
    """A manifest; raises `ValueError` where it is none."""
    found = json.loads(text)
    if not isinstance(found, dict) or not all(key in found for key in MANIFEST):
        raise ValueError("no manifest of a result")
    if not all(isinstance(found.get(key, kind()), kind) for key, kind in SEALED.items()):
        raise ValueError("no seals of a result")
    return found


def read_story(text: str) -> dict[str, Any]:
    """A story as it was composed; raises `ValueError` where it is none."""
    found = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(found, dict):
        raise ValueError("no story")
    return found


def read_part(folder: Path, name: str, read: Callable[[str], Any]) -> Any:
    """One text of a results folder, read; raises `RunError` where it is missing or broken."""
    try:
        return read((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        story, command = folder / "scenario.yaml", "sweep" if points_in(folder) else "run"
        again = str(story) if name != "scenario.yaml" and story.is_file() else folder.parent.name
        raise damaged(folder, name, f"play the story again: sim {command} {quote(again)}") from error


def damaged(folder: Path, name: str, remedy: str) -> RunError:
    """The error that says which file of a result is missing or cannot be read."""
    return RunError(f"this result is damaged: {said_of(folder, name)}", where=str(folder), remedy=remedy)


def said_of(folder: Path, name: str) -> str:
    """What is wrong with a file that could not be read."""
    return f"{name} " + ("cannot be read" if (folder / name).exists() else "is missing")


@dataclass
class Result(Told):
    """A run's answers: held in memory after a run, or read from a results folder with `Result.load`.

    `manifest` says how it came about, `scenario` is the story as composed, `tables` are Arrow tables by the names in `FILES`.
    """

    manifest: dict[str, Any]
    scenario: dict[str, Any]
    answers: list[Answer]
    tables: dict[str, Any] = field(default_factory=dict, repr=False)
    paths: Mapping[str, Any] | None = field(default=None, repr=False)
    folder: Path | None = None

    @classmethod
    def load(cls, folder: str | Path, *, sealed: bool = True) -> Self:
        """Read a results folder; raises `RunError` where it is not one, or where its answers were edited, unless they need not be `sealed`.

        Tables are read when asked for.
        """
        folder = Path(folder)
        if not folder.is_dir():
            raise RunError("there is no such results folder", where=str(folder), remedy="see: sim list results")
        manifest = read_part(folder, "manifest.json", read_manifest)
        scenario = read_part(folder, "scenario.yaml", read_story)
        answers, text = read_part(folder, ANSWERS, lambda text: (read_answers(text), text))
        fault = edited(text, answers, manifest) if sealed else ""
        if fault:
            remedy = f"play it again: sim rerun {quote(str(folder))}"
            raise RunError(f"this result was edited: {ANSWERS}, {fault}", where=str(folder), remedy=remedy)
        return cls(manifest, scenario, answers, folder=folder)

    def table(self, name: str) -> Any:
        """One of the tables, read from the folder at first use."""
        if name not in self.tables:
            if self.folder is None:
                raise RunError(f"this result has no table `{name}`")
            try:
                self.tables[name] = parquet.read_table(self.folder / FILES[name])
            except (OSError, ValueError) as error:
                raise damaged(self.folder, FILES[name], f"play it again: sim rerun {quote(str(self.folder))}") from error
        return self.tables[name]

    @property
    def damage(self) -> list[str]:
        """The tables that are missing or cannot be read: `outcomes.parquet is missing`; none where the result is whole."""
        found = []
        for name in FILES:
            if name == "bands" and not self.manifest.get("bands"):
                continue
            try:
                self.table(name)
            except RunError:
                found.append(said_of(self.folder or Path(), FILES[name]))
        return found

    @property
    def bands(self) -> list[Band]:
        """The parts of every outcome's spread; none where they were not asked for, or could not be told apart."""
        return [Band(**row) for row in self.table("bands").to_pylist()] if self.manifest.get("bands") else []

    @property
    def failures(self) -> list[dict[str, Any]]:
        """The blocks of worlds that failed."""
        return list(self.table("failures").to_pylist()) if self.manifest.get("failures") else []

    @property
    def worlds(self) -> int:
        """How many worlds each variant was played in."""
        return int(self.manifest["worlds"])

    @property
    def played(self) -> str:
        """How much was played: `5 variants x 1,000 worlds`."""
        return f"{counted(len(self.variants), 'variant')} x {counted(self.worlds, 'world')}"

    @cached_property
    def events(self) -> list[Mark]:
        """The dated events of the story."""
        return [Mark(**entry) for entry in self.manifest["events"]]

    @cached_property
    def measured(self) -> dict[str, dict[str, Any]]:
        """Every outcome in each world: variant -> outcome -> `[world]`, NaN where a world failed."""
        table = self.table("outcomes")
        values = table.column("value").to_numpy()
        codes = [table.column(name).combine_chunks().to_numpy(zero_copy_only=False) for name in ("variant", "outcome")]
        names = list(dict.fromkeys(answer.outcome for answer in self.answers))
        return {info.name: {name: values[(codes[0] == info.name) & (codes[1] == name)] for name in names} for info in self.variants}

    def fan(self, variant: str, quantity: str) -> Fan:
        """A quantity over the months in one variant."""
        return self._fan("quantiles", variant, quantity, [info.name for info in self.variants])

    def difference(self, variant: str, quantity: str) -> Fan:
        """The same, minus the baseline in the same worlds; raises `UsageError` for the baseline itself."""
        return self._fan("differences", variant, quantity, [info.name for info in self.variants if not info.is_baseline])

    def _fan(self, table: str, variant: str, quantity: str, variants: list[str]) -> Fan:
        if variant not in variants:
            raise unknown_name("a variant here", variant, variants)
        names = list(self.manifest["quantities"])
        if quantity not in self.manifest["quantities"]:
            raise unknown_name("a recorded quantity", quantity, names)
        block = self._series(table).reshape(len(variants), len(names), self.months + 1, len(STATISTICS))
        mean, sd, error, *levels = block[variants.index(variant), names.index(quantity)].T
        return Fan(mean, sd, error, dict(zip(LEVELS, levels, strict=True)))

    def _series(self, name: str) -> Any:
        kept = self.__dict__.setdefault("_arrays", {})
        if name not in kept:
            table = self.table(name)
            kept[name] = np.stack([table.column(column).to_numpy().astype(float) for column in STATISTICS], axis=-1)
        return kept[name]
