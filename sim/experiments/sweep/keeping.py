"""A study in its folder: what it is made of is written there before a point is played, and from there it is made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

import sim
from sim.experiments.record import foot, played
from sim.experiments.sweep.cases import SWEPT
from sim.experiments.sweep.design import Design
from sim.experiments.sweep.levers import Lever
from sim.experiments.sweep.study import Study
from sim.results.find import hash_in, kind_of, listing
from sim.results.manifest import FORMAT, SHORT, commit, config_hash, identity, processor, program_hash, versions
from sim.results.part_names import PARTS
from sim.results.store import draft, write_manifest, write_story, write_table, writing
from sim.results.sweep import BESIDE, DESIGN, KIND, SweepResult
from sim.results.values import counted
from sim.rules.recorded import quantities
from sim.scenario import load
from sim.world.theatres import in_own_words, pair_of

if TYPE_CHECKING:
    from sim.scenario import Scenario


OWN = "The variant that each point names"
"""The title where the variant itself is varied."""


def digest_of(scenario: Scenario, study: Study) -> str:
    """A hash of what a study is: its story, its points, its worlds, the program and its numbers. Who plays it is no part of that."""
    points = hashlib.sha256()
    for name, values in {**study.design.values, **study.design.columns}.items():
        points.update(f"{name}\0{values.dtype.str}\0".encode() + np.ascontiguousarray(values).tobytes())
    levers = [asdict(lever) for lever in study.design.levers]
    return identity(scenario.composed, config_hash(), sim.__version__, study.seed, study.worlds, study.variants, levers, points.hexdigest())


def begun(root: Path, scenario: str, digest: str) -> Path | None:
    """The latest sweep of a story that has this hash."""
    found = (folder for folder in listing(root) if folder.parent.name == scenario and hash_in(folder.name).startswith(digest[:SHORT]))
    return next((folder for folder in found if kind_of(folder) == KIND and SweepResult.load(folder).manifest["hash"] == digest), None)


def keep(scenario: Scenario, study: Study, root: Path, how: Mapping[str, Any]) -> Path:
    """Write a new folder with all that a study is, and no part yet; `how` says how it was asked for. Returns where it is."""
    facts = manifest(scenario, study, how)
    with draft(root, scenario.name) as new, writing(new.folder):
        (new.folder / PARTS).mkdir()
        write_table(design_table(study.design), new.folder / DESIGN)
        write_story(new.folder, scenario.composed)
        write_manifest(new.folder, facts)
        return new.publish(f"{facts['started'][:10]}-{facts['hash'][:SHORT]}")


def manifest(scenario: Scenario, study: Study, how: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that is known of a sweep before it is played."""
    plans = study.groups[0].plans
    told = played(scenario, plans, study.quantities)
    baseline = scenario.variants[0].name
    variants = [entry | {"is_baseline": entry["name"] == baseline} | ({"title": OWN} if entry["name"] == SWEPT else {}) for entry in told["variants"]]
    counts = [counted(len(study), "point"), counted(study.worlds, "world"), f"seed {study.seed}"]
    return {
        "format": FORMAT, "kind": KIND, "name": scenario.name, "title": scenario.title, "question": scenario.question,
        "hash": digest_of(scenario, study), "config_hash": config_hash(), **how, "seed": study.seed, "worlds": study.worlds, "points": len(study),
        "points_per_part": len(study.tasks()[0]),
        "design": study.design.kind, "design_seed": study.design.seed, "levers": [asdict(lever) for lever in study.design.levers],
        "outcomes": outcomes(scenario, study), **told, "months": study.months, "variants": variants,
        "left_out": {name: list(levers) for name, levers in study.left_out.items()}, "by_value": list(study.by_value), "agents": {},
        "program_hash": program_hash(), "versions": versions(), "processor": processor(), **commit(),
        "foot": foot(scenario, counts, how["altered"], plans[0]),
    }


def outcomes(scenario: Scenario, study: Study) -> list[dict[str, Any]]:
    """What is asked at every point."""
    pair, known = pair_of(scenario.composed), quantities()
    units = {name: in_own_words(quantity.unit, pair) for name, quantity in known.items()}
    return [{"name": one.name, "label": one.label, "kind": one.kind, "when": one.when, "unit": units.get(one.quantity, ""), "headline": one.headline}
            for one in study.outcomes]


def design_table(design: Design) -> pa.Table:
    """A column for every lever, and for what an analysis needs besides."""
    columns = {lever.name: pa.array(words_of(lever, design.values[lever.name])) for lever in design.levers}
    return pa.table(columns | {BESIDE + name: pa.array(np.asarray(values).tolist()) for name, values in design.columns.items()})


def words_of(lever: Lever, values: NDArray[Any]) -> Iterable[Any]:
    """A lever at each point as people read it: a number, or the word of a category."""
    return [lever.values[int(code)] for code in values] if lever.kind == "category" else np.asarray(values, dtype=np.float64)


def design_of(kept: SweepResult) -> Design:
    """The design of a sweep, from its folder."""
    levers = tuple(Lever(**asdict(info)) for info in kept.levers)
    values = {lever.name: codes_of(lever, kept.values[lever.name]) for lever in levers}
    return Design(kept.design, levers, values, int(kept.manifest["design_seed"]), kept.columns)


def codes_of(lever: Lever, values: NDArray[Any]) -> NDArray[Any]:
    """A lever at each point as a design holds it: a number, or the place of a category's value."""
    if lever.kind == "number":
        return values
    places = {value: place for place, value in enumerate(lever.values)}
    return np.array([places[str(value)] for value in values], dtype=np.intp)


def study_of(kept: SweepResult) -> Study:
    """The study of a sweep, made again from its folder: from the story as composed, whatever has become of its file."""
    scenario = replace(load(str(kept.folder / "scenario.yaml")), name=kept.name)
    return Study.of(scenario, design_of(kept), kept.worlds, kept.seed, tuple(info.name for info in kept.variants))
