"""What the answer depends on: the levers of a sweep of the story where there is one, and always what the worlds of a run can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from sim.errors import SimError
from sim.experiments.sensitivity import Asked, Sensitivity, analyse
from sim.experiments.sensitivity.found import Block as Found
from sim.experiments.sensitivity.words import MEANS, TITLES, beyond, finding, leading_of, others_in_noise, question, ranked
from sim.findings.leading import Told
from sim.plots.drawing.labels import listed, quoted
from sim.report.drawing import of_sensitivity
from sim.report.model import Block, Heading, Paragraph, Section
from sim.report.swept import Swept, stored
from sim.world.theatres import speaker

TITLE = "What the answer depends on"

OF_A_RUN = ("Of the worlds of this run: which of the parameters that differ between them move the answer. What is the same in every world, "
            "such as what capitals want and what the story sets, is not seen here; a sweep of it would show that.")

HEADS = ("By the levers of a sweep", "By the parameters that differ between the worlds of this run")
"""Above what a sweep tells and what a run tells, where there are both."""


def of_run(told: Told, theme: str, key: str, sweeps: Sequence[Swept] = ()) -> Section:
    """Of a run, with the sweeps beside it; what a sweep tells comes first, and never in the place of what the run tells."""
    blocks: list[Block] = []
    for place, swept in enumerate(sweeps):
        own = f"{key}{place or ''}"
        blocks += [Heading(HEADS[0]), *of_levers(swept, theme, own), *swept.drawn(theme, f"{own}-", tuple(swept.outcomes[:1]))]
    if sweeps:
        blocks.append(Heading(HEADS[1]))
    return Section(key, TITLE, (*blocks, *of_worlds(told, theme, f"{key}-worlds" if sweeps else key)))


def of_worlds(told: Told, theme: str, key: str) -> Iterator[Block]:
    """What is stored beside a run, else the leading outcome in the variant that the brief speaks of."""
    try:
        found = stored(told.result) or quick(told)
    except SimError as error:
        yield Paragraph(f"Not told by the worlds of this run: {error.what}.")
        return
    if found is None:
        yield Paragraph("Not told by this run: the story asks nothing.")
        return
    yield Paragraph(OF_A_RUN)
    yield from told_of(found, theme, key)


def of_levers(swept: Swept, theme: str, key: str) -> Iterator[Block]:
    """What a sweep tells; where its points are too few, that they are."""
    found, why = swept.told
    yield Paragraph(swept.what)
    if found is None:
        yield Paragraph(f"Not told by this sweep: {why}.")
    else:
        yield from told_of(found, theme, key, swept.first.name, speaker(swept.sweep.scenario))


def of_sweep(swept: Swept, theme: str, key: str) -> Iterator[Section]:
    """Of a sweep alone: what its answers depend on, and its points."""
    yield Section(key, TITLE, tuple(of_levers(swept, theme, key)))
    tables = tuple(swept.tables())
    if tables:
        yield Section(f"{key}-at", "Where each outcome was least and most", (*swept.drawn(theme, f"{key}-"), *tables))


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
    yield Paragraph(f"{TITLES[found.leading]}: {MEANS[found.leading]}. " + " ".join(f"{note[:1].upper()}{note[1:]}." for note in found.notes))


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


