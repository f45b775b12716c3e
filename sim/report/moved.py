"""By how much levers move answers, as a report says it: differences in points, or in the units of an index, each with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

from sim.experiments.effect_cells import NAMED, largest, left, name_of, whole
from sim.experiments.effects import Effect, effects
from sim.experiments.sweep.by_construction import MARK, by_construction
from sim.findings.words import change, change_span, quoted
from sim.report.model import Grid
from sim.results.rounding import Gap, decimals
from sim.results.sweep import SweepResult
from sim.results.sweep_cells import heading
from sim.results.values import VariantInfo, counted

HEAD = ("Effect of", "in", "Difference", "95 % interval")

NONE = "no lever moves it by more than sampling noise could"

UNKNOWN = "not known"


class Moved:
    """What the levers of a sweep do to some of its outcomes, worked out once each."""

    def __init__(self, sweep: SweepResult, outcomes: Sequence[str], part: str = "") -> None:
        self.sweep = sweep
        self.points = counted(sweep.points, "point") + (f" of part {quoted(part)}" if part else "")
        self.found = {info: effects(sweep, info.name) for name in outcomes for info in sweep.outcomes if info.name == name}
        self.titles = {info.name: quoted(info.title) for info in sweep.variants}
        self.decided = by_construction(sweep)

    def sentences(self, variant: VariantInfo) -> Iterator[str]:
        """For each outcome the levers that move it in a variant, the largest effects first, with their intervals."""
        for info, found in self.found.items():
            levers = sorted((one for one in found if one.lever and one.variant == variant.name), key=lambda one: -abs(one.difference))
            sure = [one for one in levers if not one.doubtful][:NAMED]
            count = decimals([gap(one) for one in sure]) if sure else 0
            said = [f"{whole(self.sweep, one)}: {change(gap(one), count)} ({'95 % interval ' * (not place)}{span(one, count)})"
                    for place, one in enumerate(sure)]
            mark = f" ({MARK})" if info.name in self.decided else ""
            asked = f"{info.label}{',' * (info.kind != 'chance')} {info.when}" if info.when else info.label
            yield f"{quoted(asked)} in {quoted(variant.title)}{mark}: {'; '.join(said) or NONE}."

    def tables(self) -> Iterator[Grid]:
        """For each outcome the effects of variants and levers in every variant, the largest where there are many."""
        for info, found in self.found.items():
            shown = [one for variant in self.sweep.variants for one in largest(found, variant.name)]
            shown.sort(key=lambda one: bool(one.lever))
            if shown:
                count, more = decimals([gap(one) for one in shown]), left(self.sweep, found).partition(":")[0]
                rows = tuple((self.named(one), self.titles[one.variant], told(one, count), span(one, count)) for one in shown)
                yield Grid(f"Effects at {self.points}: {heading(info)}", HEAD, rows, f"{more}." if more else "")

    def named(self, effect: Effect) -> str:
        """What has the effect."""
        return name_of(self.sweep, effect) if effect.lever else f"{self.titles[effect.value]} against {self.titles[effect.against]}"


def gap(effect: Effect) -> Gap:
    """An effect as a difference that is written as all others are."""
    return Gap(effect.kind, effect.difference, effect.low, effect.high)


def told(effect: Effect, count: int) -> str:
    """A difference, marked where sampling noise could have made it."""
    return f"{'~ ' * effect.doubtful}{change(gap(effect), count)}"


def span(effect: Effect, count: int) -> str:
    """Its interval; none where a single world, or a single point on a side, says nothing of it."""
    return change_span(gap(effect), count) if isfinite(effect.low) else UNKNOWN
