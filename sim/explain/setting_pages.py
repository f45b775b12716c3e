"""Pages about a setting of a story: what it means, what the story says of it and where, for every variant, and what wins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sim.explain import actor_pages, names, number_pages, rule_pages
from sim.explain.english import month, quoted, sentence
from sim.explain.english import number as told_number
from sim.explain.happenings import effect as effect_said
from sim.explain.happenings import event_called
from sim.explain.month_by_month import winners
from sim.explain.page import Block, Page, Section, item, section, text
from sim.explain.places import Written, where_said, written
from sim.explain.sentences import Telling
from sim.explain.statements import aspects
from sim.explain.story import ensemble_of
from sim.explain.variants import called, variants_of
from sim.explain.who_asks import asking
from sim.explain.winning import ORDER
from sim.rules.played import PlayedPath
from sim.scenario.build import plan
from sim.scenario.read import Scenario, Variant
from sim.world.actors import actor
from sim.world.drivers import driver_paths
from sim.world.numbers import table
from sim.world.parameters import catalogue
from sim.world.shocks import Shocks

Place = tuple[str, ...]

TEXTS = "Of two texts: a file wins over what it extends, `--set` over the file, a variant over both."


@dataclass(frozen=True)
class Spoken:
    """What some variants say of a setting: the sentence, the text that says it, and the texts that it overrules."""

    said: str
    text: Written | None
    overruled: tuple[Written, ...]


def spoken(story: Scenario, place: Place, variant: Variant) -> Spoken:
    """What one variant says at a place; an instrument of which nothing is said may follow the posture of its group."""
    said = aspects(variant.said, Telling(story.start, story.months))
    texts = written(story, place, variant.name)
    if not texts and place[0] == "actors" and len(place) > 3 and (*place[:-1], "posture") in said:
        place = (*place[:-1], "posture")
        texts = written(story, place, variant.name)
    last = texts[-1] if texts else None
    return Spoken(said.get(place, ""), last, tuple(texts[:-1]))


def grouped(story: Scenario, place: Place, variant: str) -> list[tuple[Spoken, list[Variant]]]:
    """What the variants say, those that say the same together."""
    found: list[tuple[Spoken, list[Variant]]] = []
    for each in variants_of(story, variant):
        said = spoken(story, place, each)
        same = next((members for known, members in found if where_of(known) == where_of(said) and known.said == said.said), None)
        if same is None:
            found.append((said, [each]))
        else:
            same.append(each)
    return found


def where_of(said: Spoken) -> tuple[str, ...]:
    """Where a setting is said, and where what it overrules."""
    return tuple(entry.where for entry in (*said.overruled, *([said.text] if said.text else [])))


def in_the_story(story: Scenario, place: Place, variant: str, otherwise: str) -> Section:
    """What each variant says of a setting, where, and which texts it overrules."""
    blocks: list[Block] = []
    for said, members in grouped(story, place, variant):
        words = sentence(said.said or (otherwise if said.text else f"nothing is said of it: {otherwise}"))
        blocks.append(item(f"{called(members, story)}: {words}" + (f" {said.text.where}" if said.text else "")))
        blocks += [item(f"{entry.where} is overruled: {line_of(entry)}", 1) for entry in reversed(said.overruled)]
    several = any(said.overruled for said, _ in grouped(story, place, variant))
    return section("What the story says, and where", *blocks, text(TEXTS) if several else "")


def line_of(entry: Written) -> str:
    """The line of a text as it stands."""
    line = entry.mark.text.lines[entry.mark.line - 1] if entry.mark.line <= len(entry.mark.text.lines) else ""
    return f"`{' '.join(line.partition(' #')[0].split())}`"


def facts(story: Scenario, place: Place, variant: str) -> list[dict[str, object]]:
    """What the variants say, for programs."""
    return [{"variants": [each.name for each in members], "said": said.said, "where": said.text.where if said.text else "",
             "overruled": [entry.where for entry in said.overruled]} for said, members in grouped(story, place, variant)]


def laid_over(about: Page, name: str, story: Scenario, parts: list[Section], *, after: int = 2, **more: object) -> Page:
    """The page of a thing with what the story says of it in front of the details, after so many sections."""
    title = f"{about.title.rpartition(': ')[0] or about.title}, in {quoted(story.title)}"
    first, rest = about.sections[:after], about.sections[after:]
    return replace(about, name=name, title=title, sections=(*first, *(part for part in parts if part.blocks), *rest), facts={**about.facts, **more})


def instrument(story: Scenario, place: Place, variant: str) -> Page:
    """An instrument in a story: meaning, scale, what is said, what wins month by month, the levels of the postures."""
    row = ".".join(place[2:])
    label = actor(place[1]).label
    wins, found = winners(story, row, variant)
    parts = [in_the_story(story, place, variant, f"{label} chooses by its doctrine"), wins, asking(story, row)]
    return laid_over(actor_pages.instrument(row), ".".join(place), story, parts, said=facts(story, place, variant), wins=found, order=ORDER)


def number(story: Scenario, place: Place, variant: str) -> Page:
    """A driver, an opening value or a parameter in a story."""
    name = place[-1]
    makers: dict[str, tuple[Callable[[str], Page], Callable[[Scenario, str], str], str]] = {
        "drivers": (number_pages.driver, on_its_path, f"drivers.{name}"), "initial": (number_pages.quantity, as_in_the_world, name),
        "parameters": (number_pages.parameter, from_the_ensemble, f"parameters.{name}"),
    }
    maker, otherwise, target = makers[place[0]]
    about = maker(name)
    parts = [in_the_story(story, place, variant, otherwise(story, name)), touching(story, target, variant), asking(story, place[-1])]
    return laid_over(about, ".".join(place), story, parts, said=facts(story, place, variant))


def on_its_path(story: Scenario, name: str) -> str:
    """Where a driver's default path leads from the start of a story to its end."""
    played = PlayedPath.of(driver_paths()[name], Shocks(0, 0, 1))
    first, last = story.start, story.start + story.months - 1
    ends = [f"{told_number(round(float(played.at(here) or 0.0), 3))} in {month(here)}" for here in (first, last)]
    return f"it follows its default path, {' and '.join(ends)}"


def as_in_the_world(story: Scenario, name: str) -> str:
    """Where a quantity begins in the world of a story."""
    return f"it begins as in the world of {story.world.title}, at {told_number(story.world.state[name])}"


def from_the_ensemble(story: Scenario, name: str) -> str:
    """How a parameter is drawn of which a story says nothing."""
    entry = catalogue().get(name)
    drawn = entry is not None and entry.group == "sensitivity" and not isinstance(entry.value, tuple)
    if not drawn or ensemble_of(story) == "fixed":
        return "it is at its default in every world"
    if "sets" in table("ensembles.yaml")[ensemble_of(story)]:
        return f"each world plays one of the values that were fitted together, by the ensemble `{ensemble_of(story)}`"
    return f"it is drawn around its default in each world, by the ensemble `{ensemble_of(story)}`"


def touching(story: Scenario, target: str, variant: str) -> Section:
    """The events of the story that change something, on top of what else is said of it."""
    lines: dict[str, list[Variant]] = {}
    for each in variants_of(story, variant):
        for event in plan(story, each.name, each.said).events:
            for said in event.effects:
                if said.name == target:
                    words = f"{event_called(event.name)}: it {effect_said(said)}. {where_said(story, ('events', event.name), each.name)}"
                    lines.setdefault(words, []).append(each)
    over = "An event is laid over what else is said, from when it happens." if lines else ""
    told = [item(f"{called(members, story)}, {words}") for words, members in lines.items()]
    return section("Events that change it", *told, text(over) if over else "")


def mechanism(story: Scenario, name: str, variant: str) -> Page:
    """A mechanism in a story: whether it is switched off."""
    place = ("mechanisms", name)
    said = in_the_story(story, place, variant, "the mechanism is on")
    return laid_over(rule_pages.mechanism(name), f"mechanisms.{name}", story, [said], said=facts(story, place, variant))


def ensemble(story: Scenario, place: Place, variant: str) -> Page:
    """Where the parameters of a story come from."""
    at = place if len(place) > 1 else ("parameters", "ensemble")
    name = ensemble_of(story)
    parts = [in_the_story(story, at, variant, f"parameters come from the ensemble `{name}`")]
    return laid_over(number_pages.ensemble(name), ".".join(at), story, parts, said=facts(story, at, variant))


def group(story: Scenario, place: Place, variant: str) -> Page:
    """A capital, its doctrine, or a group of its instruments in a story: everything that each variant says under it."""
    of_its_own = place[2] if place[2:] and place[2] not in ("doctrine", "posture", "precision") else ""
    about = names.pages(of_its_own)[0] if of_its_own else actor_pages.capital(place[1])
    head = place if of_its_own or not place[2:] else (*place[:2], "doctrine")
    lines: dict[tuple[str, ...], list[Variant]] = {}
    for each in variants_of(story, variant):
        lines.setdefault(tuple(said_under(story, head, each)), []).append(each)
    blocks: list[Block] = []
    for said, members in lines.items():
        nothing = f" nothing is said of it: {actor(place[1]).label} chooses for itself."
        blocks += [item(f"{called(members, story)}:" + ("" if said else nothing)), *(item(words, 1) for words in said)]
    found = [{"variants": [each.name for each in members], "said": list(said)} for said, members in lines.items()]
    return laid_over(about, ".".join(place), story, [section("What the story says, and where", *blocks)], after=0, said=found)


def said_under(story: Scenario, head: Place, variant: Variant) -> Iterator[str]:
    """Every sentence of a variant under the beginning of a place, with where it stands."""
    for place, words in aspects(variant.said, Telling(story.start, story.months)).items():
        if place[: len(head)] == head:
            yield f"{sentence(words)} {where_said(story, place, variant.name)}"


def with_story(story: Scenario, about: Page, name: str, variant: str) -> Page:
    """A thing of the model that the story cannot set: who asks for it, and the events that change it."""
    if about.kind == "mechanism":
        return mechanism(story, about.name, variant)
    parts = [touching(story, name, variant), asking(story, name)]
    if not any(part.blocks for part in parts):
        parts = [section("In this story", f"{story.path} says nothing of it.")]
    return laid_over(about, name, story, parts)
