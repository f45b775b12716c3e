"""A name in a story: which place of the file it means, and the page that explains it there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from shlex import quote

from sim.explain import part_pages, setting_pages
from sim.explain.names import index, lookup, pages, unknown
from sim.explain.page import Page, item, section
from sim.explain.variants import find
from sim.rules.mechanisms import CODES
from sim.scenario.extend import stacked
from sim.scenario.files import typed
from sim.scenario.names import instruments, mechanism, parameters
from sim.scenario.read import Scenario
from sim.scenario.schema import File, Runs, Span
from sim.scenario.sets import settled
from sim.scenario.strict import keys
from sim.scenario.tree import Branch, Items, Tree, child
from sim.world.actors import actor
from sim.world.axes import CAPITALS
from sim.world.state import driver_layout, state_layout

Place = tuple[str, ...]

OWN = ("outcomes", "variants", "events", "sources")
"""Parts of a file whose names are the story's own."""


def name_page(story: Scenario, name: str, variant: str = "") -> list[Page]:
    """The pages of a name in a story; raises `UsageError` with the nearest names where it has none."""
    parts = name.split(".")
    if parts[0] == "variants" and len(parts) > 2:
        find(story, parts[1])
        return name_page(story, ".".join(parts[2:]), parts[1])
    if variant:
        find(story, variant)
    place = place_of_name(story, name)
    if place is not None:
        return [with_others(page_at(story, place, variant), story, name, place)]
    if lookup(name):
        return [setting_pages.with_story(story, found, name, variant) for found in pages(name)]
    if len(parts) > 1 and inside(story, (*(("variants", variant) if variant else ()), *parts)):
        return name_page(story, name.rpartition(".")[0], variant)
    known: Mapping[str, object] = {**index(), **dict.fromkeys(own_names(story))}
    raise unknown(name, known, f"anything in {story.path} or in the model")


def inside(story: Scenario, parts: Place) -> bool:
    """Whether dotted parts lead to something inside a setting of the story, which is then explained as a whole."""
    return any(leads(layer, parts) for layer in story.layers)


def leads(tree: Tree, parts: Place) -> bool:
    """Whether dotted parts lead somewhere in a tree; keys may have dots of their own, and places in a list are numbers."""
    if not parts:
        return True
    if isinstance(tree, Items):
        return parts[0].isdigit() and int(parts[0]) < len(tree.items) and leads(tree.items[int(parts[0])], parts[1:])
    ends = range(1, len(parts) + 1) if isinstance(tree, Branch) else ()
    return any((entry := child(tree, ".".join(parts[:end]))) is not None and leads(entry, parts[end:]) for end in ends)


def with_others(found: Page, story: Scenario, name: str, place: Place) -> Page:
    """A page, and how to ask for what else has its name: something of the story's own, or of the model."""
    own = [kind for kind in OWN if place[0] != kind and name in names_of(story, kind)]
    lines = [f"`{name}` is also under `{kind}` of this story: sim explain {typed(story.name, story.path)} {quote(f'{kind}.{name}')}" for kind in own]
    lines += [f"`{name}` is also a name of the model: sim explain {name}"] if place == (place[0], name) and place[0] in OWN and lookup(name) else []
    return replace(found, sections=(*found.sections, section("Also", *map(item, lines)))) if lines else found


def own_names(story: Scenario) -> Iterator[str]:
    """The names that can be asked of a story and are not those of the model."""
    yield from story.outcomes
    yield from (f"outcomes.{name}" for name in story.outcomes)
    yield from (f"variants.{variant.name}" for variant in story.variants)
    yield from (name for variant in story.variants for name in part_pages.event_names(variant))
    yield from keys(File)
    yield from (f"actors.{capital}.{row}" for row, (capital, _) in instruments().items())


def place_of_name(story: Scenario, name: str) -> Place | None:
    """The place of a file that a name means; None where it means none."""
    parts = tuple(name.split("."))
    if parts[0] in OWN and len(parts) > 1:
        place = (parts[0], name.partition(".")[2])
        return place if place[1] in names_of(story, parts[0]) else None
    found = settled(stacked(story.layers), name.removeprefix("actors.")) or (parts if parts[0] in keys(File) else None)
    if name.removeprefix("actors.") in CAPITALS:
        found = ("actors", name.removeprefix("actors."))
    elif name in groups():
        found = ("actors", groups()[name], name)
    if found is not None and sound(found):
        return found
    return next(((kind, name) for kind in OWN if name in names_of(story, kind)), None)


@cache
def groups() -> dict[str, str]:
    """The keys that hold several instruments, `pressure` and `hedging`, with their capitals."""
    return {row.partition(".")[0]: capital for row, (capital, _) in instruments().items() if "." in row}


def names_of(story: Scenario, kind: str) -> list[str]:
    """The names that a story has of one kind."""
    if kind == "events":
        return list(dict.fromkeys(name for variant in story.variants for name in part_pages.event_names(variant)))
    if kind == "variants":
        return [variant.name for variant in story.variants]
    return list({"outcomes": story.outcomes, "sources": story.sources}[kind])


def sound(place: Place) -> bool:
    """Whether a place can hold something."""
    head, *rest = place
    name = ".".join(rest)
    if head == "actors" and len(rest) > 1:
        capital, row = rest[0], ".".join(rest[1:])
        own = [group for group, of in groups().items() if of == capital]
        known_rows = (*actor(capital).rows, *own, "doctrine", "posture", "precision") if capital in CAPITALS else ()
        return row in known_rows or row.removesuffix(".posture") in own
    known = {"drivers": driver_layout().rows, "initial": state_layout().rows, "mechanisms": (*CODES, *CODES.values())}
    if head in known and rest:
        return name in known[head]
    if head == "parameters" and rest:
        return rest[0] in ("ensemble", "jitter", "noise") or name.removeprefix("set.") in parameters()
    inner = {"actors": CAPITALS, "time": keys(Span), "runs": keys(Runs)}
    return not rest or (len(rest) == 1 and rest[0] in inner.get(head, ()))


def page_at(story: Scenario, place: Place, variant: str) -> Page:
    """The page of a place."""
    head = place[0]
    if head == "actors" and ".".join(place[2:]) in instruments():
        return setting_pages.instrument(story, place, variant)
    if head == "mechanisms" and len(place) > 1:
        code = mechanism(place[1])
        name = place[1] if place[1] in CODES else next(name for name, known in CODES.items() if known == code)
        return setting_pages.mechanism(story, name, variant)
    if head in ("drivers", "initial") and len(place) > 1:
        return setting_pages.number(story, place, variant)
    if head == "parameters":
        return setting_pages.number(story, place, variant) if place[1:2] == ("set",) else setting_pages.ensemble(story, place, variant)
    makers = {"outcomes": part_pages.outcome, "variants": part_pages.variant, "events": part_pages.event, "sources": part_pages.source}
    if head in makers and len(place) > 1:
        return makers[head](story, place[1], variant)
    return setting_pages.group(story, place, variant) if head == "actors" and len(place) > 1 else part_pages.top(story, place, variant)
