"""docs/reference/references.bib and references.md: every work that the model, the manual or a story cites, as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml
from shapes import page

from sim.explain.bibtex import entry
from sim.scenario.files import shipped, shipped_path
from sim.world.numbers import sources, table, tables

Work = Mapping[str, Any]

INTRODUCTION = """
Everything that the model's numbers, its rules, its stories and this manual cite. [references.bib](references.bib) holds the same in BibTeX:
the key of an entry is the name that configs and stories use (`source: kuik_2016`), so that a paper that cites this model can cite what
stands behind one of its numbers. [Every number](parameters.md) names its sources by these keys.

Literature is cited as known, without being read again for this project, unless an entry says otherwise. A press report mostly stands for
the official figure in it; who published the figure is named with the paper that carried it.
"""

HEADINGS = {
    "literature": "Literature",
    "alliance": "The alliances, Seoul's politics, Seoul between Washington and Beijing",
    "trade_and_opinion": "Trade, finance, technology, opinion",
    "pyongyang_and_threat": "Leverage, Pyongyang, threat",
    "history": "Worlds, drivers, and what was observed from 2016 on",
    "cases": "Other cases of coercion",
    "sensitivity": "What an answer depends on",
    "smoothing": "Surfaces through points",
    "stories": "The scenario format and its events",
    "a_story_alone": "Cited by stories alone",
}
"""The tables of `configs/sources/`, and what stories add, as the page heads them."""

def render() -> str:
    """The page; the lists are made from the BibTeX file when the manual is built."""
    parts = [INTRODUCTION]
    for keyword in dict.fromkeys(keyword for keyword, _ in works().values()):
        parts += [f"## {HEADINGS[keyword]}", f'```{{bibliography}}\n:list: bullet\n:filter: keywords % "^{keyword}$"\n```']
    return page("References", parts)


def bibtex() -> str:
    """The BibTeX file."""
    head = "% Made by `python docs/generate.py` from configs/sources/ and from what stories cite. Change those, not this file."
    return "\n\n".join([head, *(entry(key, work, keyword) for key, (keyword, work) in works().items())]) + "\n"


@cache
def works() -> dict[str, tuple[str, Work]]:
    """Every work once, by key, with the table that it stands in: the project's own, then what stories alone cite."""
    found = {key: (name, work) for name in tables("sources") for key, work in table(f"sources/{name}.yaml").items()}
    found = {key: found[key] for keyword in HEADINGS for key in found if found[key][0] == keyword}
    for story, key, work in cited_by_stories():
        if own_key(work) is None:
            told = {name: known for name, (_, known) in found.items()}
            if not any(same(work, known) for known in told.values()):
                found[key if key not in told else f"{story}_{key}"] = ("a_story_alone", work)
    return found


def cited_by_stories() -> Iterator[tuple[str, str, Work]]:
    """What the stories declare under `sources`: (story, key there, the work)."""
    for story in shipped():
        declared = yaml.load(shipped_path(story).read_text(encoding="utf-8"), Loader=yaml.BaseLoader).get("sources") or {}
        for key, work in declared.items():
            yield story, key, {"author": "Unsigned", "year": work.get("date", "undated")[:len("2026")]} | work


def own_key(work: Work) -> str | None:
    """The project's own key of a work that a story declares; None where the project does not have it."""
    matches = [key for key, known in sources().items() if same(work, known)]
    return max(matches, key=lambda key: len(shared(work["title"], sources()[key]["title"])), default=None)


def same(one: Work, other: Work) -> bool:
    """Whether two entries are the same work: one address, or the same beginning of the title in the same year."""
    if one.get("url") and one.get("url") == other.get("url"):
        return True
    short, long = sorted((plain(one["title"]), plain(other["title"])), key=len)
    return str(one["year"]) == str(other["year"]) and long.startswith(short)


def shared(one: str, other: str) -> set[str]:
    """The words that two titles share."""
    return set(plain(one).split()) & set(plain(other).split())


def plain(title: str) -> str:
    """A title as bare small words."""
    return " ".join(re.findall(r"[a-z0-9]+", title.lower()))
