"""The events of a story, as the engine plays them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.rules.sentences import parse
from sim.scenario.driver_paths import addressed
from sim.scenario.happenings import EffectTerms, Happening
from sim.scenario.library import effects
from sim.scenario.schema import Story
from sim.scenario.settings import several
from sim.world.plan import Effect, Event


def planned_events(story: Story, start: int) -> tuple[Event, ...]:
    """Every event. An effect until an event which the story does not have stays in force for good."""
    names = {said.title: said.title for said in story.events} | {said.event: said.title for said in story.events if said.event}
    return tuple(planned_event(said, names, start) for said in story.events)


def planned_event(said: Happening, names: dict[str, str], start: int) -> Event:
    """One event, with the effects of the library first."""
    library = effects(said.event, said.amounts) if said.event else ()
    own = [effect for name, terms in said.effect.items() for effect in planned_effects(said.title, name, several(terms))]
    found = tuple(replace(effect, until=names.get(effect.until, effect.until)) if effect.until else effect for effect in (*library, *own))
    window = (said.between[0], said.between[1]) if said.between else None
    return Event(
        said.title, found, on=said.on,
        chance=addressed(said.chance, f"event.{said.title}.chance") if said.chance else None,
        between=window if said.chance else None,
        hazard=addressed(said.hazard, f"event.{said.title}.hazard") if said.hazard else None,
        when=parse(said.when, start) if said.when else None,
        first=window[0] if window else start, last=window[1] if window else None, once=said.once,
    )


def planned_effects(event: str, name: str, said: list[EffectTerms]) -> Iterator[Effect]:
    """What an event does to one quantity."""
    for number, terms in enumerate(said):
        amount = addressed(terms.amount, f"event.{event}.{name}.{number}")
        yield Effect(name, terms.verb, amount, terms.months, "level" if terms.at == "level" else "target", terms.delay, terms.until)
