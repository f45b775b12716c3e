"""What a sweep shows, in words that the numbers carry: effects with their intervals, and that there is none to be seen where there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from sim.experiments.surrogate.estimates import Smooth, chance_of, mean_of
from sim.experiments.surrogate.settings import setting
from sim.plots.drawing.findings import WEIGHTY, number, percent, signed
from sim.plots.drawing.labels import inside
from sim.plots.drawing.lettering import short_enough, wrap
from sim.plots.drawing.panels import Span, places_for, step_for
from sim.plots.drawing.style import HEADLINE, MARGIN, WIDTH
from sim.plots.sweeps.chosen import Points
from sim.results.sweep import LeverInfo, OutcomeInfo
from sim.world.rows import Array

LINES = 2
"""Lines that a headline may take."""

FINE = 0.05
"""Smaller differences of a level are given with a third decimal place."""

EVEN = 9
"""Places along an end of a lever over which an outcome is averaged."""


class Effect(NamedTuple):
    """An outcome at the low and at the high end of a lever, and the difference with half the width of its interval.

    Of a category: at the values, given in `words`, with the lowest and the highest outcome. `beside` another lever: averaged over the range of that.
    """

    lever: LeverInfo
    low: float
    high: float
    difference: float
    reach: float
    words: tuple[str, str] = ("", "")
    beside: bool = False

    @property
    def clear(self) -> bool:
        """Whether the interval of the difference leaves zero out."""
        return abs(self.difference) > self.reach

    @property
    def weighty(self) -> bool:
        """Whether it is clear and large enough to be spoken of."""
        return self.clear and abs(self.difference) >= WEIGHTY


def effect_of(points: Points, smooth: Smooth, lever: LeverInfo, axis: int = 0, allowed: Array | None = None) -> Effect | None:
    """The difference that a lever makes between its lowest and highest fifth, the other lever of the surface averaged over its range.

    `allowed` are the places `[place, lever]` at which the surface is drawn; without it the whole range. None where an end lies outside.
    """
    end = setting("end")
    if allowed is None:
        side = np.linspace(0, end, EVEN)
        allowed = np.concatenate([side, 1 - side])[:, None]
    sides = [allowed[:, axis] <= end + 1e-9, allowed[:, axis] >= 1 - end - 1e-9]
    if not all(side.any() for side in sides):
        return None
    places = np.concatenate([allowed[side] for side in sides])
    first, second = (np.concatenate([sides[0][sides[0]], 0 * sides[1][sides[1]]]), np.concatenate([0 * sides[0][sides[0]], sides[1][sides[1]]]))
    shares = np.stack([first / first.sum(), second / second.sum()])
    found = smooth.over(places, np.concatenate([shares, shares[1:] - shares[:1]]))
    low, high, difference = found.value
    if points.is_share:
        low, high = np.clip([low, high], 0, 1)
    return Effect(lever, float(low), float(high), float(difference), float(found.reach[2]))


def category_effect(points: Points, lever: LeverInfo, words: Sequence[str]) -> Effect | None:
    """The difference between the two values of a category that are farthest apart; its interval is widened for having looked at every pair."""
    if len(words) < 2:
        return None
    values = points.values(lever)
    found = {word: mean_of(points.worlds[values == word]) for word in words}
    low, high = min(words, key=lambda word: found[word].value[0]), max(words, key=lambda word: found[word].value[0])
    apart = points.worlds[values == high].mean(axis=0) - points.worlds[values == low].mean(axis=0)
    reach = np.hypot(np.hypot(found[low].scatter[0], found[high].scatter[0]), chance_of(apart[None, :])[0]) * pairs_widen(len(words))
    ends = float(found[low].value[0]), float(found[high].value[0])
    return Effect(lever, *ends, ends[1] - ends[0], float(reach), (low, high))


def pairs_widen(count: int) -> float:
    """How much wider an interval is that holds for every pair of so many (Bonferroni)."""
    beyond = (1 - setting("sure")) / 2
    return float(ndtri(1 - beyond / (count * (count - 1) / 2)) / ndtri(1 - beyond))


def shown(info: OutcomeInfo, value: float) -> str:
    """A value of an outcome: `38 %` or `0.44`."""
    return percent(value) if info.kind == "chance" else number(value)


def change(info: OutcomeInfo, value: float) -> str:
    """A difference of an outcome: `+34 points` (of a hundred) or `-0.05`."""
    return f"{signed(100 * value, 0)} points" if info.kind == "chance" else signed(value, 2 if abs(value) >= FINE else 3)


def size(info: OutcomeInfo, value: float) -> str:
    """How large something is, without a sign: `3 points` or `0.004`."""
    return f"{number(100 * value, 1)} points" if info.kind == "chance" else number(value, 3)


def interval(info: OutcomeInfo, effect: Effect) -> str:
    """`+0.010 to +0.052`, in points of a hundred for a chance."""
    ends = (effect.difference - effect.reach, effect.difference + effect.reach)
    ends = (max(ends[0], -1.0), min(ends[1], 1.0)) if info.kind == "chance" else ends
    near = any(abs(100 * end) < 1 for end in ends)
    low, high = (signed(100 * end, int(near)) if info.kind == "chance" else signed(end, 3) for end in ends)
    return f"{low} to {high}"


def said(info: OutcomeInfo, effect: Effect) -> str:
    """`with Beijing's pressure from 38 % to 4 %`; of a lever that makes no clear difference, that."""
    name = inside(effect.lever.label)
    if not effect.clear:
        return f"no clear difference with {name}"
    low, high = (f" at {word}" if word else "" for word in effect.words)
    return f"with {name} from {shown(info, effect.low)}{low} to {shown(info, effect.high)}{high}"


def told(info: OutcomeInfo, effect: Effect) -> str:
    """`Beijing's pressure -34 points (-45 to -23)`: the difference from low to high with its interval."""
    which = f", {effect.words[0]} to {effect.words[1]}," if effect.words[0] else ""
    return f"{effect.lever.label}{which} {change(info, effect.difference)} ({interval(info, effect)})"


def intervals(info: OutcomeInfo, effects: Sequence[Effect], other: str = "the strongest other number") -> str:
    """What stands below a figure of the differences that its headline tells: what they are between, and their intervals."""
    numbers = [effect for effect in effects if not effect.words[0]]
    held = f" while {other} runs over all of its own" if any(effect.beside for effect in numbers) else ""
    between = [f"from the lowest to the highest fifth of a lever's range{held}"] if numbers else []
    between += ["from one value of a category to another"] if len(numbers) < len(effects) else []
    sure = f"with a {100 * setting('sure'):.0f} % interval of worlds and points"
    return f"{info.label}, {', or '.join(between)}, {sure}: {'; '.join(told(info, effect) for effect in effects)}."


def in_words(points: Points) -> str:
    """What a headline begins with: the outcome, and that it was played in one world alone where that is so."""
    return points.info.label if points.worlds.shape[1] > 1 else f"In one world, {inside(points.info.label)}"


def fitting(*tries: str) -> str:
    """The first of several headlines that takes two lines."""
    return next((text for text in tries if len(wrap(short_enough(text, HEADLINE, room()), HEADLINE, room(), bold=True)) <= LINES), tries[-1])


def ticks(span: Span, most: int) -> tuple[list[float], Callable[[float], str]]:
    """Values along a scale, at most so many intervals, and how they are written."""
    steps = [step_for(span, tried) for tried in (most, 2 * most)]
    step = steps[0] if len(span.ticks(steps[0])) > 1 else steps[1]
    return span.ticks(step), partial(number, places=places_for(step))


def axis_title(lever: LeverInfo) -> str:
    """What a scale shows: the lever and its unit, which a share or level of 0 to 1 goes without."""
    plain = not lever.unit or lever.unit.startswith(("index", "share", "level")) or lever.label.endswith(lever.unit)
    return lever.label if plain else f"{lever.label}, {lever.unit}"


def title_of(info: OutcomeInfo) -> str:
    """An outcome with its date, where it has one and does not say so itself."""
    return f"{info.label}, {info.when}" if info.when else info.label


def worlds(count: int) -> str:
    """`300 worlds`."""
    return f"{count:,} worlds" if count > 1 else "one world"


def room() -> float:
    """The width that figures draw on, in inches."""
    return WIDTH - 2 * MARGIN


def of_lever(lever: LeverInfo, at: float) -> str:
    """A value of a lever, with as many places as its range asks for."""
    low, high = (at if end is None else end for end in (lever.low, lever.high))
    return number(at, places_for(step_for(Span(low, high), 10))) if high > low else number(at)


def ends(info: OutcomeInfo, span: Span) -> tuple[str, str]:
    """Both ends of what an outcome takes, with as many places as it takes to tell them apart."""
    if info.kind == "chance":
        return percent(span.low), percent(span.high)
    places = places_for(step_for(span, 4))
    return number(span.low, places), number(span.high, places)
