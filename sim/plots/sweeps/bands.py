"""Where the spread of a sweep comes from: a bar per outcome and variant, divided into chance, parameters, decision rule and levers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.experiments.bands.kept import Split, kept_split
from sim.experiments.sweep.by_construction import by_construction
from sim.plots import NothingToDraw
from sim.plots.bands import MOST, OUTCOMES, Row, bars, headline
from sim.plots.drawing.labels import inside, listed
from sim.plots.drawing.picture import Picture, Story
from sim.plots.sweeps.chosen import Chosen, left_out, of_what
from sim.results.sweep_cells import heading
from sim.results.sweep_part import PartOfSweep

if TYPE_CHECKING:
    from sim.results.sweep import OutcomeInfo, SweepResult
    from sim.results.values import VariantInfo

FEW = 4
"""So many levers or fewer are named."""


def figure(sweep: SweepResult, theme: str = "light", chosen: Chosen | None = None) -> Picture:
    """The parts of the spread over all points; raises `NothingToDraw` where the sweep does not hold them."""
    asked = chosen or Chosen()
    if asked.levers:
        raise NothingToDraw("what all levers make of the spread is drawn, not what one of them does", where="--lever",
                            remedy="sim sensitivity tells them apart")
    if isinstance(sweep, PartOfSweep):
        raise NothingToDraw("where the spread comes from is told of all points together, and those of the parts of a sweep are not alike",
                            remedy="sweep the part by itself")
    split = kept_split(sweep.folder) or Split([])
    variants = asked.variants_of(sweep, MOST)
    shown = outcomes_of(sweep, asked)
    groups = {heading(info): rows_of(info, variants, split) for info in shown}
    groups = {title: rows for title, rows in groups.items() if any(row.bands for row in rows)}
    if not groups:
        raise NothingToDraw("where the spread comes from is not known of this sweep: too few worlds, --no-bands, or points have come since",
                            remedy="sim sweep --resume tells it apart")
    story = Story("bands", headline(groups), of_what(sweep, variants) + drawn(sweep, len(groups)) + left_out(sweep, shown, asked), sweep.foot)
    return bars(story, dict(list(groups.items())[:OUTCOMES]), theme)


def outcomes_of(sweep: SweepResult, asked: Chosen) -> list[OutcomeInfo]:
    """The outcomes asked for, or all, headlines first: without those that levers answer by themselves."""
    if asked.outcomes:
        return asked.outcomes_of(sweep, len(sweep.outcomes), ())
    told = by_construction(sweep)
    free = [info for info in sweep.outcomes if info.name not in told]
    return sorted(free or sweep.outcomes, key=lambda info: not info.headline)


def rows_of(info: OutcomeInfo, variants: Sequence[VariantInfo], split: Split) -> list[Row]:
    """A bar for each variant."""
    found = []
    for variant in variants:
        own = tuple(band for band in split.bands if (band.variant, band.outcome) == (variant.name, info.name))
        found.append(Row(variant.title, own, "not known: a world failed" if variant.name in split.failed else "the same at every point"))
    return found


def drawn(sweep: SweepResult, outcomes: int) -> str:
    """What is drawn, and how it is to be read."""
    rest = f" The first {OUTCOMES} of {outcomes} outcomes." if outcomes > OUTCOMES else ""
    varied = listed([inside(lever.whose) for lever in sweep.levers]) if len(sweep.levers) <= FEW else f"{len(sweep.levers)} of them"
    return (
        f"Shares of the variance between the worlds of all {sweep.points:,} points, each point counting the same, with 95 % intervals; ~ and a pale "
        "tint: cannot be told apart from 0. Chance: worlds of the same parameters. Parameters: what nobody knows exactly. Decision rule: capitals "
        f"that choose otherwise. Levers: what the sweep varies, {varied}.{rest}"
    )
