"""The sliders of the page: Seoul's hedging and Beijing's pressure, each with what the story says of it as long as nobody moves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.dashboard.orders import said_of
from sim.explain.levels import setting
from sim.explain.sentences import Telling
from sim.explain.statements import doctrines
from sim.scenario.actors import stated
from sim.scenario.build import plans
from sim.scenario.read import Scenario
from sim.world.actors import actor, rows_of
from sim.world.plan import Amount, Path
from sim.world.theatres import speaker

GROUPS = (("seoul", "hedging"), ("beijing", "pressure"))
"""The capital and the group of its instruments."""


@dataclass(frozen=True)
class Slider:
    """One instrument: its name as `--set` takes it, words for people, where it begins, and what the story says of it."""

    name: str
    label: str
    help: str
    begins: float
    said: str


def groups(story: Scenario) -> Iterator[tuple[str, list[Slider]]]:
    """The sliders of a story under their headings, in the words of its theatre."""
    words = speaker(story.composed) or str
    openings = plans(story)[0].instruments
    for capital, group in GROUPS:
        found = []
        for instrument in actor(capital).instruments:
            if group not in (instrument.group, instrument.name):
                continue
            for row in rows_of(instrument):
                label = row.rpartition(".")[2].replace("_", " ").capitalize() if instrument.axis else instrument.label
                note = f"{instrument.meaning}. 0: {instrument.zero}. 1: {instrument.one}."
                name = f"{capital}.{row}"
                found.append(Slider(name, words(label), words(note), begins(story, name, openings[row]), words(told(story, name))))
        yield words(f"{actor(capital).label}'s {group}"), found


def begins(story: Scenario, name: str, opening: Amount) -> float:
    """Where a slider stands as long as nobody moves it: at the first level that the baseline says, else where the world begins."""
    said = next(said for _, said in said_of(story, name))
    first = said.amounts[0] if isinstance(said, Path) else said if isinstance(said, Amount) else opening
    return round((first.low + first.high) / 2, 2)


def told(story: Scenario, name: str) -> str:
    """What the story says of an instrument, variant by variant where they differ."""
    capital, _, row = name.partition(".")
    telling = Telling(story.start, story.months)
    lines: dict[str, list[str]] = {}
    for variant, said in said_of(story, name):
        line = chosen(story, capital, variant) if said is None else setting(said, row, telling)
        lines.setdefault(line, []).append(variant)
    if len(lines) == 1:
        return next(iter(lines))
    return "; ".join(f"{', '.join(variants)}: {line}" for line, variants in lines.items())


def chosen(story: Scenario, capital: str, name: str) -> str:
    """Who says where an instrument stands of which a variant says nothing: the capital, by its doctrine where the story gives it one."""
    variant = next(variant for variant in story.variants if variant.name == name)
    settings = stated(variant.said.actors).get(capital)
    return (doctrines(capital, settings) if settings is not None else "") or f"{actor(capital).label} chooses"
