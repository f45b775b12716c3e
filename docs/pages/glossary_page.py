"""docs/reference/glossary.md: the words of the field and of the model, from configs/glossary.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shapes import cite, page, span

from sim.rules import diagnostics
from sim.rules.doctrines import DOCTRINES
from sim.rules.mechanisms import CODES
from sim.world.actors import actor, rows_of
from sim.world.axes import CAPITALS
from sim.world.numbers import GRADES, tables
from sim.world.numbers import table as config

INTRODUCTION = """
The words of the field, as this model uses them, and the model's own. Under each: who coined or carries it, other words here, and the names
that stand for it in stories and results. The names of things are explained in [the model](model.md).
"""


def render() -> str:
    """The whole page."""
    entries = sorted(config("glossary.yaml").items(), key=lambda item: item[1]["term"].lower())
    body = "\n\n".join(definition(key, entry) for key, entry in entries)
    return page("Glossary", [INTRODUCTION, f"```{{glossary}}\n{body}\n```"])


def definition(key: str, entry: Mapping[str, Any]) -> str:
    """One term with its meaning, its sources and what to see also, indented as the directive wants it."""
    parts = [entry["meaning"] + addition(key)]
    if "sources" in entry:
        parts.append("*Source:* " + cite(", ".join(entry["sources"])) + ".")
    parts.append(see_also(key, entry["see"]))
    return entry["term"] + "\n" + "\n\n".join(f"  {part}" for part in parts if part)


def addition(key: str) -> str:
    """What the tables add to an entry: the words of likelihood with their numbers, the grades as they stand."""
    if key == "likelihood_words":
        return " " + "; ".join(f"*{word}* {span(*ends)}" for word, ends in config("likelihood_words.yaml")["words"].items()) + "."
    if key == "grade":
        return " In full: " + "; ".join(f"**{letter}** {meaning}" for letter, meaning in GRADES.items()) + "."
    return ""


def see_also(key: str, names: list[str]) -> str:
    """Other terms as links, then names of the model in code."""
    entries = config("glossary.yaml")
    terms = [f"{{term}}`{entries[name]['term']}`" for name in names if name in entries and name != key]
    things = [f"`{name}`" for name in names if name in things_of_the_model()]
    told = {"See": terms, "In the model:": things}
    return " ".join(f"{head} {', '.join(found)}." for head, found in told.items() if found)


def things_of_the_model() -> set[str]:
    """Every name that a glossary entry may point to."""
    return set(named())


def named() -> Iterator[str]:
    """Quantities, instruments, postures, drivers, mechanisms, doctrines, diagnostics, events, ensembles, groups of parameters."""
    yield from config("quantities.yaml")["state"]
    yield from config("quantities.yaml")["derived"]
    for capital in CAPITALS:
        someone = actor(capital)
        yield from someone.postures
        for instrument in someone.instruments:
            yield from (instrument.public, *rows_of(instrument))
    yield from config("drivers.yaml")["drivers"]
    yield from (*CODES, *DOCTRINES, *diagnostics.DIAGNOSTICS, *config("events.yaml")["events"], *config("ensembles.yaml"), *tables("parameters"))
