"""Everything in the model that has a name, and the page that explains it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache

from sim.errors import UsageError, nearest
from sim.explain import actor_pages, number_pages, rule_pages, text_pages
from sim.explain.page import Page
from sim.rules.doctrines import DOCTRINES
from sim.rules.mechanisms import CODES
from sim.rules.recorded import quantities
from sim.rules.turn import TURN
from sim.scenario.files import HERE, instead, shipped
from sim.scenario.library import library
from sim.scenario.names import ensembles, instruments, parameters, themes
from sim.scenario.numbers import words
from sim.world.actors import actor
from sim.world.axes import CAPITALS, CHANNELS, SEAMS
from sim.world.numbers import sources, table, tables
from sim.world.parameters import catalogue
from sim.world.state import driver_layout
from sim.world.theatre_files import theatre_names
from sim.world.worlds import world_names

Found = tuple[str, str]
"""A kind of thing, and the name under which its page is made."""

PAGES: dict[str, Callable[[str], Page]] = {
    "capital": actor_pages.capital, "mechanism": rule_pages.mechanism, "parameter": number_pages.parameter, "parameters": rule_pages.group_page,
    "quantity": number_pages.quantity, "instrument": actor_pages.instrument, "instruments": actor_pages.group, "driver": number_pages.driver,
    "posture": actor_pages.posture, "doctrine": rule_pages.doctrine, "event": text_pages.event,
    "channel": actor_pages.channel, "seam": actor_pages.seam, "ensemble": number_pages.ensemble, "source": text_pages.source,
    "likelihood": number_pages.likelihood_word, "theme": text_pages.theme, "world": text_pages.world, "phase": rule_pages.phase,
    "word": text_pages.word,
}
"""The page of each kind of thing, in the order in which the meanings of a name are shown."""


def named() -> Iterator[tuple[str, Found]]:
    """Every name by which a thing can be asked for, with its kind and the name of its page."""
    for name, code in CODES.items():
        yield from ((name, ("mechanism", name)), (code, ("mechanism", name)), (code.lower(), ("mechanism", name)))
    for name in {*parameters(), *catalogue()}:
        yield name, ("parameter", name)
        yield name.partition(".")[2], ("parameter", name)
    yield from ((name, ("parameters", name)) for name in tables("parameters") if name not in CODES)
    yield from recorded()
    yield from of_capitals()
    for name in {*driver_layout().rows, *table("drivers.yaml")["drivers"]}:
        yield from ((name, ("driver", name)), (f"drivers.{name}", ("driver", name)))
    simple = {"doctrine": DOCTRINES, "event": library(), "channel": CHANNELS, "seam": SEAMS, "ensemble": ensembles(), "source": sources(),
              "likelihood": words(), "theme": themes(), "world": world_names(), "word": table("glossary.yaml"),
              "phase": [phase.name for phase in TURN]}
    for kind, names in simple.items():
        yield from ((name, (kind, name)) for name in names)


def recorded() -> Iterator[tuple[str, Found]]:
    """The recorded quantities that are no instruments, and the blocks that they belong to."""
    entries = table("quantities.yaml")
    for name in {*quantities(), *entries["state"], *entries["derived"]} - set(instruments()):
        yield name, ("quantity", name)


def of_capitals() -> Iterator[tuple[str, Found]]:
    """The capitals with their instruments, groups of instruments and postures."""
    for capital in CAPITALS:
        someone = actor(capital)
        yield from ((name, ("capital", capital)) for name in (capital, someone.label))
        for name in {*someone.rows, *(known.public for known in someone.instruments)}:
            yield from ((name, ("instrument", name)), (f"{capital}.{name}", ("instrument", name)))
        yield from ((known.name, ("instrument", known.public)) for known in someone.instruments)
        yield from ((known.group, ("instruments", known.group)) for known in someone.instruments if known.group)
        for name in someone.postures:
            yield from ((name, ("posture", f"{capital}.{name}")), (f"{capital}.{name}", ("posture", f"{capital}.{name}")))


@cache
def index() -> Mapping[str, tuple[Found, ...]]:
    """What each name stands for, in the order of `PAGES`."""
    found: dict[str, dict[Found, None]] = {}
    for name, thing in named():
        found.setdefault(name, {})[thing] = None
    order = list(PAGES)
    return {name: tuple(sorted(things, key=lambda thing: (order.index(thing[0]), thing[1]))) for name, things in found.items()}


def lookup(name: str) -> tuple[Found, ...]:
    """What a name stands for; `KIND:NAME` asks for one kind alone. Nothing where it stands for nothing."""
    kind, colon, rest = name.partition(":")
    if colon and kind in PAGES:
        return tuple(thing for thing in lookup(rest) if thing[0] == kind)
    asked = " ".join(name.split())
    bare = re.sub(r"^(actors|initial|mechanisms|parameters(\.set)?|events|postures)\.", "", asked)
    return index().get(asked) or index().get(bare) or index().get(asked.replace(" ", "_").lower()) or ()


def pages(name: str) -> list[Page]:
    """Every meaning of a name; raises `UsageError` with the nearest names where there is none."""
    found = lookup(name)
    if not found:
        raise unknown(name, index())
    return [PAGES[kind](page) for kind, page in found]


def unknown(name: str, known: Mapping[str, object], what: str = "anything in the model") -> UsageError:
    """The error for a name that nothing has, with those that look like it, stories among them."""
    near = nearest_names(name, [*known, *shipped(), *theatre_names()])
    own = instead(name)
    if own.endswith(HERE):
        return UsageError(f"`{name}` is not the name of {what}", remedy=own)
    remedy = f"did you mean {' or '.join(f'`{other}`' for other in near)}?" if near else "sim list shows what there is"
    return UsageError(f"`{name}` is not the name of {what}", remedy=remedy)


VERY_NEAR = 0.8
"""So alike, of 1, is a name that is offered beside the nearest."""


def nearest_names(name: str, known: Sequence[str]) -> list[str]:
    """Up to three names: the nearest, those that end like another, and what is very near."""
    ending = [other for other in known if other.endswith(f".{name}")]
    near = nearest(name, known)
    close = get_close_matches(name, known, cutoff=VERY_NEAR)
    return list(dict.fromkeys([*([near] if near else []), *ending[:2], *close]))[:3]
