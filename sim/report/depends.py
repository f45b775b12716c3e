"""What the answer depends on: of a sweep of the story its levers, else what the worlds of the run themselves can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sim.errors import SimError
from sim.experiments.sensitivity import Asked, Sensitivity, analyse
from sim.experiments.sensitivity.found import ABOUT, FOLDER, Stale
from sim.experiments.sensitivity.words import MEANS, TITLES, finding, others_in_noise, question
from sim.plots.drawing.labels import quoted
from sim.report.drawing import of_sensitivity
from sim.report.leading import Told
from sim.report.model import Block, Paragraph, Section
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.world.theatres import speaker

TITLE = "What the answer depends on"

OF_A_RUN = ("Of the worlds of this run: which of the parameters that differ between them move the answer. What is the same in every world, "
            "such as what capitals want and what the story sets, is not seen here; a sweep of it would show that (sim sweep).")


def of_run(told: Told, theme: str, key: str) -> Section:
    """Of a run without a sweep: what is stored beside it, else the leading outcome in the variant that the brief speaks of."""
    try:
        found = stored(told.result) or quick(told)
    except SimError as error:
        return Section(key, TITLE, (Paragraph(f"Not told by this run: {error.what}."),))
    if found is None:
        return Section(key, TITLE, (Paragraph("Not told by this run: the story asks nothing."),))
    return Section(key, TITLE, (Paragraph(OF_A_RUN), *told_of(found, theme, key)))


def of_sweep(sweep: SweepResult, theme: str, key: str) -> Section:
    """Of a sweep."""
    levers = "; ".join(f"{quoted(lever.label or lever.name)} from {lever.low:g} to {lever.high:g}" if lever.kind == "number"
                       else f"{quoted(lever.label or lever.name)}: {', '.join(lever.values)}" for lever in sweep.levers)
    lead = Paragraph(f"Of a sweep of this story ({sweep.played}, seed {sweep.seed}), over {levers}. It says nothing about what was not swept.")
    try:
        headlines = tuple(info.name for info in sweep.outcomes if info.headline)
        found = stored(sweep) or analyse(sweep, Asked(outcomes=headlines))
    except SimError as error:
        return Section(key, TITLE, (lead, Paragraph(f"Not told by this sweep: {error.what}.")))
    return Section(key, TITLE, (lead, *told_of(found, theme, key, speaker(sweep.scenario))))


def stored(result: Result | SweepResult) -> Sensitivity | None:
    """What was worked out before, where it was, and of the same points."""
    if result.folder is None or not (Path(result.folder) / FOLDER / ABOUT).is_file():
        return None
    try:
        return Sensitivity.load(str(result.folder))
    except Stale:
        return None


def quick(told: Told) -> Sensitivity | None:
    """The leading outcome in one variant, of the worlds of the run."""
    leading, result = told.leading, told.result
    if leading is None:
        return None
    variant = told.moved or told.base
    entry = {leading.name: (result.scenario.get("outcomes") or {}).get(leading.name) or {}}
    alone = replace(result, scenario={**result.scenario, "outcomes": entry}, answers=list(leading.answers))
    return analyse(alone, Asked(variants=(variant.name,), outcomes=(leading.name,)))


def told_of(found: Sensitivity, theme: str, key: str, words: object = None) -> Iterator[Block]:
    """The findings in words, the bars, and what they mean."""
    headlines = {one.name for one in found.outcomes if one.headline} or {one.name for one in found.outcomes}
    for block in found.answers:
        if block.name in headlines or len(found.answers) == 1:
            title = next(info.title for info in found.variants if info.name == block.variant)
            yield Paragraph(f"{quoted(question(found, block))} in {quoted(title)} {finding(found, block)}.{others_in_noise(found, block)}")
    yield from of_sensitivity(found, theme, words, f"{key}-")  # type: ignore[arg-type]
    yield Paragraph(f"{TITLES[found.leading]}: {MEANS[found.leading]}. " + " ".join(f"{note[:1].upper()}{note[1:]}." for note in found.notes))


__all__ = ["of_run", "of_sweep"]
