"""A story taken apart: one sentence for each thing that it says, by its place in the file, so that variants can be told as their difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.explain.english import amount, listed, month, months, number
from sim.explain.happenings import events
from sim.explain.labels import instrument, mechanism, parameter, spoken
from sim.explain.levels import DOCTRINES, driver, posture, setting
from sim.explain.sentences import Telling
from sim.rules.mechanisms import CODES
from sim.scenario.actors import CapitalSettings, doctrine_chain, stated
from sim.scenario.postures import CHOSEN
from sim.scenario.schema import ParameterSettings, Story
from sim.world.actors import actor
from sim.world.numbers import table

Place = tuple[str, ...]

def aspects(story: Story, telling: Telling) -> dict[Place, str]:
    """Every sentence of a story by its place: `("actors", "beijing", "pressure", "culture")`."""
    found: dict[Place, str] = {}
    for capital, settings in stated(story.actors).items():
        found |= dict(capital_said(capital, settings, telling))
    found |= {("initial", name): f"{spoken(name)} begins at {amount(said)}" for name, said in story.initial.items()}
    found |= {("drivers", name): f"{spoken('drivers.' + name)} {driver(said, telling)}" for name, said in story.drivers.items()}
    found |= dict(governing(story))
    found |= {("events", name): said for name, said in events(story, telling).items()}
    found |= dict(numbers(story))
    found |= {("mechanisms", code): switched(code) for code, on in story.mechanisms.items() if not on}
    return found


def capital_said(capital: str, settings: CapitalSettings, telling: Telling) -> Iterator[tuple[Place, str]]:
    """What is said of a capital: its doctrine, then group by group and instrument by instrument."""
    doctrine = doctrines(capital, settings)
    if doctrine:
        yield ("actors", capital, "doctrine"), doctrine
    for path, group in settings.groups():
        if group.posture not in (None, CHOSEN):
            rest = f"{path[-1]}, where nothing else is said of it,"
            yield ("actors", capital, *path, "posture"), f"{rest} is held as in {posture(capital, group.posture)}"
    for path, row, said in settings.said():
        yield ("actors", capital, *path), f"{instrument(row)} {setting(said, row, telling)}"


def doctrines(capital: str, settings: CapitalSettings) -> str:
    """The doctrines of a capital one after another; nothing where the story leaves it to the usual one."""
    chain = [said for _, said in doctrine_chain(settings)]
    if len(chain) == 1 and not any(chain[0].values()):
        return ""
    parts = [doctrine(capital, said) + (f" until {month(said['until'] - 1)}" if said.get("until") else "") for said in chain]
    return f"{actor(capital).label} " + ", then ".join(parts)


def doctrine(capital: str, said: dict[str, Any]) -> str:
    """One doctrine, with its posture or precision."""
    if said.get("posture") is not None:
        return f"commits itself to {posture(capital, said['posture'])}"
    precision = f" (precision {number(said['precision'])}; 0 would be at random)" if said.get("precision") is not None else ""
    return DOCTRINES[said.get("name") or "strategic"] + precision


def governing(story: Story) -> Iterator[tuple[Place, str]]:
    """Who governs in Seoul, and whether there are elections."""
    if story.leaders == "history":
        yield ("leaders",), "Seoul is governed by those who have governed it, dated as they took office"
    elif isinstance(story.leaders, list):
        entries = [
            f"{called(said.name)} from {month(said.date)} ({number(said.ideology)} between -1 progressive and +1 conservative"
            + (f", policy capacity {number(said.policy_capacity)}" if said.policy_capacity < 1 else "")
            + (f", acting for {months(said.acting)}" if said.acting else "")
            + (f", next election in {month(said.next_election)}" if said.next_election else "") + ")"
            for said in story.leaders
        ]
        yield ("leaders",), f"Seoul is governed by {listed(entries)}"
    if story.elections is False:
        yield ("elections",), "there are no elections and no removals: whoever governs stays"


def called(name: str | None) -> str:
    """A leader inside a sentence: `A conservative` -> `a conservative`."""
    first, _, rest = (name or "a leader without a name").partition(" ")
    return f"{first.lower()} {rest}" if first in ("A", "An", "The", "One") else f"{first} {rest}".strip()


def numbers(story: Story) -> Iterator[tuple[Place, str]]:
    """Where the parameters come from, and those that the story sets."""
    said = story.parameters
    settings = said if isinstance(said, ParameterSettings) else ParameterSettings(ensemble=said)
    if settings.ensemble is not None:
        yield ("parameters", "ensemble"), ensemble(settings.ensemble)
    if settings.jitter is not None:
        yield ("parameters", "jitter"), f"the spread of the parameters (standard deviation of a log factor) is {number(settings.jitter)}"
    if settings.noise is not None:
        yield ("parameters", "noise"), f"every month's shocks are multiplied by {number(settings.noise)}"
    for name, set_to in settings.set.items():
        yield ("parameters", "set", name), f"{parameter(name)} is set to {amount(set_to)}"


def ensemble(name: str) -> str:
    """An ensemble in words."""
    entry = table("ensembles.yaml")[name]
    meaning = str(entry["meaning"])
    return f"{meaning[0].lower()}{meaning[1:]} (the ensemble `{name}`)"


def switched(code: str) -> str:
    """A mechanism that is switched off."""
    names = [mechanism(name) for name, known in CODES.items() if known == code]
    return f"{listed(names)} ({code}) {'is' if len(names) == 1 else 'are'} switched off: the quantities stay where they are"
