"""What the answer depends on: the levers of a sweep of the story where there is one, and always what the worlds of a run can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from sim.errors import SimError
from sim.experiments.effect_cells import NOTE
from sim.experiments.sensitivity import Asked, Sensitivity, analyse
from sim.experiments.sensitivity.found import Block as Found
from sim.experiments.sensitivity.words import MEANS, TITLES, beyond, finding, leading_of, others_in_noise, question, ranked
from sim.findings.leading import Told
from sim.plots.drawing.labels import listed, quoted
from sim.report.drawing import of_sensitivity
from sim.report.model import Block, Heading, Paragraph, Section
from sim.report.swept import Swept, stored
from sim.world.rows import Array
from sim.world.theatres import speaker

TITLE = "What the answer depends on"

OF_A_RUN = ("Of the worlds of this run: which of the parameters that differ between them move the answer. What is the same in every world, "
            "such as what capitals want and what the story sets, is not seen here; a sweep of it would show that.")

BEHIND = "Behind these effects stands which lever makes how much of the spread between the points:"

HEADS = ("By the levers of a sweep", "By the parameters that differ between the worlds of this run")
"""Above what a sweep tells and what a run tells, where there are both."""


def of_run(told: Told, theme: str, key: str, sweeps: Sequence[Swept] = ()) -> Section:
    """Of a run, with the sweeps beside it; what a sweep tells comes first, and never in the place of what the run tells."""
    blocks: list[Block] = []
    for place, swept in enumerate(sweeps):
        own = f"{key}{place or ''}"
        blocks += [Heading(headed(swept, HEADS[0])), *of_levers(swept, theme, own), *swept.drawn(theme, f"{own}-", tuple(swept.outcomes[:1]))]
    if sweeps:
        blocks.append(Heading(HEADS[1]))
    return Section(key, TITLE, (*blocks, *of_worlds(told, theme, f"{key}-worlds" if sweeps else key)))


def of_worlds(told: Told, theme: str, key: str) -> Iterator[Block]:
    """What is stored beside a run, else the leading outcome in the variant that the brief speaks of."""
    try:
        found = stored(told.result, spreading(told)) or quick(told)
    except SimError as error:
        yield Paragraph(f"Not told by the worlds of this run: {error.what}.")
        return
    if found is None:
        yield Paragraph("Not told by this run: the story asks nothing.")
        return
    yield Paragraph(OF_A_RUN)
    yield from told_of(found, theme, key)


def of_levers(swept: Swept, theme: str, key: str) -> Iterator[Block]:
    """By how much its levers move the answers, then whose share of the spread is how large; where its points are too few for that, that they are."""
    found, why = swept.told
    yield Paragraph(swept.what)
    yield from (Paragraph(text) for text in swept.moved.sentences(swept.first))
    if tables := tuple(swept.moved.tables()):
        yield from tables
        yield Paragraph(NOTE, kind="note")
    if found is None:
        yield Paragraph(f"Which lever makes how much of the spread is not told by this sweep: {why}.")
    else:
        yield Paragraph(BEHIND)
        yield from told_of(found, theme, key, swept.first.name, speaker(swept.sweep.scenario))


def of_sweep(sweeps: Sequence[Swept], theme: str, key: str) -> Iterator[Section]:
    """Of a sweep alone: what its answers depend on, and its points, part by part where it has parts."""
    blocks: list[Block] = []
    ends: list[Block] = []
    for place, swept in enumerate(sweeps):
        own, head = f"{key}{place or ''}", [Heading(headed(swept))] if swept.part else []
        blocks += [*head, *of_levers(swept, theme, own)]
        tables = list(swept.tables())
        ends += [*head, *swept.drawn(theme, f"{own}-"), *tables] if tables else []
    yield Section(key, TITLE, tuple(blocks))
    if ends:
        yield Section(f"{key}-at", "Where each outcome was least and most", tuple(ends))


def headed(swept: Swept, of: str = "") -> str:
    """What stands above a sweep, or above one of its parts."""
    return (f"{of}, part {quoted(swept.part)}" if of else f"Part {quoted(swept.part)}") if swept.part else of


def spreading(told: Told) -> set[str]:
    """The headlines of a run that differ from world to world, or all outcomes that do: what is stored must tell of all of them."""
    worlds = told.result.measured
    moving = [one for one in told.result.answers if np.ptp(one_of(worlds[one.variant][one.outcome])) > 0]
    return {one.outcome for one in moving if one.headline} or {one.outcome for one in moving}


def one_of(values: Array) -> Array:
    """What is known of the worlds; a single 0 where nothing is."""
    known = np.asarray(values)[np.isfinite(values)]
    return known if known.size else np.zeros(1)


def quick(told: Told) -> Sensitivity | None:
    """The leading outcome in one variant, of the worlds of the run."""
    leading, result = told.leading, told.result
    if leading is None:
        return None
    variant = told.moved or told.base
    entry = {leading.name: (result.scenario.get("outcomes") or {}).get(leading.name) or {}}
    alone = replace(result, scenario={**result.scenario, "outcomes": entry}, answers=list(leading.answers))
    return analyse(alone, Asked(variants=(variant.name,), outcomes=(leading.name,)))


def told_of(found: Sensitivity, theme: str, key: str, variant: str = "", words: object = None) -> Iterator[Block]:
    """The findings in words, the bars, and what they mean."""
    yield from (Paragraph(text) for text in findings(found, variant))
    yield from of_sensitivity(found, theme, words, f"{key}-")  # type: ignore[arg-type]
    notes = (f"{TITLES[found.leading]}: {MEANS[found.leading]}", *(in_titles(found, note) for note in found.notes))
    yield Paragraph(" ".join(f"{note[:1].upper()}{note[1:]}." for note in notes))


def in_titles(found: Sensitivity, note: str) -> str:
    """A note with the names of answers, `lift.drift`, as people read them."""
    for variant in found.variants:
        for outcome in found.outcomes:
            said = f"{quoted(outcome.label)} in {quoted(variant.title)}".replace("\\", r"\\")
            note = re.sub(rf"(?<![\w.]){variant.name}\.{outcome.name}(?![\w.])", said, note)
    return note


def findings(found: Sensitivity, variant: str = "", outcomes: Sequence[str] = ()) -> Iterator[str]:
    """A sentence for each headline outcome in the variant that comes first, `outcomes` before others; more where it is another elsewhere."""
    headlines = {one.name for one in found.outcomes if one.headline}
    chosen = [block for block in found.answers if block.name in headlines] or list(found.answers)
    order = list(dict.fromkeys([*outcomes, *(block.name for block in chosen)]))
    chosen.sort(key=lambda block: (order.index(block.name), block.variant != variant))
    titles = {info.name: quoted(info.title) for info in found.variants}
    for _, group in groupby(chosen, key=lambda block: block.name):
        first, *others = group
        same = [titles[block.variant] for block in others if most(found, block) == most(found, first)]
        yield said(found, first, titles) + (f" Likewise in {listed(same)}." if same else "")
        yield from (said(found, block, titles) for block in others if titles[block.variant] not in same)


def said(found: Sensitivity, block: Found, titles: dict[str, str]) -> str:
    """What one outcome depends on in one variant."""
    told = finding(found, block)
    of = f"{quoted(question(found, block))} in {titles[block.variant]}{':' if told.startswith('no ') else ''}"
    return f"{of} {told}.{others_in_noise(found, block)}"


def most(found: Sensitivity, block: Found) -> list[int]:
    """The inputs that can be told from noise, the largest first."""
    sure = beyond(found, block)
    return [place for place in ranked(block.indices[leading_of(found, block)]) if sure[place]]
