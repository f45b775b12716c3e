"""Pages about rules: mechanisms, doctrines, phases of the month, the capitals' wants, and the order of play."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import ModuleType

from sim.explain.config_lines import of_source, where
from sim.explain.english import capitalised, listed, sentence
from sim.explain.labels import mechanism as label
from sim.explain.manual import bounds, first_paragraph, heading, named_terms, noise, paragraphs, source_in_full
from sim.explain.number_origins import in_one, keys_of
from sim.explain.page import Block, Page, Section, item, page, section, text, verbatim
from sim.explain.readers import TABLES, reads, said_of
from sim.explain.shipped_stories import switched_off_in
from sim.rules import turn
from sim.rules.mechanisms import AFTER_THE_SEAMS, CODES
from sim.rules.utilities import UTILITIES
from sim.world.numbers import Number, read_group, table, tables
from sim.world.numbers import sources as known_sources

READ = {"state": "State", "instruments": "Instruments", "drivers": "Drivers", "derived": "Read off the state"}


def mechanism(name: str) -> Page:
    """A mechanism: meaning, equation, source, what it owns, reads and takes its numbers from, who switches it off."""
    module = importlib.import_module(f"sim.rules.mechanisms.{name}")
    code, stories = CODES[name], switched_off_in(name)
    parts = [*of_docstring(module), terms(module), owned(name), read(name), numbers(name), switches(code, stories)]
    facts = {"code": code, "meaning": first_paragraph(module.__doc__), "equations": equations(module), "reads": reads(name),
             "owns": [quantity for quantity, entry in table("quantities.yaml")["state"].items() if entry["owner"] == name],
             "parameters": [f"{name}.{entry.name}" for entry in group(name)], "switched_off_in": stories, "where": code_place(module)}
    return page("mechanism", name, f"{capitalised(label(name))}: mechanism {code}", parts, **facts)


def of_docstring(module: ModuleType) -> Iterator[Section]:
    """What a rule says of itself: meaning, equations, source."""
    found = list(paragraphs(module.__doc__))
    yield section("What it means", text(sentence(found[0][1])))
    yield section("The equations", *(verbatim(said) if kind == "equations" else text(said) for kind, said in found[1:] if kind != "source"))
    yield section("Source", *(said for kind, said in found if kind == "source"), text(f"Where: {code_place(module)}"))


def equations(module: ModuleType) -> str:
    """The equations of a rule, as it writes them."""
    return "\n\n".join(said for kind, said in paragraphs(module.__doc__) if kind == "equations")


def code_place(module: ModuleType) -> str:
    """The file of a module."""
    return module.__name__.replace(".", "/") + ".py"


def terms(module: ModuleType) -> Section:
    """The named terms that a rule adds up."""
    return section("Named terms", *(item(f"{name}: {sentence(said)} Terms: {', '.join(keys)}.") for name, said, keys in named_terms(module)))


def owned(owner: str) -> Section:
    """The quantities that a mechanism alone writes."""
    entries = table("quantities.yaml")["state"].items()
    lines = [
        item(f"{name}: {entry['meaning']}. Unit: {entry['unit']}; bounds {bounds(entry)}; noise of a month {noise(entry)}. "
             f"{where('quantities.yaml', 'state', name)}")
        for name, entry in entries if entry["owner"] == owner
    ]
    return section("What it alone may change", *lines)


def read(name: str) -> Section:
    """What a mechanism reads."""
    found = reads(name)
    return section("What it reads", *(item(f"{READ[kind]}: {said_of(found[kind])}.") for kind in TABLES if found[kind]))


def group(name: str) -> list[Number]:
    """The parameters of a group; none where there is no such table."""
    return list(read_group(f"parameters/{name}.yaml")) if name in tables("parameters") else []


def numbers(name: str) -> Section:
    """The parameters of a group, one line each, with the sources that they cite in full."""
    found = group(name)
    cited = dict.fromkeys(key for entry in found for key in keys_of(entry.source))
    more = text(f"The reason for a number: sim explain {name}.{found[0].name}, and so on.") if found else ""
    sources = [item(f"{key}: {source_in_full(known_sources()[key])} {of_source(key)}") for key in cited]
    lines = [item(number_line(f"{name}.{entry.name}", entry)) for entry in found]
    return section("Its numbers", *lines, text("Sources:") if cited else "", *sources, more)


def number_line(name: str, entry: Number) -> str:
    """A parameter on one line."""
    place = where(f"parameters/{name.split('.')[0]}.yaml", "numbers", entry.name)
    drawn = " Drawn anew in every world." if entry.group == "sensitivity" else ""
    return f"{name}: {entry.meaning}. {in_one(entry)}; unit: {entry.unit}.{drawn} Grade {entry.grade}, {entry.source}. {place}"


def group_page(name: str) -> Page:
    """A group of parameters that belongs to no mechanism."""
    names = [f"{name}.{entry.name}" for entry in group(name)]
    place = where(f"parameters/{name}.yaml")
    return page("parameters", name, f"{heading(name)}: a group of parameters", [numbers(name)], parameters=names, where=place)


def switches(code: str, stories: list[str]) -> Section:
    """How it is switched off, and which stories do."""
    others = [label(other) for other, known in CODES.items() if known == code]
    together = f" {capitalised(listed(others))} are switched together." if len(others) > 1 else ""
    name = next(first for first, known in CODES.items() if known == code)
    told = f"Switched off in: {', '.join(stories)}." if stories else "No story that comes with the project switches it off."
    return section("Switching it off", f"A story writes `mechanisms: {{{name}: off}}`; what it owns then stays where it is.{together} {told}")


def doctrine(name: str) -> Page:
    """A doctrine: what a capital does under it."""
    module = importlib.import_module(f"sim.rules.doctrines.{name}")
    only = " Only Beijing can follow it." if name == "reactive" else ""
    usual = " It is what a capital follows of which a story says nothing." if name == "strategic" else ""
    said = sentence(first_paragraph(module.__doc__).partition(": ")[2]) + usual + only
    rest = list(paragraphs(module.__doc__))[1:]
    parts = [section("What it means", said), section("In full", *(verbatim(words) if kind == "equations" else text(words) for kind, words in rest)),
             section("Writing it", f"actors: {{beijing: {{doctrine: {name}}}}}"), numbers_named("choice" if name != "reactive" else "reactive", name)]
    return page("doctrine", name, f"{heading(name)}: a doctrine", parts, meaning=said, where=code_place(module))


def numbers_named(name: str, doctrine_name: str) -> Section:
    """The numbers of a group that a doctrine stands on; none for those that do not choose."""
    if doctrine_name in ("scripted", "committed"):
        return section("Its numbers")
    return numbers(name)


def phase(name: str) -> Page:
    """A phase of the month."""
    place = next(place for place, known in enumerate(turn.TURN, 1) if known.name == name)
    found = turn.TURN[place - 1]
    module = importlib.import_module(found.play.__module__)
    said = list(paragraphs(found.play.__doc__))
    parts = [section("What happens", f"Phase {place} of {len(turn.TURN)}. {sentence(found.sentence)}"),
             section("In full", *(text(words) for _, words in said)), owned(name)]
    return page("phase", name, f"{heading(name)}: a phase of the month", parts, meaning=found.sentence, place=place, where=code_place(module))


def order() -> Page:
    """The order of play of a month, and of the mechanisms within it."""
    phases = [item(f"{place}. {known.name}: {sentence(known.sentence)}") for place, known in enumerate(turn.TURN, 1)]
    ordered = sorted(CODES.items(), key=lambda entry: (entry[0] in AFTER_THE_SEAMS, int(entry[1][1:]), entry[0]))
    rules = [item(f"{code} {label(name)}: {first_paragraph(importlib.import_module(f'sim.rules.mechanisms.{name}').__doc__)}")
             for name, code in ordered]
    together = "In the phase `answer` all mechanisms read the same start of the month, so that their order does not matter; " \
               "grievance alone comes last, because it reads how far the seams have moved."
    facts = {"phases": [{"name": known.name, "sentence": known.sentence} for known in turn.TURN],
             "mechanisms": [{"code": code, "name": name} for name, code in ordered]}
    parts = [section("The phases", *phases), section("The mechanisms", text(together), *rules)]
    return page("order", "order", "A month, first to last", parts, **facts)


def wants(capital: str) -> Iterator[Block]:
    """What a capital wants: its sentence and its utility."""
    module = importlib.import_module(UTILITIES[capital].__module__)
    for kind, said in paragraphs(module.__doc__):
        yield verbatim(said) if kind == "equations" else text(f"Source: {said}" if kind == "source" else said)

