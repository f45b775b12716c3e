"""Pages about the parts of a story that are its own: outcomes, variants, events, sources, and the keys at the top."""

from __future__ import annotations

from collections.abc import Callable

from sim.explain import text_pages
from sim.explain.english import full_citation, quoted, sentence
from sim.explain.happenings import event_aliases, event_called
from sim.explain.page import Page, Section, item, page, section
from sim.explain.places import where_said, written
from sim.explain.questions_asked import expectation, label
from sim.explain.questions_asked import outcome as outcome_said
from sim.explain.sentences import Telling
from sim.explain.statements import aspects
from sim.explain.story import base_story, numbers, question, story_page, time
from sim.explain.variants import differences, find, owned
from sim.rules.sentences import parse
from sim.scenario.files import typed
from sim.scenario.read import Scenario, Variant
from sim.world.numbers import sources

Place = tuple[str, ...]


def event_names(variant: Variant) -> list[str]:
    """The names of the events of a variant."""
    return event_aliases(variant.said)


def outcome(story: Scenario, name: str, variant: str) -> Page:
    """An outcome: what it asks, exactly when it counts as true, who expects what of it."""
    entry, told = story.outcomes[name], Telling(story.start, story.months)
    places = [said.where for said in written(story, ("outcomes", name))]
    as_written = f"`{entry['chance_of']}`" if entry.get("chance_of") else f"`track: {entry['track']}`"
    means = "The share of worlds in which the sentence holds, each world read by itself." if entry.get("chance_of") else "The mean over the worlds."
    read = sorted(parse(str(entry["chance_of"]), story.start).quantities) if entry.get("chance_of") else [str(entry["track"])]
    hopes = [item(f"`{each['that']}`: {expectation(each, story)}") for each in story.expect if f".{name}" in str(each["that"])]
    parts = [section("What it asks", outcome_said(name, entry, told), f"As it is written: {as_written}", means),
             section("What it reads", ", ".join(f"`{quantity}`" for quantity in read) + ". sim explain says what each is."),
             section("What is expected of it", *hopes), section("Where it is written", *(overruled(places)))]
    return page("outcome", f"outcomes.{name}", f"{label(name, entry)}: an outcome of {quoted(story.title)}", parts,
                asks=told.asked(entry), reads=read, where=places[-1] if places else "", overruled=places[:-1])


def overruled(places: list[str]) -> list[str]:
    """Where something is written; of several texts the last wins."""
    return [f"{place}" + ("" if place == places[-1] else " (overruled)") for place in reversed(places)]


def variant(story: Scenario, name: str, within: str) -> Page:
    """A variant as its difference from what stands outside the variants, sentence by sentence with its place."""
    found, told = find(story, name), Telling(story.start, story.months)
    said = differences(aspects(base_story(story), told), aspects(found.said, told))
    lines = [item(f"{sentence(owned(place, words))} {where_said(story, place, name)}") for place, words in said.items()]
    first = " It is the baseline: all differences are measured against it." if found is story.variants[0] else ""
    hopes = [item(f"`{each['that']}`: {expectation(each, story)}") for each in story.expect if f"{name}." in str(each["that"])]
    parts = [section("What it is", f"{quoted(found.title)}.{first} All variants are played in the same worlds."),
             section("What it says otherwise than the rest of the file", *(lines or [item("Nothing: it plays the story as it stands.")])),
             section("What is expected of it", *hopes), section("Where it is written", where_said(story, ("variants", name)) or story.path),
             section("The whole of it", f"sim explain {typed(story.name, story.path)} --variant {name}")]
    changes = [{"name": ".".join(place), "said": words, "where": where_said(story, place, name)} for place, words in said.items()]
    return page("variant", f"variants.{name}", f"{found.title}: a variant of {quoted(story.title)}", parts, differences=changes,
                where=where_said(story, ("variants", name)))


def event(story: Scenario, name: str, variant_name: str) -> Page:
    """An event of a story: when it happens and what it does, in each variant that has it; that of the library behind it."""
    told = Telling(story.start, story.months)
    lines: dict[str, list[str]] = {}
    library = ""
    for each in ([find(story, variant_name)] if variant_name else story.variants):
        said = aspects(each.said, told).get(("events", name))
        library = library or next((str(one.event) for one in each.said.events if one.title == name and one.event), "")
        if said is not None:
            place = where_said(story, ("events", name), each.name)
            lines.setdefault(f"{said} {place}", []).append(f"{quoted(each.title)} ({each.name})")
    blocks = [item(f"In {'every variant' if len(who) == len(story.variants) else ', '.join(who)}: {said}") for said, who in lines.items()]
    answers = section("What answers to it", *(item(words) for words in reactions(story, name)))
    behind = [part for part in text_pages.event(library).sections if part.heading == "What it does"] if library else []
    parts = [section("When it happens and what it does", *blocks), answers,
             *(section("In the library, with reasons", *part.blocks) for part in behind)]
    return page("event", f"events.{name}", f"{name}: an event of {quoted(story.title)}", parts,
                said=[{"variants": who, "said": said} for said, who in lines.items()], library=library)


def reactions(story: Scenario, name: str) -> list[str]:
    """What in the story answers to an event."""
    told = Telling(story.start, story.months)
    found = {f"{owned(place, words)}. {where_said(story, place, each.name)}": None for each in story.variants
             for place, words in aspects(each.said, told).items() if place[0] == "actors" and f"when {event_called(name)} happens" in words}
    return list(found)


def source(story: Scenario, key: str, variant_name: str) -> Page:
    """A source of a story, and what in it rests on it."""
    entry = story.sources[key]
    places = [said.where for said in written(story, ("sources", key))]
    hopes = [item(f"`{each['that']}`: {expectation(each, story)}") for each in story.expect if each.get("because") == key]
    also = section("Also", f"The project has a source of that name: sim explain source:{key}") if key in sources() else section("Also")
    parts = [section("In full", full_citation(entry)), section("What rests on it", *hopes), section("Where it is written", *overruled(places)), also]
    return page("source", f"sources.{key}", f"{key}: a source of {quoted(story.title)}", parts, reference=full_citation(entry),
                where=places[-1] if places else "")


def top(story: Scenario, place: Place, variant_name: str) -> Page:
    """A key at the top of the file: what the story says under it, and where."""
    makers: dict[str, Callable[[], Section]] = {
        "time": lambda: time(story), "question": lambda: question(story), "runs": lambda: numbers(story, {}),
        "title": lambda: section("What the story says", story.title),
    }
    key = place[0]
    whole = story_page(story, variant_name)
    headings = {"actors": "What the capitals do", "drivers": "What comes from outside", "leaders": "What comes from outside",
                "elections": "What comes from outside", "mechanisms": "What comes from outside", "initial": "What begins elsewhere than in the world",
                "events": "What happens", "variants": "The variants", "outcomes": "What is asked", "expect": "What is expected",
                "parameters": "Where the numbers come from"}
    found = [makers[key]()] if key in makers else [part for part in whole.sections if part.heading == headings.get(key)]
    texts = written(story, place)
    shown = found or [section("What the story says", f"`{story.composed.get(key)}`" if key in story.composed else "Nothing.")]
    parts = [*shown, section("Where it is written", *overruled([said.where for said in texts]))]
    return page("setting", ".".join(place), f"`{'.'.join(place)}` in {quoted(story.title)}", parts, value=story.composed.get(key),
                where=texts[-1].where if texts else "")
