"""Checks what a story says of events, leaders, drivers, starting values and parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

import numpy as np

from sim.errors import listed, nearest
from sim.rules.played import PlayedPath
from sim.scenario.check_actors import check_actors, check_end, check_path
from sim.scenario.dated import NumberRamp
from sim.scenario.driver_paths import composed_path
from sim.scenario.happenings import EffectTerms, Happening
from sim.scenario.names import instruments, library
from sim.scenario.notes import Frame, Note, nothing
from sim.scenario.numbers import shown
from sim.scenario.schema import ParameterSettings, Story
from sim.scenario.settings import several
from sim.scenario.tree import Branch, leaves
from sim.scenario.tree import Path as Place
from sim.world.axes import AXES
from sim.world.calendar import month_date
from sim.world.drivers import driver_paths
from sim.world.numbers import Number, table
from sim.world.numbers import sources as bibliography
from sim.world.parameters import catalogue
from sim.world.plan import Amount, Path
from sim.world.shocks import Shocks
from sim.world.state import field_bounds, field_of, state_layout

NEVER_NEGATIVE = frozenset({
    "1/month", "per month", "cases per month", "months", "steps", "share", "share of the flow", "share of the gain", "share of the gap per month",
    "share of the threat", "share of the trilateral weight", "share per decision date", "% of GDP",
})
"""Units of rates, times, shares and sums, which mean nothing below 0 where the plausible range begins at 0 or above."""


def check_story(story: Story, frame: Frame) -> Iterator[Note]:
    """Everything that a variant says."""
    return chain(check_actors(story, frame), check_events(story, frame), check_leaders(story, frame), check_drivers(story, frame),
                 check_initial(story, frame), check_parameters(story))


def check_events(story: Story, frame: Frame) -> Iterator[Note]:
    """Events: names that stand once, dates within the story, sentences and other events that exist."""
    seen: set[str] = set()
    for number, event in enumerate(story.events):
        place: Place = ("events", number)
        if event.title in seen:
            yield Note((*place, "name"), "duplicate-event", f"two events are called `{event.title}`", "give each a `name` of its own")
        seen.add(event.title)
        yield from check_time(place, event, frame)
        for name, effects in event.effect.items():
            for position, terms in enumerate(several(effects)):
                where = (*place, "effect", name, position) if isinstance(effects, list) else (*place, "effect", name)
                yield from check_effect(where, name, terms, frame)
                if terms.lasting and not event.once and name in state_layout().rows and terms.verb in ("add", "times"):
                    what = f"{name} could be shifted twice at a time, and only one shift would be taken back"
                    yield Note((*where, terms.verb), "overlapping", what, "leave out once: false, or the duration")


def check_time(place: Place, event: Happening, frame: Frame) -> Iterator[Note]:
    """When an event happens."""
    if event.on is not None and (note := frame.date((*place, "on"), event.on, "an event")):
        yield note
    if event.when is not None and (note := frame.sentence((*place, "when"), event.when)):
        yield note
    for position, month in enumerate(event.between or ()):
        if note := frame.date((*place, "between", position), month, "an event"):
            yield note


def check_effect(place: Place, name: str, terms: EffectTerms, frame: Frame) -> Iterator[Note]:
    """What an event does: levels that exist, an ending that exists."""
    if terms.until is not None and terms.until not in library() and (note := frame.event((*place, "until"), terms.until)):
        yield note
    if terms.verb not in ("set", "floor", "cap"):
        return
    if name in instruments():
        low, high = 0.0, 1.0
    elif name in state_layout().rows:
        low, high = field_bounds()[field_of(name)]
    else:
        return
    if terms.amount.low < low or terms.amount.high > high:
        yield Note((*place, terms.verb), "out-of-range", f"{name} cannot be {ends(terms.amount)}", f"allowed: {low:g} to {high:g}")


def ends(amount: Amount) -> str:
    """An amount for a message."""
    return f"{amount.low:g}" if amount.fixed else f"{amount.low:g} to {amount.high:g}"


def check_leaders(story: Story, frame: Frame) -> Iterator[Note]:
    """Leaders: one a month, within the story."""
    seen: set[int] = set()
    for number, leader in enumerate(story.leaders if isinstance(story.leaders, list) else ()):
        place: Place = ("leaders", number)
        if leader.date in seen:
            yield Note((*place, "date"), "duplicate-leader", f"two leaders take office in {month_date(leader.date)}", "keep one")
        seen.add(leader.date)
        if note := frame.date((*place, "date"), leader.date, "a leader"):
            yield note
        if leader.next_election is not None and leader.next_election <= leader.date:
            yield Note((*place, "next_election"), "reversed", f"{month_date(leader.next_election)} does not come after {month_date(leader.date)}",
                       "the next election is the one after taking office")


def check_drivers(story: Story, frame: Frame) -> Iterator[Note]:
    """Drivers: dates, plausible levels, and whether anything changes."""
    for name, said in story.drivers.items():
        place: Place = ("drivers", name)
        path = said.ramp if isinstance(said, NumberRamp) else said
        if isinstance(said, NumberRamp):
            yield from check_end(place, said.until, said.ramp.months[-1], frame)
        if isinstance(path, Path):
            yield from check_path((*place, "ramp") if isinstance(said, NumberRamp) else place, path, frame)
        amounts = path.amounts if isinstance(path, Path) else (path,)
        low, high = table("drivers.yaml")["drivers"][name.split(".")[0]]["range"]
        for amount in amounts:
            if amount.low < low or amount.high > high:
                yield Note(place, "implausible", f"{name} = {ends(amount)} is outside its sourced range", f"range: {low:g} to {high:g}", warning=True)
        if same_path(composed_path(name, said, frame.start, frame.end), driver_paths()[name], frame):
            yield nothing(place, f"`{name}` is what it would be anyway", "take it out")


def same_path(one: Path, other: Path, frame: Frame) -> bool:
    """Whether two paths without uncertainty give the same level in every month of the story."""
    if not all(amount.fixed for amount in (*one.amounts, *other.amounts)):
        return False
    nobody = Shocks(0, 0, 1)
    first, second = PlayedPath.of(one, nobody), PlayedPath.of(other, nobody)
    return all(np.isclose(first.at(month) or 0.0, second.at(month) or 0.0) for month in range(frame.start, frame.end))


def check_initial(story: Story, frame: Frame) -> Iterator[Note]:
    """Starting values within the bounds of their quantity."""
    for name, amount in story.initial.items():
        least, most = field_bounds()[field_of(name)]
        if amount.low < least or amount.high > most:
            yield Note(("initial", name), "out-of-range", f"{name} cannot be {ends(amount)}", f"allowed: {least:g} to {most:g}")
        elif amount.fixed and amount.low == frame.world.state[name]:
            yield nothing(("initial", name), f"`{name}` begins at {ends(amount)} anyway", "take it out")


def check_parameters(story: Story) -> Iterator[Note]:
    """Parameters within their sourced range."""
    if not isinstance(story.parameters, ParameterSettings):
        return
    for name, amount in story.parameters.set.items():
        number, value, low, high = described(name)
        place: Place = ("parameters", "set", name)
        if number.group == "one_for_all" and not amount.fixed:
            yield Note(place, "one-for-all", f"{name} must be one number", "it is alike in all worlds: give a number, not a range")
        if number.unit in ("months", "steps") and amount.low <= 0 < low:
            remedy = f"allowed: above 0 {number.unit}; plausible: {low:g} to {high:g}"
            yield Note(place, "out-of-range", f"{name} = {ends(amount)} is no time", remedy)
        elif number.unit in NEVER_NEGATIVE and amount.low < 0 <= low:
            remedy = f"allowed: 0 or more {number.unit}; plausible: {low:g} to {high:g}"
            yield Note(place, "out-of-range", f"{name} = {ends(amount)} is negative", remedy)
        elif amount.low < low or amount.high > high:
            remedy = f"range: {low:g} to {high:g} {number.unit} ({number.source}); {number.meaning}"
            yield Note(place, "implausible", f"{name} = {ends(amount)} is outside its sourced range", remedy, warning=True)
        elif amount.fixed and amount.low == value and number.group != "sensitivity":
            yield nothing(place, f"`{name}` is {value:g} anyway", "take it out")


def described(name: str) -> tuple[Number, float, float, float]:
    """A parameter with its value and range; of one along an axis, that of its label."""
    number = catalogue().get(name)
    if number is not None:
        return number, float(number.value), float(number.low), float(number.high)  # type: ignore[arg-type]
    full, _, label = name.rpartition(".")
    number = catalogue()[full]
    at = AXES[str(number.axis)].index(label)
    value, low, high = number.value, number.low, number.high
    return number, value[at], low[at], high[at]  # type: ignore[index]


def check_sources(tree: Branch, own: Mapping[str, object]) -> Iterator[Note]:
    """Every `source:` names one of the file's sources, or one of the project's bibliography; every one of the file's is cited."""
    used = set()
    for path, leaf in leaves(tree):
        cited = path[-1] == "source" or (path[:1] == ("expect",) and path[-1] == "because" and " " not in str(leaf.value))
        if not cited or path[:1] == ("sources",):
            continue
        used.add(leaf.value)
        if leaf.value not in own and leaf.value not in bibliography():
            near = nearest(str(leaf.value), [*own, *bibliography()])
            meant = f"did you mean `{near}`? " if near else ""
            remedy = f"{meant}add it under `sources:` ({listed(list(own)) or 'none yet'}), or see: sim list sources"
            yield Note(path, "unknown-source", f"{shown(leaf.value)} is not a source", remedy)
    for name in own:
        if name not in used:
            remedy = "cite it under `source:` or `because:`, or take it out"
            yield Note(("sources", name), "unused-source", f"nothing cites `{name}`", remedy, warning=True)
