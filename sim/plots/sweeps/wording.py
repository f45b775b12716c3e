"""What a sweep shows, in words that the numbers carry: effects with their intervals, and that there is none to be seen where there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from sim.experiments.surrogate.estimates import Smooth, chance_of, mean_of
from sim.experiments.surrogate.settings import setting
from sim.experiments.sweep.by_construction import by_construction
from sim.plots.drawing.findings import WEIGHTY, number, percent, signed
from sim.plots.drawing.labels import inside, listed, quoted
from sim.plots.drawing.lettering import short_enough, wrap
from sim.plots.drawing.panels import Span, places_for, step_for
from sim.plots.drawing.style import HEADLINE, MARGIN, WIDTH
from sim.plots.sweeps.chosen import Points
from sim.plots.sweeps.telling import MOVES, TWICE
from sim.results.sweep import LeverInfo, OutcomeInfo
from sim.world.rows import Array

LINES = 2
"""Lines that a headline may take."""

FINE = 0.05
"""Smaller differences of a level are given with a third decimal place."""

MOST_PLACES, SIGNS = 3, "+\N{MINUS SIGN}"
"""Decimals of a difference of a level beside its interval; what a number may begin with."""

EVEN = 9
"""Places along an end of a lever over which an outcome is averaged."""


class Swing(NamedTuple):
    """What a lever does to an outcome: the difference between its high end and its low one, with half the width of its interval.

    Of a category: of the first of two `words` less the second, which comes earlier in the sweep. `beside` another lever: averaged over its range.
    """

    lever: LeverInfo
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


def effect_of(points: Points, smooth: Smooth, lever: LeverInfo, axis: int = 0, allowed: Array | None = None) -> Swing | None:
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
    found = smooth.over(places, (second / second.sum() - first / first.sum())[None, :])
    return Swing(lever, float(found.value[0]), float(found.reach[0]))


def category_effect(points: Points, lever: LeverInfo, words: Sequence[str]) -> Swing | None:
    """The difference between the two values of a category that are farthest apart, the later of the sweep less the earlier one.

    Its interval is widened for having looked at every pair. None where fewer than two values have points enough.
    """
    values = points.values(lever)
    found = {word: mean_of(points.worlds[values == word]) for word in words if np.count_nonzero(values == word) >= TWICE}
    if len(found) < TWICE:
        return None
    low, high = min(found, key=lambda word: found[word].value[0]), max(found, key=lambda word: found[word].value[0])
    earlier, later = sorted({low, high}, key=list(words).index) if low != high else list(found)[:2]
    apart = points.worlds[values == later].mean(axis=0) - points.worlds[values == earlier].mean(axis=0)
    reach = np.hypot(np.hypot(found[earlier].scatter[0], found[later].scatter[0]), chance_of(apart[None, :])[0]) * pairs_widen(len(found))
    return Swing(lever, float(apart.mean()), float(reach), (later, earlier))


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


def interval(info: OutcomeInfo, effect: Swing) -> str:
    """`+0.010 to +0.052`, in points of a hundred for a chance."""
    ends = (effect.difference - effect.reach, effect.difference + effect.reach)
    ends = (max(ends[0], -1.0), min(ends[1], 1.0)) if info.kind == "chance" else ends
    near = any(abs(100 * end) < 1 for end in ends)
    low, high = (signed(100 * end, int(near)) if info.kind == "chance" else signed(end, decimals(effect)) for end in ends)
    return f"{low} to {high}"


def decimals(effect: Swing) -> int:
    """With how many decimals a difference of a level stands beside its interval."""
    return MOST_PLACES if abs(effect.difference) < 1 else 1


def said(info: OutcomeInfo, effect: Swing, sure: bool = True) -> str:
    """`down 34 points (23 to 45) as Beijing's pressure rises`; of a lever that makes no clear difference, that. `sure`: with its interval."""
    name = inside(effect.lever.label)
    if not effect.clear:
        return f"no clear difference with {name}"
    size = exact(info, effect) if sure else change(info, effect.difference)
    way = f"{'up' if effect.difference > 0 else 'down'} {size.lstrip(SIGNS)}" + (f" ({between(info, effect)})" if sure else "")
    return f"{way} with {name} at {effect.words[0]}, not {effect.words[1]}" if effect.words[0] else f"{way} as {name} rises"


def exact(info: OutcomeInfo, effect: Swing) -> str:
    """A difference as it stands beside its interval: `+34 points` or `-0.052`."""
    return change(info, effect.difference) if info.kind == "chance" else signed(effect.difference, decimals(effect))


def between(info: OutcomeInfo, effect: Swing) -> str:
    """The interval of a clear difference without its sign, the smaller end first: `23 to 45`."""
    ends = interval(info, effect if effect.difference > 0 else effect._replace(difference=-effect.difference))
    return ends.replace("+", "")


def short(info: OutcomeInfo, effect: Swing) -> str:
    """What stands above a panel: `-0.06`, of a category `-0.06, detach less reassure`."""
    which = f", {effect.words[0]} less {effect.words[1]}" if effect.words[0] else ""
    return change(info, effect.difference) + which


def told(info: OutcomeInfo, effect: Swing) -> str:
    """`Beijing's pressure -34 points (-45 to -23)`: the difference from low to high with its interval."""
    which = f", {effect.words[0]} less {effect.words[1]}," if effect.words[0] else ""
    return f"{effect.lever.label}{which} {exact(info, effect)} ({interval(info, effect)})"


def intervals(info: OutcomeInfo, effects: Sequence[Swing], other: str = "the strongest other number") -> str:
    """What stands below a figure of the differences that its headline tells: what they are between, and their intervals."""
    numbers = [effect for effect in effects if not effect.words[0]]
    held = f" while {other} runs over all of its own" if any(effect.beside for effect in numbers) else ""
    between = [f"highest less lowest fifth of a lever's range as drawn (tables: upper less lower half){held}"] if numbers else []
    between += ["between the values of a category that lie farthest apart"] if len(numbers) < len(effects) else []
    sure = f"with a {100 * setting('sure'):.0f} % interval of worlds and points"
    return f"{info.label}, {', or '.join(between)}, {sure}: {'; '.join(told(info, effect) for effect in effects)}."


def none_told(levers: Sequence[tuple[LeverInfo, str]]) -> str:
    """Why no lever's difference is told, where it is told of none: `what A and B do cannot be told apart, since they move together`."""
    if not any(why.startswith(MOVES) for _, why in levers):
        return f"{levers[0][1]} what {'any lever' if len(levers) > 1 else inside(levers[0][0].label)} does"
    names = [inside(lever.label) for lever, why in levers if why.startswith(MOVES)]
    if len(names) > 1:
        return f"what {listed(names)} do cannot be told apart, since they move together"
    return f"what {names[0]} does cannot be told, since it {levers[0][1]}"


def of_steps(drawn: Sequence[Points], what: str) -> tuple[str, ...]:
    """What to say of outcomes that a lever decides: they change at one value of it, where something smooth draws a slope."""
    decided = by_construction(drawn[0].sweep)
    names = list(dict.fromkeys(quoted(one.info.label) for one in drawn if one.info.name in decided))
    return (f"A lever decides {listed(names)}, by construction: by a step, where the smooth {what} draws a slope.",) if names else ()


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
