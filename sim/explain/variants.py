"""Variants told as their difference: from what stands outside the variants, or from an earlier one."""

from __future__ import annotations

from collections.abc import Mapping

from sim.errors import unknown_name
from sim.explain.english import listed, quoted, sentence
from sim.explain.labels import instrument
from sim.explain.page import Block, Section, item, section
from sim.explain.sentences import Telling
from sim.explain.statements import Place, aspects
from sim.scenario.names import instruments
from sim.scenario.read import Scenario, Variant
from sim.world.actors import actor

Said = Mapping[Place, str]


def find(story: Scenario, name: str) -> Variant:
    """A variant by its name; raises `UsageError` with the nearest one."""
    for variant in story.variants:
        if variant.name == name:
            return variant
    raise unknown_name("a variant of this scenario", name, [variant.name for variant in story.variants], where="--variant")


def variants(story: Scenario, base: Said, told: Telling) -> Section:
    """Each variant as its difference from what stands above."""
    blocks: list[Block] = []
    if len(story.variants) > 1 or list(story.variants)[0].name in story.composed.get("variants", {}):
        earlier: dict[str, Said] = {}
        for variant in story.variants:
            found = differences(base, aspects(variant.said, told))
            tail = "" if earlier else ", the baseline of all differences"
            like = nearest_variant(found, earlier)
            rest = [words for place, words in found.items() if not like or place not in earlier[like]]
            begins = f"as {quoted(find(story, like).title)}, and" if like and rest else "as above, but" if found else "exactly as above."
            blocks.append(item(f"{quoted(variant.title)} ({variant.name}{tail}): {begins}"))
            blocks += [item(sentence(words), 1) for words in rest]
            earlier[variant.name] = found
    return section("The variants", *blocks)


def nearest_variant(found: Said, earlier: Mapping[str, Said]) -> str:
    """The earlier variant that says most of what this one says, and nothing else; none where there is no such."""
    inside = [name for name, said in earlier.items() if said and all(found.get(place) == words for place, words in said.items())]
    return max(inside, key=lambda name: len(earlier[name]), default="")


def differences(base: Said, said: Said) -> dict[Place, str]:
    """What a variant says otherwise than the story outside the variants, and what it takes back."""
    found = {place: owned(place, words) for place, words in said.items() if base.get(place) != words}
    for place in base:
        if place not in said:
            found[place] = given_back(place)
    return found


def owned(place: Place, words: str) -> str:
    """A sentence by itself: an instrument with its capital in front."""
    return f"{actor(place[1]).label}: {words}" if place[0] == "actors" and place[2:] != ("doctrine",) else words


def given_back(place: Place) -> str:
    """What holds where a variant takes back what the story says."""
    if place[0] != "actors":
        return f"{' '.join(place)} is not said"
    label = actor(place[1]).label
    row = ".".join(place[2:])
    if row in instruments():
        return f"{label}: {instrument(row)} is {label}'s own choice again"
    return f"{label}: the choice of {'posture' if row == 'doctrine' else place[2]} is its own again"


def variants_of(story: Scenario, variant: str) -> list[Variant]:
    """The variants to speak of: the one that is asked for, or all."""
    return [find(story, variant)] if variant else list(story.variants)


def called(variants: list[Variant], story: Scenario) -> str:
    """Variants by title and name; all of them where there are several and none is left out."""
    if len(variants) == len(story.variants):
        return "In every variant" if len(variants) > 1 else f"In {quoted(variants[0].title)}"
    return "In " + listed(f"{quoted(variant.title)} ({variant.name})" for variant in variants)
