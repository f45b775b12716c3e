"""Pages about what is written down: sources, themes, events of the library, dated worlds, words of the field."""

from __future__ import annotations

from sim.explain.config_lines import of_source, where
from sim.explain.english import capitalised, sentence
from sim.explain.happenings import effect
from sim.explain.manual import number, source_in_full, span
from sim.explain.number_origins import keys_of, origin
from sim.explain.page import Block, Page, item, page, section
from sim.explain.shipped_stories import citing, with_event, with_theme
from sim.scenario.library import LibraryEvent, library
from sim.world.actors import actor
from sim.world.axes import CAPITALS
from sim.world.calendar import month_date
from sim.world.numbers import sources, table, tables
from sim.world.parameters import catalogue
from sim.world.worlds import starting_world


def source(key: str) -> Page:
    """A source in full, and what stands on it."""
    entry = sources()[key]
    numbers = [name for name, number_said in catalogue().items() if key in keys_of(number_said.source)]
    postures = [f"{capital}.{name}" for capital in CAPITALS for name, said in actor(capital).postures.items() if key in keys_of(said.source)]
    events = [name for name, said in library().items() if any(key in keys_of(recipe.number.source) for recipe in said.recipes)]
    drivers = [name for name, said in table("drivers.yaml")["drivers"].items() if key in keys_of(said["source"])]
    rows = [f"{row} in {starting_world(world).title}" for world in tables("worlds") for row, said in starting_world(world).numbers.items()
            if key in keys_of(said.source)]
    told = {"parameters": numbers, "postures": postures, "events of the library": events, "drivers": drivers, "opening values": rows,
            "stories": citing(key)}
    lines = [item(f"{capitalised(kind)}: {', '.join(names)}.") for kind, names in told.items() if names]
    parts = [section("In full", source_in_full(entry)), section("What stands on it", *lines), section("Where it is defined", of_source(key))]
    facts = {name: str(value) for name, value in entry.items()} | {"cited_by": {kind: names for kind, names in told.items() if names}}
    facts["heading"] = facts.pop("title")
    return page("source", key, f"{key}: a source", parts, **facts, where=of_source(key))


def theme(name: str) -> Page:
    """A theme and its stories."""
    stories = with_theme(name)
    lines = [item(f"{story}: {title}") for story, title in stories.items()]
    place = where("themes.yaml", name)
    meaning = str(table("themes.yaml")[name])
    parts = [section("What it is", sentence(meaning)), section("Its stories", *lines), section("Where it is defined", place)]
    return page("theme", name, f"{meaning}: a theme", parts, meaning=meaning, stories=list(stories), where=place)


def event(name: str) -> Page:
    """An event of the library: what it does, with the reason for each number."""
    said = library()[name]
    place = where("events.yaml", "events", name)
    arguments = [item(f"{key}: {entry.meaning}. {number(entry.value)} unless given, range {span(entry.low, entry.high)} {entry.unit}. "
                      f"Grade {entry.grade}, {entry.source}.") for key, entry in said.arguments.items()]
    stories = with_event(name)
    parts = [section("What happens", sentence(said.meaning)), section("What it does", *effects(said)), section("Its arguments", *arguments),
             section("In stories", f"`events: [{{event: {name}, on: 2027-05}}]`", f"Stories with it: {', '.join(stories)}." if stories else ""),
             section("Where it is defined", place)]
    facts = {"meaning": said.meaning, "stories": stories, "where": place, "effects": [
        {"name": recipe.effect.name, "verb": recipe.effect.verb, "value": recipe.number.value, "range": [recipe.number.low, recipe.number.high],
         "unit": recipe.number.unit, "grade": recipe.number.grade, "sources": keys_of(recipe.number.source), "because": recipe.number.because}
        for recipe in said.recipes]}
    return page("event", name, f"{said.label}: an event of the library", parts, **facts)


def effects(said: LibraryEvent) -> list[Block]:
    """Each effect with its number, range, reason and source."""
    if not said.recipes:
        return [item("By itself it changes nothing; other events end with it.")]
    blocks: list[Block] = []
    for recipe in said.recipes:
        per = f" for each of `{recipe.per}`" if recipe.per else ""
        entry = recipe.number
        blocks.append(item(f"{capitalised(effect(recipe.effect))}{per} ({entry.meaning.lower()}; `{recipe.effect.name}`). "
                           f"Range {span(entry.low, entry.high)} {entry.unit}."))
        blocks += [Block("item", block.text, 1) for block in origin(entry.grade, entry.source, entry.because)]
    return blocks


def world(name: str) -> Page:
    """A dated world."""
    found = starting_world(name)
    place = where(f"worlds/{name}.yaml")
    said = f"A world to start from, as it stood at the start of {found.title}: {len(found.state)} quantities, {len(found.instruments)} instruments."
    how = f"`extends: {name}`. A story may start later; the months in between are played first. One value of it: sim explain flow.tourism."
    parts = [section("What it is", said), section("In stories", how), section("Where it is defined", place)]
    return page("world", name, f"{found.title}: a dated world", parts, date=month_date(found.date), meaning=said, where=place)


def word(key: str) -> Page:
    """A word of the field or of the model, from the glossary."""
    entry = table("glossary.yaml")[key]
    place = where("glossary.yaml", key)
    cited = [item(f"{source_in_full(sources()[source_key])} [{source_key}, {of_source(source_key)}]") for source_key in entry.get("sources", [])]
    parts = [section("What it means", sentence(str(entry["meaning"]))), section("Who says so", *cited),
             section("See also", ", ".join(entry.get("see", []))), section("Where it is defined", place)]
    return page("word", key, f"{entry['term']}: a word of the field", parts, meaning=entry["meaning"], sources=entry.get("sources", []),
                see=entry.get("see", []), where=place)
