"""A theatre under a story: its base tree, its own names read as the model's, and faults told in its own names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sim.errors import Fault, nearest
from sim.rules.mechanisms import CODES
from sim.rules.recorded import recorded_names
from sim.scenario.driver_paths import by_month
from sim.scenario.marks import Mark, Text
from sim.scenario.names import targets
from sim.scenario.tree import Branch, Items, Leaf, Tree
from sim.world.axes import CHANNELS
from sim.world.drivers import driver_paths
from sim.world.numbers import Number
from sim.world.theatre_files import TABLE, own_table, theatre_folder, theatre_names
from sim.world.theatres import NAMES, Pair, misnamed, theatre, translated

SENTENCES = frozenset({"chance_of", "when", "until", "track"})
"""The keys whose texts name quantities."""

OF_THE_STORY = frozenset({"variants", "outcomes", "sources"})
"""The topmost keys under which names are the story's own."""

NAMED = re.compile(r"`([A-Za-z_][\w.]*)`")
UNKNOWN = frozenset({"unknown-key", "unknown-name", "unknown-quantity", "unknown-setting", "unknown-parameter", "unknown-driver", "bad-sentence"})
"""The codes of faults that are about a name which does not exist."""


def staged(layers: Sequence[Branch], faults: list[Fault]) -> tuple[list[Branch], Pair | None]:
    """The texts of a story in the model's names, over what its theatre says; as they are where it has none."""
    leaf = next((layer.entries["theatre"] for layer in reversed(layers) if "theatre" in layer.entries), None)
    if not isinstance(leaf, Leaf) or leaf.value not in theatre_names():
        return list(layers), None
    pair, world = theatre(str(leaf.value)), layers[0].keys.get("extends")
    check_mechanisms(pair)
    if world is not None:
        faults.append(world.fault("two-worlds", f"the theatre {pair.name} brings its own world", "take out `extends`, or `theatre`"))
    own = [modelled(layer, pair.aliases, faults) for layer in layers]
    return [base_tree(pair), *(tree for tree in own if isinstance(tree, Branch))], pair


def check_mechanisms(pair: Pair) -> None:
    """Refuse a theatre that names a mechanism which the model does not have."""
    for key, names in (("plays", pair.plays), ("frozen", pair.frozen)):
        for name in names:
            if name not in CODES:
                place = own_table(theatre_folder(pair.name) / TABLE)
                raise misnamed("a mechanism", name, CODES, place.at(name if key == "frozen" else key))


def modelled(tree: Tree, aliases: Mapping[str, str], faults: list[Fault], path: tuple[str, ...] = ()) -> Tree:
    """A tree with the theatre's names read as the model's, every place kept."""
    if not aliases or path[:1] == ("theatre",):
        return tree
    if isinstance(tree, Leaf):
        return in_model_words(tree, aliases) if path and path[-1] in SENTENCES else tree
    if isinstance(tree, Items):
        return Items(tuple(modelled(item, aliases, faults, path) for item in tree.items), tree.mark)
    entries: dict[str, Tree] = {}
    keys: dict[str, Mark] = {}
    for own, entry in tree.entries.items():
        key = own if len(path) == 1 and path[0] in OF_THE_STORY else translated(own, aliases)
        if key in entries:
            faults.append(tree.keys[own].fault("duplicate-key", f"`{own}` is another name of something that stands here already", "keep one of them"))
            continue
        entries[key], keys[key] = modelled(entry, aliases, faults, (*path, key)), tree.keys[own]
    return Branch(entries, keys, tree.mark)


def in_model_words(leaf: Leaf, aliases: Mapping[str, str]) -> Leaf:
    """A sentence with the model's names; what the file says is kept beside it."""
    if not isinstance(leaf.value, str):
        return leaf
    words = NAMES.sub(lambda found: translated(found[0], aliases), leaf.value)
    return leaf if words == leaf.value else replace(leaf, value=words, said=leaf.value)


def base_tree(pair: Pair) -> Branch:
    """What a theatre says below every story of it: what is off, who stands outside, its numbers, the channels that it does not have."""
    mark = Mark(Text(f"theatres/{pair.name}/theatre.yaml", ()), 1, 1)
    on = {CODES[name] for name in pair.plays}
    said = {
        "elections": False,
        "mechanisms": {code: "off" for code in dict.fromkeys(CODES.values()) if code not in on},
        "parameters": {"set": closed_exposures(pair) | {name: guess(number) for name, number in pair.parameters.items()}},
        "drivers": still_drivers(pair) | {name: guess(number) for name, number in pair.drivers.items()},
        "actors": {capital: {"doctrine": "scripted"} for capital in pair.outside} | {"beijing": {"pressure": dict.fromkeys(pair.closed, 0)}},
    }
    planted_tree = planted(said, mark)
    return planted_tree if isinstance(planted_tree, Branch) else Branch({}, {}, mark)


def still_drivers(pair: Pair) -> dict[str, Any]:
    """Demand and ideals as at the date of the world: what moved them in Korea later on has no part here."""
    demand: dict[str, Any] = {f"structural_demand.{channel}": 1 for channel in CHANNELS if channel not in pair.closed}
    ideals = {row: path for row, path in driver_paths().items() if row.startswith("seam_ideal.")}
    return demand | {row: by_month(path, pair.world.date, pair.world.date + 1)[0][1].low for row, path in ideals.items()}


def closed_exposures(pair: Pair) -> dict[str, Any]:
    """Nothing is at stake in the channels that a theatre does not have."""
    found: dict[str, Any] = {f"trade_coercion.exposure.{channel}": 0 for channel in pair.closed}
    return found | {f"trade_coercion.exposure_per_holdings.{channel}": 0 for channel in pair.closed}


def guess(number: Number) -> Any:
    """A number with its range as a story writes it."""
    return number.value if number.low == number.high else {"low": number.low, "likely": number.value, "high": number.high}


def planted(value: Any, mark: Mark) -> Tree:
    """Plain values as a tree, all at one place."""
    if isinstance(value, dict):
        return Branch({str(key): planted(entry, mark) for key, entry in value.items()}, {str(key): mark for key in value}, mark)
    return Leaf(value, mark)


def retold(fault: Fault, pair: Pair | None) -> Fault:
    """A fault in the theatre's own names, with the nearest of them where a name does not exist."""
    if pair is None:
        return fault
    what, remedy = (in_own_names(text, pair) for text in (fault.what, fault.remedy))
    strange = NAMED.search(fault.what)
    if strange is not None and fault.code in UNKNOWN and (near := nearest(strange[1], vocabulary(pair))):
        rest = remedy.partition("? ")[2] if remedy.startswith("did you mean") else remedy
        remedy = f"did you mean `{near}`? {rest}".strip()
    return replace(fault, what=what, remedy=remedy)


def in_own_names(text: str, pair: Pair) -> str:
    """The names in a message as the theatre calls them."""
    labels = {role.title(): pair.words[role] for role in ("seoul", "beijing") if role in pair.words}
    return NAMES.sub(lambda found: labels.get(found[0]) or pair.own_name(found[0]), text)


def vocabulary(pair: Pair) -> tuple[str, ...]:
    """Every name that a story of a theatre may use, as the theatre calls it."""
    return tuple(dict.fromkeys((*pair.aliases, *(pair.own_name(known) for known in (*recorded_names(), *targets())))))
