"""Says in English what a story, a setting, a rule or a number is: what it means, who says so, where it stands, and what wins over what."""

from __future__ import annotations

from dataclasses import replace
from shlex import quote

from sim.errors import UsageError
from sim.explain.in_story import name_page
from sim.explain.names import lookup, pages
from sim.explain.page import Page, item, reworded, section
from sim.explain.part_pages import source
from sim.explain.rule_pages import order as order_of_play
from sim.explain.story import story_page
from sim.scenario import load
from sim.scenario.catalogue import said_by
from sim.scenario.files import ENDINGS, locate, shipped, shipped_path
from sim.world.theatres import pair_of, speaker, translated

__all__ = ["explain"]

KINDS = {"event": "an event of the library", "instrument": "an instrument", "instruments": "a group of instruments",
         "parameters": "a group of parameters", "ensemble": "an ensemble", "likelihood": "a word of likelihood", "word": "a word of the glossary"}
"""Kinds of things where `a` before the word would not do."""


def explain(what: str | None, name: str | None = None, sets: tuple[str, ...] = (), variant: str | None = None, *, order: bool = False) -> list[Page]:
    """The pages that answer a question about a story, about a name in it, or about a name of the model."""
    if order:
        for word in (what, name, variant, *sets):
            if word:
                raise UsageError(f"the order of play is the same for all; `{word}` does not change it", where="--order",
                                 remedy="ask for one of them: sim explain --order" + (f"; or sim explain {quote(what)}" if what else ""))
        return [order_of_play()]
    if what is None:
        raise UsageError("nothing is asked", remedy="name a story, or something in the model: sim explain thaad_lift")
    if locate(what) is None and not what.endswith(ENDINGS) and name is None and not sets and not variant:
        return pages(what) if lookup(what) else cited_in_stories(what) or pages(what)
    story = load(what, sets)
    pair = pair_of(story.composed)
    asked = translated(name, pair.aliases) if name and pair else name
    found = name_page(story, asked, variant or "") if asked else [with_also(story_page(story, variant or ""), what)]
    words = speaker(story.composed)
    return [reworded(page, words) for page in found] if words else found


def cited_in_stories(key: str) -> list[Page]:
    """The page of a source that stories of the project declare for themselves, one for each that does."""
    return [source(load(name), key, "") for name in shipped() if key in ((said_by(shipped_path(name)) or {}).get("sources") or {})]


def with_also(page: Page, name: str) -> Page:
    """The page of a story, and how to ask for what else has its name."""
    others = [f"`{name}` is also the name of {KINDS.get(kind, f'a {kind}')}: sim explain {quote(f'{kind}:{name}')}"
              for kind, _ in lookup(name)]
    return replace(page, sections=(*page.sections, section("Also", *map(item, others)))) if others else page
