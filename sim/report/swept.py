"""A sweep as a report reads it: what it tells or why nothing, a picture of its points, and where each outcome was least and most."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from sim.errors import SimError, UsageError
from sim.experiments.sensitivity import Asked, Sensitivity, analyse
from sim.experiments.sensitivity.choosing import method_for
from sim.experiments.sensitivity.found import ABOUT, FOLDER, Stale
from sim.experiments.sensitivity.sample import source_of
from sim.plots import picture
from sim.plots.drawing.labels import quoted
from sim.plots.sweeps.chosen import Chosen, varying
from sim.report.drawing import tried
from sim.report.model import Count, Drawing, Grid
from sim.report.moved import Moved
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.results.sweep_cells import NOTE, cells, heading, value
from sim.results.sweep_part import wholes
from sim.results.sweep_spans import Span, at_point, spans
from sim.results.values import VariantInfo, counted

HEAD = ("Variant", "Mean over the points", "Least", "at point", "Most", "at point", "\N{PLUS-MINUS SIGN} each")

FEW_LEVERS = 5
"""With more levers than this, what they are at a point does not fit a row."""

NUMBERS = 3
"""So many numbers stand in a brief."""


@dataclass(frozen=True)
class Swept:
    """A sweep, or one of its parts by name; `asked` is the variant to be spoken of first, where the sweep has it."""

    sweep: SweepResult
    asked: str = ""
    part: str = ""

    @cached_property
    def told(self) -> tuple[Sensitivity | None, str]:
        """What the headline outcomes depend on, or others where none of them moves; None and the reason where that cannot be told."""
        try:
            return stored(self.sweep, self.answered, self.part) or analyse(self.sweep, Asked(outcomes=tuple(self.answered))), ""
        except SimError as error:
            return None, error.what

    @property
    def first(self) -> VariantInfo:
        """The variant that is spoken of first: the one asked for, else the baseline, else the first that was swept."""
        order = Chosen().variants_of(self.sweep, len(self.sweep.variants))
        return next((info for info in order if info.name == self.asked), order[0])

    @cached_property
    def outcomes(self) -> list[str]:
        """The outcomes that are spoken of: headlines that move and that no lever sets, before others."""
        return [info.name for info in Chosen().outcomes_of(self.sweep, NUMBERS, [self.first])]

    @cached_property
    def answered(self) -> list[str]:
        """The headline outcomes that move, those that are spoken of before others; the outcomes that are spoken of where no headline moves."""
        moving = varying(self.sweep, self.sweep.variants)
        headlines = [info.name for info in self.sweep.outcomes if info.headline and info.name in moving]
        return sorted(headlines, key=lambda name: name not in self.outcomes) or self.outcomes

    @cached_property
    def moved(self) -> Moved:
        """What the levers do to these outcomes."""
        return Moved(self.sweep, self.answered, self.part)

    @property
    def what(self) -> str:
        """What was swept, in a sentence."""
        levers = "; ".join(f"{quoted(lever.whose)} from {lever.low:g} to {lever.high:g}" if lever.kind == "number"
                           else f"{quoted(lever.whose)}: {', '.join(value or 'as the story has it' for value in lever.values)}"
                           for lever in self.sweep.levers)
        changes = f", altered: {'; '.join(self.sweep.altered)}" if self.sweep.altered else ""
        played = f"{self.sweep.played}, seed {self.sweep.seed}"
        part = f"part {quoted(self.part)} of " if self.part else ""
        return f"Of {part}a sweep of this story{changes} ({played}), over {levers}. It says nothing about what was not swept."

    @property
    def of_part(self) -> str:
        """What a caption ends in where a part is told: no two tables of a page have one name."""
        return f", part {quoted(self.part)}" if self.part else ""

    def drawn(self, theme: str, key: str, outcomes: tuple[str, ...] = ()) -> Iterator[Drawing]:
        """The points, with the course of outcomes along each lever."""
        yield from tried(lambda: picture(self.sweep, "response_curves", theme, Chosen(outcomes, (self.first.name,))), f"{key}points")

    def tables(self) -> Iterator[Grid]:
        """Where each headline, and each outcome that is spoken of, was least and most, and what the levers are there."""
        found = [span for span in spans(self.sweep) if span.outcome.headline or span.outcome.name in self.outcomes]
        titles = {info.name: info.title for info in self.sweep.variants}
        for outcome, group in groupby(found, key=lambda span: span.outcome):
            rows = tuple((titles[span.variant], *list(cells(span))[1:]) for span in group)
            yield Grid(heading(outcome) + self.of_part, HEAD, rows)
        yield from self.named(found)

    def named(self, found: list[Span]) -> Iterator[Grid]:
        """What the levers are at the points that the tables name."""
        points = sorted({point for span in found for point in (span.least_at, span.most_at) if span.least < span.most})
        if points and len(self.sweep.levers) <= FEW_LEVERS:
            head = ("Point", *(lever.whose for lever in self.sweep.levers))
            yield Grid(f"The levers at these points{self.of_part}", head, tuple((f"#{point}", *self.at(point)) for point in points), NOTE)

    def at(self, point: int) -> Iterator[str]:
        """The levers at a point."""
        there = at_point(self.sweep, point)
        for lever in self.sweep.levers:
            said = there.get(lever.name, "as the story has it")
            yield f"{said:.3g}" if isinstance(said, float) else str(said)

    def counts(self) -> Iterator[Count]:
        """The numbers of a brief: over which span outcomes moved."""
        of = f" of part {quoted(self.part)}" if self.part else ""
        for span in spans(self.sweep):
            if span.variant == self.first.name and span.outcome.name in self.outcomes:
                ends = " to ".join(value(span.outcome, end) for end in (span.least, span.most))
                yield Count(ends, heading(span.outcome), f"over {counted(span.points, 'point')}{of}, in {quoted(self.first.title)}; an illustration")


def parts_told(sweep: SweepResult, asked: str = "") -> list[Swept]:
    """A sweep as it is told: as one, or part by part, the part with the most points first."""
    return [Swept(whole, asked, name) for name, whole in sorted(wholes(sweep), key=lambda one: -one[1].points)]


def stored(result: Result | SweepResult, wanted: Collection[str], part: str = "") -> Sensitivity | None:
    """What was worked out before, where that was of the same points and part, of every variant, and of all outcomes that are wanted."""
    if result.folder is None or not (Path(result.folder) / FOLDER / ABOUT).is_file():
        return None
    try:
        found = Sensitivity.load(str(result.folder))
    except Stale:
        return None
    variants = {info.name for info in result.variants} <= {info.name for info in found.variants}
    return found if variants and found.facts.get("part", "") == part and set(wanted) <= {block.name for block in found.answers} else None


def tells(sweep: SweepResult) -> bool:
    """Whether a sweep has the points that it takes to say what an answer depends on."""
    try:
        source = source_of(sweep)
        method_for(source, "", source.within & sweep.done, sweep.seed)
    except UsageError:
        return False
    return True
